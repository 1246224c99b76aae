"""Secrets at rest: sealed or hashed under keys derived from the installation's own, so that a dump opens nothing.

Where ``secret_key`` is changed, what is sealed is sealed anew (``resealed``). Where it is lost, nothing opens it any
more: second factors have to be set up anew then.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import date

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from reveille import keys


def sealed(secret: bytes) -> str:
    """Return a secret as it may be stored."""
    return _fernet(settings.SECRET_KEY).encrypt(secret).decode("ascii")


def opened(kept: str) -> bytes | None:
    """Return a secret that was sealed here; None when it was sealed under another key."""
    return _opened(kept, settings.SECRET_KEY)


def resealed(kept: str) -> str | None:
    """Return what a former key sealed as ours seals it; None where it is ours already, or nobody's that we know."""
    if opened(kept) is not None:
        return None
    found = (_opened(kept, key) for key in keys.former())
    return next((sealed(secret) for secret in found if secret is not None), None)


def digest(secret: str) -> str:
    """Return what is kept of a secret that is only ever compared (HMAC-SHA-256)."""
    return _digest(secret, settings.SECRET_KEY)


def digests(secret: str, today: date) -> list[str]:
    """Return what may be kept of a secret: by our key, and by former ones that still hold."""
    return [_digest(secret, key) for key in keys.holding(today)]


def _digest(secret: str, key: str) -> str:
    return hmac.new(_derived("digest", key), secret.encode(), hashlib.sha256).hexdigest()


def _opened(kept: str, key: str) -> bytes | None:
    try:
        return _fernet(key).decrypt(kept.encode("ascii"))
    except InvalidToken:
        return None


def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived("seal", key)))


def _derived(purpose: str, key: str) -> bytes:
    told = HKDF(SHA256(), 32, salt=None, info=f"reveille desk {purpose}".encode())
    return told.derive(key.encode())
