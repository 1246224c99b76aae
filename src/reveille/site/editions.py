"""What the public pages read: closed editions only, never a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from reveille.editions import letterhead
from reveille.editions.models import Edition, Newsletter


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


def past(editions: QuerySet[Edition]) -> list[Past]:
    """Return ``editions`` as rows: the lead's headline and the counts, as they are shown now."""
    listed = editions.values_list(
        "date",
        "number",
        *(f"archive_line__{each}" for each in ("headline", "language", "stories", "outlets")),
    )
    return [Past(*row) for row in listed if row[2] is not None]


def head(newsletter: Newsletter | None) -> Head:
    """Return what stands above and below every page."""
    latest = closed(newsletter).values("date", "number").first() if newsletter else None
    return Head(
        newsletter=newsletter,
        name=newsletter.name if newsletter else "Reveille",
        date=latest["date"] if latest else None,
        number=latest["number"] if latest else 0,
        contact=settings.CONTACT_ADDRESS,
        postal_address=letterhead.postal_address(newsletter) if newsletter else settings.POSTAL_ADDRESS,
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
