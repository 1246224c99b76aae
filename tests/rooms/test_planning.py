"""Planning: one row for each confirmed subscription, due at its own hour, however often it is done."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.rooms.people import CLOSING, assert_balanced, edition, reader

from reveille.core.errors import BalanceError, ClosingError
from reveille.delivery import planning
from reveille.delivery.models import Delivery
from reveille.subscribers.models import Subscriber, Subscription, Suppression

pytestmark = pytest.mark.django_db


def due_of(subscription):
    return Delivery.objects.get(subscription=subscription).due_at


def test_every_confirmed_reader_gets_one_row_at_their_own_hour(newsletter):
    alice = reader(newsletter, "alice")
    bob = reader(newsletter, "bob", minute=6 * 60 + 30, zone="Asia/Tokyo")
    today = edition(newsletter)

    planned = planning.plan(today, CLOSING)

    assert planned == 2
    assert due_of(alice) == datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
    assert due_of(bob) == datetime(2026, 11, 24, 21, 30, tzinfo=UTC)
    assert_balanced(today, open=2)


def test_second_run_finds_nothing_to_do(newsletter):
    reader(newsletter, "alice")
    today = edition(newsletter)
    planning.plan(today, CLOSING)

    assert planning.plan(today, CLOSING + timedelta(minutes=1)) == 0
    assert_balanced(today, open=1)


def test_a_reader_who_was_missed_is_added_and_nobody_else(newsletter):
    alice = reader(newsletter, "alice")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    before = Delivery.objects.get(subscription=alice)
    bob = reader(newsletter, "bob")

    assert planning.plan(today, CLOSING) == 1
    assert due_of(bob) == before.due_at
    assert Delivery.objects.get(subscription=alice).pk == before.pk


@pytest.mark.parametrize(
    "unlike",
    [
        {"state": "pending"},
        {"state": "left"},
        {"confirmed_at": CLOSING + timedelta(seconds=1)},
        {"weekdays": 127 - 2},  # every day but Tuesday
        {"paused_until": date(2026, 11, 25)},
        {"weekdays": 127 - 2, "paused_until": date(2026, 11, 25)},
    ],
)
def test_who_did_not_ask_for_this_one_has_no_row(newsletter, unlike):
    reader(newsletter, "alice", **unlike)
    today = edition(newsletter)

    assert planning.plan(today, CLOSING) == 0
    assert_balanced(today)


def test_a_pause_is_over_on_its_day_by_the_readers_own_calendar(newsletter):
    reader(newsletter, "alice", paused_until=date(2026, 11, 24))
    reader(newsletter, "bob", zone="Asia/Tokyo", paused_until=date(2026, 11, 25))  # it is the 25th there by then

    assert planning.plan(edition(newsletter), CLOSING) == 2


def test_the_suppressed_have_no_row(newsletter):
    alice = reader(newsletter, "alice")
    Suppression.objects.create(address_hash=alice.subscriber.address_hash, reason="bounced", at=CLOSING)

    assert planning.plan(edition(newsletter), CLOSING) == 0


def test_readers_of_another_newsletter_have_no_row(newsletter):
    from reveille.editions import founding

    reader(founding.newsletter("world", "everything"), "alice")

    assert planning.plan(edition(newsletter), CLOSING) == 0


def test_who_confirmed_while_a_late_edition_was_not_closed_yet_gets_it(newsletter):
    reader(newsletter, "alice", confirmed_at=CLOSING + timedelta(minutes=5))
    late = edition(newsletter, closed_at=CLOSING + timedelta(minutes=10))

    assert planning.plan(late, CLOSING + timedelta(minutes=11)) == 1


def test_only_a_closed_edition_is_planned(newsletter):
    with pytest.raises(ClosingError):
        planning.plan(edition(newsletter, state="draft"), CLOSING)


def test_planned_too_late_the_ledger_says_that_it_expired(newsletter):
    from reveille.delivery import claims

    reader(newsletter, "alice")
    today = edition(newsletter)
    late = CLOSING + timedelta(hours=20)

    assert planning.plan(today, late) == 1
    claims.expire(late)
    assert_balanced(today, expired=1)


def test_who_comes_back_from_a_pause_too_late_adds_no_expired_row(newsletter):
    reader(newsletter, "alice")
    bob = reader(newsletter, "bob", paused_until=date(2026, 11, 25))
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    bob.paused_until = None
    bob.save()

    assert planning.plan(today, CLOSING + timedelta(hours=20)) == 0


def test_a_changed_hour_moves_what_is_planned(newsletter):
    alice = reader(newsletter, "alice")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    alice.minute, alice.zone = 12 * 60, "Europe/Vienna"
    alice.save()

    planning.move(alice, CLOSING + timedelta(minutes=5))

    row = Delivery.objects.get(subscription=alice)
    assert row.due_at == row.next_try_at == datetime(2026, 11, 24, 11, tzinfo=UTC)
    assert row.expires_at == row.due_at + timedelta(hours=12)
    assert_balanced(today, open=1)


def test_a_change_to_an_hour_that_has_passed_means_now(newsletter):
    alice = reader(newsletter, "alice", minute=23 * 60)
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    alice.minute = 7 * 60
    alice.save()
    now = CLOSING + timedelta(hours=14)

    planning.move(alice, now)

    row = Delivery.objects.get(subscription=alice)
    assert row.due_at == now
    assert row.expires_at > now


@pytest.mark.parametrize("unlike", [{"weekdays": 127 - 2}, {"paused_until": date(2026, 12, 1)}])
def test_a_day_left_out_or_paused_skips_what_is_planned(newsletter, unlike):
    alice = reader(newsletter, "alice")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    for name, value in unlike.items():
        setattr(alice, name, value)
    alice.save()

    planning.move(alice, CLOSING)

    assert_balanced(today, skipped=1)


def test_a_row_that_is_on_its_way_does_not_move(newsletter):
    alice = reader(newsletter, "alice")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    Delivery.objects.update(state="handed")
    alice.minute = 12 * 60
    alice.save()

    planning.move(alice, CLOSING)

    assert due_of(alice) == datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def test_the_erased_leave_their_rows_in_the_books_without_a_name(newsletter):
    from reveille.subscribers import erase

    alice = reader(newsletter, "alice")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    Delivery.objects.update(state="sent")

    erase.erase(alice.subscriber, CLOSING)

    assert Delivery.objects.get().subscription is None
    assert_balanced(today, sent=1)


def test_a_reader_whose_zone_nobody_knows_is_refused_by_name_and_the_others_are_planned(newsletter):
    reader(newsletter, "alice")
    bob = reader(newsletter, "bob", zone="Mars/Olympus")
    today = edition(newsletter)

    assert planning.plan(today, CLOSING) == 2
    row = Delivery.objects.get(subscription=bob)
    assert (row.state, row.fault) == ("refused", "letter")
    assert "Mars/Olympus" in row.reason
    Subscription.objects.filter(pk=bob.pk).update(zone="UTC")  # the count of the books knows no Mars
    assert_balanced(today, open=1, refused=1)


def test_seeds_are_due_at_closing_before_everybody_else_on_every_day(newsletter):
    alice = reader(newsletter, "alice", minute=360)
    seed = reader(newsletter, "seed", minute=23 * 60, weekdays=1, paused_until=date(2027, 1, 1), seed=True)
    late = CLOSING + timedelta(minutes=4)
    today = edition(newsletter, closed_at=late)

    planning.plan(today, late)

    assert due_of(alice) == CLOSING
    assert due_of(seed) == late
    assert Delivery.objects.order_by("id").first().subscription == seed
    assert_balanced(today, open=2)


def test_the_provider_is_the_domain_as_the_dns_knows_it(newsletter):
    told = {"alice": "alice@Bücher.Example", "bob": "bob@ÉCOLE.example", "charlie": "charlie@Post.Example"}
    for name, address in told.items():
        one = reader(newsletter, name)
        Subscriber.objects.filter(pk=one.subscriber.pk).update(address=address)
    planning.plan(edition(newsletter), CLOSING)

    domains = Delivery.objects.values_list("subscription__subscriber__address", "domain")
    assert dict(domains) == dict(
        zip(told.values(), ("xn--bcher-kva.example", "xn--cole-9oa.example", "post.example"), strict=True)
    )


def test_a_row_that_fell_out_is_an_error_and_nothing_is_planned(newsletter, monkeypatch):
    reader(newsletter, "alice")
    reader(newsletter, "bob", zone="Asia/Tokyo")
    real = planning._tell_mornings
    monkeypatch.setattr(planning, "_tell_mornings", lambda cursor, mornings: real(cursor, mornings[1:]))

    with pytest.raises(BalanceError, match="2 readers are to be planned, and 1 rows came of it"):
        planning.plan(edition(newsletter), CLOSING)
    assert not Delivery.objects.exists()


def test_a_count_that_somebody_who_left_has_overtaken_is_taken_again(newsletter, monkeypatch):
    alice, _ = reader(newsletter, "alice"), reader(newsletter, "bob")
    real, tries = planning._insert, []

    def overtaken(edition, missing, mornings):
        tries.append(1)
        return real(edition, missing if len(tries) > 1 else missing.exclude(pk=alice.pk), mornings)

    monkeypatch.setattr(planning, "_insert", overtaken)

    assert planning.plan(edition(newsletter), CLOSING) == 2
    assert len(tries) == 2
