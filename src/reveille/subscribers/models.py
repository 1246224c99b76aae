"""Who asked for it: subscribers, what they asked for, when they agreed, and whom we must not write to."""

from __future__ import annotations

import secrets

from django.db import models

from reveille.editions.models import Newsletter


def new_token() -> str:
    """Return 256 random bits for an address that only its owner has."""
    return secrets.token_urlsafe(32)


class Subscriber(models.Model):
    """A person we may be allowed to write to, by one e-mail address."""

    address = models.CharField(max_length=254)  # as it was typed
    address_key = models.CharField(max_length=254, unique=True)  # as it is compared
    address_hash = models.CharField(max_length=64, db_index=True)  # keyed, as suppression knows it
    created_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True, db_index=True)  # what a stranger asked for: one a day
    moving_to = models.CharField(max_length=254, blank=True, default="")  # a new address, until it is confirmed
    moving_nonce = models.CharField(max_length=64, blank=True, default="")
    moving_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Subscription(models.Model):
    """A subscriber to a newsletter: at which time, in which zone, on which days, in which format."""

    class State(models.TextChoices):
        """Where a subscription stands."""

        PENDING = "pending"
        CONFIRMED = "confirmed"
        LEFT = "left"

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    newsletter = models.ForeignKey(Newsletter, on_delete=models.PROTECT, related_name="subscriptions")
    minute = models.PositiveSmallIntegerField()  # of the day, in its zone
    zone = models.CharField(max_length=64, default="UTC")
    weekdays = models.PositiveSmallIntegerField(default=127)  # Monday 1 … Sunday 64
    format = models.CharField(max_length=4, default="html", choices=[("html", "HTML"), ("text", "plain text")])
    language = models.CharField(max_length=8, blank=True, default="")  # of our own words; "" is the newsletter's
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    seed = models.BooleanField(default=False)  # the operator's own box: every edition comes here first, at closing
    token = models.CharField(max_length=64, unique=True, default=new_token)  # leave and preferences
    # Makes one confirmation link good, once; those that were asked for together share it.
    nonce = models.CharField(max_length=64, blank=True, default="", db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "newsletter"], name="one_subscription_a_newsletter")
        ]
        indexes = [
            models.Index(fields=["newsletter", "state"], name="subscription_confirmed"),
            models.Index(fields=["confirmed_at", "left_at"], name="subscription_days"),
            models.Index(
                fields=["left_at", "confirmed_at"], condition=models.Q(left_at__isnull=False), name="subscription_left"
            ),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk} ({self.state})"

    @property
    def speaks(self) -> str:
        """The language of our own words to this reader."""
        return self.language or self.newsletter.language


class Consent(models.Model):
    """When, how, from where and to what a subscriber agreed, changed or left."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="consents")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20)  # asked | confirmed | changed | moved | left
    how = models.CharField(max_length=40, blank=True, default="")  # form | json | button | one-click | mail | import
    wording = models.CharField(max_length=500, blank=True, default="")
    network = models.CharField(max_length=64, blank=True, default="")  # keyed hash of where it came from
    agent = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["kind", "how"], name="consent_ways")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"


class Suppression(models.Model):
    """An address that we must not write to, known only by its keyed hash; see ``subscribers.suppression``."""

    class Reason(models.TextChoices):
        """Why not."""

        ASKED = "asked"
        COMPLAINED = "complained"
        ERASED = "erased"
        MOVED = "moved"
        BOUNCED = "bounced"

    address_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=40, choices=Reason.choices)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True, default="")  # the operator's
    asked_at = models.DateTimeField(null=True, blank=True)  # when they were last asked to confirm nevertheless

    def __str__(self) -> str:
        return f"{self.reason} at {self.at:%Y-%m-%d}"


class Lifting(models.Model):
    """An address may be written to again: what barred it, and who lifted it, when and why."""

    address_hash = models.CharField(max_length=64, db_index=True)
    reason = models.CharField(max_length=40)
    since = models.DateTimeField()
    at = models.DateTimeField()
    who = models.CharField(max_length=150)
    why = models.CharField(max_length=300)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.reason} lifted by {self.who} at {self.at:%Y-%m-%d}"


class Asking(models.Model):
    """What somebody asked for at a form, until it is answered (subscribers.answering); then it is gone."""

    class Kind(models.TextChoices):
        """What is asked for."""

        SIGN_UP = "sign_up"
        LOST_LINK = "lost_link"
        MOVE = "move"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    address = models.CharField(max_length=254)
    newsletters = models.JSONField(default=list)  # their slugs
    minute = models.PositiveSmallIntegerField(default=0)
    zone = models.CharField(max_length=64, default="UTC")
    weekdays = models.PositiveSmallIntegerField(default=127)
    format = models.CharField(max_length=4, default="html")
    language = models.CharField(max_length=8, blank=True, default="")
    wording = models.CharField(max_length=500, blank=True, default="")  # what stood beside the button
    how = models.CharField(max_length=40, default="form")
    network = models.CharField(max_length=64, blank=True, default="")
    agent = models.CharField(max_length=200, blank=True, default="")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, null=True, blank=True, related_name="askings")

    def __str__(self) -> str:
        return f"asking {self.pk} ({self.kind})"


class Letter(models.Model):
    """A letter of our own that waits to leave. It is rendered when it leaves, so that no link of it is kept."""

    class Kind(models.TextChoices):
        """Which letter."""

        CONFIRMATION = "confirmation"
        LOST_LINK = "lost_link"
        WELCOME = "welcome"
        MOVE = "move"
        MOVED = "moved"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="letters")
    to = models.CharField(max_length=254)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField(db_index=True)
    attempt = models.PositiveSmallIntegerField(default=0)  # the fence, as in a delivery
    lease_until = models.DateTimeField(null=True, blank=True)
    handed = models.BooleanField(default=False)  # it may have left: after a crash it is not sent again

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subscription", "to"], name="one_letter_of_a_kind")]
        indexes = [
            models.Index(fields=["queued_at"], name="letter_queued"),
            models.Index(fields=["lease_until"], condition=models.Q(handed=True), name="letter_handed"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk} ({self.kind})"


class Tally(models.Model):
    """How often something was done on a day: from a network, to an address (both as keyed hashes), by a subscriber."""

    key = models.CharField(max_length=64)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="one_tally_a_day")]

    def __str__(self) -> str:
        return f"{self.count} on {self.day}"


class Recalled(models.Model):
    """How much of a file of the journal of leavings the database knows; see ``subscribers.recalling``."""

    file = models.CharField(max_length=100, unique=True)
    octets = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.file} up to {self.octets}"


class Unwritten(models.Model):
    """A line that the journal of leavings could not take, until it does; see ``subscribers.journal.catch_up``."""

    file = models.CharField(max_length=100)
    line = models.CharField(max_length=400)

    def __str__(self) -> str:
        return f"unwritten {self.pk} in {self.file}"


class KeyCheck(models.Model):
    """One row: tells a secret key that this database's hashes and links were made with from any other."""

    digest = models.CharField(max_length=64)  # subscribers.keycheck

    def __str__(self) -> str:
        return "the key's digest"
