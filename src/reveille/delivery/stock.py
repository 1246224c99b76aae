"""Stock: the rows that a worker has claimed and whose letters have not begun.

What is for a domain with a pace is held back until the domain is open, while others go first; what must not be sent
after all ends here.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Q

from reveille.core import schedule, warming
from reveille.delivery import claims, planning, reputation
from reveille.delivery.claims import Claimed, Ending, State
from reveille.delivery.entries import Entries, by_edition
from reveille.delivery.models import Delivery
from reveille.delivery.paces import Paces
from reveille.mail import alarm
from reveille.subscribers import keycheck

log = logging.getLogger(__name__)

FORGOTTEN = "the journal has it and the database does not: was it restored from a backup?"
HELD = 50  # rows of one domain that wait for its pace; more are left for later
LOOK_AGAIN = 5.0  # seconds until we look again for what has become due


class Stock:
    """The rows of one worker's round, taken from the ledger as they are needed.

    ``failure`` is what kept it from claiming, the last time.
    """

    def __init__(self, worker: str, only: Q, paces: Paces, entries: Entries, now: datetime) -> None:
        self.worker, self.only, self.paces, self.entries = worker, only, paces, entries
        self.queue: deque[Claimed] = deque()
        self.held: dict[str, deque[Claimed]] = {}  # what waits for its domain's pace
        self.failure: Exception | None = None
        self._allowance = _allowance(now)
        self._looked = float("-inf")

    def next(self, now: datetime) -> Claimed | None:
        """Return the row whose letter begins now: one that waited for its domain's pace, else the next one due."""
        for domain, rows in self.held.items():
            if self.paces.open(domain, now):
                row = rows.popleft()
                if not rows:
                    del self.held[domain]
                return row
        while self.queue or self._claim(now):
            row = self.queue.popleft()
            if row.domain not in self.held and self.paces.open(row.domain, now):
                return row
            if row.pk in self.entries.handed:
                self.entries.give_back(row)  # it would wait longer than an intent holds
            else:
                self.held.setdefault(row.domain, deque()).append(row)
        return None

    def opens_at(self, now: datetime) -> datetime | None:
        """Return when the first of what is held back may begin; None when nothing is, or a letter must end first."""
        return min((at for domain in self.held if (at := self.paces.open_at(domain, now)) is not None), default=None)

    def look_again(self) -> None:
        """Look for what is due as soon as there is room: something was planned anew."""
        self._looked = float("-inf")

    def clear(self) -> list[Claimed]:
        """Return all that has not begun, and have it no more."""
        rows = [*self.queue, *(row for rows in self.held.values() for row in rows)]
        self.queue.clear()
        self.held.clear()
        return rows

    def tell(self, now: datetime) -> None:
        """Tell the operator when today's share of a new address has left."""
        if self._allowance is not None and self._allowance <= 0:
            today = now.astimezone(UTC).date()
            alarm.tell(
                f"today's {warming.cap(settings.WARM_UP_SINCE, today)} letters have left",
                "The address is new: the other letters wait for tomorrow's share, those due first, while they keep.",
                now,
                cause=f"warm-up {today}",
            )

    def _claim(self, now: datetime) -> bool:
        """Take more rows; return whether there are any."""
        try:
            return self._take(now)
        except Exception as error:
            log.exception("no more could be claimed")
            self.entries.stumble()
            self._looked, self.failure = time.monotonic(), error
            return False

    def _take(self, now: datetime) -> bool:
        while time.monotonic() >= self._looked + LOOK_AGAIN and (self._allowance is None or self._allowance > 0):
            full = {domain for domain, rows in self.held.items() if len(rows) >= HELD}
            closed = full | self.paces.closed(now) | set(reputation.stopped(now))
            most = min(claims.BATCH, self._allowance or claims.BATCH)
            keycheck.require()  # a round may be long
            rows = claims.claim(now, self.worker, most, closed, self.only)
            if self._allowance is not None:
                self._allowance -= len(rows)
            if not rows:
                self._looked = time.monotonic()
            try:
                unfit = self._unfit(rows)
                self.entries.settle(unfit, now)
            except Exception:
                self.entries.back += rows
                raise
            self.failure = None
            gone = {ending.row.pk for ending in unfit}
            self.queue.extend(row for row in rows if row.pk not in gone)
            if self.queue:
                return True
        return False

    def _unfit(self, rows: Sequence[Claimed]) -> list[Ending]:
        """Return how those rows end whose letters must not be sent after all."""
        unfit = []
        for some in by_edition(row for row in rows if row.handed_at is None):
            known = self.entries.remembered(some)
            unfit += [Ending(row, State.IN_DOUBT, FORGOTTEN) for row in some if row.address_hash in known]
        forgotten = {ending.row.pk for ending in unfit}
        paused = (row for row in rows if row.pk not in forgotten and planning.paused(row, row.due_at))
        return [*unfit, *(Ending(row, State.SKIPPED, "paused in time") for row in paused)]


def _allowance(now: datetime) -> int | None:
    """Return how many letters may still leave today by the plan for a new address, or None: as many as there are."""
    today = now.astimezone(UTC)
    cap = warming.cap(settings.WARM_UP_SINCE, today.date())
    if cap is None:
        return None
    midnight = datetime.combine(today, datetime.min.time(), UTC)
    left = Delivery.objects.filter(handed_at__gte=midnight, edition__closing_at__gte=midnight - 2 * schedule.DAY)
    return max(0, cap - left.count())
