"""Settle: what came back of our letters, by the signed address that each of them carries.

A mail that was sent to no address of ours changes nothing, whatever it says; one that was acts once, however often
and by whichever way it is read. Nobody is ever answered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from reveille.core import bounces, reports
from reveille.core.bounces import Kind
from reveille.delivery import planning, reputation, rolls, signed
from reveille.delivery.models import Bounce, Complaint, Delivery, Heard
from reveille.editions.models import Edition
from reveille.subscribers import suppression, unsubscribe
from reveille.subscribers.models import Consent, Lifting, Subscriber, Subscription
from reveille.subscribers.suppression import Reason

HISTORY = 60  # letters to one address that a decision looks back on
KEPT = timedelta(days=90)  # of what was heard: longer than any server tries

BOUNCED, COMPLAINED, LEFT, NOTED = "bounced", "complained", "left", "noted"
AGAIN, UNKNOWN, NOTHING = "again", "unknown", "nothing"


@dataclass(frozen=True)
class Settled:
    """What a mail came to: which of the words above, why, and the delivery that it was about."""

    outcome: str
    reason: str
    delivery: int | None = None


def settle(mail: bytes, recipients: Iterable[str], now: datetime, source: str) -> Settled:
    """Act upon a mail that was delivered to ``recipients``; return what it came to."""
    report = reports.read(mail)
    letters, leavers = _known(recipients, signed.delivery_of, now), _known(recipients, signed.leaving, now)
    match report:
        case reports.Complaint():
            number = next(iter(letters), None) or _complained_of(report, now)
            if number is None:
                return Settled(UNKNOWN, "a complaint of no letter of ours")
            if not report.is_one:
                return Settled(NOTHING, f"feedback of the type {report.feedback_type}", number)
            return _once(
                mail, number, now, lambda: complained(number, report.feedback_type, report.reporter, now, source)
            )
        case reports.Failure() if letters:
            return _once(mail, letters[0], now, lambda: bounced(letters[0], report, now, source))
        case reports.Notice() if letters:
            return _once(mail, letters[0], now, lambda: noted(letters[0], report.action, now))
        case reports.Letter() | reports.Automatic(reply=False) if leavers:
            return _once(mail, leavers[0], now, lambda: left(leavers[0], now, "mail"))
    if not letters and not leavers:
        return Settled(UNKNOWN, "to no address of ours")
    return Settled(NOTHING, _said(report), (letters or leavers)[0])


def bounced(number: int, failure: reports.Failure, now: datetime, source: str) -> Settled:
    """Store that the letter of delivery ``number`` came back, and stop writing to its address if that is the rule."""
    with transaction.atomic():
        delivery = _delivery(number)
        if delivery is None:
            return Settled(UNKNOWN, "a delivery that is no more")
        _arrived(delivery, now, f"a report of its failure came back: {failure.status or failure.kind}")
        kind = Bounce.Kind(failure.kind)
        if Bounce.objects.filter(delivery=delivery, kind=kind).exists():
            return Settled(AGAIN, "this letter's failure is known", number)
        decision = _decided(delivery, failure.kind)
        Bounce.objects.create(
            delivery=delivery, kind=kind, status=failure.status, action=failure.action, at=now, source=source,
            diagnostic=failure.diagnostic, decision=decision.reason[:120],
        )  # fmt: skip
        if decision.suppress and delivery.subscription is not None:
            _suppress(delivery.subscription.subscriber, Reason.BOUNCED, now)
        return Settled(BOUNCED, decision.reason, number)


def complained(number: int, feedback_type: str, reporter: str, now: datetime, source: str) -> Settled:
    """Store that a reader complained of the letter of delivery ``number``: they get no more, from this commit on."""
    with transaction.atomic():
        delivery = _delivery(number)
        if delivery is None:
            return Settled(UNKNOWN, "a delivery that is no more")
        _arrived(delivery, now, "a reader complained of it")
        told = {"feedback_type": feedback_type, "reporter": reporter, "at": now, "source": source}
        _, new = Complaint.objects.get_or_create(delivery=delivery, defaults=told)
        if not new:
            return Settled(AGAIN, "this letter's complaint is known", number)
        if delivery.subscription is not None:
            subscriber = delivery.subscription.subscriber
            for one in subscriber.subscriptions.all():  # who comes back for one of them does so for that one
                unsubscribe.end(one, now, how="complaint")
            _suppress(subscriber, Reason.COMPLAINED, now)
        reputation.complained(delivery, now)
        return Settled(COMPLAINED, feedback_type, number)


def noted(number: int, action: str, now: datetime) -> Settled:
    """Note that the letter of delivery ``number`` was taken, since its delay or its arrival is reported."""
    delivery = _delivery(number)
    if delivery is None:
        return Settled(UNKNOWN, "a delivery that is no more")
    # Looked at first: providers tell of every arrival, and a question costs less than a write.
    doubted = delivery.state == Delivery.State.IN_DOUBT
    resolved = doubted and _arrived(delivery, now, f"a report came back: {action}")
    return Settled(NOTED if resolved else NOTHING, action, number)


@transaction.atomic
def left(number: int, now: datetime, how: str, at: datetime | None = None) -> Settled:
    """End the subscription that the letter of delivery ``number`` came for.

    What may be told more than once says ``at`` which moment its reader left: who came back after it stays.
    """
    delivery = _delivery(number)
    if delivery is None or delivery.subscription is None:
        return Settled(UNKNOWN, "a subscription that is no more")
    _arrived(delivery, now, "its reader left by its address")
    came = delivery.subscription.confirmed_at
    if at is not None and came is not None and at < came:
        return Settled(AGAIN, "left before they came back", number)
    there = unsubscribe.leave(delivery.subscription, now, how=how)
    return Settled(LEFT if there else AGAIN, f"by {how}" if there else "had left already", number)


def refused(delivery: Delivery, now: datetime) -> None:
    """Stop writing to an address of which its own server said, when a letter was handed over, that there is none."""
    if delivery.subscription is not None:
        _suppress(delivery.subscription.subscriber, Reason.BOUNCED, now)


def counts(edition: Edition) -> dict[str, int]:
    """Return how many of the edition's letters came back, and how many were complained of."""
    return {
        "bounced": Bounce.objects.filter(delivery__edition=edition).values("delivery").distinct().count(),
        "complained": Complaint.objects.filter(delivery__edition=edition).count(),
    }


def forget(now: datetime) -> int:
    """Forget which mails were heard long ago; return how many."""
    return Heard.objects.filter(at__lt=now - KEPT).delete()[0]


def _once(mail: bytes, number: int, now: datetime, act: Callable[[], Settled]) -> Settled:
    """Do ``act``, unless this very mail was acted upon for this delivery before; both or neither are stored."""
    digest = hashlib.sha256(b"%d\0%b" % (number, mail.replace(b"\r\n", b"\n").strip())).hexdigest()
    with transaction.atomic():
        if Heard.objects.filter(digest=digest).exists():
            return Settled(AGAIN, "this very mail was heard before")
        Heard.objects.create(digest=digest, at=now)  # of two at once, one fails here, and comes again
        settled = act()
        if settled.outcome == UNKNOWN:
            transaction.set_rollback(True)  # of strangers' mail nothing is kept
        return settled


def _known(addresses: Iterable[str], reader: Callable[[str, datetime], int | None], now: datetime) -> list[int]:
    return [number for one in addresses if (number := reader(one, now)) is not None]


def _delivery(number: int) -> Delivery | None:
    return Delivery.objects.select_related("subscription__subscriber").filter(pk=number).first()


def _complained_of(report: reports.Complaint, now: datetime) -> int | None:
    """Return the delivery of the letter that a complaint returns, by what in it only we can have written."""
    for reader in (signed.delivery_of, signed.leaving):
        if known := _known(report.signed, reader, now):
            return known[0]
    return signed.bearing(report.message_id, now)


@transaction.atomic
def _arrived(delivery: Delivery, now: datetime, why: str) -> bool:
    """End the doubt about a letter that must have been taken, since something came back of it; tell if there was.

    What was counted of its edition does not stand any more, whatever else is stored of what came back.
    """
    rolls.changed([delivery.edition_id])
    return bool(
        Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.IN_DOUBT).update(
            state=Delivery.State.SENT, reason=f"in doubt until {why}"[:300], ended_at=now, lease_until=None
        )
    )


def _decided(delivery: Delivery, kind: Kind) -> bounces.Decision:
    """Return what the rule says after the letters that this address was sent, of which this one came back so."""
    subscription = delivery.subscription
    if subscription is None:
        return bounces.Decision(False, "its reader was erased")
    theirs = Delivery.objects.filter(subscription__subscriber_id=subscription.subscriber_id)
    lifted = Lifting.objects.filter(address_hash=subscription.subscriber.address_hash).aggregate(at=Max("at"))["at"]
    moved = Consent.objects.filter(subscription=subscription, kind="moved").aggregate(at=Max("at"))["at"]
    for began, what in (
        (lifted, "it left before its reader came back"),
        (moved, "it went to the reader's former address"),
    ):
        if began is not None and (delivery.handed_at or delivery.due_at) <= began:
            return bounces.Decision(False, what)
        if began is not None:
            theirs = theirs.filter(due_at__gt=began)
    taken = theirs.filter(Q(state=Delivery.State.SENT) | Q(pk=delivery.pk)).order_by("-edition__date", "-pk")
    sent = dict(taken.values_list("pk", "edition__date")[:HISTORY])
    kinds: dict[int, list[str]] = {delivery.pk: [kind]}
    for number, known in Bounce.objects.filter(delivery__in=sent).values_list("delivery", "kind"):
        kinds.setdefault(number, []).append(known)
    letters = [bounces.Letter(day, _worst(kinds.get(number))) for number, day in sent.items()]
    return bounces.decide(sorted(letters, key=lambda letter: letter.day))


def _worst(kinds: list[str] | None) -> Kind | None:
    return next((kind for kind in Kind if kind in kinds), None) if kinds else None


def _suppress(subscriber: Subscriber, reason: Reason, now: datetime) -> None:
    suppression.bar(subscriber.address_hash, reason, now)
    for one in Subscription.objects.filter(subscriber=subscriber):
        planning.skip(one, now, f"suppressed: {reason}")


def _said(report: reports.Report) -> str:
    match report:
        case reports.Automatic(reason=reason) | reports.Unreadable(reason=reason):
            return reason
        case reports.Failure():
            return "a report to an address that sends nothing"
    return "neither a report nor a complaint"
