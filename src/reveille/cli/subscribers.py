"""``reveille subscribers``: add, import, export, erase, show; and the form to copy into another site.

Whom we must not write to is in ``cli.suppression``.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from reveille.cli import FAILED, NOTHING, installation, terminal

if TYPE_CHECKING:
    from reveille.editions.models import Newsletter
    from reveille.subscribers.models import Subscriber
    from reveille.subscribers.signup import Wish

verbs = typer.Typer(help="Who gets the mail: add, import, export, erase, show.", no_args_is_help=True)

Slug = Annotated[str, typer.Option("--newsletter", help="Its name in addresses; without it, the first one.")]
At = Annotated[str, typer.Option("--at", help="The hour, like 06:30.")]
Zone = Annotated[str, typer.Option("--zone", help="The time zone, like Europe/Vienna.")]
Days = Annotated[str, typer.Option("--days", help="Like 'Mon Wed Fri', every, or workdays.")]
Plain = Annotated[bool, typer.Option("--text", help="Plain text only.")]
Elsewhere = Annotated[
    str,
    typer.Option(
        "--confirmed-elsewhere",
        metavar="HOW AND WHEN",
        help="They agreed already; kept as their consent. Without it they are asked to confirm.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.add_typer(verbs, name="subscribers", rich_help_panel="An installation")


@verbs.command()
def add(
    address: str,
    newsletter: Slug = "",
    at: At = "06:30",
    zone: Zone = "UTC",
    days: Days = "every",
    text: Plain = False,
    confirmed_elsewhere: Elsewhere = "",
) -> None:
    """Add one address: it gets a mail with a button, unless it agreed already."""
    installation.ready()
    from django.conf import settings

    from reveille.subscribers import dispatch, importing, signup

    letter, usual = _newsletter(newsletter), _usual(at, zone, days, text)
    if confirmed_elsewhere:
        rows = [importing.Row(1, address, {})]
        [judged] = importing.take(rows, letter, usual, settings.CLOCK(), elsewhere=confirmed_elsewhere)
        terminal.say(f"{judged.address}: {judged.verdict}{judged.why and f' ({judged.why})'}")
        raise typer.Exit(0 if judged.verdict == importing.ADDED else FAILED)
    wish = signup.Wish(address, usual.minute, usual.zone, usual.weekdays, usual.format, how="command")
    signup.ask([letter], wish, settings.CLOCK())
    dispatch.dispatch(settings.CLOCK)
    terminal.say(f"{address} is asked to confirm, if it may be written to and was not today.")


@verbs.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="CSV with a column email, or one address a line; - is standard input.")],
    newsletter: Slug = "",
    at: At = "06:30",
    zone: Zone = "UTC",
    days: Days = "every",
    text: Plain = False,
    confirmed_elsewhere: Elsewhere = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would become of each row.")] = False,
    as_json: AsJson = False,
) -> None:
    """Import a list. Who left, was erased or must not be written to never comes back by it.

    A list may have columns newsletter, time, zone, days, format and state, as `export` writes them.
    """
    installation.ready()
    from django.conf import settings

    from reveille.subscribers import importing

    listed = importing.rows(_read(file))
    judged, said = Counter[str](), []
    with terminal.progress("Importing", len(listed)) as tick:
        for one in importing.take(
            listed, _newsletter(newsletter), _usual(at, zone, days, text), settings.CLOCK(),
            elsewhere=confirmed_elsewhere, dry_run=dry_run,
        ):  # fmt: skip
            judged[one.verdict] += 1
            if as_json:
                terminal.say_json(asdict(one))
            elif dry_run or one.verdict not in (importing.ADDED, importing.ASKED):
                said.append(one)
            tick()
    if not as_json:
        table = Table("Line", "Address", "What becomes of it", "Why")
        for one in said:
            table.add_row(str(one.line), terminal.plain(one.address), one.verdict, terminal.plain(one.why))
        if said:
            terminal.out.print(table)
        counts = ", ".join(f"{count} {verdict}" for verdict, count in judged.most_common())
        terminal.say(f"{'Nothing was done. ' if dry_run else ''}{counts or 'The list is empty'}.")
    if judged[importing.WRONG]:
        raise typer.Exit(FAILED)


@verbs.command()
def export(
    address: Annotated[
        str, typer.Argument(help="All that is held on one person, as JSON. Without it: everybody.")
    ] = "",
    to: Annotated[str, typer.Option("--to", help="A file, readable by its owner only; without it, the terminal.")] = "",
) -> None:
    """Export everybody as CSV, safe to open in a spreadsheet; or all that is held on one person, as JSON."""
    installation.ready()
    from reveille.delivery import dossier
    from reveille.subscribers import export as lists
    from reveille.subscribers.models import Subscription

    subscriber = _subscriber(address) if address else None
    with _writing(to) as file:
        if subscriber:
            file.write(json.dumps(dossier.of(subscriber), indent=2, ensure_ascii=False, default=str) + "\n")
            return
        everybody = Subscription.objects.select_related("subscriber", "newsletter").order_by("id")
        count = lists.write_list(file, everybody.iterator(2000))
    if to:
        terminal.say(f"{count} subscriptions in {to}.")


@verbs.command()
def erase(
    address: str,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase all about a person. A keyed hash of the address stays, so that no import brings it back."""
    installation.ready()
    from django.conf import settings

    from reveille.subscribers import erase as erasing

    subscriber = _subscriber(address)
    if not yes:
        typer.confirm(f"Erase everything about {address}, for good?", abort=True)
    erasing.erase(subscriber, settings.CLOCK())
    terminal.say("Erased. Deliveries keep their count, without the name.")


@verbs.command()
def seed(
    address: str,
    newsletter: Slug = "",
    off: Annotated[bool, typer.Option("--off", help="An ordinary subscriber again.")] = False,
) -> None:
    """Make a confirmed address of yours a seed: it gets each edition at closing, before everybody else.

    When an edition does not reach a seed, the operator hears it before the readers' hours.
    """
    installation.ready()
    from reveille.subscribers.models import Subscription

    letter = _newsletter(newsletter)
    changed = Subscription.objects.filter(
        subscriber=_subscriber(address), newsletter=letter, state=Subscription.State.CONFIRMED
    ).update(seed=not off)
    if not changed:
        terminal.say(f"{address} has not confirmed {letter.name}: add it first.")
        raise typer.Exit(NOTHING)
    terminal.say(f"{address} is {'an ordinary subscriber' if off else 'a seed'} of {letter.name}.")


@verbs.command()
def show(
    address: Annotated[str, typer.Argument(help="One person; without it, how many there are.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show how one person stands, or how many there are of each newsletter and state."""
    installation.ready()
    if not address:
        _show_counts(as_json)
        return
    from reveille.core import schedule
    from reveille.delivery import dossier

    subscriber = _subscriber(address)
    if as_json:
        terminal.say_json(dossier.of(subscriber))
        return
    table = Table("Newsletter", "State", "When", "Since", "Last change")
    for one in subscriber.subscriptions.select_related("newsletter").order_by("id"):
        last = one.consents.last()
        pause = f", paused until {one.paused_until}" if one.paused_until else ""
        when = f"{schedule.days_in_words(one.weekdays)}, {schedule.hour_in_words(one.minute, one.zone)}, {one.format}"
        since = one.left_at if one.state == "left" else one.confirmed_at or one.asked_at
        table.add_row(
            terminal.plain(one.newsletter.name), one.state, when + pause, f"{since:%Y-%m-%d %H:%M}",
            f"{last.kind} by {terminal.plain(last.how)}, {last.at:%Y-%m-%d %H:%M}" if last else "",
        )  # fmt: skip
    terminal.out.print(table)
    barred = _barred(subscriber.address)
    if barred:
        terminal.say(f"It must not be written to: {barred}.")


@verbs.command()
def form(newsletter: Slug = "") -> None:
    """Print the form to copy into another site's page."""
    installation.ready()
    from reveille.site import signup_pages

    terminal.say(signup_pages.snippet(_newsletter(newsletter)))


def _show_counts(as_json: bool) -> None:
    from django.db.models import Count

    from reveille.subscribers.models import Asking, Letter, Subscription, Suppression

    states = Subscription.objects.values_list("newsletter__slug", "state").annotate(count=Count("id")).order_by()
    rows = [{"newsletter": slug, "state": state, "count": count} for slug, state, count in sorted(states)]
    suppressed = dict(Suppression.objects.values_list("reason").annotate(count=Count("id")).order_by("reason"))
    waiting = {"askings": Asking.objects.count(), "letters": Letter.objects.count()}
    if as_json:
        terminal.say_json({"subscriptions": rows, "suppressed": suppressed, "waiting": waiting})
        return
    table = Table("Newsletter", "State", "How many")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    terminal.out.print(table) if rows else terminal.say("Nobody has signed up yet.")
    for reason, count in suppressed.items():
        terminal.say(f"Not to be written to: {count} {reason}.")
    if any(waiting.values()):
        terminal.say(f"Waiting for the post: {waiting['askings']} to be answered, {waiting['letters']} letters.")


def _newsletter(slug: str) -> Newsletter:
    from reveille.editions.models import Newsletter

    found = Newsletter.objects.order_by("id")
    letter = found.filter(slug=slug).first() if slug else found.first()
    if letter is None:
        known = ", ".join(found.values_list("slug", flat=True)) or "none"
        terminal.complain(RuntimeError(f"there is no newsletter {slug}"), f"There are: {known}.")
        raise typer.Exit(NOTHING)
    return letter


def _usual(at: str, zone: str, days: str, text: bool) -> Wish:
    from reveille.core import schedule
    from reveille.subscribers import signup

    wish = signup.Wish("", schedule.minute_of(at), zone, schedule.weekdays_of(days), "text" if text else "html")
    signup.check(wish)
    return wish


def _subscriber(address: str) -> Subscriber:
    from reveille.subscribers import addresses
    from reveille.subscribers.models import Subscriber

    found = Subscriber.objects.filter(address_key=addresses.key(spelt(address))).first()
    if found is None:
        barred = _barred(address)
        hint = f"It must not be written to: {barred}." if barred else ""
        terminal.complain(RuntimeError(f"nothing is held on {address}"), hint)
        raise typer.Exit(NOTHING)
    return found


def _barred(address: str) -> str:
    from reveille.subscribers import suppression

    return str(suppression.of(spelt(address)) or "")


def spelt(address: str) -> str:
    """The address as it is stored, if it can be one."""
    from reveille.core.errors import AddressError
    from reveille.subscribers import addresses

    try:
        return addresses.checked(address)
    except AddressError:
        return address.strip()


def _read(file: Path) -> bytes:
    from reveille.core.errors import ListError

    try:
        return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise ListError(str(file), error.strerror or "it cannot be read") from error


def _writing(to: str) -> Any:
    """The terminal, or a new file that only its owner may read: it holds people's addresses."""
    import os
    from contextlib import nullcontext

    from reveille.core.errors import ListError

    if not to:
        return nullcontext(sys.stdout)
    try:
        handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise ListError(to, error.strerror or "it cannot be written") from error
    return os.fdopen(handle, "w", encoding="utf-8", newline="")
