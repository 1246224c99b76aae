"""How fast a domain may be written to: more while it takes letters, half of it when it says "slower" (AIMD).

A pace is learned for each domain and stored, so that a restart remembers it. It says how many letters may be on
their way at once (``lanes``), how long to wait between two (``gap``, once one lane was still too fast), and whether
the domain is paused, since it refuses us by policy: then one letter asks again when the pause is over, and each
further refusal doubles the pause.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reveille.core.replies import Kind

FIRST_GAP, LONGEST_GAP = 1.0, 60.0  # seconds between two letters
FASTER = 0.05  # letters a second that each letter taken adds, once there is a gap
NO_GAP = 0.05  # a gap as short as this is none
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=15), timedelta(hours=4)
STRIKES = 2  # refusals by policy with nothing taken in between, and the domain is paused


@dataclass(frozen=True)
class Pace:
    """What a domain bears. ``lanes`` is None until it was ever slowed down: as many as there are."""

    lanes: float | None = None
    gap: float = 0.0
    next_at: datetime | None = None  # with a gap: when the next letter may begin
    slowed_at: datetime | None = None  # what began before this says nothing new about speed
    held_until: datetime | None = None
    pause: timedelta = timedelta(0)  # the last pause, to be doubled
    strikes: int = 0
    why: str = ""


def open_at(pace: Pace, in_flight: int, now: datetime) -> datetime | None:
    """Return when the next letter may begin, at the earliest now; None when one on its way must end first."""
    lanes = 1.0 if pace.pause else pace.lanes  # after a pause, one letter asks for all
    if lanes is not None and in_flight >= max(1, int(lanes)):
        return None
    return max(now, pace.held_until or now, pace.next_at or now)


def begun(pace: Pace, now: datetime) -> Pace:
    """Return the pace after a letter began."""
    return replace(pace, next_at=now + timedelta(seconds=pace.gap)) if pace.gap else pace


def heard(pace: Pace, kind: Kind, began_at: datetime, now: datetime, most: int, why: str = "") -> Pace:
    """Return the pace after an answer to a letter that began at ``began_at``; ``most`` lanes are all there are."""
    if kind == Kind.TAKEN:
        return _faster(pace, most)
    if kind in (Kind.THROTTLED, Kind.SLOW):
        return _slower(pace, kind, began_at, now, most, why)
    if kind in (Kind.POLICY, Kind.OURSELVES):
        return _refused(pace, kind, began_at, now, why)
    return pace


def _faster(pace: Pace, most: int) -> Pace:
    if pace == Pace():
        return pace
    pace = replace(pace, strikes=0, pause=timedelta(0), held_until=None)
    if pace.gap:
        gap = 1 / (1 / pace.gap + FASTER)
        return replace(pace, gap=gap if gap > NO_GAP else 0.0, next_at=pace.next_at if gap > NO_GAP else None)
    if pace.lanes is None:
        return Pace()
    lanes = pace.lanes + 1 / pace.lanes
    return replace(pace, lanes=lanes) if lanes < most else Pace()


def _slower(pace: Pace, kind: Kind, began_at: datetime, now: datetime, most: int, why: str) -> Pace:
    if pace.slowed_at is not None and began_at <= pace.slowed_at:
        return pace  # all letters that were on their way hear the same "slower": it is said once
    if pace.lanes is None or pace.lanes > 1:
        return replace(pace, lanes=max(1.0, (pace.lanes or most) / 2), slowed_at=now, why=why)
    if kind == Kind.SLOW:
        return pace  # one that waits for its answer is slow enough
    gap = min(LONGEST_GAP, pace.gap * 2 or FIRST_GAP)
    return replace(pace, gap=gap, next_at=now + timedelta(seconds=gap), slowed_at=now, why=why)


def _refused(pace: Pace, kind: Kind, began_at: datetime, now: datetime, why: str) -> Pace:
    if pace.held_until is not None and began_at <= pace.held_until - pace.pause:
        return pace  # it was on its way when the pause began
    strikes = pace.strikes + 1
    if kind == Kind.POLICY and strikes < STRIKES and not pace.pause:
        return replace(pace, strikes=strikes, why=why)
    pause = min(LONGEST_PAUSE, pace.pause * 2 or FIRST_PAUSE)
    return replace(pace, strikes=strikes, pause=pause, held_until=now + pause, why=why)
