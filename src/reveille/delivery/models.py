"""The ledger: one row for each edition and subscription, from planned to one final state.

A row never goes. Whatever an operator sends again is written down first (``Resend``), and so is what they know of a
letter in doubt (``Arrival``); how many an edition is for
is counted beside the ledger (``Roll``), so that a row that was lost would be missed. What comes back of a letter is
an event beside its row (``Bounce``, ``Complaint``), and the row's state stays.
"""

from __future__ import annotations

from datetime import timedelta

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
        RELAY = "relay"  # trouble or policy on the way, or a full mailbox: may be sent again
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
    """How many an edition is for, counted at planning from the subscriptions, without the ledger.

    Beside it stands what was last counted of the ledger, for the desk's pages.
    """

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="roll")
    at = models.DateTimeField()
    entitled = models.PositiveIntegerField()  # confirmed in time and not suppressed
    not_today = models.PositiveIntegerField()  # of these, who left this day out or pauses
    planned = models.PositiveIntegerField()  # rows that there must be, those planned later included
    complete_at = models.DateTimeField(null=True, blank=True)  # when nothing was open any more, and the books held
    tally = models.JSONField(null=True, blank=True)  # what was last counted of the ledger; see ``delivery.tallies``
    tallied_at = models.DateTimeField(null=True, blank=True)
    tally_stands = models.BooleanField(default=False)  # nothing has changed since, nor will by itself

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


class Arrival(models.Model):
    """An operator says that a letter in doubt arrived: who, when, how they know, and what the row said until then."""

    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="arrivals")
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    why = models.CharField(max_length=250)
    reason = models.CharField(max_length=300, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"said by {self.who} at {self.at:%Y-%m-%d %H:%M}"


class Heartbeat(models.Model):
    """When the clock of an installation was last looked at, so that a stop over a closing is noticed."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M}"


class Bounce(models.Model):
    """A letter that was taken came back. The same report twice is one row."""

    class Kind(models.TextChoices):
        """Whose trouble it is; see ``core.bounces``."""

        HARD = "hard"
        SOFT = "soft"
        POLICY = "policy"
        UNCLEAR = "unclear"

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="bounces")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    status = models.CharField(max_length=11, blank=True, default="")  # RFC 3463
    action = models.CharField(max_length=10, blank=True, default="")  # RFC 3464
    diagnostic = models.CharField(max_length=300, blank=True, default="")  # what they said, without any address
    decision = models.CharField(max_length=120, blank=True, default="")  # what followed, and why
    at = models.DateTimeField()
    source = models.CharField(max_length=10)  # listener | imap | maildir | webhook | command

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "kind"], name="one_bounce_of_a_kind")]
        indexes = [models.Index(fields=["at"], name="bounce_at")]

    def __str__(self) -> str:
        return f"{self.kind} bounce of delivery {self.delivery_id}"


class Complaint(models.Model):
    """A reader told their provider that a letter is spam. Once a letter."""

    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="complaint")
    feedback_type = models.CharField(max_length=20)  # RFC 5965
    reporter = models.CharField(max_length=100, blank=True, default="")
    at = models.DateTimeField()
    source = models.CharField(max_length=10)

    class Meta:
        indexes = [models.Index(fields=["at"], name="complaint_at")]

    def __str__(self) -> str:
        return f"complaint of delivery {self.delivery_id}"


class Heard(models.Model):
    """A mail that came back and was acted upon, known by its bytes, so that it acts once however often it is read."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"heard at {self.at:%Y-%m-%d %H:%M}"


class ProviderDay(models.Model):
    """What one provider's domain answered to a day's letters (UTC), and how many of these were complained of."""

    domain = models.CharField(max_length=253)
    day = models.DateField()
    sent = models.PositiveIntegerField(default=0)
    deferred = models.PositiveIntegerField(default=0)  # 4xx answers, not letters
    refused = models.PositiveIntegerField(default=0)  # 5xx answers
    complaints = models.PositiveIntegerField(default=0)
    told = models.CharField(max_length=4, blank=True, default="")  # warn | stop: what the operator has heard

    class Meta:
        constraints = [models.UniqueConstraint(fields=["domain", "day"], name="one_day_a_provider")]
        indexes = [models.Index(fields=["day"], name="provider_day")]

    def __str__(self) -> str:
        return f"{self.domain} on {self.day}"


class Box(models.Model):
    """How far a mailbox has been read: by the numbers that IMAP gives its letters (RFC 3501 2.3.1.1)."""

    name = models.CharField(max_length=300, unique=True)
    validity = models.BigIntegerField()
    uid = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name} up to {self.uid}"


class DomainPace(models.Model):
    """How fast a domain may be written to, as far as it was ever slowed down or paused; see ``core.pacing``."""

    domain = models.CharField(max_length=253, unique=True)
    lanes = models.FloatField(null=True, blank=True)  # letters on their way at once; none: as many as there are
    gap = models.FloatField(default=0)  # seconds between two
    next_at = models.DateTimeField(null=True, blank=True)
    slowed_at = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)  # paused until then, since it refuses us by policy
    pause = models.DurationField(default=timedelta)  # the last pause
    strikes = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=300, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.domain}: {self.why}"


class Examined(models.Model):
    """What the doctor said of a sender and its relay before their first real letters: a yes stays a yes."""

    sender = models.CharField(max_length=253)  # the domain
    relay = models.CharField(max_length=300)  # host:port
    at = models.DateTimeField()
    passed = models.BooleanField(default=False)
    keys = models.CharField(max_length=64, blank=True, default="")  # a hash of those that signed then; "": not noted
    lines = models.JSONField(default=list)  # what keeps the letters back: [[id, state, what, todo, blocks], …]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "relay"], name="one_examination_a_sender")]

    def __str__(self) -> str:
        return f"{self.sender} by {self.relay}"
