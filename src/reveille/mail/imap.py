"""A mailbox on an IMAP server (RFC 3501), read by its letters' numbers, so that none is read twice.

TLS with a checked certificate; without TLS only on this machine itself. What is not ours stays as it is: unread, where
it was. No more of a letter is fetched than is asked for.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from types import TracebackType
from typing import Any, Self

from reveille.core import links
from reveille.core.errors import BoxError

SECONDS = 60.0
DONE = "Reveille"  # the folder for what was acted upon

_FOLDER = re.compile(r"[\x20-\x7e]{1,200}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Mailbox:
    """Where a mailbox is, and how to sign in."""

    host: str
    port: int
    tls: bool
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"

    @property
    def name(self) -> str:
        """Its name, for people and for remembering how far it was read."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"

    @property
    def is_this_machine(self) -> bool:
        """Whether it is on this machine itself."""
        return links.is_this_machine(self.host)


class Session:
    """A conversation about one mailbox, while a ``with`` lasts. Raises BoxError for whatever goes wrong in it."""

    def __init__(self, box: Mailbox, trust: ssl.SSLContext | None = None, seconds: float = SECONDS) -> None:
        self.box, self.trust, self.seconds = box, trust, seconds
        self.validity = 0  # a server that numbers anew changes it (RFC 3501 2.3.1.1)

    def __enter__(self) -> Self:
        box = self.box
        if not box.tls and not box.is_this_machine:
            raise BoxError(box.name, "without TLS only on this machine itself")
        if not _FOLDER.fullmatch(box.folder) or not box.password.isascii():
            raise BoxError(box.name, "folder and password are written in ASCII")
        self._line = self._tried(self._connected)
        try:
            self._signed_in()
            told = self._tried(self._line.capability)  # many servers say more to whom they know
            self._can = frozenset(told[-1].decode("ascii", "replace").upper().split())
            self._tried(lambda: self._line.select(_quoted(box.folder)))
            self.validity = int(self._line.response("UIDVALIDITY")[1][0] or 0)
            self._moves = self._has_folder()
        except BaseException:
            self._line.shutdown()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._line.logout()
        except (OSError, imaplib.IMAP4.error):
            self._line.shutdown()

    def after(self, uid: int, since: date) -> list[int]:
        """Return the numbers above ``uid`` of letters that arrived on ``since`` or later, in order."""
        day = f"{since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        found = self._tried(lambda: self._line.uid("SEARCH", "UID", f"{uid + 1}:*", "SINCE", day))
        numbers = (int(number) for number in (found[0] or b"").split())
        return sorted(number for number in numbers if number > uid)  # "n:*" gives the last one in any case

    def read(self, uid: int, most: int) -> bytes:
        """Return the first ``most`` octets of a letter, unread as it was; nothing when it is gone."""
        found = self._tried(lambda: self._line.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{most}>)"))
        return next((one[1] for one in found if isinstance(one, tuple)), b"")

    def done(self, uid: int) -> None:
        """Mark a letter as read, and put it away where the server has a folder for it."""
        self._tried(lambda: self._line.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)"))
        if not self._moves:
            return
        if "MOVE" in self._can:
            self._tried(lambda: self._line.uid("MOVE", str(uid), _quoted(DONE)))
        else:
            self._tried(lambda: self._line.uid("COPY", str(uid), _quoted(DONE)))
            self._tried(lambda: self._line.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)"))
            if "UIDPLUS" in self._can:  # else somebody else's deletions would go with ours
                self._tried(lambda: self._line.uid("EXPUNGE", str(uid)))

    def _connected(self) -> imaplib.IMAP4:
        box = self.box
        if not box.tls:
            return imaplib.IMAP4(box.host, box.port, timeout=self.seconds)
        trust = self.trust or ssl.create_default_context()
        return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=trust, timeout=self.seconds)

    def _signed_in(self) -> None:
        try:
            self._tried(lambda: self._line.login(self.box.user, self.box.password))
        except BoxError as error:
            wrong = f"it does not let us sign in: {error.detail} (REVEILLE_BOUNCE_IMAP_PASSWORD)"
            raise BoxError(self.box.name, wrong) from error

    def _has_folder(self) -> bool:
        try:
            self._line.create(_quoted(DONE))  # says no when it is there, and when it may not be
            kind, _ = self._line.status(_quoted(DONE), "(MESSAGES)")
        except (OSError, imaplib.IMAP4.error) as error:
            raise BoxError(self.box.name, _why(error)) from error
        return str(kind) == "OK"

    def _tried(self, ask: Callable[[], Any]) -> Any:
        try:
            answer = ask()
        except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
            raise BoxError(self.box.name, _why(error)) from error
        if isinstance(answer, tuple):
            kind, data = answer
            if kind != "OK":
                raise BoxError(self.box.name, _why(data[0]))
            return data
        return answer


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _why(said: Any) -> str:
    if isinstance(said, ssl.SSLCertVerificationError):
        return f"its certificate does not hold: {said.verify_message}"
    if isinstance(said, TimeoutError):
        return "no answer in time"
    if isinstance(said, OSError) and said.strerror:
        return said.strerror
    if isinstance(said, imaplib.IMAP4.error) and said.args:
        said = said.args[0]  # as the server wrote it
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:200]
