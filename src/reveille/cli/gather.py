"""``reveille gather``: ask the feeds that are due, and name those that did not answer."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from reveille.cli import DONE, FAILED, NOTHING, installation, terminal


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The steps of a day")(gather)


def gather(
    everyone: Annotated[bool, typer.Option("--all", help="Ask every feed, also those that are not due.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Ask the feeds that are due; keep what is new.

    Every source that did not answer is named. Exit 0: all answered; 1: some did not; 4: none did.
    """
    installation.ready()
    from django.conf import settings

    from reveille import day
    from reveille.sources import reach

    result = day.gather(settings.CLOCK, reach.ours(), terminal.progress, everyone=everyone)
    failed = [
        {"outlet": feed.outlet.name, "feed": feed.link, "failure": error.code, "detail": error.detail}
        for feed, error in sorted(result.failed, key=lambda one: (one[0].outlet.name, one[0].link))
    ]
    if as_json:
        terminal.say_json({"asked": result.asked, "entries": result.entries, "new": result.new, "failed": failed})
    else:
        if failed:
            table = Table(title="Who did not answer", title_justify="left")
            for heading in ("Outlet", "Feed", "What happened"):
                table.add_column(heading, overflow="fold")
            for row in failed:
                happened = f"{row['failure']}: {row['detail']}" if row["detail"] else row["failure"]
                table.add_row(*(terminal.plain(cell) for cell in (row["outlet"], row["feed"], happened[:120])))
            terminal.out.print(table)
        terminal.say(
            f"Asked {result.asked} feeds: {result.asked - len(failed)} answered, {len(failed)} did not; "
            f"{result.new} new articles."
        )
        if not result.asked:
            terminal.say("No feed is due yet; `reveille gather --all` asks every one.")
        if result.asked and len(failed) == result.asked:
            terminal.say("Nobody answered. Is this machine on the network? `reveille sources` shows each feed.")
    raise typer.Exit(DONE if not failed else NOTHING if len(failed) == result.asked else FAILED)
