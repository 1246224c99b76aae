"""A small mail server in a thread of its own, as aiosmtpd runs it; it may listen on a free port.

Where it cannot listen it says so at once, and leaves nothing open.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
import weakref
from collections.abc import Callable
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from reveille.core.errors import ListenError

ADVICE = {
    errno.EADDRINUSE: "another program listens there already: end it, or take another port",
    errno.EACCES: "ports below 1024 are the system's: take one above, or let this program have it"
    " (CAP_NET_BIND_SERVICE)",
    errno.EADDRNOTAVAIL: "this machine has no such address: take one of its own, or 127.0.0.1",
}
LAST_WORDS = 1.0  # seconds that those who still talk have at the end


class Listening(Controller):
    """Listens between ``start`` and ``stop``; each connection talks to what ``made`` makes."""

    def __init__(self, handler: Any, made: Callable[[], SMTP], host: str, port: int) -> None:
        super().__init__(handler, hostname=host, port=port, ready_timeout=10)
        self._made = made
        self._talkers: weakref.WeakSet[SMTP] = weakref.WeakSet()

    def start(self) -> None:
        """Begin. Raises ListenError."""
        try:
            super().start()
        except OSError as error:
            if self._thread_exception is not error:
                raise
            assert self._thread is not None, "it began, and ended at once"
            self._thread.join()
            why = ADVICE.get(error.errno or 0, error.strerror or str(error))
            raise ListenError(f"{self.hostname}:{self.port}", why) from error

    def _run(self, ready_event: threading.Event) -> None:
        super()._run(ready_event)
        if self._thread_exception is not None:  # nobody ends a loop that never ran, and who waits for it waits in vain
            self.loop.close()
            ready_event.set()

    def factory(self) -> SMTP:
        """Return the talker of a new connection."""
        talker = self._made()
        self._talkers.add(talker)
        return talker

    def stop(self, no_assert: bool = False) -> None:
        """End; who still talks may finish within LAST_WORDS, and every connection is closed."""
        if self.loop.is_running():
            asyncio.run_coroutine_threadsafe(self._hung_up(), self.loop).result(LAST_WORDS + 5)
        super().stop(no_assert)

    async def _hung_up(self) -> None:
        assert isinstance(self.server, asyncio.Server), "it listens between start and stop"
        for listener in self.server.sockets:
            self.loop.remove_reader(listener.fileno())  # nobody new; what was accepted needs a server that is open
        for _ in range(3):  # turns of the loop that a connection takes from being accepted to having its talker
            await asyncio.sleep(0)
        until = self.loop.time() + LAST_WORDS
        while self._open() and self.loop.time() < until:
            await asyncio.sleep(0.005)
        for transport in self._open():
            transport.abort()
        await asyncio.sleep(0)  # what was aborted is closed in the loop's next turn

    def _open(self) -> list[asyncio.WriteTransport]:
        return [one.transport for one in self._talkers if isinstance(one.transport, asyncio.WriteTransport)]

    def bound(self) -> tuple[str, int]:
        """Return the address and the port it really has."""
        assert isinstance(self.server, asyncio.Server), "it listens between start and stop"
        host, port = self.server.sockets[0].getsockname()[:2]
        return str(host), int(port)

    def _trigger_server(self) -> None:
        if self._thread_exception is not None:
            raise self._thread_exception
        # aiosmtpd greets its server once, to see it up; it would ask for port 0.
        with socket.create_connection(self.bound(), timeout=5) as greeted:
            greeted.recv(100)
