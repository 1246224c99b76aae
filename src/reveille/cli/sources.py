"""``reveille sources``: the outlets and how their feeds answer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from reveille.cli import installation, terminal


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The newsroom")(sources)


def sources(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a feed.")] = False,
    enrol: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Take in the outlets of a folder of TOML files first."),
    ] = None,
) -> None:
    """List every feed: its outlet, when it answered last, and what is wrong with it; the failing first."""
    installation.ready()
    if enrol:
        from reveille.sources import directory, enrolment

        new_outlets, new_feeds = enrolment.enrol(directory.load(enrol))
        terminal.err.print(f"{new_outlets} outlets and {new_feeds} feeds are new.")
    from reveille.sources.models import Feed

    feeds = Feed.objects.filter(retired=False).select_related("outlet").order_by("-failures", "outlet__name", "link")
    if as_json:
        for feed in feeds:
            terminal.say_json(
                {
                    "outlet": feed.outlet.name,
                    "country": feed.outlet.country,
                    "family": feed.outlet.family,
                    "feed": feed.link,
                    "verified": feed.outlet.verified,
                    "answered_at": feed.answered_at,
                    "failure": feed.failure,
                    "failing_since": feed.failing_since,
                }
            )
        return
    table = Table()
    for heading in ("Outlet", "", "Feed", "Answered", "Verified", "What is wrong"):
        table.add_column(heading, overflow="fold")
    for feed in feeds:
        since = f"{feed.failure} since {feed.failing_since:%d %b %H:%M}" if feed.failing_since else ""
        table.add_row(
            terminal.plain(feed.outlet.name),
            feed.outlet.country,
            terminal.plain(feed.link),
            f"{feed.answered_at:%d %b %H:%M}" if feed.answered_at else "never",
            str(feed.outlet.verified or "no"),
            since,
        )
    terminal.out.print(table)
