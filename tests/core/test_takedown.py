from datetime import UTC, datetime

import pytest
from tests.rooms import pages

from reveille.core import coverage, takedown


def report(outlet, country):
    published = datetime(2026, 11, 24, 5, tzinfo=UTC).isoformat()
    return coverage.read({"outlet": outlet, "country": country, "published": published}, pages.DAY)


LEFT = [report("Kurier", "Poland"), report("Ledger", "United Kingdom"), report("Wire", "")]


def test_neither_the_words_nor_the_numbers_of_a_story_that_is_gone_are_left():
    page = pages.page()

    left = takedown.without(page, {"flare"}, LEFT)

    assert [item.slug for item in left.items] == ["lamp", "buoy"]
    assert [item.slug for item in left.top] == ["lamp"]
    assert (left.stories, left.outlets, left.countries) == (2, 3, 2)
    assert left.minutes <= page.minutes
    assert "flare" not in str(left)


def test_subject_that_was_another_story_s_stays():
    page = pages.page()

    left = takedown.without(page, {"buoy"}, LEFT)

    assert (left.subject, left.preheader) == (page.subject, page.preheader)


@pytest.mark.parametrize("told", ["Harbour pilots agree…", "Something else | Harbour pilots agree on the flare…"])
def test_preheader_that_began_like_a_headline_that_is_gone_is_made_anew(told):
    page = pages.page(preheader=told)

    assert "flare" not in takedown.without(page, {"flare"}, LEFT).preheader


def test_edition_may_be_left_with_nothing():
    left = takedown.without(pages.page(), {"flare", "lamp", "buoy"}, [])

    assert (left.items, left.stories, left.outlets, left.subject) == ((), 0, 0, "")
