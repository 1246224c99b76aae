"""H4: encoded words, whole and decoding by themselves, and only where they may stand (RFC 2047 2 and 5)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from reveille.core.lint import reading
from reveille.core.lint.findings import FAIL, Finding
from reveille.core.lint.reading import Field, Letter

# Fields that hold no words of people's, and so no encoded words (RFC 2047 5), and are longer than a line by nature.
MACHINE = ("list-", "message-id", "feedback-id", "dkim-signature", "date", "mime-version", "content-", "return-path")
ENCODED = re.compile(r"=\?([A-Za-z0-9!#$%&'+^_`{}~-]+)(?:\*[A-Za-z0-9-]+)?\?([bBqQ])\?([!-<>@-~]*|[!->@-~]*)\?=")


def check(letter: Letter) -> Iterator[Finding]:
    """Yield what is wrong with the encoded words of the header fields."""
    for field in letter.fields:
        if b"=?" not in field.raw:
            continue
        if field.name.startswith(MACHINE):
            yield Finding(
                "H4", FAIL, reading.titled(field.name), "an encoded word where none may stand", "write it as it is"
            )
            continue
        why = _wrong_words(field)
        if why:
            yield Finding("H4", FAIL, reading.titled(field.name), why, "see RFC 2047 2 and 5")


def _wrong_words(field: Field) -> str:
    """Return what is wrong with the encoded words of a field, or nothing."""
    for line in field.lines:
        if b"=?" in line and len(line) > 76:
            return "a line over 76 octets that holds an encoded word"
    value = field.raw.partition(b":")[2].decode("ascii", "replace")
    if field.name in ("from", "to", "reply-to", "sender", "cc"):
        if re.search(r'"[^"]*=\?[^"]*"', value):
            return "an encoded word within quotation marks"
        if re.search(r"=\?[^<>\s]*@|<[^>]*=\?", value):
            return "an encoded word within an address"
    for token in value.split():
        if "?==?" in token:
            return "two encoded words with no blank between them"
        if "=?" not in token:
            continue
        match = ENCODED.fullmatch(token)
        if not match:
            return f"no whole encoded word: {token[:40]}"
        if len(token) > 75:
            return "an encoded word over 75 characters"
        try:
            decoded(*match.groups())
        except (ValueError, LookupError, binascii.Error) as error:
            return f"an encoded word that does not decode by itself: {error}"
    return ""


def decoded(charset: str, encoding: str, content: str) -> str:
    """Return what an encoded word says. Raises ValueError, LookupError or binascii.Error where it says nothing."""
    if encoding in "bB":
        raw = base64.b64decode(content, validate=True)
    else:
        if re.search(r"=(?![0-9A-Fa-f]{2})", content):
            raise ValueError("= without two hexadecimal digits")
        raw = re.sub(
            rb"=([0-9A-Fa-f]{2})", lambda m: bytes([int(m.group(1), 16)]), content.encode().replace(b"_", b" ")
        )
    return raw.decode(charset)
