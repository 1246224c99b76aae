"""How letters leave this installation: by its relays or provider, or, without one, into the outbox folder."""

from __future__ import annotations

from typing import Any

from django.conf import settings as ours_

from reveille.mail.outbox import Outbox
from reveille.mail.smtp import Smtp
from reveille.mail.transport import Transport


def transport_from(settings: Any) -> Transport:
    """Return the transport that ``settings`` ask for: PROVIDER, RELAY and OTHER_RELAYS, or else the folder OUTBOX."""
    if settings.PROVIDER is not None:
        from reveille.mail.provider import Provider  # its library is slow to import

        return Provider(settings.PROVIDER, settings.CONNECTIONS)
    if settings.RELAY is None:
        return Outbox(settings.OUTBOX)
    return Smtp(
        settings.RELAY,
        *settings.OTHER_RELAYS,
        hostname=settings.EHLO_NAME,
        connections=settings.CONNECTIONS,
    )


def ours() -> Transport:
    """Return the transport of this installation."""
    return transport_from(ours_)
