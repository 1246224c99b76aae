"""A trial: ask a feed once, and the page of its first entry, as the rounds would. Nothing is kept of it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext

from reveille.core import feeds, links, pages
from reveille.core.errors import FetchError, LinkError, ReveilleError
from reveille.core.pages import announced, beside
from reveille.desk import telling
from reveille.sources import fetch, reach

ENTRIES, TEXT, LINES = 10, 6000, 150  # so much is shown


@dataclass(frozen=True)
class Trial:
    """What a feed said, what its first page gave, and what went wrong with either."""

    link: str
    failure: str = ""
    title: str = ""
    format: str = ""
    count: int = 0
    entries: tuple[feeds.Entry, ...] = ()
    announced: tuple[str, ...] = ()  # feeds, where the address was a page's
    page: pages.Article | None = None
    page_link: str = ""
    page_failure: str = ""
    page_lines: tuple[beside.Line, ...] = ()  # all that the page says, beside what was taken

    @property
    def start(self) -> str:
        """Return how the page's text begins."""
        return self.page.text[:TEXT] if self.page else ""


def of(link: str, hosts: Sequence[str] = ()) -> Trial:
    """Ask a feed; where ``hosts`` are given, only a page of theirs is asked. The address may be a page's, too."""
    try:
        address = str(links.canonical(link))
        answer = _answer(address, fetch.FEED_BYTES)
    except (LinkError, FetchError) as error:
        return Trial(links.shown(link), failure=telling.of(error))
    try:
        feed = feeds.parse(answer.body, content_type=answer.content_type, link=answer.final_link)
    except ReveilleError as error:
        return Trial(address, failure=telling.of(error), announced=_announced(answer))
    told = Trial(address, title=feed.title, format=feed.format, count=len(feed.entries), entries=feed.entries[:ENTRIES])
    return _with_page(told, feed, hosts)


def _with_page(told: Trial, feed: feeds.Feed, hosts: Sequence[str]) -> Trial:
    entry = feed.entries[0]
    if hosts and not links.belongs(entry.link, hosts):
        return replace(
            told,
            page_link=str(entry.link),
            page_failure=gettext("its link leads to strangers: entries like it are left out"),
        )
    try:
        answer = _answer(str(entry.link), fetch.PAGE_BYTES)
    except ReveilleError as error:
        return replace(told, page_link=str(entry.link), page_failure=telling.of(error))
    told = replace(told, page_link=answer.final_link)
    try:
        page = pages.extract(
            answer.body, link=answer.final_link, content_type=answer.content_type, title=entry.title,
            language=entry.language,
        )  # fmt: skip
    except ReveilleError as error:
        return replace(told, page_failure=telling.of(error), page_lines=_lines(answer))
    return replace(told, page=page, page_lines=_lines(answer, page))


def _lines(answer: fetch.Answer, page: pages.Article | None = None) -> tuple[beside.Line, ...]:
    taken = (page.title, page.text) if page else ()
    try:
        said = beside.lines(answer.body, content_type=answer.content_type, taken=taken)
        return tuple(itertools.islice(said, LINES))
    except ReveilleError:
        return ()


def _announced(answer: fetch.Answer) -> tuple[str, ...]:
    try:
        return announced.feeds(answer.body, link=answer.final_link, content_type=answer.content_type)[:ENTRIES]
    except ReveilleError:
        return ()


def _answer(link: str, limit: int) -> fetch.Answer:
    asked = fetch.Request(link, limit=limit)
    return fetch.answer(asked, reach=reach.while_somebody_waits(), user_agent=settings.USER_AGENT)
