"""On the beat or not, and why.

A profile is words and phrases with points, by language, that a person can read and edit. A verdict is their sum, each
with its reason: where it stood, what it gave. The longest phrase wins, so that "trade war" is not "war".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reveille.core.errors import ProfileError

LEAD_WORDS = 80  # news says in its first eighty words what it is about
REASONS_KEPT = 12
_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*")


@dataclass(frozen=True)
class Term:
    """A word or phrase as it is written in the profile, and what it gives."""

    shown: str
    points: float
    exact: bool  # written with a capital: matched as it is written
    words: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A part of the paper, and the words that bring a story there."""

    key: str
    name: str


@dataclass(frozen=True)
class Vocabulary:
    """The terms of one language, by their first word; open terms (``sold*``) by their first four letters."""

    closed: Mapping[str, tuple[Term, ...]]
    open: Mapping[str, tuple[Term, ...]]


@dataclass(frozen=True)
class Profile:
    """A beat: who is on it, and in which section."""

    name: str
    tagline: str
    threshold: float
    title: float  # how much more a term counts in the headline than in the lead
    tail: float  # and how much less after the lead
    tail_most: float  # what all that stands after the lead may give together
    sections: tuple[Section, ...]
    words: Mapping[str, Vocabulary] = field(repr=False)
    section_words: Mapping[str, Mapping[str, Vocabulary]] = field(repr=False)

    def section_names(self) -> tuple[str, ...]:
        """Return the sections' names, in the profile's order."""
        return tuple(section.name for section in self.sections)

    def section_name(self, key: str) -> str:
        """Return a section's name; the first section's for a key that there is none of."""
        return next((s.name for s in self.sections if s.key == key), self.sections[0].name)


@dataclass(frozen=True)
class Reason:
    """Points, and why, in words a person reads."""

    points: float
    words: str


@dataclass(frozen=True)
class Verdict:
    """On the beat or not; the sum, its reasons (the weightiest first), and the section."""

    on: bool
    score: float
    reasons: tuple[Reason, ...]
    section: str


def read(toml: Mapping[str, Any]) -> Profile:
    """Return the profile of a parsed TOML file. Raises ProfileError naming the key that is wrong."""
    name = _text(toml, "name")
    points = toml.get("points", {})
    if not isinstance(points, Mapping) or not all(_is_number(p) for p in points.values()):
        raise ProfileError(name, "[points] must give a number to each group of words")
    sections = toml.get("section")
    if not isinstance(sections, list) or not sections:
        raise ProfileError(name, "at least one [[section]] is needed")
    words = {}
    for language, groups in _tables(toml.get("words", {}), name, "words"):
        for group in groups:
            if group not in points:
                raise ProfileError(name, f"[words.{language}] has {group!r}, to which [points] gives no number")
        words[language] = _vocabulary(
            (term, float(points[group])) for group, terms in groups.items() for term in _terms(terms, name, language)
        )
    section_words = {}
    for section in sections:
        if not isinstance(section, Mapping) or not section.get("key") or not section.get("name"):
            raise ProfileError(name, "each [[section]] needs a key and a name")
        section_words[str(section["key"])] = {
            str(language): _vocabulary((term, 1.0) for term in _terms(terms, name, f"section {section['key']}"))
            for language, terms in dict(section.get("words", {})).items()
        }
    return Profile(
        name=name,
        tagline=_text(toml, "tagline"),
        threshold=_number(toml, "threshold", name),
        title=_number(toml, "title", name, 2.0),
        tail=_number(toml, "tail", name, 0.35),
        tail_most=_number(toml, "tail_most", name, 3.0),
        sections=tuple(Section(str(s["key"]), str(s["name"])) for s in sections),
        words=words,
        section_words=section_words,
    )


def judge(
    profile: Profile,
    *,
    title: str,
    text: str,
    language: str = "en",
    outlet_kind: str = "",
    sections: Sequence[str] = (),
) -> Verdict:
    """Return whether an article is on the beat, and why. ``sections`` are what its outlet calls it, if known."""
    del outlet_kind  # a defence paper's recipe is a recipe; kept in the signature, since a profile may come to weigh it
    title_words, text_words = _words(title), _words(text)
    for said in sections:
        title_words += _words(said)
    vocabulary = profile.words.get(language) or profile.words.get("en")
    reasons = list(_reasons(profile, vocabulary, title_words, text_words)) if vocabulary else []
    score = round(sum(reason.points for reason in reasons), 2)
    reasons.sort(key=lambda reason: (-abs(reason.points), reason.words))
    return Verdict(
        on=score >= profile.threshold,
        score=score,
        reasons=tuple(reasons[:REASONS_KEPT]),
        section=_section(profile, language, title_words, text_words),
    )


def _reasons(
    profile: Profile, vocabulary: Vocabulary, title: list[str], text: list[str]
) -> Iterator[Reason]:
    """Each term once, where it weighs most; more of the same word says little more."""
    places = (("in the headline", profile.title, title), ("in the lead", 1.0, text[:LEAD_WORDS]))
    seen: set[Term] = set()
    for where, factor, words in places:
        for term in _found(vocabulary, words):
            if term not in seen:
                seen.add(term)
                if term.points:
                    yield _reason(term, term.points * factor, where)
    room = profile.tail_most
    for term in _found(vocabulary, text[LEAD_WORDS:]):
        if term in seen or not term.points:
            continue
        seen.add(term)
        points = round(term.points * profile.tail, 2)
        if points > 0:
            points = round(min(points, room), 2)
            room -= points
        if points:
            yield _reason(term, points, "further down")


def _reason(term: Term, points: float, where: str) -> Reason:
    return Reason(round(points, 2), f"“{term.shown}” {where}")


def _section(profile: Profile, language: str, title: list[str], text: list[str]) -> str:
    """The section whose words the article has most of; the profile's first when it has none."""
    best, most = profile.sections[0].key, 0.0
    for section in profile.sections:
        vocabularies = profile.section_words.get(section.key, {})
        vocabulary = vocabularies.get(language) or vocabularies.get("en")
        if vocabulary:
            in_title = set(_found(vocabulary, title))
            in_lead = set(_found(vocabulary, text[:LEAD_WORDS])) - in_title
            further = set(_found(vocabulary, text[LEAD_WORDS:400])) - in_title - in_lead
            score = 3.0 * len(in_title) + len(in_lead) + 0.3 * len(further)
            if score > most:
                best, most = section.key, score
    return best


def _found(vocabulary: Vocabulary, words: Sequence[str]) -> Iterator[Term]:
    """Every term in its place; where several begin at one word, the longest."""
    place = 0
    while place < len(words):
        term = _longest(vocabulary, words, place)
        if term:
            yield term
            place += len(term.words)
        else:
            place += 1


def _longest(vocabulary: Vocabulary, words: Sequence[str], place: int) -> Term | None:
    folded = words[place].casefold()
    best: Term | None = None
    for candidates in (
        vocabulary.closed.get(_singular(folded), ()),
        vocabulary.open.get(folded[:4], ()) if vocabulary.open else (),
    ):
        for term in candidates:
            longer = best is None or len(term.words) > len(best.words)
            if longer and place + len(term.words) <= len(words) and _stands(term, words, place):
                best = term
    return best


def _stands(term: Term, words: Sequence[str], place: int) -> bool:
    for offset, wanted in enumerate(term.words):
        word = words[place + offset]
        if wanted.endswith("*"):
            if not word.casefold().startswith(wanted[:-1].casefold()):
                return False
        elif _singular(word.casefold()) != _singular(wanted.casefold()):
            return False
        if term.exact and wanted[0].isupper() and not word[0].isupper():
            return False
    return True


def _words(text: str) -> list[str]:
    return [re.sub(r"[’']s$", "", word) for word in _WORD.findall(text)]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "su":
        return word[:-1]
    return word


def _vocabulary(terms: Any) -> Vocabulary:
    closed: dict[str, list[Term]] = {}
    open_: dict[str, list[Term]] = {}
    for shown, points in terms:
        words = tuple(re.findall(r"[^\W_]+(?:[’'.&-][^\W_]+)*\*?", shown))
        if not words:
            continue
        term = Term(shown, points, any(w[0].isupper() for w in words), words)
        if words[0].endswith("*"):
            open_.setdefault(words[0].rstrip("*").casefold()[:4], []).append(term)
        else:
            closed.setdefault(_singular(words[0].casefold()), []).append(term)
    return Vocabulary({k: tuple(v) for k, v in closed.items()}, {k: tuple(v) for k, v in open_.items()})


def _terms(told: object, name: str, where: str) -> list[str]:
    if not isinstance(told, list) or not all(isinstance(term, str) for term in told):
        raise ProfileError(name, f"the words of {where} must be a list of texts")
    for term in told:
        first = term.split()[0] if term.split() else ""
        if first.endswith("*") and len(first) < 5:
            raise ProfileError(name, f"{where}: {term!r} is open too early; four letters must stand before the *")
    return told


def _tables(told: object, name: str, where: str) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(told, Mapping) or not all(isinstance(v, Mapping) for v in told.values()):
        raise ProfileError(name, f"[{where}] must be tables by language: [{where}.en]")
    return [(str(language), groups) for language, groups in told.items()]


def _text(toml: Mapping[str, Any], key: str) -> str:
    value = toml.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ProfileError(str(toml.get("name") or "the profile"), f"{key!r} must be a text")
    return value.strip()


def _number(toml: Mapping[str, Any], key: str, name: str, default: float | None = None) -> float:
    value = toml.get(key, default)
    if not _is_number(value):
        raise ProfileError(name, f"{key!r} must be a number")
    return float(str(value))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
