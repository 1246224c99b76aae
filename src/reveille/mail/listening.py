"""A small mail server in a thread of its own, as aiosmtpd runs it; it may listen on a free port."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Listening(Controller):
    """Listens between ``start`` and ``stop``; each connection talks to what ``made`` makes."""

    def __init__(self, handler: Any, made: Callable[[], SMTP], host: str, port: int) -> None:
        super().__init__(handler, hostname=host, port=port, ready_timeout=10)
        self._made = made

    def factory(self) -> SMTP:
        """Return the talker of a new connection."""
        return self._made()

    def bound(self) -> tuple[str, int]:
        """Return the address and the port it really has."""
        assert isinstance(self.server, asyncio.Server), "it listens between start and stop"
        host, port = self.server.sockets[0].getsockname()[:2]
        return str(host), int(port)

    def _trigger_server(self) -> None:
        # aiosmtpd greets its server once, to see it up; it would ask for port 0.
        with socket.create_connection(self.bound(), timeout=5) as greeted:
            greeted.recv(100)
