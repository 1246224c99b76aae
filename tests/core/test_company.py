"""A word of a matter says little of what one short report tells; a word of an event says all it can."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import company, likeness, terms

NAME = 1


def factors(reports: list[dict[int, float]]) -> dict[tuple[int, int], float]:
    """The factor of each word of each report."""
    rows = [(number, word, report[word]) for number, report in enumerate(reports) for word in sorted(report)]
    of, words = (np.array([row[column] for row in rows], dtype=np.int64) for column in (0, 1))
    found = company.factors(of, words, np.array([row[2] for row in rows]))
    return {(number, word): factor for (number, word, _), factor in zip(rows, found.tolist(), strict=True)}


def of_length_one(report: dict[int, float]) -> dict[int, float]:
    length = math.sqrt(sum(weight * weight for weight in report.values()))
    return {word: weight / length for word, weight in report.items()}


def unlike(count: int) -> list[dict[int, float]]:
    """Reports that share a name and nothing else."""
    return [{NAME: 0.6, 100 + number: 0.8} for number in range(count)]


def alike(count: int) -> list[dict[int, float]]:
    """Reports that share a name and, any two of them, something else."""
    return [{NAME: 0.6, 2: 0.48, 100 + number: 0.64} for number in range(count)]


def test_a_word_whose_reports_share_nothing_else_weighs_least():
    found = factors(unlike(8))

    assert {found[number, NAME] for number in range(8)} == {company.LEAST}


def test_a_word_whose_reports_have_more_in_common_weighs_all_it_has():
    found = factors(alike(8))

    assert set(found.values()) == {1.0}


def test_what_few_reports_have_in_common_says_nothing():
    assert set(factors(unlike(company.ENOUGH - 1)).values()) == {1.0}
    assert min(factors(unlike(company.ENOUGH)).values()) == company.LEAST


def test_the_latest_reports_tell_a_words_company():
    found = factors(unlike(20) + alike(company.LATEST))

    assert found[0, NAME] == 1.0


def test_nothing_to_weigh_is_nothing():
    assert factors([]) == {}


@given(
    st.lists(
        st.dictionaries(st.integers(0, 6), st.floats(0.1, 1.0), min_size=1).map(of_length_one), min_size=1, max_size=9
    )
)
def test_company_is_the_mean_of_what_any_two_of_a_words_reports_share_beside_it(reports):
    found = factors(reports)

    for (_, word), factor in found.items():
        keep = [{w: x for w, x in one.items() if w != word} for one in reports if word in one]
        shared = [sum(one[w] * two.get(w, 0.0) for w in one) for at, one in enumerate(keep) for two in keep[at + 1 :]]
        expected = 1.0
        if len(keep) >= company.ENOUGH:
            expected = min(1.0, max(company.LEAST, sum(shared) / len(shared) / company.GOOD))
        assert factor == pytest.approx(expected)


HEADLINES = (
    "Covid shuts Cardiff nursery", "Covid delays Ironman triathlon", "Covid grounds Manchester flights",
    "Covid empties theatre seats", "Covid halts prison visits", "Covid hits cheese makers",
)  # fmt: skip
FLOOD = "Flood cuts off Ahrweiler valley"


def weighed(headlines: list[str], text: str = "") -> list[likeness.Vector]:
    return likeness.Stream().weigh([terms.take(one, text, "en") for one in headlines])


def weight(vector: likeness.Vector, word: str) -> float:
    """Of a word in the headline."""
    keys = terms.take(word, "", "en").headline[0].tolist()
    return dict(zip(vector.terms, vector.weights.tolist(), strict=True))[(likeness.HEADLINE << 32) + keys[0]]


def test_a_matter_weighs_less_than_an_event_where_as_many_headlines_have_it():
    vectors = weighed([*HEADLINES, *(f"{FLOOD}: {number}0 rescued" for number in range(1, 7))])

    assert weight(vectors[0], "Covid") < 0.5 * weight(vectors[-1], "Flood")


def test_headlines_of_a_matter_are_less_alike_than_its_word_alone_would_make_them():
    few, many = weighed(list(HEADLINES[: company.ENOUGH - 1])), weighed(list(HEADLINES))

    for vectors in (few, many):
        assert all(one.length == pytest.approx(two.length) for one, two in pairwise(vectors))
    assert shared(*many[:2]) < 0.3 * shared(*few[:2])


def shared(one: likeness.Vector, two: likeness.Vector) -> float:
    other = dict(zip(two.terms, two.weights.tolist(), strict=True))
    return sum(
        weight * other.get(term, 0.0) for term, weight in zip(one.terms, one.weights.tolist(), strict=True)
    ) / math.sqrt(one.length * two.length)


@pytest.mark.parametrize(("text", "heard"), [("", True), (" ".join(f"w{chr(97 + n)}" for n in range(26)), False)])
def test_company_is_heard_where_words_are_few(monkeypatch, text, heard):
    company_kept = weighed(list(HEADLINES), text)
    monkeypatch.setattr(company, "ENOUGH", len(HEADLINES) + 1)
    alone = weighed(list(HEADLINES), text)

    assert (weight(company_kept[0], "Covid") < 0.9 * weight(alone[0], "Covid")) == heard
    assert [one.length for one in company_kept] == pytest.approx([one.length for one in alone])


def test_an_article_without_a_word_weighs_nothing():
    assert next(iter(weighed(["", *HEADLINES]))).length == 0.0
