"""In what order, and why: the sum is what the reasons add up to."""

import dataclasses
import math
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import ranking
from reveille.core.errors import ProfileError

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


def story(id_=1, **told):
    base = dict(  # noqa: C408 - reads as the call it stands for
        id=id_, families=2, countries=2, outlets=2, home=False, places=(3,), last_seen=NOW,
        takers_in_last_6h=0, beat_score=4.0, new=True, grown=False, commentary=False, day=1, wire_only=False,
        words=(f"word{id_}",),
    )  # fmt: skip
    return ranking.Facts(**{**base, **told})


facts = st.builds(
    story, st.integers(1, 10**6), families=st.integers(0, 200), countries=st.integers(0, 60), home=st.booleans(),
    places=st.lists(st.integers(1, 100), max_size=5).map(tuple),
    last_seen=st.integers(0, 200).map(lambda h: NOW - timedelta(hours=h)),
    takers_in_last_6h=st.integers(0, 40), beat_score=st.floats(-50, 50), new=st.booleans(), grown=st.booleans(),
    commentary=st.booleans(), wire_only=st.booleans(), words=st.lists(st.sampled_from("abcdefg")).map(tuple),
)  # fmt: skip


@given(st.lists(facts, max_size=12, unique_by=lambda f: f.id))
def test_every_score_is_the_sum_of_its_reasons_and_every_story_is_ranked_once(stories):
    ranked = ranking.rank(stories, ranking.Weights(), NOW)

    assert sorted(r.id for r in ranked) == sorted(s.id for s in stories)
    for one in ranked:
        assert one.score == round(math.fsum(reason.points for reason in one.reasons), 2)


@given(st.lists(facts, max_size=8, unique_by=lambda f: f.id), st.randoms())
def test_the_order_of_the_input_changes_nothing(stories, random):
    shuffled = list(stories)
    random.shuffle(shuffled)

    assert ranking.rank(shuffled, ranking.Weights(), NOW) == ranking.rank(stories, ranking.Weights(), NOW)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param({}, {"genre": "review, by its headline"}, id="news before a review"),
        pytest.param({"families": 8}, {"families": 2}, id="more families"),
        pytest.param({"countries": 6}, {"countries": 1}, id="more countries"),
        pytest.param({"home": True}, {}, id="the home outlet"),
        pytest.param({}, {"last_seen": NOW - timedelta(hours=20)}, id="a later report"),
        pytest.param({}, {"commentary": True}, id="news before commentary"),
        pytest.param({"places": (1,)}, {"places": (20,)}, id="prominence"),
        pytest.param({"places": (2, 3)}, {"places": (1,)}, id="prominence in several feeds"),
        pytest.param({"beat_score": 9.0}, {"beat_score": 2.0}, id="weight on the beat"),
    ],
)
def test_what_an_editor_weighs_moves_a_story_up(better, worse):
    ranked = ranking.rank([story(1, **worse), story(2, **better)], ranking.Weights(), NOW)

    assert [one.id for one in ranked] == [2, 1]


def test_one_owners_echo_lifts_nothing():
    alone, echoed = story(1, outlets=1), story(2, outlets=30)
    ranked = ranking.rank([alone, echoed], ranking.Weights(), NOW)

    assert ranked[0].score == ranked[1].score


@given(facts, st.integers(1, 60))
def test_what_takes_a_story_up_quickly_lifts_it_by_the_spread_and_no_more(one, takers):
    weights = ranking.Weights()
    faster = dataclasses.replace(one, takers_in_last_6h=one.takers_in_last_6h + takers)

    lift = ranking.rank([faster], weights, NOW)[0].score - ranking.rank([one], weights, NOW)[0].score

    assert -0.01 <= lift <= weights.spread * weights.spread_most + 0.01


def test_story_like_one_above_it_sinks_and_says_so():
    first = story(1, families=4, words=("pirates", "seize", "tanker"))
    second = story(2, families=3, words=("pirates", "seize", "ferry"))
    other = story(3, families=2, words=("frigate", "sails"))
    ranked = ranking.rank([first, second, other], ranking.Weights(sameness=-6), NOW)

    assert [one.id for one in ranked] == [1, 3, 2]
    assert any("like a story above" in reason.words for reason in ranked[2].reasons)


def test_the_weights_that_ship_are_read():
    path = Path(ranking.__file__).parents[1] / "beats" / "ranking.toml"

    assert ranking.read(tomllib.loads(path.read_text())) == ranking.Weights()


@pytest.mark.parametrize("toml", [{"weights": {"famlies": 1}}, {"weights": {"home": "much"}}, {"weights": 3}])
def test_wrong_weight_names_itself(toml):
    with pytest.raises(ProfileError, match="ranking"):
        ranking.read(toml)


def test_ten_feeds_of_one_outlet_weigh_less_than_a_second_outlet():
    assert ranking.prominence([1] * 10) < 2
    assert ranking.prominence([]) == 0
    assert ranking.prominence([7]) == 0.5
