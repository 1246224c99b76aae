"""The text of an article as it is stored: by this digest an edition proves whose words it shows."""

from __future__ import annotations

import hashlib

from reveille.core import text
from reveille.newsroom.models import Article


def digest(words: str) -> str:
    """Return the SHA-256 of a stored text, in hex."""
    return hashlib.sha256(words.encode()).hexdigest()


def set_text(article: Article, words: str, source: str, *, body_start: int = 0) -> None:
    """Give the article its text, where it is from (feed, page, archive), and its digest."""
    article.text = storable(words)
    article.text_from = source
    article.text_digest = digest(article.text)
    article.body_start = min(body_start, len(article.text))


def storable(words: str) -> str:
    """Return the text with one form for each character (NFC) and without control characters; words stay as they are."""
    return text.legible(words.replace("\r\n", "\n")).strip()
