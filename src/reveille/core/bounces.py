"""What a letter that came back means for its reader: which kind of failure it was, and whether to stop writing.

A status (RFC 3463) says whose trouble it is. ``hard``: there is no such mailbox. ``soft``: not now, a full mailbox
say, even when a server has given up on it (``Action: failed`` with ``Status: 4.2.2``). ``policy``: they do not like
us or the letter, which is ours to mend and no reason to give up a reader. ``unclear``: they did not say.

Who is given up, and why, is ``decide``'s; nobody else does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Five editions over at least a week: longer than a weekend or a short absence with a full mailbox, and longer than
# the five days that a server may try before it reports (RFC 5321 4.5.4.1).
SOFT_EDITIONS, SOFT_DAYS = 5, 7

# RFC 3463 and the registry of RFC 5248: no mailbox, no system, a syntax nobody has, moved for good, a null MX.
NO_SUCH_MAILBOX = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")


class Kind(StrEnum):
    """Whose trouble it is."""

    HARD = "hard"
    SOFT = "soft"
    POLICY = "policy"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Letter:
    """A letter that was taken: of which day's edition, and how it came back, if it did."""

    day: date
    kind: Kind | None = None


@dataclass(frozen=True)
class Decision:
    """Whether to stop writing to an address, and why or why not."""

    suppress: bool
    reason: str


def status_in(text: str) -> str:
    """Return the first enhanced status code in ``text``, or nothing."""
    found = _STATUS.search(text)
    return ".".join(str(int(part)) for part in found.groups()) if found else ""


def kind_of(statuses: Iterable[str]) -> Kind:
    """Return what kind of failure the ``statuses`` of one report speak of; where they differ, the milder one."""
    kinds = [_kind(status) for status in statuses if status]
    told = [kind for kind in kinds if kind != Kind.UNCLEAR]
    return next((kind for kind in told if kind != Kind.HARD), told[0] if told else Kind.UNCLEAR)


def _kind(status: str) -> Kind:
    about, subject, _ = status.split(".")
    if about == "4":
        return Kind.SOFT
    if status in NO_SUCH_MAILBOX:
        return Kind.HARD
    match subject:
        case "2" | "3" | "4":  # the mailbox, their system, the network
            return Kind.SOFT
        case "6" | "7":  # what is in the letter, who sent it
            return Kind.POLICY
    return Kind.UNCLEAR


def decide(letters: Sequence[Letter]) -> Decision:
    """Return whether to stop writing to an address, by the letters it was sent, the oldest first.

    What was sent after the last letter that came back says nothing: its report may still be on its way.
    """
    returned = [place for place, letter in enumerate(letters) if letter.kind is not None]
    if not returned:
        return Decision(False, "nothing came back")
    until = letters[: returned[-1] + 1]
    match until[-1].kind:
        case Kind.HARD:
            return Decision(True, "hard: there is no such mailbox")
        case Kind.POLICY:
            return Decision(False, "policy: they refused us, not the reader")
    days = _failing_days(until)
    span = (days[-1] - days[0]).days
    if len(days) >= SOFT_EDITIONS and span >= SOFT_DAYS:
        return Decision(True, f"soft: {len(days)} editions in a row came back over {span} days")
    return Decision(False, f"soft: {len(days)} of {SOFT_EDITIONS} editions, {span} of {SOFT_DAYS} days")


def _failing_days(letters: Sequence[Letter]) -> list[date]:
    """Return the days of the editions that came back since the last one that arrived, the oldest first."""
    days: set[date] = set()
    for letter in reversed(letters):
        if letter.kind is None:
            break
        if letter.kind != Kind.POLICY:  # neither arrived nor failed by the reader's side
            days.add(letter.day)
    return sorted(days)
