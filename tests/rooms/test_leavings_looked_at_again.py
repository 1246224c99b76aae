"""The journal of leavings, where addresses change hands and lines are read a second time."""

import pytest
from tests.rooms.people import DAY, ask, letters, link, reader
from tests.rooms.test_leavings import backup, come_back, of

from reveille.subscribers import dispatch, erase, importing, move, recalling, signup, suppression, unsubscribe
from reveille.subscribers.models import Asking, Recalled, Subscriber, Subscription

__all__ = ["backup"]
pytestmark = pytest.mark.django_db(transaction=True)


def move_to(subscription, address, clock, outbox):
    """Take another address, and press the button there."""
    clock.pass_(days=1, minutes=1)
    subscription.refresh_from_db()
    move.ask(Subscriber.objects.get(pk=subscription.subscriber_id), address, clock.now)
    asked = [one for one in letters(outbox) if f"To: {address}".encode() in one and b"/move/" in one]
    move.confirm(link(asked[0], "move"), clock.now)


def leave(subscription, now):
    unsubscribe.leave(Subscription.objects.get(pk=subscription.pk), now, how="button")


def state_of(subscription):
    return Subscription.objects.get(pk=subscription.pk).state


def test_who_moved_away_left_there_and_moved_back_has_left_when_a_backup_from_before_is_put_back(
    newsletter, clock, outbox, backup
):
    alice = reader(newsletter, "alice")
    clock.set(DAY, 5)
    backup()
    move_to(alice, "alice@elsewhere.example", clock, outbox)
    leave(alice, clock.now)
    move_to(alice, "alice@post.example", clock, outbox)
    assert state_of(alice) == "left"

    backup(put_back=True)
    recalling.recall(clock.now)

    assert suppression.of("alice@post.example") is not None or state_of(alice) == "left"


def test_who_took_an_address_that_was_erased_before_is_not_erased_when_the_journal_is_read_anew(
    newsletter, clock, outbox
):
    alice = reader(newsletter, "alice")
    clock.set(DAY, 5)
    erase.erase(reader(newsletter, "second").subscriber, clock.now)
    recalling.recall(clock.now)
    move_to(alice, "second@post.example", clock, outbox)
    recalling.recall(clock.now)
    assert state_of(alice) == "confirmed"

    Recalled.objects.all().delete()
    recalling.recall(clock.now)

    assert state_of(alice) == "confirmed"
    assert Subscription.objects.get(pk=alice.pk).token == alice.token


def test_who_took_an_address_whose_owner_had_left_before_has_not_left_when_the_journal_is_read_anew(
    newsletter, clock, outbox
):
    alice, second = reader(newsletter, "alice"), reader(newsletter, "second")
    clock.set(DAY, 5)
    leave(second, clock.now)
    move_to(second, "third@post.example", clock, outbox)
    move_to(alice, "second@post.example", clock, outbox)
    recalling.recall(clock.now)

    Recalled.objects.all().delete()
    recalling.recall(clock.now)

    assert (state_of(alice), state_of(second)) == ("confirmed", "left")


def test_what_an_erased_person_had_asked_before_the_backup_is_not_answered_once_it_is_put_back(
    newsletter, clock, outbox, backup
):
    ask(newsletter, "alice", clock.now)
    backup()
    come_back(newsletter, "alice", clock, outbox)
    clock.pass_(minutes=1)
    erase.erase(of("alice").subscriber, clock.now)

    backup(put_back=True)
    before = len(outbox.letters())
    dispatch.dispatch(clock)

    assert len(outbox.letters()) == before
    assert not Asking.objects.exists()
    assert not Subscriber.objects.exists()


def test_no_import_brings_back_who_signed_up_and_left_after_the_backup(newsletter, clock, outbox, backup):
    backup()
    come_back(newsletter, "alice", clock, outbox)
    clock.pass_(minutes=1)
    leave(of("alice"), clock.now)

    backup(put_back=True)
    recalling.recall(clock.now)
    listed = importing.rows(b"alice@post.example\n")
    [judged] = importing.take(listed, newsletter, signup.Wish(address=""), clock.now, elsewhere="by letter")

    assert judged.verdict == importing.GONE
    assert not Subscription.objects.filter(state="confirmed").exists()


def test_who_left_last_has_left_though_the_clock_went_back(newsletter, clock, backup, outbox):
    alice = reader(newsletter, "alice")
    clock.set(DAY, 5)
    leave(alice, clock.now)
    clock.pass_(minutes=1)
    come_back(newsletter, "alice", clock, outbox)
    backup()
    clock.pass_(minutes=-30)
    leave(alice, clock.now)

    backup(put_back=True)
    recalling.recall(clock.now)

    assert state_of(alice) == "left"
