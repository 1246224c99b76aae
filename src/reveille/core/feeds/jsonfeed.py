"""JSON Feed, read with no trust in any type: https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from reveille.core import links
from reveille.core.errors import FeedUnreadable
from reveille.core.feeds import untrusted


def read(text: str, link: str) -> untrusted.Found:
    """Return what a JSON Feed says. Raises FeedUnreadable for other JSON, ValueError for what is none."""
    found = json.loads(text, strict=False)
    if "jsonfeed.org" not in untrusted.text(found.get("version")) and not isinstance(found.get("items"), list):
        raise FeedUnreadable(links.shown(link), "JSON, but no JSON Feed")
    items = [
        item for item in untrusted.sequence(found.get("items"))[: untrusted.MOST_ENTRIES] if isinstance(item, dict)
    ]
    return untrusted.Found(
        html.escape(untrusted.text(found.get("title")), quote=False),
        untrusted.text(found.get("language")),
        "reveille",
        untrusted.text(found.get("home_page_url")),
        tuple(_from_json(item) for item in items),
    )


def _from_json(item: Mapping[str, Any]) -> dict[str, Any]:
    people = [*untrusted.sequence(item.get("authors")), item.get("author")]
    said = untrusted.text(item.get("summary")) or untrusted.text(item.get("content_text"))
    return {
        "id": item.get("id") if isinstance(item.get("id"), str) else str(item.get("id") or ""),
        "title": html.escape(untrusted.text(item.get("title")), quote=False),  # JSON Feed's titles are text
        "link": untrusted.text(item.get("url")) or untrusted.text(item.get("external_url")),
        "description": html.escape(said, quote=False) or item.get("content_html"),
        "author": ", ".join(
            untrusted.text(one.get("name")) for one in people if isinstance(one, dict) and one.get("name")
        ),
        "published": item.get("date_published") or item.get("date_modified"),
        "language": item.get("language"),
        "tags": [{"term": tag} for tag in untrusted.sequence(item.get("tags"))],
        "image": item.get("image") or item.get("banner_image"),
    }
