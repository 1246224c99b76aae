"""Whom we call, and each call with what was answered."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from reveille import keys
from reveille.core import webhooks
from reveille.editions.models import Edition, Newsletter


class Webhook(models.Model):
    """An address that hears of a newsletter's editions."""

    newsletter = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="webhooks")
    link = models.CharField(max_length=webhooks.LONGEST)
    seed = models.CharField(max_length=64)  # its secret comes of this and the installation's key: no dump tells it
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=254)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.link

    @property
    def secret(self) -> bytes:
        """Return what its calls are signed with."""
        return self.secrets(settings.CLOCK().date())[0]

    def secrets(self, today: date) -> list[bytes]:
        """Return all that its calls are signed with today: its secret, and those of former keys that still hold."""
        return [webhooks.secret(key.encode(), self.seed) for key in keys.holding(today)]


class Call(models.Model):
    """One event for one webhook. It is over when it was taken, or given up: then there is no next try."""

    class Event(models.TextChoices):
        """What a webhook hears of."""

        CLOSED = "edition.closed"
        BEGUN = "sending.begun"
        FINISHED = "sending.finished"
        TEST = "test"

    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="calls")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, blank=True, related_name="calls")
    event = models.CharField(max_length=20, choices=Event.choices)
    name = models.CharField(max_length=64, unique=True)  # the same at each try: a receiver drops what it knows
    body = models.TextField()
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(default=0)  # of the last answer; 0: there was none
    answer = models.CharField(max_length=300, blank=True, default="")  # how it began, or why there was none

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["webhook", "edition", "event"], condition=Q(edition__isnull=False), name="one_call_an_event"
            )
        ]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(next_try_at__isnull=False), name="call_due")]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.event} to {self.webhook_id}"
