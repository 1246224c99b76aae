"""``reveille run``: one process that serves the site and keeps the day by the clock."""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Annotated

import typer

from reveille.cli import FAILED, installation, terminal, workers
from reveille.core.errors import KeyChanged

NEWSROOM_EVERY, LOOK_EVERY, SETTLE_EVERY = 60.0, 15.0, 60.0  # seconds between looks at the clock
COUNT_EVERY = 10.0  # seconds; the desk's pages look as often at an edition on its way
GRACE = 20.0  # seconds that a step which may be cut short anywhere has for its end
log = logging.getLogger(__name__)
judging = threading.Lock()  # a closing judges too, and not the same articles at the same time


class Stop(threading.Event):
    """Set where the process is to end: because it was told to, or by ``error``."""

    error: KeyChanged | None = None


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="An installation")(run)


def run(
    host: Annotated[str, typer.Option(help="Where the site listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="On which port; 0 takes a free one.")] = 8000,
) -> None:
    """Serve the site, gather through the day, close at closing time, mail each subscriber at their hour.

    SIGTERM or Ctrl-C ends it after the letters in hand, and so does `reveille rekey` on another machine, as an error.
    Two of them on one folder are refused.
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
        stop = Stop()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        with ExitStack() as stack:
            try:
                port = stack.enter_context(serving.background(port, host)).port
            except (OSError, ValueError) as error:  # a ValueError where the server makes nothing of the host
                why = error.strerror if isinstance(error, OSError) else error
                terminal.complain(
                    RuntimeError(f"cannot listen on {host}:{port}: {why}"), "Choose another --port or --host."
                )
                raise typer.Exit(FAILED) from None
            terminal.say(f"The site is at http://{host}:{port}/. Installation: {folder}.")
            stack.enter_context(dispatch.kept(settings.CLOCK))
            _listen(stack)
            newsroom = _keep("newsroom", _newsroom, NEWSROOM_EVERY, stop)
            closing = _keep("closing", _closing, LOOK_EVERY, stop)
            post = _keep("post", lambda: _post(stop), LOOK_EVERY, stop)
            settling = _keep("settling", lambda: _settle(stop), SETTLE_EVERY, stop)
            calling = _keep("webhooks", _call, LOOK_EVERY, stop)
            counting = _keep("tallies", _count, COUNT_EVERY, stop)
            stop.wait()
            terminal.say("Ending after what is in hand …")
            post.join()
            for thread in (settling, calling, counting, closing, newsroom):
                thread.join(GRACE)  # what a slow outlet holds up is asked again next time
    if stop.error:
        raise stop.error


def _listen(stack: ExitStack) -> None:
    """Take what comes back of our letters, where the settings name an address for it."""
    from django.conf import settings

    from reveille.core.errors import ListenError
    from reveille.delivery.listener import Listener

    if settings.BOUNCE_LISTEN is None:
        return
    host, port = settings.BOUNCE_LISTEN
    try:
        port = stack.enter_context(Listener(host, port)).port
    except ListenError as error:
        terminal.complain(error, "REVEILLE_BOUNCE_LISTEN says where bounces are taken.")
        raise typer.Exit(FAILED) from None
    terminal.say(f"Bounces are taken at {host}:{port}, by LMTP or SMTP.")


def _settle(stop: threading.Event) -> None:
    """Read what came back."""
    from django.conf import settings

    from reveille import day

    day.settle(settings.CLOCK(), stop.is_set)


def _call() -> None:
    """Tell webhooks what has happened."""
    from django.conf import settings

    from reveille import day

    day.call(settings.CLOCK())


def _count() -> None:
    """Count what is on its way, for the desk."""
    from django.conf import settings

    from reveille.delivery import tallies

    tallies.keep(settings.CLOCK())


def _keep(name: str, act: Callable[[], None], every: float, stop: Stop) -> threading.Thread:
    """Do ``act`` again and again until ``stop``; what goes wrong in one turn is logged, and the next one comes.

    All of it ends where the installation has another key by now.
    """
    from django.db import close_old_connections

    def loop() -> None:
        while not stop.is_set():
            try:
                close_old_connections()
                act()
            except KeyChanged as error:
                stop.error = error
                stop.set()
            except Exception:
                log.exception("the %s stumbled; it goes on", name)
            stop.wait(every)
        close_old_connections()

    thread = threading.Thread(target=loop, name=name, daemon=True)
    thread.start()
    return thread


def _newsroom() -> None:
    """Gather, read and judge, when there is something to ask or to read."""
    from django.conf import settings

    from reveille import day
    from reveille.newsroom import reading
    from reveille.sources import reach, rounds

    now = settings.CLOCK()
    if rounds.due(now) or reading.unread(now, most=1):
        way = reach.ours()
        day.gather(settings.CLOCK, way)
        day.read(settings.CLOCK, way)
        with judging:
            day.judge(settings.CLOCK())
            day.draft_next(settings.CLOCK())


def _closing() -> None:
    """Close and plan what has its time; tell what the operator has not been told."""
    from django.conf import settings

    from reveille import day
    from reveille.mail import alarm
    from reveille.subscribers import keycheck

    keycheck.require()
    day.notice_a_stop(settings.CLOCK())
    with judging:
        day.close_due(settings.CLOCK)
    day.plan(settings.CLOCK())
    alarm.retry(settings.CLOCK())
    day.forget(settings.CLOCK())


def _post(stop: threading.Event) -> None:
    """Hand over what is due, once the doctor has let the first letters go."""
    from django.conf import settings

    from reveille.delivery.doctor import waiting

    wait = waiting.before_first_send(settings.CLOCK())
    if not wait.everybody:
        workers.work(wait.others, stop.is_set)
