"""Rekey: an installation has another secret key. All that is known by the old one's hashes is known by the new one's.

Who is held here is known by address, so that nothing of them is lost, whether the old key is known or not. Whom we must
not write to and hold no more (erased, moved away, suppressed before they came) is known by a hash alone: with the old
key they are recognised as soon as somebody names them (``suppression.recognise``), without it by nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from reveille import keys
from reveille.subscribers import addresses, journal, keycheck, letters, recalling, signup, suppression
from reveille.subscribers.models import Letter, Recalled, Subscriber, Subscription, Suppression

BATCH = 1_000  # people at a time
Hashes = Mapping[str, str]  # old to new


@dataclass(frozen=True)
class Rekeyed:
    """What became of it: people known anew, of these not to be written to, letters whose links are made anew."""

    people: int
    barred: int
    letters: int


def unheld() -> dict[str, int]:
    """Return how many hashes bar addresses that are held nowhere here, by reason: without the key they are nobody's."""
    found: dict[str, int] = {}
    rows = Suppression.objects.exclude(address_hash__in=Subscriber.objects.values("address_hash"))
    for reason in rows.values_list("reason", flat=True):
        found[reason] = found.get(reason, 0) + 1
    return found


def waiting(now: datetime) -> QuerySet[Subscription]:
    """Return those who have a letter whose link only the key opens: to confirm, still good."""
    return Subscription.objects.filter(
        state=Subscription.State.PENDING, asked_at__gt=now - signup.HOLDS
    ).exclude(nonce="")  # fmt: skip


def rekey(now: datetime, lost: bool, beside: Callable[[Hashes], None]) -> Rekeyed:
    """Have the database be the present key's: all of it or nothing. ``beside`` hears of each batch before it counts.

    One that is several keys old goes through all that came since: what was done under each is known by its hashes.
    Where the old key is ``lost``, links that have to be confirmed are sent anew. Safe twice, and after a crash.
    Raises LeavingsError: who has left is known first, by the hashes that the journal and the database share still.
    """
    between, ours = _onward()
    for secret in between:
        _changed_to(secret, now, beside)
    with transaction.atomic():
        people, barred = _changed_to(ours, now, beside)
        written = _written_anew(now) if lost else 0
    return Rekeyed(people, barred, written)


def _onward() -> tuple[list[str], str]:
    """Return the keys that were ours since the database's, the first one first, and the one that is ours now."""
    known = [settings.SECRET_KEY, *keys.former()]
    made_with = keycheck.of(known)
    since = known[1 : known.index(made_with)] if made_with else []
    return since[::-1], known[0]


@transaction.atomic
def _changed_to(secret: str, now: datetime, beside: Callable[[Hashes], None]) -> tuple[int, int]:
    """Have the database be this key's; return how many people are known anew, and how many of them were barred."""
    recalling.recall(now)
    people = barred = 0
    for hashes in _changed(secret):
        beside(hashes)
        people += len(hashes)
        barred += suppression.renamed(hashes)
    # What the old key wrote is read; what this one wrote, as on a database that was put back, meant nobody until now.
    Recalled.objects.filter(file__endswith=f".{journal.mark(secret)}.txt").delete()
    keycheck.take(secret)
    return people, barred


def _changed(secret: str) -> Iterator[dict[str, str]]:
    """Give everybody here their hash by this key; yield what changed, a batch at a time."""
    last = 0
    while some := list(Subscriber.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = some[-1].pk
        known = [(one, one.address_hash, addresses.digest(one.address, secret)) for one in some]
        new = [(one, old, now_known) for one, old, now_known in known if old != now_known]
        for one, _, now_known in new:
            one.address_hash = now_known
        Subscriber.objects.bulk_update([one for one, _, _ in new], ["address_hash"], batch_size=BATCH // 4)
        yield {old: now_known for _, old, now_known in new}


def _written_anew(now: datetime) -> int:
    """Queue a letter for each link that nobody can open any more; return how many."""
    nonces = set()
    for one in waiting(now).order_by("pk"):
        if one.nonce not in nonces:  # those that were asked for together share a letter
            letters.queue(Letter.Kind.CONFIRMATION, one, now)
        nonces.add(one.nonce)
    moving = Subscriber.objects.exclude(Q(moving_nonce="") | Q(moving_to="")).filter(moving_at__gt=now - signup.HOLDS)
    for mover in moving:
        first = mover.subscriptions.order_by("pk").first()
        if first:
            letters.queue(Letter.Kind.MOVE, first, now, to=mover.moving_to)
    return len(nonces) + moving.count()
