"""Who gets the mail, in numbers: by newsletter and state, day by day, where from, and whom we must not write to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, DateField, F, Func, Q, QuerySet

from reveille.editions.models import Newsletter
from reveille.subscribers.models import Consent, Subscription, Suppression

DAYS = 30
State = Subscription.State


@dataclass(frozen=True)
class Day:
    """How many subscriptions were confirmed on a day (UTC), how many left, and how many there were at its end."""

    day: date
    joined: int
    left: int
    there: int


def confirmed() -> dict[int, int]:
    """Return how many confirmed subscriptions each newsletter has, by its key; it is left out where it has none."""
    rows = Subscription.objects.filter(state=State.CONFIRMED).order_by()
    return dict(rows.values_list("newsletter").annotate(n=Count("id")))


def by_newsletter() -> list[tuple[Newsletter, list[tuple[str, int]]]]:
    """Return how many subscriptions each newsletter has in each state, in the order of the states."""
    rows = Subscription.objects.order_by().values_list("newsletter", "state").annotate(n=Count("id"))
    counts = {(letter, state): n for letter, state, n in rows}
    letters = Newsletter.objects.order_by("id")
    return [(letter, [(str(state.label), counts.get((letter.pk, state), 0)) for state in State]) for letter in letters]


def days(now: datetime) -> list[Day]:
    """Return the last thirty days, the oldest first, told from the subscriptions that are still kept."""
    first = now.astimezone(UTC).date() - timedelta(days=DAYS - 1)
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC)
    ever = Subscription.objects.filter(confirmed_at__isnull=False)
    joined = _by_day(ever.filter(confirmed_at__gte=begin), "confirmed_at")
    left = _by_day(ever.filter(left_at__gte=begin), "left_at")
    there = ever.filter(Q(left_at=None) | Q(left_at__gte=begin), confirmed_at__lt=begin).count()
    told = []
    for day in (first + timedelta(days=n) for n in range(DAYS)):
        there += joined.get(day, 0) - left.get(day, 0)
        told.append(Day(day, joined.get(day, 0), left.get(day, 0), there))
    return told


def origins() -> Sequence[tuple[str, int]]:
    """Return how people confirmed, the most frequent way first."""
    confirmed = Consent.objects.filter(kind="confirmed").order_by()
    return list(confirmed.values_list("how").annotate(n=Count("id")).order_by("-n", "how"))


def suppressed() -> Sequence[tuple[str, int]]:
    """Return how many addresses must not be written to, by reason; none of them is known but by its keyed hash."""
    return list(Suppression.objects.order_by().values_list("reason").annotate(n=Count("id")).order_by("-n", "reason"))


def _by_day(rows: QuerySet[Subscription], moment: str) -> dict[date, int]:
    """By the database's own ``date``: Django's calls Python for each row of SQLite. Moments are in UTC in either."""
    day = Func(F(moment), function="date", output_field=DateField())
    return dict(rows.annotate(day=day).order_by().values_list("day").annotate(n=Count("id")))
