"""The balance: planned in all = sent + refused + expired + skipped + in doubt + open.

Planned in all is what the roll says, which was counted from the subscriptions; the rows have to agree with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from reveille.core.errors import BalanceError
from reveille.delivery.models import Delivery, Roll
from reveille.editions.models import Edition


@dataclass(frozen=True)
class Balance:
    """How many deliveries of an edition there must be, and how many stand in each state."""

    planned: int
    by_state: dict[str, int]

    @property
    def open(self) -> int:
        """Return how many are not final yet."""
        return sum(self.by_state.get(state, 0) for state in Delivery.OPEN)

    @property
    def holds(self) -> bool:
        """Return whether every delivery that was planned stands in exactly one state that we know."""
        return self.planned == self.open + sum(self.by_state.get(state, 0) for state in Delivery.FINAL)

    @property
    def complete(self) -> bool:
        """Return whether nothing is open."""
        return self.open == 0

    def counts(self) -> dict[str, int]:
        """Return the sum as it is shown: planned in all, open, and each final state."""
        final = {str(state): self.by_state.get(state, 0) for state in Delivery.FINAL}
        return {"planned": self.planned, "open": self.open, **final}


def of(edition: Edition) -> Balance:
    """Return the edition's balance as the ledger has it now."""
    rows = Delivery.objects.filter(edition=edition).order_by()
    return held(edition, dict(rows.values_list("state").annotate(Count("id"))))


def held(edition: Edition, by_state: dict[str, int]) -> Balance:
    """Return the balance of rows that are counted already, held against the edition's roll."""
    roll = Roll.objects.filter(edition=edition).values_list("planned", flat=True).first()
    return Balance(sum(by_state.values()) if roll is None else roll, by_state)


def checked(edition: Edition) -> Balance:
    """Return the edition's balance. Raises BalanceError when it does not hold."""
    balance = of(edition)
    if not balance.holds:
        raise BalanceError(str(edition), f"{balance.planned} were planned; the rows say {balance.by_state}")
    return balance


def complete(edition: Edition, now: datetime) -> bool:
    """Note that nothing is open any more; return whether that is so. Raises BalanceError when it does not add up."""
    if not checked(edition).complete:
        return False
    Roll.objects.filter(edition=edition, complete_at=None).update(complete_at=now)
    return True
