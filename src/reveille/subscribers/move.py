"""Move: a subscriber takes another address. The new one confirms, the old one is told.

What the page answers is the same whether the new address is known here, suppressed, or nobody's. The link holds three
days, moves once, and dies with every newer one; pressed again within these days it changes nothing and says so.
"""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db import IntegrityError, transaction

from reveille.core.errors import AddressError, TokenError
from reveille.subscribers import addresses, events, journal, letters, limits, signup, suppression
from reveille.subscribers.models import (
    Asking,
    Consent,
    Letter,
    Subscriber,
    Subscription,
    new_token,
)

TRIES = 3  # new addresses a day, for one subscriber


def ask(subscriber: Subscriber, address: str, now: datetime) -> None:
    """Note where the subscriber wants to have it; the post writes there. Raises AddressError."""
    checked = addresses.lasting(address)
    if addresses.key(checked) == subscriber.address_key:
        raise AddressError(checked, "it comes there already")
    if not limits.take(f"move {subscriber.pk}", TRIES, now.date()):
        raise AddressError(checked, "that was asked for often enough today; please come back tomorrow")
    Asking.objects.create(kind=Asking.Kind.MOVE, at=now, address=checked, subscriber=subscriber)
    letters.knock()


@transaction.atomic
def answer(asking: Asking, now: datetime) -> None:
    """Write to the new address, if we may: once a day, whoever asks. Whose it is already gets their own links."""
    subscriber = asking.subscriber
    first = subscriber.subscriptions.order_by("id").first() if subscriber else None
    if subscriber is None or first is None or suppression.is_silent(asking.address):
        return
    owner = Subscriber.objects.filter(address_key=addresses.key(asking.address)).first()
    if owner:
        theirs = owner.subscriptions.exclude(state=Subscription.State.PENDING).order_by("id").first()
        if theirs and signup.may_write(owner, now):
            letters.queue(Letter.Kind.LOST_LINK, theirs, now)
        return
    today = now.date()
    if not (limits.take(addresses.digest(asking.address), 1, today) and limits.may_write(asking.address, today)):
        return
    subscriber.moving_to, subscriber.moving_nonce, subscriber.moving_at = asking.address, new_token(), now
    subscriber.save(update_fields=["moving_to", "moving_nonce", "moving_at"])
    letters.queue(Letter.Kind.MOVE, first, now, to=asking.address)


def of(token: str, now: datetime) -> Subscriber:
    """Return the subscriber whose new address a link confirms. Writes nothing. Raises TokenError."""
    try:
        nonce = signing.loads(token, salt="move")
    except (signing.BadSignature, ValueError) as error:
        raise TokenError("address", "it is not ours") from error
    found = Subscriber.objects.filter(moving_nonce=nonce).exclude(moving_nonce="").first()
    if found is None or found.moving_at is None:
        raise TokenError("address", "another address was asked for since")
    if now - found.moving_at > signup.HOLDS:
        raise TokenError("address", "it is older than three days")
    return found


@transaction.atomic
def confirm(token: str, now: datetime, *, network: str = "", agent: str = "") -> Subscriber:
    """Move the subscriber of ``token`` to the new address, and tell the old one; twice is once. Raises TokenError."""
    subscriber = of(token, now)
    old, new = subscriber.address, subscriber.moving_to
    if not new:
        return subscriber
    if Subscriber.objects.filter(address_key=addresses.key(new)).exists() or suppression.is_silent(new):
        raise TokenError("address", "it has a subscription of its own by now")
    if not _moved(subscriber, new):  # a second press, at the same moment
        return of(token, now)
    suppression.recognise(new)
    suppression.lift_by_owner(addresses.digest(new), now)
    # A list from before the move must not bring the old address back: its owner is elsewhere, and may leave there.
    suppression.bar(addresses.digest(old), suppression.Reason.MOVED, now)
    subscriber.refresh_from_db()
    subscriptions = list(subscriber.subscriptions.order_by("id"))
    for one in subscriptions:
        Consent.objects.create(
            subscription=one, at=now, kind="moved", how="button", wording="Yes, send it to this address",
            network=network[:64], agent=agent.replace("\0", "")[:200],
        )  # fmt: skip
        events.moved.send(Subscription, subscription=one)
    journal.moved(subscriptions, now)
    letters.queue(Letter.Kind.MOVED, subscriptions[0], now, to=old)
    return subscriber


def _moved(subscriber: Subscriber, new: str) -> bool:
    """Give the subscriber the new address, and return whether it was us who did; somebody may have it this moment."""
    try:
        with transaction.atomic():
            return bool(
                Subscriber.objects.filter(pk=subscriber.pk, moving_nonce=subscriber.moving_nonce, moving_to=new).update(
                    address=new, address_key=addresses.key(new), address_hash=addresses.digest(new),
                    moving_to="",
                )
            )  # fmt: skip
    except IntegrityError as error:
        raise TokenError("address", "it has a subscription of its own by now") from error
