"""What the fields of an item say, once they are made sound: words, links, dates, languages, pictures."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import nh3

from reveille.core import links, moments
from reveille.core import text as texts
from reveille.core.errors import LinkError
from reveille.core.feeds import soundness, untrusted

CATEGORIES: Final = 20
"""Categories of an item that are read; more are keywords."""
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+")
_BLOCK_TAG = re.compile(r"(?i)(?=</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|figure|section)\b)")


def plain(markup: object, length: int) -> str:
    """Return ``markup`` as one line of text: no tags, entities decoded once, no control characters, cut to fit."""
    text = _NOT_TEXT.sub(" ", markup if isinstance(markup, str) else "")[: 20 * length]
    if "<" in text or "&" in text:
        stripped = html.unescape(nh3.clean(_BLOCK_TAG.sub(" ", text), tags=set()))
        text = stripped if stripped.strip() else text  # a title that is nothing but "<input>" means it
    return _cut(" ".join(texts.legible(_NOT_TEXT.sub(" ", text)).split()), length)


def categories(found: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the feed files the item under, each once."""
    tags = [one for one in untrusted.sequence(found.get("tags")) if isinstance(one, Mapping)][:CATEGORIES]
    named = (plain(untrusted.text(one.get("label")) or untrusted.text(one.get("term")), 100) for one in tags)
    return tuple(dict.fromkeys(name for name in named if name))


def permalink(marked: str) -> str:
    """Return an item's own mark (guid) if it is a link, else nothing."""
    return marked if soundness.GUID_MARK not in marked and marked.lower().startswith(("http://", "https://")) else ""


def content(found: Mapping[str, Any]) -> str:
    """Return the item's whole text, as markup, or nothing."""
    first = (untrusted.sequence(found.get("content")) or [{}])[0]
    return untrusted.text(first.get("value")) if isinstance(first, Mapping) else ""


def picture(found: Mapping[str, Any], base: str) -> str:
    """Return the link of the item's first picture, or nothing."""
    candidates = [untrusted.text(found.get("image"))]
    for one in [*untrusted.sequence(found.get("media_content")), *untrusted.sequence(found.get("enclosures"))]:
        if isinstance(one, Mapping):
            kind = untrusted.text(one.get("type")) or untrusted.text(one.get("medium")) or "image"
            candidates.append(untrusted.text(one.get("url")) if kind.startswith("image") else "")
    return next((image for one in candidates if one and (image := joined(one, base))), "")


def joined(found: str, base: str) -> str:
    """Return the canonical link of what was found, or nothing."""
    try:
        return links.canonical(found, base)
    except LinkError:
        return ""


def moment(found: object) -> datetime | None:
    """Return an aware UTC time; a time without a zone is taken as UTC; None for nonsense."""
    try:
        if isinstance(found, tuple) and len(found) >= 6:
            year, month, day, hour, minute, second = found[:6]
            return moments.believed(datetime(year, month, day, hour, minute, second, tzinfo=UTC))
        if not isinstance(found, str) or not found.strip():
            return None
        return moments.believed(_iso(found.strip()) or parsedate_to_datetime(found))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def language(found: object) -> str:
    """Return a language tag in its usual letters ("en-gb" becomes "en-GB"), or nothing."""
    match = re.match(
        r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?(?![A-Za-z])", untrusted.text(found).strip()
    )
    if not match:
        return ""
    name, script, region = match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()
    return "-".join(part for part in (name, script, region) if part)


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return (text[: length - 1].rpartition(" ")[0] or text[: length - 1]) + "…"
