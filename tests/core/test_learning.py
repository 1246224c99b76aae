"""Learning a beat's points from examples: as an editor who says yes and no would expect."""

from datetime import date
from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reveille.core import beat, learning
from reveille.core import profile as profiles
from reveille.core.errors import ProfileError
from reveille.core.learning import Example

BARE = profiles.read(
    {"name": "Ships", "tagline": "Ships.", "threshold": 0, "points": {}, "section": [{"key": "a", "name": "Sea"}]}
)
ON = ("The frigate left port", "A frigate and two tugs", "Harbour pilots met the ferry", "The ferry left port late")
OFF = ("The baker left town", "A choir and two poets", "Poets met the mayor", "The mayor left town late")


def examples(count=60, **told):
    on = [Example(title, "", on=True, **told) for title in islice(cycle(ON), count // 2)]
    off = [Example(title, "", on=False) for title in islice(cycle(OFF), count // 2)]
    return [one for pair in zip(on, off, strict=True) for one in pair]


def profile_of(learned):
    return profiles.taught(BARE, {"threshold": learned.threshold, "learned": {"en": learned.points}})


def test_what_was_learned_tells_new_articles_apart():
    profile = profile_of(learning.learn(examples()))

    assert beat.judge(profile, title="Frigate in port", text="").on
    assert not beat.judge(profile, title="Choir met the mayor", text="").on


def test_verdict_of_learned_points_adds_up_and_names_each_term():
    profile = profile_of(learning.learn(examples()))

    verdict = beat.judge(profile, title="A frigate left port", text="The mayor waved.")

    assert verdict.score == round(sum(reason.points for reason in verdict.reasons), 2)
    assert "“frigate” as learned" in {reason.words for reason in verdict.reasons}


def test_terms_of_both_sides_say_little():
    learned = learning.learn(examples())

    assert abs(learned.points.get("left", 0.0)) < min(learned.points["port"], -learned.points["mayor"])


def test_same_examples_give_the_same_points():
    assert learning.learn(examples()) == learning.learn(examples())


def test_learning_counts_what_it_did():
    steps = []

    learned = learning.learn(examples(80), tick=lambda: steps.append(1))

    assert (learned.examples, learned.on, len(steps)) == (80, 40, learning.FOLDS + 1)
    assert learned.f1 > 0.9


def test_profile_that_was_right_keeps_its_threshold():
    """The hand-written sum parts the examples already: learning must not move what is enough."""
    told = [Example("Words", "", on=n % 2 == 0, written=6.0 if n % 2 == 0 else 1.0) for n in range(80)]

    learned = learning.learn(told, usual=4.0)

    assert 1.0 < learned.threshold < 6.0


@pytest.mark.parametrize("told", [[], examples(20), [Example("Ship", "", on=True)] * 100])
def test_too_few_of_one_side_teach_nothing(told):
    with pytest.raises(ProfileError, match="25 of each are needed"):
        learning.learn(told)


def test_example_counts_half_after_two_years():
    assert learning.age_weight(date(2015, 1, 1), date(2015, 1, 1)) == 1.0
    assert learning.age_weight(date(2013, 1, 1), date(2015, 1, 1)) == pytest.approx(0.5, abs=0.001)
    assert learning.age_weight(date(2016, 1, 1), date(2015, 1, 1)) == 1.0


def test_rare_categories_are_neither_yes_nor_no_unless_they_are_asked_for():
    categories = ["War"] * 500 + ["Sport"] * 500 + ["Battle of the Nile"] * 3 + ["Storm of May"] * 3

    assert learning.unclear(categories, ["Battle of the Nile"]) == {"Storm of May"}


@given(st.text(max_size=40), st.text(max_size=200))
@settings(max_examples=60)
def test_any_text_has_terms_and_each_pair_is_of_its_words(title, text):
    terms = beat.learnable(title, text)

    assert all(part in terms for term in terms for part in term.split(" "))


@pytest.mark.parametrize(
    "told",
    [{"learned": []}, {"learned": {"en": []}}, {"learned": {"en": {"ship": "much"}}}, {"threshold": "low"}],
)
def test_learned_file_that_is_wrong_names_its_profile(told):
    with pytest.raises(ProfileError, match="Ships"):
        profiles.taught(BARE, told)
