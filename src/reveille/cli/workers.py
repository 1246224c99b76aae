"""Workers that hand letters over: each is a process, since a signature keeps its interpreter to itself."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from reveille.cli import installation, terminal

if TYPE_CHECKING:
    from django.db.models import Q

    from reveille.day import Watch

LOOK_EVERY = 0.2  # seconds between two looks at the seeds, and at the other workers


class Stop(threading.Event):
    """Set by the signal ``number``; 0 as long as there was none."""

    number: int = 0


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Let SIGTERM and Ctrl-C end what is going on after the letters in hand; a second one ends it at once."""
    stop = Stop()
    before: dict[int, Any] = {}

    def wind_down(number: int, _frame: object) -> None:
        stop.number = number
        stop.set()
        signal.signal(number, before[number])

    for one in (signal.SIGTERM, signal.SIGINT):
        before[one] = signal.signal(one, wind_down)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def send(only: Q, count: int = 1) -> tuple[bool, int]:
    """Hand over what is due by so many workers.

    Returns whether all of them came to their end, and the number of the signal that stopped them, or 0.
    """
    others = [_start(only) for _ in range(count - 1)]
    with stoppable() as stop:
        try:
            work(only, stop.is_set, terminal.progress)
        finally:
            _see_off(others, stop)
        return all(one.exitcode == 0 for one in others), stop.number


def _see_off(workers: list[BaseProcess], stop: Stop) -> None:
    """Wait for the others; a signal that comes meanwhile is passed on, once."""
    told = False
    while alive := [one for one in workers if one.is_alive()]:
        if stop.is_set() and not told:
            told = True
            for one in alive:
                one.terminate()
        alive[0].join(LOOK_EVERY)


def _start(only: Q) -> BaseProcess:
    worker = multiprocessing.get_context("spawn").Process(target=_beside, args=(only,), daemon=True)
    worker.start()
    return worker


def _beside(only: Q) -> None:
    """Work beside the one that was asked; readers' letters wait until its seeds have answered."""
    installation.ready()
    from django.conf import settings

    from reveille.delivery import seeds

    with stoppable() as stop:
        while not stop.is_set() and (seeds.due(settings.CLOCK()) or seeds.elsewhere(settings.CLOCK())):
            stop.wait(LOOK_EVERY)
        work(only, stop.is_set)


def work(only: Q, stop: Callable[[], bool], watch: Watch | None = None) -> None:
    """Hand over what is due of ``only`` as a worker that has the name of this process."""
    from django.conf import settings

    from reveille import day
    from reveille.mail import departure

    worker = f"{socket.gethostname()}:{os.getpid()}"
    day.send(settings.CLOCK, departure.ours(), worker, watch or day.unwatched, stop=stop, only=only)
