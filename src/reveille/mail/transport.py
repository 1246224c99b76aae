"""What takes letters away: a relay, a provider, a folder.

Whoever sends writes its intent down when all is ready and the letter has not left yet. What stands there is true
whatever happens next; when it cannot be written, the letter stays here. A ``Transport`` takes one letter at a time
and is told the intent as ``before_dot``; a ``Road`` has many letters on their way at once and asks for many intents
together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from reveille.core.replies import Answer

KEEPS = 10.0  # seconds; a letter says when it was made


def nothing() -> None:
    """Write nothing down before the dot."""


class Transport(Protocol):
    """Takes letters, one at a time. Not to be shared by threads."""

    def send(
        self,
        envelope_from: str,
        recipient: str,
        letter: bytes,
        before_dot: Callable[[], None] = nothing,
    ) -> Answer:
        """Hand ``letter`` over and return what was answered.

        Raises NotHandedOver when it stayed here, InDoubt when it left and no answer came, and whatever
        ``before_dot`` raises, which keeps it here as well.
        """

    def close(self) -> None:
        """End the conversation, if there is one."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


@dataclass(eq=False, slots=True)
class Parcel:
    """A letter to be sent; ``remake`` makes one anew that has waited for a line too long."""

    envelope_from: str
    recipient: str
    letter: bytes = field(repr=False)
    dotless: bool = False  # no line of it begins with a dot, and it ends with a line's end: its maker says so
    remake: Callable[[], bytes] | None = None
    made_at: float = field(default_factory=monotonic)

    def fresh(self) -> bytes:
        """Return the letter as it may leave now. Raises what keeps it from being made anew."""
        if self.remake is not None and monotonic() > self.made_at + KEEPS:
            self.letter, self.made_at = self.remake(), monotonic()
        return self.letter

    @property
    def beyond_ascii(self) -> bool:
        """Whether only a relay that offers SMTPUTF8 takes it."""
        return not self.recipient.isascii()


Outcome = Answer | Exception
"""How a letter ended: an answer, NotHandedOver, InDoubt, or whatever kept it from being made."""


@dataclass
class Turn:
    """What a turn of a road brought: who has ended and how, and who waits for its intent to be written down."""

    ended: list[tuple[Parcel, Outcome]] = field(default_factory=list)
    waiting: list[Parcel] = field(default_factory=list)
    slow: list[Parcel] = field(default_factory=list)  # nobody answers these; told once


class Road(Protocol):
    """Takes many letters at once. Not to be shared by threads."""

    @property
    def places(self) -> int:
        """How many letters may be on their way together."""

    @property
    def width(self) -> int:
        """How many letters may end at the same time."""

    @property
    def busy(self) -> int:
        """How many letters are on their way."""

    def put(self, parcel: Parcel) -> None:
        """Take a letter; it may be asked for its intent, and it ends, in one of the turns that follow."""

    def turn(self, seconds: float, behind: int = 0, linger: float = 0.0) -> Turn:
        """Go on for at most ``seconds``; ``behind`` letters are still to be put.

        Once something has happened, wait up to ``linger`` for what happens at the same time.
        """

    def go(self, parcel: Parcel) -> None:
        """Let a waiting letter go: its intent is written down."""

    def call_off(self, parcel: Parcel) -> None:
        """Keep a waiting letter here. It does not end."""

    def withdraw(self) -> list[Parcel]:
        """Return the letters that have not left and never will by this road; the others still end."""

    def close(self) -> None:
        """End all conversations."""


@runtime_checkable
class Wide(Protocol):
    """A transport that can take many letters at once."""

    def road(self) -> Road:
        """Return a road of its own."""
