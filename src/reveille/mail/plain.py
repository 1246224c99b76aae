"""A plain letter of our own, in words alone, to somebody who runs or edits the paper."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from reveille.core import message
from reveille.core.replies import Answer
from reveille.mail import departure, signing


def hand_over(to: str, subject: str, text: str, now: datetime, *names: str) -> Answer:
    """Hand a letter over now and return the answer; ``names`` make its Message-ID. Raises PostError or MessageError."""
    sender = settings.SENDER_ADDRESS
    secret, domain = settings.SECRET_KEY.encode(), sender.rpartition("@")[2]
    letter = message.plain_letter(
        sender_name="Reveille",
        sender_address=sender,
        to=to,
        subject=subject,
        text=text,
        message_id=message.message_id(secret, domain, *names),
        date=now,
    )
    with departure.ours() as way:
        return way.send(sender, to, signing.signed(letter, sender, now))
