"""Lost link: who cannot find a mail with their links has them sent again. The answer is the same for every address."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reveille.subscribers import addresses, letters, signup, suppression
from reveille.subscribers.models import Asking, Letter, Subscriber, Subscription


def ask(address: str, now: datetime, *, network: str = "") -> None:
    """Note that the links of ``address`` were asked for; the post answers it. Raises AddressError."""
    checked = addresses.checked(address)
    Asking.objects.create(kind=Asking.Kind.LOST_LINK, at=now, address=checked, network=network[:64])
    letters.knock()


@transaction.atomic
def answer(asking: Asking, now: datetime) -> None:
    """Write to the address, when it has something here and was not written to today."""
    subscriber = Subscriber.objects.filter(address_key=addresses.key(asking.address)).first()
    if subscriber is None or suppression.is_silent(asking.address):
        return
    mine = Subscription.objects.filter(subscriber=subscriber).order_by("id")
    known = mine.exclude(state=Subscription.State.PENDING).first()
    waiting = mine.filter(state=Subscription.State.PENDING).exclude(nonce="").first()
    if (known or waiting) is None or not signup.may_write(subscriber, now):
        return
    if known:
        letters.queue(Letter.Kind.LOST_LINK, known, now)
    elif waiting:
        letters.queue(Letter.Kind.CONFIRMATION, waiting, now)
