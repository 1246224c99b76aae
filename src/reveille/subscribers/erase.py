"""Erase: all about a subscriber goes; a keyed hash of the address stays, so that no import brings it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reveille.subscribers import events
from reveille.subscribers.models import Asking, Subscriber, Subscription, Suppression


@transaction.atomic
def erase(subscriber: Subscriber, now: datetime) -> None:
    """Forget the subscriber. Deliveries keep their count without the name."""
    Suppression.objects.get_or_create(address_hash=subscriber.address_hash, defaults={"reason": "erased", "at": now})
    for one in subscriber.subscriptions.all():
        events.ended.send(Subscription, subscription=one, now=now, reason="erased")
    Asking.objects.filter(address__iexact=subscriber.address).delete()
    subscriber.delete()
