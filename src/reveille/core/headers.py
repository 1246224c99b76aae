"""Headers: the values that a letter's headers, and its envelope, may hold, as the octets they stand there as.

Promises: ASCII only, but for a reader's address that is not (SMTPUTF8, RFC 6532); encoded words only where RFC 2047
allows them. A value with CR, LF, NUL or another control character never gets here: MessageError, as for whatever else
cannot stand where it belongs.
"""

from __future__ import annotations

import functools
import re
from datetime import UTC, datetime
from email.utils import format_datetime

import idna

from reveille.core import encoding
from reveille.core.encoding import CRLF, ENCODED_LINE
from reveille.core.errors import MessageError

# RFC 5322 2.1.1: at most 998 octets a line, 78 wished for.
LONGEST_LINE, WISHED_LINE = 998, 78
SUBJECT_AT = len("Subject: ")  # where its value begins

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_LETTERS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+"
_LOCAL = re.compile(rf"{_LETTERS}(?:\.{_LETTERS})*")
_URL = re.compile(r"https?://[A-Za-z0-9._~:/?#\[\]@!$&'()*+;=%-]+")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._=+-]{1,120}@[A-Za-z0-9.-]{1,253}>")


def mailbox(name: str, spec: str, column: int = 0) -> bytes:
    """Return ``Name <address>`` for From: one mailbox, the name quoted or encoded where it has to be."""
    where = address(spec)
    if not name:
        return where
    checked("name", name)
    if _ATOM.fullmatch(name) and "=?" not in name and len(name) <= 60:
        phrase = name.encode("ascii")
    elif name.isascii() and "=?" not in name and len(name) <= 60:
        phrase = b'"' + re.sub(r'(["\\])', r"\\\1", name).encode("ascii") + b'"'
    else:
        phrase = encoding.words(name, column)
    last = len(phrase.rpartition(CRLF)[2]) + (0 if CRLF in phrase else column)
    fold = CRLF if last + len(where) + 3 > ENCODED_LINE else b""
    return phrase + fold + b" <" + where + b">"


def subject(value: str) -> bytes:
    """Return ``value`` as it stands, folded, behind "Subject: "."""
    checked("subject", value)
    words = value.split(" ")
    plain = value.isascii() and "=?" not in value and all(0 < len(word) <= 60 for word in words)
    if not plain:
        return encoding.words(value, SUBJECT_AT) if value else b""
    lines, room = [words[0]], WISHED_LINE - SUBJECT_AT
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
            room = WISHED_LINE - 1
        else:
            lines[-1] += " " + word
    return "\r\n ".join(lines).encode("ascii")


def list_id(name: str, identity: str) -> bytes:
    """Return a List-Id, after its name where that needs no encoded words, which no List- header may have."""
    written = b"<" + domain(identity) + b">"
    checked("list name", name)
    return name.encode("ascii") + b" " + written if _ATOM.fullmatch(name) and "=?" not in name else written


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
    local, at, host = spec.rpartition("@")
    try:
        written = local.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MessageError("address", "a lone surrogate") from error
    if not at or len(spec) > 254 or len(written) > 64 or not _LOCAL.fullmatch(local) or not local.isprintable():
        raise MessageError("address", "no address of the kind we can write to")
    return written + b"@" + domain(host)


@functools.lru_cache(maxsize=4096)
def domain(name: str) -> bytes:
    """Return a domain in A-labels."""
    try:
        labels = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    except UnicodeError as error:  # idna's own errors are among them
        raise MessageError("domain", "no domain that mail can go to") from error
    if len(labels) > 253 or not _DOMAIN.fullmatch(labels):
        raise MessageError("domain", "no domain that mail can go to")
    return labels.encode("ascii")


def url(link: str) -> bytes:
    """Return an absolute address of the web."""
    check_link(link)
    return link.encode("ascii")


def check_link(link: str) -> None:
    """Raise MessageError unless ``link`` is an absolute address of the web, in ASCII."""
    if not _URL.fullmatch(link):
        raise MessageError("link", "no absolute address of the web, in ASCII")


def mailto(link: str) -> bytes:
    """Return a mailto: link to one address, with what stands behind its question mark."""
    spec, _, query = link.removeprefix("mailto:").partition("?")
    if not link.startswith("mailto:") or not re.fullmatch(r"[A-Za-z0-9%&=._~-]*", query):
        raise MessageError("link", "no mailto: address")
    return b"mailto:" + address(spec) + (b"?" + query.encode("ascii") if query else b"")


def message_id(value: str) -> bytes:
    """Return a Message-ID, in its angle brackets."""
    if not _MESSAGE_ID.fullmatch(value):
        raise MessageError("Message-ID", "not like <letters@domain>")
    return value.encode("ascii")


def date(moment: datetime) -> bytes:
    """Return an instant as Date says it, in UTC."""
    if moment.tzinfo is None:
        raise MessageError("Date", "an instant needs its zone")
    return _date_of(int(moment.timestamp()))


@functools.lru_cache(maxsize=64)
def _date_of(seconds: int) -> bytes:
    return format_datetime(datetime.fromtimestamp(seconds, UTC)).encode("ascii")


def one_line(field: bytes) -> bytes:
    """Return a field that must stand on one line."""
    if len(field) > LONGEST_LINE:
        raise MessageError(field.partition(b":")[0].decode(), f"longer than {LONGEST_LINE} octets")
    return field


def checked(what: str, value: str) -> str:
    """Return a value that is free of line breaks and other control characters."""
    if _CONTROL.search(value):
        raise MessageError(what, "a line break or another control character in a header")
    return value
