"""Leave: at once, for good, as often as pressed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reveille.subscribers.models import Consent, Subscription


@transaction.atomic
def leave(subscription: Subscription, now: datetime, *, how: str) -> bool:
    """End the subscription; return whether it was still there. A second time changes nothing."""
    changed = (
        Subscription.objects.filter(pk=subscription.pk)
        .exclude(state=Subscription.State.LEFT)
        .update(state=Subscription.State.LEFT, left_at=now, nonce="")
    )
    if changed:
        Consent.objects.create(subscription=subscription, at=now, kind="left", how=how)
    return bool(changed)
