"""Rows of the ledger in hand: claimed, handed over, settled, each many at once and in one statement.

The number of a row's attempt is its fence: whoever claimed it later has a higher one, and every statement here
names it. That the subscriber still wants the letter is asked in the statement that claims and again in the one that
commits "handed", so that nothing leaves once an unsubscription is committed.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

from reveille.core import schedule
from reveille.delivery import planning, rolls
from reveille.delivery.models import Delivery
from reveille.subscribers.models import Subscriber, Subscription, Suppression

State = Delivery.State
TOO_LATE = f"its {schedule.SHELF_LIFE.total_seconds() / 3600:.0f} hours were over"
BATCH = 500
LEASE = timedelta(minutes=20)  # longer than the answer to a letter's end may take
UNWANTED = "left, erased or suppressed in time"
REASON = 300
ALL = Q()
_EPOCH, _BARE_EPOCH = datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 1)  # noqa: DTZ001

_ROW, _SUBSCRIPTION, _SUBSCRIBER, _SUPPRESSION = (
    connection.ops.quote_name(model._meta.db_table) for model in (Delivery, Subscription, Subscriber, Suppression)
)
# Said in the words of the partial indexes: of values that are only bound later, SQLite cannot tell that one holds them,
# and reads the whole ledger.
_WAITING, _IN_HAND = f"{_ROW}.state IN ('planned', 'deferred')", f"{_ROW}.state IN ('claimed', 'handed')"
_READER = f"""SELECT 1 FROM {_SUBSCRIPTION} s JOIN {_SUBSCRIBER} r ON r.id = s.subscriber_id
    WHERE s.id = {_ROW}.subscription_id"""  # noqa: S608
# That a delivery's subscriber still wants it: ``wanted`` in SQL, and a test holds the two equal.
_WANTED = f"""EXISTS ({_READER} AND s.state = 'confirmed'
    AND NOT EXISTS (SELECT 1 FROM {_SUPPRESSION} x WHERE x.address_hash = r.address_hash))"""  # noqa: S608
# That the address a letter was made for is the subscriber's still: who moved has another, and the old one is barred.
_SAME_ADDRESS = f"EXISTS ({_READER} AND r.address_hash = told.value->>2)"
# Rows told as one value, so that a statement is always the same and is planned once: [[id, attempt, …], …].
_EACH = "json_each(%s)" if connection.vendor == "sqlite" else "jsonb_array_elements(%s::jsonb)"
_THIS = f"{_ROW}.id = CAST(told.value->>0 AS bigint) AND {_ROW}.attempt = CAST(told.value->>1 AS integer)"


class Claimed(NamedTuple):
    """A row that is ours for a while, with all that its letter needs."""

    pk: int
    attempt: int
    worker: str
    due_at: datetime
    handed_at: datetime | None
    asked_at: datetime
    confirmed_at: datetime | None
    edition_id: int
    domain: str
    subscription_id: int
    format: str
    language: str
    minute: int
    zone: str
    weekdays: int
    paused_until: date | None
    seed: bool
    token: str
    address: str
    address_hash: str


_FIELDS = (
    "pk", "attempt", "due_at", "handed_at", "subscription__asked_at", "subscription__confirmed_at",
    "edition_id", "domain", "subscription_id",
    *(f"subscription__{name}" for name in (
        "format", "language", "minute", "zone", "weekdays", "paused_until", "seed", "token",
        "subscriber__address", "subscriber__address_hash",
    )),
)  # fmt: skip


class Ending(NamedTuple):
    """How a row ended: its state, the reason, and whose fault it was."""

    row: Claimed
    state: Delivery.State
    reason: str = ""
    fault: Delivery.Fault = Delivery.Fault.NOBODY


def claim(now: datetime, worker: str, batch: int = 0, without: Collection[str] = (), only: Q = ALL) -> list[Claimed]:
    """Take up to ``batch`` deliveries (or as many as is usual) that are due, those due first.

    None are to the domains ``without``, and all are such as ``only`` says.

    Who left or is suppressed by then is skipped instead.
    """
    while True:
        seen, taken = _claim(now, worker, batch or BATCH, without, only)
        if taken or not seen:
            return taken


@transaction.atomic
def _claim(now: datetime, worker: str, batch: int, without: Collection[str], only: Q) -> tuple[int, list[Claimed]]:
    """Return how many due rows were looked at, and those of them that are ours now."""
    due = _rows(_WAITING).filter(only, next_try_at__lte=now, expires_at__gt=now)
    if without:
        due = due.exclude(domain__in=without)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    rows = _read(due.order_by("next_try_at", "id")[:batch])
    if not rows:
        return 0, []
    ids = json.dumps([row[:2] for row in rows])
    moment = connection.ops.adapt_datetimefield_value
    taken = _changed(
        f"UPDATE {_ROW} SET state = 'claimed', worker = %s, lease_until = %s, attempt = {_ROW}.attempt + 1 "  # noqa: S608
        f"FROM {_EACH} AS told WHERE {_THIS} AND {_WAITING} AND {_WANTED} RETURNING {_ROW}.id",
        [worker, moment(now + LEASE), ids],
    )
    if len(taken) < len(rows):
        # Who is not wanted is what the claim leaves over, so that nobody falls between the two.
        _changed(
            f"UPDATE {_ROW} SET state = 'skipped', reason = %s, ended_at = %s "  # noqa: S608
            f"FROM {_EACH} AS told WHERE {_THIS} AND {_WAITING} RETURNING {_ROW}.id",
            [UNWANTED, moment(now), ids],
        )
    return len(rows), [_claimed(worker, *row) for row in rows if row[0] in taken]


def _claimed(
    worker: str,
    pk: int,
    attempt: int,
    due_at: datetime,
    handed_at: datetime | None,
    asked_at: datetime,
    confirmed_at: datetime | None,
    *rest: Any,
) -> Claimed:
    """Return a row as it is once ``worker`` has claimed it."""
    moments = (
        _in_utc(due_at),
        handed_at and _in_utc(handed_at),
        _in_utc(asked_at),
        confirmed_at and _in_utc(confirmed_at),
    )
    return Claimed(pk, attempt + 1, worker, *moments, *rest)


def _rows(where: str) -> QuerySet[Delivery]:
    return Delivery.objects.extra(where=[where])  # noqa: S610 - our own words


def _read(due: QuerySet[Delivery]) -> list[tuple[Any, ...]]:
    """Return the fields of the rows of ``due``."""
    sql, values = due.values_list(*_FIELDS).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _in_utc(moment: datetime) -> datetime:
    """Return a moment in UTC, where the database tells it without a zone."""
    if moment.tzinfo is not None:
        return moment
    return _EPOCH + (moment - _BARE_EPOCH)  # a tenth of the time of ``replace``


def wanted() -> Q:
    """Return the condition that a delivery's subscriber still wants it."""
    return Q(
        ~planning.suppressed("subscription__subscriber__address_hash"),
        subscription__state=Subscription.State.CONFIRMED,
    )


def hand(rows: Sequence[Claimed], now: datetime) -> set[int]:
    """Commit "handed" for rows; return those that may leave.

    The others are not ours any more, not wanted now, or are for an address that their reader has left.
    """
    return _update(
        [(row, (row.address_hash,)) for row in rows],
        "state = 'handed', handed_at = %s, lease_until = %s",
        (now, now + LEASE),
        f"{_IN_HAND} AND {_WANTED} AND {_SAME_ADDRESS}",
    )


def settle(endings: Sequence[Ending], now: datetime) -> set[int]:
    """End rows that are still ours; return which. "Sent" also ends a doubt: its answer came after the lease."""
    ended = _settle(endings, now, _IN_HAND)
    late = [one for one in endings if one.state == State.SENT and one.row.pk not in ended]
    return ended | _end_doubts(late, now) if late else ended


@transaction.atomic
def _end_doubts(late: Sequence[Ending], now: datetime) -> set[int]:
    rolls.changed(one.row.edition_id for one in late)
    return _settle(late, now, f"{_ROW}.state = 'in_doubt'")


def _settle(endings: Sequence[Ending], now: datetime, where: str) -> set[int]:
    return _update(
        [(one.row, (one.state, one.reason[:REASON], one.fault)) for one in endings],
        "state = told.value->>2, reason = told.value->>3, fault = told.value->>4, ended_at = %s, lease_until = NULL",
        (now,),
        where,
    )


def defer(endings: Sequence[Ending], again: datetime) -> set[int]:
    """Put rows that are still ours off until ``again``; return which."""
    return _update(
        [(one.row, (one.reason[:REASON], one.fault)) for one in endings],
        "state = 'deferred', reason = told.value->>2, fault = told.value->>3, next_try_at = %s, lease_until = NULL",
        (again,),
        _IN_HAND,
    )


def skip(rows: Sequence[Claimed], now: datetime) -> set[int]:
    """Skip those rows that nobody wants now, where they are still ours and have provably not left; return which."""
    return _update(
        [(row, (UNWANTED,)) for row in rows],
        "state = 'skipped', reason = told.value->>2, ended_at = %s, lease_until = NULL",
        (now,),
        f"{_IN_HAND} AND NOT {_WANTED}",
    )


def give_back(rows: Sequence[Claimed]) -> set[int]:
    """Plan rows anew that are still ours and have provably not left; return which."""
    return _update(
        [(row, ()) for row in rows],
        "state = 'planned', lease_until = NULL",
        (),
        _IN_HAND,
    )


@transaction.atomic
def recover(now: datetime) -> None:
    """Put right what a worker left behind: never handed is planned again; handed is in doubt."""
    late = _rows(_IN_HAND).filter(lease_until__lt=now)
    if connection.features.has_select_for_update_skip_locked:
        # What a stopped worker has locked holds up nobody else: it is put right once the lock is gone.
        late = Delivery.objects.filter(pk__in=late.select_for_update(skip_locked=True, of=("self",)).values("pk"))
    late.filter(state=State.CLAIMED).update(state=State.PLANNED, lease_until=None, reason="its worker went away")
    late.filter(state=State.HANDED).update(
        state=State.IN_DOUBT, lease_until=None, ended_at=now, reason="its worker went away before the answer"
    )


def expire(now: datetime) -> int:
    """End what is no longer worth sending; return how many."""
    why = Case(When(reason="", then=Value(TOO_LATE)), default=F("reason"))
    late = _rows(_WAITING).filter(expires_at__lte=now)
    return late.update(state=State.EXPIRED, ended_at=now, reason=why)


def _update(
    told: Sequence[tuple[Claimed, tuple[str, ...]]], changes: str, given: tuple[datetime, ...], where: str
) -> set[int]:
    """Change the rows of ``told``, each with its own values (told.value->>2 …), where they are still ours.

    Return which were.
    """
    if not told:
        return set()
    each = json.dumps([(row.pk, row.attempt, *own) for row, own in told])
    return _changed(
        f"UPDATE {_ROW} SET {changes} FROM {_EACH} AS told "  # noqa: S608 - our own tables
        f"WHERE {_THIS} AND {_ROW}.worker = %s AND {where} RETURNING {_ROW}.id",
        [*map(connection.ops.adapt_datetimefield_value, given), each, told[0][0].worker],
    )


def _changed(sql: str, values: Sequence[Any]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return {pk for (pk,) in cursor.fetchall()}
