"""What a write to an edition's ledger does to what its roll remembers.

Whoever changes a row that is final, or tells of one, says so here in the same transaction, and before the row is
written: whoever counts for good has the roll locked meanwhile (``tallies``), so neither misses the other. Rows on
their way to their end say nothing: as long as one is open, no tally stands.
"""

from __future__ import annotations

from collections.abc import Iterable

from reveille.delivery.models import Roll


def changed(editions: Iterable[int]) -> None:
    """Note that what is final of the editions is told anew: what was counted of them does not stand any more."""
    for edition in sorted(set(editions)):  # in one order, so that two who change them never wait in a ring
        Roll.objects.filter(edition=edition).update(tally_stands=False)


def reopen(editions: Iterable[int]) -> None:
    """Note that something of the editions is on its way again: they are not complete, and not counted."""
    for edition in sorted(set(editions)):
        Roll.objects.filter(edition=edition).update(complete_at=None, tally=None, tallied_at=None, tally_stands=False)
