"""Outlets and feeds from the directory into the database; a second time changes only what changed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from reveille.sources.directory import OutletRecord
from reveille.sources.models import Feed, Outlet


@transaction.atomic
def enrol(records: Iterable[OutletRecord]) -> tuple[int, int]:
    """Store the records; return how many outlets and feeds are new. What a feed remembers stays."""
    new_outlets = new_feeds = 0
    for record in records:
        outlet, made = Outlet.objects.update_or_create(
            slug=record.slug,
            defaults={
                "name": record.name,
                "home": record.home,
                "country": record.country,
                "language": record.language,
                "kind": record.kind,
                "family": record.family,
                "paywall": record.paywall != "none",
                "hosts": list(record.hosts),
                "verified": record.verified,
            },
        )
        new_outlets += made
        for feed in record.feeds:
            _, made = Feed.objects.get_or_create(link=feed.link, defaults={"outlet": outlet})
            new_feeds += made
    return new_outlets, new_feeds
