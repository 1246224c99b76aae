"""A sentence model is heard where words are few, and between languages."""

import math
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from reveille.core import clusters, embeddings, growing, likeness, stories, terms
from reveille.core.embeddings import NOTHING, Meaning

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SAME, OTHER = np.array((1.0, 0.0), dtype=np.float32), np.array((0.0, 1.0), dtype=np.float32)


def meaning(*direction: float, bare: float = 0.0) -> Meaning:
    vector = np.array(direction)
    return Meaning(vector / np.linalg.norm(vector), 1, bare)


def candidate(number: int, title: str, embedding=None, text: str = "", language: str = "en") -> stories.Candidate:
    return stories.Candidate(number, f"outlet-{number}", title, text, language, NOON, embedding=embedding)


def grouped(*candidates: stories.Candidate) -> set[frozenset[int]]:
    return {frozenset(one.members) for one in stories.group(candidates).stories}


def test_without_an_embedding_words_decide():
    assert embeddings.heard(0.3, NOTHING, meaning(1, 0), foreign=True) == 0.3
    assert embeddings.heard(0.3, meaning(1, 0), NOTHING, foreign=False) == 0.3


def test_articles_with_enough_words_are_left_to_them():
    assert embeddings.heard(0.3, meaning(1, 0), meaning(1, 0), foreign=False) == 0.3
    assert embeddings.heard(0.3, meaning(1, 0), meaning(0, 1), foreign=False) == 0.3


def test_headlines_are_confirmed_or_doubted():
    headline = meaning(1, 0, bare=0.6)

    assert embeddings.heard(0.2, headline, meaning(1, 0), foreign=False) > 0.3
    assert embeddings.heard(0.3, headline, meaning(0, 1), foreign=False) < 0.1
    assert embeddings.heard(0.0, headline, meaning(1, 0), foreign=False) == 0.0


def test_two_languages_are_as_like_as_facts_or_meaning_say():
    assert embeddings.heard(0.1, meaning(1, 0), meaning(1, 0), foreign=True) > 1.0
    assert embeddings.heard(0.1, meaning(1, 0), meaning(0, 1), foreign=True) == 0.1


def test_meanings_add_up_and_what_was_taken_away_is_gone():
    one, two = meaning(1, 0, bare=0.5), meaning(0, 1)

    rest = one + two - one

    assert (rest.count, rest.bare) == (1, 0.0)
    assert np.allclose(rest.total, two.total)
    assert one - one is NOTHING
    assert one + NOTHING is one and NOTHING + one is one


def test_what_a_whole_stream_has_in_common_tells_none_apart():
    vector = likeness.Stream().weigh([terms.take("Divers clear mines", "", "en")])[0]
    common = [np.array((1.0, 0.1 * sign), dtype=np.float32) for sign in (1, -1)] * 500

    told = embeddings.meanings(common, [vector] * len(common))

    assert float(told[0].total @ told[1].total) < 0.0


@pytest.mark.parametrize(("words", "bare"), [(5, 0.8), (20, 0.2), (25, 0.0), (60, 0.0)])
def test_how_bare_an_article_is_of_words(words, bare):
    title = " ".join(f"word{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}" for n in range(words))

    vector = likeness.Stream().weigh([terms.take(title, "", "en")])[0]

    assert embeddings.bare(vector) == pytest.approx(bare, abs=0.01)


def test_a_stored_embedding_comes_back():
    embedding = np.array((0.25, -0.5, 1.0), dtype=np.float32)

    assert np.array_equal(embeddings.unpack(embeddings.pack(embedding)), embedding)
    assert embeddings.unpack(b"") is None
    assert embeddings.unpack(b"odd") is None


def test_headlines_in_other_words_meet_by_their_meaning_and_like_words_part():
    first, second = "Navy ship hits old mine off island", "Warship damaged as mine explodes near coast"
    third = "Navy ship visits old mine on island"

    assert grouped(candidate(1, first, SAME), candidate(2, second, SAME)) == {frozenset((1, 2))}
    assert grouped(candidate(1, first), candidate(3, third)) == {frozenset((1, 3))}
    assert grouped(candidate(1, first, SAME), candidate(3, third, OTHER)) == {frozenset((1,)), frozenset((3,))}


def test_a_headline_with_a_meaning_may_be_alone_and_merge():
    stream = clusters.Stories(stories.Settings().bars)
    for number in (0, 1):
        weights = np.array([math.sqrt(0.15), math.sqrt(0.85)]) * math.sqrt(1.2)
        vector = likeness.Vector([1, 10 + number], weights, 1.2, [], np.array([]), 0.0)
        told = meaning(1, 0, bare=embeddings.bare(vector))
        stream.seat(growing.Article(number, vector, "en", 0.0, told), number)

    assert len(list(stream.merge())) == 1


def test_the_order_in_which_articles_are_given_changes_nothing():
    titles = ("Navy ship hits mine off island", "Warship hits mine near coast", "Navy visits island", "Mine near coast")
    told = [
        candidate(n, title, (SAME, OTHER)[n % 2], language=("en", "de")[n % 3 == 0]) for n, title in enumerate(titles)
    ]

    assert stories.group(told).stories == stories.group([replace(one) for one in reversed(told)]).stories
