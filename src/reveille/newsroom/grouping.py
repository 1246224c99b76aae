"""Group: articles that tell one event become a story; a story goes on over days.

Grouping is done as of a moment: from what had been found by then, and onto the stories as they stood then. Every join
and every merge is dated with that moment.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils.text import slugify

from reveille.core import stories, terms
from reveille.core.embeddings import Embedding
from reveille.core.errors import ModelError
from reveille.newsroom import archive, comparing, semantic
from reveille.newsroom.models import Article, Membership, Story

log = logging.getLogger(__name__)

BACK = timedelta(hours=96)  # the window of core.stories (72 h) and a day, so that its edge is never ours
SLUG_WORDS = 6
GROUPING = 0x5265_7665  # the name of our advisory lock: "Reve"


@dataclass(frozen=True)
class Grouped:
    """What came of a grouping: articles that joined, stories founded, stories merged into older ones.

    ``failure`` is why the sentence model that the settings name could not be asked.
    """

    articles: int
    founded: int
    merged: int
    failure: ModelError | None = None


@transaction.atomic
def group(moment: datetime) -> Grouped:
    """Group the articles found by ``moment`` that stood in no story then; a second time finds nothing to do."""
    _alone()
    around = archive.as_of(
        archive.found_between(moment - BACK, moment)
        .filter(sifted_at__isnull=False)
        .select_related("outlet")
        .defer("text", "summary", "caption"),
        moment,
    )
    around = sorted(around, key=archive.in_order)
    ids = {article.pk for article in around}
    standing = Membership.objects.filter(archive.at(moment), article_id__in=ids)
    known = dict(standing.values_list("article_id", "story_id"))
    if not any(pk not in known for pk in ids):
        return Grouped(0, 0, 0)
    copied = {a.pk: a.copy_of_id for a in around if a.copy_of_id in ids}
    taken = comparing.terms_of(around)
    meant, failure = _embeddings(around, comparing.embeddings_of)
    candidates = [_candidate(a, taken[a.pk], meant.get(a.pk)) for a in around]
    grouping = _group(candidates, known, copied)
    return replace(_store(grouping, {a.pk: a for a in around}, known, moment), failure=failure)


def _group(
    candidates: Sequence[stories.Candidate], known: Mapping[int, int], copies: Mapping[int, int]
) -> stories.Grouping:
    """Group candidates by their order and not by their rows' numbers, which tell whose answer came first."""
    place = {one.id: at for at, one in enumerate(candidates)}
    grouping = stories.group(
        [replace(one, id=at) for at, one in enumerate(candidates)],
        {place[pk]: story for pk, story in known.items()},
        copies={place[pk]: place[other] for pk, other in copies.items()},
    )

    def told(joins: Sequence[stories.Join]) -> tuple[stories.Join, ...]:
        return tuple(replace(join, article=candidates[join.article].id) for join in joins)

    return replace(
        grouping,
        stories=tuple(replace(one, members=tuple(candidates[at].id for at in one.members)) for one in grouping.stories),
        joins=told(grouping.joins),
        moves=told(grouping.moves),
    )


def alike(groups: Mapping[int, Sequence[int]], one: int) -> list[stories.Alike]:
    """Return how like each other group of articles is to ``one``, by the measure of grouping, the most like first."""
    group_of = {article: name for name, articles in groups.items() for article in articles}
    articles = list(Article.objects.filter(pk__in=group_of).select_related("outlet").defer("text", "summary"))
    taken = comparing.terms_of(articles, keep=False)
    meant, _ = _embeddings(articles, comparing.kept_embeddings)
    return stories.alike([_candidate(a, taken[a.pk], meant.get(a.pk)) for a in articles], group_of, one)


def _embeddings(
    articles: Sequence[Article], found: Callable[[Sequence[Article], semantic.Model], dict[int, Embedding]]
) -> tuple[dict[int, Embedding], ModelError | None]:
    """Return what the articles mean; a model that fails is named, and leaves the day to words, names and numbers."""
    try:
        path = settings.SEMANTIC_MODEL
        return (found(articles, semantic.loaded(path)) if path else {}), None
    except ModelError as error:
        log.error("%s. Articles are grouped by words, names and numbers alone.", error)
        return {}, error


def _alone() -> None:
    """Wait until nobody else groups: SQLite lets one writer in at a time by itself, PostgreSQL is asked to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GROUPING])


def _store(
    grouping: stories.Grouping, articles: dict[int, Article], known: dict[int, int], moment: datetime
) -> Grouped:
    founded = 0
    joins: list[tuple[int, int, str]] = []
    reasons = {join.article: join.reason for join in (*grouping.joins, *grouping.moves)}
    later = _later(articles, known, moment)
    standing = dict(known)
    for merge in grouping.merges:
        _merge(merge.gone, merge.kept, moment)
        standing |= {pk: merge.kept for pk, story_id in standing.items() if story_id == merge.gone}
    taken = set(known.values())
    for cluster in grouping.stories:
        comers = [pk for pk in cluster.members if cluster.known is None or standing.get(pk) != cluster.known]
        if not comers:
            continue
        story_id = cluster.known
        if story_id is None:
            earlier = sorted({later[pk] for pk in comers if pk in later} - taken)
            if earlier:  # a later day was grouped before this one, and has named this story already
                story_id = earlier[0]
                Story.objects.filter(pk=story_id, founded_at__gt=moment).update(founded_at=moment)
            else:
                first = articles[min(comers, key=lambda pk: archive.in_order(articles[pk]))]
                story_id = Story.objects.create(slug=slug(first), founded_at=moment).pk
                founded += 1
            taken.add(story_id)
        joins += [(pk, story_id, reasons.get(pk, "")) for pk in comers]
    moved = [pk for pk, _, _ in joins if pk in known]
    Membership.objects.filter(archive.at(moment), article_id__in=moved, joined_at__lt=moment).update(left_at=moment)
    _join(joins, moment)
    return Grouped(len(joins) - len(moved), founded, len(grouping.merges))


def _later(articles: Collection[int], known: Collection[int], moment: datetime) -> dict[int, int]:
    """Return the first story that each of the newcomers stands in at some later moment."""
    rows = Membership.objects.filter(joined_at__gt=moment, article__in=[pk for pk in articles if pk not in known])
    return dict(rows.order_by("-joined_at").values_list("article_id", "story_id"))


def _join(joins: Sequence[tuple[int, int, str]], moment: datetime) -> None:
    """Put each article into its story from ``moment`` on, until a later moment put it elsewhere."""
    articles = [article for article, _, _ in joins]
    later: dict[int, datetime] = {}
    rows = Membership.objects.filter(article_id__in=articles, joined_at__gt=moment).order_by("-joined_at")
    for article, joined_at in rows.values_list("article_id", "joined_at"):
        later[article] = joined_at
    Membership.objects.bulk_create(
        [
            Membership(
                article_id=article, story_id=story, joined_at=moment, left_at=later.get(article), reason=reason[:200]
            )
            for article, story, reason in joins
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["article", "joined_at"],
        update_fields=["story", "left_at", "reason"],
    )


def _merge(gone: int, kept: int, moment: datetime) -> None:
    """Move everybody who stood in ``gone`` at ``moment`` to ``kept``."""
    standing = Membership.objects.filter(archive.at(moment), story_id=gone)
    articles = list(standing.values_list("article_id", flat=True))
    standing.filter(joined_at__lt=moment).update(left_at=moment)
    _join([(article, kept, f"story {gone} turned out to be the same event") for article in articles], moment)


def slug(article: Article) -> str:
    """Return a story's lasting name in addresses, from its first headline."""
    words = slugify(article.title).split("-")[:SLUG_WORDS]
    name = "-".join(word for word in words if word)[:70].strip("-")
    return name or f"story-{article.pk}"


def _candidate(article: Article, taken: terms.Terms, embedding: Embedding | None) -> stories.Candidate:
    return stories.Candidate(
        id=article.pk,
        outlet=article.outlet.slug,
        title=article.title,
        text="",
        language=taken.language,
        published=article.published or article.found_at,
        link=article.link,
        terms=taken,
        embedding=embedding,
    )


def of(articles: Sequence[int], moment: datetime) -> dict[int, int]:
    """Return the story in which each of the articles stood at ``moment``."""
    rows = Membership.objects.filter(archive.at(moment), article_id__in=articles)
    return dict(rows.values_list("article_id", "story_id"))
