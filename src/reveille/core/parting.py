"""Where one story turns out to be two: a second event in it, or a second stage of its matter."""

from __future__ import annotations

import math
from collections.abc import Mapping

from reveille.core.cosines import like, like_the_rest
from reveille.core.growing import Article, Story
from reveille.core.sums import Sum


def around(story: Story, seed: Article) -> Story:
    """The articles of a story that are more like ``seed``, and like each other, than they are like its rest."""
    part = Story(-2, words=Sum(story.words.place), facts=Sum(story.facts.place))
    part.take(seed, story.seats[seed.number])
    numbers = list(story.members)
    for number, own in zip(numbers, like_the_rest(story, numbers), strict=True):
        article = story.members[number]
        if article is not seed and like(article, part, story.seats[number]) > own:
            part.take(article, story.seats[number])
    return part


def without(story: Story, part: Story) -> Story:
    """The story without a part of it that has its places."""
    rest = Story(-1, words=story.words.less(part.words), facts=story.facts.less(part.facts))
    rest.members = {number: one for number, one in story.members.items() if number not in part.members}
    rest.languages = story.languages - part.languages
    rest.meaning = story.meaning - part.meaning
    return rest


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
