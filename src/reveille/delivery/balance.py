"""The balance: planned in all = sent + refused + expired + skipped + in doubt + open."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from reveille.delivery.models import Delivery
from reveille.editions.models import Edition


@dataclass(frozen=True)
class Balance:
    """How many of an edition's deliveries stand in each state."""

    planned: int
    by_state: dict[str, int]

    @property
    def open(self) -> int:
        """Return how many are not final yet."""
        return sum(self.by_state.get(state, 0) for state in Delivery.OPEN)

    @property
    def holds(self) -> bool:
        """Return whether every row stands in exactly one known state."""
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
    rows = Delivery.objects.filter(edition=edition)
    by_state = dict(rows.order_by().values_list("state").annotate(Count("id")))
    return Balance(rows.count(), by_state)
