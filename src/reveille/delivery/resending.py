"""Send again: what was missed, what is in doubt, one person's copy. An operator says so, and it is written down.

A row goes back to planned only if it still stands as it was looked at, so that two operators at once, or one who asks
twice, bring one more letter and not two. The letter keeps its Message-ID, by which many mailboxes know a copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from reveille.core import schedule
from reveille.core.errors import ResendError
from reveille.delivery import claims, paces, planning, rolls
from reveille.delivery.models import Delivery, Resend
from reveille.editions.models import Edition
from reveille.subscribers import addresses
from reveille.subscribers.models import Subscription

State = Delivery.State
Why = Resend.Why
BATCH = 1000
JUST_NOW = timedelta(hours=1)
WHO = 150  # characters


def missed(edition: Edition) -> QuerySet[Delivery]:
    """Return what did not reach readers who want it and may now: expired, refused on the way, or their box was full."""
    lost = Q(state=State.EXPIRED) | Q(state=State.REFUSED, fault=Delivery.Fault.RELAY)
    # The two states are said once more by themselves, in the words of the index: of an OR, SQLite reads the edition.
    states = (State.EXPIRED, State.REFUSED)
    return Delivery.objects.filter(lost, claims.wanted(), edition=edition, state__in=states)


def doubtful(edition: Edition) -> QuerySet[Delivery]:
    """Return what left, and nobody said that it arrived; its reader still wants it."""
    return Delivery.objects.filter(claims.wanted(), edition=edition, state=State.IN_DOUBT)


def asked(who: str, now: datetime) -> Q:
    """Return the condition for the deliveries that ``who`` said ``now`` are to be sent again."""
    return Q(Exists(Resend.objects.filter(delivery=OuterRef("pk"), who=who[:WHO], at=now)))


def mail_missed(edition: Edition, who: str, now: datetime) -> int:
    """Plan anew what was missed, and whoever was never planned though the edition is for them; return how many."""
    last = Delivery.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        new = planning.plan(edition, now, even_late=True)
        forgotten = Delivery.objects.filter(edition=edition, pk__gt=last, resends=None)
        _write_down(list(forgotten.filter(state=State.PLANNED)), Why.MISSED, who, now)
    return new + sum(_again(batch, Why.MISSED, who, now) for batch in _batches(missed(edition)))


def mail_doubtful(edition: Edition, who: str, now: datetime) -> int:
    """Plan anew what is in doubt; return how many. Some readers may get a second copy: the operator says so."""
    return sum(_again(batch, Why.DOUBTFUL, who, now) for batch in _batches(doubtful(edition)))


def mail_one(
    editions: Sequence[Edition], address: str, who: str, now: datetime, *, sure: bool = False
) -> list[Edition]:
    """Plan one person's copies anew, for now, whatever became of the first; return those that are theirs.

    Who had one sent again within the hour gets another only when the operator is ``sure``. Raises ResendError when
    none is theirs, or one cannot be sent.
    """
    theirs = []
    for edition in editions:
        subscription = (
            Subscription.objects.filter(planning.entitled(edition, now), subscriber__address_key=addresses.key(address))
            .select_related("subscriber")
            .first()
        )
        if subscription is not None:
            _mail_one(edition, subscription, who, now, sure)
            theirs.append(edition)
    if not theirs:
        raise ResendError(address, "no subscription has this address that may be written to")
    return theirs


def _mail_one(edition: Edition, subscription: Subscription, who: str, now: datetime, sure: bool) -> None:
    planning.add(edition, subscription, now)
    row = Delivery.objects.get(edition=edition, subscription=subscription)
    before = row.resends.filter(at__gt=now - JUST_NOW).last()
    address = subscription.subscriber.address
    if before and not sure:
        raise ResendError(address, f"it was, at {before.at:%H:%M} UTC, by {before.who}; --yes sends it once more")
    if not _again([row], Why.ASKED, who, now):
        raise ResendError(address, "it is on its way in this moment")


def _batches(rows: QuerySet[Delivery]) -> Iterator[list[Delivery]]:
    """Yield the rows in batches, in order; those that have changed since are no more among them."""
    after = 0
    while batch := list(rows.filter(pk__gt=after).order_by("pk")[:BATCH]):
        yield batch
        after = batch[-1].pk


@transaction.atomic
def _again(rows: list[Delivery], why: Why, who: str, now: datetime) -> int:
    """Put back to planned those of ``rows`` that still stand as they were looked at; return how many."""
    asked = {row.pk: row for row in rows if row.state not in (State.CLAIMED, State.HANDED)}
    as_seen = Q()
    for state, attempt in {(row.state, row.attempt) for row in asked.values()}:
        as_seen |= Q(state=state, attempt=attempt)
    if not asked:
        return 0
    rolls.reopen(row.edition_id for row in asked.values())
    locked = Delivery.objects.select_for_update(of=("self",)).filter(as_seen, claims.wanted(), pk__in=asked)
    there = [asked[pk] for pk in locked.values_list("pk", flat=True)]
    _write_down(there, why, who, now)
    Delivery.objects.filter(pk__in=[row.pk for row in there]).update(
        state=State.PLANNED,
        next_try_at=now,
        expires_at=schedule.expires_at(now),
        # What the journal has and the database had forgotten is known now: the operator decides.
        handed_at=Coalesce(F("handed_at"), now) if why != Why.MISSED else F("handed_at"),
        lease_until=None,
        ended_at=None,
        fault="",
        reason="",
    )
    paces.lift({row.domain for row in there})
    return len(there)


def _write_down(rows: list[Delivery], why: Why, who: str, now: datetime) -> None:
    Resend.objects.bulk_create(
        Resend(
            delivery=row, at=now, who=who[:WHO], why=why, state=row.state, reason=row.reason, fault=row.fault,
            attempt=row.attempt, handed_at=row.handed_at, ended_at=row.ended_at,
        )
        for row in rows
    )  # fmt: skip
