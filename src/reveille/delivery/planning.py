"""Plan: one row for each confirmed subscription, due at its local hour. Planning again adds only who was missed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from reveille.core import schedule
from reveille.core.errors import ClosingError
from reveille.delivery.models import Delivery
from reveille.editions.models import Edition
from reveille.subscribers.models import Subscription, Suppression

BATCH = 2000


def plan(edition: Edition, now: datetime) -> int:
    """Plan the edition's deliveries; return how many are new. Raises ClosingError for an edition that is not closed."""
    if edition.state != Edition.State.CLOSED:
        raise ClosingError(str(edition), "only a closed edition is delivered")
    missing = (
        Subscription.objects.filter(entitled(edition), newsletter_id=edition.newsletter_id)
        .exclude(pk__in=Delivery.objects.filter(edition=edition, subscription__isnull=False).values("subscription_id"))
        .only("id", "minute", "zone", "weekdays", "paused_until")
        .order_by("id")
    )
    planned = 0
    rows = _rows(edition, missing, now)
    while batch := list(islice(rows, BATCH)):
        Delivery.objects.bulk_create(batch, ignore_conflicts=True)
        planned += len(batch)
    return planned


def entitled(edition: Edition) -> Q:
    """Return the condition for subscriptions that the edition is for: confirmed before it closed, and not suppressed."""
    return Q(state=Subscription.State.CONFIRMED, confirmed_at__lte=edition.closing_at) & ~suppressed()


def suppressed(path: str = "subscriber__address_hash") -> Exists:
    """Return the condition that a subscription's address must not be written to."""
    return Exists(Suppression.objects.filter(address_hash=OuterRef(path)))


def _rows(edition: Edition, subscriptions: QuerySet[Subscription], now: datetime) -> Iterator[Delivery]:
    closed = edition.closing_at
    for one in subscriptions.iterator(BATCH):
        due = schedule.first_due(closed, one.minute, one.zone, one.weekdays)
        if due is None or schedule.expires_at(due) <= now:
            continue
        if one.paused_until and schedule.local_day(closed, one.minute, one.zone) < one.paused_until:
            continue
        yield Delivery(
            edition=edition,
            subscription_id=one.pk,
            due_at=due,
            next_try_at=due,
            expires_at=schedule.expires_at(due),
        )


def move(subscription: Subscription, now: datetime) -> None:
    """Move what is still planned to the subscription's new hour; a day that it left out skips it."""
    for delivery in Delivery.objects.filter(subscription=subscription, state=Delivery.State.PLANNED).select_related(
        "edition"
    ):
        closed = delivery.edition.closing_at
        due = schedule.first_due(closed, subscription.minute, subscription.zone, subscription.weekdays)
        day = schedule.local_day(closed, subscription.minute, subscription.zone)
        waiting = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.PLANNED)
        if due is None or (subscription.paused_until and day < subscription.paused_until):
            waiting.update(state=Delivery.State.SKIPPED, reason="not on the days chosen", ended_at=now)
        else:
            waiting.update(due_at=due, next_try_at=due, expires_at=schedule.expires_at(due))


def skip(subscription: Subscription, now: datetime, reason: str) -> int:
    """Skip what is still planned or deferred for a subscription that ended; return how many."""
    return Delivery.objects.filter(
        subscription=subscription, state__in=(Delivery.State.PLANNED, Delivery.State.DEFERRED)
    ).update(state=Delivery.State.SKIPPED, reason=reason, ended_at=now)
