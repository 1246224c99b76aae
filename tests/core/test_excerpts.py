"""Which sentences may stand under a headline, and how many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import excerpts, text

TELLS = "Minehunters from eleven countries sailed before dawn into a strip of water off Saaremaa."


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("He added that the charts had been drawn by hand for thirty years.", id="pronoun"),
        pytest.param("As for the harbour, its master would not say when all of it ends.", id="phrase"),
        pytest.param("(The harbour master of Kuressaare would not say when it ends.)", id="aside"),
        pytest.param("But the harbour master of Kuressaare would not say when it ends.", id="connective"),
        pytest.param("Will eleven navies find every mine that was laid off Saaremaa?", id="question"),
        pytest.param("“We count every one of them twice because the sea forgives nothing,” she said.", id="quote"),
        pytest.param("The captain said “we count every one of them twice, and then again.", id="half a quote"),
        pytest.param("Three ships sailed.", id="too short to tell anything"),
        pytest.param("Sign up to our newsletter for more news about the sea and its mines.", id="furniture"),
        pytest.param("The navies, which had gathered off the island before the storm and then", id="cut off"),
    ],
)
def test_sentence_that_needs_something_else_is_not_taken(sentence):
    assert not excerpts.stands_alone(sentence)


def test_sentence_that_tells_what_happened_is_taken():
    assert excerpts.stands_alone(TELLS)


def test_excerpt_is_verbatim_in_the_order_of_the_text_and_begins_after_the_dateline():
    opening = "KURESSAARE, Estonia — "
    body = (
        f"{opening}{TELLS} The mines were laid in two wars and mapped in neither of them. Nobody knows the rest of it."
    )
    spans = excerpts.choose(body, headline="Eleven navies hunt mines", language="en", start=len(opening))

    assert [body[a:b] for a, b in spans] == [
        TELLS,
        "The mines were laid in two wars and mapped in neither of them.",
    ]


def test_second_sentence_is_a_neighbour_and_not_one_that_leans_on_what_is_left_out():
    body = f"{TELLS} Two sank. The second of the two had been mapped in 1944 by eleven navies hunting mines."

    assert chosen(body, "Eleven navies hunt mines") == [TELLS]


def test_sentence_after_the_first_may_lean_on_it():
    leaning = "They are to look for mines that were laid in two wars."

    assert chosen(f"{TELLS} {leaning}", "Mines") == [TELLS, leaning]


def test_somebody_who_was_introduced_further_up_is_not_named_in_short():
    up = "The school, said Captain Noh Ji-won, is a mall."
    down = "Noh passed the test of the moving stairs at the third attempt."

    assert chosen(f"{up} It is cold. {down}", "Noisy drones pass the test of moving stairs") == [up]
    assert chosen(f"Up went Captain Noh Ji-won. {down}", "Drone school opens") == []
    assert chosen(f"Was it hard? Yes, it was. {down}", "Noh passes") == [down]


@pytest.mark.parametrize(
    "sentence",
    [
        "The great man & I consciously parted from each other over the days of Christmas.",
        "Stop me if you’ve heard this one before about the frigate.",
        "Our reporters have looked into every yard between here and the sea.",
    ],
)
def test_who_speaks_to_us_is_not_reporting(sentence):
    assert not excerpts.stands_alone(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "US troops left the base before dawn, and mine clearance began at noon.",
        "The bridge was blown up in World War I and again in the next one.",
        "The minister said that “we will look at every yard” before the summer.",
    ],
)
def test_who_reports_does_not_speak_to_us(sentence):
    assert excerpts.stands_alone(sentence)


def chosen(body, headline):
    return [body[a:b] for a, b in excerpts.choose(body, headline=headline, language="en")]


def test_an_outlets_own_rule_may_say_less():
    body = f"{TELLS} The mines were laid in two wars and mapped in neither of them."
    one = excerpts.choose(body, headline="Mines", language="en", rule=excerpts.Rule(sentences=1))
    none = excerpts.choose(body, headline="Mines", language="en", rule=excerpts.Rule(words=5))

    assert len(one) == 1
    assert none == ()


@given(st.text(max_size=2000), st.integers(0, 3), st.integers(0, 60))
def test_no_excerpt_is_ever_longer_than_the_rule(body, sentences, words):
    spans = excerpts.choose(body, headline="", language="en", rule=excerpts.Rule(sentences, words))

    assert len(spans) <= sentences
    assert sum(text.words(body[a:b]) for a, b in spans) <= words
