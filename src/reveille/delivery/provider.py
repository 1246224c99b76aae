"""What a hosted provider tells of our letters (Anymail's words), settled like what comes back by mail.

Which letter it is about stands in the metadata, or the tag, that it left with, as the signed address that would be its
envelope sender; a provider that gives our own Message-ID back may name it by that.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from anymail.signals import EventType, RejectReason
from django.conf import settings

from reveille.core import bounces as judging
from reveille.core import verp
from reveille.core.bounces import Kind
from reveille.core.reports import Failure, cleaned
from reveille.delivery import bounces, signed
from reveille.delivery.bounces import NOTHING, UNKNOWN, Settled

LETTER = "reveille_letter"  # the name in the metadata
SOURCE = "webhook"
NOWHERE = "provider.invalid"  # the domain of a signed address that nobody writes to

# What a provider's reason says where the other server's answer says nothing.
_KINDS = {
    RejectReason.INVALID: Kind.HARD,
    RejectReason.TIMED_OUT: Kind.SOFT,
    RejectReason.BLOCKED: Kind.POLICY,
    RejectReason.SPAM: Kind.POLICY,
}


def metadata(delivery: int) -> dict[str, str]:
    """Return what a letter must leave with, so that its provider can say which one it was."""
    return {LETTER: verp.sender(settings.SECRET_KEY.encode(), NOWHERE, delivery)}


def heard(event: Any, now: datetime) -> Settled:
    """Act upon one event; return what it came to. What a provider tells twice counts once."""
    number = _delivery_of(event, now)
    if number is None:
        return Settled(UNKNOWN, "about no letter of ours")
    match event.event_type:
        case EventType.BOUNCED:
            return bounces.bounced(number, _failure(event), now, SOURCE)
        case EventType.REJECTED if event.reject_reason in (RejectReason.INVALID, RejectReason.BOUNCED):
            return bounces.bounced(number, _failure(event), now, SOURCE)  # from its own memory, without trying
        case EventType.COMPLAINED:
            return bounces.complained(number, "abuse", cleaned(str(event.user_agent or ""))[:100], now, SOURCE)
        case EventType.UNSUBSCRIBED:
            return bounces.left(number, now, "provider", _moment(event.timestamp))
        case EventType.DELIVERED:
            return bounces.noted(number, "delivered", now)
    return Settled(NOTHING, str(event.event_type), number)


def _delivery_of(event: Any, now: datetime) -> int | None:
    told = [event.metadata.get(LETTER, "")] if isinstance(event.metadata, dict) else []
    told += event.tags if isinstance(event.tags, list) else []  # of a provider that knows no metadata
    numbers = (signed.delivery_of(str(one), now) for one in told)
    number = next((one for one in numbers if one is not None), None)
    return number if number is not None else signed.bearing(str(event.message_id or ""), now)


def _moment(told: object) -> datetime | None:
    """Return when it happened, where the provider says that with a zone."""
    return told if isinstance(told, datetime) and told.tzinfo is not None else None


def _failure(event: Any) -> Failure:
    said = " ".join(str(part) for part in (event.mta_response, event.description) if part)
    status = judging.status_in(said)
    kind = judging.kind_of([status]) if status else _KINDS.get(event.reject_reason, Kind.UNCLEAR)
    return Failure(kind, status, "failed", cleaned(said))
