"""A hosted provider that tells us what became of letters, as Anymail reads it.

Who may tell: whoever knows the secret in the address that the provider calls and, where the provider signs, holds its
key too. Anymail checks the signatures and says every provider's events in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from reveille.core.errors import SettingError

LEAST_SECRET = 20  # characters


@dataclass(frozen=True)
class Provider:
    """How Anymail calls a provider's view, and what it calls the key; whether it does without one."""

    view: str
    key: str = ""
    needs_key: bool = False


# Those that Anymail supports, that need no library of their own (Amazon, Resend), and whose events name our letter
# (Mailjet's and Postal's have a number of theirs).
PROVIDERS = {
    "brevo": Provider("BrevoTrackingWebhookView"),
    "mailersend": Provider("MailerSendTrackingWebhookView", "signing_secret", needs_key=True),
    "mailgun": Provider("MailgunTrackingWebhookView", "webhook_signing_key", needs_key=True),
    "mailtrap": Provider("MailtrapTrackingWebhookView", "tracking_secret", needs_key=True),
    "postmark": Provider("PostmarkTrackingWebhookView"),
    "sparkpost": Provider("SparkPostTrackingWebhookView"),
}


@dataclass(frozen=True)
class Hook:
    """The provider that may call, the secret in the address that it calls, and the key that it signs with."""

    provider: str
    secret: str = field(repr=False)
    key: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        known = PROVIDERS.get(self.provider)
        if known is None:
            raise SettingError("REVEILLE_WEBHOOK", f"{self.provider!r} is none of: {', '.join(PROVIDERS)}")
        if len(self.secret) < LEAST_SECRET or not self.secret.isalnum():
            raise SettingError("REVEILLE_WEBHOOK_SECRET", f"at least {LEAST_SECRET} letters and digits")
        if known.needs_key and not self.key:
            raise SettingError("REVEILLE_WEBHOOK_KEY", f"{self.provider} signs its calls: the key to check them with")

    def view(self) -> Any:
        """Return Anymail's view for this provider, ready for one call."""
        known = PROVIDERS[self.provider]
        base = getattr(import_module(f"anymail.webhooks.{self.provider}"), known.view)
        # The secret in the address is what Anymail would ask basic authentication for.
        ours = type(known.view, (base,), {"warn_if_no_basic_auth": False})
        return ours(**({known.key: self.key} if self.key and known.key else {}))
