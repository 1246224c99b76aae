"""The feeds that a page announces in its head."""

from __future__ import annotations

from reveille.core import links
from reveille.core.errors import LinkError
from reveille.core.pages import trees

_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}


def feeds(data: bytes, *, link: str, content_type: str = "") -> tuple[links.Link, ...]:
    """Return the feeds that a page names in its head, in its order, each once. Raises PageUnreadable, PageTangled."""
    found: dict[links.Link, None] = {}
    for one in trees.read(data, content_type, link).iter("link"):
        if "alternate" in one.get("rel", "").lower().split() and one.get("type", "").strip().lower() in _FEED_TYPES:
            try:
                found[links.canonical(one.get("href", ""), link)] = None
            except LinkError:
                continue
    return tuple(found)
