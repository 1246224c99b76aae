"""Calls to other programs, in the manner of Standard Webhooks (https://www.standardwebhooks.com): signed, and repeated.

What is signed is the call's id, the second of the try and the body, so that nobody can send an old call as a new one.
"""

from __future__ import annotations

import base64
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from reveille.core.errors import LinkError

# How long after each try that failed the next one is made; after the last there is none. About two days in all.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 1440))
PREFIX = "whsec_"
LONGEST = 500  # characters of an address


def secret(key: bytes, seed: str) -> bytes:
    """Return the secret of a webhook, made from the installation's key and the webhook's own seed."""
    return hmac.digest(key, b"webhook:" + seed.encode(), "sha256")


def shown(secret_: bytes) -> str:
    """Return a secret as its receiver is given it."""
    return PREFIX + base64.b64encode(secret_).decode("ascii")


def headers(secrets: Sequence[bytes], name: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return the headers by which a receiver knows the call ``name``, and that it is ours: by any of the secrets."""
    second = str(int(at.timestamp()))
    signed = [hmac.digest(one, f"{name}.{second}.".encode() + body, "sha256") for one in secrets]
    return {
        "webhook-id": name,
        "webhook-timestamp": second,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(one).decode('ascii')}" for one in signed),
        "content-type": "application/json",
    }


def wait(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries that failed; None when it was the last."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None


def taken(status: int) -> bool:
    """Tell whether an answer says that the call has arrived."""
    return 200 <= status < 300


def checked(link: str, *, plain: bool) -> str:
    """Return the address of a webhook: https, or http where ``plain`` allows it. Raises LinkError."""
    link = link.strip()
    try:
        parts = urlsplit(link)
        parts.port  # noqa: B018 - a port that is no number is told now
    except ValueError as error:
        raise LinkError(link[:80], str(error)) from error
    if len(link) > LONGEST or not link.isascii() or not link.isprintable() or " " in link:
        raise LinkError(link[:80], f"an address has at most {LONGEST} ASCII characters, and no space")
    if parts.scheme not in (("https", "http") if plain else ("https",)) or not parts.hostname:
        raise LinkError(link[:80], "an address begins with https://")
    if parts.username is not None or parts.fragment:
        raise LinkError(link[:80], "an address has no name, password or fragment in it; the signature says who calls")
    return link
