"""How alike is enough: for an article to join a story, for two stories to be one, for one to be two."""

from __future__ import annotations

import math
from dataclasses import dataclass

ESTABLISHED = 8
"""Articles from which a story's size no longer makes merging harder: two halves of a large, loose story must meet."""


@dataclass(frozen=True)
class Bars:
    """What likeness asks for. ``join`` is the likeness of an article and a story; two stories merge above ``merge``,
    and ``merge_size`` more for each doubling of the smaller: established ones must not merge as easily as fragments.
    A story parts in two that are ``part`` less alike than would merge; an article leaves it for one that it is
    ``leave`` more like. ``window`` is how long a story waits, in seconds; two stories of several articles each that
    have more than ``lull`` between them are stages of one matter, and stay two. A story that was silent for so long
    is two where what came before and after is less than ``stage`` as like each other as the looser is in itself.
    Two single articles that name different things (core.particulars) need ``kin`` to be one event.
    """

    join: float
    merge: float
    merge_size: float
    part: float
    leave: float
    window: float
    lull: float
    stage: float
    kin: float = 0.0

    def to_merge(self, one: int, other: int) -> float:
        """How alike two stories of so many articles must be to merge."""
        return self.merge + self.merge_size * math.log2(min(one, other, ESTABLISHED))
