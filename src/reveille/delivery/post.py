"""The post: claim what is due, hand it over, note the answer.

After a crash nobody is written to twice: what was claimed and not handed is planned again, what was handed is in
doubt. Letters go over many lines at once, and each turn of the road writes the ledger once: the answers that have
come, and the intents of the letters that are about to end. In doubt after a crash are at most ``INTENTS`` a line.

A round takes its rows from the stock (``stock``), has their letters written (``writing``), puts them on the road, and
enters what came of it (``entries``).
"""

from __future__ import annotations

import functools
import gc
import itertools
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from reveille.core import headers
from reveille.core.errors import NotHandedOver
from reveille.core.replies import Answer, Kind
from reveille.delivery import claims
from reveille.delivery.claims import Claimed
from reveille.delivery.entries import Entries, Flight, Tally
from reveille.delivery.paces import Paces
from reveille.delivery.stock import Stock
from reveille.delivery.writing import WhyNot, Writer
from reveille.mail.onebyone import CalledOff, OneByOne
from reveille.mail.transport import Outcome, Parcel, Road, Transport, Wide
from reveille.subscribers import keycheck, recalling

PATIENCE = 3  # failures to reach the relay in a row, and the round ends
TURN = 1.0  # seconds to listen before we look whether we are told to stop
LONGEST_WAIT = timedelta(seconds=10)  # for a domain's pace, with nothing else to do


def never() -> bool:
    """Never stop before all is done."""
    return False


def deliver_due(
    clock: Callable[[], datetime],
    transport: Transport,
    worker: str,
    stop: Callable[[], bool] = never,
    pause: Callable[[float], None] = time.sleep,
    only: Q = claims.ALL,
) -> Tally:
    """Hand over everything that is due; return how each ended. Safe to run twice, at once, and after a crash.

    ``only`` is a condition on deliveries: the others stay where they are.

    ``stop`` is asked before each intent: once it says yes, the letters that have left are the last ones.

    Raises what kept it from claiming more, once all that has left is written down; KeyChanged before anything is done
    with a key of before.
    """
    keycheck.require()
    recalling.recall(clock())  # before any claim: who left after the backup that was put back must not be there
    claims.recover(clock())
    claims.expire(clock())
    round_ = _Round(clock, transport, worker, stop, pause, only)
    gc.freeze()  # what stood before the round is not looked through for cycles all along: 4 % of its time
    try:
        round_.run()
    finally:
        gc.unfreeze()
        round_.finish()
    if round_.stock.failure is not None:
        raise round_.stock.failure
    return round_.entries.tally


class _Round:
    """One worker's letters, from the claim to the answer."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        transport: Transport,
        worker: str,
        stop: Callable[[], bool],
        pause: Callable[[float], None],
        only: Q,
    ) -> None:
        self.clock, self.transport, self.stop, self.pause = clock, transport, stop, pause
        self.road: Road = transport.road() if isinstance(transport, Wide) else OneByOne(transport, self._intend)
        ahead = 1 if isinstance(self.road, OneByOne) else settings.INTENTS  # intents for a letter at its gate
        self.most_unnoted = self.road.places * ahead
        self.writer = Writer()
        self.paces = Paces(self.road.places)
        self.entries = Entries(self.writer, self.road.width * ahead if ahead > 1 else 0)
        self.stock = Stock(worker, only, self.paces, self.entries, clock())
        self.beginning: deque[Claimed] = deque()  # whose letters are being made
        self.flying: dict[Parcel, Flight] = {}
        self.stopping = False

    def run(self) -> None:
        """Send until nothing is due, or until it is time to stop."""
        while self._goes_on():
            seconds = TURN if self.road.busy else 0.0
            turn = self.road.turn(seconds, behind=len(self.stock.queue), linger=self.entries.linger)
            now = self.clock()
            for parcel in turn.slow:
                self._learn(self.flying[parcel], Kind.SLOW, now, "no answer for a while")
            for parcel, outcome in turn.ended:
                self._land(self.flying.pop(parcel), outcome, now)
            allowed = self._write_down(turn.waiting)
            for parcel in turn.waiting:
                (self.road.go if parcel in allowed else self.road.call_off)(parcel)

    def finish(self) -> None:
        """Hear of what has left, give back what has not, and remember what was learned: also after an error."""
        try:
            self._stop()
            self.run()
        finally:
            try:
                for _ in range(PATIENCE):
                    if self.entries.unwritten:
                        self._write_down((), whatever=True)
                now = self.clock()
                self.entries.report(now)
                self.paces.store()
                self.paces.tell(now)
                self.stock.tell(now)
            finally:
                self.road.close()
                self.transport.close()

    # --- what is to be sent -----------------------------------------------------------------------------------------

    def _goes_on(self) -> bool:
        """Fill the road; return whether there is anything to wait for."""
        if self.stopping or self.entries.failures >= PATIENCE or self.stop():
            self._stop()
        while not self.stopping:
            self._fill()
            if self.road.busy or self.entries.ended:
                return True
            if not self._wait_for_pace():
                return False
        return self.road.busy > 0

    def _stop(self) -> None:
        """Take nothing more, and take back what has not left."""
        self.stopping = True
        for parcel in self.road.withdraw():
            self._give_back(parcel)
        self.entries.back += [*self.beginning, *self.stock.clear()]
        self.beginning.clear()

    def _fill(self) -> None:
        """Put letters on the road while it has places."""
        now = self.clock()
        for _ in range(self.road.places - self.road.busy):
            row = self.stock.next(now)
            if row is None:
                break
            self.paces.begun(row.domain, now)
            self.beginning.append(row)
        for letter in self.writer.letters(self.beginning, now, behind=self.stock.queue):
            self._begin(self.beginning.popleft(), letter, now)

    def _begin(self, row: Claimed, letter: bytes | WhyNot, now: datetime) -> None:
        flight = Flight(row, now)
        if isinstance(letter, Exception):
            self._land(flight, letter, now)
            return
        recipient = headers.reader_address(row.address).decode("utf-8")
        anew = functools.partial(self._made_anew, row)
        parcel = Parcel(self.writer.sender(row), recipient, letter, dotless=True, remake=anew)
        self.flying[parcel] = flight
        self.road.put(parcel)

    def _made_anew(self, row: Claimed) -> bytes:
        """Return a row's letter, made now. Raises why there is none."""
        [letter] = self.writer.letters([row], self.clock())
        if isinstance(letter, Exception):
            raise letter
        return letter

    def _wait_for_pace(self) -> bool:
        """Wait a little for a domain's pace, with nothing else to do; return whether time has passed."""
        now = self.clock()
        at = self.stock.opens_at(now)
        if at is None or at - now > LONGEST_WAIT:
            return False
        self.pause(min(TURN, (at - now).total_seconds()))
        return self.clock() > now

    # --- what was said ----------------------------------------------------------------------------------------------

    def _land(self, flight: Flight, outcome: Outcome, now: datetime) -> None:
        self._off(flight)
        self.entries.end(flight, outcome)
        if isinstance(outcome, Answer) and flight.ending is not None:
            self._learn(flight, outcome.kind, now, flight.ending.reason)

    def _learn(self, flight: Flight, kind: Kind, now: datetime, why: str) -> None:
        self.paces.heard(flight.row.domain, kind, flight.began_at, now, why)

    def _intend(self, parcel: Parcel) -> None:
        """Write one letter's intent down. Raises CalledOff when it must stay here."""
        if parcel not in self._write_down([parcel]):
            raise CalledOff

    def _write_down(self, waiting: Sequence[Parcel], whatever: bool = False) -> set[Parcel]:
        """Note what has ended and the intents of ``waiting``, in one commit; return which of these may go.

        Where no intent is asked for, what has ended may wait for another turn, unless it is to be written ``whatever``.
        """
        self.stopping = self.stopping or self.stop()
        now = self.clock()
        committing = whatever or not self.road.busy or len(self.entries.ended) >= self.most_unnoted
        asked = [] if self.stopping else self._intents(waiting, committing)
        failed = self.entries.write(asked, now) if asked or committing else {}
        if failed is None:
            for parcel in waiting:
                self._give_back(parcel)
            return set()
        return self._sorted_out(waiting, failed, now)

    def _intents(self, waiting: Sequence[Parcel], committing: bool) -> list[Claimed]:
        """Return the rows whose intent is to be written down now; further ones are those whose letters come next."""
        behind = itertools.chain((flight.row for flight in self.flying.values()), self.stock.queue)
        return self.entries.intents([self.flying[parcel].row for parcel in waiting], behind, committing=committing)

    def _sorted_out(self, waiting: Sequence[Parcel], failed: dict[int, NotHandedOver], now: datetime) -> set[Parcel]:
        """Return which letters may go; the others stay here, each for its reason."""
        may_go, kept = set(), []
        for parcel in waiting:
            row = self.flying[parcel].row
            if self.stopping:
                self._give_back(parcel)
            elif row.pk in self.entries.handed:
                may_go.add(parcel)
            elif row.pk in failed:
                self._land(self.flying.pop(parcel), failed[row.pk], now)
            else:
                self._off(self.flying.pop(parcel))
                kept.append(row)
        if kept and self.entries.turn_away(kept, now):
            self.stock.look_again()
        return may_go

    def _give_back(self, parcel: Parcel) -> None:
        """Take a letter off its way that has not left."""
        row = self.flying.pop(parcel).row
        self.paces.ended(row.domain)
        self.entries.give_back(row)

    def _off(self, flight: Flight) -> None:
        """Forget that a letter is on its way."""
        self.entries.handed.pop(flight.row.pk, None)
        self.paces.ended(flight.row.domain)
