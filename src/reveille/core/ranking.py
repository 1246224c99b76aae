"""In what order: what editors weigh, each a number with its reason in words.

The sum of a story's reasons is its score, exactly; ``reveille why`` prints it. Only publisher families count, so one
owner's echo lifts nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from reveille.core import text as texts
from reveille.core.errors import ProfileError


@dataclass(frozen=True)
class Weights:
    """How much each thing counts, in points. ``beats/ranking.toml`` says each in words."""

    families: float = 4.0  # for each doubling of independent publisher families
    countries: float = 1.5  # for each doubling of countries
    spread: float = 0.5  # for each further family that took it up in the last six hours, up to ``spread_most``
    spread_most: int = 6
    prominence: float = 1.5  # first in an outlet's feed; half at place 7; twice when it is first in many
    home: float = 1.0  # the home outlet has it
    beat: float = 0.25  # for each point on the beat, up to ``beat_most``
    beat_most: float = 12.0
    new: float = 1.0  # not in the last edition
    grown: float = 0.5  # in the last edition, with something new
    stale: float = -0.08  # for each hour since the last report, after the first ``fresh_hours``
    fresh_hours: float = 8.0
    commentary: float = -4.0  # an opinion, not news
    genre: float = -4.0  # a review, advice, a quiz … (core.genres), not news
    wire_only: float = -1.0  # nobody but the wire itself
    sameness: float = -3.0  # as like a story above it as can be
    alike: float = 0.3  # likeness of headlines from which sameness counts


@dataclass(frozen=True)
class Facts:
    """What the ranking knows of a story. ``words`` are the tokens of its headlines, for sameness."""

    id: int
    families: int
    countries: int
    outlets: int
    home: bool
    places: tuple[int, ...]  # of its most prominent report: the best place in each of its outlet's feeds
    last_seen: datetime
    takers_in_last_6h: int
    beat_score: float
    new: bool
    grown: bool
    commentary: bool
    day: int
    wire_only: bool
    genre: str = ""  # what all its fresh reports are that are no news, and what says so
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Points, and why, in words a reader understands."""

    points: float
    words: str


@dataclass(frozen=True)
class Ranked:
    """A story with its sum; ``score`` is exactly what the reasons add up to."""

    id: int
    score: float
    reasons: tuple[Reason, ...]


def read(toml: Mapping[str, Any]) -> Weights:
    """Return the weights of a ``[weights]`` table. Raises ProfileError naming the key that is wrong."""
    told = toml.get("weights", {})
    known = {field.name for field in fields(Weights)}
    if not isinstance(told, Mapping):
        raise ProfileError("ranking", "[weights] is no table")
    for name, value in told.items():
        if name not in known:
            raise ProfileError("ranking", f"there is no weight called {name!r}")
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ProfileError("ranking", f"{name} is no number")
    return Weights(**told)


def rank(stories: Sequence[Facts], weights: Weights, now: datetime) -> tuple[Ranked, ...]:
    """Return the stories, best first; ties go to the lower id. The same input gives the same order."""
    told = {one.id: _reasons(one, weights, now) for one in stories}
    waiting = sorted(stories, key=lambda one: (-_sum(told[one.id]), one.id))
    ranked: list[Ranked] = []
    above: list[Facts] = []
    while waiting:
        nearest = [(one, _with_sameness(one, told[one.id], above, weights)) for one in waiting[:LOOKED_AT]]
        best, reasons = max(nearest, key=lambda pair: (_sum(pair[1]), -pair[0].id))
        ranked.append(Ranked(best.id, _sum(reasons), reasons))
        waiting.remove(best)
        if len(above) < ABOVE:
            above.append(best)
    return tuple(ranked)


ABOVE = 10  # stories at the top against which sameness is held
LOOKED_AT = 40  # stories that may still come next: sameness moves a story by a few places, not by forty


def prominence(places: Sequence[int]) -> float:
    """Return how prominent an outlet makes an article: 1 for the first place of a feed, half for the seventh; each
    further feed counts half of the one before. One feed's top is easily reached; a lead stands high in several.
    """
    return math.fsum(6 / (5 + place) * 0.5**feed for feed, place in enumerate(sorted(places)))


def likeness(one: Facts, other: Facts) -> float:
    """Return how like two stories' headlines are, 0 to 1: shared words over the smaller set."""
    mine, theirs = set(one.words), set(other.words)
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0


def _with_sameness(
    one: Facts, reasons: tuple[Reason, ...], above: Sequence[Facts], weights: Weights
) -> tuple[Reason, ...]:
    like = max((likeness(one, other) for other in above), default=0.0)
    if like >= weights.alike:
        return (
            *reasons,
            Reason(_points(weights.sameness * like), f"like a story above it ({like:.0%} of its words)"),
        )
    return reasons


def _reasons(one: Facts, w: Weights, now: datetime) -> tuple[Reason, ...]:
    quiet = max(0.0, (now - one.last_seen).total_seconds() / 3600)
    told = [
        (
            w.families * math.log2(1 + one.families),
            f"{texts.counted(one.families, 'independent outlet', 'independent outlets')}",
        ),
        (w.countries * math.log2(1 + one.countries), f"from {texts.counted(one.countries, 'country', 'countries')}"),
        (
            w.spread * min(one.takers_in_last_6h, w.spread_most),
            f"taken up by {texts.counted(one.takers_in_last_6h, 'more outlet', 'more outlets')} in the last six hours",
        ),
        (
            w.prominence * prominence(one.places),
            f"{_places(one.places)} of its outlet",
        ),
        (w.home if one.home else 0.0, "the home outlet has it"),
        (w.beat * max(0.0, min(one.beat_score, w.beat_most)), f"{one.beat_score:.1f} points on the beat"),
        (w.new if one.new else 0.0, "new since the last edition"),
        (w.grown if one.grown else 0.0, "in the last edition, with something new"),
        (w.stale * max(0.0, quiet - w.fresh_hours), f"last report {quiet:.0f} hours ago"),
        (w.commentary if one.commentary else 0.0, "commentary"),
        (w.genre if one.genre and not one.commentary else 0.0, f"not news: {one.genre}"),
        (w.wire_only if one.wire_only else 0.0, "only the wire itself"),
    ]
    return tuple(Reason(_points(points), words) for points, words in told if round(points, 2))


def _places(places: Sequence[int]) -> str:
    said = ", ".join(str(place) for place in sorted(places)[:4]) + (", …" if len(places) > 4 else "")
    return f"place {said} in a feed" if len(places) == 1 else f"places {said} in {len(places)} feeds"


def _points(points: float) -> float:
    """Two decimals, as they are printed: what a person adds up is what counts."""
    return round(points, 2)


def _sum(reasons: Sequence[Reason]) -> float:
    return round(math.fsum(reason.points for reason in reasons), 2)
