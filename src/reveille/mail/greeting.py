"""Greet the relay and go: what it offers, how the line is secured, whether it lets us sign in. No letter is sent."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime

from reveille.mail.relay import Relay

SECONDS = 10.0
NOT_SECURE = ("SSLv3", "TLSv1", "TLSv1.1")


@dataclass(frozen=True)
class Greeting:
    """What the relay answered; ``failed`` says where it ended."""

    offers: tuple[str, ...] = ()  # pipelining, size, smtputf8, …
    most: int | None = None  # octets of a letter; None when it does not say, 0 when it knows no limit
    version: str = ""  # TLSv1.3
    until: datetime | None = None  # the certificate holds
    signed_in: bool = False
    failed: str = ""
    called: str = ""  # what it calls itself, in lower case
    seen: str = ""  # our address, as it sees us where nothing on the way changes it


def greet(relay: Relay, hostname: str) -> Greeting:
    """Return what the relay offers. Whatever goes wrong is an answer."""
    trust = relay.trust()
    server: smtplib.SMTP | None = None
    step = "it does not answer"
    try:
        if relay.tls == "implicit":
            server = smtplib.SMTP_SSL(relay.host, relay.port, hostname, timeout=SECONDS, context=trust)
        else:
            server = smtplib.SMTP(relay.host, relay.port, hostname, timeout=SECONDS)
        server.ehlo()
        offered = server.has_extn("starttls")
        if relay.tls == "starttls" and not offered:
            return Greeting(_offers(server), failed="it does not offer STARTTLS")
        if relay.tls in ("starttls", "opportunistic") and offered:
            step = "TLS fails"
            server.starttls(context=trust)
            server.ehlo()
        offers, most, (version, until) = _offers(server), _most(server), _line(server)
        if relay.user:
            step = "it does not let us sign in"
            server.login(relay.user, relay.password)
        return Greeting(offers, most, version, until, bool(relay.user), called=_called(server), seen=_seen(server))
    except ssl.SSLCertVerificationError as error:
        return Greeting(failed=f"its certificate does not hold: {error.verify_message}")
    except smtplib.SMTPResponseException as error:  # AUTH's own words hold no password: they are the server's
        return Greeting(failed=f"{step}: {error.smtp_code}")
    except (OSError, smtplib.SMTPException) as error:
        return Greeting(failed=f"{step}: {getattr(error, 'strerror', None) or type(error).__name__}")
    finally:
        if server is not None:
            server.close()


def _offers(server: smtplib.SMTP) -> tuple[str, ...]:
    return tuple(sorted(server.esmtp_features))


def _called(server: smtplib.SMTP) -> str:
    """The name at the head of its answer to EHLO (RFC 5321 4.1.1.1); a refusal has none."""
    said = server.ehlo_resp if server.does_esmtp else None
    return next(iter((said or b"").decode("ascii", "replace").split()), "").lower()


def _seen(server: smtplib.SMTP) -> str:
    return str(server.sock.getsockname()[0]) if server.sock else ""


def _most(server: smtplib.SMTP) -> int | None:
    """The largest letter it takes (RFC 1870)."""
    said = server.esmtp_features.get("size", "").strip()
    return int(said) if said.isascii() and said.isdecimal() else None


def _line(server: smtplib.SMTP) -> tuple[str, datetime | None]:
    """The version of TLS, and until when the certificate holds."""
    if not isinstance(server.sock, ssl.SSLSocket):
        return "", None
    certificate = server.sock.getpeercert() or {}
    ends = certificate.get("notAfter")
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC) if isinstance(ends, str) else None
    return server.sock.version() or "", until
