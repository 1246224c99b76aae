"""RSS and Atom, read by two parsers.

fastfeedparser reads first; feedparser reads again where a gate finds the first answer doubtful (fastfeedparser is 133
times as fast, but gives mojibake, loses titles or finds no entries on odd feeds).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

import fastfeedparser
import feedparser

from reveille.core import links
from reveille.core.errors import FeedUnreadable
from reveille.core.feeds import untrusted

# What feedparser is given at most, tags outside of CDATA counted: it needs 10 µs a character of nothing but tags, which
# were two minutes for the largest feed that is fetched. A thousand items of twenty tags each have a third of this.
MENDED_CHARACTERS, MENDED_TAGS = 3_000_000, 60_000
_RSS_LANGUAGE = re.compile(r"<language>\s*([A-Za-z_-]{2,12})\s*</language>")
_DOUBTFUL = re.compile(r"[\ufffd\x80-\x9f]")
_ODD: Final = ("xml:base", 'type="xhtml"', "type='xhtml'", 'mode="base64"', "mode='base64'")


def read(text: str, link: str) -> untrusted.Found:
    """Return fastfeedparser's answer, unless the gate doubts it and feedparser's is better."""
    data = text.encode("utf-8", "replace")
    spoken = _RSS_LANGUAGE.search(text, 0, 20_000)
    language = spoken[1] if spoken else ""
    try:
        fast = _fast(data, language)
    except Exception as error:  # any failure of the first parser is the second one's turn
        if not _may_be_mended(text):
            raise FeedUnreadable(links.shown(link), "broken, and too large to be mended") from error
        return _slow(data, link)
    if not _may_be_mended(text) or not (_is_doubtful(fast) or any(mark in text for mark in _ODD)):
        return fast
    slow = _slow(data, link)
    return slow if _worth(slow) >= _worth(fast) else fast


def _may_be_mended(text: str) -> bool:
    """Whether the second parser, which reads nearly anything, has time for so much."""
    tags = sum(part.rpartition("]]>")[2].count("<") for part in text.split("<![CDATA["))
    return len(text) <= MENDED_CHARACTERS and tags <= MENDED_TAGS


def _fast(data: bytes, language: str) -> untrusted.Found:
    found = fastfeedparser.parse(data)
    feed = found["feed"]
    entries = tuple(found["entries"][: untrusted.MOST_ENTRIES])
    return untrusted.Found(
        untrusted.text(feed.get("title")),
        untrusted.text(feed.get("language")) or language,
        "fastfeedparser",
        untrusted.text(feed.get("link")),
        entries,
    )


def _slow(data: bytes, link: str) -> untrusted.Found:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": link}
    found = feedparser.parse(BytesIO(data), response_headers=headers, sanitize_html=False)
    entries = tuple(_from_feedparser(entry) for entry in found.entries[: untrusted.MOST_ENTRIES])
    feed = found.feed
    return untrusted.Found(
        untrusted.text(feed.get("title")),
        untrusted.text(feed.get("language")),
        "feedparser",
        untrusted.text(feed.get("link")),
        entries,
    )


def _from_feedparser(entry: Mapping[str, Any]) -> dict[str, Any]:
    content = _own(entry, "content") or [{}]
    thumbnails = _own(entry, "media_thumbnail") or []
    media = _own(entry, "media_content") or []
    return {
        "id": entry.get("id"),
        "title": entry.get("title"),
        "link": entry.get("link"),
        "description": entry.get("summary") or content[0].get("value"),
        "author": entry.get("author"),
        "tags": _own(entry, "tags"),
        "published": _own(entry, "published_parsed") or _own(entry, "updated_parsed"),
        "language": content[0].get("language"),
        "media_content": [*media, *thumbnails],
        "enclosures": [{"url": one.get("href"), "type": one.get("type")} for one in entry.get("enclosures", [])],
    }


def _own(entry: Mapping[str, Any], name: str) -> Any:
    """The value under this very name: feedparser's own ``get`` answers with another date, and warns."""
    return dict(entry.items()).get(name)


def _is_doubtful(raw: untrusted.Found) -> bool:
    return not raw.entries or any(
        not untrusted.text(entry.get("title")).strip()
        or not untrusted.text(entry.get("link")).strip()
        or _DOUBTFUL.search(untrusted.text(entry.get("title")))
        for entry in raw.entries
    )


def _worth(raw: untrusted.Found) -> int:
    return sum(
        bool(untrusted.text(entry.get("title")).strip()) + bool(untrusted.text(entry.get("link")).strip())
        for entry in raw.entries
    )
