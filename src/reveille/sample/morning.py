"""The sample morning: two invented days of news, read from the files beside this one.

What ``load`` gives is whole: every outlet, copy and related link named exists, every quote stands
word for word in its article, every page can be written in its encoding; otherwise ``SampleError`` names the
article and the fault. The gold (which story, copy of what, on the beat or not, who said what) is part of the
values, so that a program's judgement can be laid beside it.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from reveille.core import errors
from reveille.sample import checks

HERE = Path(__file__).parent

Value = TypeVar("Value")


@dataclass(frozen=True)
class SampleFeed:
    """One feed of an outlet; ``fault`` is how it fails, if it does. ``outlets.toml`` explains the rest."""

    link: str
    format: str
    fault: str = ""
    quirks: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Its address on its outlet's host, from the first slash on."""
        return urlsplit(self.link).path


@dataclass(frozen=True)
class SampleOutlet:
    """One invented outlet, as ``outlets.toml`` has it."""

    slug: str
    name: str
    home: str
    country: str
    language: str
    kind: str
    family: str
    paywall: bool
    layout: str
    zone: str
    address: str
    feeds: tuple[SampleFeed, ...]
    shut: tuple[str, ...] = ()
    private: str = ""

    @property
    def host(self) -> str:
        """The host that its home, feeds and pages are on."""
        return urlsplit(self.home).netloc


@dataclass(frozen=True)
class SampleQuote:
    """The exact words without the marks around them, and who said them."""

    text: str
    speaker: str
    role: str


@dataclass(frozen=True)
class SampleImage:
    """A picture's words; the picture itself is drawn by ``pictures``."""

    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class SampleArticle:
    """One article as its outlet published it; ``paragraphs`` are a copy's too, and without the dateline.

    ``day`` is 1 or 2: the edition before whose closing it came out. ``time`` is "HH:MM", UTC.
    """

    id: str
    outlet: str
    day: int
    time: str
    headline: str
    language: str
    position: int
    summary: str
    story: str = ""
    paragraphs: tuple[str, ...] = ()
    standfirst: str = ""
    byline: str = ""
    dateline: str = ""
    agency: str = ""
    copy_of: str = ""
    cut: int = 0
    commentary: bool = False
    encoding: str = ""
    image: SampleImage | None = None
    quotes: tuple[SampleQuote, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def opening(self) -> str:
        """What stands before the first word: "KURESSAARE, Estonia (Northline) — ", or nothing."""
        place, wire = self.dateline, self.agency.removesuffix(" Wire")
        if not place and not wire:
            return ""
        dash = "—" if self.language == "en" else "–"
        return " ".join(part for part in (place, f"({wire})" if wire else "", dash) if part) + " "

    @property
    def printed(self) -> tuple[str, ...]:
        """The paragraphs as they are printed: the first with its dateline."""
        first, *rest = self.paragraphs or ("",)
        return (self.opening + first, *rest)

    @property
    def text(self) -> str:
        """The whole text as printed, paragraphs parted by an empty line."""
        return "\n\n".join(self.printed)


@dataclass(frozen=True)
class SampleStory:
    """One event, and the ids of the articles that tell it."""

    slug: str
    beat: bool
    section: str
    about: str
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Morning:
    """All of it: outlets, stories, articles, and the gold."""

    outlets: tuple[SampleOutlet, ...]
    stories: tuple[SampleStory, ...]
    articles: tuple[SampleArticle, ...]

    @cached_property
    def outlet(self) -> Mapping[str, SampleOutlet]:
        """Each outlet by its slug."""
        return {outlet.slug: outlet for outlet in self.outlets}

    @cached_property
    def story(self) -> Mapping[str, SampleStory]:
        """Each story by its slug."""
        return {story.slug: story for story in self.stories}

    @cached_property
    def article(self) -> Mapping[str, SampleArticle]:
        """Each article by its id."""
        return {article.id: article for article in self.articles}

    @cached_property
    def story_of(self) -> Mapping[str, str]:
        """Gold: the slug of the story that each article (by id) tells."""
        return {article.id: article.story for article in self.articles}

    @cached_property
    def copy_of(self) -> Mapping[str, str]:
        """Gold: the original of each copy, both by id; an original is not in it."""
        return {article.id: article.copy_of for article in self.articles if article.copy_of}

    @cached_property
    def on_beat(self) -> Mapping[str, bool]:
        """Gold: whether each article (by id) is on the beat of military and defence news."""
        return {article.id: self.story[article.story].beat for article in self.articles}

    @cached_property
    def quotes(self) -> Mapping[str, tuple[SampleQuote, ...]]:
        """Gold: every direct quote of each article (by id), in order; a copy has those that its cut left."""
        return {article.id: article.quotes for article in self.articles}

    def is_shut(self, article: SampleArticle) -> bool:
        """Whether strangers see only the article's first two paragraphs."""
        return article.id in self.outlet[article.outlet].shut


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
