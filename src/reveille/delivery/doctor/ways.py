"""The way on which letters leave, as the doctor asks about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from django.conf import settings

from reveille.core.checkup import Line
from reveille.core.lint.findings import Finding
from reveille.core.names import Lookup
from reveille.delivery.doctor.hosted import Hosted
from reveille.delivery.doctor.relays import Relays


class Way(Protocol):
    """What can be said of a way, by what is asked of it."""

    @property
    def name(self) -> str:
        """What it is called where a yes to it is remembered."""

    def taken(self, now: datetime, lookup: Lookup) -> Iterator[Line]:
        """Judge whether it takes our letters, and by which names."""

    def returns(self) -> Iterator[Line]:
        """Judge whether anybody hears of what comes back."""

    def envelope(self, domain: str, lookup: Lookup) -> Iterator[Line]:
        """Judge a domain to which letters come back."""

    def vouched(self, domain: str, envelope: str, lookup: Lookup) -> Iterator[Line]:
        """Judge what vouches for the letters of a sender."""

    def one_click(self, which: str, faults: Sequence[Finding]) -> Line:
        """Judge a letter's way out by one click, in which the linter found ``faults``."""


def ours() -> Way:
    """Return the way on which this installation's letters leave."""
    if settings.PROVIDER:
        return Hosted(settings.PROVIDER.provider)
    return Relays((settings.RELAY, *settings.OTHER_RELAYS) if settings.RELAY else ())
