"""E-mail addresses: one that can be reached, how two are compared, how we know one that we must forget."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress

import email_validator
import idna
from django.conf import settings

from reveille.core import message
from reveille.core.errors import AddressError, MessageError


def checked(typed: str) -> str:
    """Return the address as it may be written to. Raises AddressError, in a person's words."""
    try:
        # The sample's and the tests' addresses live under .example and .test, which nobody outside has.
        found = email_validator.validate_email(typed.strip(), check_deliverability=False, test_environment=True)
    except email_validator.EmailNotValidError as error:
        raise AddressError(typed.strip()[:80], str(error)) from error
    address = found.ascii_email or found.normalized
    try:
        message.address(address)
    except MessageError as error:
        raise AddressError(typed.strip()[:80], "letters beyond ASCII before the @ cannot be written to yet") from error
    return address


def key(address: str) -> str:
    """Return the address as two are compared: case means nothing."""
    return address.casefold()


def domain(address: str) -> str:
    """Return the address's domain as the DNS knows it: lower case, A-labels."""
    name = address.rpartition("@")[2].lower()
    if name.isascii():
        return name
    try:
        return idna.encode(name, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""  # nobody can be reached there; the letter will say so


def digest(address: str) -> str:
    """Return the keyed hash by which an address is known after it was forgotten (HMAC-SHA-256)."""
    secret = settings.SECRET_KEY.encode()
    return hmac.new(secret, b"address\0" + key(address).encode(), hashlib.sha256).hexdigest()


def network(remote: str) -> str:
    """Return a keyed hash of a request's network: enough to see a pattern, too little to find a person."""
    secret = settings.SECRET_KEY.encode()
    return hmac.new(secret, b"network\0" + _neighbours(remote).encode(), hashlib.sha256).hexdigest()[:32]


def _neighbours(remote: str) -> str:
    """The network that an address lies in: /24 for IPv4, /48 (a household or an office) for IPv6."""
    try:
        address = ipaddress.ip_address(remote)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False))


def masked(address: str) -> str:
    """Return the address as a page may show it that a link opens: anneli.q•••••@post.example."""
    local, _, domain = address.partition("@")
    return f"{local[: max(1, len(local) // 2)]}•••••@{domain}"
