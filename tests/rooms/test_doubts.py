"""Doubts that the relay's log settles: sent, without a second letter, and who said so is written down."""

from datetime import timedelta

import pytest
from tests.rooms.at_once import at_once
from tests.rooms.people import CLOSING, assert_balanced, edition, reader

from reveille.core.errors import DoubtError
from reveille.delivery import doubts, planning, post, resending, tallies, watching
from reveille.delivery.models import Arrival, Delivery
from reveille.mail import alarm
from reveille.subscribers import erase
from reveille.subscribers.models import Subscriber

pytestmark = pytest.mark.django_db(transaction=True)

DUE, LATE = CLOSING + timedelta(minutes=30), CLOSING + timedelta(hours=3)
WHY = "queued as 4F2A91, 06:31:07"


def row_of(name):
    return Delivery.objects.filter(subscription__subscriber__address=f"{name}@post.example")


@pytest.fixture
def doubtful(newsletter, clock):
    """An edition with three letters in doubt, of which one reader was erased since, and one sent."""
    for name in ("alice", "bob", "carol", "dora"):
        reader(newsletter, name)
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    Delivery.objects.update(state="in_doubt", reason="no answer in time", ended_at=DUE, attempt=1, handed_at=DUE)
    row_of("dora").update(state="sent", reason="250 ok")
    clock.now = LATE
    watching.look(clock.now)
    erase.erase(Subscriber.objects.get(address="carol@post.example"), clock.now)
    return today


def test_what_arrived_is_sent_and_it_is_written_down_who_knew_it_and_how(doubtful, clock):
    assert doubts.settle(doubtful, list(doubts.of(doubtful)), "operator", WHY, clock.now) == 3

    assert_balanced(doubtful, sent=4)
    row = row_of("alice").get()
    assert (row.reason, row.ended_at) == (f"in doubt until the operator said: {WHY}", LATE)
    told = Arrival.objects.get(delivery=row)
    assert (told.who, told.why, told.reason, told.at) == ("operator", WHY, "no answer in time", LATE)
    assert (told.ended_at, row_of("dora").get().reason) == (DUE, "250 ok")


def test_of_whom_only_one_arrived_the_others_stay_in_doubt(doubtful, clock):
    theirs = doubts.of(doubtful, ["ALICE@post.example", "dora@post.example", "nobody@post.example"])

    assert doubts.settle(doubtful, list(theirs), "operator", WHY, clock.now) == 1
    assert_balanced(doubtful, sent=2, in_doubt=2)
    assert [one.cause for one in alarm.lasting()] == ["doubt military 2026-11-24"]


def test_nothing_is_sent_for_it_then_or_later(doubtful, clock, outbox):
    doubts.settle(doubtful, list(doubts.of(doubtful)), "operator", WHY, clock.now)

    assert resending.mail_doubtful(doubtful, "operator", clock.now) == 0
    post.deliver_due(clock, outbox, "one")
    clock.pass_(hours=1)
    post.deliver_due(clock, outbox, "one")

    assert outbox.letters() == []


def test_operator_is_told_no_more_once_nothing_is_in_doubt_and_what_was_counted_is_counted_anew(doubtful, clock):
    tallies.keep(clock.now)
    assert [one.cause for one in alarm.lasting()] == ["doubt military 2026-11-24"]

    doubts.settle(doubtful, list(doubts.of(doubtful)), "operator", WHY, clock.now)
    watching.look(clock.now)

    assert not alarm.lasting()
    tallies.keep(clock.now)
    assert tallies.of([doubtful], clock.now)[0].ledger.balance.counts()["sent"] == 4


def test_what_was_sent_again_meanwhile_is_let_be(doubtful, clock):
    seen = list(doubts.of(doubtful))
    resending.mail_doubtful(doubtful, "another", clock.now)

    assert doubts.settle(doubtful, seen, "operator", WHY, clock.now) == 1  # carol's, who was erased, is not sent again
    assert_balanced(doubtful, sent=2, open=2)


def test_two_operators_at_once_settle_it_once(doubtful, clock, tmp_path, monkeypatch):
    seen = list(doubts.of(doubtful))

    settled = at_once(
        tmp_path,
        monkeypatch,
        *(lambda who=who: doubts.settle(doubtful, seen, who, WHY, clock.now) for who in ("one", "two")),
    )

    assert sorted(settled) == [0, 3]
    assert Arrival.objects.count() == 3
    assert_balanced(doubtful, sent=4)


@pytest.mark.parametrize("why", ["", " \n"])
def test_who_does_not_say_how_they_know_settles_nothing(doubtful, clock, why):
    with pytest.raises(DoubtError):
        doubts.settle(doubtful, list(doubts.of(doubtful)), "operator", why, clock.now)
    assert_balanced(doubtful, sent=1, in_doubt=3)


def test_command_asks_settles_and_sends_nothing_though_others_are_due(doubtful, clock, outbox, command):
    row_of("dora").update(state="planned", handed_at=None, next_try_at=LATE, expires_at=LATE + timedelta(hours=1))

    assert "military 2026-11-24: 3 stay in doubt." in command("--arrived", WHY, answer="n\n").stdout
    assert_balanced(doubtful, in_doubt=3, open=1)
    told = command("--arrived", WHY, "--only", "alice@post.example", "--only", "zoe@post.example", answer="y\n")
    assert f"military 2026-11-24: 1 are sent, as you say: {WHY}" in told.stdout
    assert "zoe@post.example is not in doubt" in told.stderr
    told = command("--arrived", WHY, "--only", "-", "--yes", answer="bob@post.example\n\ndora@post.example\n")
    assert "1 are sent" in told.stdout
    assert "dora@post.example is not in doubt" in told.stderr
    assert "1 are sent" in command("--arrived", WHY, "--yes").stdout

    assert "nobody is in doubt" in command("--arrived", WHY).stdout
    assert outbox.letters() == []
    assert_balanced(doubtful, sent=3, open=1)


@pytest.mark.parametrize(
    "words",
    [
        ("--arrived", ""),
        ("--arrived", WHY, "--doubtful"),
        ("--arrived", "", "--missed"),
        ("--arrived", WHY, "--to", "alice@post.example"),
        ("--only", "alice@post.example"),
        ("--arrived", WHY, "--only", ""),
        ("--arrived", WHY, "--only", "-"),  # and an empty list
    ],
    ids=" ".join,
)
def test_command_that_is_not_clear_settles_and_sends_nothing(doubtful, outbox, command, words):
    assert command(*words, "--yes").exit_code != 0

    assert_balanced(doubtful, sent=1, in_doubt=3)
    assert outbox.letters() == []
