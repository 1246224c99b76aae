"""Which open stories are worth a look: near in time, and led to by the heaviest terms.

What is looked at hardly grows with how many stories there are. Ties go to the older story.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from reveille.core.bars import ESTABLISHED, Bars
from reveille.core.growing import Article, Story, says_little
from reveille.core.leads import Leads, Votes
from reveille.core.likeness import in_channels

HEAVIEST = 24
"""Terms of an article by which a story is found."""
HEAVIEST_OF_STORY = 32
LOOKED_AT = 4
"""Stories that an article is held against."""
COMMON = 0.2
"""Share of the open stories to which a word leads that is the day's, or the field's, and no event's."""
ENOUGH = 0.5
"""A cosine c needs c² of the squared weights in terms that both have; of that, so much in the heaviest ones."""


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
        self.bare[at] = says_little(story)

    def take_back(self, slot: int) -> None:
        """Nobody has the slot any more."""
        self.number[slot] = -1
        self._free.append(slot)

    def code(self, language: str) -> int:
        """A number for the language."""
        return self._languages.setdefault(language, len(self._languages))


class Finder:
    """The open stories by their slots, and which terms lead to them."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._languages: set[str] = set()
        self._slots = Slots()
        self._leads = Leads()
        self._open = 0

    def enter(self, story: Story) -> None:
        """Give a new story its slot."""
        self._open += 1
        story.slot = self._slots.give()

    def lead_by(self, article: Article, story: Story) -> None:
        """Let an article that the story took lead to it."""
        self._languages.add(article.language)
        self.lead(story, article.vector.terms[:HEAVIEST] + article.vector.facts[:HEAVIEST])

    def lead(self, story: Story, terms: Iterable[int]) -> None:
        """Let the terms lead to the story, as it stands now."""
        new = set(terms) - story.indexed
        story.indexed |= new
        self._leads.add(story.slot, new)
        self.note(story)

    def note(self, story: Story) -> None:
        """Write down how the story stands now; its terms still lead to it."""
        self._slots.note(story)

    def drop(self, story: Story) -> None:
        """Nothing leads to the story any more."""
        self._open -= 1
        self._leads.drop(story.slot, story.indexed)
        self._slots.take_back(story.slot)

    def is_common(self, word: int) -> bool:
        """Whether a word leads to so many stories besides two that it tells nothing of either."""
        led = max(self._leads.times(term) for term in in_channels(word)) - 2
        return led > 0 and led >= COMMON * (self._open - 2)

    def of_article(self, article: Article) -> list[tuple[int, float]]:
        """The stories near in time that the article's terms lead to, each with the weight of what leads there."""
        vector, slots = article.vector, self._slots
        near = self._near(article.time, article.time, self._bars.window)
        votes = self._votes(vector.terms[:HEAVIEST], vector.weights[:HEAVIEST])
        chosen = self._most((votes >= ENOUGH * self._bars.join**2) & near, votes)
        if len(self._languages | {article.language}) > 1:
            votes = self._votes(vector.facts[:HEAVIEST], vector.fact_weights[:HEAVIEST])
            foreign = self._most((votes > 0.0) & near & (slots.language != slots.code(article.language)), votes)
            chosen += [(number, math.inf) for number, _ in foreign]
        return chosen

    def of_story(self, story: Story) -> set[int]:
        """The stories that share the story's heaviest terms, and may be the same event."""
        able = self._able_to_merge(story)
        terms, weights = story.words.heaviest(HEAVIEST_OF_STORY)
        votes = self._votes(terms, weights / math.sqrt(story.words.whole))
        least = np.minimum(min(len(story.members), ESTABLISHED), self._slots.size)
        bars = self._bars.merge + self._bars.merge_size * np.log2(least)
        chosen = {other for other, _ in self._most(able & (votes >= ENOUGH * bars**2), votes)}
        if len(self._languages) > 1:
            votes = self._votes(*story.facts.heaviest(HEAVIEST_OF_STORY))
            chosen |= {other for other, _ in self._most(able & (votes > 0.0), votes)}
        return chosen

    def _votes(self, terms: Iterable[int], weights: Votes) -> Votes:
        return self._leads.votes(terms, weights, len(self._slots.number))

    def _near(self, first: float, last: float, within: float) -> NDArray[np.bool_]:
        """Whether each slot's story is near to a time, from its first to its last; all are to one that nobody knows."""
        if math.isnan(first):
            return np.ones(len(self._slots.number), dtype=bool)
        return (self._slots.last >= first - within) & (self._slots.first <= last + within)

    def _able_to_merge(self, story: Story) -> NDArray[np.bool_]:
        """Whether each slot's story may be the same event: time lets it, and there is more to know than there was.

        Two articles were held against each other when the later came. Where one has few words and no model, so that a
        name or a place is much of what they share, less is not enough now.
        """
        first = math.nan if story.undated else story.first
        able = self._near(first, story.last, self._bars.window)
        if len(story.members) > 1:
            able &= (self._slots.size < 2) | self._near(first, story.last, self._bars.lull)
        elif self._slots.bare[story.slot]:
            able &= self._slots.size > 1
        else:
            able &= ~self._slots.bare
        able[story.slot] = False
        return able

    def _most(self, able: NDArray[np.bool_], votes: NDArray[np.float64]) -> list[tuple[int, float]]:
        """The able stories with most votes, and these; ties go to the older."""
        at = able.nonzero()[0]
        numbers, told = self._slots.number[at], votes[at]
        order = np.lexsort((numbers, -told))[:LOOKED_AT]
        return list(zip(numbers[order].tolist(), told[order].tolist(), strict=True))
