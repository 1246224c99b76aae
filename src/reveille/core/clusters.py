"""Stories as they grow: each the sum of its articles' vectors, found again by their heaviest terms.

An article looks only at the stories that share its heaviest terms, and of each term only at the latest of them, so
that what one article costs hardly grows with how many there are. Ties go to the older story.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reveille.core.likeness import Vector

HEAVIEST = 24
"""Terms of an article by which a story is found."""
LATEST = 96
"""Stories that a term leads to."""
LOOKED_AT = 8
"""Stories that an article is held against."""
ENOUGH = 0.5
"""A cosine c needs c² of the squared weights in terms that both have; of that, so much in the heaviest ones."""
LATEST_MEMBERS = 100
"""Articles of a story that are looked at again."""
HEAVIEST_OF_STORY = 32
LEAST_TO_PART = 4
"""Articles of a story that may turn out to be two."""
UNLIKE_THE_REST = 0.5
"""Where every article is more like the others of its story, nobody looks for a second event in it."""


@dataclass(frozen=True)
class Bars:
    """How alike is enough. ``join`` is the cosine of an article and a story; two stories merge above ``merge``, and
    ``merge_size`` more for each doubling of the smaller: two established ones must not merge as easily as fragments.
    A story parts in two that are ``part`` less alike than would merge; an article leaves it for one that it is
    ``leave`` more like. ``window`` is how long a story waits, in seconds.
    """

    join: float
    merge: float
    merge_size: float
    part: float
    leave: float
    window: float


@dataclass(frozen=True)
class Article:
    """An article in the stream: its vector, language and time (NaN when nobody knows)."""

    number: int
    vector: Vector
    language: str
    time: float


@dataclass
class Story:
    """The sum of its articles' vectors. ``slack`` is what the squared length lacks where vectors are not of length
    one: an article is as like itself as can be, however long its vector.
    """

    number: int
    members: dict[int, Article] = field(default_factory=dict)
    sum: dict[int, float] = field(default_factory=dict)
    length: float = 0.0
    slack: float = 0.0
    facts: dict[int, float] = field(default_factory=dict)
    fact_length: float = 0.0
    fact_slack: float = 0.0
    languages: Counter[str] = field(default_factory=Counter)
    indexed: set[int] = field(default_factory=set)
    first: float = math.inf
    last: float = -math.inf
    undated: int = 0
    changes: int = 0

    @property
    def language(self) -> str:
        """The language of most of its articles, the first of the alphabet among equals."""
        return min(self.languages, key=lambda one: (-self.languages[one], one))


class Stories:
    """The open stories of a stream, and which terms lead to them."""

    def __init__(self, bars: Bars) -> None:
        self.bars = bars
        self.open: dict[int, Story] = {}
        self.home: dict[int, int] = {}
        self.touched: set[int] = set()
        self.languages: set[str] = set()
        self._leads: defaultdict[int, list[int]] = defaultdict(list)

    def best(self, article: Article, but: int = -1) -> tuple[float, int]:
        """How like the article is to the story near in time that it is most like, and its number; -1: there is none."""
        found = (-1.0, -1)
        for number, shared in self._candidates(article):
            if shared < ENOUGH * max(found[0], 0.0) ** 2:
                continue
            story = self.open[number]
            if number != but and self._near(story, article.time, article.time):
                likeness = like(article, story)
                if likeness > found[0] or (likeness == found[0] and number < found[1]):
                    found = (likeness, number)
        return found

    def seat(self, article: Article, number: int) -> None:
        """Put the article into a story; a number that no story has founds it."""
        story = self.open.setdefault(number, Story(number))
        _take(story, article)
        self.home[article.number] = number
        self.languages.add(article.language)
        self._lead_to(story, article.vector.terms[:HEAVIEST])
        self._lead_to(story, article.vector.facts[:HEAVIEST])
        self.touched.add(number)

    def unseat(self, article: Article) -> None:
        """Take the article out of its story; the story's terms still lead to it."""
        story = self.open[self.home.pop(article.number)]
        _let_go(story, article)
        self.touched.add(story.number)
        if not story.members:
            self._drop(story.number)

    def merge(self) -> Iterator[tuple[int, int, float]]:
        """Merge the touched stories with those they are like enough, best first: (kept, gone, likeness)."""
        heap: list[tuple[float, int, int, int, int]] = []
        for number in sorted(self.touched & self.open.keys()):
            heap.extend(self._pairs_of(self.open[number]))
        heapq.heapify(heap)
        while heap:
            _, a, b, changes_a, changes_b = heapq.heappop(heap)
            one, two = self.open.get(a), self.open.get(b)
            if one is None or two is None or (one.changes, two.changes) != (changes_a, changes_b):
                continue
            likeness = like_stories(one, two)
            self._take_in(one, two)
            yield a, b, likeness
            for entry in self._pairs_of(one):
                heapq.heappush(heap, entry)

    def revise(self, bound: Container[int] = ()) -> Iterator[tuple[Article, int, int, float]]:
        """Move articles that later ones show to belong elsewhere: (article, from, to, likeness); not those ``bound``.

        Only the touched stories are looked at, and only for those articles that the story without them would hardly
        have taken in. Each may move to another story; or a part of the story is told to be another event.
        """
        for number in sorted(self.touched & self.open.keys()):
            story = self.open.get(number)
            if story is None or len(story.members) < 2:
                continue
            owned = self._owned(story)
            for own, article in owned:
                if own >= self.bars.join + self.bars.leave or len(story.members) < 2:
                    break
                if article.number in bound:
                    continue
                likeness, other = self.best(article, but=number)
                if other >= 0 and likeness > max(own + self.bars.leave, self.bars.join):
                    self._move(article, other)
                    yield article, number, other, likeness
            seed = next((one for own, one in owned if own < UNLIKE_THE_REST and one.number in story.members), None)
            if seed is not None and len(story.members) >= LEAST_TO_PART:
                yield from self._part(story, seed, bound)

    def _owned(self, story: Story) -> list[tuple[float, Article]]:
        """How like the rest of the story its latest articles are, least first."""
        latest = sorted(story.members)[-LATEST_MEMBERS:]
        owned = [(like_without(story.members[number], story), number) for number in latest]
        return [(own, story.members[number]) for own, number in sorted(owned)]

    def _part(self, story: Story, seed: Article, bound: Container[int]) -> Iterator[tuple[Article, int, int, float]]:
        """Part a story in two that would clearly not be merged: those most like its least fitting article leave."""
        one, two = Story(-1), Story(-2)
        _take(two, seed)
        for article in story.members.values():
            if article is not seed:
                _take(two if like(article, two) > like_without(article, story) else one, article)
        if not one.members or any(number in bound for number in story.members):
            return
        likeness = like_stories(one, two)
        if likeness > self._bar(len(one.members), len(two.members)) - self.bars.part:
            return
        leaving = min(one, two, key=lambda part: (len(part.members), -min(part.members)))
        name = next((number for number in sorted(leaving.members) if number not in self.open), -1)
        if name >= 0:
            for article in list(leaving.members.values()):
                self._move(article, name)
                yield article, story.number, name, likeness

    def _move(self, article: Article, number: int) -> None:
        self.unseat(article)
        self.seat(article, number)

    def settle(self) -> None:
        """Nothing is touched any more."""
        self.touched.clear()

    def close_before(self, time: float) -> list[Story]:
        """Take out and return the stories whose last article is a window older than ``time``."""
        gone = [s for s in self.open.values() if not s.undated and s.last + self.bars.window <= time]
        for story in gone:
            for member in story.members:
                del self.home[member]
            self._drop(story.number)
        return gone

    def _candidates(self, article: Article) -> list[tuple[int, float]]:
        """The stories that the article's terms lead to, each with the weight of what leads there."""
        votes = self._votes(zip(article.vector.terms[:HEAVIEST], article.vector.weights, strict=False))
        least = ENOUGH * self.bars.merge**2
        chosen = [(number, votes[number]) for number in _most(votes, least)]
        if len(self.languages | {article.language}) > 1:
            told = self._votes(zip(article.vector.facts[:HEAVIEST], article.vector.fact_weights, strict=False))
            foreign = {n: v for n, v in told.items() if self.open[n].languages.keys() != {article.language}}
            chosen += [(number, math.inf) for number in _most(foreign, 0.0)]
        return chosen

    def _votes(self, terms: Iterable[tuple[int, float]]) -> dict[int, float]:
        """The open stories that the terms lead to, each with the weight of what led there."""
        votes: dict[int, float] = {}
        leads, still = self._leads, self.open
        for term, weight in terms:
            for number in leads.get(term, ()):
                if number in still:
                    votes[number] = votes.get(number, 0.0) + weight * weight
        return votes

    def _lead_to(self, story: Story, terms: Iterable[int]) -> None:
        for term in terms:
            if term not in story.indexed:
                story.indexed.add(term)
                led = self._leads[term]
                led.append(story.number)
                if len(led) > 2 * LATEST:
                    self._leads[term] = [number for number in led if number in self.open][-LATEST:]

    def _near(self, story: Story, first: float, last: float) -> bool:
        if story.undated or math.isnan(first):
            return True
        return first < story.last + self.bars.window and last > story.first - self.bars.window

    def _pairs_of(self, story: Story) -> Iterator[tuple[float, int, int, int, int]]:
        """What of the stories that share its heaviest terms it is like enough to merge with, for a heap."""
        heaviest = heapq.nlargest(HEAVIEST_OF_STORY, story.sum.items(), key=lambda item: (item[1], item[0]))
        size = len(story.members)
        votes = self._votes((term, weight / size) for term, weight in heaviest)
        share = size * size / (story.length + story.slack) / ENOUGH
        votes = {
            n: vote for n, vote in votes.items() if vote * share >= self._bar(size, len(self.open[n].members)) ** 2
        }
        chosen = _most(votes, 0.0)
        if len(self.languages) > 1:
            facts = heapq.nlargest(HEAVIEST_OF_STORY, story.facts.items(), key=lambda item: (item[1], item[0]))
            told = self._votes((term, weight / size) for term, weight in facts)
            chosen += _most(told, 0.0)
        for number in set(chosen):
            other = self.open[number]
            if other is story or not (other.undated or story.undated or self._near(other, story.first, story.last)):
                continue
            over = like_stories(story, other) - self._bar(size, len(other.members))
            if over > 0:
                one, two = (story, other) if story.number < number else (other, story)
                yield -over, one.number, two.number, one.changes, two.changes

    def _bar(self, one: int, other: int) -> float:
        """How alike two stories of so many articles must be to merge."""
        return self.bars.merge + self.bars.merge_size * math.log2(min(one, other))

    def _take_in(self, one: Story, two: Story) -> None:
        one.length += _add(one.sum, two.sum.keys(), two.sum.values(), 1.0)
        one.fact_length += _add(one.facts, two.facts.keys(), two.facts.values(), 1.0)
        one.slack += two.slack
        one.fact_slack += two.fact_slack
        one.members |= two.members
        one.languages += two.languages
        one.first, one.last = min(one.first, two.first), max(one.last, two.last)
        one.undated += two.undated
        one.changes += 1
        for member in two.members:
            self.home[member] = one.number
        self._drop(two.number)
        self._lead_to(one, sorted(two.indexed))
        self.touched.add(one.number)

    def _drop(self, number: int) -> None:
        del self.open[number]
        self.touched.discard(number)


def _take(story: Story, article: Article) -> None:
    _sum_up(story, article.vector, 1)
    story.members[article.number] = article
    story.languages[article.language] += 1
    if math.isnan(article.time):
        story.undated += 1
    else:
        story.first, story.last = min(story.first, article.time), max(story.last, article.time)


def _let_go(story: Story, article: Article) -> None:
    _sum_up(story, article.vector, -1)
    del story.members[article.number]
    story.languages[article.language] -= 1
    story.languages += Counter()
    times = [one.time for one in story.members.values() if not math.isnan(one.time)]
    story.first, story.last = min(times, default=math.inf), max(times, default=-math.inf)
    story.undated -= math.isnan(article.time)


def _sum_up(story: Story, vector: Vector, sign: int) -> None:
    story.length += _add(story.sum, vector.terms, vector.weights, sign)
    story.fact_length += _add(story.facts, vector.facts, vector.fact_weights, sign)
    story.slack += sign * (1.0 - vector.length)
    story.fact_slack += sign * (1.0 - vector.fact_length)
    story.changes += 1


def like(article: Article, story: Story) -> float:
    """The cosine of an article and a story; by facts, where the story is told in another language, if that is more."""
    vector = article.vector
    words = _dot(vector.terms, vector.weights, story.sum) / math.sqrt(story.length + story.slack)
    if story.language == article.language:
        return words
    facts = _dot(vector.facts, vector.fact_weights, story.facts) / math.sqrt(story.fact_length + story.fact_slack)
    return max(words, facts)


def like_without(article: Article, story: Story) -> float:
    """How like the article is to the rest of its story."""
    vector = article.vector
    with_it = _dot(vector.terms, vector.weights, story.sum)
    rest = max(story.length + story.slack - 1.0 - 2.0 * (with_it - vector.length), 1e-9)
    words = (with_it - vector.length) / math.sqrt(rest)
    if story.language == article.language:
        return words
    with_it = _dot(vector.facts, vector.fact_weights, story.facts)
    rest = max(story.fact_length + story.fact_slack - 1.0 - 2.0 * (with_it - vector.fact_length), 1e-9)
    return max(words, (with_it - vector.fact_length) / math.sqrt(rest))


def like_stories(one: Story, two: Story) -> float:
    """The cosine of two stories; by facts, where they are told in two languages, if that is more."""
    words = _cross(one.sum, two.sum) / math.sqrt((one.length + one.slack) * (two.length + two.slack))
    if one.language == two.language:
        return words
    lengths = (one.fact_length + one.fact_slack) * (two.fact_length + two.fact_slack)
    return max(words, _cross(one.facts, two.facts) / math.sqrt(lengths))


def _most(votes: Mapping[int, float], least: float) -> list[int]:
    """The stories with most votes, and no fewer than ``least``; ties go to the older."""
    told = [(-vote, number) for number, vote in votes.items() if vote >= least]
    return [number for _, number in heapq.nsmallest(LOOKED_AT, told)]


def _dot(terms: list[int], weights: list[float], total: Mapping[int, float]) -> float:
    get = total.get
    return sum([weight * get(term, 0.0) for term, weight in zip(terms, weights, strict=True)])


def _cross(one: Mapping[int, float], two: Mapping[int, float]) -> float:
    if len(one) > len(two):
        one, two = two, one
    get = two.get
    return sum([weight * get(term, 0.0) for term, weight in one.items()])


def _add(total: dict[int, float], terms: Iterable[int], weights: Iterable[float], sign: float) -> float:
    """Add the weights, and return by how much the squared length grew."""
    grown = 0.0
    for term, weight in zip(terms, weights, strict=True):
        weight *= sign
        before = total.get(term, 0.0)
        total[term] = before + weight
        grown += weight * (2.0 * before + weight)
    return grown
