"""The sample morning: two invented days of news, read from the files beside this one.

What ``load`` gives is whole: every outlet, copy and related link named exists, every quote stands
word for word in its article, every page can be written in its encoding; otherwise ``SampleError`` names the
article and the fault.
"""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from reveille.core import errors
from reveille.sample import checks
from reveille.sample.shapes import (
    Morning,
    SampleArticle,
    SampleFeed,
    SampleImage,
    SampleOutlet,
    SampleQuote,
    SampleStory,
)

HERE = Path(__file__).parent

Value = TypeVar("Value")


@functools.cache  # nothing changes it, and a demo asks for it twice
def load(folder: Path = HERE) -> Morning:
    """The morning in ``folder`` (``outlets.toml`` and ``stories/*.toml``), whole, or ``SampleError``."""
    outlets = tuple(_outlet(table) for table in _tables(folder / "outlets.toml", "outlet"))
    told = [_story(path) for path in sorted((folder / "stories").glob("*.toml"))]
    articles = tuple(_copies_filled([article for _, articles in told for article in articles]))
    morning = Morning(outlets, tuple(story for story, _ in told), articles)
    checks.check(morning)
    return morning


def _story(path: Path) -> tuple[SampleStory, list[SampleArticle]]:
    articles = [_article(table, path.stem) for table in _tables(path, "article")]
    table = _toml(path).get("story", {})
    story = _filled(SampleStory, {**table, "articles": [article.id for article in articles]}, path.name)
    if story.slug != path.stem:
        raise errors.SampleError(path.name, f"its story is called {story.slug!r}")
    return story, articles


def _outlet(table: dict[str, Any]) -> SampleOutlet:
    name = str(table.get("slug", "outlet"))
    feeds = [_filled(SampleFeed, feed, f"a feed of {name}") for feed in table.pop("feed", [])]
    return _filled(SampleOutlet, {**table, "feeds": feeds}, name)


def _article(table: dict[str, Any], story: str) -> SampleArticle:
    name = str(table.get("id", f"an article of {story}"))
    quotes = [_filled(SampleQuote, quote, f"a quote of {name}") for quote in table.pop("quotes", [])]
    image = table.pop("image", None)
    picture = _filled(SampleImage, image, f"the image of {name}") if image else None
    return _filled(SampleArticle, {**table, "story": story, "quotes": quotes, "image": picture}, name)


def _copies_filled(articles: list[SampleArticle]) -> Iterator[SampleArticle]:
    """Copies with their original's paragraphs less the ``cut`` last ones, and the quotes still in them."""
    by_id = {article.id: article for article in articles}
    for article in articles:
        original = by_id.get(article.copy_of)
        if original is None or article.paragraphs:
            yield article
            continue
        left = original.paragraphs[: max(0, len(original.paragraphs) - article.cut)]
        quotes = article.quotes or tuple(q for q in original.quotes if any(q.text in text for text in left))
        yield dataclasses.replace(article, paragraphs=left, quotes=quotes)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise errors.SampleError(path.name, str(error)) from error


def _tables(path: Path, name: str) -> list[dict[str, Any]]:
    tables = _toml(path).get(name, [])
    if not isinstance(tables, list) or not tables:
        raise errors.SampleError(path.name, f"has no [[{name}]]")
    return tables


def _filled(kind: type[Value], table: dict[str, Any], subject: str) -> Value:
    """A value of ``kind`` from a table: every key known, every needed one there, each of its type."""
    fields = {field.name: field for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(table.keys() - fields.keys())
    if unknown:
        raise errors.SampleError(subject, f"has unknown keys: {', '.join(unknown)}")
    needed = [name for name, field in fields.items() if field.default is dataclasses.MISSING]
    missing = [name for name in needed if name not in table]
    if missing:
        raise errors.SampleError(subject, f"has no {', '.join(missing)}")
    plain = {"str": str, "int": int, "bool": bool}
    for name, value in table.items():
        wanted = plain.get(str(fields[name].type))
        if wanted is not None and type(value) is not wanted:
            raise errors.SampleError(subject, f"{name} is {value!r}, not {wanted.__name__}")
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in table.items()})
