"""What is kept of a ledger's count is what the ledger says, whatever is written to it afterwards."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from tests.rooms import desk
from tests.rooms.at_once import at_once
from tests.rooms.people import CLOSING, edition, reader

from reveille.core import reports
from reveille.delivery import balance, bounces, claims, ledger, planning, resending, tallies, watching
from reveille.delivery.claims import Ending
from reveille.delivery.models import Bounce, Delivery, Roll
from reveille.desk.roles import Role
from reveille.editions import founding
from reveille.subscribers import erase, preferences, suppression, unsubscribe
from reveille.subscribers.models import Subscription
from reveille.subscribers.preferences import Choice

pytestmark = pytest.mark.django_db

DUE = CLOSING + timedelta(minutes=30)
LATE = CLOSING + timedelta(hours=2)
FAR = timedelta(days=300)
HARD = reports.Failure(kind=bounces.Kind.HARD, status="5.1.1", action="failed", diagnostic="no such user")
ENDS = {
    "alice": {"state": "sent", "reason": "250 2.0.0 ok"},
    "bob": {"state": "expired", "reason": "too late"},
    "charlie": {"state": "refused", "fault": "relay", "reason": "554 5.7.1 policy"},
    "dora": {"state": "refused", "fault": "address", "reason": "550 5.1.1 unknown"},
    "emil": {"state": "in_doubt", "reason": "no answer in time"},
    "fay": {"state": "skipped", "reason": planning.NOT_CHOSEN},
}
numbers = count()


class Ended:
    """An edition of a newsletter of its own, that ended in every way there is."""

    def __init__(self):
        self.newsletter = founding.newsletter(f"letter-{next(numbers)}", "military", closing_minute=360, zone="UTC")
        for name in ENDS:
            reader(self.newsletter, self.name(name))
        self.edition = edition(self.newsletter)
        planning.plan(self.edition, CLOSING)
        mine = claims.Q(edition=self.edition)
        self.claimed = {row.address.partition("-")[0]: row for row in claims.claim(DUE, "one", only=mine)}
        claims.hand(list(self.claimed.values()), DUE)
        for name, end in ENDS.items():
            self.rows(name).update(ended_at=DUE, lease_until=None, **end)
        self.now = LATE

    def name(self, name):
        return f"{name}-{self.newsletter.pk}"

    def rows(self, name):
        return Delivery.objects.filter(edition=self.edition, pk=self.claimed[name].pk)

    def subscription(self, name):
        return Subscription.objects.filter(pk=self.claimed[name].subscription_id).first()

    def shown(self, after=FAR):
        return tallies.of([self.edition], self.now + after)[0]


def _send(world):
    """Everything that is planned again leaves."""
    rows = claims.claim(world.now, "two", only=claims.Q(edition=world.edition))
    handed = claims.hand(rows, world.now)
    claims.settle([Ending(row, Delivery.State.SENT, "250 ok") for row in rows if row.pk in handed], world.now)


def _missed_with_a_late_comer(world):
    reader(world.newsletter, world.name(f"late{next(numbers)}"))
    resending.mail_missed(world.edition, "ann", world.now)


def _add(world):
    late = reader(world.newsletter, world.name(f"asked{next(numbers)}"))
    planning.add(world.edition, late, world.now)


def _plan_again(world):
    reader(world.newsletter, world.name(f"forgotten{next(numbers)}"), minute=1200)
    planning.plan(world.edition, world.now)


def _one_again(world):
    if alice := world.subscription("alice"):
        address, world.now = alice.subscriber.address, world.now + timedelta(minutes=1)
        if planning.entitled and Subscription.objects.filter(planning.entitled(world.edition), pk=alice.pk).exists():
            resending.mail_one([world.edition], address, "ann", world.now, sure=True)


def _erase(name):
    def act(world):
        if there := world.subscription(name):
            erase.erase(there.subscriber, world.now)

    return act


def _leave(name):
    def act(world):
        if there := world.subscription(name):
            unsubscribe.leave(there, world.now, how="button")

    return act


def _choose_the_day_again(world):
    if fay := world.subscription("fay"):
        preferences.change(fay, Choice(minute=400, zone="UTC", weekdays=127, format="html"), world.now)


def _bar(world):
    if bob := world.subscription("bob"):
        suppression.bar(bob.subscriber.address_hash, suppression.Reason.ASKED, world.now)


ACTS = {
    "a bounce": lambda world: bounces.bounced(world.claimed["alice"].pk, HARD, world.now, "command"),
    "a bounce of what was in doubt": lambda world: bounces.bounced(world.claimed["emil"].pk, HARD, world.now, "imap"),
    "a complaint": lambda world: bounces.complained(world.claimed["alice"].pk, "abuse", "", world.now, "command"),
    "an arrival": lambda world: bounces.noted(world.claimed["emil"].pk, "delivered", world.now),
    "left by mail": lambda world: bounces.left(world.claimed["emil"].pk, world.now, "mail"),
    "a late answer": lambda world: claims.settle(
        [Ending(world.claimed["emil"], Delivery.State.SENT, "250 ok")], world.now
    ),
    "the missed": lambda world: resending.mail_missed(world.edition, "ann", world.now),
    "the missed and one never planned": _missed_with_a_late_comer,
    "the doubtful": lambda world: resending.mail_doubtful(world.edition, "ann", world.now),
    "one again": _one_again,
    "one added": _add,
    "planned once more": _plan_again,
    "a day chosen again": _choose_the_day_again,
    "left": _leave("bob"),
    "erased": _erase("charlie"),
    "erased in doubt": _erase("emil"),
    "barred": _bar,
    "sent": _send,
    "expired": lambda world: claims.expire(world.now + timedelta(days=1)),
    "its worker went away": lambda world: claims.recover(world.now + timedelta(days=1)),
    "looked at": lambda world: watching.look(world.now),
}


@pytest.fixture
def world(db, clock):
    return Ended()


def test_what_is_kept_says_what_the_ledger_says_and_stands(world):
    tallies.keep(world.now)

    kept = world.shown()
    assert kept.at is None
    assert kept.ledger == ledger.counted(world.edition)
    assert kept.ledger.balance == balance.of(world.edition)
    assert kept.ledger.balance.complete


@pytest.mark.parametrize("act", ACTS)
def test_no_write_leaves_a_count_behind_that_is_not_the_ledgers(world, act):
    tallies.keep(world.now)

    ACTS[act](world)

    assert world.shown().ledger == ledger.counted(world.edition)
    tallies.keep(world.now)
    assert world.shown(after=timedelta()).ledger == ledger.counted(world.edition)
    assert Roll.objects.get(edition=world.edition).tally_stands == balance.of(world.edition).complete


@given(acts=st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.booleans()), max_size=8))
@examples(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_writes_one_after_another_do_either(db, clock, acts):
    world = Ended()

    for act, kept in acts:
        if kept:
            tallies.keep(world.now)
        ACTS[act](world)
        world.now += timedelta(minutes=2)
        assert world.shown().ledger == ledger.counted(world.edition)


def test_pages_of_an_edition_that_stands_count_no_ledger(world, django_assert_num_queries):
    tallies.keep(world.now)

    with django_assert_num_queries(1):
        world.shown()


def test_a_count_under_way_says_when_it_was_made_and_is_made_anew(world, django_assert_num_queries):
    world.rows("alice").update(state="planned")
    tallies.keep(world.now)
    world.rows("alice").update(state="sent")

    young, old = world.shown(after=timedelta(seconds=5)), world.shown(after=timedelta(seconds=30))

    assert (young.at, young.ledger.balance.open) == (world.now, 1)
    assert (old.at, old.ledger.balance.open) == (world.now + timedelta(seconds=30), 0)


def test_books_that_do_not_add_up_never_stand(world):
    world.rows("alice").delete()

    tallies.keep(world.now)

    assert not Roll.objects.get(edition=world.edition).tally_stands
    assert not world.shown().ledger.balance.holds


def test_no_address_is_kept(world):
    tallies.keep(world.now)

    assert "@" not in str(Roll.objects.get(edition=world.edition).tally)


def test_what_comes_back_between_a_count_and_its_keeping_is_counted(world, monkeypatch):
    """What is kept for good is counted once more while the roll is locked."""
    count_, first = ledger.counted, iter([True])

    def counted(one):
        told = count_(one)
        if next(first, False):
            ACTS["a bounce"](world)
        return told

    monkeypatch.setattr(ledger, "counted", counted)
    tallies.keep(world.now)

    assert world.shown().ledger.returned == {"bounced": 1, "complained": 0}


def test_a_count_from_before_the_end_does_not_replace_the_one_that_stands(world, monkeypatch):
    """Two count at once in `reveille run`: the post after it has sent, and the tallies every ten seconds."""
    world.rows("alice").update(state="planned")
    count_, first = ledger.counted, iter([True])

    def counted(one):
        told = count_(one)
        if next(first, False):
            world.rows("alice").update(state="sent")
            tallies.keep(world.now)
        return told

    monkeypatch.setattr(ledger, "counted", counted)
    tallies.keep(world.now)

    assert Roll.objects.get(edition=world.edition).tally_stands
    assert world.shown().ledger == count_(world.edition)


@pytest.mark.django_db(transaction=True)
def test_what_comes_back_while_others_count_is_counted(clock, tmp_path, monkeypatch):
    world = Ended()

    at_once(
        tmp_path,
        monkeypatch,
        *[lambda: tallies.keep(world.now)] * 3,
        lambda: ACTS["a late answer"](world),
        lambda: ACTS["a bounce"](world),
    )

    assert Bounce.objects.count() == 1
    assert world.shown().ledger == ledger.counted(world.edition)


def test_the_pages_say_when_they_counted_as_long_as_letters_are_on_their_way(world, clock):
    clock.now = world.now
    viewer = desk.at_desk(Role.VIEWER)
    world.rows("alice").update(state="planned")
    tallies.keep(world.now)
    pages = ["/desk/deliveries/", f"/desk/deliveries/{world.newsletter.slug}/{world.edition.date}/"]

    under_way = [viewer.get(page).content.decode() for page in pages]
    world.rows("alice").update(state="sent")
    tallies.keep(world.now)
    ended = [viewer.get(page).content.decode() for page in pages]

    assert all("Counted at 08:00:00 UTC." in page for page in under_way)
    assert not any("Counted at" in page for page in ended)
