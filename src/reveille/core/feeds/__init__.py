"""Feeds: the bytes an outlet publishes, read as a list of what is new.

RSS 2.0, 1.0 and 0.9x, Atom, JSON Feed 1 and 1.1, and news sitemaps. Promises: titles and summaries are plain text;
links are canonical; dates are aware and in UTC; whatever bytes come, nothing is raised but FeedUnreadable and
FeedEmpty.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from reveille.core import charsets, links
from reveille.core.errors import FeedEmpty, FeedUnreadable, LinkError
from reveille.core.feeds import fields, formats, jsonfeed, sitemaps, soundness, syndicated, untrusted
from reveille.core.links import Link

TITLE_LENGTH: Final = 500
"""Characters of a title that are kept."""
SUMMARY_LENGTH: Final = 2_000
"""Characters of a summary that are kept."""


@dataclass(frozen=True)
class Entry:
    """One item of a feed. Text is plain, ``language`` is a tag or empty, times are aware and in UTC."""

    link: Link
    id: str
    title: str
    summary: str
    author: str
    published: datetime | None  # or, where a feed says no more, when it was changed
    language: str
    image: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed as read: ``format`` rss2, rss1, rss0, atom, jsonfeed or sitemap; ``parser`` is who read it."""

    title: str
    format: str
    parser: str
    entries: tuple[Entry, ...]
    language: str


def parse(data: bytes, *, content_type: str = "", link: str = "") -> Feed:
    """Return the feed in ``data``. ``content_type`` is the HTTP header, ``link`` where the feed was found.

    Raises FeedUnreadable for bytes that are no feed and FeedEmpty for a feed without a single usable entry.
    """
    subject = links.shown(link)
    try:
        form, raw = _read(data, content_type, link)
        entries = _entries(raw, link)
    except (FeedUnreadable, FeedEmpty):
        raise
    except Exception as error:  # the door to three parsers: any bytes may come
        raise FeedUnreadable(subject, f"{type(error).__name__}: {fields.plain(str(error), 120)}") from error
    if not entries:
        raise FeedEmpty(subject)
    return Feed(fields.plain(raw.title, TITLE_LENGTH), form, raw.parser, entries, fields.language(raw.language))


def _read(data: bytes, content_type: str, link: str) -> tuple[str, untrusted.Found]:
    text = charsets.decode(data, content_type).lstrip("\ufeff \t\r\n\x00")
    if not text:
        raise FeedUnreadable(links.shown(link), "no bytes")
    if text[0] == "{":
        return "jsonfeed", jsonfeed.read(text, link)
    text = soundness.prepared(text)
    form = formats.of(text, link)
    if form == "sitemap":
        return form, sitemaps.read(text)
    return form, syndicated.read(text, link)


def _entries(raw: untrusted.Found, link: str) -> tuple[Entry, ...]:
    """Each entry that leads somewhere, the first of a link only."""
    base = fields.joined(raw.base, link) or link
    seen: dict[Link, Entry] = {}
    for found in raw.entries:
        entry = _entry(found, raw, base)
        if entry is not None:
            seen.setdefault(entry.link, entry)
    return tuple(seen.values())


def _entry(found: Mapping[str, Any], raw: untrusted.Found, base: str) -> Entry | None:
    marked, told = untrusted.text(found.get("id")).strip(), untrusted.text(found.get("link"))
    try:
        link = links.canonical((told if soundness.GUID_MARK not in told else "") or fields.permalink(marked), base)
    except LinkError:
        return None
    return Entry(
        link=link,
        id=fields.plain(html.escape(marked.removeprefix(soundness.GUID_MARK), quote=False), 500),
        title=fields.plain(found.get("title"), TITLE_LENGTH),
        summary=fields.plain(untrusted.text(found.get("description")) or fields.content(found), SUMMARY_LENGTH),
        author=fields.plain(found.get("author"), 200),
        published=fields.moment(found.get("published")),
        language=fields.language(found.get("language") or raw.language),
        image=fields.picture(found, base),
        categories=fields.categories(found),
    )
