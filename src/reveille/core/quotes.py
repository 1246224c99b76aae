"""Who said what, word for word.

A quote is given only when its speaker is found beside it: a verb of saying and a name, in the order that
the text has them (``attribution``); a pronoun, when only one person can be meant (``pronouns``); or the quote goes on
from one that has a speaker. Scare quotes, titles and what "officials" say are nobody's. No quote is better than a quote
under a wrong name. Everything is an offset into the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from reveille.core import attribution, marks, pronouns, speakers, stops

LEAST_WORDS: Final = 4
LOOKED_AT: Final = 40_000
"""Characters of a text; nobody writes a longer report."""


@dataclass(frozen=True)
class Quote:
    """``text[start:end]`` is what was said, without the marks; ``speaker`` and ``role`` are offsets too.

    The speaker is the fullest name that the text has for them up to the quote, which may stand before it.
    """

    start: int
    end: int
    speaker: speakers.Place | None
    role: speakers.Place | None = None


def find(text: str, language: str = "en") -> tuple[Quote, ...]:
    """Return the quotes whose speakers are sure, in the order of the text. ``language`` is an ISO 639-1 code."""
    text = text[:LOOKED_AT]
    verbs = attribution.VERBS.get(language[:2], attribution.VERBS["en"])
    people = speakers.people(text)
    found: list[Quote] = []
    last: tuple[int, attribution.Whose] | None = None
    anchor: tuple[int, attribution.Whose] | None = None  # the last quote of some length, and whose it is
    marked = tuple(marks.marked(text))
    unquoted = marks.blanked(text, marked)
    around = attribution.AROUND.get(language[:2], "")
    for start, end in marked:
        whose = attribution.speaker(text, start, end, verbs, around, people)
        if whose is None and last and _goes_on(text, last[0], start, language):
            whose = last[1]
        if whose is None and language[:2] == "en":
            whose = pronouns.meant(text, unquoted, start, end, verbs, people, anchor)
        last = (end, whose) if whose else None
        if whose or len(text[start:end].split()) >= LEAST_WORDS:
            anchor = last
        begin, stop = _trimmed(text, start, end)
        if whose and len(text[begin:stop].split()) >= LEAST_WORDS:
            found.append(Quote(begin, stop, *whose))
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> speakers.Place:
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return start, end


def _goes_on(text: str, end: int, start: int, language: str) -> bool:
    """Whether the quote from ``start`` on follows one up to ``end``, only its speaker between them."""
    between = text[end + 1 : start - 1]
    if "\n" in between or len(between) > 200 or not between.strip():
        return False
    one = stops.sentences(f"X{between}", language)
    return len(one) == 1 and between.rstrip()[-1:] in {".", ",", ":"}
