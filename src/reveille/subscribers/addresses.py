"""E-mail addresses: one that can be reached, how two are compared, how we know one that we must forget."""

from __future__ import annotations

import functools
import hashlib
import hmac
import importlib
import ipaddress
from pathlib import Path

import email_validator
import idna
from django.conf import settings

from reveille import keys
from reveille.core import headers
from reveille.core.errors import AddressDisposable, AddressError, MessageError


def checked(typed: str) -> str:
    """Return the address as it may be written to. Raises AddressError, in a person's words."""
    shown = typed.strip()[:80]
    try:
        # The sample's and the tests' addresses live under .example and .test, which nobody outside has.
        found = email_validator.validate_email(typed.strip(), check_deliverability=False, test_environment=True)
    except email_validator.EmailNotValidError as error:
        raise AddressError(shown, str(error)) from error
    try:
        address = headers.reader_address(f"{found.local_part}@{found.ascii_domain}").decode("utf-8")
    except MessageError as error:
        raise AddressError(shown, str(error)) from error
    return address


def lasting(typed: str) -> str:
    """Return the address of somebody new as it may be written to. Raises AddressError, for a mailbox for a day too.

    Who has the paper at such a mailbox keeps it, and can change or end it.
    """
    address = checked(typed)
    if is_disposable(domain(address)):
        raise AddressDisposable(address[:80], domain(address))
    return address


def is_disposable(domain: str) -> bool:
    """Tell whether the domain, or one above it, stands in the operator's list of mailboxes for a day."""
    if not settings.DISPOSABLE_DOMAINS:
        return False
    labels = domain.lower().split(".")
    return not _listed(settings.DISPOSABLE_DOMAINS).isdisjoint(".".join(labels[at:]) for at in range(len(labels)))


@functools.lru_cache(maxsize=2)
def _listed(source: Path | str) -> frozenset[str]:
    """The domains in a file, one a line, ``#`` before a remark; or those in a package's ``blocklist``."""
    if isinstance(source, str):
        return frozenset(importlib.import_module(source).blocklist)
    lines = (line.partition("#")[0].strip().lower() for line in source.read_text("utf-8").splitlines())
    return frozenset(filter(None, lines))


def key(address: str) -> str:
    """Return the address as two are compared: case means nothing."""
    return address.lower()  # not casefold: straße@ and strasse@ are two people's


def domain(address: str) -> str:
    """Return the address's domain as the DNS knows it: lower case, A-labels."""
    name = address.rpartition("@")[2].lower()
    if name.isascii():
        return name
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""  # nobody can be reached there; the letter will say so


def mailbox(address: str) -> str:
    """Return the keyed hash of the mailbox that most likely stands behind an address, however it is spelt.

    What follows a plus is the reader's own mark (RFC 5233), and Gmail does not read dots. For counting only: where a
    server means something else by them, two people share a count.
    """
    local, _, host = key(address).rpartition("@")
    host = "gmail.com" if host == "googlemail.com" else host
    plain = local.partition("+")[0] or local
    return _keyed("mailbox", f"{plain.replace('.', '') if host == 'gmail.com' else plain}@{host}")


def digest(address: str, secret: str = "") -> str:
    """Return the keyed hash by which an address is known after it was forgotten (HMAC-SHA-256): by our key, if none."""
    return _keyed("address", key(address), secret)


def digests(address: str) -> list[str]:
    """Return every keyed hash by which an address may be known here: by our key, then by those we had before."""
    return [digest(address, secret) for secret in (settings.SECRET_KEY, *keys.former())]


def network(remote: str) -> str:
    """Return a keyed hash of a request's network: enough to see a pattern, too little to find a person."""
    return _keyed("network", _neighbours(remote))[:32]


def _keyed(kind: str, value: str, secret: str = "") -> str:
    return hmac.new((secret or settings.SECRET_KEY).encode(), f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()


def _neighbours(remote: str) -> str:
    """The network that an address lies in: /24 for IPv4, /48 (a household or an office) for IPv6."""
    try:
        address = ipaddress.ip_address(remote)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped  # what a socket that listens on both says of an IPv4 visitor
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False))


def masked(address: str) -> str:
    """Return the address as a page may show it that a link opens: anneli.q•••••@post.example."""
    local, _, domain = address.partition("@")
    return f"{local[: max(1, len(local) // 2)]}•••••@{domain}"
