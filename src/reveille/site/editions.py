"""What the public pages read: closed editions only, never a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from reveille.core import coverage, layout, takedown
from reveille.editions import acts
from reveille.editions.models import Edition, Newsletter, Placement


@dataclass(frozen=True)
class Past:
    """An edition as a list of past ones shows it."""

    date: date
    number: int
    headline: str
    language: str
    stories: int
    outlets: int


@dataclass(frozen=True)
class Head:
    """What stands above and below every page: whose paper it is, its latest edition, and where to write."""

    newsletter: Newsletter | None
    name: str
    date: date | None
    number: int
    contact: str
    postal_address: str
    site: str


def default_newsletter() -> Newsletter | None:
    """Return the newsletter of the front page: the first that was made and still appears."""
    return Newsletter.objects.living().first() or Newsletter.objects.order_by("id").first()


def closed(newsletter: Newsletter) -> QuerySet[Edition]:
    """Return the newsletter's closed editions, the latest first, without their rendered bytes."""
    return (
        Edition.objects.filter(newsletter=newsletter, state=Edition.State.CLOSED)
        .defer("html", "text")
        .order_by("-date")
    )


def page_of(edition: Edition) -> layout.Page:
    """Return the edition as it is shown: as it was mailed, without what was taken down since."""
    page = layout.from_json(edition.page)
    taken = acts.taken_down(edition)
    if not taken:
        return page
    stay = edition.placements.exclude(slug__in=taken).values_list("reports", flat=True)
    reports = [coverage.read(row, edition.date) for rows in stay for row in rows if isinstance(row, dict)]
    return takedown.without(page, taken, reports)


def past(editions: QuerySet[Edition]) -> list[Past]:
    """Return ``editions`` as rows: the lead's headline and the counts, of whole pages only where a story is gone."""
    lead = Placement.objects.filter(edition=OuterRef("pk"), position=1)  # to sort them would read them all
    rows = editions.annotate(
        headline=Subquery(lead.annotate(said=KT("item__headline")).values("said")[:1]),
        language=Subquery(lead.annotate(said=KT("item__language")).values("said")[:1]),
        stories=KT("page__stories"),
        outlets=KT("page__outlets"),
    ).values_list("pk", "date", "number", "headline", "subject", "language", "stories", "outlets")
    left = _after_takedown()
    return [
        Past(day, number, *left.get(pk, (headline or subject, language or "", int(stories or 0), int(outlets or 0))))
        for pk, day, number, headline, subject, language, stories, outlets in rows
    ]


def _after_takedown() -> dict[int, tuple[str, str, int, int]]:
    """The headline, its language and the counts of editions that a story was taken down of; these are few."""
    ids = acts.taken_placements().values("edition_id")
    shown = {}
    for one in Edition.objects.filter(pk__in=ids).defer("html", "text"):
        page = page_of(one)
        lead = next(iter((*page.top, *page.items)), None)
        shown[one.pk] = (lead.headline if lead else "", lead.language if lead else "", page.stories, page.outlets)
    return shown


def head(newsletter: Newsletter | None) -> Head:
    """Return what stands above and below every page."""
    latest = closed(newsletter).values("date", "number").first() if newsletter else None
    return Head(
        newsletter=newsletter,
        name=newsletter.name if newsletter else "Reveille",
        date=latest["date"] if latest else None,
        number=latest["number"] if latest else 0,
        contact=settings.CONTACT_ADDRESS,
        postal_address=(newsletter.postal_address if newsletter else "") or settings.POSTAL_ADDRESS,
        site=settings.SITE_URL,
    )


def neighbours(edition: Edition) -> tuple[date | None, date | None]:
    """Return the days of the closed editions before and after this one."""
    days = Edition.objects.filter(newsletter=edition.newsletter, state=Edition.State.CLOSED).order_by("date")
    before = days.filter(date__lt=edition.date).values_list("date", flat=True).last()
    after = days.filter(date__gt=edition.date).values_list("date", flat=True).first()
    return before, after


def days_of(editions: Iterable[Past]) -> frozenset[date]:
    """Return the days on which there was an edition."""
    return frozenset(one.date for one in editions)
