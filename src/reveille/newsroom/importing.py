"""People bring archives: old feed files, labelled or exported articles, saved pages.

What is imported counts as found when it was found then (a feed file's stamp, an article's date), so that the
edition of a past day can be made from what was known on that day. A second import of the same archive adds nothing.
Every bad member of an archive ends its own turn and is named.
"""

from __future__ import annotations

import html
import itertools
import json
import re
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.text import slugify

from reveille.core import commentary, feeds, languages, links, pages
from reveille.core.errors import ArchiveError, FeedError, LinkError, PageError
from reveille.core.pages import bodies
from reveille.newsroom import intake, jsonl, stored
from reveille.newsroom.models import Article
from reveille.sources import owners
from reveille.sources.models import Feed, Outlet

LINK = re.compile(r"<link\s[^>]{1,2000}>", re.I)
CANONICAL, HREF = re.compile(r"\srel=[\"']?canonical\b", re.I), re.compile(r"\shref=[\"']([^\"']+)", re.I)
STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?Z$")
MEMBER_BYTES = 20_000_000  # no feed and no page is larger
BATCH = 500
FILES = 50  # feed files kept by one write to the disk


@dataclass
class Imported:
    """What an import brought, and what could not be used: the member's name and why."""

    members: int = 0
    articles: int = 0
    known: int = 0  # rows whose link is there already
    failed: list[tuple[str, str]] = field(default_factory=list)


def feed_files(source: Path, outlet_name: str) -> Iterator[Imported]:
    """Read files STAMP/NAME.xml of a TAR or folder, in the order of their stamps, as fetched at STAMP (UTC)."""
    result = Imported()
    shelf = _Shelf(outlet_name)
    batch: list[tuple[str, feeds.Feed, datetime]] = []
    for name, data in sorted_members(source):
        result.members += 1
        parts = name.split("/")
        stamp = STAMP.match(parts[-2]) if len(parts) > 1 else None
        if not stamp:
            result.failed.append((name, "its folder is no stamp like 20210716T0030Z"))
            continue
        try:
            batch.append((Path(parts[-1]).stem, feeds.parse(data, link=""), _moment(stamp)))
        except FeedError as error:
            result.failed.append((name, str(error)))
            continue
        if len(batch) >= FILES:
            result.articles += shelf.keep(batch)
            batch.clear()
        yield result
    result.articles += shelf.keep(batch)
    yield result


class _Shelf:
    """Keeps feed files of one outlet, many in one write to the disk; after a crash the same import goes on."""

    def __init__(self, outlet_name: str) -> None:
        self.outlet_name = outlet_name
        self.outlet: Outlet | None = None
        self.feeds: dict[str, Feed] = {}

    @transaction.atomic
    def keep(self, batch: Iterable[tuple[str, feeds.Feed, datetime]]) -> int:
        """Keep the files (title, document, when it was fetched) in their order; return how many articles are new."""
        new = 0
        for title, document, at in batch:
            hosts = _hosts(entry.link for entry in document.entries)
            self.outlet = self.outlet or outlet_named(self.outlet_name, hosts, document.language)
            widen(self.outlet, hosts)
            new += intake.keep(self.outlet, self._feed(self.outlet, title), document.entries, at).new
        return new

    def _feed(self, outlet: Outlet, title: str) -> Feed:
        if title not in self.feeds:
            self.feeds[title], _ = Feed.objects.get_or_create(
                link=f"archive:{outlet.slug}/{title}",
                defaults={"outlet": outlet, "title": title, "retired": True},
            )
        return self.feeds[title]


def article_rows(file: Path) -> Iterator[Imported]:
    """Read rows {id, outlet, url, title, text, published, …} of a JSONL file, gzipped or not; found when published."""
    result = Imported()
    outlets: dict[str, Outlet] = {}
    batch: dict[str, Article] = {}
    for number, row in jsonl.rows(file):
        result.members += 1
        if isinstance(row, str):
            result.failed.append((f"{file.name}:{number}", row))
            continue
        article = _from_row(row, outlets, file.stem)
        if isinstance(article, str):
            result.failed.append((f"{file.name}:{number}", article))
        else:
            result.known += article.link in batch
            batch.setdefault(article.link, article)
        if len(batch) >= BATCH:
            _count(result, batch)
            yield result
    _count(result, batch)
    yield result


def _count(result: Imported, batch: dict[str, Article]) -> None:
    new = _store(batch.values())
    result.articles += new
    result.known += len(batch) - new
    batch.clear()


def saved_pages(source: Path, now: datetime) -> Iterator[Imported]:
    """Read saved pages KEY.html (with KEY.json {url} beside them when there) as found at their own date, or ``now``."""
    result = Imported()
    members = dict(sorted_members(source))
    for name, data in members.items():
        if not name.endswith((".html", ".htm")):
            continue
        result.members += 1
        address = _address(name, data, members)
        if not address:
            result.failed.append(
                (name, "its address is not known: no .json with a url beside it, no canonical link in it")
            )
            continue
        try:
            result.articles += _save_page(name, data, address, now)
        except (PageError, LinkError) as error:
            result.failed.append((name, str(error)))
        yield result
    yield result


def sorted_members(source: Path) -> list[tuple[str, bytes]]:
    """Return the files of a TAR or folder by name. Links, devices and what is too large are left out.

    Raises ArchiveError when the source itself cannot be read.
    """
    try:
        if source.is_dir():
            files = [p for p in source.rglob("*") if p.is_file() and p.stat().st_size <= MEMBER_BYTES]
            return sorted((p.relative_to(source).as_posix(), p.read_bytes()) for p in files)
        with tarfile.open(source) as tar:
            found = []
            for member in tar:
                if member.isfile() and member.size <= MEMBER_BYTES:
                    stream = tar.extractfile(member)
                    if stream:
                        found.append((member.name.removeprefix("./"), stream.read()))
            return sorted(found)
    except (OSError, tarfile.TarError, EOFError, zlib.error) as error:
        raise ArchiveError(str(source), str(error)) from error


def outlet_named(name: str, hosts: Iterable[str] = (), language: str = "") -> Outlet:
    """Return the outlet called ``name`` (name, slug or host), made as unverified when there is none."""
    if outlet := known(name):
        return outlet
    hosts = sorted(set(hosts))
    slug = _free(_slug(name) or _slug(hosts[0] if hosts else "") or "archive")
    return Outlet.objects.create(
        slug=slug,
        name=name[:200],
        home=f"https://{hosts[0]}/" if hosts else "",
        family=slug,
        language=(language or "")[:2],
        hosts=hosts,
    )


def known(name: str) -> Outlet | None:
    """Return the outlet called ``name`` (name, slug or host), or None."""
    if named := Outlet.objects.filter(name__iexact=name).first():
        return named
    slug = _slug(name)
    return (slug and Outlet.objects.filter(slug=slug).first()) or (
        owners.owner(f"https://{name}/") if "." in name else None
    )


def _slug(name: str) -> str:
    return slugify(name.replace(".", "-"))[:80]


def _free(slug: str) -> str:
    """The slug, numbered where another outlet has it: a name without Latin letters gives none of its own."""
    taken = set(Outlet.objects.filter(slug__startswith=slug[:70]).values_list("slug", flat=True))
    numbered = (f"{slug[:70]}-{number}" for number in itertools.count(2))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)


def widen(outlet: Outlet, hosts: set[str]) -> None:
    """Let an outlet have more hosts: whoever imports its archive, or says that a page is its own, speaks for it."""
    new = {host for host in hosts if not any(host == h or host.endswith(f".{h}") for h in outlet.hosts)}
    if new and outlet.hosts:
        outlet.hosts = sorted({*outlet.hosts, *new})
        outlet.save(update_fields=["hosts"])


def _hosts(found: Iterable[links.Link]) -> set[str]:
    return {links.host(link).removeprefix("www.") for link in found}


def _moment(stamp: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(part or 0) for part in stamp.groups())
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def _from_row(row: dict[str, Any], outlets: dict[str, Outlet], archive: str) -> Article | str:
    """The article of a row, or what the row lacks."""
    published = jsonl.moment(row.get("published"))
    if published is None:
        return "no date: it cannot be known when it was found"
    host = _line(row.get("outlet"))[:200] or urlsplit(str(row.get("url") or "")).hostname or archive
    host = host.removeprefix("www.")
    words = str(row.get("text") or "")
    title = _line(row.get("title")) or _line(words.strip().split("\n", 1)[0][:300])
    if not title:
        return "neither title nor text"
    try:
        link = links.canonical(links.FoundLink(str(row.get("url") or "")))
    except LinkError:
        link = links.canonical(
            links.FoundLink(f"https://{slugify(host) or 'archive'}.invalid/{slugify(str(row.get('id')))}")
        )
    if host not in outlets:
        outlets[host] = outlet_named(host, {host} if "." in host else ())
    hint = str(row.get("language") or outlets[host].language)
    article = Article(
        outlet=outlets[host],
        link=str(link)[:1000],
        title=title[:500],
        summary=_line(row.get("lead"))[:2000],
        found_at=published,
        published=published,
        language=languages.language_of(f"{title}. {words[:600]}", hint)[:8],
    )
    stored.set_text(article, words, "archive", body_start=bodies.start(stored.storable(words), title))
    said = commentary.why(
        title=title, link=str(link), text=article.text, language=article.language, start=article.body_start
    )
    article.commentary = bool(said)
    article.read_at = published
    return article


def _line(value: object) -> str:
    """A value of a row as one line of text that can be stored."""
    return " ".join(stored.storable(str(value or "")).split())


def _store(articles: Iterable[Article]) -> int:
    rows = list(articles)
    known = set(Article.objects.filter(link__in=[a.link for a in rows]).values_list("link", flat=True))
    new = [a for a in rows if a.link not in known]
    Article.objects.bulk_create(new, ignore_conflicts=True, batch_size=BATCH)
    return len(new)


def _address(name: str, data: bytes, members: dict[str, bytes]) -> str:
    """A saved page's own address: from KEY.json, else from the page's canonical link."""
    beside = members.get(re.sub(r"\.html?$", ".json", name))
    try:
        told = json.loads(beside) if beside else {}
    except ValueError:
        told = {}
    if isinstance(told, dict) and told.get("url"):
        return str(told["url"])
    for tag in LINK.findall(data[:200_000].decode("utf-8", "replace")):
        href = HREF.search(tag)
        if href and CANONICAL.search(tag):
            return html.unescape(href[1])
    return ""


def _save_page(name: str, data: bytes, address: str, now: datetime) -> int:
    link = links.canonical(links.FoundLink(address))
    page = pages.extract(data, link=str(link))
    host = links.host(link).removeprefix("www.")
    found_at = min(page.published, now) if page.published else now
    article = Article(
        outlet=outlet_named(host, {host}, page.language),
        link=str(link)[:1000],
        title=(page.title or name)[:500],
        found_at=found_at,
        published=page.published and found_at,
    )
    from reveille.newsroom import reading

    reading.fill(article, page, found_at + timedelta(0))
    article.text_from = "archive"
    return _store([article])
