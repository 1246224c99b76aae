"""``reveille group``: articles that tell one event become a story."""

from __future__ import annotations

import typer

from reveille.cli import installation, terminal


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The steps of a day")(group)


def group() -> None:
    """Put new articles into stories."""
    installation.ready()
    from django.conf import settings

    from reveille.newsroom import grouping

    with terminal.progress("Grouping", None):
        result = grouping.group(settings.CLOCK())
    if result.failure:
        terminal.complain(result.failure, "Articles were grouped by words, names and numbers alone.")
    terminal.say(
        f"{result.articles} articles joined a story; {result.founded} stories are new, {result.merged} were merged."
    )
