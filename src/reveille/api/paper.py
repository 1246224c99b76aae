"""Closed editions and their stories, for everybody: what the site shows, as values."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page
from ninja import Query, Router
from ninja.decorators import decorate_view

from reveille.api import pace, shapes
from reveille.api.problems import Problem, Refusal
from reveille.core import coverage, layout, schedule
from reveille.editions import acts, shown
from reveille.editions.models import Edition, Newsletter
from reveille.site import door, editions

FRESH = 300  # seconds for which anybody may keep an answer

router = Router(tags=["Editions"])
WRONG = {404: Problem, 422: Problem, 429: Problem}


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let anybody ask, any page read the answer, and any cache keep it for a while; its ETag is of its bytes."""

    @functools.wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=FRESH)
        response.headers["Access-Control-Allow-Origin"] = "*"  # no cookie is read here: there is nothing to steal
        return response

    checked: Callable[..., HttpResponse] = conditional_page(answered)
    return checked


@router.get("/newsletters", response={200: list[shapes.Newsletter], 429: Problem}, summary="All newsletters")
@decorate_view(public)
def newsletters(request: HttpRequest) -> list[dict[str, Any]]:
    """The newsletters that can be read here."""
    _paced(request)
    return [
        {
            "slug": one.slug,
            "name": one.name,
            "tagline": one.tagline,
            "language": one.language,
            "zone": one.zone,
            "closes": schedule.clock(one.closing_minute),
            "url": _site("latest", one.slug),
            "editions": _site("api:editions", one.slug),
        }
        for one in Newsletter.objects.order_by("id")
    ]


@router.get(
    "/newsletters/{newsletter}/editions", url_name="editions", response={200: shapes.Editions, **WRONG},
    summary="The editions of a newsletter",
)  # fmt: skip
@decorate_view(public)
def past(request: HttpRequest, newsletter: str, stretch: Query[shapes.Stretch]) -> dict[str, Any]:
    """Closed editions, the latest first."""
    _paced(request)
    issuer = newsletter_of(newsletter)
    closed = editions.closed(issuer)
    if stretch.before:
        closed = closed.filter(date__lt=stretch.before)
    rows = editions.past(closed[: stretch.limit + 1])
    told, more = rows[: stretch.limit], len(rows) > stretch.limit
    onward = f"{_site('api:editions', issuer.slug)}?before={told[-1].date}&limit={stretch.limit}" if more else None
    return {
        "newsletter": issuer.slug,
        "editions": [
            {
                "date": one.date,
                "number": one.number,
                "headline": one.headline,
                "language": one.language or issuer.language,
                "stories": one.stories,
                "outlets": one.outlets,
                "url": _site("edition", issuer.slug, one.date),
                "api": _site("api:edition", issuer.slug, one.date),
            }
            for one in told
        ],
        "next": onward,
    }


@router.get(
    "/newsletters/{newsletter}/editions/latest", response={200: shapes.Edition, **WRONG}, summary="The latest edition"
)
@decorate_view(public)
def latest(request: HttpRequest, newsletter: str) -> dict[str, Any]:
    """The edition that closed last."""
    _paced(request)
    found = editions.closed(newsletter_of(newsletter)).select_related("newsletter").first()
    if found is None:
        raise Http404
    return _edition(found)


@router.get(
    "/newsletters/{newsletter}/editions/{day}", url_name="edition", response={200: shapes.Edition, **WRONG},
    summary="One edition",
)  # fmt: skip
@decorate_view(public)
def edition(request: HttpRequest, newsletter: str, day: date) -> dict[str, Any]:
    """The edition of a day, with all its stories."""
    _paced(request)
    return _edition(_closed(newsletter, day))


@router.get(
    "/newsletters/{newsletter}/editions/{day}/stories/{story}", url_name="story",
    response={200: shapes.WholeStory, 410: Problem, **WRONG}, summary="One story",
)  # fmt: skip
@decorate_view(public)
def story(request: HttpRequest, newsletter: str, day: date, story: str) -> dict[str, Any]:
    """A story of an edition, with everybody who reports it."""
    _paced(request)
    found = _closed(newsletter, day)
    item = next((one for one in shown.page(found).items if one.slug == story), None)
    placement = found.placements.filter(slug=story).first() if item and "\0" not in story else None
    if item is None and (said := acts.takedown(found, story)):
        raise Refusal(410, said.value["text"])
    if item is None or placement is None:
        raise Http404
    dossier = layout.dossier_from_json(placement.dossier)
    reports = [coverage.read(row, day) for row in placement.reports if isinstance(row, dict)]
    return {
        **_story(item, found),
        "newsletter": found.newsletter.slug,
        "date": day,
        "day": dossier.day,
        "changes": dossier.lines,
        "excerpts": [{**vars(one), "text": one.sentence.text, "link": one.url} for one in dossier.excerpts],
        "quotes": [vars(one) for one in dossier.quotes],
        "reports": [{**vars(one), "link": one.url} for one in reports],
    }


def _edition(found: Edition) -> dict[str, Any]:
    told = acts.told_since(found)
    page, issuer = shown.page(found, told), found.newsletter
    before, after = editions.neighbours(found)
    return {
        **vars(page),
        "newsletter": issuer.slug,
        "closed_at": found.closed_at,
        "digest": found.digest,
        "top": [item.slug for item in page.top],
        "sections": [
            {"name": one.name, "stories": [_story(item, found) for item in one.items]} for one in page.sections
        ],
        "quiet": [{**vars(one), "url": f"{settings.SITE_URL}{one.page}"} for one in page.quiet],
        "asked": page.silence.outlets,
        "silent": [vars(one) for one in page.silence.failed],
        "corrections": [
            {"kind": "takedown" if one.kind == "takedown" else "correction", "at": one.at, "text": one.value["text"]}
            for one in told
        ],
        "before": before,
        "after": after,
        "url": _site("edition", issuer.slug, found.date),
    }


def _story(item: layout.Item, found: Edition) -> dict[str, Any]:
    where = (found.newsletter.slug, found.date, item.slug)
    return {
        **vars(item),
        "link": item.url,
        "sentences": [vars(one) for one in item.sentences],
        "quote": vars(item.quote) if item.quote else None,
        "also": [vars(one) for one in item.also],
        "url": _site("story", *where),
        "api": _site("api:story", *where),
    }


def _paced(request: HttpRequest) -> None:
    pace.take("network", door.network(request), pace.OF_A_NETWORK)


def newsletter_of(slug: str) -> Newsletter:
    """Return the newsletter that an address names, or answer that there is none."""
    return get_object_or_404(Newsletter, slug=slug.replace("\0", ""))


def _closed(newsletter: str, day: date) -> Edition:
    return get_object_or_404(editions.closed(newsletter_of(newsletter)).select_related("newsletter"), date=day)


def _site(name: str, *where: Any) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=where)}"
