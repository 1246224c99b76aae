"""A mail catcher: a small SMTP server on loopback that keeps what it gets, for the demo and the tests.

A letter is one file, in the order of arrival: the two lines a mailbox puts above it (who sent it, to whom it
was delivered), then the bytes as they came.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP

from reveille.mail.listening import Listening
from reveille.mail.outbox import Outbox

_ENVELOPE = re.compile(rb"Return-Path: <(.*)>\r\nDelivered-To: (.*)\r\n")


@dataclass(frozen=True)
class Caught:
    """A letter as it arrived: the envelope, and the bytes."""

    sender: str
    recipient: str
    letter: bytes


class Catcher:
    """Catches on ``127.0.0.1:port`` while a ``with`` lasts; port 0 takes a free one."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.outbox = Outbox(folder)
        self._controller = Listening(self, self._talker, "127.0.0.1", port)
        self._count = len(self.outbox.letters())

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._controller.bound()[1]

    def letters(self) -> list[Path]:
        """Return the files of the letters that have arrived, the first one first."""
        return list(reversed(self.outbox.letters()))

    def caught(self) -> list[Caught]:
        """Return the letters that have arrived, the first one first."""
        return [_caught(path.read_bytes()) for path in self.letters()]

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    def _talker(self) -> SMTP:
        return SMTP(self, hostname="catcher.example", ident="Reveille catcher", enable_SMTPUTF8=True)

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the letter, then say so."""
        for recipient in envelope.rcpt_tos:
            self._count += 1
            top = f"Return-Path: <{envelope.mail_from}>\r\nDelivered-To: {recipient}\r\n"
            self.outbox.keep(f"{self._count:06}", top.encode() + envelope.original_content)
        return f"250 2.0.0 caught as {self._count:06}"


def _caught(stored: bytes) -> Caught:
    top = _ENVELOPE.match(stored)
    assert top is not None, "a file of the catcher's own making"
    return Caught(top.group(1).decode(), top.group(2).decode(), stored[top.end() :])
