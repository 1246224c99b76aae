"""What the linter finds, and what it holds a letter against."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from reveille.core import links
from reveille.core.lint.support import Table


class Severity(StrEnum):
    """A failing letter is not sent; a warning costs readers; a remark is for who wants to know."""

    FAIL = "fail"
    WARN = "warn"
    REMARK = "remark"


FAIL, WARN, REMARK = Severity.FAIL, Severity.WARN, Severity.REMARK


@dataclass(frozen=True)
class Finding:
    """One assertion that does not hold: which, where, what is so, and what to do about it."""

    id: str
    severity: Severity
    where: str
    what: str
    todo: str = ""

    def __str__(self) -> str:
        return f"{self.id} {self.where}: {self.what}"


@dataclass(frozen=True)
class Context:
    """What is known beside the letter's bytes. What is not known is not judged.

    ``rehearsal``: the letter stays on this machine, so what needs the world (https, a signature, a postal address)
    is a remark. ``record_of`` gives the TXT record of a name, or None when there is none.
    """

    site: str = ""  # https://news.example.org
    hosts: Collection[str] = ()  # ours, beside the site's
    outlets: Collection[str] = ()  # the outlets' hosts, and those of redirects that were seen
    plain_http: Collection[str] = ()  # outlets' hosts that offer no https
    record_of: Callable[[str], str | None] | None = None
    signs: bool = True  # this installation signs its letters
    rehearsal: bool = False
    envelope: str = ""
    sent_at: datetime | None = None
    message_id: str = ""
    postal: str = ""
    why: str = ""
    manage: str = ""
    headlines: Collection[str] = ()
    earlier_preheaders: Collection[str] = ()
    clients: Table | None = None
    today: date | None = None  # how old the table is

    def ours(self, link: str) -> bool:
        """Return whether the link leads to us."""
        site = urlsplit(self.site).hostname
        return links.belongs(link, [*self.hosts, *([site] if site else [])])

    def world(self) -> Severity:
        """Return how bad it is that something does not fit for the world outside."""
        return Severity.REMARK if self.rehearsal else Severity.FAIL


TOKEN = re.compile(r"[A-Za-z0-9_-]{22,}")  # 22 letters of base64 hold 128 bits


def opaque(link: str) -> bool:
    """Return whether a link holds a token that nobody guesses: 128 bits, and more than words with dashes."""
    parts = urlsplit(link)
    runs = TOKEN.findall(f"{parts.path}?{parts.query}")
    return any(sum(map(str.isdigit, run)) > 1 and len(set(run.lower())) > 9 for run in runs)


def betrays(value: str, addresses: Iterable[str]) -> str:
    """Return how ``value`` names one of ``addresses``: plainly, encoded or hashed; or nothing."""
    seen = unquote(unquote(value)).lower()
    for address in addresses:
        plain = address.lower()
        if plain in seen:
            return "the address itself"
        for form in {address, plain}:
            raw = form.encode("utf-8", "surrogateescape")
            for encoded in (base64.b64encode(raw), base64.urlsafe_b64encode(raw)):
                if encoded.rstrip(b"=").decode() in value:
                    return "the address in base64"
            if raw.hex() in seen:
                return "the address in hexadecimal"
            for name in ("md5", "sha1", "sha256"):
                if hashlib.new(name, raw, usedforsecurity=False).hexdigest() in seen:
                    return f"a plain {name} of the address, which anybody can try"
    return ""
