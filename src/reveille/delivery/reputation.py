"""Reputation: what each provider's domain said to a day's letters, and whether we may go on writing to it.

A day that was complained of too often stops its domain through the next day; then it begins anew. The operator hears
of it once a day and level.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from reveille.core import reputation
from reveille.core.reputation import Level
from reveille.delivery.models import Delivery, ProviderDay
from reveille.mail import alarm

COUNTERS = ("sent", "deferred", "refused", "complaints")
AT_ONCE = 1000  # domains in one statement
KEPT = timedelta(days=90)
DAY = timedelta(days=1)
_TABLE = connection.ops.quote_name(ProviderDay._meta.db_table)


def note(answers: Iterable[tuple[str, int]], now: datetime) -> None:
    """Count the answers (a domain, the three digits) that letters had; those of a whole batch at once."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for (domain, code), times in Counter(answers).items():
        column = {2: "sent", 4: "deferred", 5: "refused"}.get(code // 100)
        if domain and column:
            counted[domain][column] += times
    domains = sorted(counted)  # in one order, so that two workers never wait for each other in a ring
    with transaction.atomic():
        for start in range(0, len(domains), AT_ONCE):
            _add(_day(now), {one: counted[one] for one in domains[start : start + AT_ONCE]})


def complained(delivery: Delivery, now: datetime) -> None:
    """Count a complaint for the day on which its letter was sent, and tell the operator when they are too many."""
    if not delivery.domain:
        return
    day = _day(delivery.ended_at or delivery.handed_at or now)
    _add(day, {delivery.domain: Counter(complaints=1)})
    row = ProviderDay.objects.get(domain=delivery.domain, day=day)
    verdict = reputation.judge(row.sent, row.complaints)
    transaction.on_commit(lambda: _tell(row, verdict, now))


def stopped(now: datetime) -> dict[str, str]:
    """Return the domains to which nothing is to be sent now, and why; one question for a whole batch."""
    recent = ProviderDay.objects.filter(day__gte=_day(now - DAY), complaints__gte=reputation.STOP_LEAST)
    verdicts = {row.domain: reputation.judge(row.sent, row.complaints) for row in recent.order_by("day")}
    return {domain: verdict.reason for domain, verdict in verdicts.items() if verdict.level == Level.STOP}


def forget(now: datetime) -> int:
    """Drop the counters of long ago; return how many."""
    return ProviderDay.objects.filter(day__lt=_day(now - KEPT)).delete()[0]


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _add(day: date, counted: Mapping[str, Counter[str]]) -> None:
    """Add to the day's counters of each domain, in one statement."""
    written = connection.ops.adapt_datefield_value(day)
    values: list[Any] = []
    for domain, counts in counted.items():
        values += (domain, written, *(counts[name] for name in COUNTERS))
    row = f"(%s, %s, {', '.join(['%s'] * len(COUNTERS))}, '')"
    more = ", ".join(f"{name} = {_TABLE}.{name} + excluded.{name}" for name in COUNTERS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_TABLE} (domain, day, {', '.join(COUNTERS)}, told) "  # noqa: S608 - our own names
            f"VALUES {', '.join([row] * len(counted))} ON CONFLICT (domain, day) DO UPDATE SET {more}",
            values,
        )


def _tell(row: ProviderDay, verdict: reputation.Verdict, now: datetime) -> None:
    louder = {Level.WARN: ("",), Level.STOP: ("", "warn")}.get(verdict.level, ())
    if ProviderDay.objects.filter(pk=row.pk, told__in=louder).update(told=verdict.level):
        stops = "\nNothing more goes there until the day after." if verdict.level == Level.STOP else ""
        cause = f"complaints {row.domain} {row.day} {verdict.level}"
        alarm.tell(f"complaints at {row.domain}", f"{row.day}: {verdict.reason}{stops}", now, cause)
