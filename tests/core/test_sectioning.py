"""Which words speak for a section, learned from items that somebody put into sections."""

import pytest

from reveille.core import sectioning
from reveille.core.errors import ProfileError


def example(title, *sections, weight=1.0, **written):
    return sectioning.Example(title, frozenset(sections), weight, written)


ITEMS = [
    *(example(f"The goose won the cup in match {n}", "sport") for n in range(30)),
    *(example(f"The baker raised the price of rolls {n}", "business") for n in range(40)),
]


def test_words_of_a_section_speak_for_it_and_for_no_other():
    learned = sectioning.learn(ITEMS)

    assert set(learned) == {"sport", "business"}
    assert learned["sport"]["cup"] > 0 < learned["business"]["price"]
    assert "cup" not in learned["business"]
    assert "price" not in learned["sport"]


def test_words_that_every_section_has_or_few_examples_have_speak_for_none():
    learned = sectioning.learn([*ITEMS, example("Heron won the cup", "sport")])

    assert not {"the", "heron"} & {term for points in learned.values() for term in points}


def test_terms_neither_begin_nor_end_with_an_idle_word():
    learned = sectioning.learn(ITEMS, idle={"won", "of", "the"})

    assert not {term for points in learned.values() for term in points if {"won", "of"} & set(term.split())}


def test_what_the_profile_says_already_is_not_learned_once_more():
    known = [
        example(e.title, *e.sections, **({"sport": 3.0} if "cup" in e.title else {"business": 3.0})) for e in ITEMS
    ]

    told_anew, told_already = (sum(sectioning.learn(items)["sport"].values()) for items in (ITEMS, known))

    assert told_already < told_anew


def test_item_that_two_sections_may_have_teaches_neither_against_the_other():
    either = [example(f"Flood takes the stand {n}", "sport", "business") for n in range(30)]

    learned = sectioning.learn([*ITEMS, *either])

    assert "cup" in learned["sport"]
    assert "price" in learned["business"]


def test_same_examples_teach_the_same():
    assert sectioning.learn(ITEMS) == sectioning.learn(list(ITEMS))


@pytest.mark.parametrize("items", [[], ITEMS[:30], [*ITEMS, example("Choir sings", "culture")]])
def test_too_few_examples_are_counted_by_section(items):
    with pytest.raises(ProfileError, match="25 of each"):
        sectioning.learn(items)
