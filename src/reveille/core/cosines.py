"""How like an article is to a story, and one story to another: the cosine of their sums, less where a story is loose.

Two languages meet by facts, where that is more; a sentence model is heard, where there is one (core.embeddings).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reveille.core import embeddings, particulars
from reveille.core.growing import Article, Seat, Story
from reveille.core.likeness import Vector, bare, bare_at, by_word, words_at
from reveille.core.sums import Places, Sum

BESIDE = 1.8
"""A headline's likeness is so many times what it shares with a story beside the one word that it shares most: a name
alone is no event. For a longer text one word is never all, and nothing is left out (likeness.bare).
"""
BY_FACTS = 0.7
"""What facts count where two stories of two languages are to merge: an article must be more like a story to join it,
and facts are no better for being summed up.
"""
BARE = 0.5
"""How bare a headline with a sentence is that counts as a headline alone; one of more words is so by as much."""
HELD = 0.3
"""Share of its different words that a headline with a sentence has in common with a single other report of its event:
below it their likeness falls with the square. Two stabbings in one town share two words, the town and the stabbing,
however much these weigh.
"""
LEAST_IN_COMMON = 0.32
"""Mean cosine of a story's articles, where they have few words: what shares a word with each of many reports, a country
or a game, is like their sum and like none of them. A text's articles have less in common.
"""


def like(article: Article, story: Story, seat: Seat | None = None) -> float:
    """How like an article is to a story; by facts, where the story is told in another language, if that is more.

    A sentence model is heard, where there is one (core.embeddings).

    ``seat`` gives the places of the article's terms, where they are known.
    """
    vector = article.vector
    places = seat.words if seat else story.words.known(vector.terms, len(vector.terms))
    cosine = _shared(vector, story.words.total[places], len(story.members) == 1) / math.sqrt(story.words.whole)
    foreign = story.language != article.language
    if foreign:
        cosine = max(cosine, story.facts.dot(vector.facts, vector.fact_weights) / math.sqrt(story.facts.whole))
    return embeddings.heard(cosine, article.meaning, story.meaning, foreign=foreign) * story.together


def _shared(vector: Vector, weights: NDArray[np.float64], single: bool) -> float:
    """The dot product of a vector and a story's weights of its terms, for few words as ``BESIDE`` and ``HELD`` say."""
    bareness = bare(vector)
    if not bareness:
        return float(vector.weights @ weights)
    products = vector.weights * weights
    shared = by_word(vector.terms, products)
    whole = sum(shared)
    beside = BESIDE * (whole - max(shared, default=0.0))
    if single:
        beside *= min(1.0, len(shared) / (HELD * words_at(bareness))) ** (2.0 * vector.beside)
    bareness = min(1.0, bareness * (1.0 + vector.beside * (1.0 / BARE - 1.0)))
    return (1.0 - bareness) * whole + bareness * beside


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
    of = np.arange(len(places)).repeat(list(map(len, places)))
    products = total.total[np.concatenate(places)] * np.concatenate(weights)
    own = np.bincount(of, weights=products, minlength=len(places)) - lengths
    return own / np.sqrt(np.maximum(total.whole - 1.0 - 2.0 * own, 1e-9))


def like_stories(one: Story, two: Story) -> float:
    """How like two stories are; by facts, where they are told in two languages, if that is more."""
    cosine = one.words.dot_sum(two.words) / math.sqrt(one.words.whole * two.words.whole)
    foreign = one.language != two.language
    if foreign:
        facts = one.facts.dot_sum(two.facts) / math.sqrt(one.facts.whole * two.facts.whole)
        cosine = max(cosine, BY_FACTS * facts)
    return embeddings.heard(cosine, one.meaning, two.meaning, foreign=foreign) * one.together * two.together


def fewness(story: Story) -> float:
    """How few words a story's articles have, one with another: 0 for texts, 1 for headlines with a sentence."""
    return min(1.0, 2.0 * bare_at(1.0 - story.words.slack / len(story.members)) / BARE)


def is_loose_with(article: Article, story: Story) -> bool:
    """Whether a story that took the article in would be too loose to be one event."""
    if {article.language} != story.languages.keys() or article.meaning.count:
        return False
    vector, words = article.vector, story.words
    return _is_loose(
        len(story.members) + 1,
        lambda: words.whole + 1.0 + 2.0 * words.dot(vector.terms, vector.weights),
        words.slack + 1.0 - vector.length,
    )


def are_loose(one: Story, two: Story) -> bool:
    """Whether two stories would be too loose to be one event."""
    if len(one.languages | two.languages) > 1 or one.meaning.count or two.meaning.count:
        return False
    return _is_loose(
        len(one.members) + len(two.members),
        lambda: one.words.whole + two.words.whole + 2.0 * one.words.dot_sum(two.words),
        one.words.slack + two.words.slack,
    )


def is_kin_of(article: Article, story: Story) -> bool:
    """Whether an article and a story of one article, in one language, name different things: two events of a kind."""
    if len(story.members) > 1 or story.language != article.language:
        return False
    return all(particulars.differ(article.named, one.named) for one in story.members.values())


def are_kin(one: Story, two: Story) -> bool:
    """Whether two stories of one article each, in one language, are two events of a kind."""
    return len(one.members) == 1 and all(is_kin_of(article, two) for article in one.members.values())


def _is_loose(articles: int, whole: Callable[[], float], slack: float) -> bool:
    """Whether so many articles have too little in common for their few words, by the squared length of their sum."""
    bareness = bare_at(1.0 - slack / articles)
    if not bareness:
        return False
    common = (whole() - articles) / (articles * (articles - 1))
    return common < min(LEAST_IN_COMMON, bareness)
