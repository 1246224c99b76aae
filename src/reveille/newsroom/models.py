"""Articles, what we judged of them, and the stories that they tell.

Every join and leave is dated, so that any past moment can be seen as it was then.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from reveille.sources.models import Feed, Outlet


class Article(models.Model):
    """One text that an outlet published at one canonical link."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="articles")
    feed = models.ForeignKey(Feed, on_delete=models.SET_NULL, null=True, blank=True, related_name="articles")
    link = models.CharField(max_length=1000, unique=True)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True, default="")
    found_at = models.DateTimeField()
    published = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)  # place in its feed when found, 1 is the top

    text = models.TextField(blank=True, default="")  # paragraphs parted by a blank line
    text_from = models.CharField(max_length=10, default="feed")  # feed | page | archive
    text_digest = models.CharField(max_length=64, blank=True, default="")  # SHA-256 of the text
    body_start = models.PositiveIntegerField(default=0)  # where the first sentence begins, after a dateline
    byline = models.CharField(max_length=300, blank=True, default="")
    dateline = models.CharField(max_length=120, blank=True, default="")
    agency = models.CharField(max_length=120, blank=True, default="")  # the wire it is credited to
    image = models.CharField(max_length=1000, blank=True, default="")
    caption = models.TextField(blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    paywalled = models.BooleanField(default=False)
    commentary = models.BooleanField(default=False)

    read_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True, default="")  # why the page could not be read
    failure_detail = models.CharField(max_length=500, blank=True, default="")
    extraction = models.CharField(max_length=20, blank=True, default="")  # version of the extractor

    sifted_at = models.DateTimeField(null=True, blank=True)
    copy_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies")
    copy_reason = models.CharField(max_length=200, blank=True, default="")

    is_past = False  # set on a loaded row that shows what the article was at some moment (newsroom.versions)

    class Meta:
        indexes = [
            models.Index(fields=["found_at"], name="article_found"),
            models.Index(fields=["found_at"], condition=Q(sifted_at=None), name="article_unsifted"),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """What an article said until it said something else: its page was read, or read again."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    until = models.DateTimeField()
    title = models.CharField(max_length=500)
    published = models.DateTimeField(null=True, blank=True)
    text = models.TextField(blank=True, default="")
    text_from = models.CharField(max_length=10)
    text_digest = models.CharField(max_length=64, blank=True, default="")
    body_start = models.PositiveIntegerField(default=0)
    byline = models.CharField(max_length=300, blank=True, default="")
    dateline = models.CharField(max_length=120, blank=True, default="")
    agency = models.CharField(max_length=120, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    paywalled = models.BooleanField(default=False)
    commentary = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["until"], name="version_until")]

    def __str__(self) -> str:
        return f"{self.title} (until {self.until:%Y-%m-%d %H:%M})"


class Listing(models.Model):
    """An article's place in a feed, from the moment it first stood there; only places better than the earlier ones."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="listings")
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="listings")
    position = models.PositiveSmallIntegerField()  # 1 is the top
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "feed", "position"], name="one_time_a_place")]

    def __str__(self) -> str:
        return f"{self.article_id} at {self.position} of {self.feed_id}"


class Fingerprint(models.Model):
    """What is kept of an article's text for comparing it with later ones (core.fingerprints); made anew if missing."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint")
    digest = models.CharField(max_length=64)  # of the text that it was made from
    marks = models.BinaryField()
    gone = models.BinaryField()
    shingles = models.BinaryField()

    def __str__(self) -> str:
        return f"of article {self.article_id}"


class StoredTerms(models.Model):
    """What of an article is compared in grouping (core.terms), and the digest of what it was taken from."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="terms")
    made_from = models.CharField(max_length=64)
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"terms of {self.article_id}"


class StoredEmbedding(models.Model):
    """What an article means to a sentence model (newsroom.semantic), and the digest of both."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="embedding")
    made_from = models.CharField(max_length=64)
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"embedding of {self.article_id}"


class Verdict(models.Model):
    """Is an article on a beat, and why: one for each article and beat."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="verdicts")
    beat = models.SlugField(max_length=60)
    on = models.BooleanField()
    score = models.FloatField()
    section = models.CharField(max_length=60, blank=True, default="")
    reasons = models.JSONField(default=list)  # [[points, words], …]
    profile = models.CharField(max_length=64)  # digest of the profile that judged
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "beat"], name="one_verdict_a_beat")]

    def __str__(self) -> str:
        return f"{'on' if self.on else 'off'} {self.beat}: {self.score:+.1f}"


class Opinion(models.Model):
    """An editor's yes or no: is an article on a beat. The last one counts, until it is taken back."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="opinions")
    beat = models.SlugField(max_length=60)
    on = models.BooleanField()
    by = models.CharField(max_length=150, blank=True, default="")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)  # when it was taken back, or another took its place

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "beat"], condition=models.Q(until=None), name="one_opinion_a_beat"
            )
        ]

    def __str__(self) -> str:
        return f"{'on' if self.on else 'off'} {self.beat}, says {self.by or 'the command'}"


class Story(models.Model):
    """Articles on one event; it may go on for days."""

    slug = models.SlugField(max_length=80)
    founded_at = models.DateTimeField()
    articles = models.ManyToManyField(Article, through="Membership", related_name="stories")

    def __str__(self) -> str:
        return self.slug


class Membership(models.Model):
    """An article's time in a story: from ``joined_at`` until ``left_at`` (null: still there)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="memberships")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="memberships")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "joined_at"], name="one_story_at_a_time"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(left_at__gt=F("joined_at")), name="left_after_joined"),
        ]
        indexes = [models.Index(fields=["story", "joined_at"], name="membership_story")]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.story_id}"
