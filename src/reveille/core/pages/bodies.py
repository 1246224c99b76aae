"""The text of an article, out of its page or as an archive has it, so that it can be stored and quoted by offsets.

trafilatura reads with precision first, and again for recall when the text is short: the best of what was measured on
pages that nobody had tuned on (F1 .965; what it has today: docs/quality.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import trafilatura

from reveille.core import datelines
from reveille.core import text as texts

SHORT = 400  # characters; below, a reading for recall is asked too


def text_of(tree: Any, witness: Mapping[str, Any]) -> str:
    """Return the text of the article in a page, or "" where there is none."""
    text = _read(tree, precision=True)
    if len(text) < SHORT:
        wider = _read(tree, precision=False)
        text = wider if len(wider) > len(text) else text
    body = paragraphed(str(witness.get("articleBody") or ""))
    return body if len(text) < 250 and len(body) > 2 * len(text) else text


def _read(tree: Any, *, precision: bool) -> str:
    try:
        found = trafilatura.extract(
            tree,
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            output_format="txt",
            favor_precision=precision,
            favor_recall=not precision,
        )
    except Exception:  # noqa: BLE001 - an extractor on hostile markup; no text is the answer
        return ""
    headings = {plain(heading.text_content()) for heading in tree.iterfind(".//h1")}
    paragraphs = paragraphed(found or "").split("\n\n")
    while paragraphs and paragraphs[0] in headings:  # the headline is kept by itself
        paragraphs.pop(0)
    return "\n\n".join(paragraphs)


def paragraphed(text: str) -> str:
    """Return text fit to be stored and quoted: NFC, no control characters, paragraphs parted by one blank line."""
    clean = texts.legible(text)
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in clean.split("\n"))  # no-break spaces are the outlet's own
    return "\n\n".join(line for line in lines if line)


def plain(text: object) -> str:
    """Return text as one line."""
    return " ".join(paragraphed(str(text or "")).split())


def start(text: str, title: str) -> int:
    """Return where the body of an archived text begins: after its headline and credit lines, and its dateline."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        words = text[start:end].strip()
        if len(words) > 200 or (words != title and words.endswith((".", "!", "?", '"', "”"))):
            break
        start = end + 1
    return start + datelines.lead_in(text[start:])[2]
