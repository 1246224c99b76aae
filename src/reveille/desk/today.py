"""Today: the draft as it will be mailed, beside the ranked list with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from reveille.core import layout, schedule, shaping, stops
from reveille.core.encoding import quoted_printable
from reveille.desk import roles
from reveille.desk.roles import Role, needs
from reveille.editions import acts, composing, letterhead, rendering, weighing
from reveille.editions.models import Act, Edition, Newsletter
from reveille.mail import alarm
from reveille.newsroom import profiles
from reveille.newsroom.models import Article

OFFERED = 14  # sentences to choose from
UNDOABLE = frozenset({"correct", "takedown"}) | shaping.REGROUPING  # of a closed edition


@dataclass(frozen=True)
class Row:
    """A story of the draft, as the desk lists it."""

    place: int
    item: layout.Item
    article: int  # by which the story is known, whatever it is called tomorrow
    score: float
    reasons: Sequence[tuple[float, str]]
    chosen: bool
    placed: bool  # by an editor


@dataclass(frozen=True)
class Part:
    """Rows under one name; the first stories of all have none."""

    name: str
    rows: tuple[Row, ...]


@needs(Role.VIEWER)
def home(request: HttpRequest) -> HttpResponse:
    """Go to the edition that is in the making."""
    newsletter = Newsletter.objects.living().first() or Newsletter.objects.order_by("id").first()
    if newsletter is None:
        return render(request, "desk/empty.html")
    return redirect("desk-day", newsletter.slug, in_the_making(newsletter, settings.CLOCK()))


@needs(Role.VIEWER)
def today(request: HttpRequest, newsletter: str, day: date) -> HttpResponse:
    """Show one day's edition: a draft, held, or closed."""
    issuer = get_object_or_404(Newsletter, slug=newsletter)
    return shown(request, issuer, day)


def in_the_making(newsletter: Newsletter, now: datetime) -> date:
    """Return the day of the edition to work on: the next to close, or the last one when that is not closed."""
    last = schedule.last_closing(now, newsletter.closing_minute, newsletter.zone)
    waiting = Edition.objects.filter(newsletter=newsletter, date=last.day).exclude(state=Edition.State.CLOSED)
    return last.day if waiting.exists() else schedule.next_closing(now, newsletter.closing_minute, newsletter.zone).day


def shown(
    request: HttpRequest, newsletter: Newsletter, day: date, *, error: str = "", status: int = 200, whose: bool = False
) -> HttpResponse:
    """Return the page of a day; ``error`` says why an act was refused, ``whose`` that an outlet has to be named."""
    edition = Edition.objects.filter(newsletter=newsletter, date=day).first()
    page = layout.from_json(edition.page) if edition and edition.page else None
    chosen = _chosen(request, edition)
    parts = _parts(page, edition.weighed, chosen) if edition and page else []
    row = next((row for part in parts for row in part.rows if row.chosen), None)
    closed = edition is not None and edition.state == Edition.State.CLOSED
    editor = roles.of(request.user) >= Role.EDITOR
    context = {
        "here": "Today",
        "newsletter": newsletter,
        "newsletters": Newsletter.objects.living(),
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "edition": edition,
        "page": page,
        "parts": parts,
        "places": sum(len(part.rows) for part in parts),
        "ranked": _ranked(edition, page),
        "chosen": chosen,
        "error": error,
        "adding": request.POST.get("link", ""),
        "whose": whose,
        "editor": editor,
        "movable": editor and not closed,
        "size": _size(edition, page) if edition and page else 0,
        "silence": page.silence if page else None,
        "alarms": alarm.lasting(),
        **_done(edition, closed),
        **_of_row(edition, row),
        **_until_closing(newsletter, day, settings.CLOCK()),
    }
    return render(request, "desk/today.html", context, status=status)


def _chosen(request: HttpRequest, edition: Edition | None) -> int:
    """The article of the story that is looked at, or 0; an act goes on with the one that it was done to."""
    asked = request.POST.get("article", "") if request.method == "POST" else request.GET.get("chosen", "")
    chosen = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 16 else 0
    return standing_for(edition, chosen) if edition else chosen


def _ranked(edition: Edition | None, page: layout.Page | None) -> list[dict[str, Any]]:
    slugs = {item.slug for item in page.items} if page else set()
    weighed = edition.weighed if edition else []
    return [{**one, "rank": rank, "told": one["slug"] in slugs} for rank, one in enumerate(weighed, start=1)]


def _done(edition: Edition | None, closed: bool) -> dict[str, Any]:
    """What editors did to the edition, the last first."""
    done = list(edition.acts.order_by("-pk")) if edition else []
    standing = [act for act in done if act.undone_at is None]
    latest = max(done, key=lambda act: act.undone_at or act.at, default=None)
    return {
        "done": done,
        "latest": latest.pk if latest else 0,
        "down": down(done),
        "undoable": [act.pk for act in standing if not closed or act.kind in UNDOABLE],
        "hold": next((act for act in standing if act.kind == "hold"), None),
        "seen": acts.seen(edition) if edition else 0,
    }


def _of_row(edition: Edition | None, row: Row | None) -> dict[str, Any]:
    """What the desk offers for the story that is looked at."""
    if edition is None or row is None:
        return {"reports": [], "sentences": [], "shown": set(), "sections": []}
    return {
        "reports": reports(edition, row.article),
        "sentences": sentences(row.article),
        "shown": {one.text for one in row.item.sentences},
        "sections": profiles.beat(edition.newsletter.beat).section_names(),
    }


def _until_closing(newsletter: Newsletter, day: date, now: datetime) -> dict[str, Any]:
    closing = composing.closing_of(newsletter, day)
    return {
        "closing": closing,
        "until": _until(closing - now),
        "late": now >= closing,
        "regrouping": shaping.REGROUPING,
        "lasting": acts.lasting(newsletter, day, closing, weighing.STORY_BACK).select_related("edition"),
    }


def entry(edition: Edition, article: int) -> dict[str, Any] | None:
    """Return what is kept of the story that an article stands for, of those that were weighed."""
    return next((one for one in edition.weighed if one["article"] == article), None)


def standing_for(edition: Edition, article: int) -> int:
    """Return the article by which the story that has this one is known, or 0 where it is not among the weighed."""
    return next((one["article"] for one in edition.weighed if article in (one["article"], *one.get("articles", ()))), 0)


def down(done: Iterable[Act]) -> set[str]:
    """Return the slugs of the stories that were taken down, and not put back."""
    return {one.value["slug"] for one in done if one.kind == "takedown" and one.undone_at is None}


def reports(edition: Edition, article: int) -> list[dict[str, Any]]:
    """Return the reports of the story that has this article, one for each headline."""
    for placement in edition.placements.all():
        if any(report["article"] == article for report in placement.reports):
            return list({report["headline"]: report for report in reversed(placement.reports)}.values())[::-1]
    return []


def sentences(article: int) -> list[layout.Sentence]:
    """Return the first sentences of an article, as it stands, to choose from."""
    found = Article.objects.filter(pk=article).first()
    if found is None:
        return []
    spans = stops.sentences(found.text, found.language)
    return [
        layout.Sentence(found.text[span.start : span.end], article, span.start, span.end)
        for span in spans
        if span.start >= found.body_start
    ][:OFFERED]


def _parts(page: layout.Page, weighed: Sequence[dict[str, Any]], chosen: int) -> list[Part]:
    """The draft in the order of the paper: the first five, then the sections without them."""
    known = {one["slug"]: one for one in weighed}

    def rows(items: Iterable[layout.Item]) -> tuple[Row, ...]:
        return tuple(_row(item, known.get(item.slug, {}), chosen) for item in items)

    top = {item.slug for item in page.top}
    rest = [
        Part(section.name, rows(item for item in section.items if item.slug not in top)) for section in page.sections
    ]
    return [Part("", rows(page.top)), *(part for part in rest if part.rows)]


def _row(item: layout.Item, told: dict[str, Any], chosen: int) -> Row:
    article = told.get("article", 0)
    return Row(
        told.get("place", 0),
        item,
        article,
        told.get("score", 0.0),
        [(points, words) for points, words in told.get("reasons", ())],
        bool(chosen) and article == chosen,
        told.get("placed", False),
    )


def _size(edition: Edition, page: layout.Page) -> int:
    """The octets of the HTML part as it is mailed."""
    html = edition.html or rendering.render(page, letterhead.masthead(edition.newsletter)).html
    return len(quoted_printable(html))


def _until(left: timedelta) -> str:
    """``38 minutes``, ``3 hours 5 minutes``."""
    minutes = max(0, int(left.total_seconds() // 60))
    hours, minutes = divmod(minutes, 60)
    told = [ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}] if hours else []
    return " ".join([*told, ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}])
