"""A transport as a road: one letter at a time, its intent asked for just before it leaves."""

from __future__ import annotations

from collections.abc import Callable

from reveille.mail.transport import Outcome, Parcel, Transport, Turn


class CalledOff(Exception):
    """The letter at the gate is to stay here."""


class OneByOne:
    """A Road. ``intend`` writes a letter's intent down, or raises CalledOff."""

    def __init__(self, transport: Transport, intend: Callable[[Parcel], None]) -> None:
        self.transport, self.intend = transport, intend
        self._waiting: Parcel | None = None

    @property
    def places(self) -> int:
        """One."""
        return 1

    @property
    def width(self) -> int:
        """One."""
        return 1

    @property
    def busy(self) -> int:
        """Whether there is one."""
        return 0 if self._waiting is None else 1

    def put(self, parcel: Parcel) -> None:
        """Take a letter."""
        self._waiting = parcel

    def turn(self, seconds: float, behind: int = 0, linger: float = 0.0) -> Turn:
        """Send it, however long that takes."""
        parcel, self._waiting = self._waiting, None
        outcome = None if parcel is None else self._sent(parcel)
        return Turn() if parcel is None or outcome is None else Turn(ended=[(parcel, outcome)])

    def _sent(self, parcel: Parcel) -> Outcome | None:
        try:
            return self.transport.send(
                parcel.envelope_from, parcel.recipient, parcel.letter, lambda: self.intend(parcel)
            )
        except CalledOff:
            return None
        except Exception as error:  # noqa: BLE001 - it ends its own turn, and is told
            return error

    def go(self, parcel: Parcel) -> None:
        """Nobody waits here."""

    def call_off(self, parcel: Parcel) -> None:
        """Nobody waits here."""

    def withdraw(self) -> list[Parcel]:
        """Return the letter that was put and has not been sent."""
        parcel, self._waiting = self._waiting, None
        return [] if parcel is None else [parcel]

    def close(self) -> None:
        """End the conversation."""
        self.transport.close()
