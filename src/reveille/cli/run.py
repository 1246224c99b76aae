"""``reveille run``: one process that serves the site and keeps the day by the clock."""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from typing import Annotated

import typer

from reveille.cli import FAILED, installation, terminal

NEWSROOM_EVERY, POST_EVERY, SETTLE_EVERY = 60.0, 15.0, 60.0  # seconds between looks at the clock
log = logging.getLogger(__name__)
unreached = threading.Event()
alarmed: set[tuple[int, date]] = set()


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="An installation")(run)


def run(
    host: Annotated[str, typer.Option(help="Where the site listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="On which port; 0 takes a free one.")] = 8000,
) -> None:
    """Serve the site, gather through the day, close at closing time, mail each subscriber at their hour.

    SIGTERM or Ctrl-C ends it after what is in hand. Two of them on one folder are refused.
    """
    folder = installation.ready()
    from django.conf import settings

    from reveille.site import serving
    from reveille.subscribers import dispatch

    with (folder / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            terminal.complain(
                RuntimeError(f"another `reveille run` has {folder}"), f"Process {lock.read().strip() or '?'}."
            )
            raise typer.Exit(FAILED) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        with ExitStack() as stack:
            try:
                port = stack.enter_context(serving.background(port, host)).port
            except OSError as error:
                terminal.complain(
                    RuntimeError(f"cannot listen on {host}:{port}: {error.strerror}"), "Choose another --port."
                )
                raise typer.Exit(FAILED) from None
            terminal.say(f"The site is at http://{host}:{port}/. Installation: {folder}.")
            stack.enter_context(dispatch.kept(settings.CLOCK))
            _listen(stack)
            threads = [
                _keep("newsroom", _newsroom, NEWSROOM_EVERY, stop),
                _keep("post", lambda: _post(stop), POST_EVERY, stop),
                _keep("settling", lambda: _settle(stop), SETTLE_EVERY, stop),
            ]
            stop.wait()
            terminal.say("Ending after what is in hand …")
            for thread in threads:
                thread.join()


def _listen(stack: ExitStack) -> None:
    """Take what comes back of our letters, where the settings name an address for it."""
    from django.conf import settings

    from reveille.delivery.listener import Listener

    if settings.BOUNCE_LISTEN is None:
        return
    host, port = settings.BOUNCE_LISTEN
    try:
        port = stack.enter_context(Listener(host, port)).port
    except OSError as error:
        terminal.complain(
            RuntimeError(f"cannot listen on {host}:{port} for bounces: {error.strerror}"),
            "REVEILLE_BOUNCE_LISTEN says where.",
        )
        raise typer.Exit(FAILED) from None
    terminal.say(f"Bounces are taken at {host}:{port}, by LMTP or SMTP.")


def _settle(stop: threading.Event) -> None:
    from django.conf import settings

    from reveille import day

    read = day.settle(settings.CLOCK(), stop.is_set)
    for error in read.failed:
        log.error("%s", error)


def _keep(name: str, act: Callable[[], None], every: float, stop: threading.Event) -> threading.Thread:
    """Do ``act`` again and again until ``stop``; what goes wrong in one turn is logged, and the next one comes."""
    from django.db import close_old_connections

    def loop() -> None:
        while not stop.is_set():
            try:
                close_old_connections()
                act()
            except Exception:
                log.exception("the %s stumbled; it goes on", name)
            stop.wait(every)
        close_old_connections()

    thread = threading.Thread(target=loop, name=name)
    thread.start()
    return thread


def _newsroom() -> None:
    from django.conf import settings

    from reveille import day
    from reveille.newsroom import reading
    from reveille.sources import reach, rounds

    now = settings.CLOCK()
    if rounds.due(now) or reading.unread(now, most=1):
        day.round_(settings.CLOCK, reach.ours())


def _post(stop: threading.Event) -> None:
    from django.conf import settings

    from reveille import day
    from reveille.editions.models import Edition
    from reveille.mail import alarm, transport

    for newsletter, on in day.closable(settings.CLOCK()):
        try:
            edition = day.close(newsletter, on, settings.CLOCK()).edition
        except Exception as error:  # one newsletter that cannot close must not keep the others' mail
            log.exception("%s %s cannot be closed", newsletter.slug, on)
            if (newsletter.pk, on) not in alarmed:
                alarmed.add((newsletter.pk, on))
                alarm.tell(f"{newsletter.name} on {on} cannot be closed", str(error), settings.CLOCK())
            continue
        if edition.state == Edition.State.HELD:
            alarm.tell(f"no edition of {newsletter.name} on {on}", edition.note, settings.CLOCK())
        else:
            log.info("%s %s is closed: No. %s", newsletter.slug, on, edition.number)
    day.plan(settings.CLOCK())
    worker = f"{socket.gethostname()}:{os.getpid()}"
    tally = day.send(settings.CLOCK, transport.ours(), worker, stop=stop.is_set)
    if tally.ended["unreached"] and not unreached.is_set():
        unreached.set()  # once, until the relay takes a letter again
        alarm.tell(
            "the relay takes no letters",
            f"{tally.ended['unreached']} tries failed; they will be made again.",
            settings.CLOCK(),
        )
    elif tally.ended["sent"]:
        unreached.clear()
    day.forget(settings.CLOCK())
