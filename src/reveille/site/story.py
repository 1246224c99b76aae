"""One story of one edition: the outlets' own words, and everybody who reports it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reveille.core import layout
from reveille.editions.models import Newsletter
from reveille.site import editions


@dataclass(frozen=True)
class Report:
    """One outlet's article, as the page lists it. ``published`` in UTC; ``copy_of``: whose text it is."""

    outlet: str
    country: str
    headline: str
    url: str
    language: str
    published: datetime | None
    copy_of: str
    paywall: bool


@dataclass(frozen=True)
class Wire:
    """A report in its own words, with those who carried the same text."""

    report: Report
    copies: tuple[Report, ...]


@require_safe
def story(request: HttpRequest, newsletter: str, day: date, slug: str) -> HttpResponse:
    """Show a story of a closed edition."""
    issuer = get_object_or_404(Newsletter, slug=newsletter)
    edition = get_object_or_404(editions.closed(issuer), date=day)
    page = editions.page_of(edition)
    item = next((one for one in page.items if one.slug == slug), None)
    if item is None:
        raise Http404
    placement = edition.placements.filter(slug=slug).values_list("reports", flat=True).first()
    reports = [_report(row) for row in placement or [] if isinstance(row, dict)]
    context = {
        "newsletter": issuer,
        "page": page,
        "item": item,
        "folded": fold(reports),
        "lead": _lead(item, reports),
        "developing": next((one for one in page.developing if one.page == item.page), None),
    }
    return render(request, "site/story.html", context)


def fold(reports: Iterable[Report]) -> tuple[Wire, ...]:
    """Return the reports in their own words, each with its copies; a copy with no origin here is one too."""
    reports = tuple(reports)
    own = [one for one in reports if not one.copy_of]
    origins = {one.outlet for one in own}
    own += [one for one in reports if one.copy_of and one.copy_of not in origins]
    taken: set[str] = set()
    wires = []
    for one in own:
        first = one.outlet not in taken and not one.copy_of
        taken.add(one.outlet)
        copies = tuple(other for other in reports if first and other.copy_of == one.outlet)
        wires.append(Wire(one, copies))
    return tuple(wires)


def _lead(item: layout.Item, reports: Iterable[Report]) -> Report | None:
    """The report that the item's sentences come from."""
    return next((one for one in reports if one.url == item.url), None)


def _report(row: dict[str, Any]) -> Report:
    return Report(
        outlet=str(row.get("outlet") or ""),
        country=str(row.get("country") or ""),
        headline=str(row.get("headline") or ""),
        url=str(row.get("url") or ""),
        language=str(row.get("language") or ""),
        published=_instant(row.get("published")),
        copy_of=str(row.get("copy_of_outlet") or ""),
        paywall=bool(row.get("paywall")),
    )


def _instant(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
