"""The post: claim what is due, hand it over, note the answer.

``handed`` is committed just before a letter's end is written, and only while its subscriber still wants it: after a
crash nobody is written to twice (what was claimed and not handed is planned again, what was handed is in doubt).
Letters go over many lines at once, and each turn of the road writes the ledger once: the answers that have come, and
the intents of the letters that are about to end. Intents may be written ahead (``INTENTS``); one holds for a moment,
and whose letter has not left by then is asked for again. In doubt after a crash are at most ``INTENTS`` a line.
"""

from __future__ import annotations

import functools
import gc
import itertools
import logging
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from reveille.core import headers, schedule, warming
from reveille.core.errors import MessageError, NotHandedOver, PostError
from reveille.core.replies import Answer, Kind
from reveille.delivery import bounces, claims, outcomes, planning, reputation
from reveille.delivery.claims import Claimed, Ending, State
from reveille.delivery.journal import Journal
from reveille.delivery.models import Delivery
from reveille.delivery.paces import Paces
from reveille.delivery.writing import Writer
from reveille.mail import alarm
from reveille.mail.onebyone import CalledOff, OneByOne
from reveille.mail.transport import Outcome, Parcel, Road, Transport, Wide

log = logging.getLogger(__name__)

FORGOTTEN = "the journal has it and the database does not: was it restored from a backup?"
PATIENCE = 3  # failures to reach the relay in a row, and the round ends
TURN = 1.0  # seconds to listen before we look whether we are told to stop
HELD = 50  # rows of one domain that wait for its pace; more are left for later
LONGEST_WAIT = timedelta(seconds=10)  # for a domain's pace, with nothing else to do
LONGEST_LINGER = 0.01  # seconds
INTENT_HOLDS = 0.25  # seconds; written down longer ago, and it is asked again whether the letter is wanted
REPORT = 5000  # answers, and they are counted for their providers' days
LOOK_AGAIN = 5.0  # seconds until we look again for what has become due
UNMADE = "it could not be made"
NOT_YET = LookupError("it is on its way")


@dataclass
class Tally:
    """How the deliveries of a round ended."""

    ended: Counter[str] = field(default_factory=Counter)


@dataclass(eq=False, slots=True)
class Flight:
    """A row whose letter is on its way, since when, and how it ended."""

    row: Claimed
    began_at: datetime
    outcome: Outcome = NOT_YET
    ending: Ending | None = None


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

    Raises what kept it from claiming more, once all that has left is written down.
    """
    claims.recover(clock())
    claims.expire(clock())
    round_ = _Round(clock, transport, worker, stop, pause, only)
    gc.freeze()  # what stood before the round is not looked through for cycles all along: 4 % of its time
    try:
        round_.run()
    finally:
        gc.unfreeze()
        round_.finish()
    if round_.unclaimed is not None:
        raise round_.unclaimed
    return round_.tally


def _allowance(now: datetime) -> int | None:
    """Return how many letters may still leave today by the plan for a new address, or None: as many as there are."""
    today = now.astimezone(UTC)
    cap = warming.cap(settings.WARM_UP_SINCE, today.date())
    if cap is None:
        return None
    midnight = datetime.combine(today, datetime.min.time(), UTC)
    left = Delivery.objects.filter(handed_at__gte=midnight, edition__closing_at__gte=midnight - 2 * schedule.DAY)
    return max(0, cap - left.count())


def _by_edition(rows: Iterable[Claimed]) -> list[list[Claimed]]:
    """Return the rows of each edition."""
    editions: dict[int, list[Claimed]] = defaultdict(list)
    for row in rows:
        editions[row.edition_id].append(row)
    return list(editions.values())


class _Round:
    """One worker's rows in hand, from the claim to the answer."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        transport: Transport,
        worker: str,
        stop: Callable[[], bool],
        pause: Callable[[float], None],
        only: Q,
    ) -> None:
        self.clock, self.transport, self.worker, self.stop, self.pause = clock, transport, worker, stop, pause
        self.only = only
        self.road: Road = transport.road() if isinstance(transport, Wide) else OneByOne(transport, self._intend)
        self.tally = Tally()
        self.writer = Writer()
        self.journal = Journal(settings.JOURNAL)
        self.paces = Paces(self.road.places)
        self.queue: deque[Claimed] = deque()  # ours, and not begun
        self.held: dict[str, deque[Claimed]] = {}  # of these, what waits for its domain's pace
        self.beginning: deque[Claimed] = deque()  # whose letters are being made
        self.flying: dict[Parcel, Flight] = {}
        self.ended: list[Flight] = []  # and not noted yet
        self.back: list[Claimed] = []  # to be given back
        self.handed: dict[int, float] = {}  # rows whose intent is committed, until their letter ends, and since when
        self.answers: list[tuple[str, int]] = []
        self.lost = 0
        self.unclaimed: Exception | None = None  # what kept us from claiming, the last time
        self.ahead = 1 if isinstance(self.road, OneByOne) else settings.INTENTS  # intents for a letter at its gate
        self.most_unnoted = self.road.places * self.ahead
        self.most_handed = self.road.width * self.ahead
        self.linger = 0.0  # how long a commit takes: so long it is worth to wait for more that it can take along
        self.allowance = _allowance(clock())
        self.stopping = False
        self.looked = float("-inf")

    def run(self) -> None:
        """Send until nothing is due, or until it is time to stop."""
        while self._goes_on():
            seconds = TURN if self.road.busy else 0.0
            turn = self.road.turn(seconds, behind=len(self.queue), linger=self.linger)
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
                    if self.ended or self.back:
                        self._write_down((), whatever=True)
                self._report()
                self.paces.store()
                self._tell()
            finally:
                self.road.close()
                self.transport.close()

    # --- what is to be sent -----------------------------------------------------------------------------------------

    def _goes_on(self) -> bool:
        """Fill the road; return whether there is anything to wait for."""
        if self.stopping or self.lost >= PATIENCE or self.stop():
            self._stop()
        while not self.stopping:
            self._fill()
            if self.road.busy or self.ended:
                return True
            if not self.held or not self._wait_for_pace():
                return False
        return self.road.busy > 0

    def _stop(self) -> None:
        """Take nothing more, and take back what has not left."""
        self.stopping = True
        for parcel in self.road.withdraw():
            self._give_back(parcel)
        self.back += [*self.beginning, *self.queue, *(row for rows in self.held.values() for row in rows)]
        self.beginning.clear()
        self.queue.clear()
        self.held.clear()

    def _fill(self) -> None:
        """Put letters on the road while it has places."""
        now = self.clock()
        for _ in range(self.road.places - self.road.busy):
            row = self._next(now)
            if row is None:
                break
            self.paces.begun(row.domain, now)
            self.beginning.append(row)
        for letter in self.writer.letters(self.beginning, now, behind=self.queue):
            self._begin(self.beginning.popleft(), letter, now)

    def _begin(self, row: Claimed, letter: bytes | Exception, now: datetime) -> None:
        flight = Flight(row, now)
        if isinstance(letter, Exception):
            self._land(flight, letter, now)
            if flight.ending is None:  # we stumbled, and nothing has left
                flight.ending = Ending(row, State.DEFERRED, UNMADE)
            return
        recipient = headers.reader_address(row.address).decode("utf-8")
        anew = functools.partial(self._made_anew, row)
        parcel = Parcel(self.writer.sender(row), recipient, letter, dotless=True, remake=anew)
        self.flying[parcel] = flight
        self.road.put(parcel)

    def _made_anew(self, row: Claimed) -> bytes:
        """Return a row's letter, made now. Raises MessageError, or NotHandedOver where we stumbled over it."""
        [letter] = self.writer.letters([row], self.clock())
        if isinstance(letter, MessageError):
            raise letter
        if isinstance(letter, Exception):
            raise NotHandedOver("its letter", UNMADE) from letter
        return letter

    def _next(self, now: datetime) -> Claimed | None:
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
            if row.pk in self.handed:
                del self.handed[row.pk]
                self.back.append(row)  # it would wait longer than an intent holds
            else:
                self.held.setdefault(row.domain, deque()).append(row)
        return None

    def _claim(self, now: datetime) -> bool:
        """Take more rows; return whether there are any."""
        try:
            return self._take(now)
        except Exception as error:
            log.exception("no more could be claimed")
            self._lose()
            self.looked, self.unclaimed = time.monotonic(), error
            return False

    def _take(self, now: datetime) -> bool:
        while time.monotonic() >= self.looked + LOOK_AGAIN and (self.allowance is None or self.allowance > 0):
            if len(self.answers) >= REPORT:
                self._report()
            full = {domain for domain, rows in self.held.items() if len(rows) >= HELD}
            closed = full | self.paces.closed(now) | set(reputation.all_stopped(now))
            rows = claims.claim(now, self.worker, min(claims.BATCH, self.allowance or claims.BATCH), closed, self.only)
            if self.allowance is not None:
                self.allowance -= len(rows)
            if not rows:
                self.looked = time.monotonic()
            try:
                unfit = self._unfit(rows)
                claims.settle(unfit, now)
            except Exception:
                self.back += rows
                raise
            self.unclaimed = None
            self.tally.ended.update(ending.state for ending in unfit)
            gone = {ending.row.pk for ending in unfit}
            self.queue.extend(row for row in rows if row.pk not in gone)
            if self.queue:
                return True
        return False

    def _unfit(self, rows: Sequence[Claimed]) -> list[Ending]:
        """Return how those rows end whose letters must not be sent after all."""
        unfit = []
        for some in _by_edition(row for row in rows if row.handed_at is None):
            known = self.journal.known(self.writer.edition(some[0]), (row.address_hash for row in some))
            unfit += [Ending(row, State.IN_DOUBT, FORGOTTEN) for row in some if row.address_hash in known]
        forgotten = {ending.row.pk for ending in unfit}
        paused = (row for row in rows if row.pk not in forgotten and planning.paused(row, row.due_at))
        return [*unfit, *(Ending(row, State.SKIPPED, "paused in time") for row in paused)]

    def _wait_for_pace(self) -> bool:
        """Wait a little for a domain's pace, with nothing else to do; return whether time has passed."""
        now = self.clock()
        opening = [at for domain in self.held if (at := self.paces.open_at(domain, now)) is not None]
        if not opening or min(opening) - now > LONGEST_WAIT:
            return False
        self.pause(min(TURN, (min(opening) - now).total_seconds()))
        return self.clock() > now

    # --- what was said ----------------------------------------------------------------------------------------------

    def _land(self, flight: Flight, outcome: Outcome, now: datetime) -> None:
        self._off(flight)
        flight.outcome, flight.ending = outcome, outcomes.ending(flight.row, outcome)
        if isinstance(outcome, Answer) and flight.ending is not None:
            self._learn(flight, outcome.kind, now, flight.ending.reason)
        self.lost = self.lost + 1 if isinstance(outcome, NotHandedOver) else 0
        self.ended.append(flight)

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
        now, begun = self.clock(), time.monotonic()
        committing = whatever or not self.road.busy or len(self.ended) >= self.most_unnoted
        asked = [] if self.stopping else self._intents(waiting, committing)
        failed: dict[int, NotHandedOver] = {}
        if asked or committing:
            try:
                with transaction.atomic():
                    self._note(now)
                    claims.give_back(self.back)
                    allowed = claims.hand(asked, now)
            except Exception:
                # Whether it was committed or not, the fence holds: it is written again, and nothing leaves meanwhile.
                log.exception("the ledger could not be written")
                self._lose()
                for parcel in waiting:
                    self._give_back(parcel)
                return set()
            heard, self.ended = self.ended, []
            self.back.clear()
            for flight in heard:
                try:
                    self._hear(flight, now)
                except Exception:
                    log.exception("what follows from an answer could not be written")
                    self._lose()
            failed = self._handed_over([row for row in asked if row.pk in allowed], begun)
            for row in asked:
                if row.pk not in allowed or row.pk in failed:
                    self.handed.pop(row.pk, None)
            self.linger = min(LONGEST_LINGER, time.monotonic() - begun)
        return self._sorted_out(waiting, failed, now)

    def _lose(self) -> None:
        """Count an error of the database; after some in a row the round ends."""
        connection.close_if_unusable_or_obsolete()
        self.lost += 1

    def _intents(self, waiting: Iterable[Parcel], committing: bool) -> list[Claimed]:
        """Return the rows whose intent is to be written down now: those at the gate, and as many more as is set.

        None where all at the gate have one that holds, unless something is committed anyway: that may take long.
        """
        stale = time.monotonic() - INTENT_HOLDS
        asked = [self.flying[parcel].row for parcel in waiting]
        if not committing and all(self.handed.get(row.pk, stale) > stale for row in asked):
            return []
        known = self.handed.keys() | {row.pk for row in asked}
        more = self.most_handed - len(known)
        if asked and self.ahead > 1 and more > 0:
            ahead = itertools.chain((flight.row for flight in self.flying.values()), self.queue)
            asked += itertools.islice((row for row in ahead if row.pk not in known), more)
        return asked

    def _note(self, now: datetime) -> None:
        """Write down what has ended."""
        final: list[Ending] = []
        deferred: dict[timedelta, list[Ending]] = defaultdict(list)
        for flight in self.ended:
            if (ending := flight.ending) is not None:
                again = ending.state == State.DEFERRED
                (deferred[outcomes.wait(ending.row.attempt)] if again else final).append(ending)
        claims.settle(final, now)
        for wait, endings in deferred.items():
            claims.defer(endings, now + wait)

    def _hear(self, flight: Flight, now: datetime) -> None:
        """Do what follows from how a letter ended, now that it is written down."""
        outcome, row, ending = flight.outcome, flight.row, flight.ending
        unreached = isinstance(outcome, NotHandedOver)
        if stumbled := not isinstance(outcome, Answer | MessageError | PostError):
            # It has another turn later, or its lease runs out; the others have theirs.
            log.error("delivery %s stumbled", row.pk, exc_info=outcome)
        word = ending.state if ending is not None and not stumbled else "stumbled"
        self.tally.ended["unreached" if unreached else word] += 1
        if isinstance(outcome, Answer):
            self.answers.append((row.domain, outcome.code))
            if outcome.kind == Kind.HARD:
                bounces.refused(Delivery.objects.select_related("subscription__subscriber").get(pk=row.pk), now)

    def _handed_over(self, rows: Iterable[Claimed], at: float) -> dict[int, NotHandedOver]:
        """Have the journal remember the rows that are handed over; return those that it could not, and why."""
        failed: dict[int, NotHandedOver] = {}
        for some in _by_edition(rows):
            try:
                new = [row.address_hash for row in some if row.pk not in self.handed]
                if new:
                    self.journal.remember(self.writer.edition(some[0]), new)
            except OSError as error:
                why = NotHandedOver(str(self.journal.folder), error.strerror or "")
                failed.update(dict.fromkeys((row.pk for row in some), why))
            else:
                self.handed.update(dict.fromkeys((row.pk for row in some), at))
        return failed

    def _sorted_out(self, waiting: Iterable[Parcel], failed: dict[int, NotHandedOver], now: datetime) -> set[Parcel]:
        """Return which letters may go; the others stay here, each for its reason."""
        may_go, kept = set(), []
        for parcel in waiting:
            row = self.flying[parcel].row
            if self.stopping:
                self._give_back(parcel)
            elif row.pk in self.handed:
                may_go.add(parcel)
            elif row.pk in failed:
                self._land(self.flying.pop(parcel), failed[row.pk], now)
            else:
                self._off(self.flying.pop(parcel))
                kept.append(row)
        if kept:
            skipped = claims.skip(kept, now)
            # Whose reader has another address by now is planned anew, and goes there.
            moved = claims.give_back([row for row in kept if row.pk not in skipped])
            if moved:
                self.looked = float("-inf")
            ways = ("skipped" if row.pk in skipped else "fenced" for row in kept if row.pk not in moved)
            self.tally.ended.update(ways)
        return may_go

    def _give_back(self, parcel: Parcel) -> None:
        """Take a letter off its way that has not left."""
        flight = self.flying.pop(parcel)
        self._off(flight)
        self.back.append(flight.row)

    def _off(self, flight: Flight) -> None:
        """Forget that a letter is on its way."""
        self.handed.pop(flight.row.pk, None)
        self.paces.ended(flight.row.domain)

    def _tell(self) -> None:
        """Tell the operator which domains are paused, and which are not any more."""
        for domain, why in self.paces.held.items():
            words = f"Its letters wait, and one will ask again later. It said: {why}"
            alarm.tell(f"mail to {domain} is paused", words, self.clock(), cause=f"paused {domain}")
        if self.allowance is not None and self.allowance <= 0:
            words = "The address is new: the other letters wait for tomorrow's share, those due first, while they keep."
            today = self.clock().astimezone(UTC).date()
            alarm.tell(f"today's {warming.cap(settings.WARM_UP_SINCE, today)} letters have left", words, self.clock(),
                       cause=f"warm-up {today}")  # fmt: skip
        for domain in self.paces.healed:
            alarm.clear(f"paused {domain}", self.clock())

    def _report(self) -> None:
        """Count the answers for their providers' days."""
        answers, self.answers = self.answers, []
        reputation.note(answers, self.clock())
