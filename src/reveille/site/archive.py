"""All past editions of a newsletter, a year on a page."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reveille.editions.models import Newsletter
from reveille.site import calendars, editions


@require_safe
def archive(request: HttpRequest, newsletter: str) -> HttpResponse:
    """Show a year of editions: ``?year=2026``, else the latest year that has any."""
    issuer = get_object_or_404(Newsletter, slug=newsletter)
    years = [day.year for day in editions.closed(issuer).dates("date", "year", order="DESC")]
    year = _year(request.GET.get("year", ""), years)
    past = editions.past(editions.closed(issuer).filter(date__year=year)) if year else []
    printed = editions.days_of(past)
    months = [
        (calendars.month(first.year, first.month, printed), list(rows))
        for first, rows in groupby(past, key=lambda one: one.date.replace(day=1))
    ]
    latest = past[0].date if past and years and year == years[0] else None
    context = {"newsletter": issuer, "years": years, "year": year, "months": months, "latest": latest}
    return render(request, "site/archive.html", context)


def _year(asked: str, years: list[int]) -> int | None:
    if not asked:
        return years[0] if years else None
    if asked.isascii() and asked.isdecimal() and int(asked[:5]) in years:
        return int(asked)
    raise Http404
