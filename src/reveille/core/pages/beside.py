"""All that a page says, block by block, beside the article that was taken out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reveille.core import text as texts
from reveille.core.pages import reasons, trees

_UNSAID = {"head", "iframe", "noscript", "object", "script", "style", "svg", "template"}
_INLINE = {
    "a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
    "time", "u", "wbr",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line of all that a page says, and whether the article that was taken out of it has it."""

    words: str
    taken: bool


def lines(data: bytes, *, content_type: str = "", taken: Sequence[str] = ()) -> Iterator[Line]:
    """Yield all words of a page as they stand in it, marked where ``taken`` (a headline, a text) has them.

    A line that is shorter than a sentence is taken only if it is a whole paragraph, so that no "Home" in a menu is
    marked for a "home" in the text. Raises PageUnreadable, PageTangled.
    """
    kept = [" ".join(line.split()) for line in "\n".join(taken).split("\n")] if taken else []
    whole, all_words = set(kept), " ".join(kept)
    for line in "".join(_said(trees.read(data, content_type, "the page"))).split("\n"):
        if words := " ".join(texts.legible(line).split()):
            yield Line(words, words in whole or (len(words) > reasons.BARE and words in all_words))


def _said(element: Any) -> Iterator[str]:
    """The words of an element and of what stands in it, with a line's end at both ends of each block."""
    if not isinstance(element.tag, str) or element.tag in _UNSAID:
        return
    edge = " " if element.tag == "br" else "" if element.tag in _INLINE else "\n"
    yield edge + re.sub(r"\s+", " ", element.text or "")
    for child in element:
        yield from _said(child)
        yield re.sub(r"\s+", " ", child.tail or "")
    yield edge
