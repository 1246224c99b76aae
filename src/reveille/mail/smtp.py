"""The relay: SMTP to one server, over one connection that is kept as long as it answers.

SMTP has one blind spot: after the final dot, a lost connection does not say whether the letter was taken
(RFC 1047). So the dot is sent apart: everything before it is provably undelivered (NotHandedOver), everything
after it is an answer or InDoubt. A refused recipient or letter is an answer; a relay that will not talk to us
(banner, TLS, AUTH, MAIL) is NotHandedOver, since that is not the reader's fault.
"""

from __future__ import annotations

import ipaddress
import re
import smtplib
import ssl
from collections.abc import Callable
from types import TracebackType
from typing import Self

from reveille.core.errors import InDoubt, NotHandedOver
from reveille.mail.relay import Relay
from reveille.mail.transport import Answer, nothing

CONNECT_SECONDS, COMMAND_SECONDS = 30.0, 120.0
DOT_SECONDS = 600.0  # RFC 5321 4.5.3.2.6: ten minutes, for a server that thinks about it
LETTERS_A_CONNECTION = 100  # many servers close after some; better we than they

_ENVELOPE = re.compile(r"[\x21-\x7e]+@[A-Za-z0-9.-]+")
_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})\b\s*")


class Smtp:
    """One relay. A transport."""

    def __init__(
        self,
        relay: Relay,
        *,
        hostname: str = "localhost",
        trust: ssl.SSLContext | None = None,
        connect_seconds: float = CONNECT_SECONDS,
        command_seconds: float = COMMAND_SECONDS,
        dot_seconds: float = DOT_SECONDS,
    ) -> None:
        self.relay, self.hostname, self.trust = relay, _ehlo_name(hostname), trust
        self.connect_seconds, self.command_seconds = connect_seconds, command_seconds
        self.dot_seconds = dot_seconds
        self._open: smtplib.SMTP | None = None
        self._sent = 0

    def send(
        self,
        envelope_from: str,
        recipient: str,
        letter: bytes,
        before_dot: Callable[[], None] = nothing,
    ) -> Answer:
        """Hand ``letter`` to the relay; see ``Transport.send``."""
        for part in (envelope_from, recipient):
            if not _ENVELOPE.fullmatch(part) or set(part) & set("<>"):
                raise NotHandedOver(self._where, "an address that no envelope can hold")
        server = self._greeted(envelope_from, len(letter))
        refusal = self._rejected(server, *self._said(server, lambda: server.rcpt(recipient)))
        if refusal is None:
            refusal = self._rejected(server, *self._said(server, lambda: server.docmd("DATA")), wanted=354)
        if refusal is not None:
            return refusal
        self._bytes(server, _stuffed(letter))
        try:
            before_dot()
        except BaseException:
            self._drop()  # without its dot, no server may take the letter (RFC 5321 4.1.1.4)
            raise
        return self._dot(server)

    def close(self) -> None:
        """Say goodbye, if anybody is still there."""
        if self._open is not None:
            try:
                self._open.quit()
            except (OSError, smtplib.SMTPException):
                self._open.close()
            self._open = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _where(self) -> str:
        return f"{self.relay.host}:{self.relay.port}"

    def _greeted(self, envelope_from: str, size: int) -> smtplib.SMTP:
        """Return a server that has taken MAIL FROM; a kept connection that has gone stale is opened anew."""
        if self._sent >= LETTERS_A_CONNECTION:
            self.close()
        if self._open is not None:
            try:
                return self._mail(self._open, envelope_from, size)
            except NotHandedOver:
                self._drop()
        self._open, self._sent = self._connected(), 0
        return self._mail(self._open, envelope_from, size)

    def _mail(self, server: smtplib.SMTP, envelope_from: str, size: int) -> smtplib.SMTP:
        options = [f"size={size}"] if server.has_extn("size") else []
        code, words = self._said(server, lambda: server.mail(envelope_from, options))
        if not 200 <= code < 300:
            self._drop()
            raise NotHandedOver(self._where, f"MAIL: {code} {_words(words)}")
        return server

    def _connected(self) -> smtplib.SMTP:
        relay = self.relay
        if relay.tls == "none" and not _is_loopback(relay.host):
            raise NotHandedOver(self._where, "without TLS only to this machine itself")
        trust = self.trust or ssl.create_default_context()
        server: smtplib.SMTP | None = None
        try:
            if relay.tls == "implicit":
                server = smtplib.SMTP_SSL(
                    relay.host,
                    relay.port,
                    local_hostname=self.hostname,
                    timeout=self.connect_seconds,
                    context=trust,
                )
            else:
                server = smtplib.SMTP(
                    relay.host, relay.port, local_hostname=self.hostname, timeout=self.connect_seconds
                )
            self._patience(server, self.command_seconds)
            server.ehlo_or_helo_if_needed()
            if relay.tls == "starttls":
                server.starttls(context=trust)
                server.ehlo_or_helo_if_needed()
            if relay.user:
                server.login(relay.user, relay.password)
        except (OSError, smtplib.SMTPException) as error:
            if server is not None:
                server.close()
            raise NotHandedOver(self._where, _why(error)) from error
        return server

    def _said(self, server: smtplib.SMTP, ask: Callable[[], tuple[int, bytes]]) -> tuple[int, bytes]:
        """Return what the server said before the dot; silence there is safe."""
        try:
            code, words = ask()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise NotHandedOver(self._where, _why(error)) from error
        if code < 200:
            self._drop()
            raise NotHandedOver(self._where, "an answer that is none of SMTP's")
        return code, words

    def _rejected(self, server: smtplib.SMTP, code: int, words: bytes, wanted: int | None = None) -> Answer | None:
        """Return the server's no, or None when it said yes; then the letter is called off."""
        if code == wanted or (wanted is None and 200 <= code < 300):
            return None
        if not 400 <= code < 600:
            self._drop()
            raise NotHandedOver(self._where, f"{code} where it does not belong")
        self._call_off(server, code)
        return _answer(code, words)

    def _call_off(self, server: smtplib.SMTP, code: int) -> None:
        """Make the connection ready for another letter, or drop it (421: the server is about to)."""
        try:
            if code == 421 or server.rset()[0] != 250:
                self._drop()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _bytes(self, server: smtplib.SMTP, stuffed: bytes) -> None:
        try:
            server.send(stuffed)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise NotHandedOver(self._where, _why(error)) from error

    def _dot(self, server: smtplib.SMTP) -> Answer:
        """Send the dot and wait for what it is answered. From here on, silence is doubt."""
        try:
            self._patience(server, self.dot_seconds)
            server.send(b".\r\n")
            code, words = server.getreply()
            self._patience(server, self.command_seconds)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise InDoubt(self._where, _why(error)) from error
        self._sent += 1
        if not (200 <= code < 300 or 400 <= code < 600):
            self._drop()
            raise InDoubt(self._where, "an answer that is none of SMTP's")
        if code == 421:
            self._drop()
        return _answer(code, words)

    def _drop(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    @staticmethod
    def _patience(server: smtplib.SMTP, seconds: float) -> None:
        if server.sock is not None:
            server.sock.settimeout(seconds)


def _stuffed(letter: bytes) -> bytes:
    """Return ``letter`` as DATA carries it: a line's own dot doubled, CRLF at its end (RFC 5321 4.5.2)."""
    stuffed = letter.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _answer(code: int, words: bytes) -> Answer:
    said = _words(words)
    found = _ENHANCED.match(said)
    return Answer(code, found.group(1) if found else "", said[found.end() :] if found else said)


def _words(words: bytes) -> str:
    said = words.decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())[:400]


def _why(error: Exception) -> str:
    """Return what went wrong in words, without what we said ourselves (AUTH holds a password)."""
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return f"{error.smtp_code} {_words(words if isinstance(words, bytes) else str(words).encode())}"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate does not hold: {error.verify_message}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return _words(str(error).encode())


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _ehlo_name(host: str) -> str:
    """Return the name for EHLO: a domain, or an address in brackets (RFC 5321 4.1.3)."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host
    return f"[IPv6:{address}]" if address.version == 6 else f"[{address}]"
