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

    Every source that did not answer is named. Exit 0: all answered; 1: some did not; 4: none did, nor any other when
    it was asked last.
    """
    installation.ready()
    from django.conf import settings

    from reveille import day
    from reveille.sources import reach, rounds

    result = day.gather(settings.CLOCK, reach.ours(), terminal.progress, everyone=everyone)
    others = rounds.answering()  # none of them was asked now, when all that were asked failed
    nobody = result.asked > 0 and len(result.failed) == result.asked and not others
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
        elif len(failed) == result.asked and others:
            rest = f"{others} other{'s' * (others > 1)}"
            terminal.say(f"None of those that were due answered; {rest} did when last asked.")
        if nobody:
            terminal.say("Nobody answered. Is this machine on the network? `reveille sources` shows each feed.")
    raise typer.Exit(NOTHING if nobody else FAILED if failed else DONE)
