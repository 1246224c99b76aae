"""Queue: what has happened becomes a call for each webhook that has not heard of it.

Nobody who closes or sends has to remember this: it is read off the editions and their ledgers, so that a crash loses
no call, and looking twice makes none twice.
"""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Min
from django.urls import reverse

from reveille.core import webhooks
from reveille.core.errors import Forbidden, LinkError
from reveille.delivery import balance, bounces
from reveille.delivery.models import Delivery, Roll
from reveille.editions.models import Edition, Newsletter
from reveille.mail import alarm
from reveille.sources import addresses
from reveille.webhooks.models import Call, Webhook

LATE = timedelta(days=2)  # what closed longer ago is no news
Event = Call.Event


def queue(now: datetime) -> int:
    """Queue what living webhooks have not heard of; return how many calls are new."""
    new = 0
    for webhook in Webhook.objects.filter(ended_at=None):
        closed = Edition.objects.filter(
            newsletter=webhook.newsletter_id, state=Edition.State.CLOSED, closed_at__gt=max(webhook.made_at, now - LATE)
        )
        for edition in closed.select_related("newsletter").order_by("date"):
            known = set(webhook.calls.filter(edition=edition).values_list("event", flat=True))
            if len(known) == 3:
                continue
            for event, at in _happened(edition):
                if event not in known:
                    new += _made(webhook, event, at, now, edition)
    return new


def test(webhook: Webhook, now: datetime) -> None:
    """Queue a call that says nothing but that calls arrive."""
    _made(webhook, Event.TEST, now, now)


def add(newsletter: Newsletter, link: str, by: str, now: datetime) -> tuple[Webhook, str]:
    """Make a webhook; return it with its secret, to be shown once. Raises LinkError."""
    checked = webhooks.checked(link, plain=bool(settings.WEBHOOK_NETWORKS))
    _refuse_ours(checked)
    made = Webhook.objects.create(
        newsletter=newsletter, link=checked, seed=secrets.token_hex(32), made_at=now, made_by=by
    )
    return made, webhooks.shown(made.secret)


def _refuse_ours(link: str) -> None:
    """Refuse what the socket would refuse at the call, where no name has to be asked for. Raises LinkError."""
    host = (urlsplit(link).hostname or "").rstrip(".")
    here = host == "localhost" or host.endswith(".localhost")  # RFC 6761 6.3
    try:
        numbers = socket.getaddrinfo("127.0.0.1" if here else host, None, flags=socket.AI_NUMERICHOST)
    except OSError:
        return  # a name
    try:
        for *_, (address, *_) in numbers:
            addresses.check(str(address), settings.WEBHOOK_NETWORKS)
    except Forbidden as error:
        raise LinkError(link[:80], error.detail) from error


def renew(webhook: Webhook) -> str:
    """Give a webhook a new secret and return it; calls are signed with it from now on."""
    webhook.seed = secrets.token_hex(32)
    webhook.save(update_fields=["seed"])
    return webhooks.shown(webhook.secret)


def end(webhook: Webhook, now: datetime) -> None:
    """Call this webhook no more."""
    Webhook.objects.filter(pk=webhook.pk, ended_at=None).update(ended_at=now)
    webhook.calls.exclude(next_try_at=None).update(next_try_at=None)
    alarm.clear(f"webhook {webhook.pk}", now)


def _happened(edition: Edition) -> Iterator[tuple[str, datetime]]:
    """What has happened to a closed edition, and when."""
    if edition.closed_at:
        yield Event.CLOSED, edition.closed_at
    begun = Delivery.objects.filter(edition=edition).aggregate(first=Min("handed_at"))["first"]
    if begun:
        yield Event.BEGUN, begun
    finished = Roll.objects.filter(edition=edition).values_list("complete_at", flat=True).first()
    if finished:
        yield Event.FINISHED, finished


def _made(webhook: Webhook, event: str, at: datetime, now: datetime, edition: Edition | None = None) -> int:
    data = _told(edition, event) if edition else {"newsletter": webhook.newsletter.slug}
    body = json.dumps({"type": event, "timestamp": at.isoformat(), "data": data}, ensure_ascii=False)
    fresh = {
        "name": f"msg_{secrets.token_urlsafe(18)}",
        "body": body,
        "made_at": now,
        "next_try_at": now,
    }
    if edition is None:
        Call.objects.create(webhook=webhook, event=event, **fresh)
        return 1
    return int(Call.objects.get_or_create(webhook=webhook, event=event, edition=edition, defaults=fresh)[1])


def _told(edition: Edition, event: str) -> dict[str, Any]:
    """What a call says: which edition, where it is, and how its deliveries stand when they are what happened."""
    where = (edition.newsletter.slug, edition.date)
    told: dict[str, Any] = {
        "newsletter": edition.newsletter.slug,
        "date": edition.date.isoformat(),
        "number": edition.number,
        "subject": edition.subject,
        "url": f"{settings.SITE_URL}{reverse('edition', args=where)}",
        "api": f"{settings.SITE_URL}/api/newsletters/{edition.newsletter.slug}/editions/{edition.date}",
    }
    if event != Event.CLOSED:
        told["deliveries"] = balance.of(edition).counts()
    if event == Event.FINISHED:
        told["returned"] = bounces.counts(edition)
    return told
