"""Entries out of a feed: RSS of every age, Atom, JSON Feed, news sitemaps.

fastfeedparser reads first; where a gate doubts it (it raised, found nothing, lost a title or a link, made mojibake),
feedparser reads too, and the fuller answer is taken. Whatever the bytes are, the answer is a Feed, FeedUnreadable or
FeedEmpty. Titles and summaries come out as plain text; nothing here is markup any more.
"""

from __future__ import annotations

import html
import html.entities
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import fastfeedparser
import feedparser
import nh3
from lxml import etree

from reveille.core import charsets, links
from reveille.core.errors import FeedEmpty, FeedUnreadable, LinkError

TITLE_LIMIT, SUMMARY_LIMIT = 500, 2000
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.S | re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BREAKS = re.compile(r"<\s*(?:/p|br|/div|/li|/h\d|p|div|li)\b[^>]*>", re.I)
_BAD_TITLE = re.compile("[\ufffd\x80-\x9f]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]")
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


@dataclass(frozen=True)
class Entry:
    """One thing a feed lists. Title and summary are plain text, dates aware and in UTC, the link canonical."""

    link: links.Link
    id: str
    title: str
    summary: str
    author: str
    published: datetime | None
    updated: datetime | None
    language: str
    image: str


@dataclass(frozen=True)
class Feed:
    """What a feed says: ``format`` is rss, atom, jsonfeed or sitemap; ``parser`` is who read it."""

    title: str
    format: str
    parser: str
    language: str
    entries: tuple[Entry, ...]


def parse(data: bytes, *, content_type: str = "", link: str = "") -> Feed:
    """Return the feed that ``data`` is; ``link`` is where it came from. Raises FeedUnreadable, FeedEmpty."""
    text = charsets.decode(data, content_type).lstrip("\ufeff \t\r\n")
    where = link or "the feed"
    if not text:
        raise FeedUnreadable(where, "no bytes")
    if text.startswith("{"):
        found = _fast(text, link)
        return _whole(found, where)
    start = text[:2000].lower()
    if "<html" in start or "<!doctype html" in start:
        raise FeedUnreadable(where, "it is a web page")
    clean = _NAMED.sub(_character, _DOCTYPE.sub("", _DECLARATION.sub("", text), count=1))
    if "<sitemapindex" in start:
        raise FeedUnreadable(where, "it is an index of sitemaps; name one of those it lists")
    if "<urlset" in start:
        return _whole(_sitemap(clean, link), where)
    clean = '<?xml version="1.0" encoding="utf-8"?>\n' + clean
    first = _fast(clean, link)
    if first and not _doubtful(first):
        return _whole(first, where)
    second = _slow(clean, link)
    return _whole(max((first, second), key=_worth), where)


def _whole(feed: Feed | None, where: str) -> Feed:
    if feed is None:
        raise FeedUnreadable(where, "no parser could read it")
    if not feed.entries:
        raise FeedEmpty(where)
    return feed


def _worth(feed: Feed | None) -> tuple[int, int]:
    if feed is None:
        return (-1, 0)
    whole = sum(bool(e.title) and not _BAD_TITLE.search(e.title) for e in feed.entries)
    return (whole, len(feed.entries))


def _doubtful(feed: Feed) -> bool:
    return not feed.entries or any(not e.title or _BAD_TITLE.search(e.title) for e in feed.entries)


def _fast(text: str, link: str) -> Feed | None:
    try:
        found = fastfeedparser.parse(text.encode("utf-8", "replace"))
        said: Mapping[str, Any] = found.feed
        rows: Sequence[Mapping[str, Any]] = found.entries
    except Exception:  # noqa: BLE001 - a parser given hostile bytes may raise anything; the answer is "not by this one"
        return None
    form = "jsonfeed" if text.startswith("{") else _format(text)
    return _feed(said, rows, form, "fastfeedparser", link)


def _slow(text: str, link: str) -> Feed | None:
    try:
        # Always through a stream: given bytes or a string, it may take them for a file name or an address.
        found = feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")))
        said, rows = found.feed, found.entries
    except Exception:  # noqa: BLE001 - as above
        return None
    if not found.get("version") and not rows:
        return None
    return _feed(said, rows, _format(text), "feedparser", link)


def _feed(
    said: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], form: str, parser: str, link: str
) -> Feed:
    base = _text(said.get("link"), 2000) or link
    entries = [entry for row in rows if (entry := _entry(row, link or base, base))]
    return Feed(_text(said.get("title"), TITLE_LIMIT), form, parser, _language(said.get("language")), tuple(entries))


def _entry(row: Mapping[str, Any], link: str, base: str) -> Entry | None:
    target = _link([row.get("link"), row.get("id"), row.get("guid")], base if "://" in base else link)
    if target is None:
        return None
    content = row.get("content") or [{}]
    first = content[0] if isinstance(content, list) and content and isinstance(content[0], Mapping) else {}
    summary = row.get("summary") or row.get("description") or first.get("value")
    return Entry(
        link=target,
        id=_text(row.get("id") or row.get("guid"), 500) or target,
        title=_text(row.get("title"), TITLE_LIMIT),
        summary=_text(summary, SUMMARY_LIMIT),
        author=_author(row),
        published=_date(row.get("published") or row.get("created") or row.get("updated")),
        updated=_date(row.get("updated")),
        language=_language(row.get("language")),
        image=_image(row),
    )


def _link(told: Sequence[object], base: str) -> links.Link | None:
    """The first of the link and the permanent ids that leads to a page."""
    for place, one in enumerate(told):
        value = str(one or "").strip()
        if value and (place == 0 or value.startswith(("http://", "https://"))):
            try:
                return links.canonical(value, base)
            except LinkError:
                continue
    return None


def _author(row: Mapping[str, Any]) -> str:
    name = _text(row.get("author"), 200)
    address = re.fullmatch(r"\S+@\S+\s*\((.+)\)", name)  # RSS 2.0 asks for "lawyer@boyer.net (Lawyer Boyer)"
    return address.group(1) if address else re.sub(r"\S+@\S+", "", name).strip()


def _image(row: Mapping[str, Any]) -> str:
    for key in ("media_content", "media_thumbnail", "enclosures"):
        for one in row.get(key) or ():
            if isinstance(one, Mapping) and (key != "enclosures" or str(one.get("type", "")).startswith("image/")):
                found = _link([one.get("url") or one.get("href")], "")
                if found:
                    return str(found)
    return ""


def _date(value: object) -> datetime | None:
    """An instant in UTC; a date without a zone is taken for UTC, nonsense is no date."""
    if not value or not isinstance(value, str):
        return None
    moment: datetime | None
    try:
        moment = datetime.fromisoformat(value.strip().replace("Z", "+00:00"))
    except ValueError:
        moment = _slow_date(value)
    if moment is None:
        return None
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None


def _slow_date(value: str) -> datetime | None:
    try:
        parsed = feedparser.datetimes._parse_date(value[:100])
        if not parsed:
            return None
        year, month, day, hour, minute, second = parsed[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except Exception:  # noqa: BLE001 - its date handlers raise whatever they meet
        return None


def _text(value: object, limit: int) -> str:
    """Plain text: control characters out first, then tags, then each entity read once, white space single."""
    if not isinstance(value, str):
        return ""
    plain = _CONTROLS.sub("", value[: limit * 20])
    if "<" in plain or "&" in plain:
        plain = nh3.clean(_BREAKS.sub(" ", plain), tags=set(), clean_content_tags={"script", "style"})
        plain = _CONTROLS.sub("", html.unescape(plain))
    plain = " ".join(plain.split())
    return plain if len(plain) <= limit else plain[: limit - 1].rsplit(" ", 1)[0] + "…"


def _language(value: object) -> str:
    found = re.match(r"[a-zA-Z]{2,3}(?=[-_]|$)", str(value or "").strip())
    return found.group().lower() if found else ""


def _format(text: str) -> str:
    root = re.search(r"<(?:\w+:)?(rss|rdf|feed)\b", text[:4000], re.I)
    return {"feed": "atom", "rdf": "rdf"}.get(root.group(1).lower() if root else "", "rss")


def _character(match: re.Match[str]) -> str:
    """HTML's named entities mean nothing to XML; its own five stay as they are."""
    name = match.group(1)
    if name in ("amp", "lt", "gt", "quot", "apos"):
        return match.group()
    found = html.entities.html5.get(f"{name};")
    return found if found else f"&amp;{name};"


def _sitemap(text: str, link: str) -> Feed | None:
    """A news sitemap (sitemaps.org 0.9, Google's news extension); pages without a news title are not news."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None:
        return None
    entries = []
    for url in root.iterfind("{*}url"):
        news = url.find(f"{_NEWS}news")
        target = _link([url.findtext("{*}loc")], link)
        if news is None or target is None:
            continue
        published = _date(news.findtext(f"{_NEWS}publication_date"))
        entries.append(
            Entry(
                link=target,
                id=str(target),
                title=_text(news.findtext(f"{_NEWS}title"), TITLE_LIMIT),
                summary="",
                author="",
                published=published,
                updated=_date(url.findtext("{*}lastmod")),
                language=_language(news.findtext(f"{_NEWS}publication/{_NEWS}language")),
                image=str(_link([url.findtext("{*}image/{*}loc")], link) or ""),
            )
        )
    name = root.findtext(f"{{*}}url/{_NEWS}news/{_NEWS}publication/{_NEWS}name")
    return Feed(_text(name, TITLE_LIMIT), "sitemap", "lxml", "", tuple(entries))
