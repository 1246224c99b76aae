"""The day in order.

    gather -> read -> sift -> group -> compose -> close -> plan -> send -> settle

Each step can run alone, twice, or again after a crash; the database remembers what is done. This file says the order,
and nothing else does.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Q, QuerySet

from reveille.core import schedule
from reveille.core.errors import BalanceError, ReveilleError
from reveille.delivery import bounces, boxes, claims, planning, post, reputation, seeds, tallies, watching
from reveille.delivery.entries import Tally
from reveille.delivery.journal import Journal
from reveille.delivery.models import Heartbeat
from reveille.editions import acts, closing, composing, drafting
from reveille.editions.models import Edition, Newsletter
from reveille.mail import alarm
from reveille.mail.transport import Transport
from reveille.newsroom import comparing, fingerprinting, forgetting, grouping, intake, reading, sifting
from reveille.newsroom.models import Article
from reveille.sources import fetch, rounds
from reveille.sources.models import Feed
from reveille.subscribers import journal as leavings
from reveille.subscribers import limits, preferences, signup
from reveille.webhooks import calling, queue

log = logging.getLogger(__name__)

BEAT, STOP = timedelta(minutes=1), timedelta(minutes=10)  # how often the clock's hand is noted; how long is a stop
PLAN_AGAIN = "Nothing was planned. It is tried again; if it stays so, this is a fault of ours: please report it."

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
    return sorted(set(Newsletter.objects.living().values_list("beat", flat=True)))


def close(newsletter: Newsletter, day: date, now: datetime, watch: Watch = unwatched) -> closing.Closed:
    """Bring the edition of ``day`` to its closing; a closed one is returned as it is."""
    known = Edition.objects.filter(newsletter=newsletter, date=day, state=Edition.State.CLOSED).first()
    if known:
        return closing.Closed(known, by_us=False)
    judge(min(now, composing.closing_of(newsletter, day)), watch)
    with watch("Closing", None):
        result = closing.close(newsletter, day, now, speaking=preferences.languages_of(newsletter))
    if result.edition.state == Edition.State.CLOSED:  # whoever asked for it
        _clear(f"{newsletter.slug} {day}", now)
    return result


def _clear(name: str, now: datetime) -> None:
    """Note that what the operator was told of an edition, or of all of a newsletter, has healed."""
    for cause in ("closing", "no-edition", "stopped"):
        alarm.clear(f"{cause} {name}", now)


def draft_next(now: datetime) -> None:
    """Make the draft of every newsletter's next edition anew, for the desk; one that cannot be made keeps no other."""
    for newsletter in Newsletter.objects.living():
        coming = schedule.next_closing(now, newsletter.closing_minute, newsletter.zone)
        try:
            drafting.draft(newsletter, coming.day, now)
        except Exception:
            log.exception("%s %s cannot be drafted", newsletter.slug, coming.day)


def closable(now: datetime) -> Sequence[tuple[Newsletter, date]]:
    """Return the newsletters whose last closing time has passed with no edition made, and the day of each."""
    waiting = []
    for newsletter in Newsletter.objects.living():
        last = schedule.last_closing(now, newsletter.closing_minute, newsletter.zone)
        if begun(last.at) and not made(newsletter, last.day).exists():
            waiting.append((newsletter, last.day))
    return waiting


def close_due(clock: Clock, watch: Watch = unwatched) -> list[Edition]:
    """Close every edition whose time has come, and return them; the operator hears of one that could not be.

    One newsletter that cannot close keeps no other from closing.
    """
    closed = []
    for newsletter, day in closable(clock()):
        name = f"{newsletter.slug} {day}"
        try:
            edition = close(newsletter, day, clock(), watch).edition
        except Exception as error:
            log.exception("%s cannot be closed", name)
            alarm.tell(f"{newsletter.name} on {day} cannot be closed", str(error), clock(), f"closing {name}")
            continue
        if edition.state == Edition.State.HELD:
            mended = f"\nOnce that is mended: reveille day --newsletter {newsletter.slug} --date {day}"
            words = edition.note + ("" if acts.hold(edition) else mended)
            alarm.tell(f"no edition of {newsletter.name} on {day}", words, clock(), f"no-edition {name}")
            continue
        _clear(newsletter.slug, clock())  # those of the days before as well
        closed.append(edition)
    return closed


def notice_a_stop(now: datetime) -> None:
    """Tell the operator of closing times that passed while nobody looked at the clock."""
    beat, new = Heartbeat.objects.get_or_create(name="day", defaults={"at": now})
    if new or abs(now - beat.at) < BEAT:
        return
    for newsletter in Newsletter.objects.living() if now - beat.at > STOP else ():
        last = schedule.last_closing(now, newsletter.closing_minute, newsletter.zone)
        while last.at > max(beat.at, now - 7 * schedule.DAY):
            if begun(last.at) and not made(newsletter, last.day).exists():
                alarm.tell(
                    f"{newsletter.name} on {last.day} was not closed in time",
                    f"Nothing ran from {beat.at:%Y-%m-%d %H:%M} to {now:%Y-%m-%d %H:%M} UTC, and its closing was at "
                    f"{last.at:%H:%M}.\n"
                    "The latest edition is made now, and sent to readers whose hour is less than 12 hours ago.\n"
                    f"For an older day: reveille day --newsletter {newsletter.slug} --date {last.day}",
                    now,
                    f"stopped {newsletter.slug} {last.day}",
                )
            last = schedule.last_closing(last.at - timedelta(seconds=1), newsletter.closing_minute, newsletter.zone)
    Heartbeat.objects.filter(pk=beat.pk).update(at=now)


def begun(moment: datetime) -> bool:
    """Tell whether anything had been found by ``moment``: a new installation has no yesterday."""
    return Article.objects.filter(found_at__lte=moment).exists()


def made(newsletter: Newsletter, day: date) -> QuerySet[Edition]:
    """Return the edition of that day, if it is made: closed, or held."""
    return Edition.objects.filter(newsletter=newsletter, date=day).exclude(state=Edition.State.DRAFT)


def plan(now: datetime, *, again: bool = False) -> int:
    """Plan the deliveries of every closed edition that is still worth sending; return how many are new.

    One that is planned already is looked at once more only with ``again``. One that cannot be planned keeps no other
    from it.
    """
    closed = Edition.objects.filter(
        state=Edition.State.CLOSED, closing_at__gt=now - schedule.DAY, closing_at__lte=now
    ).order_by("id")
    new = 0
    for edition in closed if again else closed.filter(roll=None):
        try:
            new += planning.plan(edition, now)
        except BalanceError as error:
            alarm.tell(str(error), PLAN_AGAIN, now, f"balance {edition.newsletter.slug} {edition.date}")
    return new


def send(
    clock: Clock,
    transport: Transport,
    worker: str,
    watch: Watch = unwatched,
    stop: Callable[[], bool] = lambda: False,
    only: Q = claims.ALL,
) -> Tally:
    """Hand over every delivery that is due, or those of them that ``only`` says; return how each ended.

    Seeds have their answers, and the operator has heard of a no, before a reader's letter leaves. ``stop`` ends it
    after the letter in hand.
    """
    tally = Tally()
    with watch("Sending", None):
        if seeds.due(clock()):
            tally.ended += post.deliver_due(clock, transport, worker, stop=stop, only=only & seeds.SEEDS).ended
            watching.look(clock())
        others = only & ~Q(edition__in=seeds.elsewhere(clock()))
        tally.ended += post.deliver_due(clock, transport, worker, stop=stop, only=others).ended
    if tally.ended["sent"]:
        alarm.clear("relay", clock())
    elif failed := tally.ended["unreached"]:
        alarm.tell(
            "the relay takes no letters",
            f"{failed} tries failed; they are made again." if failed > 1 else "1 try failed; it is made again.",
            clock(),
            "relay",
        )
    watching.look(clock())
    tallies.keep(clock())
    alarm.clear(leavings.UNREAD, clock())  # else it had not come here
    leavings.catch_up(clock())
    return tally


def settle(now: datetime, stop: Callable[[], bool] = lambda: False) -> boxes.Read:
    """Read the boxes of the settings for what came back; tell the operator of one that cannot be read."""
    read = boxes.configured(now, stop)
    for name in read.healthy:
        alarm.clear(f"box {name}", now)
    for name, error in read.failed.items():
        alarm.tell("bounces cannot be read", f"{error}\nThey wait there.", now, f"box {name}")
    return read


def call(now: datetime) -> int:
    """Let other programs hear what has happened, where a newsletter has webhooks; return how many calls were taken."""
    queue.queue(now)
    return calling.call_due(now)


def forget(now: datetime) -> None:
    """Drop what has had its time: addresses nobody confirmed, notes, fingerprints, alarms, journals and sessions."""
    signup.forget(now)
    limits.forget(now.date())
    rounds.forget(now)
    fingerprinting.forget(now)
    comparing.forget(now)
    forgetting.forget(now)
    bounces.forget(now)
    reputation.forget(now)
    alarm.forget(now)
    calling.forget(now)
    Journal(settings.JOURNAL).forget(now)
    leavings.forget(now)
    SessionStore.clear_expired()  # by the system's clock, as they are stamped: not by a demo's day
