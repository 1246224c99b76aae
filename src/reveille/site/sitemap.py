"""The sitemap: an index, a map of the lasting pages, and one of each month of each newsletter.

Two years of stories in one map cost their asker half a second, and each crawler asked for all of it every day. A month
that is over does not change but by a takedown: it keeps its tag, and whoever has it is answered without making it.
"""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime
from importlib.metadata import version
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from reveille.editions import acts
from reveille.editions.models import Act, Edition, Newsletter, Placement

XML = "application/xml; charset=utf-8"
LASTING = ("front", "how", "outlets", "corrections", "privacy")


class Change(NamedTuple):
    """Something that a map tells: an edition was closed, a story taken down, or taken back."""

    newsletter: str
    day: date
    at: datetime


def _changes(newsletter: str = "", month: date | None = None) -> Iterator[Change]:
    """Yield what changed the maps, or the one of this newsletter's month."""
    closed = Edition.objects.filter(state=Edition.State.CLOSED)
    downs = Act.objects.filter(edition__state=Edition.State.CLOSED, kind="takedown")
    if month is not None:
        closed = closed.filter(**_within(newsletter, month))
        downs = downs.filter(edition__in=closed)
    for slug, day, closed_at, closing_at in closed.order_by().values_list(
        "newsletter__slug", "date", "closed_at", "closing_at"
    ):
        yield Change(slug, day, closed_at or closing_at)
    told = downs.order_by().values_list("edition__newsletter__slug", "edition__date", "at", "undone_at")
    for slug, day, at, undone_at in told:
        yield Change(slug, day, undone_at or at)


def _etag(_request: HttpRequest, newsletter: str = "", month: date | None = None) -> str:
    """What the map was made of: Last-Modified does not know two changes within a second."""
    told = sorted((one.newsletter, one.day.isoformat(), one.at.isoformat()) for one in _changes(newsletter, month))
    made_of = json.dumps([version("reveille"), settings.SITE_URL, told])
    return f'"{hashlib.sha256(made_of.encode()).hexdigest()[:32]}"'


def _changed(_request: HttpRequest, newsletter: str = "", month: date | None = None) -> datetime | None:
    return max((one.at for one in _changes(newsletter, month)), default=None)


@require_safe
@cache_control(public=True, max_age=3600)
@condition(etag_func=_etag, last_modified_func=_changed)
def index(request: HttpRequest) -> HttpResponse:
    """Return the index of all maps, the latest months first, each with when it last changed."""
    last: dict[tuple[date, str], datetime] = {}
    for slug, day, at in _changes():
        key = (day.replace(day=1), slug)
        last[key] = max(at, last.get(key, at))
    months = [(slug, first, at) for (first, slug), at in sorted(last.items(), reverse=True)]
    context = {"site": settings.SITE_URL, "months": months}
    return render(request, "site/sitemap_index.xml", context, content_type=XML)


@require_safe
@cache_control(public=True, max_age=3600)
def lasting(request: HttpRequest) -> HttpResponse:
    """Return the map of the pages that are always there."""
    newsletters = Newsletter.objects.order_by("id").values_list("slug", flat=True)
    context = {"site": settings.SITE_URL, "pages": LASTING, "newsletters": newsletters}
    return render(request, "site/sitemap_lasting.xml", context, content_type=XML)


@require_safe
@cache_control(public=True, max_age=3600)
@condition(etag_func=_etag, last_modified_func=_changed)
def month(request: HttpRequest, newsletter: str, month: date) -> HttpResponse:
    """Return the map of a newsletter's month: its closed editions and their stories, the latest first."""
    closed = Edition.objects.filter(**_within(newsletter, month), state=Edition.State.CLOSED).order_by("-date")
    days = list(closed.values_list("date", flat=True))
    if not days:
        raise Http404("no edition was closed in this month")
    context = {"site": settings.SITE_URL, "newsletter": newsletter, "days": days, "stories": _stories(closed)}
    return render(request, "site/sitemap_month.xml", context, content_type=XML)


def _stories(closed: QuerySet[Edition]) -> list[tuple[date, str]]:
    placed = Placement.objects.filter(edition__in=closed.order_by())
    shown = placed.exclude(pk__in=acts.taken_placements())
    return list(shown.order_by("-edition__date", "position").values_list("edition__date", "slug"))


def _within(newsletter: str, month: date) -> dict[str, str | date]:
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return {"newsletter__slug": newsletter, "date__gte": month, "date__lte": last}
