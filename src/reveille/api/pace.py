"""How many requests somebody may make: so many in a window of time, counted in the process that answers."""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache

from reveille.api.problems import Refusal

WINDOW = 60  # seconds
OF_A_NETWORK = 300  # requests in a window, for everybody's pages
OF_A_TOKEN = 120
WRONG_TOKENS = 10  # of one network; a token is 32 random bytes, so that this keeps the log short, not the door shut


def take(kind: str, who: str, most: int) -> None:
    """Count a request of ``who``. Raises Refusal where they had as many as they may."""
    if count(kind, who) > most:
        raise Refusal(429, f"That was more than {most} requests in {WINDOW} seconds. Wait for a minute.")


def count(kind: str, who: str, more: int = 1) -> int:
    """Return how many requests ``who`` has made in this window, ``more`` of them now."""
    key = f"pace:{kind}:{who}:{int(settings.CLOCK().timestamp()) // WINDOW}"
    cache.add(key, 0, WINDOW * 2)
    return int(cache.incr(key, more))
