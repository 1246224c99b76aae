"""Outlets, their feeds, and every time we asked one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Outlet(models.Model):
    """A newsroom that publishes under one name; outlets of one owner share a ``family``."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    home = models.CharField(max_length=500)
    country = models.CharField(max_length=2, blank=True, default="")  # ISO 3166-1 alpha-2
    language = models.CharField(max_length=8, blank=True, default="")  # ISO 639-1
    kind = models.CharField(max_length=20, default="newspaper")  # an "agency" is a wire
    family = models.SlugField(max_length=80)
    paywall = models.BooleanField(default=False)
    hosts = models.JSONField(default=list)  # where its links may lead
    verified = models.DateField(null=True, blank=True)
    opted_out = models.BooleanField(default=False)  # would rather not appear
    max_sentences = models.PositiveSmallIntegerField(default=2)
    max_words = models.PositiveSmallIntegerField(default=45)

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """An address that lists what an outlet publishes, and how it answered last."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="feeds")
    link = models.CharField(max_length=1000, unique=True)
    title = models.CharField(max_length=300, blank=True, default="")
    etag = models.CharField(max_length=500, blank=True, default="")
    last_modified = models.CharField(max_length=100, blank=True, default="")
    next_due = models.DateTimeField(null=True, blank=True)  # null: never asked, due now
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)  # the last good answer
    last_new_at = models.DateTimeField(null=True, blank=True)  # the last answer with something new in it
    failure = models.CharField(max_length=40, blank=True, default="")  # the error's code
    failure_detail = models.CharField(max_length=500, blank=True, default="")
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)  # in a row
    retired = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["next_due"], condition=Q(retired=False), name="feed_due")]

    def __str__(self) -> str:
        return self.link


class Fetch(models.Model):
    """One time we asked a feed, and what came of it."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="fetches")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(default=0)  # HTTP status, 0 when nobody answered
    bytes = models.PositiveIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    parser = models.CharField(max_length=20, blank=True, default="")
    failure = models.CharField(max_length=40, blank=True, default="")
    detail = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["feed", "at"], name="fetch_feed_at")]

    def __str__(self) -> str:
        return f"{self.feed_id} at {self.at:%Y-%m-%d %H:%M}: {self.failure or self.status}"
