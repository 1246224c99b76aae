"""The post: claim what is due, hand it over, note the answer.

A row is claimed by a guarded UPDATE that also looks again whether its subscriber still wants it; the number
of its attempt fences off a worker that comes too late. ``handed`` is committed just before the final dot, and
only while the subscriber still wants it: after a crash nobody is written to twice (what was claimed and not
handed is planned again, what was handed is in doubt), and nothing leaves once an unsubscription is committed.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q

from reveille.core import message, schedule
from reveille.core.errors import InDoubt, MessageError, NotHandedOver
from reveille.delivery import planning
from reveille.delivery.journal import Journal
from reveille.delivery.models import Delivery
from reveille.editions import letterhead
from reveille.mail.transport import Answer, Transport
from reveille.subscribers.models import Subscription

log = logging.getLogger(__name__)

State = Delivery.State
Fault = Delivery.Fault
BATCH = 100
LEASE = timedelta(minutes=20)  # longer than the answer to a letter's end may take
FIRST_RETRY, LAST_RETRY = timedelta(minutes=5), timedelta(hours=1)
FORGOTTEN = "the journal has it and the database does not: was it restored from a backup?"
UNWANTED = "left, erased or suppressed in time"
PATIENCE = 3  # failures to reach the relay in a row, and the round ends


class Fenced(Exception):
    """The row was claimed by somebody else meanwhile."""


@dataclass
class Tally:
    """How the deliveries of a round ended."""

    ended: Counter[str] = field(default_factory=Counter)


def never() -> bool:
    """Never stop before all is done."""
    return False


def deliver_due(
    clock: Callable[[], datetime], transport: Transport, worker: str, stop: Callable[[], bool] = never
) -> Tally:
    """Hand over everything that is due; return how each ended. Safe to run twice, at once, and after a crash.

    ``stop`` is asked between two letters: once it says yes, the letter in hand is the last one.
    """
    tally = Tally()
    recover(clock())
    expire(clock())
    templates: dict[tuple[int, str], message.Template] = {}
    written = Journal(settings.JOURNAL)
    lost = 0
    try:
        while lost < PATIENCE and not stop() and (batch := claim(clock(), worker)):
            for place, delivery in enumerate(batch):
                if lost >= PATIENCE or stop():
                    _give_back(batch[place:])
                    break
                try:
                    ended = _deliver(delivery, clock, transport, templates, written)
                except Exception:
                    # Its lease runs out, and it is planned again or in doubt; the others have their turn.
                    log.exception("delivery %s stumbled", delivery.pk)
                    ended = "stumbled"
                tally.ended[ended] += 1
                lost = lost + 1 if ended == "unreached" else 0
    finally:
        transport.close()
    return tally


def claim(now: datetime, worker: str, batch: int = BATCH) -> list[Delivery]:
    """Take up to ``batch`` deliveries that are due; who left or is suppressed by then is skipped instead."""
    while True:
        seen, taken = _claim(now, worker, batch)
        if taken or not seen:
            return taken


@transaction.atomic
def _claim(now: datetime, worker: str, batch: int) -> tuple[int, list[Delivery]]:
    """Return how many due rows were looked at, and those of them that are ours now."""
    due = Delivery.objects.filter(
        state__in=(State.PLANNED, State.DEFERRED), next_try_at__lte=now, expires_at__gt=now
    ).order_by("next_try_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    ids = list(due.values_list("id", flat=True)[:batch])
    open_ = Delivery.objects.filter(id__in=ids, state__in=(State.PLANNED, State.DEFERRED))
    lease = now + LEASE
    open_.filter(wanted()).update(state=State.CLAIMED, worker=worker, lease_until=lease, attempt=F("attempt") + 1)
    # Who is not wanted is what the claim leaves over, so that nobody falls between the two.
    open_.update(state=State.SKIPPED, reason=UNWANTED, ended_at=now)
    taken = Delivery.objects.filter(id__in=ids, state=State.CLAIMED, worker=worker, lease_until=lease)
    return len(ids), list(
        taken.select_related("edition__newsletter", "subscription__subscriber").order_by("next_try_at", "id")
    )


def wanted() -> Q:
    """Return the condition that a delivery's subscriber still wants it."""
    return Q(
        ~planning.suppressed("subscription__subscriber__address_hash"),
        subscription__state=Subscription.State.CONFIRMED,
    )


def recover(now: datetime) -> None:
    """Put right what a worker left behind: never handed is planned again; handed is in doubt."""
    late = Delivery.objects.filter(lease_until__lt=now)
    late.filter(state=State.CLAIMED).update(state=State.PLANNED, lease_until=None, reason="its worker went away")
    late.filter(state=State.HANDED).update(
        state=State.IN_DOUBT, lease_until=None, ended_at=now, reason="its worker went away before the answer"
    )


def expire(now: datetime) -> int:
    """End what is no longer worth sending; return how many."""
    return Delivery.objects.filter(state__in=(State.PLANNED, State.DEFERRED), expires_at__lte=now).update(
        state=State.EXPIRED, ended_at=now
    )


def _deliver(
    delivery: Delivery,
    clock: Callable[[], datetime],
    transport: Transport,
    templates: dict[tuple[int, str], message.Template],
    written: Journal,
) -> str:
    subscription = delivery.subscription
    assert subscription is not None  # claimed rows have one: the claim asks for its state
    if delivery.handed_at is None and written.has(delivery.edition, subscription.subscriber.address_hash):
        return _settle(delivery, State.IN_DOUBT, clock(), FORGOTTEN)
    if planning.paused(subscription, delivery.due_at):
        return _settle(delivery, State.SKIPPED, clock(), "paused in time")
    try:
        letter, message_id = _letter(delivery, subscription, clock(), templates)
    except MessageError as error:
        return _settle(delivery, State.REFUSED, clock(), str(error), Fault.LETTER)
    sender = delivery.edition.newsletter.sender_address or settings.SENDER_ADDRESS
    try:
        answer = transport.send(
            sender,
            subscription.subscriber.address,
            letter,
            lambda: _hand(delivery, subscription.subscriber.address_hash, message_id, clock(), written),
        )
    except Fenced:
        return _settle(delivery, State.SKIPPED, clock(), UNWANTED) if _still_mine(delivery) else "fenced"
    except InDoubt as error:
        return _settle(delivery, State.IN_DOUBT, clock(), error.detail)
    except NotHandedOver as error:
        _defer(delivery, clock(), error.detail, Fault.RELAY)
        return "unreached"
    return _note(delivery, subscription.subscriber.address, answer, clock())


def _letter(
    delivery: Delivery,
    subscription: Subscription,
    now: datetime,
    templates: dict[tuple[int, str], message.Template],
) -> tuple[bytes, str]:
    edition = delivery.edition
    key = (edition.pk, subscription.format)
    if key not in templates:
        html = edition.html if subscription.format == "html" else ""
        templates[key] = message.template(letterhead.head(edition), edition.text, html)
    domain = (edition.newsletter.sender_address or settings.SENDER_ADDRESS).rpartition("@")[2]
    message_id = message.message_id(
        settings.SECRET_KEY.encode(), domain, "edition", str(edition.pk), str(subscription.pk)
    )
    personal = message.Personal(
        to=subscription.subscriber.address,
        leave=f"{settings.SITE_URL}/leave/{subscription.token}/",
        you=f"{settings.SITE_URL}/you/{subscription.token}/",
        why=why(subscription),
        message_id=message_id,
        date=now.astimezone(UTC),
    )
    return message.fill(templates[key], personal), message_id


def why(subscription: Subscription) -> str:
    """Return the sentence that says why this letter came."""
    site = settings.SITE_URL.partition("://")[2]
    confirmed = (subscription.confirmed_at or subscription.asked_at).astimezone(ZoneInfo(subscription.zone))
    return (
        f"You signed up on {site} and confirmed on {confirmed.day} {confirmed:%B %Y}. It comes at "
        f"{schedule.hour_in_words(subscription.minute, subscription.zone)}, "
        f"{schedule.days_in_words(subscription.weekdays)}."
    )


def _mine(delivery: Delivery) -> Q:
    return Q(pk=delivery.pk, attempt=delivery.attempt, worker=delivery.worker)


def _hand(delivery: Delivery, address_hash: str, message_id: str, now: datetime, written: Journal) -> None:
    """Commit "handed" before the letter is ended. Raises Fenced when it is not ours or not wanted now.

    Then the journal has it. Raises NotHandedOver when the journal cannot be written to.
    """
    changed = Delivery.objects.filter(_mine(delivery), wanted(), state=State.CLAIMED).update(
        state=State.HANDED, message_id=message_id, handed_at=now
    )
    if not changed:
        raise Fenced
    try:
        written.remember(delivery.edition, [address_hash])
    except OSError as error:
        raise NotHandedOver(str(written.folder), error.strerror or "") from error


def _still_mine(delivery: Delivery) -> bool:
    return Delivery.objects.filter(_mine(delivery), state=State.CLAIMED).exists()


def _note(delivery: Delivery, address: str, answer: Answer, now: datetime) -> str:
    words = re.sub(re.escape(address), "their address", answer.text, flags=re.IGNORECASE)
    said = " ".join(part for part in (str(answer.code), answer.enhanced, words) if part)
    if answer.taken:
        return _settle(delivery, State.SENT, now, said)
    if answer.passing:
        _defer(delivery, now, said, _fault(answer))
        return State.DEFERRED
    return _settle(delivery, State.REFUSED, now, said, _fault(answer))


def _fault(answer: Answer) -> Fault:
    """Tell whether a no is about the address (RFC 3463: X.1, X.2; or a bare 550, 551, 553) or about the way there."""
    if answer.enhanced:
        return Fault.ADDRESS if answer.enhanced[2:4] in ("1.", "2.") else Fault.RELAY
    return Fault.ADDRESS if answer.code in (550, 551, 553) else Fault.RELAY


def _settle(delivery: Delivery, state: State, now: datetime, reason: str, fault: Fault = Fault.NOBODY) -> str:
    known = [State.CLAIMED, State.HANDED]
    if state == State.SENT:
        known.append(State.IN_DOUBT)  # the answer came after the lease had run out: no doubt is left
    Delivery.objects.filter(_mine(delivery), state__in=known).update(
        state=state, reason=reason[:300], fault=fault, ended_at=now, lease_until=None
    )
    return state


def _defer(delivery: Delivery, now: datetime, reason: str, fault: Fault) -> None:
    wait = min(LAST_RETRY, FIRST_RETRY * 2 ** min(delivery.attempt - 1, 8))
    Delivery.objects.filter(_mine(delivery), state__in=(State.CLAIMED, State.HANDED)).update(
        state=State.DEFERRED, reason=reason[:300], fault=fault, next_try_at=now + wait, lease_until=None
    )


def _give_back(batch: list[Delivery]) -> None:
    """What was claimed and not begun waits for the next round."""
    for delivery in batch:
        Delivery.objects.filter(_mine(delivery), state=State.CLAIMED).update(state=State.PLANNED, lease_until=None)
