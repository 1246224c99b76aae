"""Letters of our own to one person: confirmation, welcome, links, a new address; text and HTML say the same.

A request only queues them, and the post hands them over (subscribers.dispatch): a slow relay keeps nobody waiting, and
how long a page took tells nothing about an address.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext

from reveille.core import lights, message, personal
from reveille.editions import columns, hours, languages, letterhead, rendering, renderings, wording
from reveille.editions.models import Edition
from reveille.mail import signing as dkim
from reveille.subscribers import addresses
from reveille.subscribers.models import Letter, Subscription

knocked = threading.Event()  # set when something was queued in this process; others look every few seconds


@dataclass(frozen=True)
class Ready:
    """A letter as it leaves."""

    sender: str
    to: str
    data: bytes


@transaction.atomic
def queue(kind: Letter.Kind, subscription: Subscription, now: datetime, to: str = "") -> None:
    """Have a letter written; an older one of its kind that still waits gives way to it."""
    to = to or subscription.subscriber.address
    Letter.objects.filter(kind=kind, subscription=subscription, to=to).delete()
    Letter.objects.create(kind=kind, subscription=subscription, to=to, queued_at=now, next_try_at=now)
    knock()


def knock() -> None:
    """Tell the post, once what was queued is committed."""
    transaction.on_commit(knocked.set)


def page(kind: str, token: str) -> str:
    """Return the public address of a page that only the token's owner may open."""
    return f"{settings.SITE_URL}/{kind}/{token}/"


def confirm_token(subscription: Subscription) -> str:
    """Return what a confirmation link carries: signed, for this asking only."""
    return signing.dumps(subscription.nonce, salt="confirm", compress=False)


def move_token(subscription: Subscription) -> str:
    """Return what the link to a new address carries: signed, for this change only."""
    return signing.dumps(subscription.subscriber.moving_nonce, salt="move", compress=False)


def render(letter: Letter, now: datetime) -> Ready | None:
    """Return the letter as it leaves, in its reader's language, or None when what it was about is over.

    Raises MessageError.
    """
    with languages.speaking(letter.subscription.speaks):
        return _render(letter, now)


def _render(letter: Letter, now: datetime) -> Ready | None:
    said = _SAID[Letter.Kind(letter.kind)](letter.subscription)
    if said is None:
        return None
    subject, context = said
    newsletter = letter.subscription.newsletter
    sender = letterhead.sender(newsletter)
    context = {
        "wrapper": "subscribers/_slip.html" if context.get("edition") else "subscribers/_letter.html",
        "newsletter": newsletter,
        "light": lights.hex_of(newsletter.light),
        "stave": rendering.STAVE,
        "site": settings.SITE_URL,
        "host": urlsplit(settings.SITE_URL).netloc,
        "postal_address": letterhead.postal_address(newsletter),
        "contact": settings.CONTACT_ADDRESS,
        "start": "left" if languages.direction() == "ltr" else "right",
        "subscription": letter.subscription,
        **context,
    }
    text, html = (str(render_to_string(f"subscribers/{letter.kind}.{part}", context)) for part in ("txt", "html"))
    text = "\n".join(map(_wrapped, text.split("\n")))
    if context.get("edition"):
        text, html = _with_edition(letter.subscription, context["edition"], text, html)
    data = message.plain_letter(
        sender_name=newsletter.sender_name or newsletter.name,
        sender_address=sender,
        to=letter.to,
        subject=subject,
        text=text,
        html=html,
        message_id=message.message_id(
            settings.SECRET_KEY.encode(), sender.rpartition("@")[2], letter.kind, str(letter.pk)
        ),
        date=now,
        reply_to=settings.CONTACT_ADDRESS,
    )
    return Ready(sender, letter.to, dkim.signed(data, sender, now))


Said = tuple[str, dict[str, Any]] | None  # subject and values, or nothing when it is over


def _confirmation(subscription: Subscription) -> Said:
    if not subscription.nonce or subscription.state == Subscription.State.CONFIRMED:
        return None
    together = Subscription.objects.filter(nonce=subscription.nonce).select_related("newsletter").order_by("id")
    names = wording.listed([one.newsletter.name for one in together])
    return gettext("%(names)s: one press, and the next edition is yours") % {"names": names}, {
        "names": names,
        "confirm": page("confirm", confirm_token(subscription)),
        **_when(subscription),
    }


def _lost_link(subscription: Subscription) -> Said:
    mine = Subscription.objects.filter(subscriber=subscription.subscriber).exclude(state=Subscription.State.PENDING)
    links = [
        {"name": one.newsletter.name, "you": page("you", one.token), "leave": page("leave", one.token)}
        for one in mine.select_related("newsletter").order_by("id")
    ]
    subject = gettext("%(name)s: your links") % {"name": subscription.newsletter.name}
    return (subject, {"links": links}) if links else None


def _welcome(subscription: Subscription) -> Said:
    if subscription.state != Subscription.State.CONFIRMED:
        return None
    return gettext("Welcome to %(name)s") % {"name": subscription.newsletter.name}, {
        "edition": _latest(subscription),
        "you": page("you", subscription.token),
        "leave": page("leave", subscription.token),
        **_when(subscription),
    }


def _move(subscription: Subscription) -> Said:
    if not subscription.subscriber.moving_to:
        return None
    return gettext("%(name)s: is this your new address?") % {"name": subscription.newsletter.name}, {
        "move": page("move", move_token(subscription)),
        "old": addresses.masked(subscription.subscriber.address),
    }


def _moved(subscription: Subscription) -> Said:
    return gettext("%(name)s: it comes to another address now") % {"name": subscription.newsletter.name}, {
        "new": addresses.masked(subscription.subscriber.address)
    }


_SAID: dict[Letter.Kind, Callable[[Subscription], Said]] = {
    Letter.Kind.CONFIRMATION: _confirmation,
    Letter.Kind.LOST_LINK: _lost_link,
    Letter.Kind.WELCOME: _welcome,
    Letter.Kind.MOVE: _move,
    Letter.Kind.MOVED: _moved,
}


def _wrapped(line: str) -> str:
    """A line of text in columns; one with a link is left as it is, so that the link stays whole."""
    return line if "://" in line else columns.wrap(line)


def _when(subscription: Subscription) -> dict[str, str]:
    return {
        "hour": hours.hour(subscription.minute, subscription.zone),
        "days": hours.days(subscription.weekdays),
    }


def _latest(subscription: Subscription) -> Edition | None:
    """The last edition that had closed when the subscriber confirmed: those after it are delivered."""
    closed = Edition.objects.filter(newsletter=subscription.newsletter, state=Edition.State.CLOSED)
    return closed.filter(closed_at__lte=subscription.confirmed_at).order_by("-date").first()


def _with_edition(subscription: Subscription, edition: Edition, text: str, html: str) -> tuple[str, str]:
    """The welcome's words, and below them the edition itself, in the format that was chosen."""
    links = {
        personal.LEAVE: page("leave", subscription.token),
        personal.YOU: page("you", subscription.token),
        personal.WHY: gettext("You have just confirmed, and this is the latest edition."),
    }
    rendered = renderings.of(edition, subscription.speaks)
    text = f"{text.rstrip()}\n\n\n{personal.placed('text', rendered.text, links)}"
    if subscription.format == "text":
        return text, ""
    body = personal.placed("html", rendered.html, links)
    start = body.index(">", body.index("<body")) + 1  # what stands before is the head, and stays above our words
    return text, body[:start] + html + body[start:]
