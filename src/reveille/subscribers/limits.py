"""Limits: how often a day something may be done, counted in the database, so that all processes count together."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import F

from reveille.subscribers import addresses
from reveille.subscribers.models import Tally

KEPT = timedelta(days=2)
LETTERS_A_MAILBOX = 3  # who uses marks (alice+news@) may sign up with a few; nobody is flooded by them


def take(key: str, most: int, day: date) -> bool:
    """Take one of the day's ``most`` for ``key``; return whether there was one left. Of two at once, each takes one."""
    if most <= 0:
        return False
    tally, first = Tally.objects.get_or_create(key=key, day=day, defaults={"count": 1})
    if first:
        return True
    return bool(Tally.objects.filter(pk=tally.pk, count__lt=most).update(count=F("count") + 1))


def renewed_in(now: datetime) -> int:
    """Return in how many seconds the day's limits are over, and the next day's begin."""
    return 86_400 - (now.hour * 60 + now.minute) * 60 - now.second


def may_write(address: str, day: date) -> bool:
    """Take one of the day's letters that strangers may have sent to one mailbox, by whatever spellings of it."""
    return take(addresses.mailbox(address), LETTERS_A_MAILBOX, day)


def forget(today: date) -> int:
    """Drop the tallies of past days; return how many went."""
    return Tally.objects.filter(day__lt=today - KEPT).delete()[0]
