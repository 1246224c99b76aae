"""Tell the operator at once: no edition, a relay that refuses. The log always hears it too."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings

from reveille.core import message
from reveille.core.errors import MessageError, PostError
from reveille.mail import transport

log = logging.getLogger(__name__)


def tell(subject: str, words: str, now: datetime) -> bool:
    """Log the alarm, and mail it to the operator where an address is set; return whether it was handed over.

    An alarm that cannot be sent is logged and stops nothing.
    """
    log.warning("%s: %s", subject, words)
    if not settings.OPERATOR_ADDRESS:
        return False
    sender = settings.SENDER_ADDRESS
    try:
        letter = message.plain_letter(
            sender_name="Reveille",
            sender_address=sender,
            to=settings.OPERATOR_ADDRESS,
            subject=f"Reveille: {subject}",
            text=f"{words}\n\n{settings.SITE_URL}\n",
            message_id=message.message_id(
                settings.SECRET_KEY.encode(), sender.rpartition("@")[2], "alarm", subject, now.isoformat()
            ),
            date=now,
        )
        with transport.ours() as way:
            return way.send(sender, settings.OPERATOR_ADDRESS, letter).taken
    except (PostError, MessageError) as error:
        log.error("the alarm could not be sent: %s", error)
        return False
