"""Confirm: the address's owner presses the button. The link holds three days, and confirms once.

Pressed again within these days, as by a double click, it changes nothing and says so. It dies with leaving, so that an
old mail brings nobody back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy

from reveille.core.errors import TokenError
from reveille.editions import hours
from reveille.subscribers import journal, letters, signup, suppression
from reveille.subscribers.models import Consent, Letter, Subscriber, Subscription

HOLDS = signup.HOLDS
BUTTON = gettext_lazy("Yes, send it to me")
AGREED = gettext_lazy("By pressing, you agree that we keep your address, your hour, and when and how you confirmed.")


@dataclass(frozen=True)
class Confirmed:
    """Subscriptions that are confirmed; ``by_us`` is False when they were already."""

    subscriptions: Sequence[Subscription]
    by_us: bool


def of(token: str, now: datetime) -> list[Subscription]:
    """Return the subscriptions that a confirmation link is for, at least one. Writes nothing. Raises TokenError."""
    try:
        nonce = signing.loads(token, salt="confirm")
    except (signing.BadSignature, ValueError) as error:
        raise TokenError("confirmation", "it is not ours") from error
    wished = Subscription.objects.select_related("subscriber", "newsletter").filter(nonce=nonce).exclude(nonce="")
    found = list(wished.order_by("id"))
    if not found:
        raise TokenError("confirmation", "its subscription was ended, or asked for again since")
    if any(now - one.asked_at > HOLDS for one in found):
        raise TokenError("confirmation", "it is older than three days")
    return found


def is_done(found: Sequence[Subscription]) -> bool:
    """Tell whether the subscriptions of a link are all confirmed already."""
    return all(one.state == Subscription.State.CONFIRMED for one in found)


def confirm(token: str, now: datetime, *, network: str = "", agent: str = "") -> Confirmed:
    """Confirm the subscriptions of ``token``, and have their subscriber welcomed; twice is once. Raises TokenError."""
    found = of(token, now)
    with transaction.atomic():
        ours = [one for one in found if _confirmed(one, now)]
        for subscription in ours:
            journal.confirmed(subscription, now)
            when = f"{hours.days(subscription.weekdays)}, {hours.hour(subscription.minute, subscription.zone)}"
            Consent.objects.create(
                subscription=subscription, at=now, kind="confirmed", how="button",
                wording=f"{BUTTON}: {subscription.newsletter.name}, {when}. {AGREED}"[:500],
                network=network[:64], agent=agent.replace("\0", "")[:200],
            )  # fmt: skip
            letters.queue(Letter.Kind.WELCOME, subscription, now)
        if ours:
            suppression.lift_by_owner(found[0].subscriber.address_hash, now)
            # Its owner answered the day's letter: who cannot find the welcome, or left by mistake, may ask today.
            Subscriber.objects.filter(pk=found[0].subscriber_id).update(written_at=None)
    for subscription in found:
        subscription.refresh_from_db()
    return Confirmed(found, by_us=bool(ours))


def _confirmed(subscription: Subscription, now: datetime) -> bool:
    """Confirm one, and return whether it was us: of two at once, one is."""
    waiting = Subscription.objects.filter(pk=subscription.pk, nonce=subscription.nonce)
    return bool(
        waiting.exclude(state=Subscription.State.CONFIRMED).update(
            state=Subscription.State.CONFIRMED, confirmed_at=now, left_at=None
        )
    )
