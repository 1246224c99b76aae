"""The account with a hosted provider."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from reveille.core.errors import SettingError

KEYS = {
    "brevo": "api_key", "mailersend": "api_token", "mailgun": "api_key", "mailtrap": "api_token",
    "postmark": "server_token", "resend": "api_key", "sendgrid": "api_key", "sparkpost": "api_key",
}  # fmt: skip
# Those that can be told with each letter to put no pixel in and leave links alone; at the others the account says it.
UNTRACKED = {"mailersend", "mailgun", "postmark", "sendgrid", "sparkpost"}


@dataclass(frozen=True)
class Account:
    """An account with a provider."""

    provider: str
    key: str
    domain: str = ""  # Mailgun's sending domain
    url: str = ""  # another address of its API: its European one, or a test's

    def __post_init__(self) -> None:
        if self.provider not in KEYS:
            raise SettingError("REVEILLE_PROVIDER", f"{self.provider!r} is none of: {', '.join(KEYS)}")
        if not self.key:
            raise SettingError("REVEILLE_PROVIDER_KEY", f"{self.provider} asks for a key")

    def __repr__(self) -> str:
        return f"Account({self.provider})"  # the key stays out of every log

    def backend(self, seconds: float) -> Any:
        """Return Anymail's way to it."""
        said = {KEYS[self.provider]: self.key, "timeout": seconds, "ignore_unsupported_features": True}
        if self.domain:
            said["sender_domain"] = self.domain
        if self.url:
            said["api_url"] = self.url
        return import_module(f"anymail.backends.{self.provider}").EmailBackend(**said)
