"""Leavings: what people did that ends, or renews, what we send them, a line each; and what these lines come to.

    2026-11-26T17:00:00.000000+00:00 left 5e884898da28… military
    2026-11-26T17:05:00.000000+00:00 complained 8c6976e5b541…

Whom is a keyed hash, never an address. Lines are in the order in which things were done, whatever the clock said. What
is no such line says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

LEFT, CONFIRMED, LIFTED = "left", "confirmed", "lifted"
GRAVER = ("bounced", "moved", "erased", "complained", "asked")  # why nobody may write there, from left to right
ERASED = "erased"
ENDS_ALL = (ERASED, "complained", "asked")  # of these, all newsletters end
LONGEST = 400  # octets of a line

_OF_A_NEWSLETTER = (LEFT, CONFIRMED)
_OF_AN_ADDRESS = (LIFTED, *GRAVER)
_LINE = re.compile(r"(\S{20,40}) ([a-z]+) ([0-9a-f]{64})(?: (\S{1,200}))?\n?")


class Deed(NamedTuple):
    """What was done: when, what, by whom; and about which newsletter, where it is about one."""

    at: datetime
    what: str
    whom: str
    newsletter: str = ""


@dataclass
class Standing:
    """What somebody's deeds come to: what bars them, when they were erased last, and what they left."""

    barred: Deed | None = None
    erased_at: datetime | None = None
    all_ended_at: datetime | None = None
    since: dict[str, Deed] = field(default_factory=dict)  # by newsletter, what was done after all ended

    def ended_at(self, newsletter: str) -> datetime | None:
        """Return when they left the newsletter, or None when they did not, or came back."""
        last = self.since.get(newsletter)
        if last is None:
            return self.all_ended_at
        return last.at if last.what == LEFT else None

    def left_at(self, newsletter: str) -> datetime | None:
        """Return when they left the newsletter, if that was the last thing they did, and was about it alone."""
        last = self.since.get(newsletter)
        return last.at if last is not None and last.what == LEFT else None

    def came_back_at(self, newsletter: str) -> datetime | None:
        """Return when they confirmed the newsletter, if that was the last thing they did about it."""
        last = self.since.get(newsletter)
        return last.at if last is not None and last.what == CONFIRMED else None


def line(deed: Deed) -> bytes:
    """Return the line that says what was done."""
    moment = deed.at.astimezone(UTC).isoformat(timespec="microseconds")
    return " ".join(filter(None, (moment, deed.what, deed.whom, deed.newsletter))).encode() + b"\n"


def read(told: bytes) -> Deed | None:
    """Return what a line says, or None when it is no such line: cut short, or anything else."""
    try:
        found = _LINE.fullmatch(told.decode())
        if found is None or found[2] not in (_OF_A_NEWSLETTER if found[4] else _OF_AN_ADDRESS):
            return None
        return Deed(datetime.fromisoformat(found[1]).astimezone(UTC), found[2], found[3], found[4] or "")
    except (ValueError, OverflowError):
        return None


def standings(deeds: Iterable[Deed]) -> dict[str, Standing]:
    """Return what the deeds of each come to, taken in their order."""
    found: dict[str, Standing] = {}
    for deed in deeds:
        _add(found.setdefault(deed.whom, Standing()), deed)
    return found


def _add(standing: Standing, deed: Deed) -> None:
    if deed.newsletter:
        standing.since[deed.newsletter] = deed
        return
    if deed.what == LIFTED:
        standing.barred = None
        return
    before = standing.barred
    if before is None or GRAVER.index(before.what) <= GRAVER.index(deed.what):
        standing.barred = deed
    if deed.what in ENDS_ALL:
        standing.all_ended_at, standing.since = deed.at, {}
    if deed.what == ERASED:
        standing.erased_at = deed.at
