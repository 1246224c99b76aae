"""``reveille demo``: the whole way on the sample morning, with a real part at every step."""

from __future__ import annotations

import email
import email.policy
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reveille.cli import FAILED, terminal

if TYPE_CHECKING:
    from reveille.editions.models import Edition, Newsletter
    from reveille.mail.catcher import Catcher

SITE_PORT = 8000
SUBSCRIBER = "anneli.quist@post.example"
EDITOR = "editor@reveille.example"
CLOSING, GATHERING, READING_TIME, ZONE = 6 * 60, 5 * 60 + 40, 9 * 60, "Europe/Vienna"
DAY = date(2026, 11, 24)  # a Tuesday: the sample says "Monday" of the day before
MARKER = "demo.txt"


class DemoClock:
    """A clock that can be set, and then goes on at its own pace: two days of news pass in a minute."""

    def __init__(self, ahead: timedelta = timedelta(0)) -> None:
        self.ahead = ahead

    def __call__(self) -> datetime:
        """Return the demo's time."""
        return datetime.now(UTC) + self.ahead

    def set(self, day: date, minute: int) -> None:
        """Make it ``minute`` of ``day``, UTC."""
        moment = datetime.combine(day, time_of_day(*divmod(minute, 60)), UTC)
        self.ahead = moment - datetime.now(UTC)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="An installation")(demo)


def demo(
    once: Annotated[bool, typer.Option("--once", help="Do it all and end, instead of serving the site.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Go on with the folder of the last demo.")] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the site is served.")] = SITE_PORT,
    desk: Annotated[bool, typer.Option("--desk", help="Leave today’s edition open, for you to edit.")] = False,
    reload: Annotated[bool, typer.Option("--reload", help="Serve with Django's reloading server.")] = False,
) -> None:
    """Gather the sample morning's two days, sign a subscriber up, mail the edition, and serve the site."""
    from reveille.mail.catcher import Catcher
    from reveille.sample.server import SampleServer

    started = time.monotonic()
    folder = _folder(keep)
    clock = DemoClock()
    today = DAY
    port = _free(port)
    with SampleServer(base=today, clock=clock) as press, Catcher(folder / "received") as catcher:
        (folder / "sample-ca.pem").write_bytes(press.ca_pem)
        _tell_environment(folder, port, press.port, catcher.port)
        newsletter = _install(clock)
        from reveille.subscribers import dispatch

        with dispatch.kept(clock), ExitStack() as site:
            site.enter_context(_site(port))
            if desk:
                _edition(newsletter, today - timedelta(days=1), clock)
                _draft(today, clock)
            elif not _is_done(newsletter, today):
                _edition(newsletter, today - timedelta(days=1), clock)
                clock.set(today, 5 * 60)
                _sign_up(port, catcher, clock)
                edition = _edition(newsletter, today, clock)
                letter = _deliver(edition, today, catcher, clock)
                _show(edition, letter, folder, time.monotonic() - started)
            if once:
                return
            if not desk:
                clock.set(today, READING_TIME)
            _show_desk(newsletter, today, port)
            terminal.say(f"\nWhatever it mails, to you too, is kept and shown at http://127.0.0.1:{port}/outbox/")
            terminal.say(f"\nThe site is at http://127.0.0.1:{port}/ until you press Ctrl-C.")
            if reload:
                site.close()
                _reloading(port, clock)
            else:
                _wait()


def _is_done(newsletter: Newsletter, day: date) -> bool:
    """Whether a demo that was kept has been through already."""
    from reveille.delivery.models import Delivery

    return Delivery.objects.filter(edition__newsletter=newsletter, edition__date=day).exists()


def _folder(keep: bool) -> Path:
    folder = Path(os.environ.get("REVEILLE_DATA") or Path("data") / "demo").resolve()
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARKER).exists():
            terminal.complain(
                RuntimeError(f"{folder} is no demo's folder"), "Set REVEILLE_DATA to a folder of its own."
            )
            raise typer.Exit(FAILED)
        if not keep:
            shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text("Made by `reveille demo`; the next demo may wipe it.\n", "utf-8")
    return folder


def _free(port: int) -> int:
    """The port asked for, or a free one when something else has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
        except OSError:
            probe.bind(("127.0.0.1", 0))
            free = int(probe.getsockname()[1])
    terminal.say(f"Port {port} is taken; the site will be on {free}.")
    return free


def _tell_environment(folder: Path, site: int, press: int, catcher: int) -> None:
    os.environ.update(
        {
            "REVEILLE_DATA": str(folder),
            "REVEILLE_SITE_URL": f"http://127.0.0.1:{site}",
            "REVEILLE_SENDER_ADDRESS": "paper@reveille.example",
            "REVEILLE_CONTACT_ADDRESS": "desk@reveille.example",
            "REVEILLE_POSTAL_ADDRESS": "Reveille Reading Society, 12 Signal Lane, Exampletown EX1 2MP",
            "REVEILLE_RELAY_HOST": "127.0.0.1",
            "REVEILLE_RELAY_PORT": str(catcher),
            "REVEILLE_RELAY_TLS": "none",
            "REVEILLE_SAMPLE_PORT": str(press),
        }
    )


def _install(clock: DemoClock) -> Newsletter:
    from reveille.cli import installation

    installation.ready(enrol=False)
    from django.conf import settings

    settings.CLOCK = clock
    from reveille.editions import founding
    from reveille.sample import directory as sample_directory
    from reveille.sources import enrolment

    outlets, feeds = enrolment.enrol(sample_directory.records())
    terminal.say(
        f"A new installation in {settings.DATA}: {outlets} outlets with {feeds} feeds, some broken on purpose."
        if outlets
        else f"Going on in {settings.DATA}, as the last demo left it."
    )
    return founding.newsletter("military", "military", home="dunmore-courier", closing_minute=CLOSING, zone="UTC")


def _edition(newsletter: Newsletter, day: date, clock: DemoClock) -> Edition:
    """One day of the paper: a round of gathering, then closing."""
    from reveille import day as order
    from reveille.editions.models import Edition

    known = Edition.objects.filter(newsletter=newsletter, date=day, state=Edition.State.CLOSED).first()
    if known:
        return known
    _gathered(day, clock)
    clock.set(day, CLOSING)
    closed = order.close(newsletter, day, clock(), terminal.progress).edition
    if closed.state != Edition.State.CLOSED:
        terminal.complain(RuntimeError(f"No edition for {day}: {closed.note}"))
        raise typer.Exit(FAILED)
    terminal.say(f"  Closed No. {closed.number}: {closed.page['stories']} stories, {closed.page['outlets']} outlets.")
    return closed


def _gathered(day: date, clock: DemoClock) -> None:
    from reveille import day as order
    from reveille.sources import reach

    clock.set(day, GATHERING)
    round_ = order.round_(clock, reach.ours(), terminal.progress, everyone=True)
    terminal.say(
        f"{day:%A %d %B}: asked {round_.asked} feeds ({len(round_.failed)} did not answer), "
        f"{round_.new} new articles, {round_.read} pages read."
    )
    for feed, error in round_.failed:
        terminal.say(f"  {feed.outlet.name}: {error}")


def _draft(day: date, clock: DemoClock) -> None:
    """What stands on the desk twenty minutes before closing."""
    from reveille import day as order

    _gathered(day, clock)
    order.draft_next(clock())


def _show_desk(newsletter: Newsletter, day: date, port: int) -> None:
    """Say how to get to the desk: an account for this machine, with a password that nobody else has seen."""
    from reveille.desk import accounts
    from reveille.desk.roles import Role

    known = accounts.find(EDITOR)
    password = accounts.renew(known) if known else accounts.make(EDITOR, Role.OWNER)[1]
    terminal.say(f"\nThe desk is at http://127.0.0.1:{port}/desk/{newsletter.slug}/{day}/")
    terminal.say(f"  Sign in as {EDITOR} with the password {password} (shown this once).")


def _sign_up(port: int, catcher: Catcher, clock: DemoClock) -> None:
    """Sign one subscriber up as a visitor does: the form, the mail, the button."""
    from reveille.sample import visitor

    said = visitor.sign_up(
        f"http://127.0.0.1:{port}",
        SUBSCRIBER,
        minute=READING_TIME,
        zone=ZONE,
        letters=catcher.letters,
        pause=lambda seconds: setattr(clock, "ahead", clock.ahead + timedelta(seconds=seconds)),
    )
    terminal.say(f"Signed up {SUBSCRIBER}: {said}")


def _deliver(edition: Edition, day: date, catcher: Catcher, clock: DemoClock) -> Path:
    """Mail the edition at the subscriber's hour; return the letter that arrived."""
    from reveille import day as order
    from reveille.core import schedule
    from reveille.delivery import balance
    from reveille.mail import departure

    order.plan(clock())
    due = schedule.due_at(day, READING_TIME, ZONE).astimezone(UTC)
    clock.set(day, due.hour * 60 + due.minute)
    before = set(catcher.letters())
    order.send(clock, departure.ours(), "demo", terminal.progress)
    ledger = balance.of(edition)
    new = [path for path in catcher.letters() if path not in before]
    if len(new) != 1 or not ledger.complete or not ledger.holds:
        terminal.complain(RuntimeError(f"One letter should have arrived; {len(new)} did. Ledger: {ledger.counts()}"))
        raise typer.Exit(FAILED)
    terminal.say(f"Mailed No. {edition.number} to {SUBSCRIBER} over SMTP; the ledger is complete.")
    return new[0]


def _show(edition: Edition, letter: Path, folder: Path, seconds: float) -> None:
    from reveille.cli import paper
    from reveille.core import layout

    mail = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default)
    for kind, name in (("html", "edition.html"), ("plain", "edition.txt")):
        part = mail.get_body((kind,))
        (folder / name).write_text(part.get_content() if part else "", "utf-8")
    paper.show(layout.from_json(edition.page), "closed")
    terminal.say(f"The edition as it was mailed: {folder / 'edition.html'}")
    terminal.say(f"                              {folder / 'edition.txt'}")
    terminal.say(f"The letter as it arrived:     {letter}")
    terminal.say(f"From nothing to the edition in {seconds:.0f} s.")


def _site(port: int) -> Any:
    from reveille.site import serving

    return serving.background(port)


def _reloading(port: int, clock: DemoClock) -> None:
    """Serve from a process of its own until Ctrl-C, which reaches both."""
    ahead = str(clock.ahead.total_seconds())
    with suppress(KeyboardInterrupt):
        subprocess.run([sys.executable, "-m", "reveille.cli.reloading", str(port), ahead], check=False)  # noqa: S603 - ourselves


def _wait() -> None:
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
