"""``reveille replay``: make a closed edition again, and say what would be different."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from reveille.cli import DONE, FAILED, NOTHING, installation, terminal


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The paper")(replay)


def replay(
    date: Annotated[str, typer.Argument(metavar="YYYY-MM-DD", help="The day of a closed edition.")],
    newsletter: Annotated[str, typer.Option(help="Its slug; the first newsletter if not given.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make a closed edition again from the archive, and hold it against the bytes that were mailed.

    Exit 0: every byte is the same. Exit 1: it would be different, and what and why is told. Nothing is changed.
    """
    installation.ready()
    from django.conf import settings

    from reveille.cli.day import chosen, wanted
    from reveille.editions import replay as replaying
    from reveille.editions.models import Edition

    letter = chosen(newsletter)
    on = wanted(date, letter, settings.CLOCK(), "YYYY-MM-DD")
    closed = Edition.objects.filter(newsletter=letter, state=Edition.State.CLOSED)
    edition = closed.filter(date=on).first()
    if edition is None:
        terminal.say(f"No closed edition of {letter.name} on {on}.")
        if last := closed.order_by("-date").first():
            terminal.say(f"The last one is of {last.date}.")
        raise typer.Exit(NOTHING)
    made = replaying.replay(edition)
    if as_json:
        told = {"source": made.source.name.lower(), "same": made.same, "changed_since": made.why, "note": made.note}
        terminal.say_json({**told, "differences": [dataclasses.asdict(one) for one in made.differences]})
        raise typer.Exit(DONE if made.same else FAILED)
    terminal.say(f"{letter.name}, {on}, made again from {made.source}.")
    terminal.say(f"Every byte is the same: SHA-256 {edition.digest}." if made.same else "It would be different today.")
    if made.note:
        terminal.say(f"  {made.note[0].upper()}{made.note[1:]}.")
    for one in made.differences:
        terminal.say(f"  {one.story or 'the edition'}: {one.what}")
        terminal.say(f"    then  {one.then or '-'}")
        terminal.say(f"    now   {one.now or '-'}")
    if made.why:
        terminal.say(f"Changed since it was closed: {', '.join(made.why)}.")
    elif not made.same:
        terminal.say("Nothing that it was made with has changed: the archive has.")
    raise typer.Exit(DONE if made.same else FAILED)
