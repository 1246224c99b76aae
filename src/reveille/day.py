"""The day in order.

    gather -> read -> sift -> group -> compose -> close -> plan -> send -> settle

Each step can run alone, twice, or again after a crash; the database remembers what is done. This file says the order,
and nothing else does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings

from reveille.core import schedule
from reveille.core.errors import ReveilleError
from reveille.delivery import bounces, boxes, planning, post, reputation
from reveille.editions import closing, composing
from reveille.editions.models import Edition, Newsletter
from reveille.mail.transport import Transport
from reveille.newsroom import fingerprinting, grouping, intake, reading, sifting
from reveille.newsroom.models import Article
from reveille.sources import fetch, rounds
from reveille.sources.models import Feed
from reveille.subscribers import limits, signup

Clock = Callable[[], datetime]
Watch = Callable[[str, int | None], AbstractContextManager[Any]]


def unwatched(_step: str, _total: int | None) -> AbstractContextManager[Any]:
    """Watch nothing: for the clock and the tests."""
    return nullcontext(lambda: None)


@dataclass
class Round:
    """What a round of gathering brought."""

    asked: int = 0
    entries: int = 0
    new: int = 0
    failed: list[tuple[Feed, ReveilleError]] = field(default_factory=list)
    read: int = 0
    unread: list[tuple[str, ReveilleError]] = field(default_factory=list)
    sifted: sifting.Sifted | None = None
    grouped: grouping.Grouped | None = None


def gather(clock: Clock, reach: fetch.Reach, watch: Watch = unwatched, *, everyone: bool = False) -> Round:
    """Ask the feeds that are due; return what came."""
    feeds = rounds.due(clock(), everyone=everyone)
    result = Round(asked=len(feeds))
    with watch("Asking the feeds", len(feeds)) as tick:
        for one in intake.gather(feeds, reach, settings.USER_AGENT, clock):
            result.entries += one.entries
            result.new += one.new
            if one.failure:
                result.failed.append((one.feed, one.failure))
            tick()
    return result


def read(clock: Clock, reach: fetch.Reach, watch: Watch = unwatched, into: Round | None = None) -> Round:
    """Read the pages of new articles; return what came."""
    result = into or Round()
    articles = reading.unread(clock())
    with watch("Reading the pages", len(articles)) as tick:
        for one in reading.read(articles, reach, settings.USER_AGENT, clock):
            if one.failure:
                result.unread.append((one.article.link, one.failure))
            else:
                result.read += 1
            tick()
    return result


def judge(moment: datetime, watch: Watch = unwatched, into: Round | None = None) -> Round:
    """Sift and group what had been found by ``moment``."""
    result = into or Round()
    with watch("Sifting", None) as tick:
        result.sifted = sifting.sift(moment, beats(), tick)
    with watch("Grouping", None):
        result.grouped = grouping.group(moment)
    return result


def round_(clock: Clock, reach: fetch.Reach, watch: Watch = unwatched, *, everyone: bool = False) -> Round:
    """Gather, read, sift and group once."""
    result = gather(clock, reach, watch, everyone=everyone)
    read(clock, reach, watch, result)
    return judge(clock(), watch, result)


def beats() -> list[str]:
    """Return the beats that a newsletter is about."""
    return sorted(set(Newsletter.objects.values_list("beat", flat=True)))


def close(newsletter: Newsletter, day: date, now: datetime, watch: Watch = unwatched) -> closing.Closed:
    """Bring the edition of ``day`` to its closing; a closed one is returned as it is."""
    known = Edition.objects.filter(newsletter=newsletter, date=day, state=Edition.State.CLOSED).first()
    if known:
        return closing.Closed(known, by_us=False)
    judge(min(now, composing.closing_of(newsletter, day)), watch)
    with watch("Closing", None):
        return closing.close(newsletter, day, now)


def closable(now: datetime) -> Sequence[tuple[Newsletter, date]]:
    """Return the newsletters whose last closing time has passed with no edition made, and the day of each."""
    waiting = []
    for newsletter in Newsletter.objects.order_by("id"):
        last = schedule.last_closing(now, newsletter.closing_minute, newsletter.zone)
        begun = Article.objects.filter(found_at__lte=last.at).exists()  # a new installation has no yesterday
        made = Edition.objects.filter(newsletter=newsletter, date=last.day).exclude(state=Edition.State.DRAFT)
        if begun and not made.exists():
            waiting.append((newsletter, last.day))
    return waiting


def plan(now: datetime) -> int:
    """Plan the deliveries of every closed edition that is still worth sending; return how many are new."""
    return sum(
        planning.plan(edition, now)
        for edition in Edition.objects.filter(
            state=Edition.State.CLOSED, closing_at__gt=now - schedule.DAY, closing_at__lte=now
        ).order_by("id")
    )


def send(
    clock: Clock,
    transport: Transport,
    worker: str,
    watch: Watch = unwatched,
    stop: Callable[[], bool] = lambda: False,
) -> post.Tally:
    """Hand over every delivery that is due; return how each ended. ``stop`` ends it after the letter in hand."""
    with watch("Sending", None):
        return post.deliver_due(clock, transport, worker, stop=stop)


def settle(now: datetime, stop: Callable[[], bool] = lambda: False) -> boxes.Read:
    """Read what came back into the boxes of the settings; return what it came to."""
    return boxes.configured(now, stop)


def forget(now: datetime) -> None:
    """Drop what has had its time: addresses nobody confirmed, tallies and notes of past days, old fingerprints."""
    signup.forget(now)
    limits.forget(now.date())
    rounds.forget(now)
    fingerprinting.forget(now)
    bounces.forget(now)
    reputation.forget(now)
