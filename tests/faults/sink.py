"""A recording SMTP sink: it takes what it is sent, on any number of lines, and remembers whose each letter was.

It is the judge of the many-letter faults: what it has taken counts, whatever our tables say. A letter is taken when
its end has been read; ``answer_after`` seconds later its 250 leaves. ``at_rcpt`` is called, off the loop, when a
recipient is named, and the sink waits for it before it answers.
"""

import asyncio
import re
import threading
import time
from collections import Counter


class Sink:
    def __init__(self, at_rcpt=None, answer_after=0.0):
        self.at_rcpt, self.answer_after = at_rcpt, answer_after
        self.taken = []  # (recipient, Message-ID), in order

    def __enter__(self):
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        assert self.ready.wait(5)
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.ending.set)
        self.thread.join(10)
        self.loop.close()

    @property
    def copies(self):
        """How many letters each recipient was sent."""
        return Counter(recipient for recipient, _ in self.taken)

    def wait_for(self, letters, seconds=120.0):
        """Wait until so many letters were taken."""
        until = time.monotonic() + seconds
        while len(self.taken) < letters:
            assert time.monotonic() < until, f"{len(self.taken)} of {letters} letters in {seconds:g} s"
            time.sleep(0.005)

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._serve())

    async def _serve(self):
        self.ending = asyncio.Event()
        lines = set()

        async def line(reader, writer):
            lines.add(asyncio.current_task())
            try:
                await self._talk(reader, writer)
            except (ConnectionError, asyncio.IncompleteReadError):
                pass  # a worker that was killed says no goodbye
            finally:
                lines.discard(asyncio.current_task())
                writer.close()

        server = await asyncio.start_server(line, "127.0.0.1", 0, limit=1 << 22)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await self.ending.wait()
        server.close()
        for task in list(lines):
            task.cancel()
        await asyncio.gather(*lines, return_exceptions=True)

    async def _talk(self, reader, writer):
        writer.write(b"220 sink ESMTP\r\n")
        recipient = ""
        while command := await reader.readline():
            verb = command[:4].upper()
            if verb == b"EHLO":
                writer.write(b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 10000000\r\n")
            elif verb == b"RCPT":
                recipient = re.search(rb"<(.*)>", command)[1].decode()
                if self.at_rcpt:
                    await asyncio.to_thread(self.at_rcpt, recipient)
                writer.write(b"250 2.1.5 ok\r\n")
            elif verb == b"DATA":
                writer.write(b"354 go on\r\n")
                await writer.drain()
                letter = await reader.readuntil(b"\r\n.\r\n")
                self.taken.append((recipient, re.search(rb"(?im)^Message-ID: *(<.*>)", letter)[1].decode()))
                if self.answer_after:
                    await asyncio.sleep(self.answer_after)
                writer.write(b"250 2.0.0 taken\r\n")
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                return
            else:
                writer.write(b"250 2.0.0 ok\r\n")
            await writer.drain()
