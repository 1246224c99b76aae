"""The journal of leavings: a line says what was done, and the lines of a person what it comes to."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import leavings
from reveille.core.leavings import Deed

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
ALICE, BOB = "a" * 64, "b" * 64
PAPERS = ("military", "world")

deeds = st.one_of(
    st.builds(Deed, st.datetimes(timezones=st.just(UTC)), st.sampled_from(["left", "confirmed"]),
              st.sampled_from([ALICE, BOB]), st.sampled_from(PAPERS)),
    st.builds(Deed, st.datetimes(timezones=st.just(UTC)), st.sampled_from(["lifted", *leavings.GRAVER]),
              st.sampled_from([ALICE, BOB]), st.just("")),
)  # fmt: skip


def standing(*told):
    """What Alice's deeds come to, a minute after another."""
    line = [Deed(NOW + timedelta(minutes=n), what, ALICE, *more) for n, (what, *more) in enumerate(told)]
    return leavings.standings(line)[ALICE]


@given(deeds)
def test_a_line_says_what_was_done_and_no_more_than_a_hash_of_whom(deed):
    line = leavings.line(deed)

    assert leavings.read(line) == deed
    assert line.count(b"\n") == 1 and len(line) < leavings.LONGEST


@given(st.binary(max_size=300))
def test_what_is_no_line_says_nothing(told):
    assert leavings.read(told) is None


@pytest.mark.parametrize(
    "told",
    [
        b"2026-11-24T06:00:00.000000+00:00 left " + b"a" * 64,  # of no newsletter
        b"2026-11-24T06:00:00.000000+00:00 erased " + b"a" * 64 + b" military",
        b"2026-11-24T06:00:00.000000+00:00 adored " + b"a" * 64,
        b"2026-11-24T06:00:00.000000+00:00 erased alice@post.example",
        b"2026-13-24T06:00:00.000000+00:00 erased " + b"a" * 64,
        b"0001-01-01T00:00:00.000000+14:00 erased " + b"a" * 64,  # before all time, in UTC
        b"2026-11-24T06:00:00.000000+00:00 erased " + b"a" * 63,  # cut short
        b"2026-11-24T06:00:00.000000+00:00 erased " + b"a" * 64 + b"\n\n",
    ],
)
def test_a_line_that_is_nearly_one_says_nothing(told):
    assert leavings.read(told) is None


def test_who_left_one_newsletter_has_the_others():
    alice = standing(("left", "military"))

    assert alice.ended_at("military") == NOW
    assert alice.ended_at("world") is None
    assert alice.barred is None


@pytest.mark.parametrize("what", leavings.ENDS_ALL)
def test_of_who_complained_was_erased_or_asked_all_ends_and_what_is_confirmed_later_stays(what):
    alice = standing((what,), ("lifted",), ("confirmed", "military"))

    assert alice.ended_at("military") is None
    assert alice.came_back_at("military") == NOW + timedelta(minutes=2)
    assert alice.ended_at("world") == NOW
    assert alice.barred is None


@pytest.mark.parametrize("what", ["bounced", "moved"])
def test_an_address_that_is_dead_or_was_left_ends_no_newsletter_but_is_barred(what):
    alice = standing(("confirmed", "military"), (what,))

    assert alice.ended_at("military") is None
    assert alice.barred.what == what


def test_the_last_thing_done_counts_whatever_the_clock_said():
    back = [Deed(NOW, "left", ALICE, "military"), Deed(NOW - timedelta(hours=2), "confirmed", ALICE, "military")]

    assert leavings.standings(back)[ALICE].ended_at("military") is None


@given(st.lists(deeds, max_size=12))
def test_what_deeds_come_to_is_what_one_after_another_would_have_done(told):
    confirmed, barred = set(), {}
    for deed in told:
        if deed.what == "confirmed":
            confirmed.add((deed.whom, deed.newsletter))
        elif deed.what == "left":
            confirmed.discard((deed.whom, deed.newsletter))
        elif deed.what == "lifted":
            barred.pop(deed.whom, None)
        else:
            barred[deed.whom] = max(barred.get(deed.whom, "bounced"), deed.what, key=leavings.GRAVER.index)
            if deed.what in leavings.ENDS_ALL:
                confirmed -= {(deed.whom, paper) for paper in PAPERS}

    found = leavings.standings(told)

    back = {(whom, paper) for whom, one in found.items() for paper in PAPERS if one.came_back_at(paper)}
    assert back == confirmed
    assert all(not found[whom].ended_at(paper) for whom, paper in confirmed)
    assert {whom: one.barred.what for whom, one in found.items() if one.barred} == barred
