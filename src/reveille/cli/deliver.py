"""``reveille deliver``: hand over what is due, and show the ledger."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from reveille.cli import DONE, FAILED, installation, terminal


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The steps of a day")(deliver)


def deliver(
    status: Annotated[bool, typer.Option("--status", help="Only show the ledger.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Plan the closed editions' deliveries and hand over those that are due; then show the ledger.

    Nobody gets an edition twice: each subscription has one row, claimed before its letter leaves.
    """
    installation.ready()
    import os
    import socket

    from django.conf import settings

    from reveille import day
    from reveille.delivery import balance
    from reveille.editions.models import Edition
    from reveille.mail import transport
    from reveille.subscribers import dispatch

    if not status:
        day.plan(settings.CLOCK())
        dispatch.dispatch(settings.CLOCK)
        day.send(settings.CLOCK, transport.ours(), f"{socket.gethostname()}:{os.getpid()}", terminal.progress)
    closed = Edition.objects.filter(state=Edition.State.CLOSED).select_related("newsletter").order_by("-date")[:10]
    ledgers = [(edition, balance.of(edition)) for edition in closed]
    if as_json:
        terminal.say_json(
            [{"newsletter": e.newsletter.slug, "date": e.date.isoformat(), **ledger.counts()} for e, ledger in ledgers]
        )
    elif not ledgers:
        terminal.say("No edition is closed yet: there is nothing to deliver.")
    else:
        table = Table("Edition", "Planned", "Sent", "Open", "Refused", "Expired", "Skipped", "In doubt", "")
        for edition, ledger in ledgers:
            counts = ledger.counts()
            table.add_row(
                f"{edition.newsletter.slug} {edition.date}",
                *(str(counts[k]) for k in ("planned", "sent", "open", "refused", "expired", "skipped", "in_doubt")),
                "complete" if ledger.complete else "",
            )
        terminal.out.print(table)
    raise typer.Exit(DONE if all(ledger.holds for _, ledger in ledgers) else FAILED)
