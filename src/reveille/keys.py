"""The keys of this installation: the one it has, and those it had (``reveille rekey``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings

from reveille.core import formerkeys


def holding(today: date) -> tuple[str, ...]:
    """Return the keys whose signatures are taken today: ours first, then former ones that still hold."""
    return (settings.SECRET_KEY, *formerkeys.holding(settings.FORMER_KEYS, today))


def former() -> tuple[str, ...]:
    """Return every key that this installation had before, the last one first."""
    return tuple(one.key for one in settings.FORMER_KEYS)


class Fallbacks(list[str]):
    """Django's SECRET_KEY_FALLBACKS, which it goes through each time: the former keys that still hold then.

    A process outlives a key's last day; Django wants a list, and what it would hold is reckoned anew instead.
    """

    def __iter__(self) -> Iterator[str]:
        return iter(holding(settings.CLOCK().date())[1:])
