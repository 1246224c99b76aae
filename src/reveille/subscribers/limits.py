"""Limits: how often a day something may be done, counted in the database, so that all processes count together."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F

from reveille.subscribers.models import Tally

KEPT = timedelta(days=2)


def take(key: str, most: int, day: date) -> bool:
    """Take one of the day's ``most`` for ``key``; return whether there was one left. Of two at once, each takes one."""
    if most <= 0:
        return False
    tally, first = Tally.objects.get_or_create(key=key, day=day, defaults={"count": 1})
    if first:
        return True
    return bool(Tally.objects.filter(pk=tally.pk, count__lt=most).update(count=F("count") + 1))


def forget(today: date) -> int:
    """Drop the tallies of past days; return how many went."""
    return Tally.objects.filter(day__lt=today - KEPT).delete()[0]
