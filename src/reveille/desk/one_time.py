"""One-time codes of a phone (TOTP, RFC 6238): which step of time a code belongs to, and the key as a phone takes it.

Values in, values out. SHA-1, six digits and thirty seconds are what every app understands.
"""

from __future__ import annotations

import base64
import re
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

import segno
from django.utils.crypto import constant_time_compare
from django_otp.oath import hotp

STEP = 30  # seconds
DRIFT = 1  # steps that a phone's clock may be off (RFC 6238 5.2)
KEY_BYTES = 20  # as long as what the hash gives (RFC 4226 4)
MARGIN = 4  # modules of white round a QR code (ISO 18004)
CODE = re.compile(r"[0-9]{6}")


def new_key() -> bytes:
    """Return the key of a new phone."""
    return secrets.token_bytes(KEY_BYTES)


def step_of(code: str, key: bytes, now: datetime, last: int = -1) -> int | None:
    """Return the step whose code this is, later than the ``last`` one that was used up; None for a wrong code."""
    if not CODE.fullmatch(code):
        return None
    here = int(now.timestamp()) // STEP
    steps = range(max(here - DRIFT, last + 1), here + DRIFT + 1)
    return next((step for step in steps if constant_time_compare(code_at(step, key), code)), None)


def code_at(step: int, key: bytes) -> str:
    """Return what a phone shows at a step."""
    return f"{hotp(key, step):06}"


def spelt(key: bytes) -> str:
    """Return the key to be typed, in groups of four."""
    return " ".join(re.findall("....", base64.b32encode(key).decode("ascii")))


def address(key: bytes, account: str, issuer: str) -> str:
    """Return the key as a link that a phone's app opens; a QR code holds the same."""
    values = {"secret": base64.b32encode(key).decode("ascii"), "issuer": issuer, "algorithm": "SHA1", "digits": 6}
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{urlencode({**values, 'period': STEP}, quote_via=quote)}"


def drawn(words: str) -> tuple[int, str]:
    """Return ``words`` as a QR code: how many modules wide it is, and the path of an SVG that fills the dark ones."""
    rows = segno.make_qr(words, error="m").matrix_iter(border=MARGIN)
    dark = [(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module]
    return max(x for x, _ in dark) + MARGIN + 1, "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
