"""What each invented outlet answers to each address, at any moment of the sample morning.

Values in, bytes out: host, path and ``now`` decide everything, so a server only has to carry it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from reveille.sample import newsstand, pages, pictures, syndication
from reveille.sample.newsstand import Newsstand
from reveille.sample.shapes import SampleFeed, SampleOutlet

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Printed:
    """One answer; ``crawls`` means that it never ends, ``modified`` is None where nobody knows."""

    status: int
    content_type: str
    body: bytes
    modified: datetime | None = None
    crawls: bool = False

    @property
    def etag(self) -> str:
        """The entity tag, with its marks, made of the content alone."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def answer(stand: Newsstand, host: str, path: str, now: datetime) -> Printed:
    """What ``host`` says to a GET of ``path`` (with its query) at ``now``; 421 for a host not of ours."""
    outlet = stand.outlet_at.get(host.lower())
    if outlet is None:
        return Printed(421, "text/plain", b"No outlet of the sample morning has this name.\n")
    plain = path.partition("?")[0]
    for feed in outlet.feeds:
        if feed.path == plain:
            return _feed(stand, outlet, feed, now)
    if plain == "/":
        return Printed(200, HTML, pages.home(stand, outlet, now), _updated(stand, outlet, now))
    if plain == "/robots.txt":
        return Printed(200, "text/plain; charset=utf-8", robots(outlet))
    if plain.startswith("/img/"):
        return _picture(stand, outlet, plain, now)
    return _article(stand, outlet, path, now)


def robots(outlet: SampleOutlet) -> bytes:
    """The outlet's robots.txt."""
    maps = "".join(f"Sitemap: {feed.link}\n" for feed in outlet.feeds if feed.format == "sitemap")
    return f"User-agent: *\nDisallow: {outlet.private}\n{maps}".encode()


def _feed(stand: Newsstand, outlet: SampleOutlet, feed: SampleFeed, now: datetime) -> Printed:
    if feed.fault == "gone":
        return Printed(410, HTML, b"<!DOCTYPE html><title>410</title><p>This feed is no more.</p>\n")
    if feed.fault == "broken":
        return Printed(200, "application/xml", pages.failure(outlet))
    updated = _updated(stand, outlet, now)
    body = syndication.write(outlet, feed, stand.on_feed(outlet, feed, now), updated)
    return Printed(200, syndication.TYPES[feed.format], body, updated, crawls=feed.fault == "crawls")


def _picture(stand: Newsstand, outlet: SampleOutlet, path: str, now: datetime) -> Printed:
    dated = stand.by_id.get(path.removeprefix("/img/").removesuffix(".png"))
    if dated is None or dated.outlet != outlet or dated.article.image is None or dated.published > now:
        return Printed(404, HTML, pages.missing(outlet, now))
    return Printed(200, "image/png", pictures.horizon(dated.article.id), dated.published)


def _article(stand: Newsstand, outlet: SampleOutlet, path: str, now: datetime) -> Printed:
    """The page at that address; marks of a tracked click do not matter, as on any real site."""
    asked = outlet.home + path.removeprefix("/")
    dated = stand.by_link.get(asked) or stand.by_link.get(_untracked(asked))
    if dated is None or dated.published > now:
        return Printed(404, HTML, pages.missing(outlet, now))
    kind = f"text/html; charset={dated.article.encoding or 'utf-8'}"
    return Printed(200, kind, pages.article(stand, dated, now), _updated(stand, outlet, now))


def _untracked(link: str) -> str:
    plain, _, query = link.partition("?")
    kept = "&".join(part for part in query.split("&") if part and not part.startswith("utm_"))
    return f"{plain}?{kept}" if kept else plain


def _updated(stand: Newsstand, outlet: SampleOutlet, now: datetime) -> datetime:
    """When the outlet last published; two days before the first closing where it has nothing yet."""
    first = datetime.combine(stand.base - timedelta(days=3), time(6), newsstand.CLOSING.tzinfo)
    return max((dated.published for dated in stand.out(outlet, now)), default=first)
