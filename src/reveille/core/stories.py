"""Which articles tell one event.

Articles come in over days: each joins the story it is most like, or founds one. After each round of them, stories that
turn out to be the same event are merged, and an article that later ones show to be in the wrong story moves. Likeness
is the cosine of an article and all of a story (core.likeness), less where the story is loose; two languages meet by
names, numbers and places (core.facts). A page of many subjects (core.roundups) adds nothing to its story. One setting
serves every stream. The same articles give the same answer in whatever order they are given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from reveille.core import clusters, embeddings, furniture, growing, headlines, likeness, roundups, terms
from reveille.core.bars import Bars

LOOKED_AT = 6000  # characters of a text in which furniture is looked for; comparing looks at the first quarter
COPY = 99.0  # the score of a join that no likeness decided


@dataclass(frozen=True)
class Settings:
    """One setting for all streams; how flat the scores are around these numbers stands in docs/decisions.md."""

    join: float = 0.24  # the likeness from which an article belongs to a story
    merge: float = 0.15  # and two stories to one event, plus merge_size for each doubling of the smaller up to 8
    merge_size: float = 0.08
    part: float = 0.15  # by how much less alike than merging asks for two parts of a story are told apart
    leave: float = 0.06  # by how much more an article must be like another story to move there
    window: timedelta = timedelta(hours=72)  # a story that had nothing for longer has ended
    lull: timedelta = timedelta(hours=24)  # two stories of several articles with more between them are two stages
    stage: float = 0.7  # and so is one story, where both sides of it are less alike than so much of the looser side
    kin: float = 0.44  # the likeness of two single articles that are one event whatever each of them names
    round: int = 300  # articles after which stories are looked at again

    @property
    def bars(self) -> Bars:
        """How alike is enough, in seconds where it is about time."""
        window, lull = self.window.total_seconds(), self.lull.total_seconds()
        return Bars(self.join, self.merge, self.merge_size, self.part, self.leave, window, lull, self.stage, self.kin)


@dataclass(frozen=True)
class Candidate:
    """An article to be grouped; ``outlet`` is what repeats its own boilerplate, a slug or host.

    Where ``terms`` are given (``take``), ``text`` is not read. ``embedding`` is what it means to a sentence model.
    """

    id: int
    outlet: str
    title: str
    text: str
    language: str = "en"
    published: datetime | None = None
    link: str = ""
    terms: terms.Terms | None = None
    embedding: embeddings.Embedding | None = None


@dataclass(frozen=True)
class Join:
    """An article that was put into a story, how sure that was, and why, in words."""

    article: int
    score: float
    reason: str


@dataclass(frozen=True)
class Story:
    """Articles on one event, by id, in the order they came; ``known`` is the story they stood in, if any."""

    members: tuple[int, ...]
    known: int | None = None


@dataclass(frozen=True)
class Merge:
    """Two known stories that turned out to be one; the older stays."""

    kept: int
    gone: int
    score: float
    reason: str = ""


@dataclass(frozen=True)
class Grouping:
    """Every candidate in exactly one story, and how each newcomer came there.

    ``moves`` are known articles that left their story, though it goes on without them.
    """

    stories: tuple[Story, ...]
    joins: tuple[Join, ...]
    merges: tuple[Merge, ...] = ()
    moves: tuple[Join, ...] = ()


def group(
    candidates: Sequence[Candidate],
    known: Mapping[int, int] | None = None,
    *,
    copies: Mapping[int, int] | None = None,
    settings: Settings = Settings(),
) -> Grouping:
    """Return the stories of ``candidates``.

    ``known`` gives the story in which an article already stands; it stays there unless the whole story is merged into
    another, or newcomers show the article to belong elsewhere. ``copies`` gives the article whose copy one is, which
    must stand in the same story.
    """
    return _Round(_in_time(candidates), known or {}, _same_text(copies or {}), settings).grouping()


@dataclass(frozen=True)
class Alike:
    """How like another story is, and how like it would have to be to be the same event."""

    story: int
    likeness: float
    enough: float


def alike(
    candidates: Sequence[Candidate], known: Mapping[int, int], story: int, settings: Settings = Settings()
) -> list[Alike]:
    """Return how like each of the ``known`` stories is to this one, the most like first."""
    return _Round(_in_time(candidates), known, {}, settings).alike(story)


def _in_time(candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(
        candidates,
        key=lambda c: (c.published is not None, c.published.timestamp() if c.published else 0.0, c.id),
    )


def take(articles: Sequence[Candidate]) -> list[terms.Terms]:
    """The terms of articles, without what their outlets repeat in them."""
    return [
        terms.take(title, body, one.language, one.link)
        for (title, body), one in zip(cleaned(articles), articles, strict=True)
    ]


def cleaned(articles: Sequence[Candidate]) -> list[tuple[str, str]]:
    """The headlines and texts of articles, without what their outlets repeat in them."""
    titles = headlines.cleaned([headlines.Headed(one.outlet, one.title, one.text, one.link) for one in articles])
    starts = [(one.outlet, one.text[:LOOKED_AT]) for one in articles]
    repeated = furniture.find(starts)
    bodies = [repeated.without(outlet, _SPELLED_LINK.sub("", start)) for outlet, start in starts]
    return list(zip(titles, bodies, strict=True))


_SPELLED_LINK = re.compile(
    r"^(?:https?\s+)?(?:[a-z0-9-]+\s+){0,8}(?:com|org|net)\s+(?:[a-z0-9-]+\s+){0,12}(?:html?|aspx?|php)\b\s*",
    re.I,
)


class _Round:
    """One grouping in progress: those who stand somewhere sit down first, then newcomers look at whole stories."""

    def __init__(
        self, ordered: Sequence[Candidate], known: Mapping[int, int], same_text: Mapping[int, int], settings: Settings
    ) -> None:
        self.ordered, self.known, self.same_text, self.settings = ordered, known, same_text, settings
        self.stories = clusters.Stories(settings.bars)
        self.named: dict[int, int] = {}  # the known story that a story of ours is
        self.of_text: dict[int, int] = {}  # an article that carries the text
        self.joins: dict[int, Join] = {}
        self.bound = {place: same_text[one.id] for place, one in enumerate(ordered) if one.id in same_text}
        self.moves: dict[int, Join] = {}
        self.merges: list[Merge] = []
        # Pages of many subjects would glue stories together: they are put beside one when all others sit.
        self.apart = {
            place for place, one in enumerate(ordered) if roundups.form(one.title, one.link) == roundups.ROUNDUP
        }

    def grouping(self) -> Grouping:
        articles = self._articles()
        seated = [one for one in articles if one.number not in self.apart]
        self._seat_known([one for one in seated if self._id(one) in self.known])
        newcomers = [one for one in seated if self._id(one) not in self.known]
        for start in range(0, len(newcomers), self.settings.round):
            for article in newcomers[start : start + self.settings.round]:
                self._seat(article)
            self._look_again()
        members = {story.number: sorted(story.members) for story in self.stories.open.values()}
        for article in (articles[place] for place in sorted(self.apart)):
            members.setdefault(self._beside(article), []).append(article.number)
        told = tuple(
            Story(tuple(self.ordered[place].id for place in sorted(places)), self.named.get(number))
            for number, places in sorted(members.items(), key=lambda one: min(one[1]))
        )
        return Grouping(told, tuple(self.joins.values()), tuple(self.merges), tuple(self.moves.values()))

    def _beside(self, article: growing.Article) -> int:
        """The story that a page of many subjects is put beside: where it stands, else the one that it is most like."""
        pk = self._id(article)
        known = self.known.get(pk)
        if known in self.named.values():
            return next(number for number, name in self.named.items() if name == known)
        alike, number = self.stories.best(article)
        if alike > self.settings.join:
            (self.joins if known is None else self.moves)[pk] = Join(pk, round(alike, 3), self._reason(alike, number))
            return number
        if known is not None:
            self.named[article.number] = known
        else:
            self.joins[pk] = Join(pk, 0.0, "it has many subjects, and is like no story")
        return article.number

    def alike(self, story: int) -> list[Alike]:
        self._seat_known(self._articles())
        number_of = {name: number for number, name in self.named.items()}
        found = [
            Alike(name, *self.stories.alike(number_of[story], number))
            for name, number in number_of.items()
            if name != story
        ]
        return sorted(found, key=lambda one: (-one.likeness, one.story))

    def _articles(self) -> list[growing.Article]:
        bare = [one for one in self.ordered if one.terms is None]
        taken = dict(zip((one.id for one in bare), take(bare), strict=True))
        told = [one.terms or taken[one.id] for one in self.ordered]
        vectors = likeness.Stream().weigh(told)
        meanings = embeddings.meanings([one.embedding for one in self.ordered], vectors)
        return [
            growing.Article(
                place,
                vector,
                one.language or "en",
                one.published.timestamp() if one.published else math.nan,
                meaning,
                named.named,
            )
            for place, (one, vector, meaning, named) in enumerate(
                zip(self.ordered, vectors, meanings, told, strict=True)
            )
        ]

    def _id(self, article: growing.Article) -> int:
        return self.ordered[article.number].id

    def _seat_known(self, articles: Sequence[growing.Article]) -> None:
        number_of: dict[int, int] = {}
        for article in articles:
            name = self.known[self._id(article)]
            number = number_of.setdefault(name, article.number)
            self.named[number] = name
            self._sit(article, number)
        self.stories.settle()

    def _sit(self, article: growing.Article, number: int) -> None:
        self.stories.seat(article, number)
        if (text := self.same_text.get(self._id(article))) is not None:
            self.of_text.setdefault(text, article.number)

    def _seat(self, article: growing.Article) -> None:
        pk = self._id(article)
        twin = self.of_text.get(self.same_text.get(pk, -1), -1)
        if twin >= 0:
            number, join = self.stories.home[twin], Join(pk, COPY, "its text is a copy of one in the story")
        else:
            alike, number = self.stories.best(article)
            if alike > self.settings.join:
                join = Join(pk, round(alike, 3), self._reason(alike, number))
            else:
                number, join = article.number, Join(pk, 0.0, "it is the first of its story")
        self.joins[pk] = join
        self._sit(article, number)

    def _reason(self, alike: float, number: int) -> str:
        members = len(self.stories.open[number].members)
        return (
            f"like its {members} {'article' if members == 1 else 'articles'}: "
            f"{alike:.2f}, where {self.settings.join:.2f} is enough"
        )

    def _look_again(self) -> None:
        for kept, gone, alike in self.stories.merge():
            both = [self.named.pop(number) for number in (kept, gone) if number in self.named]
            if both:
                self.named[kept] = min(both)
            if len(both) == 2:
                reason = "two stories that are as like as one"
                self.merges.append(Merge(min(both), max(both), round(alike, 3), reason))
        for move in self.stories.revise(self.bound):
            pk = self._id(move.article)
            if move.left not in self.stories.open and move.left in self.named:
                del self.named[move.left]
            if move.parted:
                reason = f"later articles show its story to be two events or stages, {move.likeness:.2f} alike"
            else:
                reason = f"later articles show it there: {self._reason(move.likeness, move.to)}"
            (self.moves if pk in self.known else self.joins)[pk] = Join(pk, round(move.likeness, 3), reason)
        self.stories.settle()


def _same_text(copies: Mapping[int, int]) -> dict[int, int]:
    """Each article that is a copy or has one, with one id for all that carry the same text."""
    first: dict[int, int] = {}

    def root(one: int) -> int:
        while first.setdefault(one, one) != one:
            first[one] = one = first[first[one]]
        return one

    for copy, original in sorted(copies.items()):
        low, high = sorted((root(copy), root(original)))
        first[high] = low
    return {one: root(one) for one in list(first)}
