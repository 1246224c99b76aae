"""``reveille deliver``: hand over what is due, show the ledger, and send again what an operator says."""

from __future__ import annotations

import getpass
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from reveille.cli import DONE, FAILED, NOTHING, SIGNALLED, installation, subscribers, terminal

if TYPE_CHECKING:
    from django.db.models import Q

    from reveille.delivery.doctor.waiting import Wait
    from reveille.delivery.ledger import Ledger
    from reveille.editions.models import Edition

SHOWN = 10  # editions
COLUMNS = {
    "planned": "Planned", "sent": "Sent", "open": "Open", "refused": "Refused", "expired": "Expired",
    "skipped": "Skipped", "in_doubt": "In doubt", "bounced": "Bounced", "complained": "Complained",
}  # fmt: skip
ALWAYS = ("planned", "sent", "open")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="The steps of a day")(deliver)


def deliver(
    status: Annotated[bool, typer.Option("--status", help="Only show the ledger; send nothing.")] = False,
    missed: Annotated[
        bool,
        typer.Option("--missed", help="Mail exactly the missed: expired, refused on the way, or never planned."),
    ] = False,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="Mail those in doubt a second time, after asking.")
    ] = False,
    arrived: Annotated[
        str | None,
        typer.Option(
            "--arrived",
            metavar="WHY",
            help="Take those in doubt for sent, after asking, and send nothing: the relay’s log has them. Kept.",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="ADDRESS", help="With --arrived: these alone; - is a list, one a line."),
    ] = None,
    to: Annotated[str, typer.Option(metavar="ADDRESS", help="Send one person the edition again.")] = "",
    newsletter: Annotated[str, typer.Option(help="Its slug; every newsletter if not given.")] = "",
    date_: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", help="The edition's day; the latest if not given.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    go_ahead: Annotated[
        bool, typer.Option("--go-ahead", help="Send the first letters although the doctor found something wrong.")
    ] = False,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many processes hand letters over at once.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Plan the closed editions' deliveries and hand over those that are due; then show the ledger.

    Nobody gets an edition twice: each subscription has one row, claimed before its letter leaves. What is sent again
    is written down first: who said so, when, why, and what the row said until then. With --missed, --doubtful or --to
    nobody else is written to, whoever is due; with --arrived, nobody at all. SIGTERM or Ctrl-C ends it after the
    letters in hand.
    """
    installation.ready()
    from django.conf import settings

    from reveille import day
    from reveille.cli import workers as several
    from reveille.delivery.claims import ALL
    from reveille.subscribers import dispatch

    if (only or arrived is not None) and (arrived is None or missed or doubtful or to):
        raise typer.BadParameter("--arrived sends nothing; mail the others afterwards", param_hint="--arrived, --only")
    done, stopped = True, 0
    say = terminal.note if as_json else terminal.say
    if arrived is not None:
        _settle(_chosen(newsletter, date_), say, arrived, _listed(only), yes=yes)
    elif not status:
        meant = ALL
        if missed or doubtful or to:
            meant = _again(_chosen(newsletter, date_), say, missed=missed, doubtful=doubtful, to=to, yes=yes)
        else:
            day.plan(settings.CLOCK(), again=True)
            dispatch.dispatch(settings.CLOCK)
        settings.GO_AHEAD = settings.GO_AHEAD or go_ahead
        wait = _wait()
        if not wait.everybody:
            done, stopped = several.send(meant & wait.others, workers)
    holds = _show(as_json)
    if not done:
        terminal.complain(RuntimeError("a worker died"), "What it had in hand is sent again, or stands in doubt above.")
    if stopped:
        terminal.err.print("Ended after the letters in hand. `reveille deliver` goes on.")
        raise typer.Exit(SIGNALLED + stopped)
    raise typer.Exit(DONE if holds and done else FAILED)


def _wait() -> Wait:
    """Return whose first letters wait; what keeps them back is said."""
    from django.conf import settings

    from reveille.delivery.doctor import waiting

    wait = waiting.before_first_send(settings.CLOCK())
    for line in wait.lines:
        terminal.complain(RuntimeError(str(line)), line.todo)
    if wait.lines:
        whose = "The first letters wait" if wait.everybody else "The letters of a new sender wait, the others leave"
        terminal.err.print(f"{whose}. reveille doctor shows all of it; --go-ahead sends all the same.")
    return wait


def _chosen(slug: str, told: str) -> list[Edition]:
    """Return the closed editions asked for: of a day or the latest, of one newsletter or of each."""
    from reveille.editions.models import Edition, Newsletter

    editions = Edition.objects.filter(state=Edition.State.CLOSED).select_related("newsletter").order_by("-date")
    if told:
        try:
            editions = editions.filter(date=date.fromisoformat(told))
        except ValueError as error:
            raise typer.BadParameter(f"{told} is no date; write it as 2026-11-24", param_hint="--date") from error
    letters = Newsletter.objects.filter(slug=slug) if slug else Newsletter.objects.order_by("id")
    chosen = [edition for one in letters if (edition := editions.filter(newsletter=one).first())]
    if slug and not letters:
        known = ", ".join(Newsletter.objects.order_by("id").values_list("slug", flat=True))
        raise typer.BadParameter(f"there is no newsletter called {slug}; there are: {known}", param_hint="--newsletter")
    if not chosen:
        missing = RuntimeError(f"no edition{f' of {told}' if told else ''} is closed")
        terminal.complain(missing, "`reveille deliver --status` shows those that are.")
        raise typer.Exit(NOTHING)
    return chosen


def _again(
    editions: list[Edition], say: Callable[[str], None], *, missed: bool, doubtful: bool, to: str, yes: bool
) -> Q:
    """Put back to planned what the operator says; return which that is. What cannot be is named."""
    from django.conf import settings

    from reveille.delivery import resending

    who, now = _operator(), settings.CLOCK()
    if to:
        for edition in resending.mail_one(editions, to, who, now, sure=yes):
            say(f"{edition.newsletter.slug} {edition.date}: to {to} again, now.")
    for edition in editions:
        name = f"{edition.newsletter.slug} {edition.date}"
        if missed:
            again = resending.mail_missed(edition, who, now)
            say(f"{name}: {again} missed, mailed now." if again else f"{name}: nobody was missed.")
        if doubtful:
            waiting = resending.doubtful(edition).count()
            if not waiting:
                say(f"{name}: nobody is in doubt.")
            elif yes or typer.confirm(f"{name}: {waiting} in doubt. Some may get a second copy. Send?", err=True):
                say(f"{name}: {resending.mail_doubtful(edition, who, now)} in doubt, mailed again.")
            else:
                say(f"{name}: nothing is sent; {waiting} stay in doubt.")
    return resending.asked(who, now)


def _settle(editions: list[Edition], say: Callable[[str], None], why: str, only: Sequence[str], *, yes: bool) -> None:
    """Take for sent what is in doubt of these editions, of all or ``only`` these addresses; nothing is sent for it."""
    from django.conf import settings

    from reveille.delivery import doubts
    from reveille.subscribers import addresses

    met: set[str] = set()
    for edition in editions:
        name = f"{edition.newsletter.slug} {edition.date}"
        theirs = doubts.of(edition, only)
        met.update(theirs.values())
        if not theirs:
            say(f"{name}: nobody of them is in doubt." if only else f"{name}: nobody is in doubt.")
        elif yes or typer.confirm(f"{name}: take {len(theirs)} in doubt for sent?", err=True):
            settled = doubts.settle(edition, list(theirs), _operator(), why, settings.CLOCK())
            say(f"{name}: {settled} are sent, as you say: {why}")
        else:
            say(f"{name}: {len(theirs)} stay in doubt.")
    for address in only:
        if addresses.key(address) not in met:
            terminal.complain(RuntimeError(f"{address} is not in doubt"))


def _listed(only: Sequence[str] | None) -> list[str]:
    """Return the addresses told, those on standard input among them: none where all are meant, and never by mistake."""
    told = [line for one in only or () for line in (sys.stdin.read().splitlines() if one == "-" else [one])]
    listed = [subscribers.spelt(one) for one in told if one.strip()]
    if only and not listed:
        raise typer.BadParameter("there is no address in it; without --only all are meant", param_hint="--only")
    return listed


def _operator() -> str:
    return f"{getpass.getuser()}@{socket.gethostname()}"


def _show(as_json: bool) -> bool:
    """Print the ledger of the latest editions; return whether all of it adds up."""
    from reveille.delivery import ledger
    from reveille.editions.models import Edition
    from reveille.mail import alarm

    closed = Edition.objects.filter(state=Edition.State.CLOSED).select_related("newsletter").order_by("-date", "id")
    ledgers = [ledger.of(edition) for edition in closed[:SHOWN]]
    lasting = alarm.lasting()
    if as_json:
        terminal.say_json(
            {
                "editions": [one.as_json() for one in ledgers],
                "alarms": [
                    {"cause": one.cause, "subject": one.subject, "words": one.words, "since": one.raised_at.isoformat(),
                     "told": one.told_at and one.told_at.isoformat()}
                    for one in lasting
                ],
            }
        )  # fmt: skip
    elif not ledgers:
        terminal.say("No edition is closed yet: there is nothing to deliver.")
    else:
        _show_editions(ledgers)
        _show_providers(ledgers[0])
        for one in ledgers:
            _show_unhappy(one)
    if not as_json:
        for alarm_ in lasting:
            untold = "" if alarm_.told_at else " (its mail could not be sent)"
            terminal.say(f"\nSince {alarm_.raised_at:%Y-%m-%d %H:%M} UTC: {alarm_.subject}{untold}\n{alarm_.words}")
    return all(one.balance.holds for one in ledgers)


def _show_editions(ledgers: list[Ledger]) -> None:
    rows = []
    for one in ledgers:
        end = "complete" if one.balance.complete else ""
        name = f"{one.edition.newsletter.slug} {one.edition.date}"
        rows.append((name, {**one.balance.counts(), **one.returned}, end if one.balance.holds else "does not add up"))
    _show_counts("Edition", rows)


def _show_counts(heading: str, rows: Sequence[tuple[str, Mapping[str, int], str]]) -> None:
    """Print a table of counts. A column that is empty in all rows is left out, so that it fits a terminal."""
    shown = [name for name in COLUMNS if name in ALWAYS or any(counts.get(name) for _, counts, _ in rows)]
    table = Table(heading)
    for name in shown:
        table.add_column(COLUMNS[name], justify="right")
    for name, counts, end in rows:
        table.add_row(name, *(str(counts.get(column) or 0) for column in shown), *([end] if end else []))
    terminal.out.print(table)


def _show_providers(ledger: Ledger) -> None:
    """The latest edition by the domain of its readers' addresses."""
    from reveille.delivery.models import Delivery

    if not ledger.providers:
        return
    rows = []
    for domain, states in ledger.providers:
        opened = sum(states.get(state, 0) for state in Delivery.OPEN)
        counts = {**states, "planned": sum(states.values()), "open": opened}
        rows.append((terminal.plain(domain or "others"), counts, ""))
    _show_counts(f"{ledger.edition.newsletter.slug} {ledger.edition.date}", rows)


def _show_unhappy(ledger: Ledger) -> None:
    name = f"{ledger.edition.newsletter.slug} {ledger.edition.date}"
    for one in ledger.unhappy:
        more = ", …" if one.count > len(one.addresses) else ""
        terminal.say(f"{name}: {one.count} {one.state.replace('_', ' ')}: {one.reason or 'no reason given'}")
        if one.addresses:
            terminal.say(f"  {', '.join(one.addresses)}{more}")
