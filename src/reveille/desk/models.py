"""The audit log: who did what at the desk, when, and on what. Rows are only ever added."""

from __future__ import annotations

from django.db import models


class LogEntry(models.Model):
    """One act at the desk, or one that was refused there."""

    at = models.DateTimeField()
    by = models.CharField(max_length=254, blank=True, default="")  # an account's address; "" for a stranger
    act = models.CharField(max_length=40)  # what was done: "signed in", "pin", …
    on = models.CharField(max_length=200, blank=True, default="")  # an edition, an account, an outlet
    words = models.CharField(max_length=500, blank=True, default="")  # what more there is to say
    network = models.CharField(max_length=32, blank=True, default="")  # keyed hash of where it came from

    class Meta:
        indexes = [
            models.Index(fields=["-at"], name="log_latest"),
            models.Index(fields=["act", "network", "at"], name="log_refused"),
        ]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by}: {self.act} {self.on}"
