"""A letter taken apart for the linter: its header fields as they stand, its parts as they were and as they read."""

from __future__ import annotations

import email
import email.message
import email.policy
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.headerregistry import HeaderRegistry
from functools import cached_property
from typing import Any

from lxml import etree
from lxml import html as markup

from reveille.core import dkim

CRLF = b"\r\n"
_REGISTRY = HeaderRegistry()
# With the first of these begins what the sender wrote; what is above it was put there on the way.
_OURS = frozenset((
    "dkim-signature", "from", "to", "cc", "bcc", "subject", "date", "message-id", "reply-to", "mime-version",
    "content-type", "list-id", "auto-submitted", "precedence", "list-unsubscribe", "feedback-id", "x-mailer",
    "user-agent",
))  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One header field: its lower-case name, its bytes, and its value unfolded."""

    name: str
    raw: bytes
    value: str

    @property
    def lines(self) -> list[bytes]:
        """Return its lines, without their ends."""
        return self.raw.split(CRLF)


@dataclass(frozen=True)
class Part:
    """One leaf of the MIME tree."""

    kind: str
    charset: str
    parameters: dict[str, str]
    encoding: str
    attached: bool
    encoded: bytes
    decoded: bytes

    @cached_property
    def text(self) -> str:
        """Return the part as text, lines ended by LF; what is no UTF-8 is marked."""
        return self.decoded.decode("utf-8", "replace").replace("\r\n", "\n")


@dataclass(frozen=True)
class Letter:
    """A letter taken apart."""

    raw: bytes
    fields: tuple[Field, ...]
    trace: tuple[Field, ...]  # put above ours on the way
    kind: str  # of the whole
    kinds: tuple[str, ...]  # of the parts that the whole holds
    parts: tuple[Part, ...]

    def all(self, name: str) -> list[Field]:
        """Return our fields of this name."""
        return [field for field in self.fields if field.name == name]

    def value(self, name: str) -> str:
        """Return the value of the first of our fields with this name, or nothing."""
        return next((field.value for field in self.fields if field.name == name), "")

    def parsed(self, name: str) -> Any:
        """Return the first field of this name as the standard library's grammar reads it, or None."""
        field = next(iter(self.all(name)), None)
        if field is None:
            return None
        try:
            return _REGISTRY(name, field.value)
        except (ValueError, IndexError, AttributeError, email.errors.MessageError):
            return None  # where the grammar itself stumbles, nothing can be read

    def address(self, name: str) -> str:
        """Return the only address of a field, or nothing."""
        found = self.parsed(name)
        addresses: tuple[Any, ...] = getattr(found, "addresses", ())
        return str(addresses[0].addr_spec) if len(addresses) == 1 else ""

    def domain(self, name: str) -> str:
        """Return the domain of a field's only address, or nothing when it does not parse."""
        if getattr(self.parsed(name), "defects", ()):
            return ""
        address = self.address(name)
        return address[address.rfind("@") + 1 :].lower()

    @cached_property
    def readers(self) -> list[str]:
        """Return the addresses of those the letter goes to: one, or none that can be read."""
        return [self.address("to")] if self.address("to") else []

    @property
    def mailing(self) -> bool:
        """Return whether it is a list's letter: an edition, and not a letter of our own."""
        return any(field.name.startswith("list-") for field in self.fields)

    def part(self, kind: str) -> Part | None:
        """Return the first part of this kind."""
        return next((part for part in self.parts if part.kind == kind and not part.attached), None)

    @property
    def text(self) -> Part | None:
        """Return the text part."""
        return self.part("text/plain")

    @property
    def html(self) -> Part | None:
        """Return the HTML part."""
        return self.part("text/html")

    @cached_property
    def document(self) -> markup.HtmlElement | None:
        """Return the HTML part as a tree, or None."""
        return document(self.html.text) if self.html else None


def letter(raw: bytes) -> Letter:
    """Take a letter apart; nothing that bytes can be raises here."""
    head, _, _ = raw.partition(CRLF * 2)
    fields = [Field(name, field, _unfolded(field)) for name, field in dkim.fields(head)]
    begin = next((place for place, field in enumerate(fields) if field.name in _OURS), len(fields))
    parsed = email.message_from_bytes(raw, policy=email.policy.compat32)
    held = parsed.get_payload()
    inside = [one for one in held if isinstance(one, email.message.Message)] if isinstance(held, list) else []
    return Letter(
        raw=raw,
        fields=tuple(fields[begin:]),
        trace=tuple(fields[:begin]),
        kind=parsed.get_content_type(),
        kinds=tuple(one.get_content_type() for one in inside),
        parts=tuple(_part(one) for one in parsed.walk() if not one.is_multipart()),
    )


def document(html: str) -> markup.HtmlElement | None:
    """Return HTML as a tree, read as forgivingly as mail programs do; None when there is nothing to read."""
    try:
        return markup.document_fromstring(html.encode("utf-8", "replace"), markup.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None


def elements(root: markup.HtmlElement) -> Iterator[markup.HtmlElement]:
    """Yield the elements of a tree, without comments, in the order of the document."""
    for one in root.iter():
        if isinstance(one.tag, str):
            yield one


def titled(name: str) -> str:
    """Return a field's name as it is written: "Message-ID", "List-Unsubscribe"."""
    special = {"message-id": "Message-ID", "mime-version": "MIME-Version", "feedback-id": "Feedback-ID"}
    return special.get(name, "-".join(word.capitalize() for word in name.split("-")))


SILENT = frozenset(("style", "script", "title", "head", "template", "noscript"))


def texts(root: markup.HtmlElement) -> Iterator[tuple[markup.HtmlElement, str]]:
    """Yield each piece of text that is shown, with the element it stands in."""
    if not isinstance(root.tag, str) or root.tag in SILENT:
        return
    if root.text and root.text.strip():
        yield root, root.text
    for child in root:
        yield from texts(child)
        if child.tail and child.tail.strip():
            yield root, child.tail


def words(element: markup.HtmlElement) -> str:
    """Return the text of an element, white space folded."""
    return " ".join("".join(text for _, text in texts(element)).split())


def _unfolded(field: bytes) -> str:
    value = field.partition(b":")[2].decode("utf-8", "surrogateescape")
    return re.sub(r"\r\n(?=[ \t])", "", value).strip(" \t\r\n")


def _part(one: email.message.Message) -> Part:
    payload = one.get_payload()
    encoded = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
    encoding = str(one.get("Content-Transfer-Encoding", "7bit")).strip().lower()
    if encoding == "quoted-printable":
        decoded = quopri.decodestring(encoded)
    else:
        raw = one.get_payload(decode=True)
        decoded = raw if isinstance(raw, bytes) else b""
    parameters = {str(name).lower(): str(value) for name, value in one.get_params(failobj=[], unquote=True)[1:] if name}
    return Part(
        kind=one.get_content_type(),
        charset=parameters.get("charset", "").lower(),
        parameters=parameters,
        encoding=encoding,
        attached=one.get_content_disposition() == "attachment" or bool(one.get_filename()),
        encoded=encoded,
        decoded=decoded,
    )
