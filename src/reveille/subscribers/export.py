"""Export: all that is held on a subscriber, as values that JSON knows."""

from __future__ import annotations

from typing import Any

from reveille.subscribers.models import Subscriber, Suppression


def of(subscriber: Subscriber) -> dict[str, Any]:
    """Return everything this room holds on the subscriber."""
    return {
        "address": subscriber.address,
        "known_since": subscriber.created_at.isoformat(),
        "address_fingerprint": subscriber.address_hash,
        "written_to_at_a_strangers_asking": subscriber.written_at and subscriber.written_at.isoformat(),
        "new_address_asked_for": subscriber.moving_to or None,
        "not_to_be_written_to": Suppression.objects.filter(address_hash=subscriber.address_hash)
        .values("reason", "at")
        .first(),
        "subscriptions": [
            {
                "newsletter": one.newsletter.name,
                "state": one.state,
                "minute": one.minute,
                "zone": one.zone,
                "weekdays": one.weekdays,
                "format": one.format,
                "asked_at": one.asked_at.isoformat(),
                "confirmed_at": one.confirmed_at and one.confirmed_at.isoformat(),
                "left_at": one.left_at and one.left_at.isoformat(),
                "paused_until": one.paused_until and one.paused_until.isoformat(),
                "consents": [
                    {
                        "at": c.at.isoformat(),
                        "kind": c.kind,
                        "how": c.how,
                        "wording": c.wording,
                        "network_fingerprint": c.network,
                        "agent": c.agent,
                    }
                    for c in one.consents.all()
                ],
            }
            for one in subscriber.subscriptions.select_related("newsletter").order_by("id")
        ],
    }
