"""The keys of this installation: the one it has, and those it had (``reveille rekey``)."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from reveille.core import formerkeys


def holding(today: date) -> tuple[str, ...]:
    """Return the keys whose signatures are taken today: ours first, then former ones that still hold."""
    return (settings.SECRET_KEY, *formerkeys.holding(settings.FORMER_KEYS, today))


def former() -> tuple[str, ...]:
    """Return every key that this installation had before, the last one first."""
    return tuple(one.key for one in settings.FORMER_KEYS)
