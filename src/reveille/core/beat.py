"""On the beat or not, and why.

A profile is words and phrases with points, by language, that a person can read and edit. A verdict is their
sum, each with its reason: where it stood, what it gave. The longest phrase wins, so that "trade war" is not
"war". A term counts once an article, where it weighs most: more of the same word says little more.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from reveille.core.errors import ProfileError

LEAD_WORDS = 80  # news says in its first eighty words what it is about
SECTION_WORDS = 400  # and the rest says little about the section
DEPARTMENT = 6.0  # what the outlet's own filing says about the section, in words: as much as two of a headline
REASONS_KEPT = 12
HEADLINE, TAIL, LEARNED, FILED = "in the headline", "further down", "as learned", "its outlet files it under"
ANY = "any"  # the terms that count in every language
WORDS_REMEMBERED = 50_000  # distinct words a lexicon keeps the answer for
# A run of letters or digits; a sign of Chinese, Japanese or Korean is a word of its own. 's is no word.
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
_WORD = re.compile(rf"[’']s\b|([{_CJK}]|[^\W_{_CJK}]+)")
# Vowel signs and lengthenings that Arabic and Hebrew may write or leave out.
_SIGNS = dict.fromkeys((0x640, *range(0x64B, 0x653), 0x670, *range(0x591, 0x5BD), *range(0x5BF, 0x5C3)))
_OPEN = 4  # letters that must stand before the * of an open word
_PLURALS = frozenset({"en", "fr", "es", "pt", "nl", ANY})  # languages whose plural may be an s
# Words that Arabic and Hebrew write together with the one after.
_JOINED = {
    "ar": ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل"),
    "he": ("וה", "ה", "ו", "ב", "ל", "מ", "ש"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase as it is written in the profile, what it gives, and the sections it speaks for."""

    shown: str
    points: float = 0.0
    group: str = ""
    sections: tuple[str, ...] = ()


@dataclass(slots=True)
class _Node:
    """Where the words read so far have led: on by the next word, or to a term that ends here."""

    closed: dict[str, _Node] = field(default_factory=dict)
    cased: dict[str, _Node] = field(default_factory=dict)  # for a word that the profile writes with a capital
    upper: dict[str, _Node] = field(default_factory=dict)  # for one that it writes in capitals: WHO is not "Who"
    open: dict[str, _Node] = field(default_factory=dict)
    term: Term | None = None


@dataclass(frozen=True)
class Lexicon:
    """The terms of one language, found in one pass over an article's words."""

    language: str
    root: _Node = field(repr=False, compare=False)
    _starts: dict[str, tuple[_Node, ...]] = field(default_factory=dict, repr=False, compare=False)

    def found(self, words: Sequence[str]) -> Iterator[Term]:
        """Every term in its place; where several begin at one word, the longest."""
        starts, place = self._starts, 0
        while place < len(words):
            nodes = starts.get(words[place])
            if nodes is None:
                nodes = self._remember(words[place])
            if not nodes:
                place += 1
                continue
            term, length = self._longest(nodes, words, place)
            if term:
                yield term
            place += length

    def _remember(self, word: str) -> tuple[_Node, ...]:
        if len(self._starts) >= WORDS_REMEMBERED:
            self._starts.clear()
        nodes = self._starts[word] = tuple(_next(self.root, word, self.language))
        return nodes

    def _longest(self, nodes: Iterable[_Node], words: Sequence[str], place: int) -> tuple[Term | None, int]:
        best, length, read = None, 1, 1
        while True:
            ended = next((node.term for node in nodes if node.term), None)
            if ended:
                best, length = ended, read
            if place + read >= len(words):
                return best, length
            nodes = [on for node in nodes for on in _next(node, words[place + read], self.language)]
            if not nodes:
                return best, length
            read += 1


@dataclass(frozen=True)
class Section:
    """A part of the paper; ``labels`` are what outlets call such a part of theirs."""

    key: str
    name: str
    labels: frozenset[str] = frozenset()
    broad: bool = False  # its labels give way to other sections': /sport/africa is sport


@dataclass(frozen=True)
class Profile:
    """A beat: who is on it, and in which section."""

    name: str
    tagline: str
    threshold: float
    title: float  # how much more a term counts in the headline than in the lead
    tail: float  # and how much less after the lead
    tail_most: float  # what all that stands after the lead may give together
    most: Mapping[str, float]  # what the words of a group may give together, for groups that have a limit
    sections: tuple[Section, ...]
    words: Mapping[str, Lexicon] = field(repr=False)
    section_words: Mapping[str, Lexicon] = field(repr=False)
    departments: Mapping[str, float] = field(default_factory=dict, repr=False)  # what an outlet's own filing gives
    learned: Mapping[str, Mapping[str, float]] = field(default_factory=dict, repr=False)  # by language
    regions: Mapping[str, str] = field(default_factory=dict, repr=False)  # a region's name by country (ISO 3166)

    def section_names(self) -> tuple[str, ...]:
        """Return the sections' names, in the profile's order."""
        return tuple(section.name for section in self.sections)

    def section_name(self, key: str) -> str:
        """Return a section's name; the first section's for a key that there is none of."""
        return next((s.name for s in self.sections if s.key == key), self.sections[0].name)

    def filed(self, departments: Sequence[str]) -> str:
        """Return the key of the section that an outlet's departments speak for, the narrowest first; "" if for none.

        A broad section's labels speak where no other section's do.
        """
        found = [s for label in _labelled(departments) for s in self.sections if label in s.labels]
        return next((s.key for s in [*(s for s in found if not s.broad), *found]), "")


@dataclass(frozen=True)
class Reason:
    """Points, and why, in words a person reads."""

    points: float
    words: str


@dataclass(frozen=True)
class Verdict:
    """On the beat or not; the sum, its reasons (the weightiest first), and the section's key."""

    on: bool
    score: float
    reasons: tuple[Reason, ...]
    section: str


def read(toml: Mapping[str, Any]) -> Profile:
    """Return the profile of a parsed TOML file. Raises ProfileError naming the key that is wrong."""
    name = _text(toml, "name")
    sections = _sections(toml, name)
    return Profile(
        name=name,
        tagline=_text(toml, "tagline"),
        threshold=_number(toml, "threshold", name),
        title=_number(toml, "title", name, 2.0),
        tail=_number(toml, "tail", name, 0.35),
        tail_most=_number(toml, "tail_most", name, 3.0),
        most=_limits(toml, name),
        sections=tuple(
            Section(str(s["key"]), str(s["name"]), _labels(s, name), s.get("broad") is True) for s in sections
        ),
        words=_lexicons(_weighed(toml, name)),
        section_words=_lexicons(_sectioned(sections, name)),
        departments=_filings(toml, name),
        regions=_regions(toml, name),
    )


def taught(profile: Profile, toml: Mapping[str, Any]) -> Profile:
    """Return the profile with what a parsed file of learned points adds: ``threshold`` and ``[learned.LANGUAGE]``.

    Raises ProfileError naming the key that is wrong.
    """
    told = toml.get("learned", {})
    if not isinstance(told, Mapping) or not all(isinstance(points, Mapping) for points in told.values()):
        raise ProfileError(profile.name, "[learned] must be tables by language: [learned.en]")
    for language, points in told.items():
        if not all(_is_number(value) for value in points.values()):
            raise ProfileError(profile.name, f"[learned.{language}] must give a number to each term")
    learned = {
        str(language): {str(term).casefold(): float(value) for term, value in points.items()}
        for language, points in told.items()
    }
    return replace(profile, threshold=_number(toml, "threshold", profile.name, profile.threshold), learned=learned)


def judge(
    profile: Profile,
    *,
    title: str,
    text: str,
    language: str = "en",
    outlet_kind: str = "",
    sections: Sequence[str] = (),
    departments: Sequence[str] = (),
) -> Verdict:
    """Return whether an article is on the beat, and why; the reasons add up to the score.

    ``language`` is ISO 639-1, "" for English; one that the profile has no words for is judged by its words
    for any language.
    ``sections`` are what the outlet calls the article, and count as its headline. ``departments`` are the parts of its
    paper that it files it under: the narrowest that the profile knows gives its points, and speaks for the section.
    """
    del outlet_kind  # a defence paper's recipe is a recipe; kept in the signature, since a profile may come to weigh it
    headline, called, body = _words(title), _words(" ".join(sections)), _words(text)
    places = (
        (HEADLINE, headline, profile.title),
        ("in its outlet’s own label", called, profile.title),
        ("in the lead", body[:LEAD_WORDS], 1.0),
        (TAIL, body[LEAD_WORDS:], profile.tail),
    )
    reasons = list(_reasons(profile, _lexicon(profile.words, language), places))
    reasons += _filed(profile, departments)
    reasons += _learned(profile, language, headline + called, body)
    score = _sum(reasons)
    return Verdict(
        on=score >= profile.threshold,
        score=score,
        reasons=_kept(reasons),
        section=_section(profile, _lexicon(profile.section_words, language), headline + called, body, departments),
    )


def _reasons(
    profile: Profile, lexicon: Lexicon | None, places: Iterable[tuple[str, Sequence[str], float]]
) -> Iterator[Reason]:
    """Each term once, in the first place where it stands; a group and the tail give no more than they may."""
    if lexicon is None:
        return
    seen: set[str] = set()
    room = {TAIL: profile.tail_most, **profile.most}
    for where, words, factor in places:
        for term in lexicon.found(words):
            if term.shown in seen:
                continue
            seen.add(term.shown)
            points = term.points * factor
            if where == TAIL and points < 0:
                continue  # what an article is not about, its headline or lead would say
            for limit in (where, term.group):
                points = min(points, room.get(limit, math.inf))
            points = round(points, 2)
            for limit in (where, term.group):
                if limit in room:
                    room[limit] = round(room[limit] - max(points, 0.0), 2)
            if points:
                yield Reason(points, f"“{term.shown}” {where}")


def _filed(profile: Profile, departments: Sequence[str]) -> Iterator[Reason]:
    """What the outlet's own filing says, once: the narrowest of its parts that the profile knows."""
    known = next((label for label in _labelled(departments) if label in profile.departments), None)
    if known is not None and profile.departments[known]:
        yield Reason(profile.departments[known], f"{FILED} “{known}”")


def _labelled(departments: Sequence[str]) -> Iterator[str]:
    """What an outlet's departments may be known by, the narrowest first: ``world europe``, then ``world``."""
    for one in reversed(departments):
        yield one
        yield one.partition(" ")[0]


def learnable(title: str, text: str) -> frozenset[str]:
    """Return the terms of an article that may be learned: words of its headline and lead, and pairs of neighbours."""
    return _pairs(_words(title), _words(text))


def _pairs(headline: Sequence[str], body: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for words in (headline, body[:LEAD_WORDS]):
        folded = [word.casefold() for word in words]
        found.update(folded)
        found.update(f"{first} {second}" for first, second in pairwise(folded))
    return frozenset(found)


def _learned(profile: Profile, language: str, headline: Sequence[str], body: Sequence[str]) -> Iterator[Reason]:
    """What was learned of each term in the headline and the lead."""
    points = profile.learned.get(_base(language), {})
    for term in sorted(_pairs(headline, body)) if points else ():
        if term in points:
            yield Reason(points[term], f"“{term}” {LEARNED}")


def _kept(reasons: list[Reason]) -> tuple[Reason, ...]:
    """The weightiest reasons, and all others as one: they add up to the same."""
    reasons.sort(key=lambda reason: (-abs(reason.points), reason.words))
    if len(reasons) <= REASONS_KEPT:
        return tuple(reasons)
    rest = reasons[REASONS_KEPT - 1 :]
    return (*reasons[: REASONS_KEPT - 1], Reason(_sum(rest), f"{len(rest)} more words"))


def _sum(reasons: Iterable[Reason]) -> float:
    """Two decimals, as they are printed: what a person adds up is what counts."""
    return round(math.fsum(reason.points for reason in reasons), 2)


def _section(
    profile: Profile, lexicon: Lexicon | None, title: list[str], text: list[str], departments: Sequence[str]
) -> str:
    """The section whose words the article has most of; the profile's first when it has none."""
    most = dict.fromkeys((section.key for section in profile.sections), 0.0)
    if filed := profile.filed(departments):
        most[filed] += DEPARTMENT
    seen: set[str] = set()
    places = ((3.0, title), (1.0, text[:LEAD_WORDS]), (0.3, text[LEAD_WORDS:SECTION_WORDS]))
    for weight, words in places if lexicon else ():
        for term in lexicon.found(words) if lexicon else ():
            if term.shown not in seen:
                seen.add(term.shown)
                for key in term.sections:
                    most[key] += weight
    return max(most, key=lambda key: most[key])


def _lexicon(known: Mapping[str, Lexicon], language: str) -> Lexicon | None:
    return known.get(_base(language)) or known.get(ANY)


def _base(language: str) -> str:
    return language.lower().partition("-")[0] or "en"


def _words(text: str) -> list[str]:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_SIGNS)
    return [word for word in _WORD.findall(text) if word]


def _next(node: _Node, word: str, language: str) -> Iterator[_Node]:
    """The nodes that a word of an article leads to: as it is, as a singular, as the start of an open word."""
    folded = word.casefold()
    in_capitals = word.removesuffix("s").isupper()  # ICBMs too
    for form in _forms(folded, language):
        if in_capitals and form in node.upper:
            yield node.upper[form]
        if word[0].isupper() and form in node.cased:
            yield node.cased[form]
        if form in node.closed:
            yield node.closed[form]
    if node.open:
        stems = [folded, *(form for form in _forms(folded, language) if form != folded)]
        for stem in stems:
            for length in range(len(stem), _OPEN - 1, -1):
                if stem[:length] in node.open:
                    yield node.open[stem[:length]]


def _forms(folded: str, language: str) -> Iterator[str]:
    """A word, and what it may be the plural of, or what stands behind the words written together with it."""
    yield folded
    if language in _PLURALS and len(folded) > 3 and folded[-1] == "s":
        if folded.endswith("ies") and language == "en":
            yield folded[:-3] + "y"
        elif folded[-2] not in "su":
            yield folded[:-1]
        if folded.endswith(("ches", "shes", "sses", "xes")):
            yield folded[:-2]
    for joined in _JOINED.get(language, ()):
        if folded.startswith(joined) and len(folded) - len(joined) >= 3:
            yield folded[len(joined) :]


def _weighed(toml: Mapping[str, Any], name: str) -> dict[str, list[Term]]:
    """Each language's terms with their points."""
    points = toml.get("points", {})
    if not isinstance(points, Mapping) or not all(_is_number(p) for p in points.values()):
        raise ProfileError(name, "[points] must give a number to each group of words")
    told: dict[str, dict[str, Term]] = {}
    for language, groups in _tables(toml.get("words", {}), name):
        terms = told.setdefault(language, {})
        for group, words in groups.items():
            if group not in points:
                raise ProfileError(name, f"[words.{language}] has {group!r}, to which [points] gives no number")
            for word in _terms(words, name, f"[words.{language}] {group}"):
                if word in terms and terms[word].group != group:
                    raise ProfileError(name, f"[words.{language}]: {word!r} is {terms[word].group} and {group}")
                terms[word] = Term(word, float(points[group]), group)
    return {language: list(terms.values()) for language, terms in told.items()}


def _filings(toml: Mapping[str, Any], name: str) -> dict[str, float]:
    """What each label of an outlet's own filing gives: its group's points."""
    groups, points = toml.get("filed", {}), toml.get("points", {})
    if not isinstance(groups, Mapping) or not all(isinstance(labels, list) for labels in groups.values()):
        raise ProfileError(name, "[filed] must be lists of labels by group")
    given: dict[str, float] = {}
    for group, labels in groups.items():
        if group not in points:
            raise ProfileError(name, f"[filed] has {group!r}, to which [points] gives no number")
        for label in labels:
            if not isinstance(label, str) or label.casefold() in given:
                raise ProfileError(name, f"[filed]: {label!r} must be a text, and stand there once")
            given[label.casefold()] = float(points[group])
    return given


def _limits(toml: Mapping[str, Any], name: str) -> dict[str, float]:
    limits, points = toml.get("most", {}), toml.get("points", {})
    if not isinstance(limits, Mapping) or not all(_is_number(limit) and limit >= 0 for limit in limits.values()):
        raise ProfileError(name, "[most] must give a number, 0 or more, to a group of words")
    for group in limits:
        if group not in points:
            raise ProfileError(name, f"[most] has {group!r}, to which [points] gives no number")
    return {str(group): float(limit) for group, limit in limits.items()}


def _sectioned(sections: Sequence[Mapping[str, Any]], name: str) -> dict[str, list[Term]]:
    """Each language's terms with the sections they speak for."""
    told: dict[str, dict[str, list[str]]] = {}
    for section in sections:
        where = f"[[section]] {section['key']}: words"
        words = section.get("words", {})
        if not isinstance(words, Mapping):
            raise ProfileError(name, f"{where} must be lists by language")
        for language, terms in words.items():
            for term in _terms(terms, name, f"{where}.{language}"):
                told.setdefault(str(language), {}).setdefault(term, []).append(str(section["key"]))
    return {
        language: [Term(term, sections=tuple(keys)) for term, keys in terms.items()] for language, terms in told.items()
    }


def _lexicons(told: Mapping[str, Sequence[Term]]) -> dict[str, Lexicon]:
    """A lexicon for each language, those for any language added to all."""
    everywhere = told.get(ANY, ())
    return {
        language: Lexicon(language, _tree((*terms, *(everywhere if language != ANY else ()))))
        for language, terms in told.items()
    }


def _tree(terms: Iterable[Term]) -> _Node:
    root = _Node()
    for term in terms:
        node = root
        for piece in term.shown.split():
            words = _words(piece)
            for place, word in enumerate(words):
                is_open = piece.endswith("*") and place == len(words) - 1
                node = _branch(node, word, is_open).setdefault(word.casefold(), _Node())
        if node is not root and node.term is None:
            node.term = term
    return root


def _branch(node: _Node, word: str, is_open: bool) -> dict[str, _Node]:
    """Where a word of the profile belongs, by how it is written."""
    if is_open:
        return node.open
    if len(word) > 1 and word.isupper():
        return node.upper
    return node.cased if word[0].isupper() else node.closed


def _terms(told: object, name: str, where: str) -> list[str]:
    if not isinstance(told, list) or not all(isinstance(term, str) for term in told):
        raise ProfileError(name, f"{where} must be a list of texts")
    for term in told:
        for piece in term.split():
            if piece.endswith("*") and len(piece) <= _OPEN:
                raise ProfileError(
                    name, f"{where}: {term!r} is open too early; {_OPEN} letters must stand before the *"
                )
        if not _words(term):
            raise ProfileError(name, f"{where}: {term!r} has no word in it")
    return told


def _sections(toml: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    sections = toml.get("section")
    if not isinstance(sections, list) or not sections:
        raise ProfileError(name, "at least one [[section]] is needed")
    for section in sections:
        if not isinstance(section, Mapping) or not section.get("key") or not section.get("name"):
            raise ProfileError(name, "each [[section]] needs a key and a name")
    if len({str(section["key"]) for section in sections}) < len(sections):
        raise ProfileError(name, "two [[section]] have one key")
    return sections


def _regions(toml: Mapping[str, Any], name: str) -> dict[str, str]:
    """Each country's region."""
    regions = toml.get("region", [])
    if not isinstance(regions, list) or not all(isinstance(region, Mapping) for region in regions):
        raise ProfileError(name, "[[region]] must be tables with a name and countries")
    of: dict[str, str] = {}
    for region in regions:
        called, countries = region.get("name"), region.get("countries")
        if not isinstance(called, str) or not called or not isinstance(countries, list):
            raise ProfileError(name, "each [[region]] needs a name and a list of countries")
        for code in countries:
            if not isinstance(code, str) or not re.fullmatch("[A-Z]{2}", code) or code in of:
                raise ProfileError(name, f"[[region]] {called}: {code!r} must be an ISO 3166 code, in one region")
            of[code] = called
    return of


def _labels(section: Mapping[str, Any], name: str) -> frozenset[str]:
    told = section.get("labels", [])
    if not isinstance(told, list) or not all(isinstance(label, str) for label in told):
        raise ProfileError(name, f"[[section]] {section['key']}: labels must be a list of texts")
    return frozenset(label.casefold() for label in told)


def _tables(told: object, name: str) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(told, Mapping) or not all(isinstance(v, Mapping) for v in told.values()):
        raise ProfileError(name, "[words] must be tables by language: [words.en]")
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
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
