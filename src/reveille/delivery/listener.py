"""The listener: a mail server that takes nothing but what comes back of our letters, by SMTP or LMTP.

It belongs behind the mail server of the bounce domain, which hands over by LMTP, or on port 25 of a host that is that
domain's MX. It takes mail for our signed addresses, and for postmaster and abuse (RFC 2142), whose mail the operator
finds in the folder ``postmaster``; everybody else is refused while they are still talking. It sends nothing to anybody.

What it said yes to is stored: a letter that could not be settled is answered 451, and comes again.
"""

from __future__ import annotations

import logging
from asyncio import BaseTransport, get_running_loop
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, syntax
from django.conf import settings
from django.db import connection

from reveille.delivery import bounces, signed
from reveille.mail.listening import Listening
from reveille.mail.outbox import Outbox

log = logging.getLogger(__name__)

MOST_OCTETS = 1024 * 1024  # a report with a whole letter in it; longer ones are refused (552)
MOST_AT_ONCE, MOST_RECIPIENTS, IDLE_SECONDS = 50, 20, 60.0
PEOPLE = ("postmaster", "abuse")
KEPT_LETTERS = 500  # to people, on disk; then it is full until the operator has read them


class Listener:
    """Listens on ``host:port`` while a ``with`` lasts; port 0 takes a free one."""

    def __init__(self, host: str, port: int, folder: Path | None = None) -> None:
        self.people = Outbox(folder or settings.DATA / "postmaster")
        self.open = 0
        self._listening = Listening(self, lambda: _Talker(self), host, port)
        # One at a time, on one connection of the database: a storm waits at the door, not within.
        self._settling = ThreadPoolExecutor(1, "bounces")

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._listening.bound()[1]

    def __enter__(self) -> Self:
        self._listening.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.stop()
        self._settling.submit(_close_connection).result()
        self._settling.shutdown()

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a recipient that is ours, and nobody else."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 too many recipients"
        if not (_is_signed(address) or _is_for_people(address)):
            return "550 5.1.1 no such address here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Settle the mail for each recipient, then say so: to each of them by LMTP, to all at once by SMTP."""
        answers = []
        for address in envelope.rcpt_tos:
            work = partial(self._settled, envelope.original_content, address)
            answers.append(await get_running_loop().run_in_executor(self._settling, work))
        if getattr(server, "lmtp", False):
            return "\r\n".join(answers)  # RFC 2033 4.2
        # Of several, the one that is to come again counts: the others know this very mail when it does.
        return next((one for one in answers if not one.startswith("250")), answers[0])

    def _settled(self, mail: bytes, address: str) -> str:
        try:
            settled = bounces.settle(mail, [address], settings.CLOCK(), "listener")
            if _is_for_people(address) and settled.outcome in (bounces.UNKNOWN, bounces.NOTHING):
                return self._kept(mail)
        except Exception:
            log.exception("a mail that came back stumbled; it may come again")
            connection.close()
            return "451 4.3.0 not now"
        log.info("delivery %s: %s, %s", settled.delivery, settled.outcome, settled.reason)
        return "250 2.0.0 heard"

    def _kept(self, mail: bytes) -> str:
        if len(self.people.letters()) >= KEPT_LETTERS:
            return "452 4.2.2 the mailbox is full"
        self.people.keep(f"{settings.CLOCK():%Y%m%dT%H%M%S}", mail)
        return "250 2.0.0 kept"


class _Talker(SMTP):
    """One connection, by SMTP or LMTP, whichever greeting it begins with."""

    line_length_limit = 64 * 1024  # reports return letters with lines longer than they may be

    def __init__(self, listener: Listener) -> None:
        super().__init__(
            listener, data_size_limit=MOST_OCTETS, enable_SMTPUTF8=True, hostname="localhost", ident="Reveille",
            timeout=IDLE_SECONDS, command_call_limit={"*": 1000, "RCPT": 10_000, "MAIL": 10_000, "DATA": 10_000},
        )  # fmt: skip
        self.listener, self.lmtp = listener, False

    def connection_made(self, transport: BaseTransport) -> None:
        self.listener.open += 1
        if self.listener.open > MOST_AT_ONCE:
            transport.write(b"421 4.3.2 too many at once\r\n")  # type: ignore[attr-defined]
            transport.close()
            return
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.listener.open -= 1
        if self.session is not None:  # else it was never begun
            super().connection_lost(error)

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """LMTP's greeting (RFC 2033 4.1)."""
        self.lmtp = True
        await self.smtp_EHLO(arg)


def _close_connection() -> None:
    connection.close()  # each thread has its own; here it must be the settling one's


def _is_signed(address: str) -> bool:
    now = settings.CLOCK()
    return signed.delivery_of(address, now) is not None or signed.leaving(address, now) is not None


def _is_for_people(address: str) -> bool:
    return address.partition("@")[0].lower() in PEOPLE
