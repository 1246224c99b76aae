"""``reveille bounces``: read what came back by hand, and say what it came to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from reveille.cli import DONE, FAILED, NOTHING, installation, terminal

if TYPE_CHECKING:
    from reveille.delivery.boxes import Read  # its models need an installation that is ready


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="An installation")(bounces)


def bounces(
    file: Annotated[
        list[Path] | None, typer.Option("--file", help="A file that holds one mail; may be told often.")
    ] = None,
    maildir: Annotated[Path | None, typer.Option(help="A maildir; what is new in it is read and moved on.")] = None,
    imap: Annotated[bool, typer.Option("--imap", help="Only the mailbox that the settings name.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Read bounces, complaints and wishes to leave; without an option, from the boxes that the settings name.

    Each is known by the signed address that it was sent to. Reading a mail twice counts it once; nobody is answered.
    """
    installation.ready()
    from django.conf import settings

    from reveille.core.errors import SettingError
    from reveille.delivery import boxes

    now, read = settings.CLOCK(), boxes.Read()
    if imap and settings.BOUNCE_IMAP is None:
        raise SettingError("REVEILLE_BOUNCE_IMAP", "names no mailbox")
    if not (file or maildir or imap):
        if settings.BOUNCE_IMAP is None and settings.BOUNCE_MAILDIR is None:
            terminal.say("No box is named: tell --file, --maildir, or REVEILLE_BOUNCE_IMAP, REVEILLE_BOUNCE_MAILDIR.")
            raise typer.Exit(NOTHING)
        read = boxes.configured(now)
    if file:
        boxes.from_files(file, now, read)
    if maildir:
        boxes.from_maildir(maildir, now, read)
    if imap and settings.BOUNCE_IMAP is not None:
        boxes.from_imap(settings.BOUNCE_IMAP, now, read)
    _say_json(read) if as_json else _say(read)
    for error in read.failed.values():
        terminal.complain(error)
    raise typer.Exit(FAILED if read.failed or read.stumbled else DONE)


def _say(read: Read) -> None:
    if read.settled:
        table = Table("Mail", "Delivery", "Came to", "Why")
        for name, settled in read.settled:
            cells = (name, str(settled.delivery or ""), settled.outcome, settled.reason)
            table.add_row(*(terminal.plain(cell) for cell in cells))
        terminal.out.print(table)
    for name in read.stumbled:
        terminal.say(f"{name} could not be settled; the log says why.")
    counted = ", ".join(f"{n} {outcome}" for outcome, n in sorted(read.outcomes.items()))
    if counted:
        terminal.say(f"{sum(read.outcomes.values())} read: {counted}.")
    elif not read.failed:
        terminal.say("Nothing new came back.")


def _say_json(read: Read) -> None:
    terminal.say_json({
        "read": sum(read.outcomes.values()),
        "outcomes": dict(read.outcomes),
        "settled": [
            {"mail": name, "delivery": one.delivery, "outcome": one.outcome, "reason": one.reason}
            for name, one in read.settled
        ],
        "stumbled": read.stumbled,
        "failed": [str(error) for error in read.failed.values()],
    })  # fmt: skip
