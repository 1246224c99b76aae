"""Outcomes: what became of a letter, as its row says it."""

from __future__ import annotations

import re
from datetime import timedelta

from reveille.core.errors import InDoubt, MessageError, NotHandedOver, Unmade
from reveille.core.replies import Answer
from reveille.delivery.claims import Claimed, Ending
from reveille.delivery.models import Delivery
from reveille.mail.transport import Outcome

State, Fault = Delivery.State, Delivery.Fault
FULL = "2.2"
UNMADE = "it could not be made"
FIRST_RETRY, LAST_RETRY = timedelta(minutes=5), timedelta(hours=1)


def ending(row: Claimed, outcome: Outcome) -> Ending | None:
    """Return how a row ends, or that it is deferred; None when we stumbled, and its lease is to run out."""
    match outcome:
        case Answer():
            return _answered(row, outcome)
        case InDoubt():
            return Ending(row, State.IN_DOUBT, outcome.detail)
        case NotHandedOver():
            return Ending(row, State.DEFERRED, outcome.detail, Fault.RELAY)
        case MessageError():
            return Ending(row, State.REFUSED, str(outcome), Fault.LETTER)
        case Unmade():
            return Ending(row, State.DEFERRED, f"{UNMADE}: {outcome.detail}")
    return None


def wait(attempt: int) -> timedelta:
    """Return how long a deferred row waits after its ``attempt``: twice as long each time."""
    doubled: int = 2 ** min(max(attempt - 1, 0), 8)
    return min(LAST_RETRY, FIRST_RETRY * doubled)


def _answered(row: Claimed, answer: Answer) -> Ending:
    words = answer.text
    if row.address.lower() in words.lower():
        words = re.sub(re.escape(row.address), "their address", words, flags=re.IGNORECASE)
    said = " ".join(filter(None, (str(answer.code), answer.enhanced, words)))
    if answer.taken:
        return Ending(row, State.SENT, said)
    return Ending(row, State.DEFERRED if answer.passing else State.REFUSED, said, _fault(answer))


def _fault(answer: Answer) -> Delivery.Fault:
    """Tell whether a no is about the address (RFC 3463: X.1, X.2; or a bare 550, 551, 553) or about the way there.

    A full mailbox (X.2.2) is there, and its reader may make room: an operator may mail it with the missed.
    """
    if answer.enhanced:
        about = answer.enhanced[2:]
        return Fault.ADDRESS if about[:2] in ("1.", "2.") and about != FULL else Fault.RELAY
    return Fault.ADDRESS if answer.code in (550, 551, 553) else Fault.RELAY
