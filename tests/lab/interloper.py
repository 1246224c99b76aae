"""Stands between the product and the lab's Postfix, understands SMTP, and does harm at a chosen point.

A ``fault`` is asked at each point of each letter and says what happens there:

    banner     the server greets
    ehlo       the answer to EHLO
    rcpt       RCPT was read and not passed on
    rcpt250    the answer to RCPT has been passed on
    data354    the answer to DATA, held back
    body       two thousand octets of the letter have been passed on
    predot     all of the letter but its dot has been passed on
    post250    the server has taken the letter; its answer is held back

CUT ends the line; HANG does so after a long silence; LATE goes on after it; DRIBBLE lets an answer pass octet by octet;
each of these lasts until ``until`` is true, and at most ``seconds`` (``waited_in_vain`` counts those that lasted so
long). KILL ends the product's process and lets nothing more pass. Words are said instead (at banner and rcpt, and the
line ends after those that begin with 421 or greet).

It offers no STARTTLS, so that it can read what passes, and CHUNKING only when it is told to (``data354`` is then the
answer to a chunk that is not the last, and ``predot`` comes before the one that is).
"""

import asyncio
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field

CUT, HANG, KILL, LATE, DRIBBLE = "cut", "hang", "kill", "late", "dribble"
DRIP = 0.2


class Cut(Exception):
    """The line ends here."""


@dataclass
class Interloper:
    """Listens on ``port`` while a ``with`` lasts. ``fault(point, recipient)`` gives None for: let it pass."""

    fault: object
    server: tuple = ("127.0.0.1", 20725)
    kill: object = None
    until: object = bool  # never
    seconds: float = 60
    waited_in_vain: int = 0
    chunking: bool = False
    said: list = field(default_factory=list)
    taken: list = field(default_factory=list)  # for whom the server took a letter, in this order
    points: Counter = field(default_factory=Counter)

    def __enter__(self):
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        self._loop.close()

    def die(self):
        """Listen no more and end every line: for a fault, which is asked on the interloper's own thread."""
        self._stop.set()

    def _run(self):
        self._loop.run_until_complete(self._serve())

    async def _serve(self):
        self._stop, self._lines = asyncio.Event(), set()
        listener = await asyncio.start_server(self._line, "127.0.0.1", 0, limit=2**20)
        self.port = listener.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        listener.close()
        for one in self._lines:
            one.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _line(self, reader, writer):
        task = asyncio.current_task()
        self._lines.add(task)
        upstream, both = None, []
        try:
            there, upstream = await asyncio.open_connection(*self.server, limit=2**20)
            talk = _Talk(self, (reader, writer), (there, upstream))
            both = [asyncio.ensure_future(talk.to_server()), asyncio.ensure_future(talk.to_client())]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in both:
                one.cancel()
            await asyncio.gather(*both, return_exceptions=True)
            for one in (writer, upstream):
                if one is not None:
                    one.transport.abort()
            self._lines.discard(task)


class _Talk:
    """One connection: what the client says goes to the server, and the other way round."""

    def __init__(self, owner, client, server):
        self.owner, self.client, self.server = owner, client, server
        self.asked = deque([("BANNER", "", None)])  # what waits for an answer: verb, recipient, words of our own
        self.more = asyncio.Event()
        self.recipient = ""
        self.data, self.wanted = asyncio.Event(), False  # DATA was answered: whether the server waits for a letter

    async def at(self, point, recipient=""):
        """Ask the fault; words and a dribble are given back, all else happens here."""
        owner = self.owner
        owner.points[point] += 1
        found = owner.fault(point, recipient)
        if found == KILL:
            owner.kill()
            found = HANG
        if found in (HANG, LATE):
            await self._silence()
            found = CUT if found == HANG else None
        if found == CUT:
            raise Cut
        return found

    async def _silence(self):
        owner, end = self.owner, time.monotonic() + self.owner.seconds
        while not owner.until():
            if time.monotonic() > end:
                owner.waited_in_vain += 1
                return
            await asyncio.sleep(0.05)

    async def to_server(self):
        reader, (_, upstream) = self.client[0], self.server
        while line := await reader.readline():
            self.owner.said.append(line.rstrip().decode("latin-1"))
            verb = line[:4].upper().strip().decode("latin-1")
            said = None
            if verb == "BDAT":
                await self._chunk(line, reader, upstream)
                continue
            if verb == "RCPT":
                self.recipient = line.split(b"<", 1)[1].split(b">")[0].decode()
                said = await self.at("rcpt", self.recipient)
            if said is None:
                upstream.write(line)
                await upstream.drain()
            self.asked.append((verb, self.recipient, said))
            self.more.set()
            if verb == "DATA" and await self._go_on():
                await self._letter(reader, upstream)

    async def _go_on(self):
        """Wait for the answer to DATA; tell whether the server wants a letter."""
        self.data.clear()
        await self.data.wait()
        return self.wanted

    async def _letter(self, reader, upstream):
        seen, tail, cut_short = 0, b"\r\n", False
        while line := await reader.readline():
            seen += len(line)
            if line == b".\r\n" and tail.endswith(b"\r\n"):
                await upstream.drain()
                await self.at("predot", self.recipient)
                self.asked.append(("DOT", self.recipient, None))
                self.more.set()
                upstream.write(line)
                await upstream.drain()
                return
            upstream.write(line)
            tail = line
            if seen > 2000 and not cut_short:
                cut_short = True
                await self.at("body", self.recipient)
        raise Cut

    async def _chunk(self, line, reader, upstream):
        last = line.split()[-1].upper() == b"LAST"
        if last:
            await self.at("predot", self.recipient)
        left = int(line.split()[1])
        self.asked.append(("DOT" if last else "DATA", self.recipient, None))
        self.more.set()
        upstream.write(line)
        while left:
            some = await reader.readexactly(min(left, 2000))
            upstream.write(some)
            await upstream.drain()
            left -= len(some)
            if left:
                await self.at("body", self.recipient)

    async def to_client(self):
        reader = self.server[0]
        while True:
            while not self.asked:
                self.more.clear()
                await self.more.wait()
            verb, recipient, said = self.asked.popleft()
            if said is not None:
                await self._say(said, None)
                if said.startswith(b"421"):
                    raise Cut
                continue
            await self._answered(verb, recipient, await self._reply(reader))

    async def _reply(self, reader):
        lines = []
        while line := await reader.readline():
            lines.append(line)
            if line[3:4] != b"-":
                return lines
        raise Cut

    async def _answered(self, verb, recipient, lines):
        good = lines[-1][:1] in b"23"
        found = None
        if verb == "BANNER":
            found = await self.at("banner")
        elif verb in ("EHLO", "HELO"):
            hidden = (b"STARTTLS",) if self.owner.chunking else (b"STARTTLS", b"CHUNKING")
            lines = [line for line in lines if not line[4:].strip().upper().startswith(hidden)]
            lines[-1] = lines[-1][:3] + b" " + lines[-1][4:]
            found = await self.at("ehlo")
        elif verb == "DATA" and good:
            found = await self.at("data354", recipient)
        elif verb == "DOT" and good:
            self.owner.taken.append(recipient)
            found = await self.at("post250", recipient)
        if isinstance(found, bytes):
            lines = [found]
        await self._say(b"".join(lines), found)
        if verb == "DATA":
            self.wanted = lines[-1].startswith(b"354")
            self.data.set()
        if verb == "RCPT" and good:
            await self.at("rcpt250", recipient)
        if isinstance(found, bytes):
            raise Cut

    async def _say(self, words, how):
        writer = self.client[1]
        if how == DRIBBLE:
            dripping = asyncio.ensure_future(self._silence())
            while len(words) > 3 and not dripping.done():
                writer.write(words[:1])
                words = words[1:]
                await asyncio.sleep(DRIP)
            await dripping
        writer.write(words)
        await writer.drain()


def once(point, what, nth=1, whom=""):
    """Return a fault that does ``what`` at the ``nth`` coming of ``point``, and only then; ``whom`` begins the name."""
    left = [nth]

    def fault(where, recipient):
        if where == point and recipient.startswith(whom):
            left[0] -= 1
            if not left[0]:
                return what
        return None

    return fault
