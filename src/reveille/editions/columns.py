"""Text in a column of fixed width, for the text part of a mail.

A word is never broken, except in a script that writes without spaces; a word wider than the column stands
alone.
"""

from __future__ import annotations

import re
import unicodedata

COLUMNS = 72
HANGING = "。、，．」』）！？"  # they never open a line


def width(words: str) -> int:
    """Return how many columns a terminal gives to ``words``: two to a Chinese, Japanese or Korean sign."""
    return sum(_width(sign) for sign in words)


def wrap(words: str, first: str = "", rest: str | None = None, limit: int = COLUMNS) -> str:
    """Return ``words`` in lines of at most ``limit`` columns.

    The first line opens with ``first`` and all others with ``rest`` (default: the same). Only blanks,
    tabs and line ends part words: other spaces belong to those who wrote them.
    """
    rest = first if rest is None else rest
    lines, line, fresh = [], first, True
    for word in re.findall(r"[^ \t\n]+", words):
        for place, piece in enumerate(_pieces(word, limit - width(rest))):
            gap = "" if fresh or place else " "
            if not fresh and width(line + gap + piece) > limit and piece not in HANGING:
                lines.append(line)
                line = rest + piece
            else:
                line += gap + piece
            fresh = False
    return "\n".join([*lines, line])


def _width(sign: str) -> int:
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _pieces(word: str, room: int) -> list[str]:
    wide = any(unicodedata.east_asian_width(sign) in "WF" for sign in word)
    return list(word) if wide and width(word) > room else [word]
