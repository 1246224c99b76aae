"""Which delivery a signed address or Message-ID of ours is about: by our key, or by a former one that still holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from reveille import keys
from reveille.core import verp


def delivery_of(address: str, now: datetime) -> int | None:
    """Return the delivery whose letter had ``address`` as its sender; None when we never made it."""
    return _read(verp.delivery_of, address, now)


def leaving(address: str, now: datetime) -> int | None:
    """Return the delivery whose subscription a mail to ``address`` ends; None when we never made it."""
    return _read(verp.leaving, address, now)


def bearing(message_id: str, now: datetime) -> int | None:
    """Return the delivery whose letter bears this Message-ID; None when we never made it."""
    return _read(verp.bearing, message_id, now)


def _read(reader: Callable[[bytes, str], int | None], told: str, now: datetime) -> int | None:
    read = (reader(key.encode(), told) for key in keys.holding(now.date()))
    return next((number for number in read if number is not None), None)
