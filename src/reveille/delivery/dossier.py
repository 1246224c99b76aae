"""Dossier: all that is held on a subscriber, in every room from here on, as values that JSON knows."""

from __future__ import annotations

from typing import Any

from reveille.delivery.models import Bounce, Complaint, Delivery
from reveille.subscribers import export
from reveille.subscribers.models import Subscriber


def of(subscriber: Subscriber) -> dict[str, Any]:
    """Return everything that is held on the subscriber."""
    deliveries = Delivery.objects.filter(subscription__subscriber=subscriber)
    bounces = Bounce.objects.filter(delivery__in=deliveries).select_related("delivery__edition").order_by("at", "id")
    complaints = Complaint.objects.filter(delivery__in=deliveries).select_related("delivery__edition").order_by("at")
    return {
        **export.of(subscriber),
        "deliveries": [
            {
                "newsletter": one.edition.newsletter.name,
                "edition": one.edition.date.isoformat(),
                "state": one.state,
                "due_at": one.due_at,
                "ended_at": one.ended_at,
                "answer": one.reason,
            }
            for one in deliveries.select_related("edition__newsletter").order_by("due_at", "id")
        ],
        "bounces": [
            {
                "edition": one.delivery.edition.date.isoformat(),
                "at": one.at,
                "kind": one.kind,
                "said": one.diagnostic,
                "decision": one.decision,
            }
            for one in bounces
        ],
        "complaints": [
            {"edition": one.delivery.edition.date.isoformat(), "at": one.at, "kind": one.feedback_type}
            for one in complaints
        ],
    }
