"""``reveille lint``: hold a letter against what mail programs, filters and laws ask."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from reveille.cli import DONE, FAILED, NOTHING, installation, terminal

if TYPE_CHECKING:
    from reveille.core.lint.findings import Finding
    from reveille.editions.models import Edition

COLOURS = {"fail": "bold red", "warn": "yellow", "remark": "dim"}


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The letter")(lint)


def lint(
    what: Annotated[
        str,
        typer.Argument(metavar="FILE.eml|EDITION", help="A letter's file, - for stdin; or a date, or SLUG/DATE."),
    ],
    dns: Annotated[bool, typer.Option("--dns", help="Ask the DNS for the keys of its signatures.")] = False,
    clients: Annotated[bool, typer.Option("--clients", help="Show what each mail program makes of it.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Check a letter: headers (H1 to H16), body (B1 to B15). docs/sending.md says what each asks.

    Of an edition, the letter of a specimen subscriber is made and checked. Exit 1: something fails.
    """
    installation.ready()
    from django.conf import settings

    from reveille.core import lint as linter
    from reveille.delivery import resolving
    from reveille.editions import checking, proof

    if what == "-" or what.lower().endswith(".eml") or Path(what).is_file():
        letter = _read(what)
        found = linter.check(letter, checking.context(letter, resolving.txt if dns else None))
    else:
        edition = _edition(what)
        if edition is None:
            terminal.say(f"There is no file and no rendered edition called {what}.")
            raise typer.Exit(NOTHING)
        made = proof.of(edition, settings.CLOCK())
        letter, found = made.letter, made.findings
    failing = linter.fails(found)
    if as_json:
        terminal.say_json({"octets": len(letter), "findings": [_plain(one) for one in found]})
    else:
        _show(found, len(letter))
        if clients:
            _show_clients(letter)
    raise typer.Exit(FAILED if failing else DONE)


def _read(what: str) -> bytes:
    """The letter's bytes; a file that was saved with Unix line ends gets those of mail back."""
    try:
        raw = sys.stdin.buffer.read() if what == "-" else Path(what).read_bytes()
    except OSError as error:
        terminal.complain(RuntimeError(f"cannot read {what}: {error.strerror}"))
        raise typer.Exit(FAILED) from None
    return raw.replace(b"\n", b"\r\n") if b"\r" not in raw else raw


def _edition(what: str) -> Edition | None:
    """The edition called ``DATE`` or ``SLUG/DATE``, or the latest of ``SLUG``, if it was rendered."""
    from reveille.editions.models import Edition

    slug, _, day = what.rpartition("/")
    rendered = Edition.objects.exclude(html="").select_related("newsletter").order_by("-date")
    try:
        rendered = rendered.filter(date=date.fromisoformat(day))
    except ValueError:
        slug = what
    return rendered.filter(newsletter__slug=slug).first() if slug else rendered.first()


def _plain(one: Finding) -> dict[str, str]:
    return {"id": one.id, "severity": str(one.severity), "where": one.where, "what": one.what, "todo": one.todo}


def _show_clients(letter: bytes) -> None:
    """A line for each mail program: what is lost in it, the worst first to read."""
    from reveille.core.lint import clients, features, reading
    from reveille.editions import mailclients

    html, known = reading.letter(letter).html, mailclients.table()
    if html is None:
        terminal.say("There is no HTML in it: every mail program shows all of it.")
        return
    used = features.used(html.text)
    table = Table("Mail program", "Readers", "", "Lost", "Looks lost", "In part", "Not tested")
    for one in clients.verdicts(used, known):
        lost = ", ".join(known.features[slug].title for slug in one.broken)
        looks, partly, unknown = map(len, (one.plainer, one.partly, one.unknown))
        share = f"{one.share:g} %" if one.share else ""
        cells = [terminal.plain(known.names[one.client]), share, one.word, terminal.plain(lost)]
        table.add_row(*cells, str(looks or ""), str(partly or ""), str(unknown or ""))
    terminal.out.print(table)
    terminal.say(
        f"{len(used)} features of {len(known.features)} are used. Tested: caniemail.com, {known.date}. "
        f"Readers: {known.shares_from or 'your own figures'}."
    )


def _grouped(found: Sequence[Finding]) -> Iterable[list[Finding]]:
    """Those that ask for the same thing to be done, together."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for one in found:
        groups.setdefault((one.id, one.severity, one.todo), []).append(one)
    return groups.values()


def _show(found: tuple[Finding, ...], octets: int) -> None:
    if found:
        table = Table("", "Where", "What", "What to do")
        for same in _grouped(found):
            one, colour = same[0], COLOURS[same[0].severity]
            where = one.where + (f" … and {len(same) - 1} more" if len(same) > 1 else "")
            table.add_row(f"[{colour}]{one.id} {one.severity}[/]", *map(terminal.plain, (where, one.what, one.todo)))
        terminal.out.print(table)
    counted = {name: sum(one.severity == name for one in found) for name in COLOURS}
    terminal.say(
        f"{octets:,} octets: {counted['fail']} to mend, {counted['warn']} to think about, {counted['remark']} to know."
    )
