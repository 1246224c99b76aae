"""One line to a relay: a letter that waits for the answer to its end, and the envelope of the next one behind it.

SMTP has one blind spot: after the final dot, a lost connection does not say whether the letter was taken (RFC 1047).
So a letter waits at the gate until its intent is written down; what ends it is written after that. Before, it is
provably undelivered (NotHandedOver); after, there is an answer or InDoubt. A refused recipient or letter is an
answer; a server that will not talk to us is NotHandedOver, since that is not the reader's fault.

Where PIPELINING is offered (RFC 2920), a letter, its dot and the next envelope are one write, so that a letter costs
one round trip. Where CHUNKING is offered as well (RFC 3030), a letter's bytes go with its envelope, and what ends it
is ``BDAT 0 LAST``: its way is over before the gate, so that a cut on the way is no doubt.
"""

from __future__ import annotations

import contextlib
import selectors
import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from reveille.core import smtp
from reveille.core.errors import BadReply, InDoubt, NotHandedOver
from reveille.core.replies import Answer
from reveille.mail.opening import Opened, Patience, why
from reveille.mail.outflow import Outflow
from reveille.mail.transport import Outcome, Parcel

LETTERS = 100  # on one line; many servers close after some, better we than they
DOT, LAST = b".\r\n", b"BDAT 0 LAST\r\n"
READ = 4096


@dataclass
class News:
    """What lines have to tell their road."""

    ended: list[tuple[Parcel, Outcome]] = field(default_factory=list)
    again: list[Parcel] = field(default_factory=list)  # for another line, through no fault of theirs
    at_gate: list[Line] = field(default_factory=list)

    def clear(self) -> None:
        """All is told."""
        self.ended.clear()
        self.again.clear()
        self.at_gate.clear()


class Line:
    """An open line. It never blocks: ``readable`` and ``flush`` are called when the socket is ready."""

    __slots__ = (
        "_abandoned", "_awaited", "_end_at", "_ending", "_letter", "_out", "_reader", "_refusal", "_since", "_unsaid",
        "ahead", "at_gate", "begun", "chunking", "closed", "done", "largest", "news", "patience", "pipelining", "sized",
        "sock", "told_slow", "utf8", "watched", "where",
    )  # fmt: skip

    def __init__(self, opened: Opened, patience: Patience, news: News) -> None:
        self.sock, self.where, self.patience, self.news = opened.sock, opened.where, patience, news
        self.pipelining = "PIPELINING" in opened.offers
        self.chunking = self.pipelining and "CHUNKING" in opened.offers
        self.sized = "SIZE" in opened.offers
        self.utf8 = "SMTPUTF8" in opened.offers
        limit = opened.offers.get("SIZE", "")
        self.largest = int(limit) if limit.isdecimal() else 0
        self.closed = False
        self.begun = self.done = 0
        self.watched = selectors.EVENT_READ  # what the road listens for
        self.at_gate = False
        self._ending: Parcel | None = None  # what ends it is written, or about to be
        self.ahead: Parcel | None = None  # its envelope is under way
        self._letter = b""
        self._refusal: Answer | None = None
        self._abandoned = False  # answers to a letter that went elsewhere are still to come
        self._reader = smtp.Reader()
        self._awaited: deque[_Heard] = deque()  # what hears the next answers
        self._unsaid: deque[tuple[bytes, _Heard]] = deque()
        self._out = Outflow(opened.sock)
        self._end_at = 0  # how much was to be written before what ends the letter
        self._since = monotonic()
        self.told_slow = False

    # --- what the road asks -----------------------------------------------------------------------------------------

    @property
    def idle(self) -> bool:
        """Nothing is on it."""
        return self._ending is None and self.ahead is None

    @property
    def free(self) -> bool:
        """It can take a letter now."""
        usable = self.ahead is None and not self.closed and not self._abandoned and self.begun < LETTERS
        return usable and (self._ending is None or self.pipelining)

    @property
    def used_up(self) -> bool:
        """It has carried as many letters as it should."""
        return self.begun >= LETTERS and self.idle

    @property
    def has_output(self) -> bool:
        """Something is to be written."""
        return self._out.waits

    @property
    def owed(self) -> bool:
        """It owes an answer, and has not been slow with it."""
        return bool(self._awaited) and not self.told_slow

    @property
    def owed_since(self) -> float | None:
        """Since when the next answer has been owed, if one is."""
        return self._since if self._awaited else None

    @property
    def allowed(self) -> float:
        """How many seconds the next answer may take."""
        return self.patience.dot if self._awaited and self._awaited[0] is Line._heard_end else self.patience.command

    @property
    def parcels(self) -> list[Parcel]:
        """The letters that are on it, the first one first."""
        return [one for one in (self._ending, self.ahead) if one is not None]

    def takes(self, parcel: Parcel) -> bool:
        """Tell whether its relay takes an address like this letter's."""
        return self.utf8 or not parcel.beyond_ascii

    # --- what the road does -----------------------------------------------------------------------------------------

    def put(self, parcel: Parcel) -> None:
        """Begin with a letter; one that cannot be made anew ends here."""
        try:
            letter = parcel.fresh()
        except Exception as error:  # noqa: BLE001 - it ends its own turn, and is told
            self._end(parcel, error)
            return
        if not parcel.dotless and not self.chunking:
            letter = smtp.stuffed(letter)
        if self.largest and len(letter) > self.largest:
            self._end(parcel, Answer(552, "5.3.4", "the letter is larger than the relay takes"))
            return
        self.begun += 1
        self.ahead, self._letter, self._refusal = parcel, letter, None
        size = f" SIZE={len(letter)}" if self.sized else ""
        utf8 = " SMTPUTF8" if parcel.beyond_ascii else ""  # RFC 6531 3.4; the letter's body is ASCII all the same
        mail = f"MAIL FROM:<{parcel.envelope_from}>{size}{utf8}\r\n".encode("ascii")
        rcpt = f"RCPT TO:<{parcel.recipient}>\r\n".encode()
        if self.chunking:
            chunk = b"BDAT %d\r\n" % len(letter)
            self._ask(mail + rcpt + chunk, Line._heard_mail, Line._heard_rcpt, Line._heard_chunk)
            self._out.put(letter)
        else:
            self._ask(mail + rcpt + b"DATA\r\n", Line._heard_mail, Line._heard_rcpt, Line._heard_data)

    def go(self) -> None:
        """End the letter at the gate: its intent is written down."""
        assert self.at_gate
        assert self._ending is None
        self.at_gate, self._ending, self.ahead = False, self.ahead, None
        if not self.chunking:
            self._out.put(self._letter)
        self._letter = b""
        self._end_at = self._out.queued
        self._ask(LAST if self.chunking else DOT, Line._heard_end)

    def call_off(self) -> None:
        """Keep the letter at the gate here: without its end, no server may take it (RFC 5321 4.1.1.4)."""
        assert self.at_gate
        self.at_gate, self.ahead, self._letter = False, None, b""
        if self.chunking:
            self._ask(b"RSET\r\n", Line._heard_rset)
        else:
            self.close()

    def take_back(self) -> Parcel | None:
        """Return the letter that has not left, if there is one; the line ends with the letter that has."""
        parcel, self.ahead = self.ahead, None
        if parcel is None:
            return None
        self.at_gate, self._abandoned = False, True
        if self._ending is None:
            self.close()
        return parcel

    def readable(self) -> None:
        """Hear what has come."""
        try:
            while not self.closed:
                data = self.sock.recv(READ)
                if not data:
                    self.fail("the line was cut")
                    return
                for reply in self._reader.feed(data):
                    self._heard(reply)
                    if self.closed:
                        return
                if not isinstance(self.sock, ssl.SSLSocket) or not self.sock.pending():
                    return
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return
        except (OSError, BadReply) as error:
            self.fail(why(error))

    def flush(self) -> None:
        """Write what can be written now."""
        try:
            self._out.flush()
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return
        except OSError as error:
            self.readable()  # perhaps it said why
            self.fail(why(error))

    def fail(self, reason: str) -> None:
        """End the line: each letter on it is in doubt, with us still, or for another line."""
        if self.closed:
            return
        self.close()
        if self._ending is not None:
            left = self._out.touched > self._end_at
            error = InDoubt(self.where, reason) if left else NotHandedOver(self.where, reason)
            self._end(self._ending, error)
        if self.ahead is not None:
            # A line that has carried letters may have been closed since: that says nothing about this letter.
            if self.done:
                self.news.again.append(self.ahead)
            else:
                self._end(self.ahead, NotHandedOver(self.where, reason))
        self._ending = self.ahead = None
        self.at_gate = False

    def close(self) -> None:
        """Hang up."""
        if not self.closed:
            self.closed = True
            self._awaited.clear()
            self._out.clear()
            self.sock.close()

    def quit(self, seconds: float = 0.0) -> None:
        """Say goodbye; wait for at most ``seconds`` until it is heard."""
        if self.idle and not self._awaited and not self.closed:
            with contextlib.suppress(OSError):
                self.sock.settimeout(seconds)
                self.sock.send(b"QUIT\r\n")
                if seconds:
                    self.sock.recv(1000)
        self.close()

    # --- answers ----------------------------------------------------------------------------------------------------

    def _heard(self, reply: smtp.Reply) -> None:
        if not self._awaited:
            self._out_of_turn(reply)
            return
        heard = self._awaited.popleft()
        self._since, self.told_slow = monotonic(), False
        heard(self, reply)
        while self._unsaid and not self._awaited and not self.closed:
            self._say(*self._unsaid.popleft())

    def _out_of_turn(self, reply: smtp.Reply) -> None:
        self.fail(f"{reply.code} out of turn: {reply.words}")

    def _heard_mail(self, reply: smtp.Reply) -> None:
        if not 200 <= reply.code < 300:
            self.fail(f"MAIL: {reply.code} {reply.words}")

    def _heard_rcpt(self, reply: smtp.Reply) -> None:
        if 200 <= reply.code < 300:
            return
        if not 400 <= reply.code < 600:
            self.fail(f"{reply.code} where it does not belong")
        elif reply.code == 421:
            self._refused(reply.answer)
        else:
            self._refusal = reply.answer
            if self._unsaid:  # without pipelining, nothing more was said about it
                self._unsaid.clear()
                self._refused(reply.answer)

    def _heard_data(self, reply: smtp.Reply) -> None:
        if reply.code == 354 and self._refusal is not None:
            # RFC 2920 3.1: it takes a letter to nobody. The empty one is for nobody too.
            self._refused(self._refusal, reset=False)
            self._ask(DOT, Line._heard_void)
        elif reply.code == 354:
            self._come_to_gate()
        elif 400 <= reply.code < 600:
            self._refused(self._refusal or reply.answer)
        else:
            self.fail(f"{reply.code} where it does not belong")

    def _heard_chunk(self, reply: smtp.Reply) -> None:
        if 200 <= reply.code < 300 and self._refusal is None:
            self._come_to_gate()
        elif reply.code == 421 or 200 <= reply.code < 300 or 400 <= reply.code < 600:
            self._refused(self._refusal or reply.answer)
        else:
            self.fail(f"{reply.code} where it does not belong")

    def _heard_end(self, reply: smtp.Reply) -> None:
        if self._out.touched <= self._end_at:  # the end has not left
            self._out_of_turn(reply)
            return
        if not (200 <= reply.code < 300 or 400 <= reply.code < 600):
            self.fail(f"{reply.code} where it does not belong")
            return
        assert self._ending is not None
        self.done += 1
        self._end(self._ending, reply.answer)
        self._ending = None
        if self._abandoned:
            self.close()
        elif reply.code == 421:
            self.fail(f"421 {reply.words}")

    def _heard_void(self, reply: smtp.Reply) -> None:
        if reply.code == 421:
            self.fail(f"421 {reply.words}")

    def _heard_rset(self, reply: smtp.Reply) -> None:
        if not 200 <= reply.code < 300:
            self.fail(f"RSET: {reply.code} {reply.words}")

    def _refused(self, answer: Answer, *, reset: bool = True) -> None:
        """End the letter ahead with the server's no, and make the line ready for another, or hang up on 421."""
        assert self.ahead is not None
        self._end(self.ahead, answer)
        self.ahead, self._letter, self._refusal = None, b"", None
        if answer.code == 421:
            self.close()
        elif reset:
            self._ask(b"RSET\r\n", Line._heard_rset)

    def _come_to_gate(self) -> None:
        self.at_gate = True
        self.news.at_gate.append(self)

    def _end(self, parcel: Parcel, outcome: Outcome) -> None:
        self.news.ended.append((parcel, outcome))

    # --- bytes ------------------------------------------------------------------------------------------------------

    def _ask(self, commands: bytes, *heard: _Heard) -> None:
        """Write commands together, or each when the answer to the one before it is there; ``heard`` hears the answers.

        Each command is a line.
        """
        if self.pipelining:
            self._say(commands, *heard)
            return
        self._unsaid.extend(zip(commands.splitlines(keepends=True), heard, strict=True))
        if not self._awaited:
            self._say(*self._unsaid.popleft())

    def _say(self, commands: bytes, *heard: _Heard) -> None:
        if not self._awaited:
            self._since = monotonic()
        self._awaited.extend(heard)
        self._out.put(commands)


_Heard = Callable[[Line, smtp.Reply], None]
