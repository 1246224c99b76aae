"""A process at work, on another machine perhaps, whose key is the installation's no more: it writes to nobody."""

import itertools
from datetime import timedelta

import pytest
from django.urls import reverse
from tests.rooms.people import CLOSING, ask, assert_balanced, edition, letters, link, reader

from reveille.core.errors import KeyChanged
from reveille.delivery import claims, planning, post
from reveille.subscribers import addresses, dispatch, keycheck, move, signup, suppression
from reveille.subscribers.models import Asking, Letter, Subscriber, Subscription, Suppression

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def ours(db, settings):
    keycheck.fits(settings.SECRET_KEY)


def rekeyed():
    """As `reveille rekey` on another machine leaves the database."""
    keycheck.take("another key")


@pytest.fixture
def today(newsletter, clock):
    """A closed edition that three readers are to get now."""
    for name in ("alice", "bob", "charlie"):
        reader(newsletter, name)
    made = edition(newsletter)
    planning.plan(made, CLOSING)
    clock.now = CLOSING + timedelta(minutes=30)
    return made


def test_a_worker_claims_nothing(today, clock, outbox):
    rekeyed()

    with pytest.raises(KeyChanged):
        post.deliver_due(clock, outbox, "one")

    assert outbox.letters() == []
    assert_balanced(today, open=3)


def test_a_round_ends_after_what_is_in_hand_and_leaves_the_rest_and_no_doubt(today, clock, outbox, monkeypatch):
    monkeypatch.setattr(claims, "BATCH", 1)
    asked = itertools.count()

    def stop():
        if next(asked) == 2:
            rekeyed()
        return False

    with pytest.raises(KeyChanged):
        post.deliver_due(clock, outbox, "one", stop)

    assert len(outbox.letters()) == 1
    assert_balanced(today, sent=1, open=2)


def test_what_was_asked_for_waits_for_a_process_with_the_new_key(newsletter, clock, outbox, settings):
    before = settings.SECRET_KEY
    ask(newsletter, "alice", clock())
    rekeyed()

    with pytest.raises(KeyChanged):
        letters(outbox)
    assert Asking.objects.count() == 1
    assert outbox.letters() == []

    keycheck.take(before)  # as if this were that process
    assert len(letters(outbox)) == 1


def test_a_letter_of_our_own_that_waits_stays(newsletter, clock, outbox):
    ask(newsletter, "alice", clock())
    dispatch.answer_next(clock())
    rekeyed()

    with pytest.raises(KeyChanged):
        letters(outbox)

    assert outbox.letters() == []
    assert Letter.objects.get().attempt == 0


def test_nobody_becomes_known_by_the_key_of_before(newsletter, clock):
    rekeyed()

    for act in (signup.subscriber, suppression.asked):
        with pytest.raises(KeyChanged):
            act("alice@post.example", clock())

    assert not Subscriber.objects.exists()


def test_the_site_lets_nobody_move_and_asks_them_to_come_back(newsletter, clock, outbox, client):
    mover = reader(newsletter, "alice").subscriber
    move.ask(mover, "alicia@post.example", clock())
    token = link(letters(outbox)[0], "move")
    rekeyed()
    client.raise_request_exception = False

    answer = client.post(reverse("move", args=[token]))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert Subscriber.objects.get().address == "alice@post.example"
    assert not Suppression.objects.exists()


def test_leaving_goes_on_and_is_known_by_the_new_key(newsletter, clock, client):
    one = reader(newsletter, "alice")
    known = addresses.digest("alice@post.example", "another key")
    Subscriber.objects.update(address_hash=known)
    rekeyed()

    client.post(f"/leave/{one.token}/")

    assert Subscription.objects.get().state == "left"
