"""Entries: what a worker's round writes into the ledger, each time in one commit, and into the journal after it.

``handed`` is committed just before a letter's end is written, and only while its subscriber still wants it. Intents
may be written ahead of the letters at their gate; one holds for a moment (``INTENT_HOLDS``), and whose letter has not
left by then is asked for again. Where a commit fails all of it is written again, and nothing leaves meanwhile.
"""

from __future__ import annotations

import itertools
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from reveille.core.errors import MessageError, NotHandedOver, PostError, Unmade
from reveille.core.replies import Answer, Kind
from reveille.delivery import bounces, claims, outcomes, reputation
from reveille.delivery.claims import Claimed, Ending, State
from reveille.delivery.journal import Journal
from reveille.delivery.models import Delivery
from reveille.delivery.writing import Writer
from reveille.mail.transport import Outcome

log = logging.getLogger(__name__)

INTENT_HOLDS = 0.25  # seconds; written down longer ago, and it is asked again whether the letter is wanted
LONGEST_LINGER = 0.01  # seconds
REPORT = 5000  # answers, and they are counted for their providers' days
NOT_YET = LookupError("it is on its way")
_EXPECTED = (Answer, MessageError, PostError)


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


class Entries:
    """What is to be written down in a round; at most ``most`` intents at a time for letters that have not ended.

    ``failures`` counts those of the way to the relay and of the database since a letter last ended otherwise, and
    ``linger`` is how long a commit takes: so long it is worth to wait for more that it can take along.
    """

    def __init__(self, writer: Writer, most: int) -> None:
        self.most = most
        self.tally = Tally()
        self.handed: dict[int, float] = {}  # rows whose intent is committed, until their letter ends, and since when
        self.ended: list[Flight] = []  # and not noted yet
        self.back: list[Claimed] = []  # to be given back
        self.failures = 0
        self.linger = 0.0
        self._writer = writer
        self._journal = Journal(settings.JOURNAL)
        self._answers: list[tuple[str, int]] = []

    @property
    def unwritten(self) -> bool:
        """Whether anything is still to be written down."""
        return bool(self.ended or self.back)

    def end(self, flight: Flight, outcome: Outcome) -> None:
        """Take in how a letter ended."""
        flight.outcome, flight.ending = outcome, outcomes.ending(flight.row, outcome)
        self.failures = self.failures + 1 if isinstance(outcome, NotHandedOver) else 0
        self.ended.append(flight)

    def give_back(self, row: Claimed) -> None:
        """Take in that a row is to be planned anew: its letter has not left, and will not in this round."""
        self.handed.pop(row.pk, None)
        self.back.append(row)

    def settle(self, endings: Sequence[Ending], now: datetime) -> None:
        """End rows at once whose letters were never begun."""
        claims.settle(endings, now)
        self.tally.ended.update(ending.state for ending in endings)

    def intents(self, at_gate: Sequence[Claimed], behind: Iterable[Claimed], *, committing: bool) -> list[Claimed]:
        """Return the rows whose intent is to be written down now: those at the gate, and as many more as may be.

        None where all at the gate have one that holds, unless something is committed anyway: that may take long.
        """
        stale = time.monotonic() - INTENT_HOLDS
        if not committing and all(self.handed.get(row.pk, stale) > stale for row in at_gate):
            return []
        known = self.handed.keys() | {row.pk for row in at_gate}
        more = self.most - len(known)
        if not at_gate or more <= 0:
            return list(at_gate)
        return [*at_gate, *itertools.islice((row for row in behind if row.pk not in known), more)]

    def write(self, asked: Sequence[Claimed], now: datetime) -> dict[int, NotHandedOver] | None:
        """Write down what has ended, what is given back, and the intents of ``asked``.

        Return those rows of these that the journal could not remember, and why; None where nothing could be written.
        """
        begun = time.monotonic()
        try:
            with transaction.atomic():
                self._note(now)
                claims.give_back(self.back)
                allowed = claims.hand(asked, now)
        except Exception:
            # Whether it was committed or not, the fence holds: it is written again, and nothing leaves meanwhile.
            log.exception("the ledger could not be written")
            self.stumble()
            return None
        self.back.clear()
        self._hear_all(now)
        failed = self._remember([row for row in asked if row.pk in allowed], begun)
        for row in asked:
            if row.pk not in allowed or row.pk in failed:
                self.handed.pop(row.pk, None)
        self.linger = min(LONGEST_LINGER, time.monotonic() - begun)
        return failed

    def turn_away(self, rows: Sequence[Claimed], now: datetime) -> set[int]:
        """Skip rows that may not leave; return those that are planned anew: their reader has another address by now.

        Where that cannot be written all are given back, and whoever claims them next looks who is wanted.
        """
        try:
            skipped = claims.skip(rows, now)
            moved = claims.give_back([row for row in rows if row.pk not in skipped])
        except Exception:
            log.exception("the ledger could not be written")
            self.stumble()
            self.back += rows
            return set()
        ways = ("skipped" if row.pk in skipped else "fenced" for row in rows if row.pk not in moved)
        self.tally.ended.update(ways)
        return moved

    def remembered(self, rows: Sequence[Claimed]) -> set[str]:
        """Return the address hashes that the journal has for the edition of all ``rows``."""
        return self._journal.known(self._writer.edition(rows[0]), (row.address_hash for row in rows))

    def report(self, now: datetime) -> None:
        """Count the answers for their providers' days."""
        reputation.note(self._answers, now)
        self._answers = []

    def stumble(self) -> None:
        """Count an error of the database; after some in a row the round ends."""
        connection.close_if_unusable_or_obsolete()
        self.failures += 1

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

    def _hear_all(self, now: datetime) -> None:
        """Do what follows from how letters ended, now that it is written down."""
        heard, self.ended = self.ended, []
        for flight in heard:
            try:
                self._hear(flight, now)
            except Exception:
                log.exception("what follows from an answer could not be written")
                self.stumble()

    def _hear(self, flight: Flight, now: datetime) -> None:
        outcome, row, ending = flight.outcome, flight.row, flight.ending
        if not isinstance(outcome, _EXPECTED):
            log.error("delivery %s stumbled", row.pk, exc_info=outcome)
        self.tally.ended[_word(outcome, ending)] += 1
        if isinstance(outcome, Answer):
            self._answers.append((row.domain, outcome.code))
            if outcome.kind == Kind.HARD:
                bounces.refused(Delivery.objects.select_related("subscription__subscriber").get(pk=row.pk), now)
            if len(self._answers) >= REPORT:
                self.report(now)

    def _remember(self, rows: Iterable[Claimed], at: float) -> dict[int, NotHandedOver]:
        """Have the journal remember the rows that are handed over; return those that it could not, and why."""
        failed: dict[int, NotHandedOver] = {}
        for some in by_edition(rows):
            try:
                new = [row.address_hash for row in some if row.pk not in self.handed]
                if new:
                    self._journal.remember(self._writer.edition(some[0]), new)
            except OSError as error:
                why = NotHandedOver(str(self._journal.folder), error.strerror or "")
                failed.update(dict.fromkeys((row.pk for row in some), why))
            else:
                self.handed.update(dict.fromkeys((row.pk for row in some), at))
        return failed


def by_edition(rows: Iterable[Claimed]) -> list[list[Claimed]]:
    """Return the rows of each edition."""
    editions: dict[int, list[Claimed]] = defaultdict(list)
    for row in rows:
        editions[row.edition_id].append(row)
    return list(editions.values())


def _word(outcome: Outcome, ending: Ending | None) -> str:
    """Return what a tally calls it: the state of a row that an answer or the letter itself has ended."""
    match outcome:
        case NotHandedOver():
            return "unreached"
        case Unmade():
            return "unmade"
    return "stumbled" if ending is None else ending.state
