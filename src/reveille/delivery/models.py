"""The ledger: one row for each edition and subscription, from planned to one final state."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from reveille.editions.models import Edition
from reveille.subscribers.models import Subscription


class Delivery(models.Model):
    """One edition for one subscription. It outlives the subscription, so that the ledger always adds up."""

    class State(models.TextChoices):
        """Open: planned, claimed, handed, deferred. Final: sent, refused, expired, skipped, in doubt."""

        PLANNED = "planned"
        CLAIMED = "claimed"
        HANDED = "handed"
        DEFERRED = "deferred"
        SENT = "sent"
        REFUSED = "refused"
        EXPIRED = "expired"
        SKIPPED = "skipped"
        IN_DOUBT = "in_doubt"

    OPEN = (State.PLANNED, State.CLAIMED, State.HANDED, State.DEFERRED)
    FINAL = (State.SENT, State.REFUSED, State.EXPIRED, State.SKIPPED, State.IN_DOUBT)

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="deliveries")
    subscription = models.ForeignKey(
        Subscription, on_delete=models.SET_NULL, null=True, blank=True, related_name="deliveries"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    due_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempt = models.PositiveSmallIntegerField(default=0)  # the fence: a late worker's number is too low
    worker = models.CharField(max_length=80, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, default="")  # the last answer, or our own why
    message_id = models.CharField(max_length=400, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "subscription"], name="once_an_edition")]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state__in=["planned", "deferred"]), name="delivery_due"),
            models.Index(fields=["edition", "state"], name="delivery_ledger"),
            models.Index(fields=["lease_until"], condition=Q(state__in=["claimed", "handed"]), name="delivery_lease"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} ({self.state})"
