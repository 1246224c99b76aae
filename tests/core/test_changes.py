"""What changed since the last edition: said only when it is so."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import changes


def told(article, text="", outlet="ledger", country="GB", language="en", places=()):
    return changes.Told(article, outlet, outlet, country, language, text, places)


def both(article, text):
    """Two families tell the same."""
    return [told(article, text), told(article + 100, text, outlet="lantern")]


def change(before, after):
    return changes.since(changes.facts(before) if before is not None else None, changes.facts(after))


def test_story_that_no_edition_had_is_new():
    assert change(None, [told(1)]).kind == "new"


def test_story_with_nothing_but_what_was_there_is_unchanged():
    assert change([told(1)], [told(1)]) == changes.Change("unchanged")


def test_number_that_moved_is_said_with_what_it_was():
    found = change(
        both(1, "Monitors watch 41 villages in the valley."),
        [*both(1, "Monitors watch 41 villages in the valley."), *both(2, "Monitors now watch 46 villages.")],
    )

    assert found.kind == "updated"
    assert found.short == "villages: 41 before, 46 now"
    assert found.lines == ("Villages: 41 before, 46 now.", "2 new reports.")


def test_number_in_words_is_the_number_in_digits():
    assert change(both(1, "Ten navies gathered."), both(2, "The 10 navies sailed.")).short == "2 new reports"
    assert (
        change(both(1, "Ten navies gathered."), both(2, "Eleven navies sailed.")).short == "navies: 10 before, 11 now"
    )


def test_number_that_one_outlet_alone_has_is_not_said():
    assert change([told(1, "Ten navies gathered.")], [told(2, "Eleven navies sailed.")]).short == "1 new report"


@pytest.mark.parametrize(
    ("yesterday", "today"),
    [
        pytest.param("12 ships and 14 ships", "15 ships", id="two numbers yesterday"),
        pytest.param("12 ships", "13 ships and 15 ships", id="two new numbers today"),
        pytest.param("30 years", "31 years", id="a noun that says nothing"),
        pytest.param("no ships", "12 ships", id="none yesterday"),
        pytest.param("1,200 mines lie there", "31 mines were destroyed", id="numbers of another size"),
    ],
)  # fmt: skip
def test_doubtful_number_is_not_said(yesterday, today):
    assert change(both(1, yesterday), both(2, today)).short == "2 new reports"


def test_more_outlets_and_countries_are_counted():
    found = change([told(1)], [told(1), told(2, outlet="lantern", country="OM"), told(3, outlet="mail", country="UG")])

    assert found.short == "2 more outlets, 2 more countries"
    assert found.lines[0] == "Now also reported by lantern, mail."


def test_name_that_two_families_have_and_nobody_had_is_said():
    before = both(1, "Harbour shut\n\nThe pilot was taken ashore, said Captain Otto Holm.")
    found = change(
        before, [*before, *both(2, "Pilot named\n\nThe pilot, Anna Berg’s brother said, is well. Otto Holm left.")]
    )

    assert found.short == "named for the first time: Anna Berg"
    assert found.lines == ("Named for the first time: Anna Berg.", "2 new reports.")


@pytest.mark.parametrize(
    ("yesterday", "today"),
    [
        pytest.param(both(1, "A\n\nHe met Anna Berg."), both(2, "A\n\nHe met Mayor Anna Berg."), id="named before"),
        pytest.param(both(1, "A\n\nHe slept."), both(2, "A\n\nABOARD THE TWO SHORES — He woke."), id="a dateline"),
        pytest.param(both(1, "A\n\nHe slept."), both(2, "A\n\nThe Rear Adm. slept."), id="a title cut short"),
        pytest.param([told(1, "A\n\nHe met Anna Berg.")], both(2, "A\n\nHe met Anna Berg."), id="by one before"),
        pytest.param(both(1, "A\n\nNo."), [told(2, "A\n\nHe met Anna Berg.")], id="by one family now"),
        pytest.param(both(1, "A\n\nNo."), both(2, "Anna Berg Is Free\n\nNo."), id="in headlines alone"),
        pytest.param(both(1, "A\n\nNo."), both(2, "A\n\nIt was On Monday. Monday March it was."), id="days"),
    ],
)
def test_doubtful_name_is_not_said(yesterday, today):
    assert "named" not in change(yesterday, today).short


def test_place_that_two_families_name_first_is_said_and_is_nobodys_name():
    before = both(1, "A\n\nNo.")
    now = [
        told(2, "A\n\nIt moved to Old Harbour.", places=("Old Harbour",)),
        told(102, "A\n\nIt reached Old Harbour.", outlet="lantern", places=("Old Harbour",)),
    ]

    assert change(before, now).lines == ("Places named for the first time: Old Harbour.", "2 new reports.")


def test_facts_of_an_edition_that_kept_no_names_call_no_name_new():
    stored = changes.to_json(changes.facts([told(1)]))
    old = {key: stored[key] for key in ("articles", "families", "countries", "numbers")}

    found = changes.since(changes.from_json(old), changes.facts(both(2, "A\n\nHe met Anna Berg.")))

    assert found.lines == ("Now also reported by lantern.", "2 new reports, 1 more outlet.")


@given(st.lists(st.builds(told, st.integers(1, 50), st.text(max_size=60), st.sampled_from(["a", "b"])), max_size=4))
def test_facts_come_back_from_the_store_and_are_unchanged_against_themselves(reports):
    known = changes.facts(reports)

    assert changes.from_json(json.loads(json.dumps(changes.to_json(known)))) == known
    assert changes.since(known, known).kind == "unchanged"


@given(st.text(max_size=200), st.text(max_size=200))
def test_mark_line_never_has_more_than_eight_words(yesterday, today):
    assert len(change([told(1, yesterday)], [told(2, today)]).short.split()) <= 8


def test_story_that_was_two_yesterday_counts_what_both_told():
    first, second = changes.facts([told(1)]), changes.facts([told(2, outlet="lantern")])
    now = changes.facts([told(1), told(2, outlet="lantern"), told(3, outlet="echo")])

    assert changes.since(changes.together([first, second]), now).short == "1 more outlet"


def test_caption_that_runs_into_a_sentence_is_no_name():
    assert changes.names("Ferry sinks\n\nThe ferry near Port Saare The crew was saved by Ann Hill.") == [
        "Port Saare",
        "Ann Hill",
    ]
