"""Personal: what is one subscriber's own in a letter, and the places where it is set.

In a body, a personal value is written where its placeholder stands. ``%%LEAVE%%`` and ``%%YOU%%`` are
addresses that only one subscriber may know: they are set only as a whole quoted attribute in HTML and as the
last word of a line in text, so that a placeholder smuggled into an outlet's words or links stays what it is.
``%%WHY%%`` is set anywhere.
"""

from __future__ import annotations

import functools
import html as markup
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from reveille.core import headers
from reveille.core.encoding import ENCODED_LINE, quoted_printable, soft_ended

TEXT_COLUMNS = 72

LEAVE, YOU, WHY = "%%LEAVE%%", "%%YOU%%", "%%WHY%%"
_IN_HTML = re.compile(r'(?<==")%%(?:LEAVE|YOU)%%(?=")|%%WHY%%')
_IN_TEXT = re.compile(r"(?<!\S)%%(?:LEAVE|YOU)%%(?=[ \t]*$)|%%WHY%%", re.MULTILINE)


@dataclass(frozen=True)
class Personal:
    """What is one subscriber's own in a letter. ``leave_by_mail`` is a mailto: link, or nothing."""

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
    headers.check_link(personal.leave)
    headers.check_link(personal.you)
    return Encoded(
        headers.reader_address(personal.to),
        headers.date(personal.date),
        headers.message_id(personal.message_id),
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


def placeholders(part: str, content: str) -> Iterator[re.Match[str]]:
    """Return where in a body's ``content`` (part: text or html) a subscriber's values are set."""
    return (_IN_HTML if part == "html" else _IN_TEXT).finditer(content)


def placed(part: str, content: str, values: Mapping[str, str]) -> str:
    """Return a body's ``content`` with a subscriber's values, told by their placeholders, in their places.

    For a letter of our own that carries an edition; the editions' own letters are filled by ``message.fill``.
    """
    own = {sign: markup.escape(value) for sign, value in values.items()} if part == "html" else values
    return (_IN_HTML if part == "html" else _IN_TEXT).sub(lambda found: own[found.group()], content)


def _list_unsubscribe(leave: bytes, leave_by_mail: str) -> bytes:
    ways = b"<%b>, <%b>" % (leave, headers.mailto(leave_by_mail)) if leave_by_mail else b"<%b>" % leave
    headers.one_line(b"List-Unsubscribe: " + ways)
    return ways


def _link_in_bodies(link: str) -> tuple[bytes, bytes]:
    """A link as it stands in the text, and as it stands in an attribute of the HTML."""
    in_text, escaped = _link_in_body(link), link.replace("&", "&amp;").replace("'", "&#x27;")
    return in_text, in_text if escaped == link else _link_in_body(escaped)


def _link_in_body(link: str) -> bytes:
    """A link as quoted-printable, in lines of its own."""
    width = ENCODED_LINE - 1
    if "=" in link or "." in link[::width]:
        return soft_ended(quoted_printable(link))
    lines = [link[start : start + width] for start in range(0, len(link), width)]
    return ("=\r\n".join(lines) + "=\r\n").encode("ascii")


@functools.lru_cache(maxsize=4096)
def _why(value: str, part: str, column: int) -> bytes:
    """The sentence that says why a letter came; thousands share one."""
    headers.checked("why", value)
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
    return soft_ended(quoted_printable(value))
