"""Plan: one row for each confirmed subscription, due at its local hour. Twice adds only the missed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from reveille.core import schedule
from reveille.core.errors import ClosingError
from reveille.delivery.models import Delivery
from reveille.editions.models import Edition
from reveille.subscribers import addresses
from reveille.subscribers.models import Subscription, Suppression

BATCH = 2000


@transaction.atomic
def plan(edition: Edition, now: datetime) -> int:
    """Plan the edition's deliveries, all or none of them; return how many are new.

    Planned late for the first time, it plans also what has expired by then, so that the ledger says so.
    Raises ClosingError for an edition that is not closed.
    """
    if edition.state != Edition.State.CLOSED:
        raise ClosingError(str(edition), "only a closed edition is delivered")
    missing = (
        Subscription.objects.filter(entitled(edition), newsletter_id=edition.newsletter_id)
        .exclude(pk__in=Delivery.objects.filter(edition=edition, subscription__isnull=False).values("subscription_id"))
        .select_related("subscriber")
        .order_by("id")
    )
    before = Delivery.objects.filter(edition=edition).count()
    rows = _rows(edition, missing, alive_at=now if before else None)
    while batch := list(islice(rows, BATCH)):
        Delivery.objects.bulk_create(batch, ignore_conflicts=True)
    return Delivery.objects.filter(edition=edition).count() - before


def entitled(edition: Edition) -> Q:
    """Return the condition for whom the edition is: confirmed before it closed, and not suppressed."""
    # Who confirmed after it closed has had it with the welcome; an edition may close later than it should.
    closed = max(edition.closing_at, edition.closed_at or edition.closing_at)
    return Q(~suppressed(), state=Subscription.State.CONFIRMED, confirmed_at__lte=closed)


def suppressed(path: str = "subscriber__address_hash") -> Exists:
    """Return the condition that a subscription's address must not be written to."""
    return Exists(Suppression.objects.filter(address_hash=OuterRef(path)))


def paused(subscription: Subscription, due: datetime) -> bool:
    """Tell whether the subscription asked for nothing on the local date of ``due``."""
    until = subscription.paused_until
    return until is not None and due.astimezone(ZoneInfo(subscription.zone)).date() < until


def _rows(edition: Edition, subscriptions: QuerySet[Subscription], alive_at: datetime | None) -> Iterator[Delivery]:
    """Yield a row for each that is to get the edition; with ``alive_at``, only those not expired by then."""
    closed = edition.closing_at
    for one in subscriptions.iterator(BATCH):
        due = schedule.first_due(closed, one.minute, one.zone, one.weekdays)
        if due is None or paused(one, due):
            continue
        if alive_at is not None and schedule.expires_at(due) <= alive_at:
            continue
        yield Delivery(
            edition=edition,
            subscription_id=one.pk,
            domain=addresses.domain(one.subscriber.address),
            due_at=due,
            next_try_at=due,
            expires_at=schedule.expires_at(due),
        )


def move(subscription: Subscription, now: datetime) -> None:
    """Move what is still planned to the subscription's new hour; a day that it left out skips it.

    An hour that has passed already means now, not never.
    """
    for delivery in Delivery.objects.filter(subscription=subscription, state=Delivery.State.PLANNED).select_related(
        "edition"
    ):
        closed = delivery.edition.closing_at
        due = schedule.first_due(closed, subscription.minute, subscription.zone, subscription.weekdays)
        waiting = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.PLANNED)
        if due is None or paused(subscription, due):
            waiting.update(state=Delivery.State.SKIPPED, reason="not on the days chosen", ended_at=now)
        else:
            due = max(due, now)
            waiting.update(due_at=due, next_try_at=due, expires_at=schedule.expires_at(due))


def skip(subscription: Subscription, now: datetime, reason: str) -> int:
    """Skip what is still planned or deferred for a subscription that ended; return how many."""
    return Delivery.objects.filter(
        subscription=subscription, state__in=(Delivery.State.PLANNED, Delivery.State.DEFERRED)
    ).update(state=Delivery.State.SKIPPED, reason=reason, ended_at=now)
