"""Sign up: somebody asks for newsletters at an address. Whoever asks, the answer is the same.

A request only notes what was asked (``ask``): one row, whatever we know of the address, so that neither the page nor
the time that it took tells anything. The post answers it (``answer``, called by subscribers.answering).

Asking changes nothing for an address that is confirmed already; its owner gets a letter with the links
instead. No address gets more than one such letter a day, and between two letters asking changes nothing at
all: what the letter's page shows is what was asked for when it was written. An address that nobody confirms
is forgotten after three days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy

from reveille.core import schedule
from reveille.core.errors import ScheduleError
from reveille.editions import languages
from reveille.editions.models import Newsletter
from reveille.subscribers import addresses, letters, limits, suppression
from reveille.subscribers.models import Asking, Consent, Letter, Subscriber, Subscription, new_token

ONE_LETTER_A = timedelta(days=1)
HOLDS = timedelta(days=3)  # how long a confirmation's link is good, and an address is kept for it
# What stands beside the button of every form; kept with each consent, in the language in which it stood there.
PROMISE = gettext_lazy(
    "We keep your address, your hour, and when and how you asked: nothing else. "
    "If you do not confirm, we forget the address after three days. Leaving takes one click."
)
SHOWN = ("form", "json")  # ways in which whoever asks has it before their eyes


@dataclass(frozen=True)
class Wish:
    """What somebody asked for. ``network`` is already hashed, ``agent`` is what the browser called itself."""

    address: str
    minute: int = 390
    zone: str = "UTC"
    weekdays: int = schedule.EVERY_DAY
    format: str = "html"
    language: str = ""
    how: str = "form"
    network: str = ""
    agent: str = ""


def ask(newsletters: Sequence[Newsletter], wish: Wish, now: datetime) -> None:
    """Note the wish; the post answers it. Raises AddressError, ScheduleError."""
    address = addresses.lasting(wish.address)
    check(wish)
    if not newsletters:
        raise ScheduleError("newsletter", "choose at least one")
    Asking.objects.create(
        kind=Asking.Kind.SIGN_UP, at=now, address=address, newsletters=[one.slug for one in newsletters],
        minute=wish.minute, zone=wish.zone, weekdays=wish.weekdays, format=wish.format, language=wish.language,
        wording=str(PROMISE) if wish.how in SHOWN else "",
        how=wish.how[:40], network=wish.network[:64], agent=wish.agent.replace("\0", "")[:200],
    )  # fmt: skip
    letters.knock()


def check(wish: Wish) -> None:
    """Raise ScheduleError when hour, zone, days or format make no sense."""
    schedule.due_at(date(2000, 1, 1), wish.minute, wish.zone)
    if not 0 < wish.weekdays <= schedule.EVERY_DAY:
        raise ScheduleError("weekdays", "choose at least one day")
    if wish.format not in ("html", "text"):
        raise ScheduleError("format", "html or text")
    if wish.language and not languages.fitting(wish.language):
        raise ScheduleError("language", "none that we speak")


@transaction.atomic
def answer(asking: Asking, now: datetime) -> None:
    """Note what was asked for and write to the address, if we may; else change nothing."""
    newsletters = list(Newsletter.objects.living().filter(slug__in=asking.newsletters))
    if not newsletters or not suppression.may_be_asked(asking.address, now):
        return
    owner = subscriber(asking.address, now)
    if not may_write(owner, now):
        return
    suppression.asked(asking.address, now)
    nonce = new_token()  # an older letter's link would confirm another wish
    wanted = {"minute": asking.minute, "zone": asking.zone, "weekdays": asking.weekdays, "format": asking.format,
              "language": asking.language}  # fmt: skip
    found = [_wished(owner, newsletter, wanted, nonce, now) for newsletter in newsletters]
    for subscription in found:
        Consent.objects.create(
            subscription=subscription, at=asking.at, kind="asked", how=asking.how,
            wording=asking.wording,
            network=asking.network, agent=asking.agent,
        )  # fmt: skip
    fresh = [one for one in found if one.nonce == nonce]
    if fresh:
        letters.queue(Letter.Kind.CONFIRMATION, fresh[0], now)
    else:
        letters.queue(Letter.Kind.LOST_LINK, found[0], now)


def may_write(subscriber: Subscriber, now: datetime) -> bool:
    """Take the day's one letter for this address, if it is still there; of two at once, one gets it.

    The spellings of one mailbox (alice+1@, alice+2@) share a few.
    """
    free = Subscriber.objects.filter(Q(written_at=None) | Q(written_at__lte=now - ONE_LETTER_A), pk=subscriber.pk)
    return bool(free.update(written_at=now)) and limits.may_write(subscriber.address, now.date())


def subscriber(address: str, now: datetime) -> Subscriber:
    """Return whose address this is, known from now on if it was not."""
    suppression.recognise(address)
    found, _ = Subscriber.objects.get_or_create(
        address_key=addresses.key(address),
        defaults={"address": address, "address_hash": addresses.digest(address), "created_at": now},
    )
    return found


def _wished(
    owner: Subscriber, newsletter: Newsletter, wanted: dict[str, object], nonce: str, now: datetime
) -> Subscription:
    """The subscription as it was asked for; one that is confirmed stays as it is."""
    subscription, _ = Subscription.objects.get_or_create(
        subscriber=owner, newsletter=newsletter, defaults={**wanted, "asked_at": now, "nonce": nonce}
    )
    if subscription.state != Subscription.State.CONFIRMED:
        for name, value in {**wanted, "asked_at": now, "nonce": nonce}.items():
            setattr(subscription, name, value)
        subscription.save()
    return subscription


def forget(now: datetime) -> int:
    """Forget who asked more than three days ago and never confirmed; return how many subscriptions went."""
    stale = Subscription.objects.filter(state=Subscription.State.PENDING, confirmed_at=None, asked_at__lt=now - HOLDS)
    with transaction.atomic():
        gone = stale.count()
        stale.delete()
        Subscriber.objects.filter(subscriptions=None, created_at__lt=now - HOLDS).delete()
        Subscriber.objects.filter(moving_at__lt=now - HOLDS).update(moving_to="", moving_nonce="", moving_at=None)
        Subscription.objects.exclude(nonce="").filter(asked_at__lt=now - HOLDS).update(nonce="")  # links that are dead
        Asking.objects.filter(at__lt=now - HOLDS).delete()  # nobody came to answer
    return gone
