"""What an outlet took back or wrote anew counts as it stands at closing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import notices


def version(article, headline, text="", outlet="wire", copy_of=None):
    return notices.Version(article, outlet, headline, text, "en", float(article), copy_of)


def fallen(*versions):
    return {one.article: (one.by, one.why) for one in notices.fallen(versions)}


@pytest.mark.parametrize("mark", ["KILL: ", "WITHDRAWN: ", "Attention editors - Mandatory kill: ", "RETRACTED – "])
def test_a_kill_takes_its_report_and_the_copies_of_it_along(mark):
    found = fallen(
        version(1, "Frigate sinks off Old Harbour"),
        version(2, "Warship lost", outlet="ledger", copy_of=1),
        version(3, "Frigate is safe, says the navy", outlet="lantern"),
        version(4, f"{mark}Frigate sinks off Old Harbour"),
    )

    assert found == {
        1: (None, "withdrawn by its outlet"),
        2: (None, "a copy of what was withdrawn"),
        4: (None, "a notice of withdrawal"),
    }


@pytest.mark.parametrize("mark", ["UPDATE 2-", "CORRECTED: ", "Correction: ", "REFILE-"])
def test_the_last_version_counts(mark):
    first, last = "Frigate sinks off Old Harbour", f"{mark}Frigate sinks off Old Harbour, ten missing"

    assert fallen(version(1, first), version(2, last)) == {1: (2, "a later version counts")}


def test_a_page_that_says_it_was_withdrawn_counts_no_more():
    assert fallen(version(1, "Frigate sinks", "This article has been withdrawn by its editors.")) == {
        1: (None, "withdrawn by its outlet")
    }


@pytest.mark.parametrize(
    "text",
    [
        "The report was withdrawn by the ministry hours after the navy had read it.",
        "The item was removed from the beach by engineers and blown up at sea.",
        "The article was deleted from the constitution by 210 votes to 40.",
    ],
)
def test_a_report_an_item_and_an_article_may_be_what_the_news_is_about(text):
    assert fallen(version(1, "Frigate sinks", text)) == {}


@pytest.mark.parametrize(
    "text", ["The story was withdrawn.", "The article has been removed since our editors could not confirm it."]
)
def test_a_page_may_say_the_article_of_itself(text):
    assert fallen(version(1, "Frigate sinks", text)) == {1: (None, "withdrawn by its outlet")}


@pytest.mark.parametrize(
    "last",
    [
        pytest.param(version(2, "KILL: Frigate sinks off Old Harbour", outlet="ledger"), id="another outlet's kill"),
        pytest.param(version(2, "UPDATE 2-Talks on the ceasefire begin again"), id="another report"),
        pytest.param(version(2, "Killed: frigate's crew off Old Harbour are named"), id="news of the killed is news"),
        pytest.param(version(2, "Kill switch found in frigate off Old Harbour"), id="a word"),
        pytest.param(version(2, "KILL-SWITCH FOUND IN FRIGATE OFF OLD HARBOUR"), id="a word in capitals"),
        pytest.param(version(2, "REPEAT-OFFENDER SINKS FRIGATE OFF OLD HARBOUR"), id="somebody who does it again"),
        pytest.param(version(2, "Withdrawal of troops from Old Harbour begins"), id="a withdrawal of troops"),
    ],
)
def test_nobody_else_s_report_falls(last):
    assert 1 not in fallen(version(1, "Frigate sinks off Old Harbour"), last)


@pytest.mark.parametrize(
    ("headline", "shown", "corrected"),
    [
        ("UPDATE 2-Frigate sinks", "Frigate sinks", False),
        ("CORRECTED: Frigate sinks", "Frigate sinks", True),
        ("REFILE-UPDATE 1-Frigate sinks", "Frigate sinks", True),
        ("CORRECTED-WRAPUP 3-Frigate sinks", "Frigate sinks", True),
        ("Updated: Frigate sinks", "Frigate sinks", False),
        ("RPT-Frigate sinks", "Frigate sinks", False),
        ("KILL: Frigate sinks", "Frigate sinks", False),
        ("Correction-fluid maker sinks", "Correction-fluid maker sinks", False),
        ("Repeat offender sentenced", "Repeat offender sentenced", False),
        ("Update on the frigate", "Update on the frigate", False),
        ("Corrected figures show a loss", "Corrected figures show a loss", False),
        ("CORRECTED:", "CORRECTED:", True),
    ],
)
def test_headline_is_shown_without_its_slug(headline, shown, corrected):
    assert notices.headline(headline) == shown
    assert notices.says_corrected(headline) is corrected


def test_copy_falls_with_an_original_of_another_story():
    found = notices.fallen([version(2, "Warship lost", outlet="ledger", copy_of=1)], gone={1})

    assert [one.article for one in found] == [2]


@given(st.lists(st.builds(version, st.integers(1, 9), st.text(max_size=30), st.text(max_size=30)), max_size=6))
def test_nothing_falls_twice_and_only_what_is_there(versions):
    found = [one.article for one in notices.fallen(versions)]

    assert len(found) == len(set(found))
    assert set(found) <= {one.article for one in versions}
