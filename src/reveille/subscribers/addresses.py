"""E-mail addresses: one that can be reached, how two are compared, and how we know one that we must forget."""

from __future__ import annotations

import hashlib
import hmac

import email_validator
from django.conf import settings

from reveille.core import message
from reveille.core.errors import AddressError, MessageError


def checked(typed: str) -> str:
    """Return the address as it may be written to. Raises AddressError with what is wrong in a person's words."""
    try:
        # The sample's and the tests' addresses live under .example and .test, which no outside mail server has.
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


def digest(address: str) -> str:
    """Return the keyed hash by which an address is known after it was forgotten (HMAC-SHA-256)."""
    secret = settings.SECRET_KEY.encode()
    return hmac.new(secret, b"address\0" + key(address).encode(), hashlib.sha256).hexdigest()


def network(remote: str) -> str:
    """Return a keyed hash of where a request came from: enough to see a pattern, too little to find a person."""
    return hmac.new(settings.SECRET_KEY.encode(), b"network\0" + remote.encode(), hashlib.sha256).hexdigest()[:32]


def masked(address: str) -> str:
    """Return the address as it may be shown on a page that a link opens: anneli.q•••••@post.example."""
    local, _, domain = address.partition("@")
    return f"{local[: max(1, len(local) // 2)]}•••••@{domain}"
