"""The road to the relays: several lines at once, driven by one thread; more of them while letters wait.

Lines are opened in threads of their own, since looking up a name and shaking hands may block; after that nothing
does. A line that nobody answers holds up nobody but its own letter: what was behind it goes by another line, and one
line more may be open for it. Of several relays all are used in turn; one that does not open rests for a while.

An address with letters beyond ASCII before the @ goes by a relay that offers SMTPUTF8. Once all have been asked and
none does, its letter ends here with the answer of RFC 5248, which is about the way and not about its reader.
"""

from __future__ import annotations

import contextlib
import logging
import selectors
import socket
import ssl
import threading
from collections import deque
from queue import Empty, SimpleQueue
from time import monotonic

from reveille.core.errors import NotHandedOver
from reveille.core.replies import Answer
from reveille.mail import opening
from reveille.mail.line import Line, News
from reveille.mail.opening import Opened, Patience
from reveille.mail.relay import Relay
from reveille.mail.transport import Parcel, Turn

log = logging.getLogger(__name__)

LETTERS_BEFORE_ANOTHER = 10  # letters that wait, and one line more is worth opening
SLOW = 3.0  # seconds without an answer, and the line is not counted on
MOST_TIMES = 4  # with slow lines, at most so many times the lines asked for
FAREWELL = 2.0  # seconds for all goodbyes together
REST = 30.0  # seconds for a relay that did not open
NO_SMTPUTF8 = Answer(553, "5.6.7", "no relay offers SMTPUTF8, which letters beyond ASCII before the @ need")
NOT_NOW = Answer(451, "4.6.7", "no relay that may take letters beyond ASCII before the @ can be reached now")


class SmtpRoad:
    """Some relays. A Road."""

    def __init__(
        self,
        relays: tuple[Relay, ...],
        hostname: str,
        patience: Patience,
        connections: int,
        trust: ssl.SSLContext | None = None,
        slow: float = SLOW,
    ) -> None:
        self.relays, self.hostname, self.patience, self.trust = relays, hostname, patience, trust
        self.connections, self.slow = connections, slow
        self.lines: list[Line] = []
        self._waiting: deque[Parcel] = deque()
        self._opening = 0
        self._arrived: SimpleQueue[Opened | NotHandedOver] = SimpleQueue()
        self._failures: list[NotHandedOver] = []
        self._resting: dict[Relay, float] = {}
        self._utf8: dict[Relay, bool] = {}  # whether it offered SMTPUTF8, once it was asked
        self._enough_until = 0.0  # no more lines before then
        self._next = 0  # the relay whose turn it is
        self._way: dict[Parcel, Line | None] = {}  # all that are on their way; the line at whose gate one waits
        self._news = News()
        self._look_at = 0.0  # none of the lines is slow, or out of time, before then
        self._closed = False
        self._selector = selectors.DefaultSelector()
        self._bell, self._ring = socket.socketpair()
        self._bell.setblocking(False)
        self._selector.register(self._bell, selectors.EVENT_READ)

    @property
    def places(self) -> int:
        """Two letters a line, one that ends and one whose envelope is under way; and one for each that is stuck."""
        return 2 * self.connections + sum(1 for line in self.lines if line.told_slow)

    @property
    def width(self) -> int:
        """One letter a line."""
        return self.connections

    @property
    def busy(self) -> int:
        """Return how many letters are on their way."""
        return len(self._way)

    def put(self, parcel: Parcel) -> None:
        """Take a letter."""
        self._way[parcel] = None
        self._waiting.append(parcel)

    def turn(self, seconds: float, behind: int = 0, linger: float = 0.0) -> Turn:
        """Write, wait for at most ``seconds`` until something is heard, and return what came of it."""
        turn = Turn()
        self._admit()
        self._assign(behind)
        self._look_after_unfit()
        for line in self.lines:
            if line.has_output:
                self._flush(line)
        if not (self._news.ended or self._news.again or self._failures or any(line.closed for line in self.lines)):
            self._listen(seconds, linger)
        self._look_after_time(turn)
        self._collect(turn)
        return turn

    def go(self, parcel: Parcel) -> None:
        """Let a waiting letter go."""
        self._line(parcel).go()
        self._way[parcel] = None

    def call_off(self, parcel: Parcel) -> None:
        """Keep a waiting letter here."""
        self._line(parcel).call_off()
        del self._way[parcel]

    def withdraw(self) -> list[Parcel]:
        """Return the letters that have not left; those that have still end."""
        back = list(self._waiting)
        self._waiting.clear()
        for line in self.lines:
            parcel = line.take_back()
            if parcel is not None:
                back.append(parcel)
        for parcel in back:
            del self._way[parcel]
        return back

    def close(self) -> None:
        """Hang up everywhere."""
        if self._closed:
            return
        self._closed = True
        end = monotonic() + FAREWELL
        for line in self.lines:
            self._selector.unregister(line.sock)
            line.quit(max(0.0, end - monotonic()))
        self.lines.clear()
        self._selector.close()
        with contextlib.suppress(Empty):
            while True:
                _hang_up(self._arrived.get_nowait())
        self._bell.close()
        self._ring.close()

    # --- letters ----------------------------------------------------------------------------------------------------

    def _line(self, parcel: Parcel) -> Line:
        """Return the line at whose gate a letter waits."""
        line = self._way[parcel]
        assert line is not None
        return line

    def _assign(self, behind: int) -> None:
        """Give what waits to the lines that are free, idle ones first; open another where it is worth it."""
        free = [line for line in self.lines if line.free] if self._waiting else []
        for line in sorted(free, key=lambda line: not line.idle):
            while line.free and (parcel := self._next_for(line)):
                line.put(parcel)
        untold = bool(self._failures)  # a letter ends with each: until that is told nobody asks again
        if self._waiting and not untold and self._wanted(behind) > 0 and monotonic() >= self._enough_until:
            self._open(self.relays)

    def _next_for(self, line: Line) -> Parcel | None:
        """Return the first letter that waits and may go by this line."""
        for place, parcel in enumerate(self._waiting):
            if line.takes(parcel):
                del self._waiting[place]
                return parcel
        return None

    def _look_after_unfit(self) -> None:
        """Ask the relays that may take what no open line does; end it when there is none."""
        unfit = [parcel for parcel in self._waiting if parcel.beyond_ascii]
        if not unfit or not self.lines or self._opening or any(line.utf8 for line in self.lines):
            return
        able = [relay for relay in self.relays if self._utf8.get(relay, True)]
        there = tuple(relay for relay in able if self._resting.get(relay, 0.0) <= monotonic())
        if there:
            self._open(there)
            return
        for parcel in unfit:
            self._waiting.remove(parcel)
            self._news.ended.append((parcel, NOT_NOW if able else NO_SMTPUTF8))

    # --- lines ------------------------------------------------------------------------------------------------------

    def _wanted(self, behind: int) -> int:
        """Return how many lines more are worth opening."""
        slow = sum(1 for line in self.lines if line.told_slow)
        good = len(self.lines) - slow + self._opening
        backlog = self.busy + behind
        wish = min(self.connections, max(1, -(-backlog // LETTERS_BEFORE_ANOTHER)))
        return min(wish - good, MOST_TIMES * self.connections - len(self.lines) - self._opening)

    def _open(self, among: tuple[Relay, ...]) -> None:
        relays = self._in_turn(among)
        self._opening += 1
        threading.Thread(target=self._opened, args=(relays,), name="relay", daemon=True).start()

    def _in_turn(self, relays: tuple[Relay, ...]) -> list[Relay]:
        """Return the relays, the one whose turn it is first, those that rest last."""
        self._next += 1
        turned = [relays[(self._next + n) % len(relays)] for n in range(len(relays))]
        now = monotonic()
        return sorted(turned, key=lambda relay: self._resting.get(relay, 0.0) > now)

    def _opened(self, relays: list[Relay]) -> None:
        """Open a line to the first relay that takes it, in a thread of its own."""
        failure: NotHandedOver | None = None
        found: Opened | NotHandedOver | None = None
        for relay in relays:
            try:
                found = opening.opened(relay, self.hostname, self.patience, self.trust)
                self._resting.pop(relay, None)
                break
            except Exception as error:
                self._resting[relay] = monotonic() + REST
                if not isinstance(error, NotHandedOver):
                    log.exception("a line to %s could not be opened", relay.where)
                    error = NotHandedOver(relay.where, type(error).__name__)
                failure = failure or error
        arrived = found or failure
        assert arrived is not None
        if self._closed:
            _hang_up(arrived)
            return
        self._arrived.put(arrived)
        with contextlib.suppress(OSError):  # the road was closed meanwhile
            self._ring.send(b"!")

    def _listen(self, seconds: float, linger: float) -> None:
        if not self.lines and not self._opening:
            return
        now = monotonic()
        self._hear(max(0.0, min(seconds, self._look_at - now)))
        end = monotonic() + linger
        while linger and any(line.owed for line in self.lines) and (left := end - monotonic()) > 0:
            self._hear(left)

    def _hear(self, seconds: float) -> None:
        """Let the lines hear what comes within ``seconds``, until there is something."""
        for key, events in self._selector.select(seconds):
            line = key.data
            if line is None:
                self._bell.recv(100)
                continue
            if events & selectors.EVENT_READ:
                line.readable()
            if line.has_output:
                self._flush(line)

    def _flush(self, line: Line) -> None:
        """Write what a line has to say, and have an ear for when it can write the rest."""
        line.flush()
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if line.has_output else 0)
        if line.watched != events and not line.closed:
            self._selector.modify(line.sock, events, line)
            line.watched = events

    def _admit(self) -> None:
        """Take the lines that have been opened, after those that were closed: they may have the same number."""
        if self._arrived.empty():
            return
        for line in [line for line in self.lines if line.closed]:
            self._forget(line)
        while not self._arrived.empty():
            arrived = self._arrived.get()
            self._opening -= 1
            if isinstance(arrived, Opened):
                line = Line(arrived, self.patience, self._news)
                self._utf8[arrived.relay] = line.utf8
                self.lines.append(line)
                self._selector.register(line.sock, selectors.EVENT_READ, line)
            else:
                self._failures.append(arrived)

    def _look_after_time(self, turn: Turn) -> None:
        """End the lines that nobody answers in time.

        What is behind a letter that is slow to be answered goes by another line; its domain is told.
        """
        now = monotonic()
        if now < self._look_at:
            return
        self._look_at = now + min(self.slow, self.patience.command, self.patience.dot)
        for line in self.lines:
            since = line.owed_since
            if since is None:
                continue
            if now >= since + line.allowed:
                line.fail("no answer in time")
                continue
            if now >= since + self.slow and not line.told_slow:
                line.told_slow = True
                turn.slow += line.parcels[:1]
                if len(line.parcels) > 1 and (behind := line.take_back()) is not None:
                    self._way[behind] = None
                    self._waiting.appendleft(behind)
            self._look_at = min(self._look_at, since + (line.allowed if line.told_slow else self.slow))

    def _collect(self, turn: Turn) -> None:
        """Gather what the lines have to tell; forget those that are closed, and retire the used-up ones."""
        news = self._news
        for parcel, _ in news.ended:
            del self._way[parcel]
        turn.ended += news.ended
        self._waiting.extendleft(news.again)
        for parcel in news.again:
            self._way[parcel] = None
        for line in news.at_gate:
            if line.at_gate and line.ahead is not None:
                self._way[line.ahead] = line
                turn.waiting.append(line.ahead)
        news.clear()
        for line in [line for line in self.lines if line.closed or line.used_up]:
            self._forget(line)
            line.quit()
        if self._failures and self.lines:
            self._enough_until = monotonic() + REST  # it takes no more of them than there are
        else:
            while self._failures and self._waiting:
                parcel = self._waiting.popleft()
                del self._way[parcel]
                turn.ended.append((parcel, self._failures.pop()))
        self._failures.clear()

    def _forget(self, line: Line) -> None:
        self.lines.remove(line)
        self._selector.unregister(line.sock)


def _hang_up(arrived: Opened | NotHandedOver) -> None:
    if isinstance(arrived, Opened):
        arrived.sock.close()
