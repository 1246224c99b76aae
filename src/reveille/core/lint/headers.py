"""H1 to H16: a letter's header fields, each by its own grammar.

Here are how many there are, dates and names, lines and control characters (H1, H2, H3, H5); the rest stands by its
subject beside this file.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.errors import NonASCIILocalPartDefect as BeyondAscii
from email.utils import parsedate_to_datetime

from reveille.core.lint import encoded, leaks, mailings, reading, returns, signatures
from reveille.core.lint.findings import FAIL, REMARK, Context, Finding
from reveille.core.lint.reading import CRLF, Field, Letter

ONCE = ("from", "to", "subject", "date", "message-id", "mime-version")
AT_MOST_ONCE = ("reply-to", "sender", "cc", "list-unsubscribe", "list-unsubscribe-post", "list-id", "content-type")
UNWRAPPED = ("list-", "message-id", "feedback-id", "dkim-signature")
LATE = timedelta(minutes=5)
_BEYOND_ASCII = re.compile(r"[!-~]+:[ -~\s]*?<?[^\s<>@\"(),:;]+@[ -~]+")  # RFC 6532 3.2
_ZONE = re.compile(r"[+-]\d{4}(?: \([^()]*\))?$")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@([A-Za-z0-9.-]+)>")


def check(letter: Letter, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the header fields of ``letter``."""
    yield from _counted(letter)
    yield from _dated(letter, context)
    yield from _lines(letter)
    yield from encoded.check(letter)
    yield from _controls(letter)
    yield from mailings.check(letter, context)
    yield from signatures.check(letter, context)
    yield from returns.check(letter, context)
    yield from leaks.check(letter)


def _counted(letter: Letter) -> Iterator[Finding]:
    for name in ONCE:
        found = len(letter.all(name))
        if found != 1:
            yield Finding(
                "H1", FAIL, reading.titled(name), f"{found} of them, where one belongs", "write it exactly once"
            )
    for name in AT_MOST_ONCE:
        if len(letter.all(name)) > 1:
            yield Finding("H1", FAIL, reading.titled(name), "more than one", "write it once")
    for name in ("from", "to"):
        if len(letter.all(name)) != 1:
            continue
        parsed = letter.parsed(name)
        many = len(getattr(parsed, "addresses", ()))
        if many != 1:
            yield Finding("H1", FAIL, reading.titled(name), f"{many} mailboxes, where one belongs", "name one mailbox")
        elif defects := [one for one in parsed.defects if name != "to" or not isinstance(one, BeyondAscii)]:
            yield Finding("H1", FAIL, reading.titled(name), f"it does not parse: {defects[0]}", "see RFC 5322 3.4")


def _dated(letter: Letter, context: Context) -> Iterator[Finding]:
    value = letter.value("date")
    if value:
        at = _moment(value)
        if at is None or not _ZONE.search(value):
            yield Finding("H2", FAIL, "Date", f"no date with a numeric zone: {value[:60]}", "see RFC 5322 3.3")
        elif (sent := context.sent_at or signatures.signed_at(letter)) and abs(at - sent) > LATE:
            yield Finding(
                "H2", FAIL, "Date", f"{value} is more than five minutes from when it was sent", "date it at sending"
            )
    value = letter.value("message-id")
    if value:
        match = _MESSAGE_ID.fullmatch(value)
        if not match:
            yield Finding("H2", FAIL, "Message-ID", f"not like <unique@domain>: {value[:60]}", "see RFC 5322 3.6.4")
        elif not signatures.sender_s(match.group(1), letter):
            yield Finding(
                "H2", FAIL, "Message-ID", f"{match.group(1)} is not the sender's domain", "use the domain of From"
            )
        if context.message_id and value != context.message_id:
            yield Finding(
                "H2", FAIL, "Message-ID", "not the one of this edition and subscriber", "derive it from both alone"
            )


def _lines(letter: Letter) -> Iterator[Finding]:
    raw = letter.raw
    bare = len(re.findall(rb"(?<!\r)\n|\r(?!\n)", raw))
    if bare:
        yield Finding("H3", FAIL, "the letter", f"{bare} bare CR or LF", "end every line with CRLF")
    if b"\0" in raw:
        yield Finding("H3", FAIL, "the letter", "NUL", "a letter holds no NUL")
    longest = max(map(len, raw.split(CRLF)))
    if longest > 998:
        yield Finding("H3", FAIL, "the letter", f"a line of {longest} octets", "998 are allowed (RFC 5322 2.1.1)")
    for field in letter.fields:
        if any(byte > 126 for byte in field.raw) and not _beyond_ascii(field):
            yield Finding("H3", FAIL, reading.titled(field.name), "8-bit octets", "encode them (RFC 2047)")
        if 78 < max(map(len, field.lines)) <= 998 and not field.name.startswith(UNWRAPPED):
            yield Finding("H3", REMARK, reading.titled(field.name), "a line over 78 octets", "fold it")
        if any(not line.strip() for line in field.lines[1:]):
            yield Finding("H3", FAIL, reading.titled(field.name), "a folded line of blanks", "see RFC 5322 3.2.2")


def _beyond_ascii(field: Field) -> bool:
    """Tell whether what is beyond ASCII in a field is a reader's own name before the @, as SMTPUTF8 lets it be."""
    try:
        return field.name == "to" and bool(_BEYOND_ASCII.fullmatch(field.raw.decode("utf-8")))
    except UnicodeDecodeError:
        return False


def _controls(letter: Letter) -> Iterator[Finding]:
    for field in letter.fields:
        if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n", field.raw):
            yield Finding(
                "H5", FAIL, reading.titled(field.name), "a control character", "refuse the value it came from"
            )
        for match in encoded.ENCODED.finditer(field.value):
            try:
                words = encoded.decoded(*match.groups())
            except (ValueError, LookupError, binascii.Error):
                continue
            if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", words):
                yield Finding(
                    "H5",
                    FAIL,
                    reading.titled(field.name),
                    "an encoded control character",
                    "refuse the value it came from",
                )
    for field in letter.fields:
        if not re.fullmatch(r"[!-9;-~]+", field.name):
            yield Finding("H5", FAIL, "the headers", "a line that is no field", "refuse the value it came from")


def _moment(value: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return at if at.tzinfo else None
