"""How letters leave this installation: by its relay, or, without one, into the outbox folder.

Whoever sends gives a ``before_dot``: it is called when all is ready and the letter has not left yet. What it
has written down when it returns is true whatever happens next; when it raises, the letter stays here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

from django.conf import settings as ours_


@dataclass(frozen=True)
class Answer:
    """What was said to a letter: the three digits, the enhanced code (RFC 3463) or nothing, the words."""

    code: int
    enhanced: str
    text: str

    @property
    def taken(self) -> bool:
        """The letter is theirs now."""
        return 200 <= self.code < 300

    @property
    def passing(self) -> bool:
        """They said no, and another time may be different."""
        return 400 <= self.code < 500


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


def transport_from(settings: Any) -> Transport:
    """Return the transport that ``settings`` ask for: RELAY, or the folder OUTBOX when there is none."""
    from reveille.mail.outbox import Outbox
    from reveille.mail.smtp import Smtp

    if settings.RELAY is None:
        return Outbox(settings.OUTBOX)
    return Smtp(settings.RELAY, hostname=urlsplit(settings.SITE_URL).hostname or "localhost")


def ours() -> Transport:
    """Return the transport of this installation."""
    return transport_from(ours_)
