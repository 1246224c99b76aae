"""``reveille day``: the edition of one day, from what was known at its closing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reveille.cli import NOTHING, installation, terminal

if TYPE_CHECKING:
    from reveille.editions.models import Newsletter


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The paper")(day)


def day(
    date_: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="The day; today if not given.")] = "",
    newsletter: Annotated[
        str, typer.Option(help="Its slug, or a beat's name; the first newsletter if not given.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be made; keep nothing.")] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Show what today's code would make, also of a closed day.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the edition as one JSON object.")] = False,
    why: Annotated[bool, typer.Option("--why", help="Print each story's sum.")] = False,
) -> None:
    """Make and close the edition of a day, or show it when it is closed.

    Only what had been found by the day's closing time is used. Before closing time the draft is shown.
    Exit 4: no edition, and why.
    """
    installation.ready()
    from django.conf import settings
    from django.db import transaction

    from reveille import day as order
    from reveille.core import layout, moments
    from reveille.core.errors import TooThin
    from reveille.editions import composing
    from reveille.editions.models import Edition

    letter = chosen(newsletter)
    now = settings.CLOCK()
    on = wanted(date_, letter, now)
    if on > now.date() + timedelta(days=1):
        no_edition(f"{on:%A, %d %B %Y} has not come.", as_json)
    if on.year < moments.FIRST_YEAR:
        no_edition(f"There was no newspaper before {moments.FIRST_YEAR}.", as_json)
    closed = Edition.objects.filter(newsletter=letter, date=on, state=Edition.State.CLOSED).first()
    reasons: dict[str, list[Any]] = {}
    if closed and not draft:
        page = layout.from_json(closed.page)
        reasons = {p.slug: p.reasons for p in closed.placements.all()}
        state = f"closed {closed.closed_at:%Y-%m-%d %H:%M} UTC" if closed.closed_at else "closed"
    elif draft or dry_run or now < composing.closing_of(letter, on):
        moment = min(now, composing.closing_of(letter, on))
        with transaction.atomic():
            try:
                order.judge(moment, terminal.progress)
                made = composing.compose(letter, on)
            except TooThin as error:
                no_edition(str(error), as_json)
            page = made.page
            shown = {item.slug for item in page.items}
            reasons = {
                one.candidate.slug: [[r.points, r.words] for r in one.ranked.reasons]
                for one in made.considered
                if one.candidate.slug in shown
            }
            state = "not closed"
            if dry_run or draft:
                transaction.set_rollback(True)
    else:
        made_here = order.close(letter, on, now, terminal.progress)
        result = made_here.edition
        if result.state != Edition.State.CLOSED:
            no_edition(result.note, as_json)
        page = layout.from_json(result.page)
        reasons = {p.slug: p.reasons for p in result.placements.all()}
        state = "closed now" if made_here.by_us else f"closed {result.closed_at:%Y-%m-%d %H:%M} UTC"
    if as_json:
        terminal.say_json({"state": state, **layout.to_json(page), "reasons": reasons})
    else:
        from reveille.cli import paper

        paper.show(page, state, reasons if why else None)


def no_edition(reason: str, as_json: bool) -> None:
    """Say that there is no edition, and end with the exit code for it."""
    if as_json:
        terminal.say_json({"state": "none", "why": reason})
    else:
        terminal.say(f"No edition. {reason}")
    raise typer.Exit(NOTHING)


def chosen(slug: str) -> Newsletter:
    """Return the newsletter asked for; the name of a beat founds one. Another name is a usage error."""
    from reveille.editions import founding
    from reveille.editions.models import Newsletter
    from reveille.newsroom import profiles

    letters = Newsletter.objects.order_by("id")
    letter = letters.filter(slug=slug).first() if slug else letters.first()
    if letter is None and slug in profiles.names():
        return founding.newsletter(slug, slug, name=profiles.beat(slug).name)
    if letter is None:
        known = ", ".join(letters.values_list("slug", flat=True))
        raise typer.BadParameter(f"there is no newsletter called {slug}; there are: {known}", param_hint="--newsletter")
    return letter


def wanted(told: str, letter: Newsletter, now: datetime, hint: str = "--date") -> date:
    """Return the day asked for, or today in the newsletter's zone. Another one is a usage error of ``hint``."""
    from zoneinfo import ZoneInfo

    if not told:
        return now.astimezone(ZoneInfo(letter.zone)).date()
    try:
        return datetime.strptime(told, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as error:
        raise typer.BadParameter(f"{told} is no date; write it as 2026-11-24", param_hint=hint) from error
