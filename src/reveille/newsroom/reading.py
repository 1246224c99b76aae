"""Read: fetch the pages of new articles and take the article out of each.

What a page does not give, the feed's word stays. A page that fails is tried again twice while it may still matter,
then it keeps its failure and the feed's summary.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from reveille.core import links, pages
from reveille.core.errors import Elsewhere, FetchError, LinkError, PageError, PageUnreadable, ReveilleError
from reveille.newsroom import stored, versions
from reveille.newsroom.models import Article
from reveille.sources import fetch

log = logging.getLogger(__name__)

TRIES = 3
WORTH_READING = timedelta(days=3)
AGAIN_AFTER = timedelta(minutes=20)
FINAL = {"gone", "robots", "forbidden-address", "not-found-page", "too-large", "elsewhere", "page-tangled"}


@dataclass(frozen=True)
class Read:
    """What came of reading one page."""

    article: Article
    failure: ReveilleError | None = None


def unread(now: datetime, most: int = 5000) -> list[Article]:
    """Return the articles whose page is still to be read, the newest first."""
    return list(
        Article.objects.filter(
            text_from="feed", attempts__lt=TRIES, found_at__gt=now - WORTH_READING, found_at__lte=now
        )
        .exclude(failure__in=FINAL)
        .exclude(read_at__gt=now - AGAIN_AFTER)
        .select_related("outlet")
        .order_by("-found_at", "id")[:most]
    )


def read(
    articles: Sequence[Article], reach: fetch.Reach, user_agent: str, clock: Callable[[], datetime]
) -> Iterator[Read]:
    """Fetch and read each page, and say what came of it, one by one."""
    requests = [fetch.Request(article.link, "", "", fetch.PAGE_BYTES, article) for article in articles]
    for request, outcome in fetch.answers(requests, reach=reach, user_agent=user_agent):
        try:
            yield take(request.subject, outcome, clock())
        except Exception as error:
            log.exception("page %s stumbled; the reading goes on", request.link)
            failure = PageUnreadable(request.link, f"we stumbled over it: {type(error).__name__}")
            yield _failed(request.subject, failure, clock())


def take(article: Article, outcome: fetch.Answer | FetchError, now: datetime) -> Read:
    """Store what a page said, or why it said nothing."""
    try:
        if isinstance(outcome, FetchError):
            raise outcome
        hosts = article.outlet.hosts
        if hosts and not links.belongs(outcome.final_link, hosts):
            raise Elsewhere(article.link, links.host(outcome.final_link))
        page = pages.extract(
            outcome.body,
            link=outcome.final_link,
            content_type=outcome.content_type,
            title=article.title,
            language=article.language,
        )
    except (FetchError, PageError) as error:
        return _failed(article, error, now)
    with transaction.atomic():
        versions.keep(article, now)
        fill(article, page, now)
        article.save()
    return Read(article)


def _failed(article: Article, error: ReveilleError, now: datetime) -> Read:
    Article.objects.filter(pk=article.pk).update(
        read_at=now, attempts=F("attempts") + 1, failure=error.code, failure_detail=error.detail[:500]
    )
    return Read(article, error)


def fill(article: Article, page: pages.Article, now: datetime) -> None:
    """Put what the page says into the article; the feed's date stands, and its title where the page has none."""
    stored.set_text(article, page.text, "page", body_start=page.body_start)
    article.title = (page.title or article.title)[:500]
    article.byline = (page.byline or article.byline)[:300]
    article.dateline = page.dateline[:120]
    article.agency = page.agency[:120]
    article.published = article.published or (min(page.published, now) if page.published else None)
    article.image = _web(page.image)[:1000] or article.image
    article.caption = page.caption
    article.language = (page.language or article.language)[:8]
    article.paywalled = article.paywalled or page.paywalled
    article.commentary = article.commentary or page.commentary  # its feed may have said so
    article.read_at, article.attempts = now, article.attempts + 1
    article.failure = article.failure_detail = ""
    article.extraction = str(page.version)[:20]
    article.sifted_at = None  # what it says has changed: judge it again


def _web(link: str) -> str:
    try:
        return str(links.canonical(links.FoundLink(link))) if link else ""
    except LinkError:
        return ""
