"""The relay that takes our letters."""

from dataclasses import dataclass

from reveille.core.errors import SettingError


@dataclass(frozen=True)
class Relay:
    """Where letters are handed over: host, port, and how the line is secured."""

    host: str
    port: int
    tls: str  # none (loopback only) | starttls | implicit
    user: str = ""
    password: str = ""

    def __post_init__(self) -> None:
        if self.tls not in ("none", "starttls", "implicit"):
            raise SettingError("REVEILLE_RELAY_TLS", f"{self.tls!r} is none of: none, starttls, implicit")

    def __repr__(self) -> str:
        return f"Relay({self.host}:{self.port}, {self.tls})"  # the password stays out of every log
