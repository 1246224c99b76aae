"""What comes back by mail: a delivery report (RFC 3464), a complaint (ARF, RFC 5965), an automatic reply, a letter.

Everything here was written by strangers. A report says what happened, never to whom: the addresses in it are not
read, and whose letter it is about is known by the signed address that it was sent to (``verp``). Only a complaint
is also asked which of our signed addresses, or which Message-ID, stand in the letter that it complains of.

Any bytes give an answer: no more than ``MOST_OCTETS`` are read, and what is nested or cut into more parts than a
report needs is not taken apart at all.
"""

from __future__ import annotations

import email
import email.message
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy

from flufl.bounce import all_failures

from reveille.core import bounces
from reveille.core.bounces import Kind

MOST_OCTETS = 256 * 1024  # a report begins with what it reports; the letter that it returns may be cut
MOST_CONTAINERS, MOST_BOUNDARIES, MOST_HEADERS = 12, 500, 400
MOST_DEPTH = 4
DIAGNOSTIC = 300
ODD_OCTETS = 32 * 1024  # of a bounce in some server's own words

# Reports of RFC 5965 and its kin by which a reader says: no more. "not-spam" and "auth-failure" say something else.
COMPLAINTS = frozenset({"abuse", "fraud", "opt-out", "opt-out-list"})

_CONTAINER = re.compile(rb"^content-type:\s{0,80}(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
# What reports the fate of a letter that left by SMTPUTF8 is called otherwise, and written the same (RFC 6533).
_GLOBAL = re.compile(rb"^(content-type:\s{0,80})message/(global(?:-delivery-status|-headers)?)(?![\w-])", re.I | re.M)
_USUAL = {
    b"global": b"message/rfc822",
    b"global-headers": b"text/rfc822-headers",
    b"global-delivery-status": b"message/delivery-status",
}
_BOUNDARY = re.compile(rb"^--", re.MULTILINE)
_WORD = r"[^\s<>\"'(),:;\[\]]"
_ADDRESS = re.compile(rf'(?:"[^"]{{0,64}}"|{_WORD}{{0,256}})@{_WORD}{{0,255}}')
_SIGNED = re.compile(r"[a-z]\+[a-z2-7]{40}@[a-z0-9.-]{1,253}", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<[0-9a-f]{50}@[a-z0-9.-]{1,253}>", re.IGNORECASE)
_DAEMON = re.compile(r"(?:mailer-daemon|mail-?daemon|postmaster|mdaemon|mail delivery (?:sub)?system)", re.IGNORECASE)


@dataclass(frozen=True)
class Failure:
    """A letter came back."""

    kind: Kind
    status: str  # RFC 3463, or nothing
    action: str
    diagnostic: str  # what the server said, without any address


@dataclass(frozen=True)
class Notice:
    """A delivery report of no failure: the letter is delayed, relayed or delivered."""

    action: str


@dataclass(frozen=True)
class Complaint:
    """A reader pressed "this is spam"; with what may say which letter it was."""

    feedback_type: str
    reporter: str
    signed: tuple[str, ...]
    message_id: str

    @property
    def is_one(self) -> bool:
        """Whether it says that the reader wants no more."""
        return self.feedback_type in COMPLAINTS


@dataclass(frozen=True)
class Automatic:
    """A program wrote it: a holiday reply, a receipt, a list. Nothing follows from it, and nobody is answered."""

    reason: str
    reply: bool = False  # it answers a letter, and was asked for by nobody


@dataclass(frozen=True)
class Unreadable:
    """Bytes that we do not take apart."""

    reason: str


@dataclass(frozen=True)
class Letter:
    """Anything else: most likely a person wrote it."""


Report = Failure | Notice | Complaint | Automatic | Unreadable | Letter


def read(mail: bytes) -> Report:
    """Return what ``mail`` reports. Never raises for what stands in it."""
    mail = mail[:MOST_OCTETS].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if reason := _tangled(mail):
        return Unreadable(reason)
    parsed = _parsed(_GLOBAL.sub(lambda found: found[1] + _USUAL[found[2].lower()], mail))
    parts = list(_parts(parsed))
    kinds = [part.get_content_type() for part in parts]
    if "message/feedback-report" in kinds:
        return _complaint(parts)
    if "message/delivery-status" in kinds:
        return _delivery_report(parts[kinds.index("message/delivery-status")])
    if _DAEMON.search(_header(parsed, "From")) and (odd := _odd(mail)):
        return odd
    return _automatic(parsed) or Letter()


def recipients(mail: bytes) -> tuple[str, ...]:
    """Return the signed addresses that ``mail`` was delivered to, as the server that took it wrote above it.

    For mail read from a mailbox, where the envelope is gone. Anybody can write such a line; nobody else can make
    an address that ``verp`` knows again.
    """
    head = email.message_from_bytes(_head(mail[:MOST_OCTETS].replace(b"\r\n", b"\n")), policy=policy.compat32)
    lines = (
        str(value)
        for name in ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "To")
        for value in head.get_all(name, ())
    )
    return tuple(dict.fromkeys(found for line in lines for found in _SIGNED.findall(line)))


def cleaned(text: str) -> str:
    """Return a server's words as we keep them: one line, bounded, printable, nobody's address."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text[:4000]).split())
    return _ADDRESS.sub("their address", line)[:DIAGNOSTIC]


def _tangled(mail: bytes) -> str:
    """Return why ``mail`` is not to be taken apart, or nothing."""
    if len(_CONTAINER.findall(mail)) > MOST_CONTAINERS:
        return "parts within parts"
    if len(_BOUNDARY.findall(mail)) > MOST_BOUNDARIES:
        return "too many parts"
    if _head(mail).count(b"\n") > MOST_HEADERS:
        return "too many headers"
    return ""


def _head(mail: bytes) -> bytes:
    return mail.partition(b"\n\n")[0]


def _parsed(mail: bytes) -> email.message.Message:
    # compat32: headers stay the text that they are; the newer policy takes each apart, at a cost that a header sets.
    return email.message_from_bytes(mail, policy=policy.compat32)


def _parts(message: email.message.Message, depth: int = 0) -> Iterator[email.message.Message]:
    """Yield the parts of ``message``; what is inside of a letter that it returns is not among them."""
    yield message
    if message.get_content_maintype() != "multipart" or depth == MOST_DEPTH:
        return
    for part in _inside(message):
        yield from _parts(part, depth + 1)


def _inside(part: email.message.Message) -> list[email.message.Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, email.message.Message)] if isinstance(payload, list) else []


def _delivery_report(part: email.message.Message) -> Failure | Notice:
    groups = [group for group in _inside(part) if group["Action"] or group["Status"]]
    failed = [group for group in groups if _action(group) in ("failed", "error", "")]
    if not failed:
        return Notice(_action(groups[0]) if groups else "none")
    failures = [_failure(group) for group in failed]
    # A letter has one recipient. Where an alias made several of it, one that may take another letter is enough.
    return next((one for one in failures if one.kind != Kind.HARD), failures[0])


def _failure(group: email.message.Message) -> Failure:
    said = _header(group, "Diagnostic-Code")
    status, told = bounces.status_in(_header(group, "Status")), bounces.status_in(said)
    if told and (not status or status.endswith(".0.0")):
        status = told  # "5.0.0" says less than what the other server answered
    return Failure(bounces.kind_of((status, told)), status, _action(group) or "failed", cleaned(said))


def _action(group: email.message.Message) -> str:
    found = re.match(r"\s*([a-z]{1,10})", _header(group, "Action").lower())
    return found.group(1) if found else ""


def _complaint(parts: list[email.message.Message]) -> Complaint:
    report = next(part for part in parts if part.get_content_type() == "message/feedback-report")
    # The parser reads the body of message/* as a message: the fields of the report are its headers.
    fields = next(iter(_inside(report)), report)
    original = "\n".join(_headers_inside(part) for part in parts)
    everything = f"{_header(fields, 'Original-Mail-From')}\n{_header(fields, 'Original-Rcpt-To')}\n{original}"
    found = _MESSAGE_ID.search(original)
    return Complaint(
        feedback_type=cleaned(_header(fields, "Feedback-Type")).lower()[:20],
        reporter=cleaned(_header(fields, "User-Agent"))[:100],
        signed=tuple(dict.fromkeys(_SIGNED.findall(everything)))[:4],
        message_id=found.group() if found else "",
    )


def _headers_inside(part: email.message.Message) -> str:
    """Return those headers of a letter that a complaint returns which may name it; nothing for other parts."""
    match part.get_content_type():
        case "message/rfc822":
            original = next(iter(_inside(part)), None)
        case "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            original = _parsed(payload) if isinstance(payload, bytes) else None
        case _:
            original = None
    if original is None:
        return ""
    names = ("Return-Path", "List-Unsubscribe", "Message-ID")
    return "\n".join(_header(original, name) for name in names)


def _odd(mail: bytes) -> Failure | None:
    """Return the failure that a server reports in words of its own, as flufl.bounce reads them."""
    try:
        passing, permanent = all_failures(_parsed(mail[:ODD_OCTETS]))
    except Exception:  # noqa: BLE001 - a library's readers of seventeen servers' words, over any bytes
        return None
    if not (passing or permanent):
        return None
    words = mail[:ODD_OCTETS].partition(b"\n\n")[2].decode("utf-8", "replace")
    status = bounces.status_in(words)
    kind = bounces.kind_of([status]) if permanent else Kind.SOFT
    at = words.find(status) if status else 0
    return Failure(kind, status, "failed", cleaned(words[max(0, at - 200) : at + 200]))


def _automatic(message: email.message.Message) -> Automatic | None:
    """Return by what a program's mail is known (RFC 3834 and older customs), or None."""
    said = _header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    if said not in ("", "no"):
        return Automatic(f"Auto-Submitted: {cleaned(said)[:40]}", reply=said == "auto-replied")
    if message.get_content_type() == "multipart/report":
        return Automatic("a report of another kind", reply=True)
    for name in ("X-Autoreply", "X-Autorespond"):
        if name in message:
            return Automatic(name, reply=True)
    if (said := _header(message, "Precedence").strip().lower()) in ("bulk", "junk", "list", "auto_reply"):
        return Automatic(f"Precedence: {said}", reply=said == "auto_reply")
    for name in ("X-Auto-Response-Suppress", "X-Autogenerated", "List-Id", "X-Loop"):
        if name in message:
            return Automatic(name)
    if _header(message, "Return-Path").strip() == "<>":
        return Automatic("an empty sender")
    return None


def _header(message: email.message.Message, name: str) -> str:
    return str(message.get(name, ""))[:2000]
