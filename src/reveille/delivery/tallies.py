"""Tallies: what was counted of an edition's ledger, kept beside its roll, so that no page counts 100,000 rows.

The ledger is the truth. A tally of an edition that is complete stands until a write changes the ledger (``rolls``);
any other is good for a few seconds, and says when it was counted. No address is in it: whose deliveries they are is
asked when it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from reveille.delivery import balance, ledger
from reveille.delivery.ledger import Ledger, Unhappy
from reveille.delivery.models import Roll
from reveille.editions.models import Edition

FRESH = timedelta(seconds=25)  # `reveille run` counts what is on its way every ten
AT_ONCE = 20  # editions; an installation that has none yet catches up by and by


@dataclass(frozen=True)
class Tally:
    """What the ledger said of an edition, and when; without a moment it says so still."""

    ledger: Ledger
    at: datetime | None


def of(editions: Sequence[Edition], now: datetime) -> list[Tally]:
    """Return the tallies of the editions, in their order; one that has none, or too old a one, is counted now."""
    rolls = {roll.edition_id: roll for roll in Roll.objects.filter(edition__in=editions)}
    return [_of(edition, rolls.get(edition.pk), now) for edition in editions]


def keep(now: datetime) -> None:
    """Count those editions whose tally does not stand, those counted longest ago first."""
    waiting = Roll.objects.filter(tally_stands=False).select_related("edition")
    for roll in waiting.order_by(F("tallied_at").asc(nulls_first=True), "-edition__date")[:AT_ONCE]:
        told = ledger.counted(roll.edition)
        if told.balance.complete:
            _keep_for_good(roll.edition, now)
        else:
            # Another may have counted to the end meanwhile, and what it kept for good stays.
            Roll.objects.filter(pk=roll.pk, tally_stands=False).update(tally=_kept(told), tallied_at=now)


@transaction.atomic
def _keep_for_good(edition: Edition, now: datetime) -> None:
    """Count once more, while nobody can change what is final."""
    roll = Roll.objects.select_for_update().get(edition=edition)
    told = ledger.counted(edition)
    roll.tally, roll.tallied_at = _kept(told), now
    roll.tally_stands = told.balance.complete and told.balance.holds
    roll.save(update_fields=["tally", "tallied_at", "tally_stands"])


def _of(edition: Edition, roll: Roll | None, now: datetime) -> Tally:
    if roll is None or roll.tally is None or roll.tallied_at is None:
        return Tally(ledger.counted(edition), now)
    if not roll.tally_stands and abs(now - roll.tallied_at) > FRESH:
        return Tally(ledger.counted(edition), now)
    return Tally(_told(edition, roll.planned, roll.tally), None if roll.tally_stands else roll.tallied_at)


def _kept(told: Ledger) -> dict[str, Any]:
    """Return what of a ledger is kept: counts and reasons."""
    return {
        "states": told.balance.by_state,
        "providers": told.providers,
        "unhappy": [(one.state, one.reason, one.fault, one.count) for one in told.unhappy],
        "resends": told.resends,
        "returned": told.returned,
    }


def _told(edition: Edition, planned: int, kept: dict[str, Any]) -> Ledger:
    return Ledger(
        edition,
        balance.Balance(planned, kept["states"]),
        [(domain, states) for domain, states in kept["providers"]],
        [Unhappy(*one) for one in kept["unhappy"]],
        kept["resends"],
        kept["returned"],
    )
