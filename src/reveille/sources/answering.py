"""How an outlet's feeds answer, taken together: what the site and the desk judge its health by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reveille.sources.models import Feed, Outlet


@dataclass(frozen=True)
class Answering:
    """The feeds that are asked, those that fail, and when one of them answered last."""

    feeds: tuple[Feed, ...]
    failing: tuple[Feed, ...]
    answered: datetime | None

    @property
    def silent(self) -> bool:
        """Return whether there are feeds, and every one fails."""
        return bool(self.feeds) and len(self.failing) == len(self.feeds)


def of(outlet: Outlet) -> Answering:
    """Return how the outlet's feeds answer; they are asked for with it (``prefetch_related``)."""
    feeds = tuple(feed for feed in outlet.feeds.all() if not feed.retired)
    return Answering(
        feeds,
        failing=tuple(feed for feed in feeds if feed.failing_since),
        answered=max((feed.answered_at for feed in feeds if feed.answered_at), default=None),
    )
