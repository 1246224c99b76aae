"""Feeds: the bytes an outlet publishes, read as a list of what is new.

RSS 2.0, 1.0 and 0.9x, Atom, JSON Feed 1 and 1.1, and news sitemaps. fastfeedparser reads first; feedparser
reads again where a gate finds the first answer doubtful (fastfeedparser is 133 times as fast, but gives
mojibake, loses titles or finds no entries on odd feeds). Promises: titles and summaries are plain text; links
are canonical; dates are aware and in UTC; whatever bytes come, nothing is raised but FeedUnreadable and
FeedEmpty.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.entities import html5
from io import BytesIO
from typing import Any, Final

import fastfeedparser
import feedparser
import nh3
from lxml import etree

from reveille.core import charsets, links, moments
from reveille.core import text as texts
from reveille.core.errors import FeedEmpty, FeedUnreadable, LinkError
from reveille.core.links import Link

TITLE_LENGTH: Final = 500
"""Characters of a title that are kept."""

SUMMARY_LENGTH: Final = 2_000
"""Characters of a summary that are kept."""

MOST_ENTRIES: Final = 1_000
# What feedparser is given at most, tags outside of CDATA counted: it needs 10 µs a character of nothing but tags, which
# were two minutes for the largest feed that is fetched. A thousand items of twenty tags each have a third of this.
MENDED_CHARACTERS, MENDED_TAGS = 3_000_000, 60_000
"""Entries of one feed that are read; news sitemaps end at 1,000 (developers.google.com/search/docs)."""

CATEGORIES: Final = 20
"""Categories of an item that are read; more are keywords."""


@dataclass(frozen=True)
class Entry:
    """One item of a feed. Text is plain, ``language`` is a tag or empty, times are aware and in UTC."""

    link: Link
    id: str
    title: str
    summary: str
    author: str
    published: datetime | None
    updated: datetime | None
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


@dataclass(frozen=True)
class _Raw:
    """What a parser found, before any of it is trusted."""

    title: str
    language: str
    parser: str
    base: str
    entries: tuple[Mapping[str, Any], ...]


def parse(data: bytes, *, content_type: str = "", link: str = "") -> Feed:
    """The feed in ``data``. ``content_type`` is the HTTP header, ``link`` where the feed was found.

    Raises FeedUnreadable for bytes that are no feed and FeedEmpty for a feed without a single usable entry.
    """
    subject = links.shown(link)
    try:
        form, raw = _read(data, content_type, link)
        entries = _entries(raw, link)
    except (FeedUnreadable, FeedEmpty):
        raise
    except Exception as error:  # the door to three parsers: any bytes may come
        raise FeedUnreadable(subject, f"{type(error).__name__}: {plain(str(error), 120)}") from error
    if not entries:
        raise FeedEmpty(subject)
    return Feed(plain(raw.title, TITLE_LENGTH), form, raw.parser, entries, _language(raw.language))


def plain(markup: object, length: int) -> str:
    """``markup`` as one line of text: no tags, entities decoded once, no control characters, cut to fit."""
    text = _NOT_TEXT.sub(" ", markup if isinstance(markup, str) else "")[: 20 * length]
    if "<" in text or "&" in text:
        stripped = html.unescape(nh3.clean(_BLOCK_TAG.sub(" ", text), tags=set()))
        text = stripped if stripped.strip() else text  # a title that is nothing but "<input>" means it
    return _cut(" ".join(texts.legible(_NOT_TEXT.sub(" ", text)).split()), length)


# --- text to entries ---

_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]+")
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BLOCK_TAG = re.compile(r"(?i)(?=</?(?:p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|figure|section)\b)")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE_START = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,2000}(?:\[.*?\]\s{0,100})?>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|(?:lt|gt|amp|quot|apos);)")
_ROOT = re.compile(r"<\s*(?:[\w.-]+:)?([A-Za-z]\w*)\b([^>]*)>")
_DATE_ELEMENT = re.compile(
    r"(<(?:pubDate|(?:\w+:)?(?:date|published|updated|modified|issued|created))\b[^>]{0,200}>)([^<]{0,200})(?=</)",
    re.IGNORECASE,
)
_RSS_LANGUAGE = re.compile(r"<language>\s*([A-Za-z_-]{2,12})\s*</language>")
_GUID = re.compile(r"(<guid\b[^>]{0,200}>)(?!\s*(?:<!\[CDATA\[)?\s*https?://)", re.IGNORECASE)
_GUID_MARK: Final = "http://guid.invalid/?"
_DATE = re.compile(
    r"\d{4}-\d\d-?\d\d|\d{8}T|\d{1,2}[\s-]+[^\W\d]{3,9}[.,]?[\s-]+\d{2,4}|[^\W\d]{3,9}\.?\s+\d{1,2}\b.*\d{4}|\d{4}/\d\d?/\d\d?"
)
_DOUBTFUL = re.compile(r"[\ufffd\x80-\x9f]")
_ODD: Final = ("xml:base", 'type="xhtml"', "type='xhtml'", 'mode="base64"', "mode='base64'")


def _read(data: bytes, content_type: str, link: str) -> tuple[str, _Raw]:
    text = charsets.decode(data, content_type).lstrip("\ufeff \t\r\n\x00")
    if not text:
        raise FeedUnreadable(links.shown(link), "no bytes")
    if text[0] == "{":
        return "jsonfeed", _json_feed(text, link)
    text = _prepared(text)
    form = _format(text, link)
    if form == "sitemap":
        return form, _sitemap(text)
    return form, _syndicated(text, link)


def _prepared(text: str) -> str:
    """XML that two parsers read alike: our declaration, no DOCTYPE, only XML's entities, no nonsense dates.

    Without a DOCTYPE no entity can grow. Dates that name no day would be completed from the clock (dateutil);
    fastfeedparser would look for one even in a guid, unless it is a link: so it is made one for a while.
    """
    text = _DECLARATION.sub("", _NOT_XML.sub("", _without_doctype(text)))
    first, *rest = text.split("<![CDATA[")
    parted = [part.partition("]]>") for part in rest]
    text = _sound(first) + "".join(f"<![CDATA[{inside}{end}{_sound(after)}" for inside, end, after in parted)
    text = _DATE_ELEMENT.sub(lambda found: found[1] + (found[2] if _DATE.search(found[2]) else ""), text)
    text = _GUID.sub(r"\1" + _GUID_MARK, text)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + text.lstrip()


def _without_doctype(text: str) -> str:
    start = _DOCTYPE_START.search(text, 0, 20_000)
    found = _DOCTYPE.match(text, start.start(), start.start() + 200_000) if start else None
    return text[: found.start()] + text[found.end() :] if found else text


def _sound(text: str) -> str:
    """Text outside CDATA with letters for HTML's entities and no bare ampersand."""
    return _BARE_AMPERSAND.sub("&amp;", _ENTITY.sub(_letter, text))


def _letter(found: re.Match[str]) -> str:
    letter = html5.get(found[1] + ";", "")
    return letter if letter and not set(letter) & set("<>&\"'") else found[0]


def _format(text: str, link: str) -> str:
    """The name of the format, by the first element; comments and instructions before it do not count."""
    start = re.sub(r"<!--.*?-->|<\?.*?\?>", "", text[:20_000], flags=re.DOTALL)
    found = _ROOT.search(start)
    name, attributes = (found[1].lower(), found[2]) if found else ("", "")
    if name == "sitemapindex":
        raise FeedUnreadable(links.shown(link), "a sitemap index; its sitemaps are to be asked one by one")
    if name == "rdf":
        return "rss0" if "my.netscape.com" in attributes else "rss1"
    if name == "rss":
        return "rss0" if re.search(r"version\s*=\s*[\"']0\.", attributes) else "rss2"
    if name in ("feed", "urlset"):
        return "atom" if name == "feed" else "sitemap"
    raise FeedUnreadable(links.shown(link), f"begins with <{name}>" if name else "no markup")


def _syndicated(text: str, link: str) -> _Raw:
    """fastfeedparser's answer, unless the gate doubts it and feedparser's is better."""
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


def _fast(data: bytes, language: str) -> _Raw:
    found = fastfeedparser.parse(data)
    feed = found["feed"]
    entries = tuple(found["entries"][:MOST_ENTRIES])
    return _Raw(
        _text(feed.get("title")),
        _text(feed.get("language")) or language,
        "fastfeedparser",
        _text(feed.get("link")),
        entries,
    )


def _slow(data: bytes, link: str) -> _Raw:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": link}
    found = feedparser.parse(BytesIO(data), response_headers=headers, sanitize_html=False)
    entries = tuple(_from_feedparser(entry) for entry in found.entries[:MOST_ENTRIES])
    feed = found.feed
    return _Raw(_text(feed.get("title")), _text(feed.get("language")), "feedparser", _text(feed.get("link")), entries)


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
        "published": _own(entry, "published_parsed"),
        "updated": _own(entry, "updated_parsed"),
        "language": content[0].get("language"),
        "media_content": [*media, *thumbnails],
        "enclosures": [{"url": one.get("href"), "type": one.get("type")} for one in entry.get("enclosures", [])],
    }


def _own(entry: Mapping[str, Any], name: str) -> Any:
    """The value under this very name: feedparser's own ``get`` answers with another date, and warns."""
    return dict(entry.items()).get(name)


def _is_doubtful(raw: _Raw) -> bool:
    return not raw.entries or any(
        not _text(entry.get("title")).strip()
        or not _text(entry.get("link")).strip()
        or _DOUBTFUL.search(_text(entry.get("title")))
        for entry in raw.entries
    )


def _worth(raw: _Raw) -> int:
    return sum(
        bool(_text(entry.get("title")).strip()) + bool(_text(entry.get("link")).strip()) for entry in raw.entries
    )


def _json_feed(text: str, link: str) -> _Raw:
    """https://www.jsonfeed.org/version/1.1/, read with no trust in any type."""
    found = json.loads(text, strict=False)
    if "jsonfeed.org" not in _text(found.get("version")) and not isinstance(found.get("items"), list):
        raise FeedUnreadable(links.shown(link), "JSON, but no JSON Feed")
    items = [item for item in _list(found.get("items"))[:MOST_ENTRIES] if isinstance(item, dict)]
    return _Raw(
        html.escape(_text(found.get("title")), quote=False),
        _text(found.get("language")),
        "reveille",
        _text(found.get("home_page_url")),
        tuple(_from_json(item) for item in items),
    )


def _from_json(item: Mapping[str, Any]) -> dict[str, Any]:
    people = [*_list(item.get("authors")), item.get("author")]
    said = _text(item.get("summary")) or _text(item.get("content_text"))
    return {
        "id": item.get("id") if isinstance(item.get("id"), str) else str(item.get("id") or ""),
        "title": html.escape(_text(item.get("title")), quote=False),  # JSON Feed's titles are text
        "link": _text(item.get("url")) or _text(item.get("external_url")),
        "description": html.escape(said, quote=False) or item.get("content_html"),
        "author": ", ".join(_text(one.get("name")) for one in people if isinstance(one, dict) and one.get("name")),
        "published": item.get("date_published"),
        "updated": item.get("date_modified"),
        "language": item.get("language"),
        "tags": [{"term": tag} for tag in _list(item.get("tags"))],
        "image": item.get("image") or item.get("banner_image"),
    }


def _sitemap(text: str) -> _Raw:
    """A news sitemap: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(text.encode(), parser)
    entries = [_from_sitemap(url) for url in list(root.iterchildren("{*}url"))[:MOST_ENTRIES]]
    names = [_text(name.text) for name in root.iterfind(".//{*}publication/{*}name")][:1]
    spoken = [_text(name.text) for name in root.iterfind(".//{*}publication/{*}language")][:1]
    return _Raw("".join(names), "".join(spoken), "reveille", "", tuple(entries))


def _from_sitemap(url: etree._Element) -> dict[str, Any]:
    def first(path: str) -> str:
        return _text(url.findtext(path)).strip()

    return {
        "id": "",
        "title": html.escape(first("{*}news/{*}title"), quote=False),
        "link": first("{*}loc"),
        "published": first("{*}news/{*}publication_date"),
        "updated": first("{*}lastmod"),
        "language": first("{*}news/{*}publication/{*}language"),
        "image": first("{*}image/{*}loc"),
    }


# --- entries made sound ---


def _entries(raw: _Raw, link: str) -> tuple[Entry, ...]:
    """Each entry that leads somewhere, the first of a link only."""
    base = _joined(raw.base, link) or link
    seen: dict[Link, Entry] = {}
    for found in raw.entries:
        entry = _entry(found, raw, base)
        if entry is not None:
            seen.setdefault(entry.link, entry)
    return tuple(seen.values())


def _entry(found: Mapping[str, Any], raw: _Raw, base: str) -> Entry | None:
    marked, told = _text(found.get("id")).strip(), _text(found.get("link"))
    try:
        link = links.canonical((told if _GUID_MARK not in told else "") or _permalink(marked), base)
    except LinkError:
        return None
    return Entry(
        link=link,
        id=plain(html.escape(marked.removeprefix(_GUID_MARK), quote=False), 500),
        title=plain(found.get("title"), TITLE_LENGTH),
        summary=plain(_text(found.get("description")) or _content(found), SUMMARY_LENGTH),
        author=plain(found.get("author"), 200),
        published=_moment(found.get("published")),
        updated=_moment(found.get("updated")),
        language=_language(found.get("language") or raw.language),
        image=_image(found, base),
        categories=_categories(found),
    )


def _categories(found: Mapping[str, Any]) -> tuple[str, ...]:
    """What the feed files the item under, each once."""
    tags = [one for one in _list(found.get("tags")) if isinstance(one, Mapping)][:CATEGORIES]
    named = (plain(_text(one.get("label")) or _text(one.get("term")), 100) for one in tags)
    return tuple(dict.fromkeys(name for name in named if name))


def _permalink(marked: str) -> str:
    return marked if _GUID_MARK not in marked and marked.lower().startswith(("http://", "https://")) else ""


def _content(found: Mapping[str, Any]) -> str:
    first = (_list(found.get("content")) or [{}])[0]
    return _text(first.get("value")) if isinstance(first, Mapping) else ""


def _image(found: Mapping[str, Any], base: str) -> str:
    candidates = [_text(found.get("image"))]
    for one in [*_list(found.get("media_content")), *_list(found.get("enclosures"))]:
        if isinstance(one, Mapping):
            kind = _text(one.get("type")) or _text(one.get("medium")) or "image"
            candidates.append(_text(one.get("url")) if kind.startswith("image") else "")
    return next((image for one in candidates if one and (image := _joined(one, base))), "")


def _joined(found: str, base: str) -> str:
    try:
        return links.canonical(found, base)
    except LinkError:
        return ""


def _moment(found: object) -> datetime | None:
    """An aware UTC time; a time without a zone is taken as UTC; None for nonsense."""
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


def _language(found: object) -> str:
    """A language tag in its usual letters ("en-gb" becomes "en-GB"), or nothing."""
    match = re.match(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?(?![A-Za-z])", _text(found).strip())
    if not match:
        return ""
    name, script, region = match[1].lower(), (match[2] or "").title(), (match[3] or "").upper()
    return "-".join(part for part in (name, script, region) if part)


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return (text[: length - 1].rpartition(" ")[0] or text[: length - 1]) + "…"


def _text(found: object) -> str:
    return found if isinstance(found, str) else ""


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []
