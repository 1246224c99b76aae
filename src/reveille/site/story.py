"""One story of one edition: the outlets' own words, everybody who reports it, and how it went until that day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reveille.core import coverage, drawing, layout
from reveille.editions import acts, shown
from reveille.editions.models import Edition, Newsletter, Placement
from reveille.newsroom.models import Article, Membership
from reveille.site import editions, errors, world

TOWNS_SHOWN = 2


@dataclass(frozen=True)
class Changed:
    """What an edition said had changed in a story that day."""

    date: date
    day: int
    kind: str
    lines: tuple[str, ...]
    is_this: bool


@dataclass(frozen=True)
class Line:
    """A line of a timeline: the first report of a day, and the edition that had it."""

    report: coverage.Report
    edition: Edition | None


@require_safe
def story(request: HttpRequest, newsletter: str, day: date, slug: str) -> HttpResponse:
    """Show a story of a closed edition."""
    issuer = get_object_or_404(Newsletter, slug=newsletter)
    edition = get_object_or_404(editions.closed(issuer), date=day)
    page = shown.page(edition)
    item = next((one for one in page.items if one.slug == slug), None)
    if item is None and (said := acts.takedown(edition, slug)):
        return errors.gone(request, said)
    if item is None:
        raise Http404
    placement = edition.placements.filter(slug=slug).first() or Placement(edition=edition, slug=slug)
    told = _until(placement, edition)
    out = _opted_out(told[:-1])
    reports = coverage.together([*(_reports(one, out) for one in told[:-1]), _reports(placement)])
    days = coverage.days(reports, issuer.zone, day)
    timeline = _timeline(days, told)
    countries = coverage.countries(reports, day)
    where = placement.where or {}
    context = {
        "newsletter": issuer,
        "page": page,
        "item": item,
        "dossier": layout.dossier_from_json(placement.dossier),
        "families": coverage.families(_reports(placement)),
        "changes": _changes(told, day),
        "timeline": timeline,
        "days": days,
        "curve": drawing.curve([(str(one.day.day), one.families) for one in days]) if len(days) > 1 else None,
        "countries": countries,
        "map": world.drawn(countries.new, countries.before, where.get("towns", [])[:TOWNS_SHOWN]),
        "where": where,
        "first": timeline[0].report if timeline else None,
    }
    return render(request, "site/story.html", context)


def _until(placement: Placement, edition: Edition) -> list[Placement]:
    """The story's placements in the newsletter's editions up to this one, the earliest first.

    Stories merge: what now stands in one story is found under each that its articles have stood in.
    """
    if placement.pk is None:
        return []
    articles = _articles(placement)
    stories = Membership.objects.filter(article_id__in=articles).values("story_id")
    earlier = Placement.objects.filter(
        edition__newsletter=edition.newsletter,
        edition__state=Edition.State.CLOSED,
        edition__date__lt=edition.date,
        story_id__in=stories,
    ).exclude(pk__in=acts.taken_placements())
    rows = earlier.select_related("edition").defer("edition__html", "edition__text", "edition__page")
    return [*rows.order_by("edition__date", "position"), placement]


def _articles(placement: Placement) -> list[int]:
    return [row["article"] for row in placement.reports if isinstance(row, dict) and "article" in row]


def _opted_out(earlier: Iterable[Placement]) -> frozenset[int]:
    """The articles of outlets that would rather not appear by now: a later day does not tell of them again."""
    articles = [article for placement in earlier for article in _articles(placement)]
    return frozenset(Article.objects.filter(pk__in=articles, outlet__opted_out=True).values_list("pk", flat=True))


def _reports(placement: Placement, without: frozenset[int] = frozenset()) -> list[coverage.Report]:
    rows = [row for row in placement.reports if isinstance(row, dict) and row.get("article") not in without]
    return [coverage.read(row, placement.edition.date) for row in rows]


def _changes(told: Sequence[Placement], today: date) -> list[Changed]:
    """What changed by day, the latest first; the first day of a story has nothing to differ from."""
    found = []
    for placement in reversed(told):
        dossier = layout.dossier_from_json(placement.dossier)
        if dossier.lines:
            day = placement.edition.date
            found.append(Changed(day, dossier.day, dossier.kind, dossier.lines, day == today))
    return found


def _timeline(days: Iterable[coverage.DayOfReports], told: Sequence[Placement]) -> list[Line]:
    by_date: dict[date, Edition] = {placement.edition.date: placement.edition for placement in told}
    return [Line(one.first, by_date.get(one.first.edition)) for one in days if one.first]
