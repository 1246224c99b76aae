"""Rows of the ledger in hand: claimed, handed over, settled, each many at once and in one statement.

The number of a row's attempt is its fence: whoever claimed it later has a higher one, and every statement here
names it. That the subscriber still wants the letter is asked in the statement that claims and again in the one that
commits "handed", so that nothing leaves once an unsubscription is committed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Case, F, Q, Value, When

from reveille.core import schedule
from reveille.delivery import planning
from reveille.delivery.models import Delivery
from reveille.subscribers.models import Subscriber, Subscription, Suppression

State = Delivery.State
TOO_LATE = f"its {schedule.SHELF_LIFE.total_seconds() / 3600:.0f} hours were over"
BATCH = 500
LEASE = timedelta(minutes=20)  # longer than the answer to a letter's end may take
UNWANTED = "left, erased or suppressed in time"
REASON = 300
ALL = Q()

_ROW, _SUBSCRIPTION, _SUBSCRIBER, _SUPPRESSION = (
    connection.ops.quote_name(model._meta.db_table) for model in (Delivery, Subscription, Subscriber, Suppression)
)


class Claimed(NamedTuple):
    """A row that is ours for a while, with all that its letter needs."""

    pk: int
    attempt: int
    worker: str
    edition_id: int
    domain: str
    due_at: datetime
    handed_at: datetime | None
    subscription_id: int
    format: str
    language: str
    minute: int
    zone: str
    weekdays: int
    paused_until: date | None
    seed: bool
    token: str
    asked_at: datetime
    confirmed_at: datetime | None
    address: str
    address_hash: str


_FIELDS = (
    "pk", "attempt", "worker", "edition_id", "domain", "due_at", "handed_at", "subscription_id",
    *(f"subscription__{name}" for name in (
        "format", "language", "minute", "zone", "weekdays", "paused_until", "seed", "token", "asked_at", "confirmed_at",
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
    due = Delivery.objects.filter(
        only, state__in=(State.PLANNED, State.DEFERRED), next_try_at__lte=now, expires_at__gt=now
    ).order_by("next_try_at", "id")
    if without:
        due = due.exclude(domain__in=without)
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    rows = [Claimed(pk, attempt + 1, worker, *rest) for pk, attempt, _, *rest in due.values_list(*_FIELDS)[:batch]]
    if not rows:
        return 0, []
    ids = [row.pk for row in rows]
    open_ = Delivery.objects.filter(id__in=ids, state__in=(State.PLANNED, State.DEFERRED))
    lease = now + LEASE
    count = open_.filter(wanted()).update(
        state=State.CLAIMED, worker=worker, lease_until=lease, attempt=F("attempt") + 1
    )
    if count < len(ids):
        # Who is not wanted is what the claim leaves over, so that nobody falls between the two.
        open_.update(state=State.SKIPPED, reason=UNWANTED, ended_at=now)
        ours = Delivery.objects.filter(id__in=ids, state=State.CLAIMED, worker=worker, lease_until=lease)
        taken = set(ours.values_list("id", flat=True))
        rows = [row for row in rows if row.pk in taken]
    return len(ids), rows


def wanted() -> Q:
    """Return the condition that a delivery's subscriber still wants it."""
    return Q(
        ~planning.suppressed("subscription__subscriber__address_hash"),
        subscription__state=Subscription.State.CONFIRMED,
    )


def hand(intents: Sequence[tuple[Claimed, str]], now: datetime) -> set[int]:
    """Commit "handed" for rows, each with its Message-ID; return those that may leave.

    The others are not ours any more, or not wanted now.
    """
    return _update(
        [(row, (message_id,)) for row, message_id in intents],
        "state = 'handed', message_id = told.column3, handed_at = %s, lease_until = %s",
        (now, now + LEASE),
        f"""{_ROW}.state IN ('claimed', 'handed') AND EXISTS (
            SELECT 1 FROM {_SUBSCRIPTION} s JOIN {_SUBSCRIBER} r ON r.id = s.subscriber_id
            WHERE s.id = {_ROW}.subscription_id AND s.state = 'confirmed'
            AND NOT EXISTS (SELECT 1 FROM {_SUPPRESSION} x WHERE x.address_hash = r.address_hash))""",  # noqa: S608
    )


def settle(endings: Sequence[Ending], now: datetime) -> set[int]:
    """End rows that are still ours; return which. "Sent" also ends a doubt: its answer came after the lease."""
    return _update(
        [(one.row, (one.state, one.reason[:REASON], one.fault)) for one in endings],
        "state = told.column3, reason = told.column4, fault = told.column5, ended_at = %s, lease_until = NULL",
        (now,),
        f"({_ROW}.state IN ('claimed', 'handed') OR ({_ROW}.state = 'in_doubt' AND told.column3 = 'sent'))",
    )


def defer(endings: Sequence[Ending], again: datetime) -> set[int]:
    """Put rows that are still ours off until ``again``; return which."""
    return _update(
        [(one.row, (one.reason[:REASON], one.fault)) for one in endings],
        "state = 'deferred', reason = told.column3, fault = told.column4, next_try_at = %s, lease_until = NULL",
        (again,),
        f"{_ROW}.state IN ('claimed', 'handed')",
    )


def skip(rows: Sequence[Claimed], now: datetime, reason: str) -> set[int]:
    """Skip rows that are still ours and have provably not left; return which."""
    return _update(
        [(row, (reason,)) for row in rows],
        "state = 'skipped', reason = told.column3, ended_at = %s, lease_until = NULL",
        (now,),
        f"{_ROW}.state IN ('claimed', 'handed')",
    )


def give_back(rows: Sequence[Claimed]) -> set[int]:
    """Plan rows anew that are still ours and have provably not left; return which."""
    return _update(
        [(row, ()) for row in rows],
        "state = 'planned', lease_until = NULL",
        (),
        f"{_ROW}.state IN ('claimed', 'handed')",
    )


@transaction.atomic
def recover(now: datetime) -> None:
    """Put right what a worker left behind: never handed is planned again; handed is in doubt."""
    late = Delivery.objects.filter(lease_until__lt=now)
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
    return Delivery.objects.filter(state__in=(State.PLANNED, State.DEFERRED), expires_at__lte=now).update(
        state=State.EXPIRED, ended_at=now, reason=why
    )


def _update(
    told: Sequence[tuple[Claimed, tuple[str, ...]]], changes: str, given: tuple[datetime, ...], where: str
) -> set[int]:
    """Change the rows of ``told``, each with its own values (column3 …), where they are still ours; return which were.

    ``VALUES`` calls its columns so on both databases.
    """
    if not told:
        return set()
    one = "(" + ", ".join(["%s"] * (2 + len(told[0][1]))) + ")"
    values: list[Any] = [value for row, own in told for value in (row.pk, row.attempt, *own)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_ROW} SET {changes} FROM (VALUES {', '.join([one] * len(told))}) AS told "  # noqa: S608 - our own tables
            f"WHERE {_ROW}.id = told.column1 AND {_ROW}.attempt = told.column2 AND {_ROW}.worker = %s AND {where} "
            f"RETURNING {_ROW}.id",
            [*map(connection.ops.adapt_datetimefield_value, given), *values, told[0][0].worker],
        )
        return {pk for (pk,) in cursor.fetchall()}
