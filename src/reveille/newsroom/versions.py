"""What an article was until it was something else: a past day is made from what was known then, not from what was
read or corrected since.

A version is kept whenever what we store of an article is about to change, with the moment until which it stood.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from reveille.newsroom.models import Article, Version

WHAT = tuple(
    field.attname for field in Version._meta.concrete_fields if field.attname not in ("id", "article_id", "until")
)


def keep(article: Article, until: datetime) -> None:
    """Keep what the database holds of the article now, as what it was until ``until``. Call before it is changed."""
    was = Article.objects.filter(pk=article.pk).values(*WHAT).first()
    if was is not None:
        Version.objects.create(article_id=article.pk, until=until, **was)


def as_of(articles: Iterable[Article], moment: datetime) -> list[Article]:
    """Return the articles as they stood at ``moment``; one that was something else then says so (``is_past``).

    The values are set on the loaded rows, which are not to be saved.
    """
    articles = list(articles)
    here = {article.pk: article for article in articles}
    # Few at any moment: what had been found by then and was changed after it.
    rows = Version.objects.filter(until__gt=moment, article__found_at__lte=moment).order_by("article_id", "-until")
    for version in rows.iterator(2000):
        article = here.get(version.article_id)
        if article is not None:  # the earliest comes last, and stays
            article.is_past = True
            for name in WHAT:
                setattr(article, name, getattr(version, name))
    return articles
