"""An HTML part with what its sheets make of it, worked out once for all assertions."""

from __future__ import annotations

import re

from lxml import html as markup

from reveille.core.lint import looks, reading, sheets
from reveille.core.lint.reading import Letter

SPACING = re.compile(r"[\s\u00a0\u034f\u200b\u200c\u200d\u2007\u2060\ufeff\xad]+")


class Seen:
    """The document: its elements, its texts, its sheets, and how they look by ``day`` and by ``night``."""

    def __init__(self, letter: Letter, root: markup.HtmlElement) -> None:
        self.letter, self.root = letter, root
        self.elements = list(reading.elements(root))
        self.body = next((one for one in self.elements if one.tag == "body"), root)
        self.sheets = [sheets.parsed(one.text or "") for one in self.elements if one.tag == "style"]
        self.day, self.night = looks.Look(self.sheets), looks.Look(self.sheets, dark=True)
        self.texts = list(reading.texts(self.body))


def where(element: markup.HtmlElement) -> str:
    """Name an element as a person finds it: its tag, its class, the first of its words."""
    words = reading.words(element)[:40]
    name = f"<{element.tag}{' class=' + element.get('class') if element.get('class') else ''}>"
    return f"{name} {words}".strip()
