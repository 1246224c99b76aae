"""A hosted provider's API, by Anymail: for who has no mail server, and reputation to borrow.

What the API says to a letter becomes an answer. A request that left and was not answered is in doubt, like a dot
without its 250; one that never left stays with us. The provider signs with its own key, so that our signature does
not travel; everything else of the letter does.
"""

from __future__ import annotations

import email
import threading
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

import requests
from anymail.exceptions import AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMultiAlternatives

from reveille.core.errors import InDoubt, NotHandedOver
from reveille.core.replies import Answer
from reveille.mail.abreast import Abreast
from reveille.mail.account import Account
from reveille.mail.transport import nothing

LETTER = "reveille_letter"  # the metadata by which the provider's events name their letter
SECONDS = 30.0
_THEIRS = {"from", "to", "subject", "date", "reply-to", "mime-version", "dkim-signature"}
TAGS_ONLY = {"mailersend"}  # its events bring no metadata back, but tags
_LATER = {420, 429, 503}  # it says itself that it did nothing (420: SparkPost's, over a limit)


class Provider:
    """One account. A Transport; each thread has its own connection."""

    def __init__(self, account: Account, connections: int = 10, seconds: float = SECONDS) -> None:
        self.account, self.connections, self.seconds = account, connections, seconds
        self._mine = threading.local()
        self._opened: list[Any] = []

    def road(self) -> Abreast:
        """Return a road for several requests at once."""
        return Abreast(self, self.connections)

    def send(
        self, envelope_from: str, recipient: str, letter: bytes, before_dot: Callable[[], None] = nothing
    ) -> Answer:
        """Hand ``letter`` over; see ``Transport.send``."""
        made = _message(letter, recipient)
        made.metadata = {LETTER: envelope_from}
        if self.account.provider in TAGS_ONLY:
            made.tags = [envelope_from]
        made.track_opens = made.track_clicks = False  # some do unless told; what only the account can say, it has to
        before_dot()
        try:
            self._backend().send_messages([made])
        except AnymailRecipientsRefused:
            return Answer(550, "5.1.0", "the provider refused the address")
        except AnymailError as error:
            return self._failed(error)
        return self._said(made, recipient)

    def close(self) -> None:
        """Hang up."""
        for backend in self._opened:
            backend.close()
        self._opened.clear()
        self._mine = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _backend(self) -> Any:
        if not hasattr(self._mine, "backend"):
            self._mine.backend = self.account.backend(self.seconds)
            self._mine.backend.open()
            self._opened.append(self._mine.backend)
        return self._mine.backend

    def _failed(self, error: AnymailError) -> Answer:
        """Return what the API's refusal means. Raises NotHandedOver or InDoubt where it is none."""
        where = self.account.provider
        status = getattr(error, "status_code", None)
        if status is None:
            if _never_left(error):
                raise NotHandedOver(where, "it cannot be reached") from error
            raise InDoubt(where, "no answer, or none that can be read") from error
        if status in _LATER:
            return Answer(421 if status == 429 else 451, "4.7.28" if status == 429 else "4.3.2", f"API: {status}")
        if status in (401, 402, 403, 404):
            raise NotHandedOver(where, f"API: {status}; is the key right?") from error
        if not 400 <= status < 500:  # also a yes in words that say nothing: the letter may have left
            raise InDoubt(where, f"API: {status}") from error
        return Answer(554, "5.6.0", f"API: {status}")

    def _said(self, made: Any, recipient: str) -> Answer:
        status = made.anymail_status.recipients.get(recipient)
        said = getattr(status, "status", None)
        if said in ("sent", "queued"):
            return Answer(250, "2.0.0", f"{said} as {status.message_id}")
        if said in ("invalid", "rejected", "failed"):
            return Answer(550, "5.1.0" if said == "invalid" else "5.7.1", f"the provider says: {said}")
        raise InDoubt(self.account.provider, f"the provider says: {said}")


def _never_left(error: BaseException) -> bool:
    """Tell whether the connection was never there, so that nothing of the request can have left."""
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return True
    cause: Any = error.__cause__
    reason = getattr(cause.args[0], "reason", None) if cause is not None and cause.args else None
    return isinstance(error, requests.exceptions.ConnectionError) and type(reason).__name__ in (
        "NewConnectionError", "ConnectTimeoutError", "NameResolutionError",
    )  # fmt: skip


def _message(letter: bytes, recipient: str) -> Any:
    """Return a letter as Django knows it, for Anymail, which knows more of it."""
    parsed = email.message_from_bytes(letter, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    text, html = (parsed.get_body((kind,)) for kind in ("plain", "html"))
    made = EmailMultiAlternatives(
        subject=str(parsed["Subject"]),
        body=text.get_content() if text is not None else "",
        from_email=str(parsed["From"]),
        to=[recipient],
        reply_to=[str(parsed["Reply-To"])] if parsed["Reply-To"] else None,
        headers={
            name: str(value)
            for name, value in parsed.items()
            if name.lower() not in _THEIRS and not name.lower().startswith("content-")
        },
    )
    if html is not None:
        made.attach_alternative(html.get_content(), "text/html")
    return made
