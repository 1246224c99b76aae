"""What a provider's domain said, day by day, and when nothing more goes there."""

from datetime import timedelta

import pytest
from tests.rooms.people import DAY, assert_balanced, edition, parsed, reader

from reveille.delivery import bounces, planning, post, reputation
from reveille.delivery.models import Delivery, ProviderDay

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def letters(newsletter, clock):
    for number in range(4):
        reader(newsletter, f"reader{number}")
    made = edition(newsletter)
    planning.plan(made, made.closing_at)
    Delivery.objects.update(state="sent", handed_at=clock(), ended_at=clock())
    return list(Delivery.objects.order_by("pk"))


def complain(letters, clock):
    for one in letters:
        bounces.complained(one.pk, "abuse", "", clock(), "webhook")


def test_answers_are_counted_by_domain_and_day(db, clock):
    reputation.note(
        [("a.example", 250), ("a.example", 451), ("b.example", 550), ("a.example", 250), ("", 250)], clock()
    )
    reputation.note([("a.example", 550)], clock())
    clock.pass_(days=1)
    reputation.note([("a.example", 250)], clock())

    rows = ProviderDay.objects.order_by("domain", "day").values_list("domain", "sent", "deferred", "refused")
    assert list(rows) == [("a.example", 2, 1, 1), ("a.example", 1, 0, 0), ("b.example", 0, 0, 1)]


def test_three_in_a_thousand_complaints_stop_the_domain_through_the_next_day(letters, clock, outbox, settings):
    settings.OPERATOR_ADDRESS = "operator@reveille.example"
    reputation.note([("post.example", 250)] * 1000, clock())

    complain(letters[:3], clock)

    [(domain, why)] = reputation.stopped(clock()).items()
    assert domain == "post.example"
    assert "3 of 1000" in why
    assert "post.example" in reputation.stopped(clock() + timedelta(days=1))
    assert not reputation.stopped(clock() + timedelta(days=2))


def test_nothing_goes_to_a_domain_that_is_stopped_and_the_others_have_theirs(letters, clock, outbox, newsletter):
    reader(newsletter, "gus", domain="other.example")
    tomorrow = edition(newsletter, DAY + timedelta(days=1), number=8)
    planning.plan(tomorrow, tomorrow.closing_at)
    reputation.note([("post.example", 250)] * 1000, clock())
    complain(letters[:3], clock)

    clock.now = tomorrow.closing_at + timedelta(hours=1)
    post.deliver_due(clock, outbox, "one")

    assert [parsed(path.read_bytes())["To"] for path in outbox.letters()] == ["gus@other.example"]
    assert_balanced(tomorrow, sent=1, open=1, skipped=3)  # who complained has left


def test_operator_hears_once_of_each_level(letters, clock, outbox, settings):
    settings.OPERATOR_ADDRESS = "operator@reveille.example"
    reputation.note([("post.example", 250)] * 1000, clock())

    complain(letters, clock)
    complain(letters, clock)

    told = [path.read_text() for path in outbox.letters()]
    assert len(told) == 2
    assert all("complaints at post.example" in letter for letter in told)
    assert ProviderDay.objects.get().told == "stop"


def test_complaint_counts_for_the_day_of_its_letter(letters, clock):
    reputation.note([("post.example", 250)] * 4, clock())
    sent_on = clock().date()
    clock.pass_(days=3)

    complain(letters[:1], clock)

    row = ProviderDay.objects.get()
    assert (row.day, row.sent, row.complaints) == (sent_on, 4, 1)


def test_single_complaints_of_small_lists_stop_nothing(letters, clock):
    reputation.note([("post.example", 250)] * 4, clock())

    complain(letters[:2], clock)

    assert not reputation.stopped(clock())
