"""Preferences without a password: who has a mail's link may change the hour, days and format, or pause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from reveille.core import schedule
from reveille.core.errors import ScheduleError, TokenError
from reveille.editions import languages
from reveille.editions.models import Newsletter
from reveille.subscribers import events
from reveille.subscribers.models import Consent, Subscription

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")


@dataclass(frozen=True)
class Choice:
    """What a subscriber chose."""

    minute: int
    zone: str
    weekdays: int
    format: str
    language: str = ""
    paused_until: date | None = None


def of(token: str) -> Subscription:
    """Return the subscription whose link this is. Writes nothing. Raises TokenError."""
    owned = Subscription.objects.select_related("subscriber", "newsletter")
    # Only what could be a token is asked for: PostgreSQL takes no NUL in a text.
    found = owned.filter(token=token).first() if TOKEN.fullmatch(token) else None
    if found is None:
        raise TokenError("link", "nobody has it; perhaps everything about its owner was erased")
    return found


def languages_of(newsletter: Newsletter) -> list[str]:
    """Return the languages that a newsletter's readers chose."""
    wanted = Subscription.objects.filter(newsletter=newsletter, state=Subscription.State.CONFIRMED)
    return list(wanted.exclude(language="").values_list("language", flat=True).distinct())


@transaction.atomic
def change(
    subscription: Subscription, choice: Choice, now: datetime, *, how: str = "form", network: str = "", agent: str = ""
) -> Subscription:
    """Store the choice. Raises ScheduleError when it makes no sense."""
    schedule.due_at(now.date(), choice.minute, choice.zone)
    if not 0 < choice.weekdays <= schedule.EVERY_DAY:
        raise ScheduleError("weekdays", "choose at least one day")
    if choice.format not in ("html", "text"):
        raise ScheduleError("format", "html or text")
    if choice.language and not languages.fitting(choice.language):
        raise ScheduleError("language", "none that we speak")
    Subscription.objects.filter(pk=subscription.pk).update(
        minute=choice.minute,
        zone=choice.zone,
        weekdays=choice.weekdays,
        format=choice.format,
        language=choice.language or subscription.language,
        paused_until=choice.paused_until,
    )
    hour, days = schedule.hour_in_words(choice.minute, choice.zone), schedule.days_in_words(choice.weekdays)
    said = f"{hour}, {days}, {choice.format}" + (f", {choice.language}" if choice.language else "")
    if choice.paused_until:
        said += f", paused until {choice.paused_until.isoformat()}"
    Consent.objects.create(
        subscription=subscription, at=now, kind="changed", how=how, wording=said,
        network=network[:64], agent=agent.replace("\0", "")[:200],
    )  # fmt: skip
    subscription.refresh_from_db()
    events.changed.send(Subscription, subscription=subscription, now=now)
    return subscription
