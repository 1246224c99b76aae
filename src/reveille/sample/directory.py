"""The sample's outlets as the directory would have them."""

from __future__ import annotations

from reveille.sample import morning
from reveille.sources.directory import FeedRecord, OutletRecord


def records() -> tuple[OutletRecord, ...]:
    """Return every outlet of the sample morning."""
    return tuple(
        OutletRecord(
            slug=outlet.slug,
            name=outlet.name,
            home=outlet.home,
            country=outlet.country,
            language=outlet.language,
            kind=outlet.kind,
            family=outlet.family,
            paywall="soft" if outlet.paywall else "none",
            hosts=(outlet.host,),
            feeds=tuple(FeedRecord(feed.link) for feed in outlet.feeds),
        )
        for outlet in morning.load().outlets
    )
