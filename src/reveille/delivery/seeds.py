"""Seeds first: an edition goes to the operator's own boxes, and to its readers when these have answered.

Whatever they answer, the readers' letters follow: the operator has heard of a refusal by then, and may stop them.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from reveille.delivery.models import Delivery
from reveille.editions.models import Edition
from reveille.subscribers.models import Subscription

State = Delivery.State
HEAD_START = timedelta(minutes=5)  # from closing on; after that a seed holds up nobody
SEEDS = Q(subscription__seed=True)


def due(now: datetime) -> bool:
    """Return whether a seed waits for an edition that closed just now."""
    return _unanswered(now).filter(state=State.PLANNED, next_try_at__lte=now).exists()


def elsewhere(now: datetime) -> Collection[int]:
    """Return the editions that closed just now and whose seeds are in the hands of a worker."""
    in_hand = _unanswered(now).filter(state__in=(State.CLAIMED, State.HANDED))
    return set(in_hand.values_list("edition", flat=True))


def _unanswered(now: datetime) -> QuerySet[Delivery]:
    since = now - HEAD_START
    just_closed = Edition.objects.filter(Q(closing_at__gt=since) | Q(closed_at__gt=since), state=Edition.State.CLOSED)
    return Delivery.objects.filter(edition__in=just_closed, subscription__in=Subscription.objects.filter(seed=True))
