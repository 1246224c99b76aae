"""An edition laid out for the web: the lead across, the other four below, then the rest by section."""

from __future__ import annotations

from dataclasses import dataclass

from reveille.core import layout
from reveille.editions import wording
from reveille.site import packing


@dataclass(frozen=True)
class Part:
    """A section with its stories that are not among the top five, and its place on the page."""

    name: str
    items: tuple[layout.Item, ...]
    span: int
    columns: int


@dataclass(frozen=True)
class Sheet:
    """What the template of an edition shows."""

    page: layout.Page
    lead: layout.Item | None
    others: tuple[layout.Item, ...]
    parts: tuple[Part, ...]
    silence: wording.Silence | None
    filler_span: int


def sheet(page: layout.Page) -> Sheet:
    """Return the edition laid out. Stories of the top five are not repeated below."""
    shown = {item.slug for item in page.top}
    rest = [
        (section.name, tuple(item for item in section.items if item.slug not in shown)) for section in page.sections
    ]
    silence = wording.silence(page.silence)
    fillers = sum(map(bool, (page.quiet, page.corrections, silence)))
    packed = packing.pack([len(items) for _, items in rest], fillers)
    parts = tuple(Part(*rest[place.index], place.span, place.columns) for place in packed.places)
    return Sheet(page, page.top[0] if page.top else None, page.top[1:], parts, silence, packed.filler_span)
