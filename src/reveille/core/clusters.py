"""Stories as they grow: each the sum of its articles' vectors, found again by their heaviest terms.

An article looks only at the stories that share its heaviest terms, and of each term only at the latest of them, so
that what one article costs hardly grows with how many there are. Ties go to the older story.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reveille.core import embeddings
from reveille.core.embeddings import NOTHING, Meaning
from reveille.core.leads import Leads
from reveille.core.likeness import Vector, bare, most_of_one_word
from reveille.core.sums import Places, Sum

HEAVIEST = 24
"""Terms of an article by which a story is found."""
LOOKED_AT = 4
"""Stories that an article is held against."""
ENOUGH = 0.5
"""A cosine c needs c² of the squared weights in terms that both have; of that, so much in the heaviest ones."""
TOGETHER = 0.3
"""How much it counts that a story's articles are unlike each other: at 0 a likeness is the cosine of sums, at 1 the
mean of the articles' cosines. Between them a story that has grown loose asks more of who joins it."""
BESIDE = 1.8
"""A headline's likeness is so many times what it shares with a story beside the one word that it shares most: a name
alone is no event. For a longer text one word is never all, and nothing is left out (likeness.bare).
"""
LATEST_MEMBERS = 100
"""Articles of a story that are looked at again."""
HEAVIEST_OF_STORY = 32
ESTABLISHED = 8
"""Articles from which a story's size no longer makes merging harder: two halves of a large, loose story must meet."""
LEAST_TO_PART = 4
"""Articles of a story that may turn out to be two."""
UNLIKE_THE_REST = 0.5
"""Where every article is more like the others of its story, nobody looks for a second event in it."""


@dataclass(frozen=True)
class Bars:
    """How alike is enough. ``join`` is the likeness of an article and a story; two stories merge above ``merge``, and
    ``merge_size`` more for each doubling of the smaller: established ones must not merge as easily as fragments.
    A story parts in two that are ``part`` less alike than would merge; an article leaves it for one that it is
    ``leave`` more like. ``window`` is how long a story waits, in seconds; two stories of several articles each that
    have more than ``lull`` between them are stages of one matter, and stay two. A story that was silent for so long
    is two where what came before and after is less than ``stage`` as like each other as the looser is in itself.
    """

    join: float
    merge: float
    merge_size: float
    part: float
    leave: float
    window: float
    lull: float
    stage: float


@dataclass(frozen=True)
class Article:
    """An article in the stream: its vector, language, time (NaN when nobody knows) and meaning to a model, if any."""

    number: int
    vector: Vector
    language: str
    time: float
    meaning: Meaning = NOTHING


class Seat(NamedTuple):
    """Where an article's terms stand in its story's sums."""

    words: Places
    facts: Places


class Move(NamedTuple):
    """An article that left a story for another that it is so like; or, with others, for one of their own, ``parted``
    from a rest that they are no more like than that.
    """

    article: Article
    left: int
    to: int
    likeness: float
    parted: bool = False


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


class Slots:
    """What is asked of all open stories at once, a row each: number, articles, times, language, and whether it is
    one article of few words, to whose meaning no model speaks.
    """

    def __init__(self) -> None:
        self.number: NDArray[np.int64] = np.full(64, -1)
        self.size: NDArray[np.int64] = np.ones(64, dtype=np.int64)
        self.first: NDArray[np.float64] = np.zeros(64)
        self.last: NDArray[np.float64] = np.zeros(64)
        self.language: NDArray[np.int64] = np.zeros(64, dtype=np.int64)
        self.bare: NDArray[np.bool_] = np.zeros(64, dtype=bool)
        self._free = list(range(63, -1, -1))
        self._languages: dict[str, int] = {}

    def give(self) -> int:
        """A slot that nobody has."""
        if not self._free:
            size = len(self.number)
            for name in ("number", "size", "first", "last", "language", "bare"):
                setattr(self, name, np.concatenate([getattr(self, name)] * 2))
            self._free = list(range(2 * size - 1, size - 1, -1))
        return self._free.pop()

    def note(self, story: Story) -> None:
        """Write down how the story stands now; a story with an article of unknown time is near to every time."""
        at = story.slot
        self.number[at], self.size[at] = story.number, len(story.members)
        self.first[at] = -math.inf if story.undated else story.first
        self.last[at] = math.inf if story.undated else story.last
        self.language[at] = self.code(story.language) if len(story.languages) == 1 else -1
        alone = len(story.members) == 1 and not story.meaning.count
        self.bare[at] = alone and any(bare(one.vector) for one in story.members.values())

    def take_back(self, slot: int) -> None:
        """Nobody has the slot any more."""
        self.number[slot] = -1
        self._free.append(slot)

    def code(self, language: str) -> int:
        """A number for the language."""
        return self._languages.setdefault(language, len(self._languages))


class Stories:
    """The open stories of a stream, and which terms lead to them."""

    def __init__(self, bars: Bars) -> None:
        self.bars = bars
        self.open: dict[int, Story] = {}
        self.home: dict[int, int] = {}
        self.touched: set[int] = set()
        self.languages: set[str] = set()
        self._slots = Slots()
        self._leads = Leads()

    def best(self, article: Article, but: int = -1) -> tuple[float, int]:
        """How like the article is to the story near in time that it is most like, and its number; -1: there is none."""
        found = (-1.0, -1)
        for number, shared in self._candidates(article):
            if number != but and shared >= ENOUGH * max(found[0], 0.0) ** 2:
                likeness = like(article, self.open[number])
                if likeness > found[0] or (likeness == found[0] and number < found[1]):
                    found = (likeness, number)
        return found

    def seat(self, article: Article, number: int) -> None:
        """Put the article into a story; a number that no story has founds it."""
        story = self.open.get(number)
        if story is None:
            story = self.open[number] = Story(number, slot=self._slots.give())
        story.take(article)
        self.home[article.number] = number
        self.languages.add(article.language)
        self._lead_to(story, set(article.vector.terms[:HEAVIEST] + article.vector.facts[:HEAVIEST]))
        self._slots.note(story)
        self.touched.add(number)

    def unseat(self, article: Article) -> None:
        """Take the article out of its story; the story's terms still lead to it."""
        story = self.open[self.home.pop(article.number)]
        story.let_go(article)
        self.touched.add(story.number)
        if story.members:
            self._slots.note(story)
        else:
            self._drop(story)

    def merge(self) -> Iterator[tuple[int, int, float]]:
        """Merge the touched stories with those they are like enough, best first: (kept, gone, likeness)."""
        held: set[tuple[int, int]] = set()  # pairs that were held against each other as they still are
        heap = [entry for number in sorted(self.touched & self.open.keys()) for entry in self._pairs_of(number, held)]
        heapq.heapify(heap)
        while heap:
            _, a, b, changes_a, changes_b = heapq.heappop(heap)
            one, two = self.open.get(a), self.open.get(b)
            if one is None or two is None or (one.changes, two.changes) != (changes_a, changes_b):
                continue
            likeness = like_stories(one, two)
            self._take_in(one, two)
            yield a, b, likeness
            held = set()
            for entry in self._pairs_of(a, held):
                heapq.heappush(heap, entry)

    def revise(self, bound: Mapping[int, int]) -> Iterator[Move]:
        """Move articles that later ones show to belong elsewhere; not those ``bound``.

        Only the touched stories are looked at, and only for those articles that the story without them would hardly
        have taken in. Each may move to another story; or a part of the story is told to be another event, or all of
        it after a lull another stage. ``bound`` gives the text of articles that share theirs with others.
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
                    yield Move(article, number, other, likeness)
            seed = next((one for own, one in owned if own < UNLIKE_THE_REST and one.number in story.members), None)
            if seed is not None and len(story.members) >= LEAST_TO_PART:
                yield from self._part(story, seed, bound)
            yield from self._part_stages(story, bound)

    def _owned(self, story: Story) -> list[tuple[float, Article]]:
        """How like the rest of the story its latest articles are, least first."""
        latest = sorted(story.members)[-LATEST_MEMBERS:]
        owned = sorted(zip(like_the_rest(story, latest), latest, strict=True))
        return [(own, story.members[number]) for own, number in owned]

    def _part(self, story: Story, seed: Article, bound: Mapping[int, int]) -> Iterator[Move]:
        """Part a story in two that would clearly not be merged: those most like its least fitting article leave."""
        if any(number in bound for number in story.members):
            return
        two = Story(-2, words=Sum(story.words.place), facts=Sum(story.facts.place))
        two.take(seed, story.seats[seed.number])
        numbers = list(story.members)
        for number, own in zip(numbers, like_the_rest(story, numbers), strict=True):
            article = story.members[number]
            if article is not seed and like(article, two, story.seats[number]) > own:
                two.take(article, story.seats[number])
        if len(two.members) == len(story.members):
            return
        one = _less(story, two)
        likeness = like_stories(one, two)
        if likeness > self._bar(len(one.members), len(two.members)) - self.bars.part:
            return
        leaving = min(one, two, key=lambda part: (len(part.members), -min(part.members)))
        yield from self._leave(story, list(leaving.members.values()), likeness)

    def _part_stages(self, story: Story, bound: Mapping[int, int]) -> Iterator[Move]:
        """Part a story in its stages: what came after a lull in words of its own leaves."""
        likeness, later = later_stage(story, self.bars.lull, bound)
        if later and likeness < self.bars.stage:
            yield from self._leave(story, later, likeness)
            other = self.open[self.home[later[0].number]]
            for part in (story, other) if other is not story else ():
                yield from self._part_stages(part, bound)

    def _leave(self, story: Story, leaving: list[Article], likeness: float) -> Iterator[Move]:
        """Let articles found a story of their own, named after the first of them whose name is free, if one is."""
        name = next((one for one in sorted(article.number for article in leaving) if one not in self.open), -1)
        for article in leaving if name >= 0 else ():
            self._move(article, name)
            yield Move(article, story.number, name, likeness, parted=True)

    def _move(self, article: Article, number: int) -> None:
        self.unseat(article)
        self.seat(article, number)

    def settle(self) -> None:
        """Nothing is touched any more."""
        self.touched.clear()

    def close_before(self, time: float) -> list[Story]:
        """Take out and return the stories whose last article is a window older than ``time``."""
        gone = [s for s in self.open.values() if not s.undated and s.last + self.bars.window < time]
        for story in gone:
            for member in story.members:
                del self.home[member]
            self._drop(story)
        return gone

    def _candidates(self, article: Article) -> list[tuple[int, float]]:
        """The stories near in time that the article's terms lead to, each with the weight of what leads there."""
        vector, slots = article.vector, self._slots
        near = self._near(article.time, article.time, self.bars.window)
        votes = self._leads.votes(vector.terms[:HEAVIEST], vector.weights[:HEAVIEST], len(slots.number))
        chosen = self._most((votes >= ENOUGH * self.bars.join**2) & near, votes)
        if len(self.languages | {article.language}) > 1:
            votes = self._leads.votes(vector.facts[:HEAVIEST], vector.fact_weights[:HEAVIEST], len(slots.number))
            foreign = self._most((votes > 0.0) & near & (slots.language != slots.code(article.language)), votes)
            chosen += [(number, math.inf) for number, _ in foreign]
        return chosen

    def _near(self, first: float, last: float, within: float) -> NDArray[np.bool_]:
        """Whether each slot's story is near to a time, from its first to its last; all are to one that nobody knows."""
        if math.isnan(first):
            return np.ones(len(self._slots.number), dtype=bool)
        return (first <= self._slots.last + within) & (last >= self._slots.first - within)

    def _able_to_merge(self, story: Story) -> NDArray[np.bool_]:
        """Whether each slot's story may be the same event: time lets it, and there is more to know than there was.

        Two articles were held against each other when the later came. Where one has few words and no model, so that a
        name or a place is much of what they share, less is not enough now.
        """
        first = math.nan if story.undated else story.first
        able = self._near(first, story.last, self.bars.window)
        if len(story.members) > 1:
            able &= (self._slots.size < 2) | self._near(first, story.last, self.bars.lull)
        elif self._slots.bare[story.slot]:
            able &= self._slots.size > 1
        else:
            able &= ~self._slots.bare
        able[story.slot] = False
        return able

    def _most(self, able: NDArray[np.bool_], votes: NDArray[np.float64]) -> list[tuple[int, float]]:
        """The able stories with most votes, and these; ties go to the older."""
        at = np.flatnonzero(able)
        numbers, told = self._slots.number[at], votes[at]
        order = np.lexsort((numbers, -told))[:LOOKED_AT]
        return list(zip(numbers[order].tolist(), told[order].tolist(), strict=True))

    def _lead_to(self, story: Story, terms: set[int]) -> None:
        new = terms - story.indexed
        story.indexed |= new
        self._leads.add(story.slot, new)

    def _pairs_of(self, number: int, held: set[tuple[int, int]]) -> Iterator[tuple[float, int, int, int, int]]:
        """What of the stories that share its heaviest terms it is like enough to merge with, for a heap.

        Pairs in ``held`` are left out, and those that were looked at added.
        """
        story, slots = self.open[number], self._slots
        size = len(story.members)
        able = self._able_to_merge(story)
        terms, weights = story.words.heaviest(HEAVIEST_OF_STORY)
        votes = self._leads.votes(terms, weights / math.sqrt(story.words.whole), len(slots.number))
        least = np.minimum(min(size, ESTABLISHED), slots.size)
        bars = self.bars.merge + self.bars.merge_size * np.log2(least)
        chosen = {other for other, _ in self._most(able & (votes >= ENOUGH * bars**2), votes)}
        if len(self.languages) > 1:
            terms, weights = story.facts.heaviest(HEAVIEST_OF_STORY)
            votes = self._leads.votes(terms, weights, len(slots.number))
            chosen |= {other for other, _ in self._most(able & (votes > 0.0), votes)}
        for a, b in sorted({(min(number, other), max(number, other)) for other in chosen} - held):
            held.add((a, b))
            one, two = self.open[a], self.open[b]
            over = like_stories(one, two) - self._bar(len(one.members), len(two.members))
            if over > 0:
                yield -over, one.number, two.number, one.changes, two.changes

    def alike(self, one: int, other: int) -> tuple[float, float]:
        """How like two stories are, and how like they would have to be to merge."""
        first, second = self.open[one], self.open[other]
        return like_stories(first, second), self._bar(len(first.members), len(second.members))

    def _bar(self, one: int, other: int) -> float:
        """How alike two stories of so many articles must be to merge."""
        return self.bars.merge + self.bars.merge_size * math.log2(min(one, other, ESTABLISHED))

    def _take_in(self, one: Story, two: Story) -> None:
        one.take_in(two)
        for member in two.members:
            self.home[member] = one.number
        self._drop(two)
        self._lead_to(one, two.indexed)
        self._slots.note(one)
        self.touched.add(one.number)

    def _drop(self, story: Story) -> None:
        del self.open[story.number]
        self.touched.discard(story.number)
        self._leads.drop(story.slot, story.indexed)
        self._slots.take_back(story.slot)


def like(article: Article, story: Story, seat: Seat | None = None) -> float:
    """How like an article is to a story; by facts, where the story is told in another language, if that is more.

    A sentence model is heard, where there is one (core.embeddings).

    ``seat`` gives the places of the article's terms, where they are known.
    """
    vector = article.vector
    places = seat.words if seat else story.words.known(vector.terms, len(vector.terms))
    cosine = _shared(vector, story.words.total[places]) / math.sqrt(story.words.whole)
    foreign = story.language != article.language
    if foreign:
        cosine = max(cosine, story.facts.dot(vector.facts, vector.fact_weights) / math.sqrt(story.facts.whole))
    return embeddings.heard(cosine, article.meaning, story.meaning, foreign=foreign) * story.together


def _shared(vector: Vector, weights: NDArray[np.float64]) -> float:
    """The dot product of a vector and a story's weights of its terms, for a headline as ``BESIDE`` says."""
    bareness = bare(vector)
    if not bareness:
        return float(vector.weights @ weights)
    products = vector.weights * weights
    whole = float(products.sum())
    beside = whole - most_of_one_word(vector.terms, products)
    return (1.0 - bareness) * whole + bareness * BESIDE * beside


def like_the_rest(story: Story, numbers: list[int]) -> list[float]:
    """How like each of these articles is to the rest of its story."""
    members, seats = [story.members[number] for number in numbers], [story.seats[number] for number in numbers]
    words = _without(
        story.words,
        [seat.words for seat in seats],
        [one.vector.weights for one in members],
        np.array([one.vector.length for one in members]),
    )
    foreign = [at for at, one in enumerate(members) if one.language != story.language]
    if foreign:
        facts = _without(
            story.facts,
            [seats[at].facts for at in foreign],
            [members[at].vector.fact_weights for at in foreign],
            np.array([members[at].vector.fact_length for at in foreign]),
        )
        words[foreign] = np.maximum(words[foreign], facts)
    return [
        embeddings.heard(cosine, one.meaning, story.meaning - one.meaning, foreign=one.language != story.language)
        * story.together
        for cosine, one in zip(words.tolist(), members, strict=True)
    ]


def _without(
    total: Sum, places: list[Places], weights: list[NDArray[np.float64]], lengths: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The likeness of each vector in a sum to what the sum is without it."""
    of = np.repeat(np.arange(len(places)), [len(one) for one in places])
    products = total.total[np.concatenate(places)] * np.concatenate(weights)
    own = np.bincount(of, weights=products, minlength=len(places)) - lengths
    return own / np.sqrt(np.maximum(total.whole - 1.0 - 2.0 * own, 1e-9))


def like_stories(one: Story, two: Story) -> float:
    """How like two stories are; by facts, where they are told in two languages, if that is more."""
    cosine = one.words.dot_sum(two.words) / math.sqrt(one.words.whole * two.words.whole)
    foreign = one.language != two.language
    if foreign:
        cosine = max(cosine, one.facts.dot_sum(two.facts) / math.sqrt(one.facts.whole * two.facts.whole))
    return embeddings.heard(cosine, one.meaning, two.meaning, foreign=foreign) * one.together * two.together


def later_stage(story: Story, lull: float, texts: Mapping[int, int]) -> tuple[float, list[Article]]:
    """What came after the lull in a story that parts it best, and how like it is to what came before.

    That is the mean cosine across the lull by the mean within the looser side, each text counted once (``texts`` gives
    the text of articles that share theirs): below 1 each side has words of its own. On both sides stand several texts,
    and none on both. Nothing comes after one in a story of two languages or with an article of unknown time.
    """
    best: tuple[float, list[Article]] = (math.inf, [])
    if story.last - story.first <= lull or story.undated or len(story.languages) > 1:
        return best
    ordered = sorted(story.members.values(), key=lambda one: (one.time, one.number))
    for at in range(2, len(ordered) - 1):
        if ordered[at].time - ordered[at - 1].time > lull:
            early, late = (
                {texts.get(one.number, ~one.number): one for one in side} for side in (ordered[:at], ordered[at:])
            )
            if min(len(early), len(late)) > 1 and not early.keys() & late.keys():
                likeness = _like_across(story, list(early.values()), list(late.values()))
                best = min(best, (likeness, ordered[at:]), key=lambda one: one[0])
    return best


def _like_across(story: Story, early: list[Article], late: list[Article]) -> float:
    """The mean cosine of articles of two parts of a story, by that within the looser of them."""
    one, two = (_sum_of(story, part) for part in (early, late))
    across = one.dot_sum(two) / (len(early) * len(late))
    within = ((total.whole - size) / (size * (size - 1)) for total, size in ((one, len(early)), (two, len(late))))
    return across / max(min(within), 1e-9)


def _sum_of(story: Story, articles: list[Article]) -> Sum:
    total = Sum(story.words.place)
    for one in articles:
        total.add(story.seats[one.number].words, one.vector.weights)
        total.slack += 1.0 - one.vector.length
    return total


def _less(story: Story, part: Story) -> Story:
    """The story without a part of it that has its places."""
    rest = Story(-1, words=story.words.less(part.words), facts=story.facts.less(part.facts))
    rest.members = {number: one for number, one in story.members.items() if number not in part.members}
    rest.languages = story.languages - part.languages
    rest.meaning = story.meaning - part.meaning
    return rest
