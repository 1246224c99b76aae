"""How each outlet answers, the failing first: what is wrong, since when, and what it brought, day by day."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate

from reveille.sources import answering, rounds
from reveille.sources.models import Fetch, Outlet

QUIET = timedelta(days=3)  # without anything new
DAYS = 30


class State(enum.IntEnum):
    """How an outlet does, the most pressing first."""

    FAILING = 0
    PARTLY = 1
    QUIET = 2
    NEW = 3
    WELL = 4
    OFF = 5


WORDS = {
    State.FAILING: "failing",
    State.PARTLY: "failing in part",
    State.QUIET: "quiet",
    State.NEW: "not asked yet",
    State.WELL: "answers",
    State.OFF: "not asked any more",
}


@dataclass(frozen=True)
class Health:
    """An outlet, its state, since when, and why."""

    outlet: Outlet
    state: State
    feeds: int
    since: datetime | None
    why: str
    answered: datetime | None
    new: datetime | None

    @property
    def words(self) -> str:
        """Return the state in words."""
        return "opted out" if self.outlet.opted_out else WORDS[self.state]

    @property
    def bad(self) -> bool:
        """Return whether somebody has to look."""
        return self.state <= State.PARTLY


@dataclass(frozen=True)
class Day:
    """How often an outlet's feeds were asked on a day (UTC), how often in vain, and how many entries were new."""

    day: date
    asked: int
    failed: int
    new: int


def of(outlet: Outlet, now: datetime) -> Health:
    """Return how an outlet does; its feeds are asked for with it."""
    heard = answering.of(outlet)
    new = max((feed.last_new_at for feed in heard.feeds if feed.last_new_at), default=None)
    worst = min(heard.failing, key=attrgetter("failing_since"), default=None)
    state = _state(outlet, heard, new, now)
    told = worst is not None and state in (State.FAILING, State.PARTLY)
    return Health(
        outlet,
        state,
        len(heard.feeds),
        since=worst.failing_since if worst and told else new if state is State.QUIET else None,
        why=rounds.plain(worst.failure) if worst and told else "nothing new" if state is State.QUIET else "",
        answered=heard.answered,
        new=new,
    )


def _state(outlet: Outlet, heard: answering.Answering, new: datetime | None, now: datetime) -> State:
    if outlet.opted_out or not heard.feeds:
        return State.OFF
    if heard.failing:
        return State.FAILING if heard.silent else State.PARTLY
    if heard.answered is None:
        return State.NEW
    return State.QUIET if new is None or now - new > QUIET else State.WELL


def all_(now: datetime) -> list[Health]:
    """Return how every outlet does, the failing and the quiet first, the longest among them before the others."""
    outlets: Iterable[Outlet] = Outlet.objects.prefetch_related("feeds").order_by("name")
    return sorted((of(outlet, now) for outlet in outlets), key=lambda one: (one.state, one.since or now))


def days(outlet: Outlet, now: datetime) -> list[Day]:
    """Return the last thirty days of asking an outlet, the oldest first, those without a request too."""
    today = now.date()
    first = today - timedelta(days=DAYS - 1)
    counted = (
        Fetch.objects.filter(feed__outlet=outlet, at__date__gte=first)
        .annotate(day=TruncDate("at"))
        .values("day")
        .annotate(asked=Count("id"), failed=Count("id", filter=~Q(failure="")), entries_new=Sum("new"))
    )
    by_day = {one["day"]: Day(one["day"], one["asked"], one["failed"], one["entries_new"] or 0) for one in counted}
    return [by_day.get(day, Day(day, 0, 0, 0)) for day in (first + timedelta(days=n) for n in range(DAYS))]
