"""``reveille read``: fetch the pages of new articles."""

from __future__ import annotations

from typing import Annotated

import typer

from reveille.cli import installation, terminal


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The steps of a day")(read)


def read(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Fetch the pages of new articles and take the article out of each; a page that fails is named by its kind."""
    installation.ready()
    from collections import Counter

    from django.conf import settings

    from reveille import day
    from reveille.sources import reach

    result = day.read(settings.CLOCK, reach.ours(), terminal.progress)
    kinds = Counter(error.code for _, error in result.unread)
    if as_json:
        terminal.say_json({"read": result.read, "failed": kinds})
        return
    terminal.say(f"Read {result.read} pages; {sum(kinds.values())} could not be read.")
    for kind, count in kinds.most_common():
        terminal.say(f"  {count:4} {kind}")
