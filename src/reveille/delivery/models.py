"""The ledger: one row for each edition and subscription, from planned to one final state.

A row never goes. Whatever an operator sends again is written down first (``Resend``); how many an edition is for
is counted beside the ledger (``Roll``), so that a row that was lost would be missed.
"""

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

    class Fault(models.TextChoices):
        """Whose it is that a letter was refused or deferred."""

        NOBODY = ""
        ADDRESS = "address"  # it does not exist, or takes nothing: sending again is no use
        RELAY = "relay"  # trouble or policy on the way, nothing about this reader: may be sent again
        LETTER = "letter"  # ours: it could not be made

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="deliveries")
    subscription = models.ForeignKey(
        Subscription, on_delete=models.SET_NULL, null=True, blank=True, related_name="deliveries"
    )
    domain = models.CharField(max_length=253, blank=True, default="")  # the address's, A-label form: the provider
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    due_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempt = models.PositiveSmallIntegerField(default=0)  # the fence: a late worker's number is too low
    worker = models.CharField(max_length=80, blank=True, default="")
    lease_until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, default="")  # the last answer, or our own why
    fault = models.CharField(max_length=8, blank=True, default="", choices=Fault.choices)
    message_id = models.CharField(max_length=400, blank=True, default="")
    handed_at = models.DateTimeField(null=True, blank=True)  # the last time "handed" was committed
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


class Roll(models.Model):
    """How many an edition is for, counted at planning from the subscriptions, without the ledger."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="roll")
    at = models.DateTimeField()
    entitled = models.PositiveIntegerField()  # confirmed in time and not suppressed
    not_today = models.PositiveIntegerField()  # of these, who left this day out or pauses
    planned = models.PositiveIntegerField()  # rows that there must be, those planned later included
    complete_at = models.DateTimeField(null=True, blank=True)  # when nothing was open any more, and the books held

    def __str__(self) -> str:
        return f"{self.planned} of {self.entitled}"


class Resend(models.Model):
    """An operator sends a delivery again: who, when, why, and what the row said until then."""

    class Why(models.TextChoices):
        """What was asked for."""

        MISSED = "missed"
        DOUBTFUL = "doubtful"
        ASKED = "asked"  # for one person

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="resends")
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    why = models.CharField(max_length=10, choices=Why.choices)
    state = models.CharField(max_length=10, choices=Delivery.State.choices)
    reason = models.CharField(max_length=300, blank=True, default="")
    fault = models.CharField(max_length=8, blank=True, default="")
    attempt = models.PositiveSmallIntegerField()
    handed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.why} by {self.who} at {self.at:%Y-%m-%d %H:%M}"


class Heartbeat(models.Model):
    """When the clock of an installation was last looked at, so that a stop over a closing is noticed."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M}"
