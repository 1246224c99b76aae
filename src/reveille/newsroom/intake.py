"""Gather: ask the feeds that are due, and keep each new entry once, as an article of which only the feed has spoken.

An entry is known by its canonical link, so a second run finds nothing new. One bad feed ends its own turn.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min

from reveille.core import commentary, feeds, languages, links
from reveille.core.errors import FeedError, FetchError, ReveilleError, ServerFailed
from reveille.newsroom import stored
from reveille.newsroom.models import Article, Listing
from reveille.sources import fetch, rounds
from reveille.sources.models import Feed, Outlet

log = logging.getLogger(__name__)

OLDEST = timedelta(days=14)  # a feed's older entries were yesterday's news before we knew the feed
LISTED = 30  # places of a feed that say something: further down, an entry is on its way out
AHEAD = timedelta(hours=26)  # further in the future, a date is a mistake


@dataclass(frozen=True)
class Gathered:
    """What came of asking one feed."""

    feed: Feed
    entries: int = 0
    new: int = 0
    failure: ReveilleError | None = None


def gather(
    asked: Sequence[Feed], reach: fetch.Reach, user_agent: str, clock: Callable[[], datetime]
) -> Iterator[Gathered]:
    """Ask each feed, keep what is new, and say what came of it, feed by feed, as the answers come."""
    requests = [fetch.Request(feed.link, feed.etag, feed.last_modified, fetch.FEED_BYTES, feed) for feed in asked]
    for request, outcome in fetch.answers(requests, reach=reach, user_agent=user_agent):
        feed = request.subject
        try:
            yield take(feed, outcome, clock())
        except Exception as error:
            log.exception("feed %s stumbled; the round goes on", feed.link)
            failure = ServerFailed(feed.link, f"we stumbled over its answer: {type(error).__name__}")
            rounds.note_failure(feed, failure, clock())
            yield Gathered(feed, failure=failure)


def take(feed: Feed, outcome: fetch.Answer | FetchError, now: datetime) -> Gathered:
    """Keep what an answer brought, or why there was none."""
    if isinstance(outcome, FetchError):
        rounds.note_failure(feed, outcome, now)
        return Gathered(feed, failure=outcome)
    if outcome.not_modified:
        rounds.note_answer(feed, outcome, now, entries=0, new=0, parser="")
        return Gathered(feed)
    try:
        document = feeds.parse(outcome.body, content_type=outcome.content_type, link=outcome.final_link)
    except FeedError as error:
        rounds.note_failure(feed, error, now, status=outcome.status, received=len(outcome.body))
        return Gathered(feed, failure=error)
    with transaction.atomic():
        kept = keep(feed.outlet, feed, document.entries, now)
        feed.title = document.title[:300] or feed.title
        rounds.note_answer(
            feed,
            outcome,
            now,
            entries=len(document.entries),
            new=kept.new,
            parser=document.parser,
            detail=kept.left_out_in_words(),
        )
    return Gathered(feed, len(document.entries), kept.new)


@dataclass(frozen=True)
class Kept:
    """How many of a feed's entries were new, and how many could not be used, by what is wrong with them."""

    new: int
    left_out: Counter[str]

    def left_out_in_words(self) -> str:
        """Return what was left out, as the note of a fetch has it; nothing when all were of use."""
        said = ", ".join(f"{count} {why}" for why, count in sorted(self.left_out.items()))
        return f"left out: {said}" if said else ""


def keep(outlet: Outlet, feed: Feed | None, entries: Iterable[feeds.Entry], now: datetime) -> Kept:
    """Store the entries that we do not know yet as articles found at ``now``."""
    found: dict[str, tuple[int, feeds.Entry]] = {}
    left_out: Counter[str] = Counter()
    for position, entry in enumerate(entries, start=1):
        wrong = _wrong(outlet, entry, now)
        if wrong:
            left_out[wrong] += 1
        elif str(entry.link) not in found:
            found[str(entry.link)] = position, entry
    known = set(Article.objects.filter(link__in=found).values_list("link", flat=True))
    fresh = [_stub(outlet, feed, entry, at, now) for link, (at, entry) in found.items() if link not in known]
    Article.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    if feed:
        _list(feed, {link: position for link, (position, _) in found.items()}, now)
    return Kept(len(fresh), left_out)


def _list(feed: Feed, places: Mapping[str, int], now: datetime) -> None:
    """Note where the articles stand in the feed, when they have not stood so high in it before."""
    high = {link: place for link, place in places.items() if place <= LISTED}
    articles = dict(Article.objects.filter(link__in=high).values_list("link", "pk"))
    stood = Listing.objects.filter(feed=feed, article__in=articles.values()).values_list("article")
    best = dict(stood.annotate(Min("position")))
    Listing.objects.bulk_create(
        [
            Listing(article_id=pk, feed=feed, position=high[link], at=now)
            for link, pk in articles.items()
            if high[link] < best.get(pk, LISTED + 1)
        ],
        ignore_conflicts=True,
    )


def _wrong(outlet: Outlet, entry: feeds.Entry, now: datetime) -> str:
    """Return why an entry is not taken, or nothing."""
    if not entry.title:
        return "without a title"
    if len(str(entry.link)) > 1000:
        return "with a link that is too long"
    if not _fits(outlet, str(entry.link)):
        return "that lead to strangers"
    if entry.published and entry.published > now + AHEAD:
        return "dated in the future"
    if entry.published and entry.published < now - OLDEST:
        return "that are too old"
    return ""


def _fits(outlet: Outlet, link: str) -> bool:
    """A feed may only bring links of its own outlet: a stranger's link would wear the outlet's name."""
    return not outlet.hosts or links.belongs(links.Link(link), outlet.hosts)


def called(feed: Feed | None) -> tuple[str, ...]:
    """Return what a feed calls itself, part by part ("The Coast - Opinion"), and how its address files it."""
    if feed is None:
        return ()
    names = re.split(r"\s[|–—>-]\s|:\s", feed.title)
    return (*names, *links.departments(feed.link))


def _stub(outlet: Outlet, feed: Feed | None, entry: feeds.Entry, position: int, now: datetime) -> Article:
    language = languages.language_of(f"{entry.title}. {entry.summary}", entry.language or outlet.language)
    article = Article(
        outlet=outlet,
        feed=feed,
        link=str(entry.link),
        title=entry.title[:500],
        summary=entry.summary,
        found_at=now,
        published=min(entry.published, now) if entry.published else None,
        position=min(position, 32000),
        byline=entry.author[:300],
        image=(entry.image or "")[:1000],
        language=language[:8],
        paywalled=outlet.paywall,
        commentary=bool(
            commentary.why(
                title=entry.title,
                link=str(entry.link),
                text=entry.summary,
                language=language,
                byline=entry.author,
                filed=(*entry.categories, *called(feed)),
            )
        ),
    )
    stored.set_text(article, entry.summary, "feed")
    return article
