"""What is different between two states of one edition, in words that an editor reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from reveille.core import layout

SHOWN = 160  # characters of a value
_TOLD_APART = ("page", "slug")  # a story's address, by which the two are matched
_ABOVE = ("newsletter", "subject", "preheader", "number", "stories", "outlets", "countries", "minutes")
_BELOW = ("developing", "quiet", "silence")


Sum = Sequence[tuple[float, str]]
"""Points and why, as a ranking has them."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same: of which story ("" for the edition), what, then and now."""

    story: str
    what: str
    then: str
    now: str


def between(then: layout.Page, now: layout.Page) -> tuple[Difference, ...]:
    """Return what is different, the edition's own first, then story by story in the order of ``then``."""
    return (*_of_edition(then, now), *_of_stories(then, now))


def of_sums(then: Mapping[str, Sum], now: Mapping[str, Sum], stories: Collection[str]) -> Iterator[Difference]:
    """Yield what is different in the sums of ``stories``: why one stands elsewhere, fell out or came in."""
    for slug in dict.fromkeys((*then, *now)):
        old, new = _in_words(then.get(slug, ())), _in_words(now.get(slug, ()))
        if slug in stories and old != new:
            left, came = (
                "; ".join(line for line in mine if line not in other) for mine, other in ((old, new), (new, old))
            )
            yield Difference(slug, "points", _cut(left), _cut(came) if new else "it is not weighed")


def _in_words(told: Sum) -> list[str]:
    return [f"{points:+.2f} {words}" for points, words in told]


def _of_edition(then: layout.Page, now: layout.Page) -> Iterator[Difference]:
    for name in (*_ABOVE, *_BELOW):
        before, after = getattr(then, name), getattr(now, name)
        if before != after:
            yield Difference("", name, _shown(before), _shown(after))


def _of_stories(then: layout.Page, now: layout.Page) -> Iterator[Difference]:
    before, after = _placed(then), _placed(now)
    for slug, (place, item) in before.items():
        if slug not in after:
            yield Difference(slug, "story", f"{place}. {_cut(item.headline)}", "not in it")
            continue
        new_place, new_item = after[slug]
        if place != new_place:
            yield Difference(slug, "place", str(place), str(new_place))
        for field in fields(layout.Item):
            old, new = getattr(item, field.name), getattr(new_item, field.name)
            if field.name not in _TOLD_APART and old != new:
                yield Difference(slug, field.name, _shown(old), _shown(new))
    for slug, (place, item) in after.items():
        if slug not in before:
            yield Difference(slug, "story", "not in it", f"{place}. {_cut(item.headline)}")


def _placed(page: layout.Page) -> dict[str, tuple[int, layout.Item]]:
    return {item.slug: (place, item) for place, item in enumerate(page.items, 1)}


def _shown(value: Any) -> str:
    """A value in a few words: texts as they are, values of ours by what a reader would see of them."""
    if isinstance(value, tuple):
        return _cut("; ".join(_shown(one) for one in value))
    for name in ("text", "headline", "outlet"):
        if hasattr(value, name):
            return _cut(str(getattr(value, name)))
    if isinstance(value, layout.Silence):
        return f"{value.feeds} feeds of {value.outlets} outlets asked, {len(value.failed)} silent"
    return _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
