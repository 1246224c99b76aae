"""Feeds of a newsletter's editions: RSS 2.0, Atom and JSON Feed 1.1, the same words as the edition's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from reveille.core import layout
from reveille.editions import languages, wording
from reveille.editions.models import Edition, Newsletter
from reveille.site import editions

SHOWN = 20
FORMATS = ("rss", "atom", "json")


def _latest(_request: HttpRequest, newsletter: str, **_: str) -> Any:
    return (
        Edition.objects.filter(newsletter__slug=newsletter, state=Edition.State.CLOSED)
        .order_by("-closed_at")
        .values_list("closed_at", flat=True)
        .first()
    )


@require_safe
@cache_control(public=True, max_age=900)
@condition(last_modified_func=_latest)
def feed(_request: HttpRequest, newsletter: str, kind: str) -> HttpResponse:
    """Return the feed of the latest editions in one of FORMATS."""
    issuer = get_object_or_404(Newsletter, slug=newsletter)
    made: dict[str, Callable[[Newsletter, str], HttpResponse]] = {
        "rss": lambda letter, link: _xml(Rss201rev2Feed, letter, link),
        "atom": lambda letter, link: _xml(Atom1Feed, letter, link),
        "json": _json,
    }
    with languages.speaking(issuer.language):
        return made[kind](issuer, f"{settings.SITE_URL}{reverse('feed', args=[issuer.slug, kind])}")


def _xml(kind: type[Rss201rev2Feed] | type[Atom1Feed], newsletter: Newsletter, own: str) -> HttpResponse:
    made = kind(
        title=newsletter.name,
        link=_home(newsletter),
        description=newsletter.tagline or newsletter.name,
        language=newsletter.language,
        feed_url=own,
        feed_guid=own,
    )
    for edition, page in _editions(newsletter):
        made.add_item(
            title=_title(page),
            link=_link(newsletter, edition.date),
            description=_words(page),
            pubdate=edition.closed_at,
            updateddate=edition.closed_at,
            unique_id=_link(newsletter, edition.date),
        )
    return HttpResponse(made.writeString("utf-8"), content_type=kind.content_type)


def _json(newsletter: Newsletter, own: str) -> HttpResponse:
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": newsletter.name,
        "description": newsletter.tagline or newsletter.name,
        "home_page_url": _home(newsletter),
        "feed_url": own,
        "language": newsletter.language,
        "items": [
            {
                "id": _link(newsletter, edition.date),
                "url": _link(newsletter, edition.date),
                "title": _title(page),
                "content_html": _words(page),
                "date_published": edition.closed_at.isoformat() if edition.closed_at else None,
            }
            for edition, page in _editions(newsletter)
        ],
    }
    return JsonResponse(body, content_type="application/feed+json")


def _editions(newsletter: Newsletter) -> list[tuple[Edition, layout.Page]]:
    return [(edition, editions.page_of(edition)) for edition in editions.closed(newsletter)[:SHOWN]]


def _title(page: layout.Page) -> str:
    return f"{wording.long_date(page.date)}: {page.subject}"


def _words(page: layout.Page) -> str:
    return render_to_string("site/feed_edition.html", {"page": page})


def _home(newsletter: Newsletter) -> str:
    return f"{settings.SITE_URL}{reverse('latest', args=[newsletter.slug])}"


def _link(newsletter: Newsletter, day: date) -> str:
    return f"{settings.SITE_URL}{reverse('edition', args=[newsletter.slug, day])}"
