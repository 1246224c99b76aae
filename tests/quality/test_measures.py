"""The measures, on examples worked out by hand."""

import pytest

from reveille.evaluation import measures

# Two stories, a b c and d e; found a b, c d and e.
GOLD = dict(zip("abcde", "11122", strict=True))
FOUND = dict(zip("abcde", "xxyyz", strict=True))


def test_bcubed_of_a_worked_example():
    # precision: a, b 1; c, d 1/2; e 1. recall: a, b 2/3; c 1/3; d, e 1/2.
    precision, recall = measures.bcubed(GOLD, FOUND)

    assert precision == pytest.approx((1 + 1 + 0.5 + 0.5 + 1) / 5)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 0.5 + 0.5) / 5)


def test_pairs_of_a_worked_example():
    # found pairs: ab, cd; gold pairs: ab, ac, bc, de.
    assert measures.pairwise(GOLD, FOUND) == (0.5, 0.25)


def test_pairs_across_of_a_worked_example():
    # found pairs: ab, cd; gold pairs: ab, ac, bc, de. Of two sides: ab, cd; ab, bc, de.
    sides = dict(zip("abcde", "lrlrl", strict=True))

    assert measures.pairwise_across(GOLD, FOUND, sides) == (0.5, pytest.approx(1 / 3))
    assert measures.pairwise_across(GOLD, FOUND, dict.fromkeys("abcde", "l")) == (1.0, 1.0)


def test_what_has_no_label_is_not_scored():
    assert measures.bcubed(GOLD, FOUND | {"f": "x", "g": "z"}) == measures.bcubed(GOLD, FOUND)


def test_the_gold_itself_is_perfect():
    assert measures.bcubed(GOLD, GOLD) == (1.0, 1.0)
    assert measures.pairwise(GOLD, GOLD) == (1.0, 1.0)


def test_purity_of_the_biggest_of_a_worked_example():
    # found a b c of labels 1 1 2, d of 3, e f of 4 4: the two biggest hold 5, of which 4 are of the commonest label.
    gold = dict(zip("abcdef", "112344", strict=True))
    found = dict(zip("abcdef", "xxxyzz", strict=True))

    assert measures.purity_of_biggest(gold, found, 2) == pytest.approx(4 / 5)
    assert measures.purity_of_biggest({}, {}, 2) == 0.0


def test_nothing_scores_nothing():
    assert measures.bcubed({}, {}) == (0.0, 0.0)
    assert measures.pairwise({}, {}) == (0.0, 0.0)
    assert measures.f1(0.0, 0.0) == 0.0


def test_average_precision_of_a_worked_example():
    # right, wrong, right: (1/1 + 2/3) / 2
    assert measures.average_precision([(0.9, True), (0.5, False), (0.1, True)]) == pytest.approx(5 / 6)


def test_ties_rank_together():
    assert measures.average_precision([(0.5, True), (0.5, False)]) == 0.5
