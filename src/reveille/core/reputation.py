"""How a provider's readers take our letters, and when to stop writing to them.

Google asks bulk senders to stay under one complaint in a thousand letters, and never to reach three; the others count
alike. A few letters say nothing, so that single complaints neither warn nor stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WARN_RATE, STOP_RATE = 0.001, 0.003
WARN_LEAST, STOP_LEAST = 2, 3  # complaints


class Level(StrEnum):
    """How it stands with a provider."""

    FINE = ""
    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True)
class Verdict:
    """How it stands, and by which figures."""

    level: Level
    reason: str


def judge(sent: int, complaints: int) -> Verdict:
    """Return how it stands with a provider that was sent so many letters of a day, and complained of so many."""
    rate = complaints / max(sent, complaints, 1)
    said = f"{complaints} of {sent} letters of a day complained of ({rate:.2%})"
    if rate >= STOP_RATE and complaints >= STOP_LEAST:
        return Verdict(Level.STOP, f"{said}; no more from {STOP_RATE:.1%} on")
    if rate >= WARN_RATE and complaints >= WARN_LEAST:
        return Verdict(Level.WARN, f"{said}; it should stay under {WARN_RATE:.1%}")
    return Verdict(Level.FINE, said)
