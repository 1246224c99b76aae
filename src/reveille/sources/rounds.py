"""Who is due, and what we remember of each answer.

A feed is asked again after an hour, sooner when it brings news, later when it fails: 5, 10, 20 … minutes up to six
hours, so that a feed that comes back is noticed the same day. A feed that is gone is asked once a day.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from reveille.core.errors import FetchError, ReveilleError
from reveille.sources.fetch import Answer
from reveille.sources.models import Feed, Fetch, Outlet

EVERY = timedelta(minutes=30)
QUIET_EVERY = timedelta(hours=1)
FIRST_RETRY = timedelta(minutes=5)
LAST_RETRY = timedelta(hours=6)
GONE_EVERY = timedelta(days=1)
LONGEST_WAIT = timedelta(days=1)
FETCHES_KEPT = timedelta(days=30)

# What an editor and a reader are told, in plain words, by the error's code.
PLAIN = {
    "unreachable": "no answer",
    "too-slow": "too slow to answer",
    "too-large": "sent more than we take",
    "refused": "refused us",
    "gone": "the feed is gone",
    "server-failed": "its server failed",
    "forbidden-address": "its address is not public",
    "robots": "asks robots to stay away",
    "certificate": "its certificate does not hold",
    "feed-unreadable": "sent something that is no feed",
    "feed-empty": "sent an empty feed",
}


def due(now: datetime, *, everyone: bool = False) -> list[Feed]:
    """Return the feeds to ask at ``now``, the longest waiting first; with ``everyone``, all that are not retired."""
    feeds = Feed.objects.filter(retired=False, outlet__opted_out=False).select_related("outlet")
    if not everyone:
        feeds = feeds.filter(Q(next_due=None) | Q(next_due__lte=now))
    return list(feeds.order_by("next_due", "id"))


def answering() -> int:
    """Return how many of the feeds that are asked answered when they were asked last."""
    return Feed.objects.filter(
        retired=False, outlet__opted_out=False, failing_since=None, answered_at__isnull=False
    ).count()


def note_answer(
    feed: Feed, answer: Answer, now: datetime, *, entries: int, new: int, parser: str, detail: str = ""
) -> None:
    """Remember a good answer: when it came, what was in it, and when to ask again."""
    feed.etag, feed.last_modified = answer.etag[:500], answer.last_modified[:100]
    feed.asked_at = feed.answered_at = now
    if new:
        feed.last_new_at = now
    feed.next_due = now + (EVERY if new else QUIET_EVERY)
    feed.failure = feed.failure_detail = ""
    feed.failing_since, feed.failures = None, 0
    feed.save()
    Fetch.objects.create(
        feed=feed,
        at=now,
        status=answer.status,
        bytes=len(answer.body),
        entries=entries,
        new=new,
        parser=parser,
        detail=detail[:500],
    )


def note_failure(feed: Feed, error: ReveilleError, now: datetime, *, status: int = 0, received: int = 0) -> None:
    """Remember a failure by its kind, since when it fails, and when to try again."""
    feed.asked_at = now
    feed.failure, feed.failure_detail = error.code, error.detail[:500]
    feed.failing_since = feed.failing_since or now
    feed.failures += 1
    feed.next_due = now + (GONE_EVERY if error.code == "gone" else retry_after(feed.failures, _asked_wait(error)))
    feed.save()
    Fetch.objects.create(feed=feed, at=now, status=status, bytes=received, failure=error.code, detail=str(error)[:500])


def retry_after(failures: int, asked: timedelta = timedelta(0)) -> timedelta:
    """Return how long to wait after so many failures in a row, and at least as long as the server ``asked`` for.

    No server can ask for more than a day.
    """
    doublings: int = min(failures - 1, 10)
    return max(min(LAST_RETRY, FIRST_RETRY * (1 << doublings)), min(asked, LONGEST_WAIT))


def _asked_wait(error: ReveilleError) -> timedelta:
    return timedelta(seconds=error.wait) if isinstance(error, FetchError) else timedelta(0)


def asked_between(start: datetime, end: datetime) -> tuple[int, int, list[tuple[Outlet, str]]]:
    """Return how many feeds and outlets were asked, and the outlets of which no feed answered, with the last cause."""
    last: dict[int, Fetch] = {}
    fetches = Fetch.objects.filter(at__gt=start, at__lte=end).select_related("feed__outlet").order_by("at", "id")
    for fetch in fetches:
        last[fetch.feed_id] = fetch
    outlets: dict[int, list[Fetch]] = {}
    for fetch in last.values():
        outlets.setdefault(fetch.feed.outlet_id, []).append(fetch)
    silent = [
        (tries[0].feed.outlet, tries[0].failure) for tries in outlets.values() if all(fetch.failure for fetch in tries)
    ]
    return len(last), len(outlets), sorted(silent, key=lambda one: one[0].name)


def plain(failure: str) -> str:
    """Return a failure's code in plain words."""
    return PLAIN.get(failure, "did not answer")


def forget(now: datetime) -> int:
    """Drop the notes of old fetches; return how many."""
    return Fetch.objects.filter(at__lt=now - FETCHES_KEPT).delete()[0]
