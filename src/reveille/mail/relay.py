"""The relay that takes our letters."""

import functools
import ssl
from dataclasses import dataclass, replace
from pathlib import Path

from reveille.core import links
from reveille.core.errors import SettingError

KINDS = ("none", "starttls", "implicit", "opportunistic")


@dataclass(frozen=True)
class Relay:
    """Where letters are handed over: host, port, and how the line is secured.

    ``tls``: none (this machine only) | starttls | implicit, both with a checked certificate | opportunistic
    (STARTTLS where it is offered, whoever's certificate; no password goes there).
    """

    host: str
    port: int
    tls: str
    user: str = ""
    password: str = ""
    ca: str = ""  # a file with the certificates that vouch for it, instead of the system's

    def __post_init__(self) -> None:
        if self.tls not in KINDS:
            raise SettingError("REVEILLE_RELAY_TLS", f"{self.tls!r} is none of: {', '.join(KINDS)}")
        if self.tls == "opportunistic" and self.user:
            raise SettingError("REVEILLE_RELAY_TLS", "a password needs a checked certificate: starttls or implicit")
        if self.ca and not Path(self.ca).is_file():
            raise SettingError("REVEILLE_RELAY_CA", f"there is no file {self.ca}")

    def __repr__(self) -> str:
        return f"Relay({self.where}, {self.tls})"  # the password stays out of every log

    @property
    def where(self) -> str:
        """Its name in words."""
        return f"{self.host}:{self.port}"

    @property
    def is_this_machine(self) -> bool:
        """Whether what is said to it stays on this machine."""
        return links.is_this_machine(self.host)

    def trust(self) -> ssl.SSLContext:
        """Return whom to believe that they are this relay."""
        return _unchecked() if self.tls == "opportunistic" else _checked(self.ca)

    def each(self) -> "tuple[Relay, ...]":
        """Return the relays that a list of hosts means: ``a.example, b.example:2525``; nobody's host means none."""
        named = [one.strip() for one in self.host.split(",") if one.strip()]
        return tuple(self._named(one) for one in named)

    def _named(self, text: str) -> "Relay":
        host, colon, port = text.rpartition(":")
        if not colon or (host.count(":") > 0 and not text.startswith("[")):  # no port, or a bare IPv6 address
            return replace(self, host=text)
        if text.endswith("]"):
            return replace(self, host=text)
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise SettingError("REVEILLE_RELAY_HOST", f"{text!r} is not like relay.example:587")
        return replace(self, host=host, port=int(port))


@functools.cache
def _checked(ca: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca or None)
    except (OSError, ssl.SSLError) as error:
        raise SettingError("REVEILLE_RELAY_CA", f"{ca} holds no certificates: {error}") from error


@functools.cache
def _unchecked() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # better than none: who only listens hears nothing
    return context
