"""What is done about one edition, or for one reader, touches no row of another's."""

from datetime import timedelta

import pytest
from tests.rooms.people import CLOSING, DAY, assert_balanced, edition, reader

from reveille.delivery import balance, doubts, planning, resending
from reveille.delivery.models import Delivery, Roll
from reveille.subscribers import preferences, unsubscribe

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


@pytest.fixture
def days(newsletter):
    """Two readers, and two days: yesterday's edition is sent and its books are closed, today's is planned."""
    for name in ("alice", "bob"):
        reader(newsletter, name)
    yesterday = edition(newsletter)
    planning.plan(yesterday, CLOSING)
    Delivery.objects.update(state="sent", ended_at=CLOSING)
    balance.complete(yesterday, CLOSING)
    today = edition(newsletter, DAY + TOMORROW, number=8)
    planning.plan(today, CLOSING + TOMORROW)
    return yesterday, today


def row(one, name):
    return Delivery.objects.filter(edition=one, subscription__subscriber__address=f"{name}@post.example")


def test_who_had_yesterdays_gets_todays(days):
    for one, expected in zip(days, ({"sent": 2}, {"open": 2}), strict=True):
        assert_balanced(one, **expected)
        assert Roll.objects.get(edition=one).planned == 2


def test_a_reader_who_was_missed_today_opens_no_book_of_yesterdays(days, newsletter):
    yesterday, today = days
    Roll.objects.filter(edition=today).update(complete_at=CLOSING + TOMORROW)
    reader(newsletter, "charlie", confirmed_at=CLOSING + timedelta(hours=1))

    assert planning.plan(today, CLOSING + TOMORROW) == 1

    assert_balanced(yesterday, sent=2)
    assert_balanced(today, open=3)
    assert Roll.objects.get(edition=yesterday).complete_at == CLOSING
    assert Roll.objects.get(edition=today).complete_at is None


def test_one_who_is_sent_todays_on_demand_is_in_todays_books_alone(days, newsletter):
    yesterday, today = days
    Roll.objects.filter(edition=today).update(complete_at=CLOSING + TOMORROW)
    reader(newsletter, "charlie", confirmed_at=CLOSING + TOMORROW + timedelta(hours=1))

    resending.mail_one([today], "charlie@post.example", "operator", CLOSING + TOMORROW + timedelta(hours=2))

    assert_balanced(yesterday, sent=2)
    assert_balanced(today, open=3)
    assert Roll.objects.get(edition=today).complete_at is None


def test_one_who_had_both_is_sent_todays_again_and_yesterdays_stays(days):
    yesterday, today = days
    row(today, "alice").update(state="sent")

    resending.mail_one([today], "alice@post.example", "operator", CLOSING + TOMORROW)

    assert row(today, "alice").get().state == "planned"
    assert row(yesterday, "alice").get().state == "sent"


@pytest.mark.parametrize(
    ("again", "state"), [(resending.mail_missed, "expired"), (resending.mail_doubtful, "in_doubt")]
)
def test_todays_missed_or_doubtful_are_mailed_and_none_of_yesterdays(days, again, state):
    yesterday, today = days
    for one in days:
        row(one, "alice").update(state=state, attempt=1)

    assert again(today, "operator", CLOSING + TOMORROW) == 1

    assert row(yesterday, "alice").get().state == state
    assert row(today, "alice").get().state == "planned"


def test_a_doubt_of_todays_that_is_settled_leaves_yesterdays_a_doubt(days):
    yesterday, today = days
    for one in days:
        row(one, "alice").update(state="in_doubt")

    assert list(doubts.of(today).values()) == ["alice@post.example"]
    every = list(Delivery.objects.values_list("pk", flat=True))
    assert doubts.settle(today, every, "operator", "the relay's log", CLOSING + TOMORROW) == 1

    assert row(yesterday, "alice").get().state == "in_doubt"


def test_whose_hour_changes_moves_nobody_elses(days):
    _, today = days
    alice = row(today, "alice").get().subscription
    before = row(today, "bob").values().get()

    preferences.change(alice, preferences.Choice(450, "UTC", alice.weekdays, "html"), CLOSING + TOMORROW)

    assert row(today, "alice").get().due_at == CLOSING + TOMORROW + timedelta(minutes=90)
    assert row(today, "bob").values().get() == before


def test_who_leaves_ends_nobody_elses(days):
    yesterday, today = days
    unsubscribe.leave(row(today, "alice").get().subscription, CLOSING + TOMORROW, how="button")

    assert_balanced(today, skipped=1, open=1)
    assert_balanced(yesterday, sent=2)
    assert row(today, "alice").get().reason


def test_a_day_that_is_left_out_and_chosen_again_opens_that_days_books_alone(days):
    yesterday, today = days
    alice = row(today, "alice").get().subscription
    now = CLOSING + TOMORROW

    def choose(weekdays, now):
        preferences.change(alice, preferences.Choice(390, "UTC", weekdays, "html"), now)

    choose(0b1111011, now)  # no Wednesday
    left_out = row(today, "alice").get()
    assert (left_out.state, left_out.reason, left_out.ended_at) == ("skipped", planning.NOT_CHOSEN, now)
    row(today, "bob").update(state="sent")
    assert balance.complete(today, now)

    choose(0b1111111, now + timedelta(minutes=1))

    chosen = row(today, "alice").get()
    assert (chosen.state, chosen.reason, chosen.ended_at) == ("planned", "", None)
    assert [one.complete_at for one in Roll.objects.order_by("pk")] == [CLOSING, None]
    assert row(yesterday, "alice").get().state == "sent"


def test_a_day_that_is_chosen_again_too_late_stays_skipped(days):
    _, today = days
    alice = row(today, "alice").get().subscription
    row(today, "alice").update(state="skipped", reason=planning.NOT_CHOSEN)

    preferences.change(
        alice, preferences.Choice(390, "UTC", 127, "html"), CLOSING + TOMORROW + timedelta(hours=12, minutes=30)
    )

    assert row(today, "alice").get().state == "skipped"
