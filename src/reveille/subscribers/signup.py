"""Sign up: somebody asks for a newsletter at an address. Whoever asks, the answer is the same.

Asking changes nothing for an address that is confirmed already; its owner gets a letter with the links
instead. No address gets more than one such letter a day, and between two letters asking changes nothing at
all: what the letter's page shows is what was asked for when it was written. An address that nobody confirms
is forgotten after three days.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q

from reveille.core import schedule
from reveille.core.errors import PostError, ScheduleError
from reveille.editions.models import Newsletter
from reveille.subscribers import addresses, letters
from reveille.subscribers.models import Consent, Subscriber, Subscription, Suppression, new_token

log = logging.getLogger(__name__)

ONE_LETTER_A = timedelta(days=1)
HOLDS = timedelta(days=3)  # how long a confirmation's link is good, and an address is kept for it
PROMISE = "We keep your address and your hour, nothing else. Leaving takes one click."


@dataclass(frozen=True)
class Wish:
    """What somebody asked for. ``network`` is already hashed, ``agent`` is what the browser called itself."""

    address: str
    minute: int = 390
    zone: str = "UTC"
    weekdays: int = schedule.EVERY_DAY
    format: str = "html"
    network: str = ""
    agent: str = ""


def ask(newsletter: Newsletter, wish: Wish, now: datetime) -> None:
    """Note the wish and write to its address, if we may. Raises AddressError, ScheduleError, PostError."""
    address = addresses.checked(wish.address)
    schedule.due_at(now.date(), wish.minute, wish.zone)
    if not 0 < wish.weekdays <= schedule.EVERY_DAY:
        raise ScheduleError("weekdays", "choose at least one day")
    if Suppression.objects.filter(address_hash=addresses.digest(address)).exclude(reason="erased").exists():
        return  # it told us, or its mailbox did; the answer on the page is the same
    subscription = _noted(newsletter, address, wish, now)
    if subscription is None:
        return
    try:
        _write(subscription, now)
    except PostError:
        Subscriber.objects.filter(pk=subscription.subscriber_id).update(written_at=None)
        log.warning("the confirmation for subscription %s could not be handed over", subscription.pk)
        raise


@transaction.atomic
def _noted(newsletter: Newsletter, address: str, wish: Wish, now: datetime) -> Subscription | None:
    """Store the wish, if its address may be written to now; else change nothing and return None."""
    subscriber, _ = Subscriber.objects.get_or_create(
        address_key=addresses.key(address),
        defaults={"address": address, "address_hash": addresses.digest(address), "created_at": now},
    )
    if not _may_write(subscriber, now):
        return None
    wanted = {"minute": wish.minute, "zone": wish.zone, "weekdays": wish.weekdays, "format": wish.format}
    subscription, _ = Subscription.objects.get_or_create(
        subscriber=subscriber,
        newsletter=newsletter,
        defaults={**wanted, "asked_at": now, "nonce": new_token()},
    )
    if subscription.state != Subscription.State.CONFIRMED:
        for name, value in wanted.items():
            setattr(subscription, name, value)
        subscription.asked_at = now
        subscription.nonce = new_token()  # an older letter's link would confirm another wish
        subscription.save()
    Consent.objects.create(
        subscription=subscription, at=now, kind="asked", how="form", wording=PROMISE,
        network=wish.network[:64], agent=wish.agent.replace("\0", "")[:200],
    )  # fmt: skip
    return subscription


def _may_write(subscriber: Subscriber, now: datetime) -> bool:
    """Take the day's one letter for this address, if it is still there; of two at once, one gets it."""
    return bool(
        Subscriber.objects.filter(Q(written_at=None) | Q(written_at__lte=now - ONE_LETTER_A), pk=subscriber.pk).update(
            written_at=now
        )
    )


def _write(subscription: Subscription, now: datetime) -> None:
    name = subscription.newsletter.name
    if subscription.state == Subscription.State.CONFIRMED:
        letters.send(
            "lost_link", f"{name}: your links", subscription, now,
            you=f"{settings.SITE_URL}/you/{subscription.token}/",
            leave=f"{settings.SITE_URL}/leave/{subscription.token}/",
        )  # fmt: skip
        return
    letters.send(
        "confirmation", f"{name}: one press, and the next edition is yours", subscription, now,
        confirm=f"{settings.SITE_URL}/confirm/{link_token(subscription)}/",
        hour=schedule.hour_in_words(subscription.minute, subscription.zone),
        days=schedule.days_in_words(subscription.weekdays),
    )  # fmt: skip


def forget(now: datetime) -> int:
    """Forget who asked more than three days ago and never confirmed; return how many subscriptions went."""
    stale = Subscription.objects.filter(state=Subscription.State.PENDING, confirmed_at=None, asked_at__lt=now - HOLDS)
    with transaction.atomic():
        gone = stale.count()
        stale.delete()
        Subscriber.objects.filter(subscriptions=None, created_at__lt=now - HOLDS).delete()
    return gone


def link_token(subscription: Subscription) -> str:
    """Return what the confirmation link carries: signed, for this subscription and this asking only."""
    return signing.dumps([subscription.pk, subscription.nonce], salt="confirm", compress=False)
