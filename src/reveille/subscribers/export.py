"""Export: all that is held on a subscriber, as values that JSON knows; and everybody, as a list for a spreadsheet.

In the list no cell can be taken for a formula: one that begins like one has an apostrophe before it, which importing
takes off again (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.db.models import Q

from reveille.core import schedule
from reveille.subscribers.models import Asking, Consent, Letter, Lifting, Subscriber, Subscription, Suppression

_ASKED = ("kind", "at", "address", "newsletters", "minute", "zone", "weekdays", "format", "how", "network", "agent")


def of(subscriber: Subscriber) -> dict[str, Any]:
    """Return everything this room holds on the subscriber."""
    return {
        "address": subscriber.address,
        "known_since": subscriber.created_at.isoformat(),
        "address_fingerprint": subscriber.address_hash,
        "written_to_at_a_strangers_asking": subscriber.written_at and subscriber.written_at.isoformat(),
        "new_address_asked_for": subscriber.moving_to or None,
        "not_to_be_written_to": Suppression.objects.filter(address_hash=subscriber.address_hash)
        .values("reason", "at", "note", "asked_at")
        .first(),
        "was_not_to_be_written_to": list(
            Lifting.objects.filter(address_hash=subscriber.address_hash).values("reason", "since", "at", "why")
        ),
        "asked_for_and_not_answered_yet": list(
            Asking.objects.filter(Q(address__iexact=subscriber.address) | Q(subscriber=subscriber)).values(*_ASKED)
        ),
        "letters_that_wait": list(
            Letter.objects.filter(subscription__subscriber=subscriber).values("kind", "to", "queued_at")
        ),
        "subscriptions": [
            _subscription(one) for one in subscriber.subscriptions.select_related("newsletter").order_by("id")
        ],
    }


def _subscription(one: Subscription) -> dict[str, Any]:
    return {
        "newsletter": one.newsletter.name,
        "state": one.state,
        "minute": one.minute,
        "zone": one.zone,
        "weekdays": one.weekdays,
        "format": one.format,
        "language": one.speaks,
        "asked_at": one.asked_at.isoformat(),
        "confirmed_at": one.confirmed_at and one.confirmed_at.isoformat(),
        "left_at": one.left_at and one.left_at.isoformat(),
        "paused_until": one.paused_until and one.paused_until.isoformat(),
        "seed": one.seed,
        "consents": [_consent(given) for given in one.consents.all()],
    }


def _consent(given: Consent) -> dict[str, Any]:
    return {
        "at": given.at.isoformat(),
        "kind": given.kind,
        "how": given.how,
        "wording": given.wording,
        "network_fingerprint": given.network,
        "agent": given.agent,
    }


SUPPRESSED = "suppressed"  # why the address must not be written to, so that no other installation does either
COLUMNS = ("email", "newsletter", "state", "time", "zone", "days", "format", "language", "asked_at", "confirmed_at",
           "left_at", "paused_until", SUPPRESSED)  # fmt: skip
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")  # the full-width ones begin a formula where papers are written with them


def write_list(file: IO[str], subscriptions: Iterable[Subscription]) -> int:
    """Write a CSV of the subscriptions; return how many rows it has."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    rows = 0
    for row in _cells(subscriptions):
        writer.writerow([guarded(cell) for cell in row])
        rows += 1
    return rows


def guarded(cell: str) -> str:
    """Return a cell that a spreadsheet shows and does not calculate."""
    return f"'{cell}" if _calculates(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell as it was before it was guarded."""
    return cell[1:] if cell.startswith("'") and _calculates(cell) else cell


def _calculates(cell: str) -> bool:
    """Tell whether a cell begins a formula, perhaps behind apostrophes of its own: these are guarded, to be kept."""
    return cell.lstrip("'").startswith(_FORMULA)


def _cells(subscriptions: Iterable[Subscription]) -> Iterator[list[str]]:
    barred = dict(Suppression.objects.values_list("address_hash", "reason"))
    for one in subscriptions:
        moments = (one.asked_at, one.confirmed_at, one.left_at, one.paused_until)
        yield [
            one.subscriber.address,
            one.newsletter.slug,
            one.state,
            schedule.clock(one.minute),
            one.zone,
            schedule.weekdays_listed(one.weekdays),
            one.format,
            one.language,
            *(moment.isoformat() if moment else "" for moment in moments),
            barred.get(one.subscriber.address_hash, ""),
        ]
