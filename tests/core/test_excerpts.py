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
    body = f"{opening}{TELLS} He would not say more. The mines were laid in two wars and mapped in neither of them."
    spans = excerpts.choose(body, headline="Eleven navies hunt mines", language="en", start=len(opening))

    assert [body[a:b] for a, b in spans] == [
        TELLS,
        "The mines were laid in two wars and mapped in neither of them.",
    ]


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
