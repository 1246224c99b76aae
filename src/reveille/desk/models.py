"""The audit log (who did what at the desk, when, and on what: rows are only ever added), the tokens of programs,
what an account signs in with beside its password, and the language it wants.
"""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models

from reveille.desk.roles import Role


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


class Token(models.Model):
    """What a program signs in with. We keep a digest of it: it is shown once, when it is made."""

    name = models.CharField(max_length=60, unique=True)  # for ever: the log names it
    role = models.PositiveSmallIntegerField()  # roles.Role
    digest = models.CharField(max_length=64, unique=True)  # SHA-256; of 32 random bytes nothing slower is needed
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=254)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def signature(self) -> str:
        """Return the name under which its acts stand in the log; no account's address looks like it."""
        return f"token {self.name}"

    @property
    def role_name(self) -> str:
        """Return what it may do, in a word."""
        return Role(self.role).name.lower()


class DeskLanguage(models.Model):
    """The language in which an account wants the desk; where there is no row, its browser's."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="desk_language")
    language = models.CharField(max_length=10)


class SecondFactor(models.Model):
    """The phone that an account signs in with beside its password. A new phone is a new row: sessions name theirs."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    sealed = models.CharField(max_length=200)  # its key, as safe.sealed
    last_step = models.BigIntegerField()  # of the last code that was taken: none up to it is taken again
    since = models.DateTimeField()


class RecoveryCode(models.Model):
    """One of ten codes for when the phone is lost. It goes when it is used."""

    factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)  # safe.digest

    class Meta:
        constraints = [models.UniqueConstraint(fields=["factor", "digest"], name="one_code_once")]
