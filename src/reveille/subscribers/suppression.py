"""Suppression: whom we must not write to, why, and who may lift it. Addresses are known by a keyed hash only.

====================  ================================================  =======================================
reason                of whom                                           lifted by
====================  ================================================  =======================================
asked                 told the operator never to write, at all          the operator, with a reason
complained            called a letter of ours spam                      themselves: they sign up and confirm
erased, moved         had all erased, or took another address           themselves: they sign up and confirm
bounced               their own mail server said that there is nobody   the operator, with a reason; themselves
====================  ================================================  =======================================

Where two reasons meet the graver one stands, in this order. Who complained or bounced and signs up gets the confirming
letter once in thirty days at most, so that nobody can have a stranger who complained written to again and again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from reveille.core import leavings
from reveille.core.errors import LiftError
from reveille.core.leavings import Deed
from reveille.subscribers import addresses, journal, keycheck
from reveille.subscribers.models import Lifting, Subscriber, Subscription, Suppression

Reason = Suppression.Reason
GRAVER = tuple(map(Reason, leavings.GRAVER))  # from left to right
NO_MAIL = (Reason.ASKED, Reason.COMPLAINED, Reason.BOUNCED)  # of the others we only forgot who they are
THEIRS = (Reason.COMPLAINED, Reason.ERASED, Reason.MOVED, Reason.BOUNCED)  # a confirmation lifts it
OPERATORS = (Reason.ASKED, Reason.BOUNCED)
ASKED_AGAIN = timedelta(days=30)


def of(address: str) -> Suppression | None:
    """Return why an address must not be written to, or None when it may."""
    rows = Suppression.objects.filter(address_hash__in=addresses.digests(address))
    return max(rows, key=lambda row: GRAVER.index(Reason(row.reason)), default=None)


@transaction.atomic
def recognise(address: str) -> None:
    """Have what a former key says of an address said by ours, now that it is before us; SQL knows no other.

    A key that was lost, and is found, may say it of somebody who has confirmed since: that is no reason any more.
    Whoever is to be known from now on comes by here: raises KeyChanged where ours is the installation's no more.
    """
    keycheck.require()
    now_known, *former = addresses.digests(address)
    if former:
        theirs = Subscription.objects.filter(subscriber__address_hash=now_known, state=Subscription.State.CONFIRMED)
        if agreed_at := theirs.aggregate(at=Max("confirmed_at"))["at"]:
            Suppression.objects.filter(address_hash__in=former, at__lt=agreed_at).delete()
        renamed(dict.fromkeys(former, now_known))


@transaction.atomic
def renamed(hashes: Mapping[str, str]) -> int:
    """Have what is said of these hashes said of others; return how many were barred by them.

    What was lifted under the new one since stays lifted.
    """
    for one in Lifting.objects.filter(address_hash__in=hashes):
        Lifting.objects.filter(pk=one.pk).update(address_hash=hashes[one.address_hash])
    rows = list(Suppression.objects.select_for_update().filter(address_hash__in=hashes))
    for row in rows:
        row.delete()
        now_known = hashes[row.address_hash]
        if not Lifting.objects.filter(address_hash=now_known, at__gte=row.at).exists():
            put(now_known, Reason(row.reason), row.at, row.note)
            Suppression.objects.filter(address_hash=now_known, asked_at=None).update(asked_at=row.asked_at)
    return len(rows)


@transaction.atomic
def bar(address_hash: str, reason: Reason, now: datetime, note: str = "") -> None:
    """Write to the address no more, for this reason or for a graver one that stands already; write it down.

    A mass of bounces waits for no disk, each of them: one that a power cut loses would bounce once more.
    """
    if put(address_hash, reason, now, note) or reason in leavings.ENDS_ALL:
        journal.note(Deed(now, reason, address_hash), lasting=reason != Reason.BOUNCED)


@transaction.atomic
def put(address_hash: str, reason: Reason, now: datetime, note: str = "") -> bool:
    """Have the reason stand, unless a graver one or this one does, where the journal knows it; tell if it is new."""
    made = {"reason": reason, "at": now, "note": note[:300]}
    row, new = Suppression.objects.select_for_update().get_or_create(address_hash=address_hash, defaults=made)
    if not new and GRAVER.index(Reason(row.reason)) < GRAVER.index(reason):
        return bool(Suppression.objects.filter(pk=row.pk).update(**made, asked_at=None))
    return new


def is_silent(address: str) -> bool:
    """Tell whether letters must not go there. Who was only erased, or moved away, may be answered."""
    row = of(address)
    return row is not None and row.reason in NO_MAIL


def may_be_asked(address: str, now: datetime) -> bool:
    """Tell whether the suppression of an address allows a confirming letter to it now."""
    row = of(address)
    if row is None or row.reason not in NO_MAIL:
        return True
    return row.reason in THEIRS and (row.asked_at is None or now - row.asked_at >= ASKED_AGAIN)


def asked(address: str, now: datetime) -> None:
    """Note that a confirming letter goes to the address, so that it is the only one for a while."""
    recognise(address)
    Suppression.objects.filter(address_hash=addresses.digest(address)).update(asked_at=now)


def holds_back(address: str, *, asks: bool) -> bool:
    """Tell whether a letter that waits must not leave; one that ``asks`` may, where that was allowed since."""
    row = of(address)
    if row is None or row.reason not in NO_MAIL:
        return False
    return not asks or row.reason not in THEIRS or row.asked_at is None


@transaction.atomic
def lift(address: str, now: datetime, *, who: str, why: str) -> Suppression:
    """Let an operator have an address written to again; return what barred it. Raises LiftError.

    Who said so and why is kept. A person's own no is not the operator's to lift.
    """
    recognise(address)
    row = Suppression.objects.select_for_update().filter(address_hash=addresses.digest(address)).first()
    if row is None:
        raise LiftError(address, "it may be written to")
    if row.reason not in OPERATORS:
        raise LiftError(address, f"{row.reason}: only they themselves can, by signing up and confirming")
    if not why.strip():
        raise LiftError(address, "say why")
    _lifted(row, now, who, why)
    return row


def lift_by_owner(address_hash: str, now: datetime) -> None:
    """Lift what barred an address, since its owner has just pressed the button in a mail that came there."""
    row = Suppression.objects.filter(address_hash=address_hash, reason__in=THEIRS).first()
    if row is not None and row.reason in NO_MAIL:
        _lifted(row, now, "themselves", "signed up and confirmed")
    elif row is not None:
        journal.note(Deed(now, leavings.LIFTED, address_hash))
        row.delete()


def forget(address_hash: str) -> None:
    """Forget what was lifted: its owner has all erased."""
    Lifting.objects.filter(address_hash=address_hash).delete()


def owners() -> dict[str, str]:
    """Return the addresses that are still held of those that must not be written to, by their hashes."""
    barred = Suppression.objects.values("address_hash")
    return dict(Subscriber.objects.filter(address_hash__in=barred).values_list("address_hash", "address"))


def _lifted(row: Suppression, now: datetime, who: str, why: str) -> None:
    Lifting.objects.create(
        address_hash=row.address_hash, reason=row.reason, since=row.at, at=now, who=who[:150], why=why.strip()[:300]
    )
    journal.note(Deed(now, leavings.LIFTED, row.address_hash))
    row.delete()
