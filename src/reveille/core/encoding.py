"""Encoding: how text beyond ASCII is written in a letter, quoted-printable in a body and as encoded words in a header.

Promises: no line over 76 octets and none in a body that begins with a dot; encoded words are each whole by themselves.
"""

from __future__ import annotations

import base64
import binascii
import re

from reveille.core.errors import MessageError

CRLF = b"\r\n"
# RFC 2047 2: at most 75 for an encoded word, 76 for a line that has one; RFC 2045 6.7: 76 for a line of a body.
ENCODED_WORD, ENCODED_LINE = 75, 76

_DOTS = re.compile(rb"^\.{1,20}", re.MULTILINE)
# What Q encoding may leave as it is, also in a display name (RFC 2047 5(3)).
_Q_SAFE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/")


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


def soft_ended(encoded: bytes) -> bytes:
    """Return ``encoded`` with a soft break at its end, its last line still at most 76 long."""
    last = encoded.rpartition(CRLF)[2]
    if len(last) < ENCODED_LINE:
        return encoded + b"=\r\n"
    cut = len(encoded) - 3
    while b"=" in encoded[cut - 2 : cut]:  # not within an =XX
        cut -= 1
    return encoded[:cut] + b"=\r\n" + _without_dots(encoded[cut:]) + b"=\r\n"


def _soft(encoded: bytes) -> bytes:
    return encoded.replace(b"=\n", b"=\r\n")


def _without_dots(encoded: bytes) -> bytes:
    """Return quoted-printable with no dot at the start of a line, so that nobody has to double it on its way."""
    while _DOTS.search(encoded):
        encoded = _DOTS.sub(lambda dots: b"=2E" * len(dots.group()) + b"=\r\n", encoded)
    return encoded


def words(value: str, column: int) -> bytes:
    """Return ``value`` as encoded words, each on a line of its own; Q or B, whichever is shorter."""
    raw = value.encode("utf-8")
    quoted = sum(1 if byte in _Q_SAFE or byte == 32 else 3 for byte in raw) <= len(raw) * 4 // 3
    written: list[bytes] = []
    chunk, room = "", ENCODED_LINE - column
    for character in value:
        if chunk and len(_word(chunk + character, quoted)) > min(room, ENCODED_WORD):
            written.append(_word(chunk, quoted))
            chunk, room = "", ENCODED_LINE - 1
        chunk += character
    written.append(_word(chunk, quoted))
    return b"\r\n ".join(written)


def _word(chunk: str, quoted: bool) -> bytes:
    raw = chunk.encode("utf-8")
    if not quoted:
        return b"=?utf-8?b?" + base64.b64encode(raw) + b"?="
    letters = (b"_" if byte == 32 else bytes([byte]) if byte in _Q_SAFE else b"=%02X" % byte for byte in raw)
    return b"=?utf-8?q?" + b"".join(letters) + b"?="
