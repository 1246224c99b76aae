"""``reveille sift``: find copies, and judge what is on the beat."""

from __future__ import annotations

import typer

from reveille.cli import installation, terminal


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The steps of a day")(sift)


def sift() -> None:
    """Find copies among the new articles, and judge each on every newsletter's beat."""
    installation.ready()
    from django.conf import settings

    from reveille import day
    from reveille.newsroom import sifting

    with terminal.progress("Sifting", None) as tick:
        result = sifting.sift(settings.CLOCK(), day.beats(), tick)
    terminal.say(f"Sifted {result.articles} articles: {result.copies} are copies.")
    for beat, on in result.on.items():
        terminal.say(f"  {on} newly on the beat {beat}")
