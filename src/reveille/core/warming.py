"""Warm-up: how many letters a new sending address may send on each of its first days.

Mailbox providers trust an address that grew slowly. What a day may not take waits; what is due first goes first.
"""

from __future__ import annotations

from datetime import date

FIRST_DAY, GROWTH, DAYS = 200, 1.5, 21  # after three weeks: 200 x 1.5^20 is 665,000 a day, more than anybody's list


def cap(since: date | None, today: date) -> int | None:
    """Return how many letters ``today`` may take, or None when there is no limit (any more)."""
    if since is None or (days := (today - since).days) >= DAYS:
        return None
    return int(FIRST_DAY * GROWTH ** max(days, 0))
