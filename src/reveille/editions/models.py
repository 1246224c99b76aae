"""Newsletters, their editions, and the stories placed in them.

There is one edition for each newsletter and date. A closed edition never changes.
"""

from __future__ import annotations

from django.db import models

from reveille.core import lights
from reveille.newsroom.models import Story
from reveille.sources.models import Outlet


class Newsletters(models.QuerySet["Newsletter"]):
    """Newsletters, in the order in which they were founded."""

    def living(self) -> Newsletters:
        """Return those that still appear; a retired one keeps its archive, and has no new edition or reader."""
        return self.filter(retired_at=None).order_by("id")


class Newsletter(models.Model):
    """What people sign up for: a name, a beat, a home outlet, a closing time."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    tagline = models.CharField(max_length=300, blank=True, default="")
    beat = models.SlugField(max_length=60)
    home_outlet = models.ForeignKey(
        Outlet, on_delete=models.SET_NULL, null=True, blank=True, related_name="newsletters"
    )
    closing_minute = models.PositiveSmallIntegerField(default=330)  # minutes of the day, in its zone
    zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=8, default="en")
    sender_name = models.CharField(max_length=100, blank=True, default="")
    sender_address = models.CharField(max_length=254, blank=True, default="")  # none: the installation's
    postal_address = models.CharField(max_length=300, blank=True, default="")  # likewise
    sections = models.JSONField(default=list, blank=True)  # names of its beat's sections, in its order; none: all
    light = models.CharField(max_length=10, default=lights.AMBER)  # core.lights
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = Newsletters.as_manager()

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """One day's issue of a newsletter: a draft, held back, or closed for ever."""

    class State(models.TextChoices):
        """Where an edition stands."""

        DRAFT = "draft"
        HELD = "held"
        CLOSED = "closed"

    newsletter = models.ForeignKey(Newsletter, on_delete=models.PROTECT, related_name="editions")
    date = models.DateField()
    number = models.PositiveIntegerField(default=0)  # given at closing
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    closing_at = models.DateTimeField()
    composed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")  # why it is held
    subject = models.CharField(max_length=200, blank=True, default="")
    preheader = models.CharField(max_length=300, blank=True, default="")
    page = models.JSONField(default=dict)  # core.layout.to_json
    html = models.TextField(blank=True, default="")  # the bytes it was closed with, personal values as placeholders
    text = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")  # SHA-256 of html and text
    habits = models.JSONField(default=dict)  # newsroom.archive.Habits: what its outlets were taken to do
    made_with = models.JSONField(default=dict)  # editions.provenance.of, at closing
    weighed = models.JSONField(default=list)  # for the desk: the best stories that were weighed, told or not
    withdrawn = models.JSONField(default=list)  # for the desk: what outlets took back before closing (standing)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["newsletter", "date"], name="one_edition_a_day")]
        indexes = [models.Index(fields=["newsletter", "state", "-date"], name="edition_latest")]

    def __str__(self) -> str:
        return f"{self.newsletter_id} {self.date} ({self.state})"


class ArchiveLine(models.Model):
    """A closed edition as lists of past ones show it, without what was taken down since (editions.shown)."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, primary_key=True, related_name="archive_line")
    headline = models.TextField(blank=True)  # of its lead
    language = models.CharField(max_length=8, blank=True)  # of that headline
    stories = models.PositiveIntegerField()
    outlets = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"edition {self.edition_id}: {self.headline}"


class Rendering(models.Model):
    """A closed edition's letter in another language than the newsletter's own: the same page, our words around it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="renderings")
    language = models.CharField(max_length=8)
    html = models.TextField()
    text = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of html and text

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "language"], name="one_rendering_a_language")]

    def __str__(self) -> str:
        return f"edition {self.edition_id} in {self.language}"


class Act(models.Model):
    """What an editor did to an edition (core.shaping says what each kind means); an undone one counts no more."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=20)
    value = models.JSONField(default=dict)
    words = models.CharField(max_length=500)  # what was done, for people
    by = models.CharField(max_length=254)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=254, blank=True, default="")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.by}: {self.words}"


class Placement(models.Model):
    """A story in an edition: where it stands, why, and who reported it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="placements")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="placements")
    slug = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField()  # 1 is the lead
    score = models.FloatField()
    reasons = models.JSONField(default=list)  # [[points, words], …], the sum is the score
    facts = models.JSONField(default=dict)  # what tomorrow compares with
    item = models.JSONField(default=dict)  # core.layout.Item as JSON
    reports = models.JSONField(default=list)  # who reported it, for the story's page
    dossier = models.JSONField(default=dict)  # core.layout.Dossier as JSON: what the story's own page shows
    where = models.JSONField(default=dict)  # {country, shares: [[code, share]], towns: [{name, country, …}]}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "story"], name="one_placement_a_story"),
            models.UniqueConstraint(fields=["edition", "slug"], name="one_slug_an_edition"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.position}. {self.slug}"
