"""Whom "she said" beside a quote means: the one person that the sentences before speak of. English only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from reveille.core import attribution, speakers, stops

FAR: Final = 600
"""Characters before a quote in which a pronoun's person is looked for."""
MOST_BEFORE: Final = 8
"""Words that may stand before a sentence's first name, for that to be whom it speaks of."""
NEAR: Final = 10_000
"""Characters after somebody's first name in which the text says that it is a person's."""
_PRONOUN: Final = r"(?P<name>[Hh]e|[Ss]he)"
_ACTS: Final = re.compile(  # "Anna Berg, 44, the harbour master, looked": what follows the name is what she did
    r"(?:,[^.;:\n]{2,120},|\s+\([^()\n]{1,40}\))?\s+(?!(?:of|for|in|at|from|to|with|by|on|about|after|before|and|or|"
    r"as|during|over|under|into|that|who|whose|which)\b)[a-z]"
)
_TELLS_OF: Final = re.compile(r"\b(?:telling|saying|asking|quoting)\b")
"""In "she recalled the pilot telling passengers: “…”" the words are the pilot's."""
_SAME: Final = re.compile(r"\b(?:he|she|his|her|him)\b", re.I)
_AIMS: Final = frozenset(
    (
        "of",
        "to",
        "with",
        "by",
        "for",
        "against",
        "from",
        "about",
        "told",
        "asked",
        "and",
        "or",
        "after",
        "before",
        "than",
    )
)


def meant(
    text: str,
    unquoted: str,
    start: int,
    end: int,
    verbs: str,
    people: Mapping[str, Sequence[speakers.Place]],
    anchor: tuple[int, attribution.Whose] | None,
) -> attribution.Whose | None:
    """Return whom "she said" means: the one person that the sentences before speak of, or who spoke last; else nobody.

    ``unquoted`` has spaces for what is in quotation marks; a person's full name may stand there all the same.
    """
    rest = text[end + 1 : end + 80].split("\n", 1)[0]
    said = re.match(
        rf"\s*,?\s*(?:{_PRONOUN}\s+(?:has\s+|had\s+|also\s+|later\s+)?(?:{verbs})\b|(?:{verbs})\s+(?P<late>he|she)\b)",
        rest,
    )
    begin = max(text.rfind("\n", 0, start) + 1, start - 240)
    said = said or re.search(
        rf"(?:^|[.!?]\s+)\s*{_PRONOUN}(?P<late>)\s+(?:also\s+|later\s+|then\s+)?(?:{verbs})\b[^.!?]{{0,60}}[:,]\s*$",
        unquoted[begin : start - 1],
    )
    if said is None or _TELLS_OF.search(said[0]):
        return None
    since = max(start - FAR, anchor[0] + 1 if anchor else 0, 0)
    named = _spoken_of(text, unquoted, since, start, people, verbs, anchor[1][0] if anchor else None)
    if named is None or (named == () and anchor is None):
        return None
    whose = (named, _apposition(unquoted, named)) if named else anchor and anchor[1]
    pronoun = (said["name"] or said["late"]).lower()
    return whose if whose and not _otherwise(text, whose[0], pronoun) else None


def _spoken_of(
    text: str,
    unquoted: str,
    since: int,
    until: int,
    people: Mapping[str, Sequence[speakers.Place]],
    verbs: str,
    spoke: speakers.Place | None,
) -> speakers.Place | tuple[()] | None:
    """The one person of whom the last sentence speaks that names somebody; () when none does; None if unsure."""
    spans = [span for span in stops.sentences(unquoted[since:until]) if unquoted[since:until][slice(*span)].strip()]
    for span in reversed(spans):
        begin, stop = since + span.start, since + span.end
        named = [
            (match.start(), match.end(), full)
            for match in re.finditer(speakers.NAME, unquoted[begin:stop])
            if speakers.may_speak(match[0])
            and (full := speakers.fullest(text, (begin + match.start(), begin + match.end()), people))
        ]
        if not named and (unquoted[begin:stop].isspace() or _SAME.search(unquoted[begin:stop])):
            continue
        if not named:
            return None  # "The captain is no talker": somebody else, whom nobody names
        at, ends, full = named[0]
        others = {speakers.surname(speakers.words_of(text[slice(*one)])) for *_, one in named}
        before, after = unquoted[begin : begin + at].split(), unquoted[begin + ends : stop]
        acts = _ACTS.match(after) and len(before) <= MOST_BEFORE and not _AIMS.intersection(map(str.lower, before[-1:]))
        if len(others) == 1 and spoke and others == {speakers.surname(speakers.words_of(text[slice(*spoke)]))}:
            return full
        return full if len(others) == 1 and acts and _is_person(text, full, unquoted, verbs) else None
    return ()


def _is_person(text: str, full: speakers.Place, unquoted: str, verbs: str) -> bool:
    """Whether a name is somebody's, and no place's or firm's: it has a title, an age, or a verb of saying."""
    name = text[slice(*full)]
    if speakers.TITLES.search(name) or speakers.RANKS.search(name):
        return True
    last = re.escape(speakers.surname(speakers.words_of(name)))
    return bool(
        re.search(
            rf"\b{last}(?:,\s(?:aged\s)?\d\d\b|{attribution.APART}?\s+(?:{verbs})\b)|\b(?:{verbs})\s+{re.escape(name)}\b",
            unquoted[max(0, full[0] - FAR) : full[0] + NEAR],
        )
    )


def _apposition(text: str, name: speakers.Place) -> speakers.Place | None:
    """The role that the text gives somebody where it first names them: "Anna Berg, the harbour master, …"."""
    match = re.match(rf"(?:,\s\d\d)?,\s+(?P<role>(?:the|a|an)\s{attribution.ROLE}),", text[name[1] : name[1] + 120])
    return (name[1] + match.start("role"), name[1] + match.end("role")) if match else None


def _otherwise(text: str, name: speakers.Place, pronoun: str) -> bool:
    """Whether the title in a name speaks against the pronoun."""
    against = {"she": r"\bMr\b|\bSir\b", "he": r"\bMr?s\b(?<!Mr)|\bDame\b|\bMme\b"}[pronoun]
    return bool(re.search(against, text[slice(*name)]))
