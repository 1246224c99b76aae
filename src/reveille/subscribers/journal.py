"""The journal of leavings: who left, was erased or must not be written to, kept outside the database.

A database that is put back from a backup has forgotten who left since, and would write to them. The journal has not:
a line is on disk before the database commits what it tells, so that whatever the database may lose is here, and here
may stand at most what somebody did whose commit then failed. That is applied at the next look (``recalling``): they
did it. A return (confirmed, lifted) is a line too, written as early: the last thing somebody did is what counts.

Lines are keyed hashes, never addresses (``core.leavings``); a file is a month's, and goes after a year. A file has the
mark of the key in its name: with another ``secret_key`` its hashes are nobody's.

A journal that cannot be read keeps every letter back: somebody may have left (``recalling``). That a line cannot be
written stops nobody from leaving: the operator hears, and the database keeps the line, which is committed with what
it tells, until it can be written (``catch_up``). Until then later lines are kept there too, beside being written, so
that the order in which they are caught up is theirs.
"""

from __future__ import annotations

import logging
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.db import transaction

from reveille import appending
from reveille.core import leavings
from reveille.core.errors import LeavingsError
from reveille.core.leavings import Deed
from reveille.mail import alarm
from reveille.subscribers import addresses
from reveille.subscribers.models import Subscription, Unwritten

log = logging.getLogger(__name__)

KEPT = timedelta(days=366)
MOMENT = timedelta(microseconds=1)  # as finely as lines, and databases, tell the time
BATCH = 400  # lines in a transaction
UNWRITTEN = "leavings cannot be written down"
UNREAD = "who has left cannot be read"
UNMENDED = "Mend its disk, or put the folder back from a backup."
_NAME = re.compile(r"(\d{4})-(0[1-9]|1[0-2])\.([0-9a-f]{8})\.txt")


def note(deed: Deed, *, lasting: bool = True) -> None:
    """Write down what somebody does, in the transaction that does it, once its row is ours: lines keep that order.

    What need not be ``lasting`` at once goes to disk with the next line that does, or when the system has time.
    """
    file, line = f"{deed.at.astimezone(UTC):%Y-%m}.{mark()}.txt", leavings.line(deed)
    behind = Unwritten.objects.exists()  # asked first: what is written after this is later than all that was caught up
    try:
        appending.append(settings.LEAVINGS / file, line, lasting=lasting)
    except OSError as error:
        behind = True
        _tell(error, deed.at)
    if behind:
        Unwritten.objects.create(file=file, line=line.decode().rstrip("\n"))


def _tell(error: OSError, now: datetime) -> None:
    why = f"{settings.LEAVINGS}: {error.strerror or error}"
    log.error("%s: %s", UNWRITTEN, why)
    alarm.note(UNWRITTEN, f"{why}\nA backup that is put back would write to them again.", now)


def left(subscription: Subscription, now: datetime) -> None:
    """Write down that somebody leaves a newsletter: later than they came to it, though the clock went back since."""
    came_at = max(subscription.asked_at, subscription.confirmed_at or subscription.asked_at)
    note(_of(subscription, leavings.LEFT, max(now, came_at + MOMENT)))


def confirmed(subscription: Subscription, now: datetime) -> None:
    """Write down that somebody confirms a newsletter, perhaps once more."""
    note(_of(subscription, leavings.CONFIRMED, now))


def moved(subscriptions: Iterable[Subscription], now: datetime) -> None:
    """Write down how it stands with somebody at the address they have taken, whatever was done there before."""
    for one in subscriptions:
        if one.state == Subscription.State.LEFT:
            left(one, now)
        elif one.state == Subscription.State.CONFIRMED:
            confirmed(one, now)


def _of(subscription: Subscription, what: str, at: datetime) -> Deed:
    return Deed(at, what, subscription.subscriber.address_hash, subscription.newsletter.slug)


def catch_up(now: datetime) -> None:
    """Write down what could not be, in the order of the deeds, once the disk is mended. Safe twice and at once."""
    if not Unwritten.objects.exists():
        return
    try:
        while _catch_up_some():
            pass
    except OSError as error:
        _tell(error, now)
    else:
        alarm.clear(UNWRITTEN, now)


@transaction.atomic
def _catch_up_some() -> int:
    """Write the first of those lines; return how many. After a crash they stand there twice, and in order."""
    some = list(Unwritten.objects.select_for_update().order_by("id")[:BATCH])
    for file, those in groupby(some, key=lambda one: one.file):
        appending.append(settings.LEAVINGS / file, b"".join(one.line.encode() + b"\n" for one in those))
    Unwritten.objects.filter(pk__in=[one.pk for one in some]).delete()
    return len(some)


class Tail:
    """The deeds that were written down since so many octets of each file were read; then ``read`` says how many are.

    A file that is shorter than what was read of it is another one: then all are read from their beginning.
    Raises LeavingsError.
    """

    def __init__(self, read: Mapping[str, int]) -> None:
        self.files = {path.name: path for path in files()}
        with _reading():
            sizes = {name: path.stat().st_size for name, path in self.files.items()}
        anew = any(sizes[name] < octets for name, octets in read.items() if name in sizes)
        self.read = {name: 0 if anew else read.get(name, 0) for name in self.files}
        self.grown = [name for name in sorted(self.files) if sizes[name] > self.read[name]]
        self.foreign = 0  # lines that were written with a key that we never had

    def __iter__(self) -> Iterator[Deed]:
        ours = tuple(f".{mark}.txt" for mark in marks())
        for name in self.grown:
            with _reading(), self.files[name].open("rb") as file:
                file.seek(self.read[name])
                while (told := file.readline(leavings.LONGEST)).endswith(b"\n") or len(told) == leavings.LONGEST:
                    self.read[name] += len(told)
                    deed = leavings.read(told)
                    if deed is not None:
                        self.foreign += not name.endswith(ours)
                        yield deed


def files() -> list[Path]:
    """Return the files of the journal. Raises LeavingsError."""
    folder = settings.LEAVINGS
    with _reading():
        return [path for path in folder.iterdir() if _NAME.fullmatch(path.name)] if folder.is_dir() else []


@contextmanager
def _reading() -> Iterator[None]:
    """Name the file that cannot be read, and what mends it. One that went meanwhile (``forget``) is no such file."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        folder = shlex.quote(f"{settings.LEAVINGS}/")  # with its slash: it may be a link
        give = f"sudo chown -R --reference={shlex.quote(str(settings.DATA))} {folder} && sudo chmod -R u+rwX {folder}"
        mending = give if isinstance(error, PermissionError) else UNMENDED
        raise LeavingsError(str(error.filename or settings.LEAVINGS), error.strerror or "", mending) from error


def mark(secret: str = "") -> str:
    """Return eight digits by which a key, ours if none is named, is known, and which tell nothing of it."""
    return addresses.digest("", secret)[:8]


def marks() -> list[str]:
    """Return the marks of our key and of those we had before: of their lines we know whom they mean."""
    return [one[:8] for one in addresses.digests("")]


def forget(now: datetime) -> None:
    """Drop the files of months that lie further back than any backup that is put back."""
    for path in files():
        if path.name[:7] < f"{now.astimezone(UTC) - KEPT:%Y-%m}":
            path.unlink(missing_ok=True)
