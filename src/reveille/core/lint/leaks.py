"""H15: what a header field tells of the subscriber, of this machine or of our network, and should not."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from reveille.core.lint import reading
from reveille.core.lint.findings import FAIL, Finding, betrays
from reveille.core.lint.reading import Letter

JUDGED = ("x-spam", "x-rspamd-", "x-virus-")  # what filters write under the headers that they find
_PATH = re.compile(r"(?:^|[\s=\"'(])/(?:home|root|usr|var|srv|opt|tmp|Users|app)/\S+|[A-Za-z]:\\\S+")
_VERSION = re.compile(r"\b\d+\.\d+(?:\.\d+)*\b")
_BY_HAND = re.compile(r"\b(?:[0-9]{3,}|[0-9a-f]{16,}|[A-Za-z0-9_-]{22,})\b")
_ADDRESS_LITERAL = re.compile(r"\[(?:IPv6:)?([0-9A-Fa-f.:]+)\]")


def check(letter: Letter) -> Iterator[Finding]:
    """Yield what the header fields tell too much of."""
    travelled = any(field.name == "received" for field in letter.trace)
    for field in letter.fields:
        where = reading.titled(field.name)
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
