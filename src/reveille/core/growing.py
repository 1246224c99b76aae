"""A story as it grows: the sum of its articles' vectors, which whoever joins, leaves or is taken in changes."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from reveille.core.embeddings import NOTHING, Meaning
from reveille.core.likeness import Vector, bare
from reveille.core.particulars import NONE, Particulars
from reveille.core.sums import Places, Sum

TOGETHER = 0.3
"""How much it counts that a story's articles are unlike each other: at 0 a likeness is the cosine of sums, at 1 the
mean of the articles' cosines. Between them a story that has grown loose asks more of who joins it."""


@dataclass(frozen=True)
class Article:
    """An article in the stream: its vector, language, time (NaN when nobody knows), meaning to a model, if any,
    and what it names."""

    number: int
    vector: Vector
    language: str
    time: float
    meaning: Meaning = NOTHING
    named: Particulars = NONE


class Seat(NamedTuple):
    """Where an article's terms stand in its story's sums."""

    words: Places
    facts: Places


@dataclass
class Story:
    """The sum of its articles' vectors."""

    number: int
    members: dict[int, Article] = field(default_factory=dict)
    seats: dict[int, Seat] = field(default_factory=dict)
    words: Sum = field(default_factory=Sum)
    facts: Sum = field(default_factory=Sum)
    meaning: Meaning = NOTHING
    languages: Counter[str] = field(default_factory=Counter)
    indexed: set[int] = field(default_factory=set)
    first: float = math.inf
    last: float = -math.inf
    undated: int = 0
    changes: int = 0
    slot: int = -1

    @property
    def language(self) -> str:
        """The language of most of its articles, the first of the alphabet among equals."""
        if len(self.languages) == 1:
            return next(iter(self.languages))
        return min(self.languages, key=lambda one: (-self.languages[one], one))

    @property
    def together(self) -> float:
        """How alike its articles are, 1 for a single one, as far as that counts."""
        return float((math.sqrt(self.words.whole) / len(self.members)) ** TOGETHER)

    def take(self, article: Article, seat: Seat | None = None) -> None:
        """Add the article; ``seat`` is its places where they are known."""
        vector = article.vector
        seat = seat or Seat(self.words.places(vector.terms), self.facts.places(vector.facts))
        self.seats[article.number] = seat
        self.members[article.number] = article
        self._sum_up(vector, seat, 1)
        self.meaning += article.meaning
        self.languages[article.language] += 1
        if math.isnan(article.time):
            self.undated += 1
        else:
            self.first, self.last = min(self.first, article.time), max(self.last, article.time)

    def let_go(self, article: Article) -> None:
        """Take the article away."""
        del self.members[article.number]
        self._sum_up(article.vector, self.seats.pop(article.number), -1)
        self.meaning -= article.meaning
        self.languages[article.language] -= 1
        self.languages += Counter()
        times = [one.time for one in self.members.values() if not math.isnan(one.time)]
        self.first, self.last = min(times, default=math.inf), max(times, default=-math.inf)
        self.undated -= math.isnan(article.time)

    def take_in(self, other: Story) -> None:
        """Add all of another story."""
        words, facts = self.words.take_in(other.words), self.facts.take_in(other.facts)
        self.seats |= {number: Seat(words[seat.words], facts[seat.facts]) for number, seat in other.seats.items()}
        self.members |= other.members
        self.meaning += other.meaning
        self.languages += other.languages
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        self.undated += other.undated
        self.changes += 1

    def _sum_up(self, vector: Vector, seat: Seat, sign: int) -> None:
        self.words.add(seat.words, vector.weights, sign)
        self.facts.add(seat.facts, vector.fact_weights, sign)
        self.words.slack += sign * (1.0 - vector.length)
        self.facts.slack += sign * (1.0 - vector.fact_length)
        self.changes += 1


def says_little(story: Story) -> bool:
    """Whether a story is one article of few words, to whose meaning no model speaks."""
    return (
        len(story.members) == 1 and not story.meaning.count and any(bare(one.vector) for one in story.members.values())
    )
