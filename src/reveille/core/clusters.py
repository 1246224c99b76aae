"""The stories of a stream: articles join them, two turn out to be one, and one to be two."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reveille.core import parting
from reveille.core.bars import Bars
from reveille.core.cosines import (
    BESIDE,
    are_kin,
    are_loose,
    fewness,
    is_kin_of,
    is_loose_with,
    like,
    like_stories,
    like_the_rest,
)
from reveille.core.finding import ENOUGH, Finder
from reveille.core.growing import Article, Story, says_little
from reveille.core.likeness import heaviest

LATEST_MEMBERS = 100
"""Articles of a story that are looked at again."""
LEAST_TO_PART = 4
"""Articles of a story that may turn out to be two."""
UNLIKE_THE_REST = 0.5
"""Where every article is more like the others of its story, nobody looks for a second event in it."""


class Move(NamedTuple):
    """An article that left a story for another that it is so like; or, with others, for one of their own, ``parted``
    from a rest that they are no more like than that.
    """

    article: Article
    left: int
    to: int
    likeness: float
    parted: bool = False


class Stories:
    """The open stories of a stream, and in which of them each article is at home."""

    def __init__(self, bars: Bars) -> None:
        self.bars = bars
        self.open: dict[int, Story] = {}
        self.home: dict[int, int] = {}
        self.touched: set[int] = set()
        self._finder = Finder(bars)

    def best(self, article: Article, but: int = -1) -> tuple[float, int]:
        """How like the article is to the story near in time that it is most like, and its number; -1: there is none.

        A story that would be too loose with it is none, nor is a single article that names different things.
        """
        found = (-1.0, -1)
        for number, shared in self._finder.of_article(article):
            if number != but and shared >= ENOUGH * max(found[0], 0.0) ** 2:
                likeness = like(article, self.open[number])
                better = likeness > found[0] or (likeness == found[0] and number < found[1])
                if better and not self._is_kept_from(article, self.open[number], likeness):
                    found = (likeness, number)
        return found

    def _is_kept_from(self, article: Article, story: Story, likeness: float) -> bool:
        return is_loose_with(article, story) or (likeness <= self.bars.kin and is_kin_of(article, story))

    def seat(self, article: Article, number: int) -> None:
        """Put the article into a story; a number that no story has founds it."""
        story = self.open.get(number)
        if story is None:
            story = self.open[number] = Story(number)
            self._finder.enter(story)
        story.take(article)
        self.home[article.number] = number
        self._finder.lead_by(article, story)
        self.touched.add(number)

    def unseat(self, article: Article) -> None:
        """Take the article out of its story; the story's terms still lead to it."""
        story = self.open[self.home.pop(article.number)]
        story.let_go(article)
        self.touched.add(story.number)
        if story.members:
            self._finder.note(story)
        else:
            self._drop(story)

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

    def alike(self, one: int, other: int) -> tuple[float, float]:
        """How like two stories are, and how like they would have to be to merge.

        For a headline with a sentence and others like it, told in its language, that is as much as to join, and half of
        its likeness leaves one word out (``like``); the less so, the more words the others have.
        """
        first, second = sorted((self.open[one], self.open[other]), key=says_little)
        likeness = like_stories(first, second)
        enough = self.bars.to_merge(len(first.members), len(second.members))
        if says_little(second) and first.language == second.language:
            (report,) = second.members.values()
            little = fewness(first) * report.vector.beside
            likeness -= little * max(0.0, likeness - like(report, first)) / 2
            enough += little * max(0.0, self.bars.join - enough)
        if likeness > enough and first.language == second.language and not first.meaning.count:
            likeness = self._beside_the_day(first, second, likeness)
        return likeness, max(enough, self.bars.kin) if are_kin(first, second) else enough

    def _beside_the_day(self, one: Story, two: Story, likeness: float) -> float:
        """How like two stories are, no more than so many times what they share beside a word that the whole day has."""
        word, share = heaviest(*one.words.products(two.words))
        return min(likeness, BESIDE * (1.0 - share) * likeness) if self._finder.is_common(word) else likeness

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

    def _pairs_of(self, number: int, held: set[tuple[int, int]]) -> Iterator[tuple[float, int, int, int, int]]:
        """What of the stories that share its heaviest terms it is like enough to merge with, for a heap.

        Pairs in ``held`` are left out, and those that were looked at added.
        """
        chosen = self._finder.of_story(self.open[number])
        for a, b in sorted({(min(number, other), max(number, other)) for other in chosen} - held):
            held.add((a, b))
            likeness, enough = self.alike(a, b)
            one, two = self.open[a], self.open[b]
            if likeness > enough and not are_loose(one, two):
                yield enough - likeness, a, b, one.changes, two.changes

    def _take_in(self, one: Story, two: Story) -> None:
        one.take_in(two)
        for member in two.members:
            self.home[member] = one.number
        self._drop(two)
        self._finder.lead(one, two.indexed)
        self.touched.add(one.number)

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
        """Part a story in two that would clearly not be merged: those most like its least fitting article leave.

        It clearly would not be where it is too loose as it stands.
        """
        if any(number in bound for number in story.members):
            return
        two = parting.around(story, seed)
        if len(two.members) == len(story.members):
            return
        one = parting.without(story, two)
        likeness = like_stories(one, two)
        enough = self.bars.to_merge(len(one.members), len(two.members)) - self.bars.part
        if likeness > enough and not are_loose(one, two):
            return
        leaving = min(one, two, key=lambda part: (len(part.members), -min(part.members)))
        yield from self._leave(story, list(leaving.members.values()), likeness)

    def _part_stages(self, story: Story, bound: Mapping[int, int]) -> Iterator[Move]:
        """Part a story in its stages: what came after a lull in words of its own leaves."""
        likeness, later = parting.later_stage(story, self.bars.lull, bound)
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

    def _drop(self, story: Story) -> None:
        del self.open[story.number]
        self.touched.discard(story.number)
        self._finder.drop(story)
