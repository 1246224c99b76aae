"""An edition without the stories that were taken down."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from reveille.core import coverage, layout, placing
from reveille.core import text as texts


def without(page: layout.Page, slugs: Collection[str], reports: Iterable[coverage.Report]) -> layout.Page:
    """Return the page without the stories named: neither their words nor their numbers are in it.

    ``reports`` are those of the stories that stay. The subject and the preheader stay too, unless a story that is
    gone gave its headline to them.
    """
    gone = [item for item in page.items if item.slug in slugs]
    pages = {item.page for item in gone}
    sections = tuple(
        replace(one, items=tuple(item for item in one.items if item.slug not in slugs)) for one in page.sections
    )
    reports = tuple(reports)
    countries = coverage.countries(reports, page.date)
    left = replace(
        page,
        top=tuple(item for item in page.top if item.slug not in slugs),
        sections=tuple(one for one in sections if one.items),
        developing=tuple(one for one in page.developing if one.page not in pages),
        stories=page.stories - len(gone),
        outlets=min(page.outlets, len(coverage.families(reports))),
        countries=min(page.countries, len(countries.new) + len(countries.before)),
    )
    headlines = [item.headline for item in (left.top or left.items)]
    subject, preheader = page.subject, page.preheader
    if _tells(gone, [subject]):
        subject = texts.cut(next(iter(headlines), ""), placing.SUBJECT_LIMIT)
    if _tells(gone, preheader.split(" | ")):
        preheader = placing.preheader(headlines[1:3])
    return replace(left, minutes=placing.minutes(left.items), subject=subject, preheader=preheader)


def _tells(items: Iterable[layout.Item], told: Iterable[str]) -> bool:
    """Whether one of the items gave its headline, or the beginning of it, to what was told."""
    begins = tuple(begin for one in told if (begin := one.rstrip("… ")))
    return any(item.headline.startswith(begins) for item in items)
