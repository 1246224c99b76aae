"""Letters of our own to one person: confirmation, welcome, lost link; text and HTML say the same."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from reveille.core import message
from reveille.core.errors import PostError
from reveille.mail import transport
from reveille.subscribers.models import Subscription


def send(name: str, subject: str, subscription: Subscription, now: datetime, **said: object) -> None:
    """Render ``subscribers/NAME.txt`` and ``.html`` and hand the letter over. Raises PostError."""
    newsletter = subscription.newsletter
    context = {
        "newsletter": newsletter,
        "site": settings.SITE_URL,
        "host": urlsplit(settings.SITE_URL).netloc,
        "postal_address": newsletter.postal_address or settings.POSTAL_ADDRESS,
        "subscription": subscription,
        **said,
    }
    sender = newsletter.sender_address or settings.SENDER_ADDRESS
    letter = message.plain_letter(
        sender_name=newsletter.sender_name or newsletter.name,
        sender_address=sender,
        to=subscription.subscriber.address,
        subject=subject,
        text=render_to_string(f"subscribers/{name}.txt", context),
        html=render_to_string(f"subscribers/{name}.html", context),
        message_id=message.message_id(
            settings.SECRET_KEY.encode(),
            sender.rpartition("@")[2],
            name,
            str(subscription.pk),
            now.isoformat(),
        ),
        date=now,
        reply_to=settings.CONTACT_ADDRESS,
    )
    way = transport.ours()
    try:
        answer = way.send(sender, subscription.subscriber.address, letter, lambda: None)
    finally:
        way.close()
    if not answer.taken:
        raise PostError(name, f"{answer.code} {answer.text}")
