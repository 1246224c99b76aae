"""On the beat or not, and why.

A profile is words and phrases with points, by language, that a person can read and edit. A verdict is their
sum, each with its reason: where it stood, what it gave. The longest phrase wins, so that "trade war" is not
"war". A term counts once an article, where it weighs most: more of the same word says little more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reveille.core.lexicon import Lexicon, base, for_language, split
from reveille.core.profile import Profile, labelled

LEAD_WORDS = 80  # news says in its first eighty words what it is about
SECTION_WORDS = 400  # and the rest says little about the section
IN_HEADLINE, IN_LEAD, IN_TAIL = 3.0, 1.0, 0.3  # what a word says about the section, by where it stands
DEPARTMENT = 6.0  # and the outlet's own filing: as much as two words of a headline
REGION = 2.0  # but under a part of the world or the country stands news of any subject
FAINT = 2.0  # no more than this says nothing, where a section takes what nothing speaks for
REASONS_KEPT = 12
HEADLINE, TAIL, LEARNED, FILED = "in the headline", "further down", "as learned", "its outlet files it under"


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
    paper that it files it under: the narrowest that the profile knows gives its points, and speaks for the section, a
    subject more than a part of the world.
    """
    del outlet_kind  # a defence paper's recipe is a recipe; kept in the signature, since a profile may come to weigh it
    headline, called, body = split(title), split(" ".join(sections)), split(text)
    places = (
        (HEADLINE, headline, profile.title),
        ("in its outlet’s own label", called, profile.title),
        ("in the lead", body[:LEAD_WORDS], 1.0),
        (TAIL, body[LEAD_WORDS:], profile.tail),
    )
    reasons = list(_reasons(profile, for_language(profile.words, language), places))
    reasons += _filed(profile, departments)
    reasons += _learned(profile, language, headline + called, body)
    score = _sum(reasons)
    return Verdict(
        on=score >= profile.threshold,
        score=score,
        reasons=_kept(reasons),
        section=_section(profile, language, headline + called, body, departments),
    )


def learnable(title: str, text: str) -> frozenset[str]:
    """Return the terms of an article that may be learned: words of its headline and lead, and pairs of neighbours."""
    return _pairs(split(title), split(text))


def _reasons(
    profile: Profile, lexicon: Lexicon | None, places: Iterable[tuple[str, Sequence[str], float]]
) -> Iterator[Reason]:
    """Each term once, in the first place where it stands; a group and the tail give no more than they may.

    The tail gives nothing where all before it has no word of the beat but such as are never enough by themselves: a
    crash is no military news because its rescuers served in a navy.
    """
    if lexicon is None:
        return
    seen: set[str] = set()
    room = {TAIL: profile.tail_most, **profile.most}
    told = False
    for where, words, factor in places:
        if where == TAIL and not told:
            return
        for term in lexicon.found(words):
            if term.shown in seen:
                continue
            seen.add(term.shown)
            points = term.points * factor
            told = told or (points > 0 and term.group not in profile.most)
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
    known = next((label for label in labelled(departments) if label in profile.departments), None)
    if known is not None and profile.departments[known]:
        yield Reason(profile.departments[known], f"{FILED} “{known}”")


def _learned(profile: Profile, language: str, headline: Sequence[str], body: Sequence[str]) -> Iterator[Reason]:
    """What was learned of each term in the headline and the lead."""
    points = profile.learned.get(base(language), {})
    for term in sorted(_pairs(headline, body)) if points else ():
        if term in points:
            yield Reason(points[term], f"“{term}” {LEARNED}")


def _pairs(headline: Sequence[str], body: Sequence[str]) -> frozenset[str]:
    return frozenset((*_terms(headline), *_terms(body[:LEAD_WORDS])))


def _terms(words: Sequence[str]) -> tuple[str, ...]:
    """The words, and the pairs of neighbours."""
    folded = [word.casefold() for word in words]
    return (*folded, *(f"{first} {second}" for first, second in pairwise(folded)))


def _section(profile: Profile, language: str, title: list[str], text: list[str], departments: Sequence[str]) -> str:
    """The section for which most speaks; where nothing does, the one that the profile has for that.

    Between two that go by regions (the world, the country) the outlet's filing decides: a mayor abroad is not at home.
    """
    most = _sums(profile, _speaks_for(profile, language, title, text, departments))
    key, otherwise = max(most, key=lambda key: most[key]), profile.otherwise()
    if most[key] <= (FAINT if otherwise else 0):
        return otherwise or profile.sections[0].key
    filed = profile.filed(departments)
    by_region = {section.key for section in profile.sections if section.broad}
    return filed.section if filed and filed.broad and {key, filed.section} <= by_region else key


def _sums(profile: Profile, reasons: Iterable[tuple[str, Reason]]) -> dict[str, float]:
    """What speaks for each section, together; two decimals, as it is printed."""
    sums = dict.fromkeys((section.key for section in profile.sections), 0.0)
    for key, reason in reasons:
        sums[key] = round(sums[key] + reason.points, 2)
    return sums


def for_sections(profile: Profile, *, title: str) -> dict[str, float]:
    """Return how much the words of a headline in English speak for each section."""
    return _sums(profile, _speaks_for(profile, "en", split(title), [], ()))


def section_reasons(
    profile: Profile, *, title: str, text: str, language: str = "en", departments: Sequence[str] = ()
) -> tuple[Reason, ...]:
    """Return what speaks for the section that ``judge`` says, the weightiest first; nothing where no word does."""
    headline, body = split(title), split(text)
    section = _section(profile, language, headline, body, departments)
    return _kept([one for key, one in _speaks_for(profile, language, headline, body, departments) if key == section])


def _speaks_for(
    profile: Profile, language: str, title: list[str], text: list[str], departments: Sequence[str]
) -> Iterator[tuple[str, Reason]]:
    """What speaks for a section, and its key; a word counts once, where it says most."""
    if filed := profile.filed(departments):
        yield filed.section, Reason(REGION if filed.broad else DEPARTMENT, f"{FILED} “{filed.label}”")
    places = (
        (IN_HEADLINE, title, HEADLINE),
        (IN_LEAD, text[:LEAD_WORDS], "in the lead"),
        (IN_TAIL, text[LEAD_WORDS:SECTION_WORDS], TAIL),
    )
    known, seen = for_language(profile.section_words, language), set[str]()
    for weight, words, where in places if known else ():
        for term in known.found(words) if known else ():
            if term.shown not in seen:
                seen.add(term.shown)
                for key in term.sections:
                    yield key, Reason(weight, f"“{term.shown}” {where}")
    learned, seen = profile.section_learned.get(base(language), {}), set()
    for weight, words, where in places[:2] if learned else ():
        for term_learned in _terms(words):
            if term_learned in learned and term_learned not in seen:
                seen.add(term_learned)
                for key, points in learned[term_learned].items():
                    yield key, Reason(round(weight * points, 2), f"“{term_learned}” {where}, {LEARNED}")


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
