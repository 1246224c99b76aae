"""Words of a picture: lines that hold them, and runs in the order in which they are seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import cards
from reveille.core.cards import Run

WORDS = st.text(st.sampled_from("ab éغ"), min_size=1, max_size=80).filter(str.strip)


def ten_a_sign(words):
    return 10.0 * len(words)


@given(WORDS)
def test_lines_hold_all_words_in_order_while_there_is_room(words):
    assert " ".join(cards.lines(words, 120, 99, ten_a_sign)) == " ".join(words.split())


@given(WORDS, st.integers(1, 4))
def test_no_line_is_too_wide_but_one_of_a_single_word(words, most):
    shown = cards.lines(words, 120, most, ten_a_sign)

    assert len(shown) <= most
    assert all(ten_a_sign(line) <= 120 or " " not in line for line in shown)


def test_what_has_no_room_is_cut_at_a_word_and_says_so():
    assert cards.lines("one two three four", 80, 2, ten_a_sign) == ["one two", "three…"]


@pytest.mark.parametrize(("width", "size"), [(2000, 3), (160, 2), (10, 1)])
def test_words_are_as_large_as_they_fit(width, size):
    assert (
        cards.fitting("one two three", (3, 2, 1), width, 1, lambda size: lambda words: size * 6.0 * len(words)) == size
    )


def runs(*told):
    return [Run(text, "face", strong) for text, strong in told]


def seen(told, base):
    return [run.text for run in cards.ordered(told, base)]


def test_a_line_from_the_left_stands_as_it_is():
    line = runs(("one", "ltr"), (" ", ""), ("غ", "rtl"))

    assert seen(line, "ltr") == ["one", " ", "غ"]


def test_a_line_from_the_right_keeps_words_from_the_left_together():
    line = runs(
        ("غ", "rtl"), (" ", ""), ("Lake", "ltr"), (" ", ""), ("Orsa", "ltr"), (" (", ""), ("ب", "rtl"), (")", "")
    )

    assert seen(line, "rtl") == ["(", "ب", ") ", "Lake", " ", "Orsa", " ", "غ"]
