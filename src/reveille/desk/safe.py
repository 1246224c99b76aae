"""Secrets at rest: sealed or hashed under keys derived from the installation's own, so that a dump opens nothing.

Who changes ``secret_key`` makes what is sealed unreadable: second factors have to be set up anew then.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def sealed(secret: bytes) -> str:
    """Return a secret as it may be stored."""
    return _fernet().encrypt(secret).decode("ascii")


def opened(kept: str) -> bytes | None:
    """Return a secret that was sealed here; None when it was sealed under another key."""
    try:
        return _fernet().decrypt(kept.encode("ascii"))
    except InvalidToken:
        return None


def digest(secret: str) -> str:
    """Return what is kept of a secret that is only ever compared (HMAC-SHA-256)."""
    return hmac.new(_derived("digest"), secret.encode(), hashlib.sha256).hexdigest()


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived("seal")))


def _derived(purpose: str) -> bytes:
    told = HKDF(SHA256(), 32, salt=None, info=f"reveille desk {purpose}".encode())
    return told.derive(settings.SECRET_KEY.encode())
