"""The letter: bytes that a mail server may be handed.

An edition's letter is made once, as a ``Template``; a subscriber's copy is the template's bytes with a few
personal values set between them (``fill``), and nothing is encoded, wrapped or hashed a second time. Letters
of our own (confirmation, alarm) are made whole by ``plain_letter``.

Promises: CRLF only; no line over 998 octets, none over 76 in a body, none begins with a dot; ASCII only, so that no
server converts, but for a reader's address that is not (SMTPUTF8, RFC 6532); one of each header; List-Unsubscribe on
one line; encoded words only where RFC 2047 allows them, each whole by itself. A value with CR, LF, NUL or another
control character never reaches a header: MessageError.

In a body, a personal value is written where its placeholder stands. ``%%LEAVE%%`` and ``%%YOU%%`` are
addresses that only one subscriber may know: they are set only as a whole quoted attribute in HTML and as the
last word of a line in text, so that a placeholder smuggled into an outlet's words or links stays what it is.
``%%WHY%%`` is set anywhere.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import hmac
import html as markup
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import NamedTuple

import idna

from reveille.core.errors import MessageError

CRLF = b"\r\n"
# RFC 5322 2.1.1: at most 998 octets a line, 78 wished for.
# RFC 2047 2: at most 75 for an encoded word, 76 for a line that has one.
LONGEST_LINE, WISHED_LINE, ENCODED_WORD, ENCODED_LINE = 998, 78, 75, 76
TEXT_COLUMNS = 72

LEAVE, YOU, WHY = "%%LEAVE%%", "%%YOU%%", "%%WHY%%"
_IN_HTML = re.compile(r'(?<==")%%(?:LEAVE|YOU)%%(?=")|%%WHY%%')
_IN_TEXT = re.compile(r"(?<!\S)%%(?:LEAVE|YOU)%%(?=[ \t]*$)|%%WHY%%", re.MULTILINE)

_DOTS = re.compile(rb"^\.{1,20}", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_LETTERS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+"
_LOCAL = re.compile(rf"{_LETTERS}(?:\.{_LETTERS})*")
_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+;=%-]+")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._=+-]{1,120}@[A-Za-z0-9.-]{1,253}>")
# What Q encoding may leave as it is, also in a display name (RFC 2047 5(3)).
_Q_SAFE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/")


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
class Personal:
    """What is one subscriber's in a letter. ``leave_by_mail`` is a mailto: link, or nothing."""

    to: str
    leave: str
    you: str
    why: str
    message_id: str
    date: datetime
    leave_by_mail: str = ""


@dataclass(frozen=True)
class Slot:
    """A place in a template for a personal value: in which part, after how many columns of text."""

    name: str
    part: str  # header | text | html
    column: int = 0


@dataclass(frozen=True)
class Template:
    """A letter without its personal values: bytes and the slots between them, in order."""

    pieces: tuple[bytes | Slot, ...]

    @property
    def size(self) -> int:
        """Octets of what all copies share."""
        return sum(len(piece) for piece in self.pieces if isinstance(piece, bytes))


def template(head: Head, text: str, html: str = "") -> Template:
    """Return the letter of an edition: text first, then HTML; text alone when there is no HTML.

    Raises MessageError when a value cannot stand in its header, or when a part does not say how to leave.
    """
    seed = hashlib.sha256("\0".join((head.list_id, head.subject, text, html)).encode("utf-8", "replace"))
    top: list[bytes | Slot] = [
        *(b"From: " + mailbox(head.sender_name, head.sender_address, column=6), CRLF),
        *(b"To: ", Slot("to", "header"), CRLF),
        *(b"Subject: " + unstructured(head.subject, column=9), CRLF),
        *(b"Date: ", Slot("date", "header"), CRLF),
        *(b"Message-ID: ", Slot("message_id", "header"), CRLF),
    ]
    if head.reply_to:
        top.append(b"Reply-To: " + address(head.reply_to) + CRLF)
    top += [*_list_headers(head), b"List-Unsubscribe: ", Slot("list_unsubscribe", "header"), CRLF]
    top.append(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nPrecedence: bulk\r\n")
    return Template(tuple(_joined([*top, *_body(text, html, seed.hexdigest()[:32], personal=True)])))


def fill(letter: Template, personal: Personal) -> bytes:
    """Return one subscriber's copy of ``letter``. Only the personal values are encoded here.

    Raises MessageError when one of them cannot stand where it belongs.
    """
    slots = [piece for piece in letter.pieces if isinstance(piece, Slot)]
    own = [*encoded(personal), *words(slots, personal.why)]
    return b"".join(piece if isinstance(piece, bytes) else own[place(piece, slots)] for piece in letter.pieces)


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
    headers = [
        b"From: " + mailbox(sender_name, sender_address, column=6),
        b"To: " + reader_address(to),
        b"Subject: " + unstructured(subject, column=9),
        b"Date: " + _date(date),
        b"Message-ID: " + _message_id(message_id),
    ]
    if reply_to:
        headers.append(b"Reply-To: " + address(reply_to))
    headers.append(b"Auto-Submitted: auto-generated")
    seed = hashlib.sha256("\0".join((message_id, subject, text, html)).encode("utf-8", "replace"))
    body = _body(text, html, seed.hexdigest()[:32], personal=False)
    return CRLF.join([*headers, b"".join(piece for piece in body if isinstance(piece, bytes))])


def personal(content: str, part: str, values: Mapping[str, str]) -> str:
    """Return a body's ``content`` (part: text or html) with a subscriber's values in their places.

    For a letter of our own that carries an edition; the editions' own letters are filled by ``fill``.
    """
    placed = {sign: markup.escape(value) for sign, value in values.items()} if part == "html" else values
    return (_IN_HTML if part == "html" else _IN_TEXT).sub(lambda found: placed[found.group()], content)


def message_id(secret: bytes, domain: str, *names: str) -> str:
    """Return the Message-ID for what ``names`` say: always the same, and nobody can be read from it."""
    digest = hmac.digest(secret, "\0".join(("message-id", *names)).encode(), hashlib.sha256).hex()[:40]
    return f"<{digest}@{_domain(domain).decode()}>"


def address(spec: str) -> bytes:
    """Return an addr-spec as headers and envelopes may hold it: ASCII, an international domain as A-labels.

    Raises MessageError for anything else.
    """
    if not spec.rpartition("@")[0].isascii():
        raise MessageError("address", "letters beyond ASCII before the @, which only a reader's may have")
    return reader_address(spec)


@functools.lru_cache(maxsize=256)
def reader_address(spec: str) -> bytes:
    """Return the addr-spec of a reader: as ``address``, and what is beyond ASCII before the @ in UTF-8.

    A letter to one of those goes only where SMTPUTF8 is offered (RFC 6531); its domain stays in A-labels.
    """
    local, at, domain = spec.rpartition("@")
    try:
        written = local.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MessageError("address", "a lone surrogate") from error
    if not at or len(spec) > 254 or len(written) > 64 or not _LOCAL.fullmatch(local) or not local.isprintable():
        raise MessageError("address", "no address of the kind we can write to")
    return written + b"@" + _domain(domain)


def mailbox(name: str, spec: str, column: int = 0) -> bytes:
    """Return ``Name <address>`` for From: one mailbox, the name quoted or encoded where it has to be."""
    where = address(spec)
    if not name:
        return where
    _checked("name", name)
    if _ATOM.fullmatch(name) and "=?" not in name and len(name) <= 60:
        phrase = name.encode("ascii")
    elif name.isascii() and "=?" not in name and len(name) <= 60:
        phrase = b'"' + re.sub(r'(["\\])', r"\\\1", name).encode("ascii") + b'"'
    else:
        phrase = _encoded_words(name, column)
    last = len(phrase.rpartition(CRLF)[2]) + (0 if CRLF in phrase else column)
    fold = CRLF if last + len(where) + 3 > ENCODED_LINE else b""
    return phrase + fold + b" <" + where + b">"


def unstructured(value: str, column: int = 0) -> bytes:
    """Return ``value`` folded for a header such as Subject; ``column`` is how far its first line has come."""
    _checked("subject", value)
    words = value.split(" ")
    plain = value.isascii() and "=?" not in value and all(0 < len(word) <= 60 for word in words)
    if not plain:
        return _encoded_words(value, column) if value else b""
    lines, room = [words[0]], WISHED_LINE - column
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
            room = WISHED_LINE - 1
        else:
            lines[-1] += " " + word
    return "\r\n ".join(lines).encode("ascii")


def quoted_printable(text: str) -> bytes:
    """Return ``text`` as UTF-8 in quoted-printable: CRLF, at most 76 a line."""
    if "\0" in text:
        raise MessageError("body", "NUL in the text")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        encoded = CRLF.join(_soft(binascii.b2a_qp(line.encode("utf-8"))) for line in lines)
    except UnicodeEncodeError as error:
        raise MessageError("body", "a lone surrogate in the text") from error
    # "From " at the start of a line would be mangled in an mbox (RFC 2049 3(4)).
    return _without_dots(re.sub(rb"(?m)^From ", b"=46rom=\r\n ", encoded))


def _without_dots(encoded: bytes) -> bytes:
    """Return quoted-printable with no dot at the start of a line, so that nobody has to double it on its way."""
    while _DOTS.search(encoded):
        encoded = _DOTS.sub(lambda dots: b"=2E" * len(dots.group()) + b"=\r\n", encoded)
    return encoded


class Encoded(NamedTuple):
    """A subscriber's values as the bytes that are set at a template's slots; see ``words`` for those that say why."""

    to: bytes
    date: bytes
    message_id: bytes
    list_unsubscribe: bytes
    leave_in_text: bytes
    leave_in_html: bytes
    you_in_text: bytes
    you_in_html: bytes


def encoded(personal: Personal) -> Encoded:
    """Return a subscriber's values, encoded. Raises MessageError when one of them cannot stand where it belongs."""
    _check_link(personal.leave)
    _check_link(personal.you)
    return Encoded(
        reader_address(personal.to),
        _date(personal.date),
        _message_id(personal.message_id),
        _list_unsubscribe(personal.leave.encode("ascii"), personal.leave_by_mail),
        *_link_in_bodies(personal.leave),
        *_link_in_bodies(personal.you),
    )


def words(slots: Sequence[Slot], why: str) -> list[bytes]:
    """Return the sentence that says why a letter came, as it is set at each of ``slots`` that is for it."""
    return [_why(why, slot.part, slot.column) for slot in slots if slot.name == WHY]


def place(slot: Slot, slots: Sequence[Slot]) -> int:
    """Return which of a subscriber's values is set at ``slot``: those ``encoded``, and then ``words`` of ``slots``."""
    if slot.name == WHY:
        return len(Encoded._fields) + [one for one in slots if one.name == WHY].index(slot)
    name = {LEAVE: "leave", YOU: "you"}.get(slot.name, slot.name)
    return Encoded._fields.index(name if slot.part == "header" else f"{name}_in_{slot.part}")


def _list_unsubscribe(leave: bytes, leave_by_mail: str) -> bytes:
    ways = b"<%b>, <%b>" % (leave, _mailto(leave_by_mail)) if leave_by_mail else b"<%b>" % leave
    _line(b"List-Unsubscribe: " + ways)
    return ways


def _link_in_bodies(link: str) -> tuple[bytes, bytes]:
    """A link as it stands in the text, and as it stands in an attribute of the HTML."""
    in_text, escaped = _link_in_body(link), link.replace("&", "&amp;").replace("'", "&#x27;")
    return in_text, in_text if escaped == link else _link_in_body(escaped)


def _link_in_body(link: str) -> bytes:
    """A link as quoted-printable, in lines of its own."""
    width = ENCODED_LINE - 1
    if "=" in link or "." in link[::width]:
        return _soft_ended(quoted_printable(link))
    lines = [link[start : start + width] for start in range(0, len(link), width)]
    return ("=\r\n".join(lines) + "=\r\n").encode("ascii")


@functools.lru_cache(maxsize=4096)
def _why(value: str, part: str, column: int) -> bytes:
    """The sentence that says why a letter came; thousands share one."""
    _checked("why", value)
    if part == "html":
        value = markup.escape(value, quote=True)
    else:
        value = textwrap.fill(
            value,
            TEXT_COLUMNS,
            initial_indent=" " * min(column, TEXT_COLUMNS - 1),
            break_long_words=False,
            break_on_hyphens=False,
        ).lstrip(" ")
    return _soft_ended(quoted_printable(value))


def _list_headers(head: Head) -> list[bytes]:
    list_id = b"<" + _domain(head.list_id) + b">"
    _checked("list name", head.list_name)
    if head.list_name.isascii() and _ATOM.fullmatch(head.list_name) and "=?" not in head.list_name:
        list_id = head.list_name.encode("ascii") + b" " + list_id  # no encoded words in a List- header
    lines = [
        b"List-Id: " + list_id,
        b"List-Help: <" + _url(head.help_url) + b">",
        b"List-Archive: <" + _url(head.archive_url) + b">",
        b"List-Owner: <mailto:" + address(head.owner_address) + b">",
    ]
    if head.feedback:
        if len(head.feedback) > 4 or not all(re.fullmatch(r"[A-Za-z0-9._-]+", f) for f in head.feedback):
            raise MessageError("Feedback-ID", "at most four fields of letters, digits, dots and dashes")
        lines.append(b"Feedback-ID: " + ":".join(head.feedback).encode("ascii"))
    return [_line(line) + CRLF for line in lines]


def _body(text: str, html: str, seed: str, *, personal: bool) -> Iterable[bytes | Slot]:
    """Yield the headers of the body and the body, from MIME-Version to the last line."""
    yield b"MIME-Version: 1.0\r\n"
    if not html:
        yield from _part("text", text, personal=personal)
        yield CRLF
        return
    boundary = b"=_" + seed.encode("ascii")  # "=_" cannot stand in quoted-printable (RFC 2045 6.7)
    yield b'Content-Type: multipart/alternative;\r\n boundary="' + boundary + b'"\r\n\r\n'
    for name, content in (("text", text), ("html", html)):
        yield b"--" + boundary + CRLF
        yield from _part(name, content, personal=personal)
        yield CRLF
    yield b"--" + boundary + b"--\r\n"


def _part(name: str, content: str, *, personal: bool) -> Iterable[bytes | Slot]:
    kind = b"plain" if name == "text" else b"html"
    yield (b"Content-Type: text/" + kind + b"; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    if not personal:
        yield quoted_printable(content)
        return
    found, end = set(), 0
    for match in (_IN_TEXT if name == "text" else _IN_HTML).finditer(content):
        # A soft break on both sides: whatever is set between them begins and ends a line of its own.
        yield _soft_ended(quoted_printable(content[end : match.start()]))
        yield Slot(match.group(), name, match.start() - content.rfind("\n", 0, match.start()) - 1)
        found.add(match.group())
        end = match.end()
    yield quoted_printable(content[end:])
    if LEAVE not in found:
        raise MessageError(f"{name} part", f"it does not say how to leave: no {LEAVE} where one can be set")


def _joined(pieces: Sequence[bytes | Slot]) -> list[bytes | Slot]:
    """Return ``pieces`` with neighbouring bytes made one."""
    joined: list[bytes | Slot] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, bytes) and isinstance(last, bytes):
            joined[-1] = last + piece
        else:
            joined.append(piece)
    return joined


def _encoded_words(value: str, column: int) -> bytes:
    """Return ``value`` as encoded words, each on a line of its own; Q or B, whichever is shorter."""
    raw = value.encode("utf-8")
    quoted = sum(1 if byte in _Q_SAFE or byte == 32 else 3 for byte in raw) <= len(raw) * 4 // 3
    words: list[bytes] = []
    chunk, room = "", ENCODED_LINE - column
    for character in value:
        if chunk and len(_encoded_word(chunk + character, quoted)) > min(room, ENCODED_WORD):
            words.append(_encoded_word(chunk, quoted))
            chunk, room = "", ENCODED_LINE - 1
        chunk += character
    words.append(_encoded_word(chunk, quoted))
    return b"\r\n ".join(words)


def _encoded_word(chunk: str, quoted: bool) -> bytes:
    raw = chunk.encode("utf-8")
    if not quoted:
        return b"=?utf-8?b?" + base64.b64encode(raw) + b"?="
    letters = (b"_" if byte == 32 else bytes([byte]) if byte in _Q_SAFE else b"=%02X" % byte for byte in raw)
    return b"=?utf-8?q?" + b"".join(letters) + b"?="


def _soft(encoded: bytes) -> bytes:
    return encoded.replace(b"=\n", b"=\r\n")


def _soft_ended(encoded: bytes) -> bytes:
    """Return ``encoded`` with a soft break at its end, its last line still at most 76 long."""
    last = encoded.rpartition(CRLF)[2]
    if len(last) < ENCODED_LINE:
        return encoded + b"=\r\n"
    cut = len(encoded) - 3
    while b"=" in encoded[cut - 2 : cut]:  # not within an =XX
        cut -= 1
    return encoded[:cut] + b"=\r\n" + _without_dots(encoded[cut:]) + b"=\r\n"


def _checked(what: str, value: str) -> str:
    if _CONTROL.search(value):
        raise MessageError(what, "a line break or another control character in a header")
    return value


def _line(line: bytes) -> bytes:
    if len(line) > LONGEST_LINE:
        raise MessageError(line.partition(b":")[0].decode(), f"longer than {LONGEST_LINE} octets")
    return line


@functools.lru_cache(maxsize=4096)
def _domain(domain: str) -> bytes:
    try:
        labels = domain if domain.isascii() else idna.encode(domain, uts46=True).decode("ascii")
    except UnicodeError as error:  # idna's own errors are among them
        raise MessageError("domain", "no domain that mail can go to") from error
    if len(labels) > 253 or not _DOMAIN.fullmatch(labels):
        raise MessageError("domain", "no domain that mail can go to")
    return labels.encode("ascii")


def _url(link: str) -> bytes:
    _check_link(link)
    return link.encode("ascii")


def _check_link(link: str) -> None:
    if not _URL.fullmatch(link):
        raise MessageError("link", "no absolute address of the web, in ASCII")


def _mailto(link: str) -> bytes:
    spec, _, query = link.removeprefix("mailto:").partition("?")
    if not link.startswith("mailto:") or not re.fullmatch(r"[A-Za-z0-9%&=._~-]*", query):
        raise MessageError("link", "no mailto: address")
    return b"mailto:" + address(spec) + (b"?" + query.encode("ascii") if query else b"")


def _message_id(value: str) -> bytes:
    if not _MESSAGE_ID.fullmatch(value):
        raise MessageError("Message-ID", "not like <letters@domain>")
    return value.encode("ascii")


def _date(moment: datetime) -> bytes:
    if moment.tzinfo is None:
        raise MessageError("Date", "an instant needs its zone")
    return _date_of(int(moment.timestamp()))


@functools.lru_cache(maxsize=64)
def _date_of(seconds: int) -> bytes:
    return format_datetime(datetime.fromtimestamp(seconds, UTC)).encode("ascii")
