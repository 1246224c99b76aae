"""The sample morning hung on a date: when each article came out, and its lasting address.

Day 2 is the base date, day 1 the day before. A day's articles came out in the 24 hours before its closing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from reveille.core import errors
from reveille.sample.shapes import Morning, SampleArticle, SampleFeed, SampleOutlet

CLOSING = time(6, tzinfo=UTC)  # an article's ``time`` of 06:00 or later belongs to the evening before


@dataclass(frozen=True)
class Dated:
    """One article with its outlet, the instant it came out (UTC) and its lasting address."""

    article: SampleArticle
    outlet: SampleOutlet
    published: datetime
    link: str
    shut: bool

    @property
    def path(self) -> str:
        """The address from the first slash on, with its query."""
        return "/" + self.link.removeprefix(self.outlet.home)

    @property
    def local(self) -> datetime:
        """When it came out, by the newsroom's own clock."""
        return self.published.astimezone(ZoneInfo(self.outlet.zone))

    @property
    def picture(self) -> str:
        """The address of its image, which is there when the article has one."""
        return f"{self.outlet.home}img/{self.article.id}.png"

    @property
    def shown(self) -> tuple[str, ...]:
        """The paragraphs that its page shows to a stranger."""
        return self.article.printed[:2] if self.shut else self.article.printed


@dataclass(frozen=True)
class Newsstand:
    """The morning with its dates."""

    morning: Morning
    base: date
    articles: tuple[Dated, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Dated]:
        """Each article by its id in the gold."""
        return {dated.article.id: dated for dated in self.articles}

    @cached_property
    def by_link(self) -> Mapping[str, Dated]:
        """Each article by its lasting address."""
        return {dated.link: dated for dated in self.articles}

    @cached_property
    def outlet_at(self) -> Mapping[str, SampleOutlet]:
        """Each outlet by its host."""
        return {outlet.host: outlet for outlet in self.morning.outlets}

    def out(self, outlet: SampleOutlet, now: datetime) -> tuple[Dated, ...]:
        """What the outlet has published by ``now``: the later day first, and the most prominent of a day."""
        there = [dated for dated in self.articles if dated.outlet == outlet and dated.published <= now]
        return tuple(sorted(there, key=_prominence))

    def on_feed(self, outlet: SampleOutlet, feed: SampleFeed, now: datetime) -> tuple[Dated, ...]:
        """What stands in that feed of the outlet at ``now``, its sections only."""
        stories = self.morning.story
        return tuple(
            dated
            for dated in self.out(outlet, now)
            if not feed.sections or stories[dated.article.story].section in feed.sections
        )

    def closing(self, day: int) -> datetime:
        """The closing (UTC) before which the articles of ``day`` (1 or 2) came out."""
        return datetime.combine(self.base + timedelta(days=day - 2), CLOSING)


def on(morning: Morning, base: date) -> Newsstand:
    """The morning with ``base`` as the date of day 2; ``SampleError`` when two articles share an address."""
    stand = Newsstand(morning, base, tuple(_dated(morning, article, base) for article in morning.articles))
    if len(stand.by_link) < len(stand.articles):
        alone = set(stand.by_link.values())
        doubled = next(dated for dated in stand.articles if dated not in alone)
        raise errors.SampleError(doubled.article.id, f"shares its address {doubled.link}")
    return stand


def _prominence(dated: Dated) -> tuple[int, int, float]:
    return -dated.article.day, dated.article.position, -dated.published.timestamp()


def published(article: SampleArticle, base: date) -> datetime:
    """The instant the article came out, UTC."""
    clock = time.fromisoformat(article.time).replace(tzinfo=UTC)
    day = base + timedelta(days=article.day - 2)
    return datetime.combine(day if clock < CLOSING else day - timedelta(days=1), clock)


def _dated(morning: Morning, article: SampleArticle, base: date) -> Dated:
    outlet, at = morning.outlet[article.outlet], published(article, base)
    local = at.astimezone(ZoneInfo(outlet.zone))
    path = outlet.address.format(
        year=f"{local:%Y}",
        month=f"{local:%m}",
        day=f"{local:%d}",
        slug=slug(article.headline) or article.id,
        number=number(article.id),
    )
    return Dated(article, outlet, at, outlet.home + path.removeprefix("/"), morning.is_shut(article))


def slug(headline: str) -> str:
    """The headline as it stands in an address: ASCII, hyphens, whole words, at most 70 characters."""
    spelt = headline.lower().replace("ß", "ss").replace("œ", "oe").replace("ł", "l").replace("ø", "o")
    spelt = re.sub(r"[’'‘]", "", spelt)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))
    return words if len(words) <= 70 else words[:71].rpartition("-")[0]


def number(id: str) -> int:
    """Seven digits that a newsroom's database might have given the article; the same on every day."""
    return 1_000_000 + int.from_bytes(hashlib.sha256(id.encode()).digest()[:4]) % 9_000_000
