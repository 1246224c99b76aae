"""Clocks that step, zones that change, mornings that do not come: one edition a reader and day, whatever the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.rooms.people import DAY, assert_balanced, edition, parsed, reader

from reveille import day
from reveille.core import schedule
from reveille.delivery import planning
from reveille.delivery.models import Delivery
from reveille.mail.transport import Answer
from reveille.subscribers.models import Subscription

pytestmark = pytest.mark.django_db

ZONES = ("Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Santiago", "Asia/Tehran",
         "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Casablanca", "UTC")  # fmt: skip
few = hypothesis_settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
steps = st.lists(st.integers(-120, 240), min_size=6, max_size=20)


class Recorder:
    """A transport that remembers to whom which edition went."""

    def __init__(self):
        self.sent = []

    def send(self, envelope_from, recipient, letter, before_dot=lambda: None):
        before_dot()
        self.sent.append((recipient, str(parsed(letter)["Subject"])))
        return Answer(250, "2.0.0", "taken")

    def close(self):
        pass


def papers(newsletter, first, days):
    return [edition(newsletter, first + timedelta(days=n), number=n + 1, subject=f"Day {n + 1}") for n in range(days)]


def forgotten():
    """Each example begins with nothing."""
    from reveille.delivery.models import Roll
    from reveille.editions.models import Edition

    for model in (Delivery, Roll, Edition, Subscription):
        model.objects.all().delete()


def live(clock, recorder, moments):
    for moment in moments:
        clock.now = moment
        day.plan(clock())
        day.send(clock, recorder, "one")


@few
@given(steps=steps, minute=st.integers(0, 1439), zone=st.sampled_from(ZONES))
@example(steps=[30, 60, -120, 60, -120, 200, 240, -120, 240], minute=390, zone="UTC")
def test_a_clock_that_steps_two_hours_either_way_sends_nothing_twice_and_loses_nothing(
    newsletter, clock, journal, settings, tmp_path_factory, steps, minute, zone
):
    """F17."""
    forgotten()
    settings.JOURNAL = tmp_path_factory.mktemp("journal")
    reader(newsletter, "alice", minute=minute, zone=zone)
    [today] = papers(newsletter, DAY, 1)
    recorder = Recorder()
    now, moments = today.closing_at, []
    for step in steps:
        now += timedelta(minutes=step)
        moments.append(now)
    due = schedule.first_due(today.closing_at, minute, zone)

    live(clock, recorder, [*moments, max(due, today.closing_at)])

    assert len(recorder.sent) == 1 or Delivery.objects.get().state == "expired"
    assert len(recorder.sent) <= 1
    if max(moments) < due + schedule.SHELF_LIFE:
        assert recorder.sent == [("alice@post.example", "Day 1")]


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("Europe/Vienna", date(2026, 3, 27)), ("Europe/Vienna", date(2026, 10, 23)),
        ("America/New_York", date(2026, 3, 6)), ("America/New_York", date(2026, 10, 30)),
        ("Australia/Lord_Howe", date(2026, 4, 3)), ("Australia/Lord_Howe", date(2026, 10, 2)),
        ("America/Santiago", date(2026, 4, 3)), ("America/Santiago", date(2026, 9, 4)),
        ("Pacific/Auckland", date(2026, 4, 3)), ("Pacific/Auckland", date(2026, 9, 25)),
        ("Pacific/Apia", date(2011, 12, 28)), ("UTC", date(2026, 12, 29)), ("Pacific/Kiritimati", date(2026, 12, 29)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("minute", [0, 150, 1439])
def test_over_a_change_of_the_clocks_each_edition_comes_once_and_in_order(
    newsletter, clock, settings, zone, first, minute
):
    """F17: five zones both ways, the date that Apia left out, and the end of a year."""
    reader(newsletter, "alice", minute=minute, zone=zone, confirmed_at=datetime(2011, 1, 1, tzinfo=UTC))
    editions = papers(newsletter, first, 5)
    recorder = Recorder()
    dues = [schedule.first_due(one.closing_at, minute, zone) for one in editions]
    around = {moment + timedelta(minutes=n) for moment in (*dues, editions[0].closing_at) for n in (-31, -1, 0, 31)}

    live(clock, recorder, sorted(around))

    assert recorder.sent == [("alice@post.example", f"Day {n}") for n in range(1, 6)]
    for one in editions:
        assert_balanced(one, sent=1)


@few
@given(
    homes=st.lists(st.tuples(st.sampled_from(ZONES), st.integers(0, 1439)), min_size=2, max_size=5),
    hours=st.lists(st.integers(0, 14), min_size=5, max_size=5, unique=True),
)
@example(
    homes=[("Pacific/Kiritimati", 390), ("Pacific/Pago_Pago", 390), ("Pacific/Kiritimati", 390)],
    hours=[1, 4, 8, 10, 12],
)
def test_a_reader_who_moves_over_the_date_line_gets_each_edition_once(
    newsletter, clock, settings, tmp_path_factory, homes, hours
):
    forgotten()
    settings.JOURNAL = tmp_path_factory.mktemp("journal")
    (zone, minute), *moves = homes
    alice = reader(newsletter, "alice", minute=minute, zone=zone)
    editions = papers(newsletter, DAY, 3)
    recorder = Recorder()
    when = dict(zip(sorted(hours), moves, strict=False))
    for n in range(20):
        clock.now = editions[0].closing_at + timedelta(hours=5 * n)
        if n in when:
            alice.zone, alice.minute = when[n]
            alice.save()
            planning.move(alice, clock())
        day.plan(clock())
        day.send(clock, recorder, "one")

    assert sorted(recorder.sent) == [("alice@post.example", f"Day {n}") for n in range(1, 4)]
    for one in editions:
        assert_balanced(one, sent=1)


def test_a_pause_that_is_taken_back_in_time_brings_the_edition_after_all(newsletter, clock):
    alice = reader(newsletter, "alice", minute=12 * 60)
    today = edition(newsletter)
    planning.plan(today, today.closing_at)
    for until in (DAY + timedelta(days=9), None):
        alice.paused_until = until
        alice.save()
        planning.move(alice, today.closing_at + timedelta(hours=1))
    recorder = Recorder()

    live(clock, recorder, [today.closing_at + timedelta(hours=6)])

    assert len(recorder.sent) == 1
    assert_balanced(today, sent=1)


def test_what_was_skipped_for_leaving_does_not_come_back_with_a_changed_hour(newsletter):
    alice = reader(newsletter, "alice", minute=12 * 60)
    today = edition(newsletter)
    planning.plan(today, today.closing_at)
    planning.skip(alice, today.closing_at, "left")

    planning.move(alice, today.closing_at)

    assert Delivery.objects.get().state == "skipped"
