"""The newsroom as it stood at a moment: who was in which story then.

Nothing here asks the clock. An edition of a past day is made from what these functions return for its closing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from reveille.newsroom.models import Article, Membership, Verdict


def at(moment: datetime) -> Q:
    """Return the condition for memberships that stood at ``moment``."""
    return Q(joined_at__lte=moment) & (Q(left_at=None) | Q(left_at__gt=moment))


def found_between(start: datetime, end: datetime) -> QuerySet[Article]:
    """Return the articles found after ``start`` and not after ``end``."""
    return Article.objects.filter(found_at__gt=start, found_at__lte=end, outlet__opted_out=False)


def stories_with_news(start: datetime, end: datetime, beat: str) -> set[int]:
    """Return the stories, as they stood at ``end``, with an article on the beat found after ``start``."""
    return set(
        Membership.objects.filter(
            at(end),
            article__found_at__gt=start,
            article__found_at__lte=end,
            article__outlet__opted_out=False,
            article__verdicts__beat=beat,
            article__verdicts__on=True,
        ).values_list("story_id", flat=True)
    )


def members(stories: Collection[int], moment: datetime, back: timedelta) -> dict[int, list[Article]]:
    """Return each story's articles as it stood at ``moment``, none found earlier than ``back`` before it."""
    found: dict[int, list[Article]] = defaultdict(list)
    rows = (
        Membership.objects.filter(
            at(moment),
            story_id__in=stories,
            article__found_at__lte=moment,
            article__found_at__gt=moment - back,
            article__outlet__opted_out=False,
        )
        .select_related("article__outlet")
        .order_by("article__found_at", "article_id")
    )
    for row in rows:
        found[row.story_id].append(row.article)
    return found


def verdicts(articles: Collection[int], beat: str) -> dict[int, Verdict]:
    """Return the beat's verdict on each of the articles that has one."""
    return {v.article_id: v for v in Verdict.objects.filter(beat=beat, article_id__in=articles)}


def founded(stories: Collection[int], moment: datetime) -> dict[int, datetime]:
    """Return when the first article now in each story was found."""
    first: dict[int, datetime] = {}
    rows = Membership.objects.filter(at(moment), story_id__in=stories).values_list("story_id", "article__found_at")
    for story, found_at in rows:
        first[story] = min(first.get(story, found_at), found_at)
    return first
