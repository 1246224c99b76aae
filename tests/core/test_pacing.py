"""Pacing: half as fast on "slower", a little faster on each letter taken, a pause where they refuse us."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reveille.core import pacing, warming
from reveille.core.pacing import Pace
from reveille.core.replies import Kind

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MOST = 20


def hear(pace, *kinds, at=NOW, most=MOST):
    """The pace after answers, each to a letter that began just before it."""
    for n, kind in enumerate(kinds):
        now = at + n * SECOND
        pace = pacing.heard(pace, kind, now - SECOND / 2, now, most, "why")
    return pace


def test_a_domain_nobody_slowed_down_has_all_lanes():
    assert pacing.open_at(Pace(), 1000, NOW) == NOW
    assert hear(Pace(), Kind.TAKEN, Kind.HARD, Kind.PASSING) == Pace()


def test_slower_halves_the_lanes_until_one_is_left_then_puts_a_gap_between_letters():
    lanes = [hear(Pace(), *[Kind.THROTTLED] * n).lanes for n in range(1, 6)]
    gaps = [hear(Pace(), *[Kind.THROTTLED] * n).gap for n in range(5, 13)]

    assert lanes == [10, 5, 2.5, 1.25, 1]
    assert gaps == [0, 1, 2, 4, 8, 16, 32, 60]


def test_one_slower_said_to_all_that_were_on_their_way_counts_once():
    pace = Pace()
    for _ in range(10):
        pace = pacing.heard(pace, Kind.THROTTLED, NOW, NOW, MOST, "why")

    assert pace.lanes == 10


def test_with_a_gap_the_next_letter_waits_for_it():
    pace = Pace(lanes=1, gap=4.0)
    begun = pacing.begun(pace, NOW)

    assert pacing.open_at(pace, 0, NOW) == NOW
    assert pacing.open_at(begun, 1, NOW) is None
    assert pacing.open_at(begun, 0, NOW) == NOW + 4 * SECOND


def test_what_was_slowed_down_is_free_again_after_enough_letters_were_taken():
    pace = hear(Pace(), *[Kind.THROTTLED] * 8)
    for _ in range(2000):
        pace = pacing.heard(pace, Kind.TAKEN, NOW, NOW, MOST)

    assert pace == Pace()


def test_a_slow_answer_takes_lanes_and_adds_no_gap():
    assert hear(Pace(), *[Kind.SLOW] * 9).gap == 0
    assert hear(Pace(), *[Kind.SLOW] * 9).lanes == 1


def test_a_refusal_that_names_us_pauses_the_domain_at_once_and_one_by_rule_when_it_comes_twice():
    assert hear(Pace(), Kind.OURSELVES).held_until == NOW + pacing.FIRST_PAUSE
    assert hear(Pace(), Kind.POLICY).held_until is None
    assert hear(Pace(), Kind.POLICY, Kind.POLICY).held_until == NOW + SECOND + pacing.FIRST_PAUSE
    assert hear(Pace(), Kind.POLICY, Kind.TAKEN, Kind.POLICY).held_until is None


def test_after_a_pause_one_letter_asks_and_a_further_refusal_doubles_it():
    paused = hear(Pace(), Kind.OURSELVES)
    over = paused.held_until
    assert pacing.open_at(paused, 0, NOW) == over
    assert pacing.open_at(paused, 0, over) == over
    assert pacing.open_at(paused, 1, over) is None

    again = pacing.heard(paused, Kind.POLICY, over, over + SECOND, MOST, "why")

    assert again.held_until == over + SECOND + 2 * pacing.FIRST_PAUSE
    assert hear(paused, Kind.TAKEN, at=over) == Pace()


def test_refusals_of_letters_that_began_before_the_pause_do_not_lengthen_it():
    paused = hear(Pace(), Kind.OURSELVES)

    assert pacing.heard(paused, Kind.OURSELVES, NOW - 9 * SECOND, NOW + SECOND, MOST, "why") == paused


@given(st.lists(st.sampled_from(list(Kind)), max_size=200))
def test_whatever_is_heard_a_domain_keeps_a_lane_and_its_pauses_have_an_end(kinds):
    pace = hear(Pace(), *kinds)

    assert pace.lanes is None or 1 <= pace.lanes < MOST
    assert 0 <= pace.gap <= pacing.LONGEST_GAP
    assert pace.pause <= pacing.LONGEST_PAUSE
    later = NOW + timedelta(days=1)
    assert pacing.open_at(pace, 0, later) == later


def test_warming_up_grows_by_half_a_day_and_ends():
    since = NOW.date()
    caps = [warming.cap(since, since + timedelta(days=n)) for n in range(30)]

    assert caps[:4] == [200, 300, 450, 675]
    assert caps[20] > 100_000
    assert caps[21:] == [None] * 9
    assert warming.cap(None, since) is None
    assert warming.cap(since, since - timedelta(days=3)) == 200
