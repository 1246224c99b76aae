"""Leave: at once, for good, as often as pressed. What was planned for the subscriber is skipped with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reveille.core.errors import TokenError
from reveille.subscribers import events, journal, preferences
from reveille.subscribers.models import Consent, Subscription


@transaction.atomic
def leave(subscription: Subscription, now: datetime, *, how: str, network: str = "", agent: str = "") -> bool:
    """End the subscription, and write it down; return whether it was still there. A second time changes nothing."""
    ended = end(subscription, now, how=how, network=network, agent=agent)
    if ended:
        journal.left(subscription, now)
    return ended


@transaction.atomic
def end(subscription: Subscription, now: datetime, *, how: str, network: str = "", agent: str = "") -> bool:
    """End the subscription, where the journal has it already, or hears more: that all of a person's end."""
    changed = (
        Subscription.objects.filter(pk=subscription.pk)
        .exclude(state=Subscription.State.LEFT)
        .update(state=Subscription.State.LEFT, left_at=now, nonce="")
    )
    if changed:
        Consent.objects.create(
            subscription=subscription, at=now, kind="left", how=how,
            network=network[:64], agent=agent.replace("\0", "")[:200],
        )  # fmt: skip
        events.ended.send(Subscription, subscription=subscription, now=now, reason="left")
    return bool(changed)


def by_token(token: str, now: datetime, how: str, *, network: str = "", agent: str = "") -> bool:
    """End the subscription whose link carries ``token``; return whether there was one to end.

    For what comes by mail or from a mail program: a token that is nobody's changes nothing and is no error.
    """
    try:
        return leave(preferences.of(token), now, how=how, network=network, agent=agent)
    except TokenError:
        return False
