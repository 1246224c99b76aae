"""An edition as it is shown: plain values that the mail, the page and the archive are all made from.

The two promises of this module: what ``to_json`` gives, ``from_json`` takes back unchanged; and nothing here is
written by us that is shown as an outlet's (headlines, sentences and quotes are copied, never made).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """One verbatim sentence: ``text`` stands at ``start:end`` of the stored text of ``article`` (its id)."""

    text: str
    article: int
    start: int
    end: int


@dataclass(frozen=True)
class Said:
    """One quote without the marks around it, who said it, and to which outlet."""

    text: str
    speaker: str
    role: str
    outlet: str
    article: int = 0
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Also:
    """Another outlet that tells the story; ``country`` is empty for a wire."""

    outlet: str
    country: str
    language: str
    direction: str


@dataclass(frozen=True)
class Item:
    """A story as an edition shows it. ``rank`` is 1 to 5 among the top five, else None."""

    slug: str
    section: str
    rank: int | None
    headline: str
    url: str
    language: str
    direction: str
    outlet: str
    country: str
    author: str
    kinds: tuple[str, ...]
    change: str
    marks: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    quote: Said | None
    also: tuple[Also, ...]
    more: int
    outlets: int
    countries: int
    page: str
    note: str = ""  # an editor's own words, shown as such
    region: str = ""  # where it happens, on a beat that has regions


@dataclass(frozen=True)
class Excerpt:
    """A verbatim sentence on a story's own page, with whose it is and where it stands."""

    sentence: Sentence
    outlet: str
    country: str  # "" for a wire
    language: str
    direction: str
    url: str
    published: str  # ISO 8601


@dataclass(frozen=True)
class Dossier:
    """What a story's own page shows beyond its place in the edition: more voices, and what changed that day."""

    excerpts: tuple[Excerpt, ...] = ()
    quotes: tuple[Said, ...] = ()
    kind: str = ""  # new, updated or unchanged
    lines: tuple[str, ...] = ()
    day: int = 1


@dataclass(frozen=True)
class Section:
    """A part of the paper under one name."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Developing:
    """A story on its second day or later: its headline and, in our fixed phrases, what was not there before."""

    headline: str
    page: str
    day: int
    lines: tuple[str, ...]
    language: str
    direction: str


@dataclass(frozen=True)
class Quiet:
    """A story of the last edition of which nothing new was found; ``last`` is the day of its last report."""

    headline: str
    page: str
    last: date
    language: str
    direction: str


@dataclass(frozen=True)
class Correction:
    """What an editor said was wrong in the edition of ``day``."""

    day: date
    text: str


@dataclass(frozen=True)
class Silent:
    """An outlet that did not answer, and why in plain words."""

    outlet: str
    country: str
    why: str


@dataclass(frozen=True)
class Silence:
    """How many feeds and outlets were asked before closing, and who did not answer."""

    feeds: int
    outlets: int
    failed: tuple[Silent, ...]


@dataclass(frozen=True)
class Page:
    """A whole edition. ``sections`` hold every item, those of the top five too; ``minutes`` is the reading time."""

    newsletter: str
    slug: str
    date: date
    number: int
    subject: str
    preheader: str
    stories: int
    outlets: int
    countries: int
    minutes: int
    top: tuple[Item, ...]
    sections: tuple[Section, ...]
    developing: tuple[Developing, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    silence: Silence = field(default_factory=lambda: Silence(0, 0, ()))
    corrections: tuple[Correction, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All stories, in the order of the paper."""
        return tuple(item for section in self.sections for item in section.items)


def to_json(page: Page) -> dict[str, Any]:
    """Return ``page`` as values that JSON knows: dates as ISO 8601, tuples as lists."""
    plain: dict[str, Any] = _plain(page)
    return plain


def item_to_json(item: Item) -> dict[str, Any]:
    """Return one story as values that JSON knows."""
    plain: dict[str, Any] = _plain(item)
    return plain


def item_from_json(stored: dict[str, Any]) -> Item:
    """Return the story that ``item_to_json`` stored."""
    return _item(stored)


def dossier_to_json(dossier: Dossier) -> dict[str, Any]:
    """Return a story's dossier as values that JSON knows."""
    plain: dict[str, Any] = _plain(dossier)
    return plain


def dossier_from_json(stored: dict[str, Any]) -> Dossier:
    """Return the dossier that ``dossier_to_json`` stored; an empty one for an edition that kept none."""
    return Dossier(
        excerpts=tuple(
            Excerpt(**{**row, "sentence": Sentence(**row["sentence"])}) for row in stored.get("excerpts", ())
        ),
        quotes=tuple(Said(**row) for row in stored.get("quotes", ())),
        kind=stored.get("kind", ""),
        lines=tuple(stored.get("lines", ())),
        day=stored.get("day", 1),
    )


def from_json(stored: dict[str, Any]) -> Page:
    """Return the page that ``to_json`` stored."""
    return Page(
        **{
            **stored,
            "date": date.fromisoformat(stored["date"]),
            "top": tuple(_item(item) for item in stored["top"]),
            "sections": tuple(
                Section(section["name"], tuple(_item(item) for item in section["items"]))
                for section in stored["sections"]
            ),
            "developing": tuple(Developing(**{**row, "lines": tuple(row["lines"])}) for row in stored["developing"]),
            "quiet": tuple(Quiet(**{**row, "last": date.fromisoformat(row["last"])}) for row in stored["quiet"]),
            "silence": Silence(
                stored["silence"]["feeds"],
                stored["silence"]["outlets"],
                tuple(Silent(**row) for row in stored["silence"]["failed"]),
            ),
            "corrections": tuple(
                Correction(date.fromisoformat(row["day"]), row["text"]) for row in stored.get("corrections", ())
            ),
        }
    )


def _item(stored: dict[str, Any]) -> Item:
    return Item(
        **{
            **stored,
            "kinds": tuple(stored["kinds"]),
            "marks": tuple(stored["marks"]),
            "sentences": tuple(Sentence(**sentence) for sentence in stored["sentences"]),
            "quote": Said(**stored["quote"]) if stored["quote"] else None,
            "also": tuple(Also(**other) for other in stored["also"]),
        }
    )


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
