"""Show what is read out of feed files: one object a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reveille.core import feeds
from reveille.core.errors import FeedError


def judge_feeds(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield {file, parser, error, entries: [{title, link, id, published, summary, author}]} for each file below."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        try:
            feed = feeds.parse(path.read_bytes())
        except FeedError as error:
            yield {"file": name, "parser": None, "error": error.code, "entries": []}
            continue
        yield {
            "file": name,
            "parser": feed.parser,
            "error": None,
            "entries": [
                {
                    "title": entry.title,
                    "link": entry.link,
                    "id": entry.id,
                    "published": entry.published.isoformat() if entry.published else None,
                    "summary": entry.summary,
                    "author": entry.author,
                }
                for entry in feed.entries
            ],
        }
