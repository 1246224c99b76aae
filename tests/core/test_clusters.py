"""How like an article is to a story, and what stays true of a story whoever joins, leaves or is taken in."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import clusters, cosines, growing
from reveille.core.bars import Bars
from reveille.core.likeness import Vector

DAY = 24 * 3600.0
BARS = Bars(
    join=0.24,
    merge=0.15,
    merge_size=0.08,
    part=0.15,
    leave=0.06,
    window=3 * DAY,
    lull=DAY,
    stage=0.7,
)
MATTER, FIRST, SECOND = 1, 2, 3
WEIGHTS = st.dictionaries(st.integers(0, 12), st.floats(0.1, 1.0), min_size=1, max_size=6)


def article(number: int, weights: dict[int, float], language: str = "en", time: float = 0.0) -> growing.Article:
    length = math.sqrt(sum(weight**2 for weight in weights.values()))
    heaviest = sorted(weights, key=lambda term: -weights[term])
    unit = np.array([weights[term] / length for term in heaviest])
    return growing.Article(number, Vector(heaviest, unit, 1.0, [], np.array([]), 0.0), language, time)


def story_of(articles: list[growing.Article]) -> growing.Story:
    story = growing.Story(0)
    for one in articles:
        story.take(one)
    return story


def cosine(one: growing.Article, two: growing.Article) -> float:
    weights = dict(zip(two.vector.terms, two.vector.weights.tolist(), strict=True))
    return sum(
        weight * weights.get(term, 0.0)
        for term, weight in zip(one.vector.terms, one.vector.weights.tolist(), strict=True)
    )


@given(st.lists(WEIGHTS, min_size=1, max_size=8), WEIGHTS)
def test_likeness_lies_between_the_mean_of_the_cosines_and_the_cosine_of_the_sum(members, newcomer):
    articles = [article(number, weights) for number, weights in enumerate(members)]
    story, new = story_of(articles), article(99, newcomer)

    likeness = cosines.like(new, story)

    total = sum(cosine(new, one) for one in articles)
    assert total / len(articles) - 1e-9 <= likeness <= total / math.sqrt(story.words.whole) + 1e-9


def test_a_loose_story_asks_more_of_who_joins_it():
    close = story_of([article(1, {1: 1.0, 2: 1.0}), article(2, {1: 1.0, 2: 1.0})])
    loose = story_of([article(1, {1: 1.0, 3: 1.0}), article(2, {2: 1.0, 4: 1.0})])
    new = article(9, {1: 1.0, 5: 2.0})

    plain = [cosines.like(new, story) / story.together for story in (close, loose)]
    likenesses = [cosines.like(new, story) for story in (close, loose)]

    assert likenesses[0] / likenesses[1] > plain[0] / plain[1]


@given(st.lists(WEIGHTS, min_size=2, max_size=8), st.data())
def test_an_article_is_as_like_the_rest_as_to_the_story_without_it(members, data):
    articles = [article(number, weights) for number, weights in enumerate(members)]
    story = story_of(articles)
    gone = articles[data.draw(st.integers(0, len(articles) - 1))]

    told = cosines.like_the_rest(story, [gone.number])[0] / story.together
    story.let_go(gone)

    assert math.isclose(told, cosines.like(gone, story) / story.together, abs_tol=1e-6)


@given(st.lists(WEIGHTS, min_size=2, max_size=8), st.data())
def test_two_stories_made_one_are_the_story_of_all_their_articles(members, data):
    articles = [article(number, weights) for number, weights in enumerate(members)]
    cut = data.draw(st.integers(1, len(articles) - 1))
    one, other, new = story_of(articles[:cut]), story_of(articles[cut:]), article(99, {1: 1.0, 2: 0.5})

    one.take_in(other)

    whole = story_of(articles)
    assert one.members == whole.members
    assert math.isclose(cosines.like(new, one), cosines.like(new, whole), abs_tol=1e-9)
    numbers = sorted(whole.members)
    assert np.allclose(cosines.like_the_rest(one, numbers), cosines.like_the_rest(whole, numbers))


@given(st.lists(st.tuples(WEIGHTS, st.integers(0, 200)), min_size=1, max_size=20))
def test_every_open_article_is_at_home_in_one_story(stream):
    stories = clusters.Stories(BARS)
    for number, (weights, hours) in enumerate(sorted(stream, key=lambda one: one[1])):
        new = article(number, weights, time=hours * 3600.0)
        stories.close_before(new.time)
        likeness, found = stories.best(new)
        stories.seat(new, found if likeness > BARS.join else number)
        list(stories.merge())
        list(stories.revise({}))
        stories.settle()

        assert stories.home == {one: story.number for story in stories.open.values() for one in story.members}
        assert number in stories.home


def test_two_halves_of_a_large_loose_story_become_one():
    stories = clusters.Stories(BARS)
    for number in range(80):  # each has one word of ten, and one of its own
        stories.seat(article(number, {number % 10: 1.0, 100 + number: 0.5}), number // 40 * 40)

    merges = list(stories.merge())

    assert [(kept, gone) for kept, gone, _ in merges] == [(0, 40)]


def test_a_large_story_of_few_words_has_more_in_common_than_a_word_with_each():
    def short(number: int, word: int, length: float) -> growing.Article:
        terms = [word, *(100 * number + own for own in range(3))]
        weights = np.sqrt(length * np.array([0.55, 0.15, 0.15, 0.15]))
        return growing.Article(number, Vector(terms, weights, length, [], np.array([]), 0.0), "en", 0.0)

    def after_seven(length: float, words: list[int]) -> tuple[float, int]:
        stories = clusters.Stories(BARS)
        for number, word in enumerate(words, 1):
            stories.seat(short(number, word, length), 1)
        return stories.best(short(9, words[0], length))

    one_word, three_words = [FIRST] * 7, [FIRST, FIRST, FIRST, SECOND, SECOND, MATTER, MATTER]
    assert after_seven(1.2, one_word)[1] == 1
    assert after_seven(1.2, three_words)[1] == -1
    assert after_seven(1.0, three_words)[1] == 1  # a text says more than these words


@pytest.mark.parametrize(("length", "merges"), [(1.2, 0), (1.0, 1)])
def test_two_large_stories_of_few_words_stay_two_where_little_is_common_to_all(length, merges):
    stories = clusters.Stories(BARS)
    for number in range(12):  # each has one word of six, and a word that all have
        terms = [10 + number % 6, 100 + number, MATTER]
        weights = np.sqrt(length * np.array([0.6, 0.3, 0.1]))
        one = growing.Article(number, Vector(terms, weights, length, [], np.array([]), 0.0), "en", 0.0)
        stories.seat(one, number // 6 * 6)

    assert len(list(stories.merge())) == merges


def test_a_headline_needs_more_than_one_word_in_common():
    name, name_in_headline = 7, 7 + (1 << 32)

    def headline(number: int, others: list[int]) -> growing.Article:
        terms = [name, name_in_headline, *others]
        weights = np.full(len(terms), 1.4 / math.sqrt(len(terms)))
        return growing.Article(number, Vector(terms, weights, 1.96, [], np.array([]), 0.0), "en", 0.0)

    story = story_of([headline(1, [1, 2, 3, 4]), headline(2, [1, 2, 3, 5])])
    by_name, by_event = headline(3, [11, 12, 13, 14]), headline(4, [1, 2, 3, 15])

    assert cosine(by_name, by_event) > BARS.join
    assert cosines.like(by_name, story) < BARS.join < cosines.like(by_event, story)


BETWEEN, ENOUGH = (BARS.merge + BARS.join) / 2, BARS.join + 0.1


@pytest.mark.parametrize(
    ("likeness", "lengths", "with_another", "merges"),
    [
        (BETWEEN, (1.2, 1.2), False, 0),
        (BETWEEN, (1.2, 1.0), False, 0),
        (BETWEEN, (1.0, 1.2), False, 0),
        (BETWEEN, (1.0, 1.0), False, 1),
        (BETWEEN, (1.2, 1.2), True, 0),
        (ENOUGH, (1.2, 1.2), True, 1),  # a third shows the two to be one event
        (BETWEEN, (1.0, 1.2), True, 1),
        (BETWEEN, (1.0, 1.0), True, 1),
    ],
)
def test_an_article_of_few_words_needs_more_in_common_than_one_that_says_much(likeness, lengths, with_another, merges):
    stories = clusters.Stories(BARS)
    for number, length in enumerate(lengths):
        weights = np.array([math.sqrt(likeness), math.sqrt(1 - likeness)])
        vector = Vector([MATTER, 10 + number], weights * math.sqrt(length), length, [], np.array([]), 0.0, beside=1.0)
        stories.seat(growing.Article(number, vector, "en", 0.0), number)
    if with_another:
        another = article(5, {MATTER: 1.0, 10: 2.0}).vector
        length = lengths[0]
        another = another._replace(weights=another.weights * math.sqrt(length), length=length)
        stories.seat(growing.Article(5, another, "en", 0.0), 0)

    assert len(list(stories.merge())) == merges


@pytest.mark.parametrize(("hours", "sizes", "merges"), [(24, (2, 2), 1), (25, (2, 2), 0), (25, (2, 1), 1)])
def test_two_stages_of_a_matter_stay_two_stories(hours, sizes, merges):
    stories = clusters.Stories(BARS)
    for number in range(sum(sizes)):
        later = number >= sizes[0]
        stories.seat(article(number, {1: 1.0}, time=hours * 3600.0 * later), sizes[0] * later)

    assert len(list(stories.merge())) == merges


def told(stories: clusters.Stories) -> list[list[int]]:
    return sorted(sorted(story.members) for story in stories.open.values())


@pytest.mark.parametrize(
    ("hours", "stages", "parts"),
    [
        (25, (FIRST, SECOND), [[0, 1], [2, 3]]),
        (24, (FIRST, SECOND), [[0, 1, 2, 3]]),  # nothing was silent for a day
        (25, (FIRST, FIRST), [[0, 1, 2, 3]]),  # told on in the same words
    ],
)
def test_a_story_that_goes_on_after_a_lull_in_words_of_its_own_is_two(hours, stages, parts):
    stories = clusters.Stories(BARS)
    for number, stage in enumerate(sorted(stages * 2)):
        later = number >= 2
        words = {MATTER: 1.0, stage: 1.5, 10 + number: 0.5}
        stories.seat(article(number, words, time=hours * 3600.0 * later), 0)

    list(stories.revise({}))

    assert told(stories) == parts


def test_a_story_is_parted_at_each_of_its_lulls():
    stories = clusters.Stories(BARS)
    for number in range(6):
        stage = number // 2
        stories.seat(article(number, {MATTER: 1.0, 2 + stage: 1.5}, time=2 * DAY * stage), 0)

    list(stories.revise({}))

    assert told(stories) == [[0, 1], [2, 3], [4, 5]]


def test_a_stage_without_a_free_name_stays():
    stories = clusters.Stories(BARS)
    stories.seat(article(9, {99: 1.0}), 6)
    for number, stage in ((0, FIRST), (1, FIRST), (5, SECOND), (6, SECOND)):
        stories.seat(article(number, {MATTER: 1.0, stage: 1.5}, time=2 * DAY * (number >= 2)), 5)

    assert not list(stories.revise({}))


@pytest.mark.parametrize("texts", [{2: 7, 3: 7}, {1: 7, 3: 7}], ids=["one text twice is no stage", "copies stay"])
def test_copies_make_no_stage(texts):
    stories = clusters.Stories(BARS)
    for number, stage in enumerate((FIRST, FIRST, SECOND, SECOND)):
        stories.seat(article(number, {MATTER: 1.0, stage: 1.5}, time=2 * DAY * (number >= 2)), 0)

    assert not list(stories.revise(texts))


@pytest.mark.parametrize("odd", [{"language": "de"}, {"time": math.nan}], ids=["another language", "no time"])
def test_words_tell_no_stages_of_a_story_that_is(odd):
    stories = clusters.Stories(BARS)
    for number, stage in enumerate((FIRST, FIRST, SECOND, SECOND)):
        stories.seat(article(number, {MATTER: 1.0, stage: 1.5}, time=2 * DAY * (number >= 2)), 0)
    stories.seat(article(4, {MATTER: 1.0}, **odd), 0)

    assert not any(move.parted for move in stories.revise({}))


def test_a_date_that_is_a_day_counts_whole_days():
    stories = clusters.Stories(BARS)
    stories.seat(article(1, {1: 1.0}), 1)
    stories.close_before(3 * DAY)

    assert stories.best(article(2, {1: 1.0}, time=3 * DAY)) == (pytest.approx(1.0), 1)


@pytest.mark.parametrize("language", ["en", "de"])
def test_an_ended_story_takes_nobody_in(language):
    stories = clusters.Stories(BARS)
    stories.seat(article(1, {1: 1.0}, language), 1)

    later = article(2, {1: 1.0}, language, time=BARS.window + 1)

    assert stories.best(article(3, {1: 1.0}, language)) == (pytest.approx(1.0), 1)
    assert stories.best(later) == (-1.0, -1)


def test_a_slot_given_again_leads_to_its_new_story_only():
    stories = clusters.Stories(BARS)
    stories.seat(article(1, {1: 1.0}), 1)
    stories.close_before(10 * BARS.window)
    stories.seat(article(2, {2: 1.0}, time=10 * BARS.window), 2)

    assert stories.best(article(3, {1: 1.0}, time=10 * BARS.window)) == (-1.0, -1)
    assert stories.best(article(4, {2: 1.0}, time=10 * BARS.window))[1] == 2
