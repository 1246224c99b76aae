"""The relay, for one letter at a time; for many at once it gives a road."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Self

from reveille.core import smtp
from reveille.core.errors import NotHandedOver
from reveille.core.replies import Answer
from reveille.mail.opening import Patience
from reveille.mail.relay import Relay
from reveille.mail.road import SmtpRoad
from reveille.mail.transport import Parcel, nothing

CONNECTIONS = 10
_USUAL = Patience()


class Smtp:
    """One relay or several. A Transport."""

    def __init__(
        self,
        *relays: Relay,
        hostname: str = "localhost",
        trust: ssl.SSLContext | None = None,
        connections: int = CONNECTIONS,
        connect_seconds: float = _USUAL.connect,
        command_seconds: float = _USUAL.command,
        dot_seconds: float = _USUAL.dot,
    ) -> None:
        self.relays, self.hostname, self.trust, self.connections = relays, hostname, trust, connections
        self.patience = Patience(connect_seconds, command_seconds, dot_seconds)
        self._own: SmtpRoad | None = None

    def road(self) -> SmtpRoad:
        """Return a road of its own, for many letters at once."""
        return self._road(self.connections)

    def send(
        self,
        envelope_from: str,
        recipient: str,
        letter: bytes,
        before_dot: Callable[[], None] = nothing,
    ) -> Answer:
        """Hand ``letter`` over; see ``Transport.send``."""
        where = self.relays[0].where
        if not smtp.is_path(envelope_from) or not smtp.is_path(recipient):
            raise NotHandedOver(where, "an address that no envelope can hold")
        self._own = self._own or self._road(1)
        try:
            return self._sent(self._own, Parcel(envelope_from, recipient, letter), before_dot)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Say goodbye, if anybody is still there."""
        if self._own is not None:
            self._own.close()
            self._own = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _sent(self, road: SmtpRoad, parcel: Parcel, before_dot: Callable[[], None]) -> Answer:
        road.put(parcel)
        while True:
            turn = road.turn(self.patience.dot)
            if turn.waiting:
                before_dot()
                road.go(parcel)
            for _, outcome in turn.ended:
                if isinstance(outcome, Exception):
                    raise outcome
                return outcome

    def _road(self, connections: int) -> SmtpRoad:
        return SmtpRoad(self.relays, self.hostname, self.patience, connections, self.trust)
