"""When an edition is due: local hours, clock changes, date lines, days of the week."""

import zoneinfo
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reveille.core import schedule
from reveille.core.errors import ScheduleError

zones = st.sampled_from(schedule.zone_names())
minutes = st.integers(0, 1439)
days = st.dates(date(1990, 1, 1), date(2037, 12, 30))
instants = st.builds(
    lambda day, second: datetime.combine(day, datetime.min.time(), UTC) + timedelta(seconds=second),
    days,
    st.integers(0, 86_399),
)
masks = st.integers(1, 127)
LEFT_OUT_A_DATE = {
    "Pacific/Apia",
    "Pacific/Fakaofo",
    "Pacific/Kwajalein",
    "Pacific/Enderbury",
    "Pacific/Kanton",
}
LEFT_OUT_A_DATE |= {"Pacific/Kiritimati"}


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "expected"),
    [
        ("2026-11-24", "06:30", "UTC", "2026-11-24T06:30"),
        ("2026-11-24", "06:30", "Europe/Vienna", "2026-11-24T05:30"),
        ("2026-07-24", "06:30", "Europe/Vienna", "2026-07-24T04:30"),
        # the gap: 02:00 becomes 03:00, so 02:30 comes at 03:30 summer time
        ("2026-03-29", "02:30", "Europe/Vienna", "2026-03-29T01:30"),
        ("2026-03-29", "03:00", "Europe/Vienna", "2026-03-29T01:00"),
        # the fold: 02:30 happens twice, the first counts
        ("2026-10-25", "02:30", "Europe/Vienna", "2026-10-25T00:30"),
        ("2026-03-08", "02:15", "America/New_York", "2026-03-08T07:15"),
        ("2026-11-01", "01:15", "America/New_York", "2026-11-01T05:15"),
        # Lord Howe moves by half an hour only
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45"),
        ("2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04T14:45"),
        ("2026-04-05", "02:15", "Australia/Lord_Howe", "2026-04-04T15:45"),
        # midnight itself is skipped in Beirut
        ("2026-03-29", "00:00", "Asia/Beirut", "2026-03-28T22:00"),
        ("2027-01-01", "00:00", "Pacific/Kiritimati", "2026-12-31T10:00"),
        ("2026-12-31", "23:59", "Pacific/Pago_Pago", "2027-01-01T10:59"),
        ("2026-06-01", "05:45", "Asia/Kathmandu", "2026-06-01T00:00"),
    ],
)
def test_a_local_hour_falls_at_this_instant(day, clock, zone, expected):
    due = schedule.due_at(date.fromisoformat(day), schedule.minute_of(clock), zone)

    assert due == utc(expected)
    assert due.tzinfo is UTC


@given(days, minutes, zones)
def test_the_local_clock_shows_the_hour_or_a_later_one_when_it_was_skipped(day, minute, zone):
    due = schedule.due_at(day, minute, zone)

    local = due.astimezone(ZoneInfo(zone))
    shown, asked = (
        local.replace(tzinfo=None),
        datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute),
    )
    assert shown >= asked
    if shown == asked:
        assert local.fold == 0
    else:  # late by exactly what the change skipped
        eve = (due - timedelta(hours=25)).astimezone(ZoneInfo(zone))
        assert shown - asked == local.utcoffset() - eve.utcoffset()


@given(instants, minutes, zones)
def test_an_edition_for_every_day_is_due_within_a_day_and_a_clock_change(closed, minute, zone):
    due = schedule.first_due(closed, minute, zone)

    assert due is not None
    assert closed <= due < closed + timedelta(hours=50 if zone.startswith("Pacific/") else 27)


@given(days, minutes, st.integers(241, 1199), zones)
def test_at_home_every_local_date_gets_exactly_one_edition(day, closing, later, zone):
    """More than four hours from closing, so that no change of the clocks on record can swap the two."""
    minute = (closing + later) % 1440
    assume(zone not in LEFT_OUT_A_DATE)
    first = schedule.closing_at(day, closing, zone)
    second = schedule.next_closing(first, closing, zone).at

    mornings = [
        [day for day in range(7) if schedule.first_due(closed, minute, zone, 1 << day)] for closed in (first, second)
    ]

    assert mornings[1] == [(one + 1) % 7 for one in mornings[0]]
    assert len(mornings[0]) == 1


@pytest.mark.parametrize(
    ("closed", "clock", "zone", "weekdays", "expected"),
    [
        ("2026-11-24T06:00", "06:00", "UTC", 127, "2026-11-24T06:00"),  # at closing itself
        ("2026-11-24T06:00", "05:59", "UTC", 127, "2026-11-25T05:59"),
        ("2026-11-24T06:00", "06:30", "Asia/Tokyo", 127, "2026-11-24T21:30"),
        ("2026-11-27T06:00", "06:30", "UTC", schedule.WORKDAYS, "2026-11-27T06:30"),  # a Friday
        ("2026-11-28T06:00", "06:30", "UTC", schedule.WORKDAYS, None),  # a Saturday: Monday has its own
        (
            "2026-11-29T06:00",
            "05:00",
            "UTC",
            schedule.WORKDAYS,
            "2026-11-30T05:00",
        ),  # Sunday's, early on Monday
        ("2026-11-29T20:00", "06:30", "Asia/Tokyo", 1, "2026-11-29T21:30"),  # Monday there already
        # 24 h 59 min after closing, for the clocks went back: still the first 05:59
        ("2026-10-24T04:00", "05:59", "Europe/Vienna", 127, "2026-10-25T04:59"),
        # 23 h later is another day's, for the clocks went forward: Saturday's edition is not Sunday's
        ("2026-03-28T05:00", "06:00", "Europe/Vienna", 64, None),
    ],
)
def test_an_edition_is_due_at_the_first_hour_at_or_after_closing(closed, clock, zone, weekdays, expected):
    due = schedule.first_due(utc(closed), schedule.minute_of(clock), zone, weekdays)

    assert due == (utc(expected) if expected else None)


def test_a_date_that_the_zone_left_out_has_no_morning():
    closed = utc("2011-12-30T10:00")  # midnight in Apia: the 29th ends, the 31st begins

    assert schedule.first_due(closed, 390, "Pacific/Apia", weekdays=32) is not None  # Saturday, the 31st
    assert schedule.first_due(closed, 390, "Pacific/Apia", weekdays=16) is None  # no Friday that week


@given(instants, minutes, zones)
def test_next_and_last_closing_stand_on_both_sides_of_now(now, minute, zone):
    last, following = schedule.last_closing(now, minute, zone), schedule.next_closing(now, minute, zone)

    assert last.at <= now < following.at
    assert last.day < following.day
    assert schedule.last_closing(following.at, minute, zone) == following


@given(instants, minutes, zones, masks)
def test_the_next_morning_is_on_an_allowed_day_and_after_now(now, minute, zone, weekdays):
    found = schedule.next_morning(now, minute, zone, weekdays)

    assert found.at > now
    assert weekdays & 1 << found.day.weekday()


@given(instants, minutes, zones, days)
def test_a_pause_is_over_on_its_day_and_not_before(now, minute, zone, first):
    found = schedule.next_morning(now, minute, zone, 127, not_before=first)

    assert found.day >= first
    assert found.at > now


def test_a_delivery_is_worth_sending_for_twelve_hours():
    assert schedule.expires_at(utc("2026-11-24T06:30")) == utc("2026-11-24T18:30")


@given(minutes)
def test_a_clock_is_read_as_it_is_shown(minute):
    assert schedule.minute_of(schedule.clock(minute)) == minute


@pytest.mark.parametrize("wrong", ["", "6", "24:00", "06:60", "-1:00", "06:30:00", "٠٦:٣٠", "006:30", "6:"])
def test_what_no_clock_shows_is_refused(wrong):
    with pytest.raises(ScheduleError):
        schedule.minute_of(wrong)


@pytest.mark.parametrize("zone", ["", "Vienna", "../etc/passwd", "Europe/Vienna\n", "localtime", "Mars/Olympus"])
def test_a_zone_that_nobody_knows_is_refused_by_name(zone):
    with pytest.raises(ScheduleError, match="no zone has this name"):
        schedule.due_at(date(2026, 11, 24), 390, zone)


def test_nonsense_is_refused_by_name():
    with pytest.raises(ScheduleError, match="1440"):
        schedule.due_at(date(2026, 11, 24), 1440, "UTC")
    with pytest.raises(ScheduleError, match="128"):
        schedule.first_due(utc("2026-11-24T06:00"), 390, "UTC", weekdays=128)
    with pytest.raises(ScheduleError, match="needs its zone"):
        schedule.first_due(datetime(2026, 11, 24), 390, "UTC")  # noqa: DTZ001
    with pytest.raises(ScheduleError, match="edge of the calendar"):
        schedule.due_at(date.min, 0, "Asia/Tokyo")


@pytest.mark.parametrize(
    ("mask", "words"),
    [(127, "every day"), (31, "Monday to Friday"), (16, "on Friday"), (21, "on Monday, Wednesday and Friday"),
     (96, "on Saturday and Sunday")],
)  # fmt: skip
def test_days_are_said_as_people_say_them(mask, words):
    assert schedule.days_in_words(mask) == words


def test_zones_are_said_by_their_place():
    assert schedule.hour_in_words(390, "America/Argentina/Buenos_Aires") == "06:30 Buenos Aires time"
    assert schedule.hour_in_words(390, "UTC") == "06:30 UTC"
    assert "Europe/Vienna" in schedule.zone_names()
    assert "US/Eastern" not in schedule.zone_names()
    assert schedule.is_zone("Asia/Calcutta")


@pytest.mark.parametrize(
    ("old", "present"),
    [("Asia/Calcutta", "Asia/Kolkata"), ("Europe/Kiev", "Europe/Kyiv"), ("US/Eastern", "America/New_York"),
     ("America/Argentina/ComodRivadavia", "America/Argentina/Catamarca"), ("Etc/UTC", "UTC"), ("GMT", "UTC"),
     ("UTC", "UTC"), ("Atlantic/Reykjavik", "Atlantic/Reykjavik"), ("Etc/GMT+5", "Etc/GMT+5"), ("Mars/X", "Mars/X")],
)  # fmt: skip
def test_a_zone_is_offered_once_under_its_present_name(old, present):
    assert schedule.present_name(old) == present
    assert old == present or old not in schedule.zone_names()


def test_a_zone_s_present_name_is_on_the_list_and_has_its_hours():
    winter, summer = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)
    placed = [name for name in zoneinfo.available_timezones() if name.split("/")[0] in schedule.REGIONS and "/" in name]

    assert {schedule.present_name(name) for name in placed} == set(schedule.zone_names()) - {"UTC"}
    assert all(
        schedule.offset(name, at) == schedule.offset(schedule.present_name(name), at)
        for name in placed
        for at in (winter, summer)
    )


@pytest.mark.parametrize("mask", range(1, 128))
def test_days_in_a_list_are_read_back(mask):
    assert schedule.weekdays_of(schedule.weekdays_listed(mask)) == mask


@pytest.mark.parametrize(("listed", "mask"), [("every", 127), ("Workdays", 31), ("monday, FRI", 17), ("Sat Sat", 32)])
def test_days_in_a_list_are_written_as_people_write_them(listed, mask):
    assert schedule.weekdays_of(listed) == mask


@pytest.mark.parametrize("listed", ["", "never", "Mon Xyz", "127"])
def test_days_that_are_none_are_refused(listed):
    with pytest.raises(ScheduleError):
        schedule.weekdays_of(listed)


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        ("UTC", "2026-11-24T05:00", "UTC+0"),
        ("Europe/Berlin", "2026-11-24T05:00", "UTC+1"),
        ("Europe/Berlin", "2026-07-24T05:00", "UTC+2"),
        ("Asia/Kathmandu", "2026-11-24T05:00", "UTC+5:45"),
        ("America/St_Johns", "2026-11-24T05:00", "UTC−3:30"),
    ],
)
def test_an_offset_is_told_as_it_is_at_that_moment(zone, at, expected):
    assert schedule.offset(zone, utc(at)) == expected
