"""Erase: all about a subscriber goes; a keyed hash of the address stays, so that no import brings it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reveille.subscribers.models import Subscriber, Suppression


@transaction.atomic
def erase(subscriber: Subscriber, now: datetime) -> None:
    """Forget the subscriber. Deliveries keep their count without the name."""
    Suppression.objects.get_or_create(address_hash=subscriber.address_hash, defaults={"reason": "erased", "at": now})
    subscriber.delete()
