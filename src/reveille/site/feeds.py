"""Feeds of a newsletter's editions: RSS 2.0, Atom and JSON Feed 1.1, the same words as the edition's page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from reveille.editions import acts, languages, shown, wording
from reveille.editions.models import Act, Edition, Newsletter
from reveille.site import editions

SHOWN = 20
FORMATS = ("rss", "atom", "json")


def _changed(_request: HttpRequest, newsletter: str, **_: str) -> datetime | None:
    """When the feed last changed: by an edition, a correction, or a story taken down."""
    closed = Edition.objects.filter(newsletter__slug=newsletter, state=Edition.State.CLOSED)
    moments = (closed.aggregate(last=Max("closed_at"))["last"], acts.told_last(newsletter))
    return max((moment for moment in moments if moment), default=None)


def _etag(_request: HttpRequest, newsletter: str, kind: str) -> str | None:
    """What the feed was made of, by version: Last-Modified does not know two changes within a second."""
    issuer = Newsletter.objects.filter(slug=newsletter).values("name", "tagline", "language").first()
    if issuer is None:
        return None
    closed = Edition.objects.filter(newsletter__slug=newsletter, state=Edition.State.CLOSED)
    latest = list(closed.order_by("-date").values_list("pk", flat=True)[:SHOWN])
    told = [act.pk for acts_of in acts.told_of(latest).values() for act in acts_of]
    made_of = [kind, version("reveille"), settings.SITE_URL, issuer, latest, told]
    return f'"{hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:32]}"'


@dataclass(frozen=True)
class Entry:
    """An edition as a feed tells it; ``changed_at`` is its last correction or takedown, else its closing."""

    title: str
    link: str
    words: str
    closed_at: datetime | None
    changed_at: datetime | None


@require_safe
@cache_control(public=True, max_age=900)
@condition(etag_func=_etag, last_modified_func=_changed)
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
    for entry in _entries(newsletter):
        made.add_item(
            title=entry.title,
            link=entry.link,
            description=entry.words,
            pubdate=entry.closed_at,
            updateddate=entry.changed_at,
            unique_id=entry.link,
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
                "id": entry.link,
                "url": entry.link,
                "title": entry.title,
                "content_html": entry.words,
                "date_published": entry.closed_at.isoformat() if entry.closed_at else None,
                "date_modified": entry.changed_at.isoformat() if entry.changed_at else None,
            }
            for entry in _entries(newsletter)
        ],
    }
    return JsonResponse(body, content_type="application/feed+json")


def _entries(newsletter: Newsletter) -> list[Entry]:
    latest = list(editions.closed(newsletter)[:SHOWN])
    told = acts.told_of([edition.pk for edition in latest])
    return [_entry(newsletter, edition, told[edition.pk]) for edition in latest]


def _entry(newsletter: Newsletter, edition: Edition, told: list[Act]) -> Entry:
    page = shown.page(edition, told)
    moments = [moment for moment in (edition.closed_at, *(act.at for act in told)) if moment]
    return Entry(
        title=f"{wording.long_date(page.date)}: {page.subject}",
        link=f"{settings.SITE_URL}{reverse('edition', args=[newsletter.slug, edition.date])}",
        words=render_to_string("site/feed_edition.html", {"page": page, "since": told}),
        closed_at=edition.closed_at,
        changed_at=max(moments, default=None),
    )


def _home(newsletter: Newsletter) -> str:
    return f"{settings.SITE_URL}{reverse('latest', args=[newsletter.slug])}"
