"""Sent again, because an operator said so: exactly those who are meant, once, and it is written down."""

import json
from datetime import timedelta

import pytest
from tests.rooms.people import CLOSING, assert_balanced, edition, parsed, reader

from reveille.core.errors import ResendError
from reveille.delivery import planning, post, resending
from reveille.delivery.models import Delivery, DomainPace, Resend, Roll
from reveille.subscribers import erase, signup, unsubscribe
from reveille.subscribers.models import Subscription

pytestmark = pytest.mark.django_db(transaction=True)

DUE = CLOSING + timedelta(minutes=30)
LATE = CLOSING + timedelta(hours=20)
ENDS = {
    "alice": {"state": "sent", "reason": "250 2.0.0 ok"},
    "bob": {"state": "expired"},
    "charlie": {"state": "refused", "fault": "relay", "reason": "554 5.7.1 policy"},
    "dora": {"state": "refused", "fault": "address", "reason": "550 5.1.1 unknown"},
    "emil": {"state": "in_doubt", "reason": "no answer in time"},
    "fay": {"state": "skipped", "reason": "left"},
}


@pytest.fixture
def ended(newsletter):
    """An edition that ended in every way there is."""
    for name in ENDS:
        reader(newsletter, name)
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    for name, end in ENDS.items():
        row_of(name).update(ended_at=DUE, attempt=1, worker="one", handed_at=DUE, **end)
    leave("fay")
    return today


@pytest.fixture
def mailed_by(outbox, command):
    """What ``reveille deliver WORDS`` has put into the outbox: whose letters."""

    def mailed(*words):
        before = set(outbox.letters())
        done = command(*words, "--yes")
        assert done.exit_code == 0, done.output
        return recipients(set(outbox.letters()) - before)

    return mailed


def recipients(letters):
    return sorted(parsed(path.read_bytes())["To"].partition("@")[0] for path in letters)


def row_of(name):
    return Delivery.objects.filter(subscription__subscriber__address=f"{name}@post.example")


def leave(name):
    unsubscribe.leave(Subscription.objects.get(subscriber__address=f"{name}@post.example"), DUE, how="button")


def send(clock, outbox, at=LATE, **told):
    clock.now = at
    before = set(outbox.letters())
    post.deliver_due(clock, outbox, "one", **told)
    return recipients(set(outbox.letters()) - before)


def test_the_missed_are_mailed_and_nobody_else(ended, clock, outbox, newsletter):
    reader(newsletter, "gus")  # entitled, and never planned
    reader(newsletter, "ida", weekdays=127 - 2)  # not on a Tuesday

    assert resending.mail_missed(ended, "operator", LATE) == 3
    assert send(clock, outbox) == ["bob", "charlie", "gus"]
    assert_balanced(ended, sent=4, refused=1, in_doubt=1, skipped=1)
    assert Roll.objects.get().planned == 7


def test_more_than_a_batch_are_mailed_and_who_cannot_be_holds_up_nobody(ended, clock, outbox, monkeypatch):
    monkeypatch.setattr(resending, "BATCH", 1)
    real = resending._again

    def again(rows, *told):
        row_of("bob").update(attempt=2)  # another has it in this moment
        return real(rows, *told)

    monkeypatch.setattr(resending, "_again", again)

    assert resending.mail_missed(ended, "operator", LATE) == 1
    assert send(clock, outbox) == ["charlie"]


def test_a_second_time_nobody_was_missed(ended, clock, outbox):
    resending.mail_missed(ended, "operator", LATE)
    send(clock, outbox)

    assert resending.mail_missed(ended, "operator", LATE) == 0
    assert send(clock, outbox) == []


def test_the_missed_who_left_or_were_erased_meanwhile_are_let_be(ended, clock, outbox):
    leave("bob")
    leave("emil")
    erase.erase(Subscription.objects.get(subscriber__address="charlie@post.example").subscriber, LATE)

    assert not resending.missed(ended).exists()
    assert not resending.doubtful(ended).exists()
    assert resending.mail_missed(ended, "operator", LATE) == 0
    assert_balanced(ended, sent=1, expired=1, refused=2, in_doubt=1, skipped=1)


def test_the_doubtful_are_mailed_with_the_message_id_of_the_first_copy(ended, clock, outbox):
    Delivery.objects.filter(state="in_doubt").update(state="planned", handed_at=None)
    first = send(clock, outbox, DUE)
    [letter] = outbox.letters()
    row_of("emil").update(state="in_doubt")

    assert resending.mail_doubtful(ended, "operator", LATE) == 1
    assert first == send(clock, outbox) == ["emil"]
    assert parsed(letter.read_bytes())["Message-ID"] == parsed(outbox.letters()[0].read_bytes())["Message-ID"]


def test_what_the_journal_knows_and_the_database_forgot_is_sent_when_the_operator_says_so(
    ended, clock, outbox, journal
):
    journal.remember(ended, [row_of("emil").get().subscription.subscriber.address_hash])
    row_of("emil").update(state="planned", handed_at=None)
    assert send(clock, outbox, DUE) == []
    assert row_of("emil").get().state == "in_doubt"

    resending.mail_doubtful(ended, "operator", LATE)

    assert send(clock, outbox) == ["emil"]


def test_one_person_gets_theirs_again_and_the_first_copy_is_not_forgotten(ended, clock, outbox):
    resending.mail_one([ended], "ALICE@post.example", "operator", LATE)

    assert send(clock, outbox) == ["alice"]
    assert_balanced(ended, sent=1, expired=1, refused=2, in_doubt=1, skipped=1)
    [before] = Resend.objects.all()
    assert (before.delivery, before.who, before.why, before.at) == (row_of("alice").get(), "operator", "asked", LATE)
    assert (before.state, before.reason, before.ended_at, before.attempt) == ("sent", "250 2.0.0 ok", DUE, 1)
    assert before.handed_at == DUE


def test_what_was_said_of_the_first_copy_is_kept_beside_the_second_which_begins_anew(ended):
    resending.mail_missed(ended, "operator", LATE)

    anew, before = row_of("charlie").get(), row_of("charlie").get().resends.get()
    assert (anew.state, anew.fault, anew.reason, anew.ended_at) == ("planned", "", "", None)
    assert (before.state, before.fault, before.reason) == ("refused", "relay", "554 5.7.1 policy")


def test_a_domain_that_waits_is_written_to_at_once_where_an_operator_says_so(ended, clock, outbox):
    DomainPace.objects.create(domain="post.example", held_until=LATE + timedelta(hours=3), why="550 5.7.1 blocked")

    resending.mail_one([ended], "alice@post.example", "operator", LATE)

    assert send(clock, outbox) == ["alice"]


def test_one_person_asked_for_twice_gets_one_more_unless_the_operator_is_sure(ended, clock, outbox):
    resending.mail_one([ended], "alice@post.example", "operator", LATE)
    send(clock, outbox)

    with pytest.raises(ResendError, match="by operator"):
        resending.mail_one([ended], "alice@post.example", "operator", LATE)
    assert send(clock, outbox) == []
    resending.mail_one([ended], "alice@post.example", "operator", LATE, sure=True)
    assert send(clock, outbox) == ["alice"]


def test_one_person_asked_for_again_after_an_hour_gets_another_unasked(ended, clock, outbox):
    for hours in (0, 1):
        resending.mail_one([ended], "alice@post.example", "operator", LATE + timedelta(hours=hours))
        assert send(clock, outbox, LATE + timedelta(hours=hours)) == ["alice"]


def test_of_an_edition_that_was_never_planned_everybody_was_missed(newsletter, clock, outbox):
    reader(newsletter, "alice")
    today = edition(newsletter)

    assert resending.mail_missed(today, "operator", LATE) == 1
    assert send(clock, outbox) == ["alice"]


def test_one_person_who_confirmed_after_closing_gets_todays_on_demand(ended, clock, outbox, newsletter):
    reader(newsletter, "hana", confirmed_at=LATE - timedelta(minutes=5))

    resending.mail_one([ended], "hana@post.example", "operator", LATE)

    assert send(clock, outbox) == ["hana"]
    assert Roll.objects.get().planned == Delivery.objects.count()


@pytest.mark.parametrize("name", ["fay", "nobody"])
def test_who_left_or_never_was_is_not_written_to(ended, clock, outbox, name):
    with pytest.raises(ResendError):
        resending.mail_one([ended], f"{name}@post.example", "operator", LATE)
    assert send(clock, outbox) == []


def test_one_whose_letter_is_on_its_way_is_not_sent_another(ended):
    row_of("alice").update(state="handed")

    with pytest.raises(ResendError, match="on its way"):
        resending.mail_one([ended], "alice@post.example", "operator", LATE)


def test_two_operators_at_once_bring_one_more_letter(ended):
    seen = list(resending.doubtful(ended))

    first, second = (resending._again(seen, Resend.Why.DOUBTFUL, who, LATE) for who in ("one", "two"))

    assert (first, second) == (1, 0)
    assert [one.who for one in Resend.objects.all()] == ["one"]


def test_who_is_due_besides_waits_for_an_ordinary_round(ended, clock, outbox, newsletter):
    row_of("dora").update(state="planned", handed_at=None)
    resending.mail_missed(ended, "another", LATE)
    row_of("dora").update(next_try_at=LATE, expires_at=LATE + timedelta(hours=1))
    resending.mail_one([ended], "alice@post.example", "operator", LATE - timedelta(minutes=1))
    resending.mail_doubtful(ended, "operator", LATE)

    assert send(clock, outbox, only=resending.asked("operator", LATE)) == ["emil"]
    assert send(clock, outbox) == ["alice", "bob", "charlie", "dora"]


def test_command_mails_exactly_those_meant_though_others_are_due(ended, clock, newsletter, mailed_by):
    """Neither others who are due nor a confirmation that waits leave with it."""
    signup.ask([newsletter], signup.Wish("late@post.example"), LATE)
    row_of("dora").update(state="planned", handed_at=None, next_try_at=LATE, expires_at=LATE + timedelta(hours=1))
    clock.now = LATE

    told = {way: mailed_by(*way) for way in (("--to", "alice@post.example"), ("--missed",), ("--doubtful",))}

    assert told == {
        ("--to", "alice@post.example"): ["alice"],
        ("--missed",): ["bob", "charlie"],
        ("--doubtful",): ["emil"],
    }
    assert mailed_by() == ["dora", "late"]


def test_command_says_when_there_is_nobody_to_mail_again_and_when_nothing_is_sent(ended, clock, outbox, command):
    clock.now = LATE

    assert "military 2026-11-24: nothing is sent; 1 stay in doubt." in command("--doubtful", answer="n\n").stdout
    assert outbox.letters() == []
    assert "1 in doubt, mailed again." in command("--doubtful", answer="y\n").stdout
    assert "military 2026-11-24: nobody is in doubt." in command("--doubtful").stdout
    command("--missed")
    assert "military 2026-11-24: nobody was missed." in command("--missed").stdout


def test_command_s_json_is_all_that_a_program_reads(ended, clock, outbox, command):
    clock.now = LATE
    told = command("--missed", "--doubtful", "--yes", "--json")

    assert json.loads(told.stdout)["editions"]
    assert "2 missed, mailed now." in told.stderr
    assert "1 in doubt, mailed again." in told.stderr
