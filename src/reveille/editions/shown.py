"""A closed edition as the public sees it: as it was mailed, without the stories that were taken down since.

What lists say of it is kept in a row of its own, made at closing and again by each act after it: a year of rows is read
without a page or a letter. What a search finds is kept then too.
"""

from __future__ import annotations

from collections.abc import Sequence

from reveille.core import coverage, layout, takedown
from reveille.editions import acts, searching
from reveille.editions.models import Act, ArchiveLine, Edition


def page(edition: Edition, told: Sequence[Act] | None = None) -> layout.Page:
    """Return the edition as it is shown: as it was mailed, without what was taken down since.

    ``told`` is what was told of it since (acts.told_since), where the caller has it already.
    """
    mailed = layout.from_json(edition.page)
    taken = acts.taken_down(acts.told_since(edition) if told is None else told)
    if not taken:
        return mailed
    stay = edition.placements.exclude(slug__in=taken).values_list("reports", flat=True)
    reports = [coverage.read(row, edition.date) for rows in stay for row in rows if isinstance(row, dict)]
    return takedown.without(mailed, taken, reports)


def keep(edition: Edition) -> None:
    """Store what lists say of a closed edition and what a search finds in it, as it is shown now."""
    told = page(edition)
    lead = next(iter((*told.top, *told.items)), None)
    values = {
        "headline": lead.headline if lead else "",
        "language": lead.language if lead else "",
        "stories": told.stories,
        "outlets": told.outlets,
    }
    ArchiveLine.objects.update_or_create(edition=edition, defaults=values)
    searching.add(edition)
