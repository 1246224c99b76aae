"""``reveille subscribers suppress``, ``suppressed`` and ``lift``: whom we must not write to, and why."""

from __future__ import annotations

import getpass
import socket
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from reveille.cli import FAILED, NOTHING, installation, subscribers, terminal
from reveille.core.errors import AddressError

if TYPE_CHECKING:
    from reveille.subscribers.models import Suppression


def register(app: typer.Typer) -> None:
    """Add the verbs to those of the subscribers."""
    del app
    for verb in (suppress, suppressed, lift):
        subscribers.verbs.command()(verb)


def suppress(
    address: Annotated[str, typer.Argument(help="Who told you never to write; or - for a list, one a line.")],
    why: Annotated[str, typer.Option("--why", help="Kept beside it: where and when they told you.")] = "",
) -> None:
    """Write to an address no more, whatever anybody asks for at a form; what it has is ended."""
    installation.ready()
    import sys

    from django.conf import settings

    from reveille.subscribers import addresses

    told = sys.stdin.read().splitlines() if address == "-" else [address]
    done, wrong = 0, 0
    for number, line in enumerate(told, start=1):
        if not (one := line.strip()):
            continue
        try:
            checked = addresses.checked(one)
        except AddressError as error:
            terminal.complain(RuntimeError(f"line {number}: {error}") if address == "-" else error)
            wrong += 1
            continue
        _bar(checked, settings.CLOCK(), why)
        done += 1
    terminal.say(f"{done} {'address is' if done == 1 else 'addresses are'} not written to again.")
    if wrong:
        raise typer.Exit(FAILED)


def _bar(address: str, now: datetime, why: str) -> None:
    from reveille.subscribers import addresses, suppression, unsubscribe
    from reveille.subscribers.models import Subscription

    suppression.recognise(address)
    suppression.bar(addresses.digest(address), suppression.Reason.ASKED, now, why)
    for subscription in Subscription.objects.filter(subscriber__address_key=addresses.key(address)):
        unsubscribe.end(subscription, now, how="operator")


def suppressed(as_json: subscribers.AsJson = False) -> None:
    """List whom we must not write to: since when, why, and who may lift it. The erased are fingerprints."""
    installation.ready()
    from reveille.subscribers import suppression
    from reveille.subscribers.models import Suppression

    held, rows = suppression.owners(), list(Suppression.objects.order_by("at", "id"))
    told = [_told(row, held.get(row.address_hash, "")) for row in rows]
    if as_json:
        terminal.say_json(told)
        return
    table = Table("Since", "Why", "Whom", "Lifted by", "Note")
    for one in told:
        whom = one["address"] or f"fingerprint {one['fingerprint'][:12]}…"
        cells = (one["since"][:10], one["reason"], whom, one["lifted_by"], one["note"])
        table.add_row(*(terminal.plain(cell) for cell in cells))
    terminal.out.print(table) if rows else terminal.say("Everybody may be written to.")


def lift(
    address: str,
    why: Annotated[str, typer.Option("--why", help="How you know that it may be written to. Kept.")],
) -> None:
    """Write to an address again that bounced, or whose owner had told you never to.

    Who complained, had all erased or moved away lifts it themselves, by signing up and confirming.
    """
    installation.ready()
    from django.conf import settings

    from reveille.subscribers import suppression

    if suppression.of(subscribers.spelt(address)) is None:
        terminal.complain(RuntimeError(f"{address} may be written to"), "There is nothing to lift.")
        raise typer.Exit(NOTHING)
    who = f"{getpass.getuser()}@{socket.gethostname()}"
    row = suppression.lift(subscribers.spelt(address), settings.CLOCK(), who=who, why=why)
    terminal.say(f"{address} ({row}) may be written to again. What it has subscribed to comes with the next edition.")


def _told(row: Suppression, address: str) -> dict[str, str]:
    from reveille.subscribers import suppression

    own, ours = row.reason in suppression.THEIRS, row.reason in suppression.OPERATORS
    return {
        "since": row.at.isoformat(),
        "reason": row.reason,
        "address": address,
        "fingerprint": row.address_hash,
        "lifted_by": "you, or themselves" if own and ours else "you" if ours else "themselves",
        "note": row.note,
    }
