"""Sift: which articles are copies of others, and which are on a beat, and why.

An article is sifted once, and again when its page has said more. A new article is compared with those of the days
before by their fingerprints, without reading their texts again.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from reveille.core import copies
from reveille.newsroom import archive, fingerprinting, opinions, profiles
from reveille.newsroom.models import Article, Verdict
from reveille.sources.models import Outlet

COPIES_BACK = timedelta(days=5)  # a copy older than this is a reprint, and news of its own
JUDGED_ANEW = timedelta(days=7)  # what an edition may still count
BATCH = 500


@dataclass(frozen=True)
class Sifted:
    """What came of a sifting: articles looked at, copies found, and how many are on each beat."""

    articles: int
    copies: int
    on: dict[str, int]


def sift(now: datetime, beat_names: Sequence[str], tick: Callable[[], object] = lambda: None) -> Sifted:
    """Sift every article found by ``now`` that has not been, and judge those that a beat has no verdict on."""
    fresh = list(
        Article.objects.filter(sifted_at=None, found_at__lte=now).select_related("outlet").order_by("found_at", "id")
    )
    # Day by day, so that an archive of years is compared as it would have been then, and is not in memory at once.
    days = itertools.groupby(fresh, key=lambda article: article.found_at.date())
    found = sum(_find_copies(list(day), now) for _, day in days)
    on = {name: judge(name, now, {a.pk for a in fresh}, tick) for name in beat_names}
    return Sifted(len(fresh), found, on)


def _find_copies(fresh: Sequence[Article], now: datetime) -> int:
    agencies = dict(Outlet.objects.filter(kind="agency").values_list("name", "slug"))
    changed: set[int] = set()
    for article in fresh:
        credited = article.agency or copies.credit(article.byline, article.dateline, article.text, agencies)
        if (credited, article.copy_of_id) != (article.agency, None):
            changed.add(article.pk)
        article.agency, article.copy_of_id, article.copy_reason = credited, None, ""
    compared = fingerprinting.compare(
        fresh, fresh[0].found_at - COPIES_BACK, min(now, fresh[-1].found_at + COPIES_BACK)
    )
    found = copies.find(
        [_document(article, shingles) for article, shingles in compared.texts], new={a.pk for a in fresh}
    )
    by_id = {article.pk: article for article in fresh}
    for copy in found:
        if copy.id in by_id:
            changed.add(copy.id)
            by_id[copy.id].copy_of_id, by_id[copy.id].copy_reason = copy.of, copy.reason[:200]
    with transaction.atomic():
        same = _unchanged(fresh)
        ids = [pk for pk in by_id if pk in same]
        fingerprinting.keep(one for one in compared.made if one.article_id in same or one.article_id not in by_id)
        Article.objects.bulk_update(
            [by_id[pk] for pk in sorted(changed & same)], ["agency", "copy_of", "copy_reason"], batch_size=BATCH
        )
        for first in range(0, len(ids), BATCH):
            batch = ids[first : first + BATCH]
            Verdict.objects.filter(article_id__in=batch).delete()  # with the sifting: a crash must not keep them
            Article.objects.filter(pk__in=batch).update(sifted_at=now)
        # An older article may turn out to be the copy of one that came later: the wire's own text, say.
        for copy in found:
            if copy.id not in by_id:
                Article.objects.filter(pk=copy.id).update(copy_of_id=copy.of, copy_reason=copy.reason[:200])
                Article.objects.filter(copy_of_id=copy.id).update(copy_of_id=copy.of)
    return len(found)


def _unchanged(articles: Sequence[Article]) -> set[int]:
    """Return which articles still say what was sifted, and keep them so until the transaction ends."""
    saying = {article.pk: (article.title, article.text_digest) for article in articles}
    return {
        pk
        for first in range(0, len(articles), BATCH)
        for pk, title, digest in Article.objects.select_for_update()
        .filter(pk__in=[article.pk for article in articles[first : first + BATCH]])
        .values_list("pk", "title", "text_digest")
        if saying[pk] == (title, digest)
    }


def _document(article: Article, shingles: bytes) -> copies.Document:
    return copies.Document(
        id=article.pk,
        host=article.outlet.slug,
        outlet=article.outlet.name,
        text="",
        signature=shingles,
        agency=article.agency if article.outlet.kind != "agency" else "",
        published=article.published or article.found_at,
        wire=article.outlet.kind == "agency",
    )


def judge(name: str, now: datetime, again: Iterable[int] = (), tick: Callable[[], object] = lambda: None) -> int:
    """Judge the articles found by ``now`` that are not judged yet, and those in ``again``; return how many are on.

    What another state of the profile said of the last days' articles is forgotten first: a changed file judges anew.
    """
    profile, digest = profiles.beat(name), profiles.digest(name)
    Verdict.objects.filter(beat=name, article_id__in=list(again)).delete()
    recent = Verdict.objects.filter(beat=name, article__found_at__gt=now - JUDGED_ANEW, article__found_at__lte=now)
    recent.exclude(profile=digest).delete()
    unjudged = (
        Article.objects.filter(found_at__lte=now, sifted_at__isnull=False)
        .exclude(verdicts__beat=name)
        .select_related("outlet")
        .order_by("id")
    )
    said = opinions.standing(name)
    on, batch = 0, []
    for article in unjudged.iterator(BATCH):
        answer = opinions.over(archive.judged(profile, article), said.get(article.pk))
        on += answer.on
        batch.append(
            Verdict(
                article=article,
                beat=name,
                on=answer.on,
                score=answer.score,
                section=answer.section,
                reasons=[[reason.points, reason.words] for reason in answer.reasons],
                profile=digest,
                at=now,
            )
        )
        if len(batch) == BATCH:
            Verdict.objects.bulk_create(batch, ignore_conflicts=True)
            batch = []
        tick()
    Verdict.objects.bulk_create(batch, ignore_conflicts=True)
    return on
