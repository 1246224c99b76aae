"""The letter: bytes that a mail server may be handed.

An edition's letter is made once, as a ``Template``; a subscriber's copy is the template's bytes with a few
personal values set between them (``fill``), and nothing is encoded, wrapped or hashed a second time. Letters
of our own (confirmation, alarm) are made whole by ``plain_letter``.

Promises: CRLF only; no line over 998 octets, none over 76 in a body, none begins with a dot; ASCII only, so that no
server converts, but for a reader's address that is not (SMTPUTF8, RFC 6532); one of each header; List-Unsubscribe on
one line. What cannot stand where it belongs is a MessageError.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from reveille.core import headers, personal
from reveille.core.encoding import CRLF, quoted_printable, soft_ended
from reveille.core.errors import MessageError
from reveille.core.personal import LEAVE, Personal, Slot

_Piece = bytes | Slot


@dataclass(frozen=True)
class Head:
    """What the headers of every copy of an edition share. Addresses are addr-specs, links absolute."""

    sender_name: str
    sender_address: str
    subject: str
    list_name: str
    list_id: str  # military.reveille.example, the same for ever
    help_url: str
    archive_url: str
    owner_address: str
    reply_to: str = ""
    feedback: tuple[str, ...] = ()  # at most four fields, nobody's in person; for Gmail's feedback loop


@dataclass(frozen=True)
class Template:
    """A letter without its personal values: bytes and the slots between them, in order."""

    pieces: tuple[_Piece, ...]

    @property
    def size(self) -> int:
        """Octets of what all copies share."""
        return sum(len(piece) for piece in self.pieces if isinstance(piece, bytes))


def template(head: Head, text: str, html: str = "") -> Template:
    """Return the letter of an edition: text first, then HTML; text alone when there is no HTML.

    Raises MessageError when a value cannot stand in its header, or when a part does not say how to leave.
    """
    top: list[_Piece] = [
        *(b"From: " + headers.mailbox(head.sender_name, head.sender_address, column=6), CRLF),
        *(b"To: ", Slot("to", "header"), CRLF),
        *(b"Subject: " + headers.subject(head.subject), CRLF),
        *(b"Date: ", Slot("date", "header"), CRLF),
        *(b"Message-ID: ", Slot("message_id", "header"), CRLF),
    ]
    if head.reply_to:
        top.append(b"Reply-To: " + headers.address(head.reply_to) + CRLF)
    top += [*_list_headers(head), b"List-Unsubscribe: ", Slot("list_unsubscribe", "header"), CRLF]
    top.append(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nPrecedence: bulk\r\n")
    boundary = _boundary(head.list_id, head.subject, text, html)
    body = _body(_slotted("text", text), _slotted("html", html) if html else [], boundary)
    return Template(tuple(_joined([*top, *body])))


def fill(letter: Template, values: Personal) -> bytes:
    """Return one subscriber's copy of ``letter``. Only the personal values are encoded here.

    Raises MessageError when one of them cannot stand where it belongs.
    """
    slots = [piece for piece in letter.pieces if isinstance(piece, Slot)]
    own = [*personal.encoded(values), *personal.words(slots, values.why)]
    return b"".join(one if isinstance(one, bytes) else own[personal.place(one, slots)] for one in letter.pieces)


def plain_letter(
    *,
    sender_name: str,
    sender_address: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    message_id: str,
    date: datetime,
    reply_to: str = "",
) -> bytes:
    """Return a letter of our own: it says that a program wrote it (RFC 3834), and it is of no list."""
    top = [
        b"From: " + headers.mailbox(sender_name, sender_address, column=6),
        b"To: " + headers.reader_address(to),
        b"Subject: " + headers.subject(subject),
        b"Date: " + headers.date(date),
        b"Message-ID: " + headers.message_id(message_id),
    ]
    if reply_to:
        top.append(b"Reply-To: " + headers.address(reply_to))
    top.append(b"Auto-Submitted: auto-generated")
    boundary = _boundary(message_id, subject, text, html)
    body = _body([quoted_printable(text)], [quoted_printable(html)] if html else [], boundary)
    return CRLF.join([*top, b"".join(piece for piece in body if isinstance(piece, bytes))])


def message_id(secret: bytes, domain: str, *names: str) -> str:
    """Return the Message-ID for what ``names`` say: always the same, and nobody can be read from it."""
    digest = hmac.digest(secret, "\0".join(("message-id", *names)).encode(), hashlib.sha256).hex()[:40]
    return f"<{digest}@{headers.domain(domain).decode()}>"


def _list_headers(head: Head) -> list[bytes]:
    lines = [
        b"List-Id: " + headers.list_id(head.list_name, head.list_id),
        b"List-Help: <" + headers.url(head.help_url) + b">",
        b"List-Archive: <" + headers.url(head.archive_url) + b">",
        b"List-Owner: <mailto:" + headers.address(head.owner_address) + b">",
    ]
    if head.feedback:
        if len(head.feedback) > 4 or not all(re.fullmatch(r"[A-Za-z0-9._-]+", f) for f in head.feedback):
            raise MessageError("Feedback-ID", "at most four fields of letters, digits, dots and dashes")
        lines.append(b"Feedback-ID: " + ":".join(head.feedback).encode("ascii"))
    return [headers.one_line(line) + CRLF for line in lines]


def _boundary(*seed: str) -> bytes:
    """Return what parts a body, the same for the same letter."""
    digest = hashlib.sha256("\0".join(seed).encode("utf-8", "replace")).hexdigest()[:32]
    return b"=_" + digest.encode("ascii")  # "=_" cannot stand in quoted-printable (RFC 2045 6.7)


def _body(text: Sequence[_Piece], html: Sequence[_Piece], boundary: bytes) -> Iterable[_Piece]:
    """Yield the headers of the body and the body, from MIME-Version to the last line, of parts that are encoded."""
    yield b"MIME-Version: 1.0\r\n"
    if not html:
        yield from _part(b"plain", text)
        return
    yield b'Content-Type: multipart/alternative;\r\n boundary="' + boundary + b'"\r\n\r\n'
    for kind, content in ((b"plain", text), (b"html", html)):
        yield b"--" + boundary + CRLF
        yield from _part(kind, content)
    yield b"--" + boundary + b"--\r\n"


def _part(kind: bytes, content: Iterable[_Piece]) -> Iterable[_Piece]:
    yield b"Content-Type: text/" + kind + b"; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    yield from content
    yield CRLF


def _slotted(part: str, content: str) -> list[_Piece]:
    """Return a part (text or html) in quoted-printable, with a slot where each placeholder stood."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    pieces: list[_Piece] = []
    end = 0
    for found in personal.placeholders(part, content):
        # A soft break on both sides: whatever is set between them begins and ends a line of its own.
        pieces.append(soft_ended(quoted_printable(content[end : found.start()])))
        pieces.append(Slot(found.group(), part, found.start() - content.rfind("\n", 0, found.start()) - 1))
        end = found.end()
    if not any(isinstance(one, Slot) and one.name == LEAVE for one in pieces):
        raise MessageError(f"{part} part", f"it does not say how to leave: no {LEAVE} where one can be set")
    return [*pieces, quoted_printable(content[end:])]


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Return ``pieces`` with neighbouring bytes made one."""
    joined: list[_Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, bytes) and isinstance(last, bytes):
            joined[-1] = last + piece
        else:
            joined.append(piece)
    return joined
