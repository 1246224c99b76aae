"""What stands in quotation marks, by offsets into the text: between two marks of one line, the marks left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from reveille.core import speakers

LONGEST: Final = 600
"""Characters; what is longer between two marks is a mark forgotten."""
_MARKS: Final = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}


def marked(text: str) -> Iterator[speakers.Place]:
    """Yield what stands in quotation marks, in the order of the text."""
    place = 0
    while place < len(text):
        closing = _MARKS.get(text[place], "")
        if not closing or (place and text[place - 1].isalnum()):
            place += 1
            continue
        line = text.find("\n", place)
        stop = min(line if line >= 0 else len(text), place + LONGEST)
        ends = [at for mark in closing if (at := text.find(mark, place + 1, stop)) >= 0]
        if not ends or _opens_again(text, place, min(ends)):
            place += 1
            continue
        yield place + 1, min(ends)
        place = min(ends) + 1


def _opens_again(text: str, place: int, end: int) -> bool:
    """Whether the mark at ``end`` closes nothing: the one at ``place`` was forgotten, and a second quote begins."""
    if text[place] == '"':
        return text[end - 1].isspace() and not text[end + 1 : end + 2].isspace() and end + 1 < len(text)
    return text[place] == "“" and text.rfind("“", place + 1, end) >= 0


def blanked(text: str, marked: Sequence[speakers.Place]) -> str:
    """Return the text with spaces for what is said in it: who is named by somebody else is not who speaks."""
    parts = []
    at = 0
    for start, end in marked:
        parts += [text[at : start - 1], " " * (end + 1 - (start - 1))]
        at = end + 1
    return "".join((*parts, text[at:]))
