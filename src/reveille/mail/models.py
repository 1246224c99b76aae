"""What the operator was told, so that a restart does not tell it again; and what those at the desk are to be told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Alarm(models.Model):
    """Something that the operator must know, from when it was noticed until it healed."""

    cause = models.CharField(max_length=120)  # what is wrong and with what: "relay", "no-edition military 2026-11-24"
    subject = models.CharField(max_length=200)
    words = models.TextField()
    raised_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)  # when its mail was handed over
    tried_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause"], condition=Q(cleared_at=None), name="one_alarm_a_cause")
        ]
        ordering = ["raised_at", "id"]

    def __str__(self) -> str:
        return f"{self.cause} since {self.raised_at:%Y-%m-%d %H:%M}"


class Note(models.Model):
    """A letter to somebody who works at the desk that waits to leave; once it is taken, it is gone."""

    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    words = models.TextField()
    queued_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
