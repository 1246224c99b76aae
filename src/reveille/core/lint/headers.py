"""H1 to H16: a letter's header fields, each by its own grammar."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.errors import NonASCIILocalPartDefect as BeyondAscii
from email.utils import parsedate_to_datetime

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from reveille.core import dkim, dmarc
from reveille.core.lint.findings import Context, Finding, Severity, betrays, opaque
from reveille.core.lint.reading import CRLF, Field, Letter

FAIL, WARN, REMARK = Severity.FAIL, Severity.WARN, Severity.REMARK
ONCE = ("from", "to", "subject", "date", "message-id", "mime-version")
AT_MOST_ONCE = ("reply-to", "sender", "cc", "list-unsubscribe", "list-unsubscribe-post", "list-id", "content-type")
# Fields that hold no words of people's, and so no encoded words (RFC 2047 5), and are longer than a line by nature.
MACHINE = ("list-", "message-id", "feedback-id", "dkim-signature", "date", "mime-version", "content-", "return-path")
UNWRAPPED = ("list-", "message-id", "feedback-id", "dkim-signature")
SHOULD_COVER = (
    "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "reply-to", "list-id", "list-help",
    "list-archive", "list-owner", "list-unsubscribe", "list-unsubscribe-post", "feedback-id",
)  # fmt: skip
JUDGED = ("x-spam", "x-rspamd-", "x-virus-")  # what filters write under the headers that they find
LATE = timedelta(minutes=5)
NOBODY = re.compile(r"(?:no|do-?not|never)[-_.]?reply", re.IGNORECASE)

_BEYOND_ASCII = re.compile(r"[!-~]+:[ -~\s]*?<?[^\s<>@\"(),:;]+@[ -~]+")  # RFC 6532 3.2
_ENCODED = re.compile(r"=\?([A-Za-z0-9!#$%&'+^_`{}~-]+)(?:\*[A-Za-z0-9-]+)?\?([bBqQ])\?([!-<>@-~]*|[!->@-~]*)\?=")
_ZONE = re.compile(r"[+-]\d{4}(?: \([^()]*\))?$")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@([A-Za-z0-9.-]+)>")
_LIST_ID = re.compile(r'(?:"[^"\\]*"|[^<>"]*?)\s*<([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)>')
_VERP = re.compile(r"[A-Za-z0-9]{1,12}[+=-][A-Za-z0-9._~=-]{16,}")
_PATH = re.compile(r"(?:^|[\s=\"'(])/(?:home|root|usr|var|srv|opt|tmp|Users|app)/\S+|[A-Za-z]:\\\S+")
_VERSION = re.compile(r"\b\d+\.\d+(?:\.\d+)*\b")
_BY_HAND = re.compile(r"\b(?:[0-9]{3,}|[0-9a-f]{16,}|[A-Za-z0-9_-]{22,})\b")
_ADDRESS_LITERAL = re.compile(r"\[(?:IPv6:)?([0-9A-Fa-f.:]+)\]")


def check(letter: Letter, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the header fields of ``letter``."""
    yield from _counted(letter)
    yield from _dated(letter, context)
    yield from _lines(letter)
    yield from _words(letter)
    yield from _controls(letter)
    if letter.mailing:
        yield from _ways_out(letter, context)
        yield from _list(letter)
    yield from _automatic(letter)
    yield from _signed(letter, context)
    yield from _envelope(letter, context)
    yield from _leaks(letter)
    yield from _answerable(letter, context)


def _counted(letter: Letter) -> Iterator[Finding]:
    for name in ONCE:
        found = len(letter.all(name))
        if found != 1:
            yield Finding("H1", FAIL, _title(name), f"{found} of them, where one belongs", "write it exactly once")
    for name in AT_MOST_ONCE:
        if len(letter.all(name)) > 1:
            yield Finding("H1", FAIL, _title(name), "more than one", "write it once")
    for name in ("from", "to"):
        if len(letter.all(name)) != 1:
            continue
        parsed = letter.parsed(name)
        many = len(getattr(parsed, "addresses", ()))
        if many != 1:
            yield Finding("H1", FAIL, _title(name), f"{many} mailboxes, where one belongs", "name one mailbox")
        elif defects := [one for one in parsed.defects if name != "to" or not isinstance(one, BeyondAscii)]:
            yield Finding("H1", FAIL, _title(name), f"it does not parse: {defects[0]}", "see RFC 5322 3.4")


def _dated(letter: Letter, context: Context) -> Iterator[Finding]:
    value = letter.value("date")
    if value:
        at = _moment(value)
        if at is None or not _ZONE.search(value):
            yield Finding("H2", FAIL, "Date", f"no date with a numeric zone: {value[:60]}", "see RFC 5322 3.3")
        elif (sent := context.sent_at or _signed_at(letter)) and abs(at - sent) > LATE:
            yield Finding(
                "H2", FAIL, "Date", f"{value} is more than five minutes from when it was sent", "date it at sending"
            )
    value = letter.value("message-id")
    if value:
        match = _MESSAGE_ID.fullmatch(value)
        if not match:
            yield Finding("H2", FAIL, "Message-ID", f"not like <unique@domain>: {value[:60]}", "see RFC 5322 3.6.4")
        elif not _sender_s(match.group(1), letter):
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
            yield Finding("H3", FAIL, _title(field.name), "8-bit octets", "encode them (RFC 2047)")
        if 78 < max(map(len, field.lines)) <= 998 and not field.name.startswith(UNWRAPPED):
            yield Finding("H3", REMARK, _title(field.name), "a line over 78 octets", "fold it")
        if any(not line.strip() for line in field.lines[1:]):
            yield Finding("H3", FAIL, _title(field.name), "a folded line of blanks", "see RFC 5322 3.2.2")


def _beyond_ascii(field: Field) -> bool:
    """Tell whether what is beyond ASCII in a field is a reader's own name before the @, as SMTPUTF8 lets it be."""
    try:
        return field.name == "to" and bool(_BEYOND_ASCII.fullmatch(field.raw.decode("utf-8")))
    except UnicodeDecodeError:
        return False


def _words(letter: Letter) -> Iterator[Finding]:
    for field in letter.fields:
        if b"=?" not in field.raw:
            continue
        if field.name.startswith(MACHINE):
            yield Finding("H4", FAIL, _title(field.name), "an encoded word where none may stand", "write it as it is")
            continue
        why = _wrong_words(field)
        if why:
            yield Finding("H4", FAIL, _title(field.name), why, "see RFC 2047 2 and 5")


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
        match = _ENCODED.fullmatch(token)
        if not match:
            return f"no whole encoded word: {token[:40]}"
        if len(token) > 75:
            return "an encoded word over 75 characters"
        try:
            _decoded(*match.groups())
        except (ValueError, LookupError, binascii.Error) as error:
            return f"an encoded word that does not decode by itself: {error}"
    return ""


def _decoded(charset: str, encoding: str, content: str) -> str:
    if encoding in "bB":
        raw = base64.b64decode(content, validate=True)
    else:
        if re.search(r"=(?![0-9A-Fa-f]{2})", content):
            raise ValueError("= without two hexadecimal digits")
        raw = re.sub(
            rb"=([0-9A-Fa-f]{2})", lambda m: bytes([int(m.group(1), 16)]), content.encode().replace(b"_", b" ")
        )
    return raw.decode(charset)


def _controls(letter: Letter) -> Iterator[Finding]:
    for field in letter.fields:
        if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!\n)|(?<!\r)\n", field.raw):
            yield Finding("H5", FAIL, _title(field.name), "a control character", "refuse the value it came from")
        for match in _ENCODED.finditer(field.value):
            try:
                words = _decoded(*match.groups())
            except (ValueError, LookupError, binascii.Error):
                continue
            if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", words):
                yield Finding(
                    "H5", FAIL, _title(field.name), "an encoded control character", "refuse the value it came from"
                )
    for field in letter.fields:
        if not re.fullmatch(r"[!-9;-~]+", field.name):
            yield Finding("H5", FAIL, "the headers", "a line that is no field", "refuse the value it came from")


def _ways_out(letter: Letter, context: Context) -> Iterator[Finding]:
    fields = letter.all("list-unsubscribe")
    if not fields:
        yield Finding("H6", FAIL, "List-Unsubscribe", "not there", "write <https://…>, <mailto:…>")
    else:
        yield from _way_out(fields[0], letter, context)
    posted = letter.all("list-unsubscribe-post")
    if not posted or posted[0].value != "List-Unsubscribe=One-Click":
        said = posted[0].value[:60] if posted else "not there"
        yield Finding("H7", FAIL, "List-Unsubscribe-Post", said, "write List-Unsubscribe=One-Click (RFC 8058)")


def _way_out(field: Field, letter: Letter, context: Context) -> Iterator[Finding]:
    where = "List-Unsubscribe"
    if CRLF in field.raw:
        yield Finding("H6", FAIL, where, "folded", "keep it on one line: relays that unfold it break its signature")
    ways = uris(field.value)
    if ways is None:
        yield Finding("H6", FAIL, where, "no list of <addresses>", "see RFC 2369 2")
        return
    first = ways[0] if ways else ""
    if not first.startswith("https://"):
        severity = context.world() if first.startswith("http://") else FAIL
        yield Finding("H6", severity, where, "the first way is not https", "put <https://…> first (RFC 8058 3.1)")
    if not any(way.startswith("mailto:") for way in ways):
        severity = REMARK if context.rehearsal else WARN
        yield Finding("H6", severity, where, "no mailto:", "add <mailto:…>; some programs know only that way")
    if first.startswith("http") and not opaque(first):
        yield Finding("H6", FAIL, where, "no token of 128 bits in the link", "put a random or signed token into it")
    how = betrays(" ".join(way for way in ways if way.startswith("http")), letter.readers)
    if how:
        yield Finding("H6", FAIL, where, f"the link names the subscriber: {how}", "use an opaque token")


def uris(value: str) -> list[str] | None:
    """Return the addresses of a List- field (RFC 2369 2: in angle brackets, comma between), or None."""
    ways, rest = [], re.sub(r"\((?:[^()\\]|\\.)*\)", "", value).strip()
    while rest:
        match = re.match(r"<\s*([^<>\s]+)\s*>\s*(,\s*|$)", rest)
        if not match:
            return None
        ways.append(match.group(1))
        rest = rest[match.end() :]
    return ways


def _list(letter: Letter) -> Iterator[Finding]:
    value = letter.value("list-id")
    if not _LIST_ID.fullmatch(value):
        yield Finding("H9", WARN, "List-Id", "not like Name <name.domain>", "see RFC 2919 3; keep it for ever")
    for name in ("list-help", "list-archive", "list-owner"):
        if not uris(letter.value(name)):
            yield Finding("H9", WARN, _title(name), "not there, or no <address>", "see RFC 2369 3")
    feedback = letter.value("feedback-id")
    if not feedback:
        yield Finding("H10", WARN, "Feedback-ID", "not there", "name edition, list, kind and sender for Gmail's loop")
    elif len(feedback.split(":")) > 4:
        yield Finding("H10", WARN, "Feedback-ID", "more than four fields", "Gmail reads four")
    elif (how := betrays(feedback, letter.readers)) or opaque(feedback):
        yield Finding("H10", WARN, "Feedback-ID", how or "a token in it", "it may say nothing of anybody in person")
    elif letter.all("dkim-signature") and not any("feedback-id" in names for _, names in _covers(letter)):
        yield Finding("H10", WARN, "Feedback-ID", "no signature covers it", "add it to h=")
    if letter.value("precedence").lower() != "bulk":
        yield Finding("H11", FAIL, "Precedence", "not bulk", "holiday replies answer what is not bulk")


def _automatic(letter: Letter) -> Iterator[Finding]:
    automatic = letter.value("auto-submitted").partition(";")[0].strip().lower()
    if letter.mailing and automatic not in ("", "no"):
        yield Finding(
            "H11", FAIL, "Auto-Submitted", "a list's letter that says a program answers", "drop it, or the List- fields"
        )
    if not letter.mailing and automatic not in ("auto-generated", "auto-replied"):
        yield Finding(
            "H11", FAIL, "Auto-Submitted", "neither a list's letter nor said to be a program's",
            "write Auto-Submitted: auto-generated (RFC 3834 5)",
        )  # fmt: skip


def _signed(letter: Letter, context: Context) -> Iterator[Finding]:
    if not letter.all("dkim-signature"):
        severity = REMARK if context.rehearsal or not context.signs else FAIL
        yield Finding("H12", severity, "DKIM-Signature", "not signed", "set REVEILLE_DKIM, see docs/sending.md")
        if letter.mailing:
            yield Finding("H8", severity, "List-Unsubscribe", "no signature covers it", "sign the letter")
        return
    yield from _forms(letter)
    if context.record_of is None:
        yield Finding("H12", REMARK, "DKIM-Signature", "not verified: no records at hand", "ask with --dns")
        return
    verified = dkim.verify(letter.raw, context.record_of)
    good = [one for one in verified if one.passed and _sender_s(one.domain, letter)]
    for one in verified:
        if not one.passed:
            severity = FAIL if not good else WARN
            travelled = any(field.name == "received" for field in letter.trace)
            yield Finding(
                "H13" if travelled else "H12", severity, f"DKIM-Signature {one.selector}", one.why,
                "see what changed it on the way" if travelled else "publish the key's record: reveille doctor",
            )  # fmt: skip
        elif one.algorithm == "rsa-sha256" and (bits := _bits(context, one)) < 2048:
            yield Finding("H12", FAIL, f"DKIM-Signature {one.selector}", f"a key of {bits} bits", "use 2048 or more")
    if not any(one.algorithm == "rsa-sha256" for one in good):
        yield Finding(
            "H12", FAIL, "DKIM-Signature", "no RSA signature that passes and is of the sender's domain",
            "Ed25519 alone is not known everywhere",
        )  # fmt: skip
    wanted = {name for name in ("list-unsubscribe", "list-unsubscribe-post") if letter.all(name)}
    if letter.mailing and not any(wanted <= set(one.headers) for one in good):
        yield Finding(
            "H8", FAIL, "DKIM-Signature", "no passing signature covers both List-Unsubscribe and its Post",
            "name both in h= (RFC 8058 4)",
        )  # fmt: skip


def _sender_s(domain: str, letter: Letter) -> bool:
    """Tell whether a domain is the sender's; a From that cannot be read is H1's to name."""
    return not letter.domain("from") or dmarc.aligned(domain, letter.domain("from"))


def _forms(letter: Letter) -> Iterator[Finding]:
    """What each signature says of itself."""
    for said, names in _covers(letter):
        where = f"DKIM-Signature {said.get('s', '')}"
        if not _sender_s(said.get("d", ""), letter):
            yield Finding("H12", FAIL, where, f"d={said.get('d', '')} is not the sender's domain", "sign for From's")
        if "l" in said:
            yield Finding("H12", FAIL, where, "l= lets anybody add to the body", "drop l=")
        if "t" not in said:
            yield Finding("H12", FAIL, where, "no t=", "say when it was signed")
        if said.get("c") != "relaxed/relaxed":
            yield Finding("H12", FAIL, where, f"c={said.get('c', 'simple/simple')}", "use relaxed/relaxed")
        if names.count("from") < 2:
            yield Finding("H12", FAIL, where, "a second From could be added", "name From once more in h=")
        bare = [name for name in SHOULD_COVER if letter.all(name) and name not in names]
        if bare:
            yield Finding("H12", FAIL, where, f"it does not cover {', '.join(map(_title, bare))}", "name them in h=")


def _covers(letter: Letter) -> list[tuple[dict[str, str], list[str]]]:
    """Return each signature's tags, and the names it covers."""
    found = [dkim.tags(field.value) for field in letter.all("dkim-signature")]
    return [(said, [name.strip().lower() for name in said.get("h", "").split(":")]) for said in found]


def _bits(context: Context, one: dkim.Verified) -> int:
    record = (context.record_of(f"{one.selector}._domainkey.{one.domain}") if context.record_of else None) or ""
    try:
        key = serialization.load_der_public_key(base64.b64decode(re.sub(r"\s+", "", dkim.tags(record).get("p", ""))))
    except (ValueError, UnsupportedAlgorithm, binascii.Error):
        return 0
    return key.key_size if isinstance(key, rsa.RSAPublicKey) else 0


def _envelope(letter: Letter, context: Context) -> Iterator[Finding]:
    returned = next((field.value.strip("<> ") for field in letter.trace if field.name == "return-path"), "")
    envelope = context.envelope or returned
    if not envelope or not letter.mailing:
        return
    local, _, domain = envelope.rpartition("@")
    if not _sender_s(domain, letter):
        signed = any(_sender_s(said.get("d", ""), letter) for said, _ in _covers(letter))  # if it passes, says H12
        yield Finding(
            "H14", WARN if signed else context.world(), "the envelope", f"{domain} is not of the sender's domain",
            "DMARC passes by DKIM alone" if signed else "neither SPF nor DKIM vouches for From: DMARC fails",
        )  # fmt: skip
    if not _VERP.fullmatch(local):
        severity = REMARK if context.rehearsal else WARN
        yield Finding(
            "H14", severity, "the envelope", "no token of its own: bounces cannot say whose they are", "use VERP"
        )


def _leaks(letter: Letter) -> Iterator[Finding]:
    travelled = any(field.name == "received" for field in letter.trace)
    for field in letter.fields:
        where = _title(field.name)
        if travelled and field.name.startswith(JUDGED):
            continue  # a filter on the way wrote it below ours
        if field.name in ("bcc", "resent-bcc"):
            yield Finding("H15", FAIL, where, "it says who else got the letter", "leave it out")
        elif field.name in ("x-mailer", "user-agent", "x-originating-ip", "x-php-script", "x-sender-ip"):
            yield Finding("H15", FAIL, where, "it says what or who made the letter", "leave it out")
        elif field.name.startswith("x-"):
            why = _told_too_much(field.value, letter.readers)
            if why:
                yield Finding("H15", FAIL, where, why, "leave it out")
        elif field.name not in ("to", "list-unsubscribe", "feedback-id") and (
            how := betrays(field.value, letter.readers)
        ):
            yield Finding("H15", FAIL, where, how, "only To names the subscriber")
    ways = [field for field in (*letter.trace, *letter.fields) if field.name == "received"]
    if ways and (inside := _inside(ways[-1].value)):
        yield Finding("H15", FAIL, "Received", f"an address of our own network, {inside}", "let the relay hide it")


def _told_too_much(value: str, addresses: list[str]) -> str:
    if betrays(value, addresses):
        return betrays(value, addresses)
    if _PATH.search(value):
        return "a path on this machine"
    if _VERSION.search(value):
        return "a version, or an address"
    if _BY_HAND.search(value):
        return "a number or a token that may be the subscriber's"
    return ""


def _inside(received: str) -> str:
    """Return the private address that a Received field names as where the letter came from, or nothing."""
    for literal in _ADDRESS_LITERAL.findall(received.partition(" by ")[0]):
        try:
            address = ipaddress.ip_address(literal)
        except ValueError:
            continue
        if address.is_private and not address.is_loopback and not _documentation(address):
            return str(address)
    return ""


def _documentation(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    nets = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
    return any(address in net for net in map(ipaddress.ip_network, nets) if net.version == address.version)


def _answerable(letter: Letter, context: Context) -> Iterator[Finding]:
    if NOBODY.search(letter.address("from").rpartition("@")[0]):
        yield Finding("H16", WARN, "From", "an address that nobody reads", "write from one that somebody does")
    replies = letter.all("reply-to")
    if not replies:
        return
    address = letter.address("reply-to")
    if not address:
        yield Finding("H16", WARN, "Reply-To", "no single address", "name one that somebody reads")
    elif NOBODY.search(address.rpartition("@")[0]):
        yield Finding("H16", WARN, "Reply-To", "an address that nobody reads", "name one that somebody reads")
    elif "." not in address.rpartition("@")[2] and not context.rehearsal:
        yield Finding("H16", WARN, "Reply-To", "a domain that no mail reaches", "name one that somebody reads")


def _moment(value: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    return at if at.tzinfo else None


def _signed_at(letter: Letter) -> datetime | None:
    """When the letter was signed, as its signature says."""
    for said, _ in _covers(letter):
        if said.get("t", "").isdecimal():
            return datetime.fromtimestamp(min(int(said["t"]), 2**33), UTC)
    return None


def _title(name: str) -> str:
    special = {"message-id": "Message-ID", "mime-version": "MIME-Version", "feedback-id": "Feedback-ID"}
    return special.get(name, "-".join(word.capitalize() for word in name.split("-")))
