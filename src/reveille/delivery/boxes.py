"""Boxes: mailboxes, maildirs and files read for what came back. What was read once is not read again.

A letter that cannot be settled is named and stays where it is. When none after it can be settled either, it is read
again the next time; else the fault is its own, and it keeps nobody else's from being read.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings

from reveille.core import reports
from reveille.core.errors import BoxError
from reveille.delivery import bounces
from reveille.delivery.bounces import NOTHING, UNKNOWN, Settled
from reveille.delivery.models import Box
from reveille.mail import imap, maildir

log = logging.getLogger(__name__)

LOOK_BACK = timedelta(days=14)  # longer than any server tries to deliver; what is older tells nothing new


@dataclass
class Read:
    """What reading a box came to."""

    outcomes: Counter[str] = field(default_factory=Counter)
    settled: list[tuple[str, Settled]] = field(default_factory=list)  # by which name the letter goes, what it came to
    stumbled: list[str] = field(default_factory=list)
    healthy: list[str] = field(default_factory=list)  # boxes that could be read
    failed: dict[str, BoxError] = field(default_factory=dict)

    def note(self, name: str, settled: Settled) -> None:
        """Count a letter; what is none of our business is only counted."""
        self.outcomes[settled.outcome] += 1
        if settled.outcome != UNKNOWN:
            self.settled.append((name, settled))


def never() -> bool:
    """Never stop before all is read."""
    return False


def configured(now: datetime, stop: Callable[[], bool] = never) -> Read:
    """Read the boxes that the settings name; one that cannot be read is named, and the other has its turn."""
    read, boxes = Read(), []
    if settings.BOUNCE_MAILDIR is not None:
        boxes.append((str(settings.BOUNCE_MAILDIR), partial(from_maildir, settings.BOUNCE_MAILDIR)))
    if settings.BOUNCE_IMAP is not None:
        boxes.append((settings.BOUNCE_IMAP.name, partial(from_imap, settings.BOUNCE_IMAP)))
    for name, act in boxes:
        try:
            act(now, read, stop)
        except BoxError as error:
            read.failed[name] = error
        else:
            read.healthy.append(name)
    return read


def from_imap(box: imap.Mailbox, now: datetime, read: Read, stop: Callable[[], bool] = never) -> None:
    """Read what is new in a mailbox; what was acted upon is put away. Raises BoxError."""
    with imap.Session(box) as session:
        place, _ = Box.objects.get_or_create(name=box.name[:300], defaults={"validity": session.validity})
        if place.validity != session.validity:
            place.validity, place.uid = session.validity, 0
        for uid in session.after(place.uid, (now - LOOK_BACK).date()):
            if stop():
                break
            mail = session.read(uid, reports.MOST_OCTETS)
            settled = _settled(mail, f"{box.name} {uid}", now, "imap", read)
            if settled is None:
                continue
            if settled.outcome not in (UNKNOWN, NOTHING):
                session.done(uid)
            place.uid = uid
            place.save()


def from_maildir(folder: Path, now: datetime, read: Read, stop: Callable[[], bool] = never) -> None:
    """Read what is new in a maildir, and move it on. Raises BoxError."""
    for path in maildir.new(folder):
        if stop():
            break
        settled = _settled(maildir.read(path, reports.MOST_OCTETS), path.name, now, "maildir", read)
        if settled is not None:
            maildir.looked_at(path, seen=settled.outcome not in (UNKNOWN, NOTHING))


def from_files(paths: Iterable[Path], now: datetime, read: Read) -> None:
    """Read files of one letter each; they stay as they are. Raises BoxError."""
    for path in paths:
        _settled(maildir.read(path, reports.MOST_OCTETS), str(path), now, "command", read)


def _settled(mail: bytes, name: str, now: datetime, source: str, read: Read) -> Settled | None:
    try:
        settled = bounces.settle(mail, reports.recipients(mail), now, source)
    except Exception:  # one letter; the next ones have their turn
        log.exception("%s stumbled", name)
        read.stumbled.append(name)
        return None
    read.note(name, settled)
    return settled
