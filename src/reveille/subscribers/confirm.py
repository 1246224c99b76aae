"""Confirm: the address's owner presses the button. The link holds three days and dies when it is used."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.db import transaction

from reveille.core import layout, schedule
from reveille.core.errors import PostError, TokenError
from reveille.editions.models import Edition
from reveille.subscribers import letters, signup
from reveille.subscribers.models import Consent, Subscription, Suppression

log = logging.getLogger(__name__)

HOLDS = signup.HOLDS


@dataclass(frozen=True)
class Confirmed:
    """A subscription that is confirmed; ``by_us`` is False when it was already."""

    subscription: Subscription
    by_us: bool


def of(token: str, now: datetime) -> Subscription:
    """Return the subscription that a confirmation link is for. Writes nothing. Raises TokenError."""
    try:
        pk, nonce = signing.loads(token, salt="confirm")
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise TokenError("confirmation", "it is not ours") from error
    subscription = (
        Subscription.objects.select_related("subscriber", "newsletter")
        .filter(pk=pk, nonce=nonce)
        .exclude(nonce="")
        .first()
    )
    if subscription is None:
        raise TokenError("confirmation", "it was used already, or asked for again since")
    if now - subscription.asked_at > signup.HOLDS:
        raise TokenError("confirmation", "it is older than three days")
    return subscription


def confirm(token: str, now: datetime, *, network: str = "", agent: str = "") -> Confirmed:
    """Confirm the subscription of ``token`` and welcome its subscriber. Raises TokenError."""
    subscription = of(token, now)
    with transaction.atomic():
        changed = (
            Subscription.objects.filter(pk=subscription.pk, nonce=subscription.nonce)
            .exclude(state=Subscription.State.CONFIRMED)
            .update(state=Subscription.State.CONFIRMED, confirmed_at=now, left_at=None, nonce="")
        )
        if changed:
            # Who was erased and comes back by themselves may be written to again; other reasons stand.
            Suppression.objects.filter(address_hash=subscription.subscriber.address_hash, reason="erased").delete()
            Consent.objects.create(
                subscription=subscription, at=now, kind="confirmed", how="button",
                wording=f"Yes, send it to me: {schedule.days_in_words(subscription.weekdays)}, "
                f"{schedule.hour_in_words(subscription.minute, subscription.zone)}",
                network=network[:64], agent=agent.replace("\0", "")[:200],
            )  # fmt: skip
    subscription.refresh_from_db()
    if changed:
        _welcome(subscription, now)
    return Confirmed(subscription, by_us=bool(changed))


def _welcome(subscription: Subscription, now: datetime) -> None:
    """A welcome with the latest edition; that it could not be handed over must not undo the confirmation."""
    latest = (
        Edition.objects.filter(newsletter=subscription.newsletter, state=Edition.State.CLOSED).order_by("-date").first()
    )
    try:
        letters.send(
            "welcome", f"Welcome to {subscription.newsletter.name}", subscription, now,
            edition=latest,
            page=layout.from_json(latest.page) if latest else None,
            hour=schedule.hour_in_words(subscription.minute, subscription.zone),
            days=schedule.days_in_words(subscription.weekdays),
            you=f"{settings.SITE_URL}/you/{subscription.token}/",
            leave=f"{settings.SITE_URL}/leave/{subscription.token}/",
        )  # fmt: skip
    except PostError:
        log.warning("the welcome for subscription %s could not be handed over", subscription.pk)
