"""Erase: all about a subscriber goes; a keyed hash of the address stays, so that no import brings it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reveille.subscribers import events, suppression
from reveille.subscribers.models import Asking, Subscriber, Subscription


@transaction.atomic
def erase(subscriber: Subscriber, now: datetime) -> None:
    """Forget the subscriber, and bar the address. Deliveries keep their count without the name."""
    forget(subscriber, now)
    suppression.bar(subscriber.address_hash, suppression.Reason.ERASED, now)  # last, as in ``recalling``: else a ring


@transaction.atomic
def forget(subscriber: Subscriber, now: datetime) -> None:
    """Forget the subscriber alone, where the journal knows already that they had all erased."""
    suppression.forget(subscriber.address_hash)
    for one in subscriber.subscriptions.all():
        events.ended.send(Subscription, subscription=one, now=now, reason="erased")
    Asking.objects.filter(address__iexact=subscriber.address).delete()
    subscriber.delete()
