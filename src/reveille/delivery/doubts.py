"""Doubts: an operator who has read the relay's log says that letters arrived. Nothing is sent for it.

A row in doubt becomes sent, as by a report that comes back of its letter; who said so, when, and how they knew is
written down beside it (``Arrival``) with what the row said until then. A row that has changed since is let be.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from reveille.core.errors import DoubtError
from reveille.delivery import rolls
from reveille.delivery.models import Arrival, Delivery
from reveille.editions.models import Edition
from reveille.mail import alarm
from reveille.subscribers import addresses

State = Delivery.State
BATCH = 1000
WHO, WHY = 150, 250  # characters


def of(edition: Edition, only: Collection[str] = ()) -> dict[int, str]:
    """Return the deliveries of the edition that are in doubt, and whose each is: of all, or ``only`` these addresses.

    Of who was erased since nobody knows whose it is.
    """
    rows = Delivery.objects.filter(edition=edition, state=State.IN_DOUBT).order_by("pk")
    whose = rows.values_list("pk", "subscription__subscriber__address_key")
    keys = {addresses.key(one) for one in only}
    return {pk: key or "" for pk, key in whose if not keys or key in keys}


@transaction.atomic
def settle(edition: Edition, deliveries: Sequence[int], who: str, why: str, now: datetime) -> int:
    """Take those of the deliveries that are in doubt still for sent; return how many. Raises DoubtError without why."""
    if not why.strip():
        raise DoubtError(f"{edition.newsletter.slug} {edition.date}", "say how you know")
    rolls.changed([edition.pk])
    doubtful = Delivery.objects.filter(edition=edition, state=State.IN_DOUBT)
    settled = 0
    for start in range(0, len(deliveries), BATCH):
        batch = doubtful.filter(pk__in=deliveries[start : start + BATCH])
        rows = list(batch.select_for_update(of=("self",)).order_by("pk"))
        Arrival.objects.bulk_create(
            Arrival(delivery=row, at=now, who=who[:WHO], why=why[:WHY], reason=row.reason, ended_at=row.ended_at)
            for row in rows
        )
        settled += doubtful.filter(pk__in=[row.pk for row in rows]).update(
            state=State.SENT, reason=f"in doubt until the operator said: {why[:WHY]}", ended_at=now, lease_until=None
        )
    if not doubtful.exists():
        for cause in ("doubt", "restored"):
            alarm.clear(f"{cause} {edition.newsletter.slug} {edition.date}", now)
    return settled
