"""SMTP as bytes (RFC 5321): what is written for a letter, and the replies in what comes back. No socket here."""

from __future__ import annotations

import base64
import functools
import ipaddress
import re
from collections.abc import Iterator
from typing import NamedTuple

from reveille.core import replies
from reveille.core.errors import BadReply

LONGEST_LINE, MOST_LINES = 4096, 100  # RFC 5321 4.5.3.1.5 says 512; some say more, nobody says this much
WORDS = 400

_LINE = re.compile(rb"([2-5]\d\d)(?:([ -])(.*))?", re.DOTALL)
_PATH = re.compile(r"[\x21-\x3b\x3d\x3f\x41-\x7e\x80-\U0010ffff]+@[A-Za-z0-9.-]+")


class Reply(NamedTuple):
    """One whole reply: the code, and its lines without it."""

    code: int
    lines: tuple[str, ...]

    @property
    def words(self) -> str:
        """Its words on one line, fit for a log and a row."""
        words = " ".join(self.lines)
        if not words.isprintable():
            words = "".join(c if c.isprintable() else " " for c in words)
        return " ".join(words.split())[:WORDS]

    @property
    def answer(self) -> replies.Answer:
        """What it says to a letter."""
        return _answer(self)


class Reader:
    """Puts replies together from bytes as they come. Raises BadReply for what is none of SMTP's, or never ends."""

    def __init__(self) -> None:
        self._rest = b""
        self._code = b""
        self._lines: list[str] = []

    @property
    def empty(self) -> bool:
        """Whether nothing is there of a reply that has not ended."""
        return not self._rest and not self._lines

    def feed(self, data: bytes) -> Iterator[Reply]:
        """Yield the replies that ``data`` ends: the good ones before a bad one are heard."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            reply = (None if self._lines else _whole(line)) or self._line(line)
            if reply is not None:
                yield reply
        if len(self._rest) > LONGEST_LINE:
            raise BadReply("reply", "a line without an end")

    def _line(self, line: bytes) -> Reply | None:
        said = _LINE.fullmatch(line.removesuffix(b"\r"))
        if said is None or len(line) > LONGEST_LINE:
            raise BadReply("reply", "an answer that is none of SMTP's")
        code, mark, words = said.groups()
        if self._lines and code != self._code:
            raise BadReply("reply", "one answer with two codes")
        if len(self._lines) >= MOST_LINES:
            raise BadReply("reply", "an answer without an end")
        self._code = code
        self._lines.append((words or b"").decode("utf-8", "replace"))
        if mark == b"-":
            return None
        whole = Reply(int(code), tuple(self._lines))
        self._lines = []
        return whole


@functools.lru_cache(maxsize=256)
def _whole(line: bytes) -> Reply | None:
    """Return the reply of a single line, or None for any other; servers say the same again and again."""
    said = _LINE.fullmatch(line.removesuffix(b"\r")) if len(line) <= LONGEST_LINE else None
    if said is None or said[2] == b"-":
        return None
    return Reply(int(said[1]), ((said[3] or b"").decode("utf-8", "replace"),))


@functools.lru_cache(maxsize=256)
def _answer(reply: Reply) -> replies.Answer:
    return replies.answer(reply.code, reply.words)


def extensions(reply: Reply) -> dict[str, str]:
    """Return what a server offers after EHLO: upper-case keywords, each with its parameters."""
    offered = (line.strip().partition(" ") for line in reply.lines[1:])
    return {name.upper(): rest.strip() for name, _, rest in offered if name}


def is_path(address: str) -> bool:
    """Tell whether an envelope can hold ``address``: no spaces, no brackets, nothing that ends a command.

    One that is not ASCII goes only where SMTPUTF8 is offered.
    """
    return bool(_PATH.fullmatch(address)) and address.isprintable() and len(address) <= 254


def stuffed(letter: bytes) -> bytes:
    """Return ``letter`` as DATA carries it: a line's own dot doubled, CRLF at its end (4.5.2)."""
    letter = letter.replace(b"\r\n.", b"\r\n..")
    if letter.startswith(b"."):
        letter = b"." + letter
    return letter if letter.endswith(b"\r\n") else letter + b"\r\n"


def plain(user: str, password: str) -> bytes:
    """Return AUTH PLAIN (RFC 4616)."""
    return b"AUTH PLAIN " + base64.b64encode(f"\0{user}\0{password}".encode()) + b"\r\n"


def greeting_name(host: str) -> str:
    """Return the name for EHLO: a domain, or an address in brackets (4.1.3)."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host
    return f"[IPv6:{address}]" if address.version == 6 else f"[{address}]"
