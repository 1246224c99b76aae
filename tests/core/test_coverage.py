"""How a story was covered: families once, copies under whose text they are, days where the newsletter is at home."""

from datetime import UTC, date, datetime

import pytest

from reveille.core import coverage
from reveille.core.coverage import Countries, Report

TODAY, YESTERDAY = date(2026, 11, 24), date(2026, 11, 23)


def report(outlet, day=24, hour=5, **told):
    known = {
        "outlet": outlet, "family": outlet, "country": "Malta", "headline": "Ship", "language": "en",
        "direction": "ltr", "url": f"https://{outlet.lower()}.example/{day}/{hour}", "copy_of": "",
        "paywall": False, "fresh": True, "published": datetime(2026, 11, day, hour, tzinfo=UTC), "edition": TODAY,
    }  # fmt: skip
    return Report(**{**known, **told})


def test_family_counts_once_and_lists_its_titles():
    rows = coverage.families([report("Ada", family="ada-press"), report("Byron", family="ada-press"), report("Cleo")])

    assert [(row.name, row.titles, len(row.reports)) for row in rows] == [
        ("Ada Press", ("Ada", "Byron"), 2),
        ("Cleo", (), 1),
    ]


def test_copies_stand_under_whose_text_they_are():
    (row,) = coverage.families(
        [report("Wire", country=""), report("Ada", copy_of="Wire"), report("Bo", copy_of="Wire")]
    )

    assert row.name == "Wire"
    assert [copy.outlet for copy in row.copies] == ["Ada", "Bo"]


def test_copies_without_their_origin_stand_for_themselves():
    rows = coverage.families([report("Ada", copy_of="Bo"), report("Bo", copy_of="Ada"), report("Cy", copy_of="Nobody")])

    assert sorted(row.name for row in rows) == ["Ada", "Bo", "Cy"]


def test_days_are_those_of_the_newsletters_zone_and_a_day_without_reports_counts_none():
    late = report("Ada", day=20, hour=23)  # the 21st in Vienna

    days = coverage.days([late, report("Bo", day=23), report("Ada", day=23, hour=4)], "Europe/Vienna", YESTERDAY)

    assert [(one.day.day, one.families) for one in days] == [(21, 1), (22, 0), (23, 2)]
    assert [one.first and one.first.outlet for one in days] == ["Ada", None, "Ada"]


def test_day_that_has_only_begun_is_left_out():
    assert [one.day for one in coverage.days([report("Ada", day=23)], "UTC", TODAY)] == [YESTERDAY]


def test_long_story_shows_its_last_days():
    assert len(coverage.days([report("Ada", day=1), report("Ada")], "UTC", TODAY)) == coverage.MOST_DAYS


def test_copies_and_undated_reports_make_no_day():
    assert coverage.days([report("Ada", copy_of="Wire"), report("Bo", published=None)], "UTC", TODAY) == ()


def test_countries_are_new_when_no_earlier_edition_had_them():
    reports = [
        report("Ada", edition=YESTERDAY),
        report("Bo", country="Oman"),
        report("Wire", country=""),
        report("Cy", country="Peru", copy_of="Ada"),
    ]

    assert coverage.countries(reports, TODAY) == Countries(new=("Oman",), before=("Malta",))


def test_report_of_several_editions_is_known_as_the_first_had_it():
    first, again = report("Ada", edition=YESTERDAY), report("Ada", edition=TODAY)

    assert coverage.together([[first], [again, report("Bo")]]) == (first, report("Bo"))


@pytest.mark.parametrize("published", [None, "", "nonsense", "2026-11-24", 7])
def test_stored_report_with_no_moment_has_none(published):
    assert coverage.read({"outlet": "Ada", "published": published}, TODAY).published is None
