"""Recall: who left, was erased or suppressed after the backup that was put back leaves, is erased, suppressed again.

The database remembers how much of the journal it has read (``Recalled``). One that is put back remembers as much as it
had then, and reads on from there: so whatever was done since is applied, before anybody is written to. What it knows
already changes nothing. Whoever came back later, by the journal or by the database, stays.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from reveille.core import leavings
from reveille.core.errors import LeavingsError
from reveille.core.leavings import Standing
from reveille.mail import alarm
from reveille.subscribers import addresses, erase, journal, signup, suppression, unsubscribe
from reveille.subscribers.models import Asking, Consent, Lifting, Recalled, Subscriber, Subscription
from reveille.subscribers.suppression import Reason

log = logging.getLogger(__name__)

HOW = "journal"
BATCH = 400  # people in a transaction


@dataclass(frozen=True)
class Found:
    """What the journal had and the database did not: subscriptions left, people erased, addresses barred.

    ``foreign`` lines were written with another key: of these nobody is known, unless the database has that key's
    hashes still.
    """

    left: int = 0
    erased: int = 0
    barred: int = 0
    foreign: int = 0

    def __add__(self, other: Found) -> Found:
        return Found(*(getattr(self, name) + getattr(other, name) for name in vars(self)))

    def __bool__(self) -> bool:
        return self != Found()


def recall(now: datetime) -> Found:
    """Apply what is new in the journal; return what of it the database did not know. Safe twice, and after a crash.

    Without anything new it costs a look at the folder and one question. Raises LeavingsError, and the operator hears:
    until the journal can be read (``day.send``), nobody is written to.
    """
    try:
        return _recall(now)
    except LeavingsError as error:
        words = f"{error.subject}: {error.detail}\nNo letter leaves before it can be.\n{error.mending}"
        alarm.tell(journal.UNREAD, words, now)
        raise


def _recall(now: datetime) -> Found:
    if not journal.files():
        return Found()
    tail = journal.Tail(dict(Recalled.objects.values_list("file", "octets")))
    if not tail.grown:
        return Found()
    standings = list(leavings.standings(tail).items())
    found = Found()
    for start in range(0, len(standings), BATCH):
        found += _apply(dict(standings[start : start + BATCH]), now)
    _remember(tail.read)
    found = replace(found, foreign=tail.foreign)
    if found:
        log.warning("%s had what the database did not know: %s", settings.LEAVINGS, found)
    return found


@transaction.atomic
def _remember(read: Mapping[str, int]) -> None:
    """Note how much was read. A crash before this only has it read again."""
    Recalled.objects.exclude(file__in=read).delete()
    for name, octets in read.items():
        Recalled.objects.update_or_create(file=name, defaults={"octets": octets})


@transaction.atomic
def _apply(standings: Mapping[str, Standing], now: datetime) -> Found:
    """Bring those people to what the journal says of them; return what was changed."""
    erased = _erase(standings, now)
    left, agreed = _end(standings, now)
    barred = 0
    for whom, standing in standings.items():
        last = standing.barred
        if last and not (whom in agreed and agreed[whom] >= last.at):
            barred += suppression.put(whom, Reason(last.what), min(last.at, now))
    return Found(left, erased, barred)


def _erase(standings: Mapping[str, Standing], now: datetime) -> int:
    """Erase those who were, as they were then; return how many."""
    erased = 0
    gone = {whom: standing.erased_at for whom, standing in standings.items() if standing.erased_at}
    for asking in Asking.objects.all() if gone else ():
        at = max((gone[one] for one in addresses.digests(asking.address) if one in gone), default=None)
        if at and asking.at < at:
            asking.delete()
    for subscriber in Subscriber.objects.select_for_update().filter(address_hash__in=gone).order_by("id"):
        standing = standings[subscriber.address_hash]
        if standing.erased_at and not _came_after(subscriber, standing.erased_at):
            returns = _returns(subscriber, standing)
            address = subscriber.address
            erase.forget(subscriber, now)
            for one in returns:
                one.subscriber = signup.subscriber(address, one.asked_at)
                one.save()
                Consent.objects.create(subscription=one, at=one.asked_at, kind="confirmed", how=HOW)
            erased += 1
    return erased


def _came_after(subscriber: Subscriber, moment: datetime) -> bool:
    """Tell whether somebody has their address since then only: they are new, or have moved there."""
    moved = Consent.objects.filter(subscription__subscriber=subscriber, kind="moved", at__gte=moment)
    return subscriber.created_at >= moment or moved.exists()


def _returns(subscriber: Subscriber, standing: Standing) -> list[Subscription]:
    """Return what somebody confirmed anew after all was erased, with the habits that are known of them."""
    returns = []
    for one in subscriber.subscriptions.select_related("newsletter").order_by("id"):
        if at := standing.came_back_at(one.newsletter.slug):
            habits = {name: getattr(one, name) for name in ("minute", "zone", "weekdays", "format", "language")}
            state = Subscription.State.CONFIRMED
            returns.append(Subscription(newsletter=one.newsletter, state=state, asked_at=at, confirmed_at=at, **habits))
    return returns


def _end(standings: Mapping[str, Standing], now: datetime) -> tuple[int, dict[str, datetime]]:
    """End what was left; return how many, and when each person last said yes, or an operator for them."""
    liftings = Lifting.objects.filter(address_hash__in=standings).order_by()
    agreed = dict(liftings.values_list("address_hash").annotate(at=Max("at")))
    left = 0
    theirs = Subscription.objects.filter(subscriber__address_hash__in=standings).exclude(state=Subscription.State.LEFT)
    locked = theirs.select_for_update(of=("self",)).select_related("subscriber", "newsletter")
    for one in locked.order_by("id"):
        whom, confirmed = one.subscriber.address_hash, one.state == Subscription.State.CONFIRMED
        since = (one.confirmed_at if confirmed else None) or one.asked_at
        ended_at = standings[whom].ended_at(one.newsletter.slug)
        if ended_at and since < ended_at:
            left += unsubscribe.end(one, min(ended_at, now), how=HOW)
        elif confirmed:
            agreed[whom] = max(since, agreed.get(whom, since))
    return left, agreed
