"""Bring: one article by its address, at an editor's word, where no feed has named it.

It is asked for as a round would ask (robots.txt, limits, no address inside our network), read as any page is, and kept
as found now. Whose it is, the outlets' records say; where none has its host, the editor has to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reveille.core import links, pages
from reveille.core.errors import LinkError, OptedOut, PageEmpty, Unowned
from reveille.newsroom import importing, reading
from reveille.newsroom.models import Article
from reveille.sources import fetch, owners
from reveille.sources.models import Outlet


@dataclass(frozen=True)
class Brought:
    """An article that was asked for by its address, and whether its outlet is known since then only."""

    article: Article
    founded: bool = False


def bring(
    link: links.Link, reach: fetch.Reach, user_agent: str, clock: Callable[[], datetime], named: str = ""
) -> Brought:
    """Return the article at ``link``; a page that is not known yet is fetched, read and kept as found then.

    ``clock`` is asked once the page is here, which may take its time.

    ``named`` is the outlet that an editor says it is of; a host that has an outlet already stays with it.
    Raises FetchError, PageError and LinkError.
    """
    if known := _known(link):
        return Brought(known)
    _owner(link)
    answer = fetch.answer(fetch.Request(link), reach=reach, user_agent=user_agent)
    final = links.canonical(answer.final_link)
    owner = _owner(final)
    if owner is None and not named:
        raise Unowned(final, links.host(final))
    if known := _known(final):
        return Brought(known)
    if links.is_front(final):
        raise PageEmpty(final, "it is a front page")
    page = pages.extract(answer.body, link=final, content_type=answer.content_type)
    if not page.title:
        raise PageEmpty(final, "it has no headline")
    if len(final) > 1000:
        raise LinkError(links.shown(final), "over 1000 characters")
    return _kept(final, page, owner, named, clock())


def _known(link: links.Link) -> Article | None:
    """The article that we have of the link. Raises OptedOut."""
    known = Article.objects.filter(link=link).select_related("outlet").first()
    if known and known.outlet.opted_out:
        raise OptedOut(link, known.outlet.name)
    return known


def _owner(link: links.Link) -> Outlet | None:
    """The outlet that the link's host is of. Raises OptedOut."""
    owner = owners.owner(link)
    if owner and owner.opted_out:
        raise OptedOut(link, owner.name)
    return owner


@transaction.atomic
def _kept(link: links.Link, page: pages.Article, owner: Outlet | None, named: str, now: datetime) -> Brought:
    founded = owner is None and not importing.known(named)
    outlet = owner or _named(named, links.host(link).removeprefix("www."), page.language)
    if outlet.opted_out:
        raise OptedOut(link, outlet.name)
    article = Article(
        outlet=outlet, link=link, title=page.title[:500], found_at=now, language=outlet.language,
        paywalled=outlet.paywall,
    )  # fmt: skip
    reading.fill(article, page, now)
    Article.objects.bulk_create([article], ignore_conflicts=True)  # a round may have found it meanwhile
    return Brought(Article.objects.select_related("outlet").get(link=link), founded)


def _named(name: str, host: str, language: str) -> Outlet:
    outlet = importing.outlet_named(name, {host}, language)
    importing.widen(outlet, {host})
    return outlet
