"""Plan: one row for each confirmed subscription, due at its local hour. Twice adds only the missed.

When is judged by the core, once for all subscriptions that have hour, zone, days and pause in common; the rows are
made by one statement of the database. How many came of it is held against a count of the subscriptions: if a reader
fell out between the two, it is an error, and nothing is planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, StrIndex, Substr

from reveille.core import schedule
from reveille.core.errors import BalanceError, ClosingError, ScheduleError
from reveille.delivery import rolls
from reveille.delivery.models import Delivery, Roll
from reveille.editions.models import Edition
from reveille.subscribers import addresses
from reveille.subscribers.models import Subscription, Suppression

State = Delivery.State
NOT_CHOSEN = "not on the days chosen"
COUNTS = 3  # a reader may leave between the count and the rows; hardly three times in a row
PLANNING = 1_382_377_580  # what the lock of a newsletter is called among PostgreSQL's
HABITS = ("minute", "zone", "weekdays", "paused_until", "seed")
NO_PAUSE = date.min


@dataclass(frozen=True)
class Morning:
    """The subscriptions that have all in common that decides when: how many there are, and when they are due."""

    habits: tuple[int, str, int, date | None, bool]
    readers: int
    due: datetime | None  # None: not this edition
    error: str = ""  # why nobody can tell when: their rows say so, and the others go on


def plan(edition: Edition, now: datetime, *, even_late: bool = False) -> int:
    """Plan the edition's deliveries, all or none of them; return how many are new.

    Planned late for the first time, it plans also what has expired by then, so that the ledger says so. Later, who was
    missed is added while that is worth sending, or, with ``even_late``, for now. Raises ClosingError for an edition
    that is not closed, BalanceError when rows and readers do not agree.
    """
    if edition.state != Edition.State.CLOSED:
        raise ClosingError(str(edition), "only a closed edition is delivered")
    for _ in range(COUNTS - 1):
        try:
            return _plan(edition, now, even_late)
        except BalanceError:
            continue
    return _plan(edition, now, even_late)


def entitled(edition: Edition, by: datetime | None = None) -> Q:
    """Return the condition for whom the edition is: confirmed before it closed (or ``by`` then), not suppressed."""
    return Q(
        ~suppressed(),
        newsletter=edition.newsletter_id,
        state=Subscription.State.CONFIRMED,
        # Who confirmed after it closed has had it with the welcome.
        confirmed_at__lte=by or _closed(edition),
    )


def suppressed(path: str = "subscriber__address_hash") -> Exists:
    """Return the condition that a subscription's address must not be written to."""
    return Exists(Suppression.objects.filter(address_hash=OuterRef(path)))


def due(edition: Edition, subscription: Subscription) -> datetime | None:
    """Return when the edition is due for the subscription, or None when it is not for it."""
    return _due(edition, *(getattr(subscription, name) for name in HABITS))


class Pausing(Protocol):
    """What of a subscription says whether it pauses."""

    @property
    def paused_until(self) -> date | None:
        """The first day that is wanted again."""

    @property
    def zone(self) -> str:
        """Where its days begin."""

    @property
    def seed(self) -> bool:
        """Whether it is a seed, which never pauses."""


def paused(subscription: Pausing, due: datetime) -> bool:
    """Tell whether the subscription asked for nothing on the local date of ``due``."""
    if subscription.seed:
        return False
    return _pauses(subscription.paused_until, subscription.zone, due)


@transaction.atomic
def move(subscription: Subscription, now: datetime) -> None:
    """Move what is still planned to the subscription's new hour; a day that it left out skips it.

    An hour that has passed already means now, not never. A day that was left out and is chosen again is planned
    again while it is worth sending. What is being planned at this moment is waited for: it was read with the old hour.
    """
    _no_planner_beside(subscription.newsletter_id)
    waiting = Q(state=State.PLANNED) | Q(state=State.SKIPPED, reason=NOT_CHOSEN, due_at__gt=now - schedule.SHELF_LIFE)
    for delivery in Delivery.objects.filter(waiting, subscription=subscription).select_related("edition"):
        then = due(delivery.edition, subscription)
        row = Delivery.objects.filter(waiting, pk=delivery.pk)
        if then is None:
            row.filter(state=State.PLANNED).update(state=State.SKIPPED, reason=NOT_CHOSEN, ended_at=now)
        elif delivery.state == State.PLANNED or schedule.expires_at(then) > now:
            then = max(then, now)
            if delivery.state == State.SKIPPED:
                rolls.reopen([delivery.edition_id])
            row.update(
                state=State.PLANNED,
                reason="",
                ended_at=None,
                due_at=then,
                next_try_at=then,
                expires_at=schedule.expires_at(then),
            )


def _no_planner_beside(newsletter: int) -> None:
    """Wait until nobody plans for the newsletter, and let nobody begin before this transaction ends.

    Readers do not wait for each other, nor for who composes an edition: the lock is of this name and not a row's.
    """
    _lock("pg_advisory_xact_lock_shared", newsletter)


def _alone(newsletter: int) -> None:
    """Plan for the newsletter alone until this transaction ends: what readers are changing is known then."""
    _lock("pg_advisory_xact_lock", newsletter)


def _lock(how: str, newsletter: int) -> None:
    if connection.vendor == "postgresql":  # SQLite lets one writer in at a time
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {how}(%s, %s)", [PLANNING, newsletter])


@transaction.atomic
def add(edition: Edition, subscription: Subscription, now: datetime) -> bool:
    """Plan the edition for one subscription, for now, whatever its hour and days; return whether it had no row yet."""
    if edition.state != Edition.State.CLOSED:
        raise ClosingError(str(edition), "only a closed edition is delivered")
    Edition.objects.select_for_update().get(pk=edition.pk)
    _, new = Delivery.objects.get_or_create(
        edition=edition,
        subscription=subscription,
        defaults={
            "domain": addresses.domain(subscription.subscriber.address),
            "due_at": now,
            "next_try_at": now,
            "expires_at": schedule.expires_at(now),
        },
    )
    if new:
        rolls.reopen([edition.pk])
        Roll.objects.filter(edition=edition).update(planned=F("planned") + 1)
    return new


def skip(subscription: Subscription, now: datetime, reason: str) -> int:
    """Skip what is still planned or deferred for a subscription that ended; return how many."""
    return Delivery.objects.filter(subscription=subscription, state__in=(State.PLANNED, State.DEFERRED)).update(
        state=State.SKIPPED, reason=reason, ended_at=now
    )


@transaction.atomic
def _plan(edition: Edition, now: datetime, even_late: bool) -> int:
    Edition.objects.select_for_update().get(pk=edition.pk)  # of two planners at once, one waits
    _alone(edition.newsletter_id)  # after the row, for which others may wait long
    roll = Roll.objects.filter(edition=edition).first()
    missing = _missing(edition)
    mornings = _mornings(edition, missing)
    for_today = [one for one in mornings if one.due and (roll is None or schedule.expires_at(one.due) > now)]
    if even_late:
        for_today = [replace(one, due=max(one.due, now)) for one in mornings if one.due]
    new = _insert(edition, missing, for_today)
    if new != (wanted := sum(one.readers for one in for_today)):
        raise BalanceError(str(edition), f"{wanted} readers are to be planned, and {new} rows came of it")
    if roll is None:
        _call_the_roll(edition, now, not_today=sum(one.readers for one in mornings) - new)
    elif new:
        rolls.reopen([edition.pk])
        Roll.objects.filter(pk=roll.pk).update(planned=F("planned") + new)
    return new


def _call_the_roll(edition: Edition, now: datetime, not_today: int) -> None:
    """Count for whom the edition is, without the ledger, and hold the ledger against it."""
    roll = Roll(
        edition=edition,
        at=now,
        entitled=Subscription.objects.filter(entitled(edition)).count(),
        not_today=not_today,
        planned=Delivery.objects.filter(edition=edition).count(),
    )
    if roll.entitled != roll.not_today + roll.planned:
        raise BalanceError(str(edition), f"it is for {roll.entitled}, {not_today} not today, {roll.planned} rows")
    roll.save()


def _missing(edition: Edition) -> QuerySet[Subscription]:
    rows = Delivery.objects.filter(edition=edition, subscription=OuterRef("pk"))
    return Subscription.objects.filter(entitled(edition), ~Exists(rows))


def _mornings(edition: Edition, subscriptions: QuerySet[Subscription]) -> list[Morning]:
    groups = subscriptions.order_by().values_list(*HABITS).annotate(Count("pk"))
    return [_morning(edition, tuple(habits), readers) for *habits, readers in groups]


def _morning(edition: Edition, habits: Any, readers: int) -> Morning:
    try:
        return Morning(habits, readers, _due(edition, *habits))
    except ScheduleError as error:
        return Morning(habits, readers, _closed(edition), str(error))


def _due(
    edition: Edition, minute: int, zone: str, weekdays: int, paused_until: date | None, seed: bool
) -> datetime | None:
    if seed:
        return _closed(edition)  # before everybody else, every day
    found = schedule.first_due(edition.closing_at, minute, zone, weekdays)
    return None if found is None or _pauses(paused_until, zone, found) else found


def _pauses(until: date | None, zone: str, due: datetime) -> bool:
    return until is not None and due.astimezone(ZoneInfo(zone)).date() < until


def _closed(edition: Edition) -> datetime:
    """An edition may close later than it should."""
    return max(edition.closing_at, edition.closed_at or edition.closing_at)


def _insert(edition: Edition, missing: QuerySet[Subscription], mornings: Sequence[Morning]) -> int:
    """Make a row for each of ``missing`` whose morning is there; return how many were made."""
    domain = Lower(Substr("subscriber__address", StrIndex("subscriber__address", Value("@")) + 1))
    readers = missing.annotate(domain=domain, pause=Coalesce("paused_until", Value(NO_PAUSE)))
    chosen, values = readers.values_list("pk", "domain", "pause", *HABITS).query.sql_with_params()
    row = {
        str(field.column): field.get_db_prep_save(field.get_default(), connection)
        for field in Delivery._meta.concrete_fields
        if not field.primary_key
    }
    row["edition_id"] = edition.pk
    read = {"subscription_id": "pk", "domain": "domain", "due_at": "due_at", "next_try_at": "due_at",
            "expires_at": "expires_at", "state": "state", "fault": "fault", "reason": "reason"}  # fmt: skip
    told = [column for column in row if column not in read]
    with connection.cursor() as cursor:
        _tell_mornings(cursor, mornings)
        cursor.execute(
            f"INSERT INTO {Delivery._meta.db_table} ({', '.join([*read, *told])})"  # noqa: S608 - our own names
            f" SELECT {', '.join([*read.values(), *('%s' for _ in told)])}"
            f" FROM ({chosen}) AS missing JOIN morning USING (minute, zone, weekdays, pause, seed)"
            " WHERE true ORDER BY seed DESC, due_at, pk ON CONFLICT DO NOTHING",
            [*(row[column] for column in told), *values],
        )
        made = int(cursor.rowcount)
        cursor.execute("DROP TABLE morning")
    _spell_domains(edition)
    return made


def _tell_mornings(cursor: Any, mornings: Sequence[Morning]) -> None:
    """Give the database what the core has judged."""
    cursor.execute(
        "CREATE TEMPORARY TABLE morning (minute smallint, zone varchar(64), weekdays smallint, pause date,"
        " seed boolean, due_at timestamp with time zone, expires_at timestamp with time zone, state varchar(10),"
        " fault varchar(8), reason varchar(300), PRIMARY KEY (minute, zone, weekdays, pause, seed))"
    )
    moment = connection.ops.adapt_datetimefield_value
    cursor.executemany(
        "INSERT INTO morning VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            (minute, zone, weekdays, connection.ops.adapt_datefield_value(pause or NO_PAUSE), seed, moment(one.due),
             moment(schedule.expires_at(one.due)), State.REFUSED if one.error else State.PLANNED,
             Delivery.Fault.LETTER if one.error else "", one.error[:300])
            for one in mornings
            if one.due
            for minute, zone, weekdays, pause, seed in [one.habits]
        ],
    )  # fmt: skip


def _spell_domains(edition: Edition) -> None:
    """Write domains beyond ASCII as the DNS knows them; there are few."""
    beyond = "GLOB '*[^ -~]*'" if connection.vendor == "sqlite" else "~ '[^ -~]'"
    rows = Delivery.objects.filter(edition=edition).extra(where=[f"domain {beyond}"])  # noqa: S610 - no value in it
    for name in set(rows.values_list("domain", flat=True)):
        Delivery.objects.filter(edition=edition, domain=name).update(domain=addresses.domain(name))
