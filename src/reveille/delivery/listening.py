"""Listen to what subscribers do (subscribers.events): what is planned for them follows in the same transaction."""

from __future__ import annotations

from datetime import datetime

from reveille.delivery import planning
from reveille.delivery.models import Delivery
from reveille.subscribers import addresses, events
from reveille.subscribers.models import Subscription


def listen() -> None:
    """Begin to listen."""
    events.ended.connect(ended, dispatch_uid="delivery")
    events.changed.connect(changed, dispatch_uid="delivery")
    events.moved.connect(moved, dispatch_uid="delivery")


def ended(*, subscription: Subscription, now: datetime, reason: str, **_: object) -> None:
    """Skip what is planned for a subscription that ended."""
    planning.skip(subscription, now, reason)


def changed(*, subscription: Subscription, now: datetime, **_: object) -> None:
    """Move what is planned for a subscription whose hour or days are others now."""
    planning.move(subscription, now)


def moved(*, subscription: Subscription, **_: object) -> None:
    """Note where the mail of a subscription goes now."""
    Delivery.objects.filter(subscription=subscription, state__in=Delivery.OPEN).update(
        domain=addresses.domain(subscription.subscriber.address)
    )
