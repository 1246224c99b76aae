"""Whose an address is: by the hosts in the outlets' records."""

from __future__ import annotations

from reveille.core import links
from reveille.sources.models import Outlet


def owner(link: str) -> Outlet | None:
    """Return the outlet whose record has the link's host, the longest of them where several do."""
    owners = [
        (max(map(len, fitting)), one)
        for one in Outlet.objects.prefetch_related("feeds").order_by("pk")
        if (fitting := [host for host in _hosts(one) if links.belongs(link, [host])])
    ]
    return max(owners, key=lambda pair: pair[0])[1] if owners else None


def _hosts(outlet: Outlet) -> list[str]:
    """The hosts of its record; where one that opted out has none, those of its front page and its feeds."""
    if outlet.hosts or not outlet.opted_out:
        return list(outlet.hosts)
    pages = [outlet.home, *(feed.link for feed in outlet.feeds.all())]
    return [host for page in pages if (host := links.host(page).removeprefix("www."))]
