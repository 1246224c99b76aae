"""What a sample morning is made of. The gold (which story, copy of what, on the beat or not, who said what) is part
of the values, so that a program's judgement can be laid beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit


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
