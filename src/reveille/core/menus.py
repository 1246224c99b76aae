"""A site's menu in a text: short lines that no stop ends, before the article or in its place.

An extractor takes them along where a page does not say what they are. They tell nothing of the article: no sentence
of it, and not what it is about.
"""

import re
from typing import Final

from reveille.core import text as texts

LONGEST: Final = 60
"""Characters of a menu's line, in any script."""
SENTENCE: Final = 8
"""Words from which on a line may be a sentence."""
BEFORE, ALONE = 4, 10
"""Lines from which on what a text begins with is a menu, and what it has nothing beside."""

_LINE: Final = re.compile(r"[^\n]*(?:\n\s*|\Z)")
_STOPS: Final = re.compile(r"[.。؟?？…।۔][\"'”’»“)\]」』]*$")  # "Harbour!" may stand in a menu


def is_line(line: str) -> bool:
    """Return whether a line is as a menu has them: it is no sentence, nor the end of one."""
    return len(line) <= LONGEST and texts.words(line) < SENTENCE and not _STOPS.search(line)


def end(text: str, start: int = 0) -> int:
    """Return where a text goes on behind the menu that it has at ``start``; ``start`` itself where none is."""
    at, lines = start, 0
    while (line := _LINE.match(text, at)) and "\n" in line[0] and is_line(line[0].strip()):
        at, lines = line.end(), lines + 1
    return at if lines >= BEFORE else start


def is_all(text: str) -> bool:
    """Return whether a text is a menu and nothing else."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) >= ALONE and all(is_line(line.strip()) for line in lines)
