"""``reveille doctor``: is this installation fit to send real mail?"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from reveille.cli import DONE, FAILED, installation, terminal

COLOURS = {"ok": "green", "wrong": "bold red", "cannot tell": "yellow"}


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The letter")(doctor)


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Look at all that letters need on their way: DNS, relay, keys, addresses, clock, disk; say what to type.

    Nothing is sent and nothing is changed. Exit 1: something is wrong that keeps the first letters back.
    """
    installation.ready()
    from django.conf import settings

    from reveille.core import checkup
    from reveille.delivery.doctor import examination

    lines = examination.examine(settings.CLOCK())
    asked = checkup.demands(lines)
    if as_json:
        terminal.say_json(
            {
                "lines": [vars(line) for line in lines],
                "demands": [dict(zip(("demand", "who", "state", "why"), one, strict=True)) for one in asked],
            }
        )
    else:
        for line in lines:
            terminal.out.print(
                f"[{COLOURS[line.state]}]{line.state:>11}[/]  {terminal.plain(str(line))}", soft_wrap=True
            )
            if line.todo and line.state != checkup.State.OK:
                terminal.out.print(f"             → {terminal.plain(line.todo)}", soft_wrap=True)
        table = Table("What providers ask of bulk senders", "Who asks", "", "Why not")
        for demand, who, state, why in asked:
            table.add_row(demand, who, f"[{COLOURS[state]}]{state}[/]", terminal.plain(why))
        terminal.out.print(table)
    raise typer.Exit(FAILED if any(line.blocks for line in lines) else DONE)
