"""Opening a line to a relay: connect, secure, greet, sign in. It may block; nothing of a letter is said yet.

Everything that goes wrong here is NotHandedOver, in words without our password. Each answer has one absolute time
to be whole in, so that a server that speaks a byte at a time is left as well.
"""

from __future__ import annotations

import base64
import socket
import ssl
import time
from dataclasses import dataclass

from reveille.core import smtp
from reveille.core.errors import BadReply, NotHandedOver
from reveille.mail.relay import Relay


@dataclass(frozen=True)
class Patience:
    """How many seconds we wait (RFC 5321 4.5.3.2): for a connection, for an answer, for the answer to the dot."""

    connect: float = 30.0
    command: float = 300.0
    dot: float = 600.0


@dataclass(frozen=True)
class Opened:
    """A line that is ready for letters, and what its server offers."""

    sock: socket.socket
    offers: dict[str, str]
    where: str
    relay: Relay


def opened(relay: Relay, hostname: str, patience: Patience, trust: ssl.SSLContext | None = None) -> Opened:
    """Return a line to ``relay``. Raises NotHandedOver."""
    if relay.tls == "none" and not relay.is_this_machine:
        raise NotHandedOver(relay.where, "without TLS only to this machine itself")
    trust = trust or (relay.trust() if relay.tls != "none" else None)
    try:
        sock = socket.create_connection((relay.host.strip("[]"), relay.port), timeout=patience.connect)
    except OSError as error:
        raise NotHandedOver(relay.where, why(error)) from error
    talk = _Talk(sock, relay, patience)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        offers = talk.begin(smtp.greeting_name(hostname), trust)
    except (OSError, BadReply) as error:
        talk.sock.close()
        raise NotHandedOver(relay.where, why(error)) from error
    except BaseException:
        talk.sock.close()
        raise
    talk.sock.settimeout(0)
    return Opened(talk.sock, offers, relay.where, relay)


def why(error: Exception) -> str:
    """Return what went wrong in words."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate does not hold: {error.verify_message}"
    if isinstance(error, BadReply):
        return error.detail
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)[: smtp.WORDS]


class _Talk:
    """One command, one answer."""

    def __init__(self, sock: socket.socket, relay: Relay, patience: Patience) -> None:
        self.sock, self.relay, self.patience = sock, relay, patience
        self.reader = smtp.Reader()

    def begin(self, name: str, trust: ssl.SSLContext | None) -> dict[str, str]:
        """Secure the line, greet and sign in; return what is offered after that."""
        if self.relay.tls == "implicit":
            self.secure(trust)
        self.wanted(self.reply(), 220, "greeting")
        offers = self.hello(name)
        if self.relay.tls == "starttls" or (self.relay.tls == "opportunistic" and "STARTTLS" in offers):
            if "STARTTLS" not in offers:
                raise NotHandedOver(self.relay.where, "it does not offer STARTTLS")
            self.wanted(self.asked(b"STARTTLS\r\n"), 220, "STARTTLS")
            if not self.reader.empty:  # said in clear, to be taken as said under TLS (CVE-2011-0411 and its kin)
                raise BadReply("reply", "more than the answer to STARTTLS")
            self.secure(trust)
            offers = self.hello(name)
        if self.relay.user:
            self.sign_in(offers)
        return offers

    def secure(self, trust: ssl.SSLContext | None) -> None:
        """Go on under TLS."""
        assert trust is not None
        self.sock.settimeout(self.patience.command)
        self.sock = trust.wrap_socket(self.sock, server_hostname=self.relay.host.strip("[]"))

    def hello(self, name: str) -> dict[str, str]:
        """Greet; return what is offered."""
        reply = self.asked(f"EHLO {name}\r\n".encode("ascii"))
        if reply.code == 250:
            return smtp.extensions(reply)
        self.wanted(self.asked(f"HELO {name}\r\n".encode("ascii")), 250, "HELO")
        return {}

    def sign_in(self, offers: dict[str, str]) -> None:
        """Say who we are, and never in clear."""
        if not isinstance(self.sock, ssl.SSLSocket):
            raise NotHandedOver(self.relay.where, "no password goes over a line without TLS")
        ways = offers.get("AUTH", "").upper().split()
        if "PLAIN" in ways:
            reply = self.asked(smtp.plain(self.relay.user, self.relay.password))
        elif "LOGIN" in ways:
            self.wanted(self.asked(b"AUTH LOGIN\r\n"), 334, "AUTH")
            self.wanted(self.asked(_encoded(self.relay.user)), 334, "AUTH")
            reply = self.asked(_encoded(self.relay.password))
        else:
            raise NotHandedOver(self.relay.where, "it offers no way to sign in that we know (PLAIN, LOGIN)")
        self.wanted(reply, 235, "AUTH")

    def asked(self, command: bytes) -> smtp.Reply:
        """Say ``command`` and return the answer."""
        self.sock.settimeout(self.patience.command)
        self.sock.sendall(command)
        return self.reply()

    def reply(self) -> smtp.Reply:
        """Return the next answer."""
        end = time.monotonic() + self.patience.command
        while True:
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self.sock.settimeout(left)
            data = self.sock.recv(4096)
            if not data:
                raise ConnectionError("the line was cut")
            found = list(self.reader.feed(data))
            if len(found) > 1:
                raise BadReply("reply", "more answers than questions")
            if found:
                return found[0]

    def wanted(self, reply: smtp.Reply, code: int, what: str) -> None:
        """Go on if ``reply`` is the one that is wanted."""
        if reply.code != code:
            raise NotHandedOver(self.relay.where, f"{what}: {reply.code} {reply.words}")


def _encoded(value: str) -> bytes:
    return base64.b64encode(value.encode()) + b"\r\n"
