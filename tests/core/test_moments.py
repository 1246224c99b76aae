"""A date that no newspaper's article can have is none: what works with dates never leaves the calendar."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import feeds, moments, pages
from reveille.newsroom import jsonl

FIRST_DAY_OF_ALL = "0001-01-01T00:00:00"
LAST_DAY_OF_ALL = "9999-12-31T23:59:59"
FEED = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Example</title>
<item><title>A ship sails</title><link>https://a.example/1</link><dc:date>{}</dc:date></item></channel></rss>"""
PAGE = """<html><head><meta property="article:published_time" content="{}"></head><body><article><h1>A ship sails</h1>
<p>A ship sailed on Monday, the navy said, for the first time in a year.</p></article></body></html>"""


@pytest.mark.parametrize("nonsense", [FIRST_DAY_OF_ALL, LAST_DAY_OF_ALL])
def test_a_feed_a_page_and_a_row_dated_beyond_the_calendar_have_no_date(nonsense: str) -> None:
    assert feeds.parse(FEED.format(nonsense).encode(), link="").entries[0].published is None
    assert pages.extract(PAGE.format(nonsense).encode(), link="https://a.example/1").published is None
    assert jsonl.moment(nonsense) is None
    assert jsonl.moment(datetime.fromisoformat(nonsense).replace(tzinfo=UTC).timestamp()) is None


def test_the_same_feed_page_and_row_with_a_true_date_have_it() -> None:
    said, meant = "2017-09-15T06:30:00+02:00", datetime(2017, 9, 15, 4, 30, tzinfo=UTC)
    assert feeds.parse(FEED.format(said).encode(), link="").entries[0].published == meant
    assert pages.extract(PAGE.format(said).encode(), link="https://a.example/1").published == meant
    assert jsonl.moment(said) == jsonl.moment(meant.timestamp()) == meant


@given(
    st.datetimes(
        timezones=st.none() | st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))])
    )
)
def test_what_is_believed_is_in_utc_and_can_be_moved_by_centuries(moment: datetime) -> None:
    believed = moments.believed(moment)
    if believed:
        assert believed.tzinfo is UTC
        assert believed - timedelta(days=400 * 365) < believed < believed + timedelta(days=400 * 365)
    else:
        assert not 1700 < moment.year < 2900
