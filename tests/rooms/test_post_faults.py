"""The post when something fails beside it: the database, the journal, a letter in the making."""

import contextlib
import logging
from datetime import timedelta

import pytest
from django.db import OperationalError
from tests.rooms.misbehaving import Misbehaving
from tests.rooms.people import CLOSING, assert_balanced, edition, reader
from tests.rooms.test_post import DUE, at, catcher, deliver, readers, rows

from reveille.core import message
from reveille.core.errors import MessageError
from reveille.delivery import bounces, claims, entries, outcomes, planning, post, writing
from reveille.delivery.journal import Journal
from reveille.mail import transport
from reveille.mail.abreast import Abreast
from reveille.mail.transport import Parcel
from reveille.subscribers import unsubscribe
from reveille.subscribers.models import Subscription, Suppression

__all__ = ["catcher"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def planned(newsletter):
    """Return what plans an edition for ``count`` readers."""

    def plan(count):
        for n in range(count):
            reader(newsletter, f"reader{n}")
        made = edition(newsletter)
        planning.plan(made, CLOSING)
        return made

    return plan


def locked(*_):
    raise OperationalError("database is locked")


@pytest.mark.parametrize("intents", [1, 10])
def test_a_claim_that_fails_loses_no_answer(planned, clock, catcher, monkeypatch, settings, caplog, intents):
    settings.INTENTS = intents
    today, real, asked = planned(30), claims.claim, []

    def claim(*given):
        asked.append(given)
        return locked() if len(asked) == 2 else real(*given)

    monkeypatch.setattr(claims, "BATCH", 20)
    monkeypatch.setattr(claims, "claim", claim)
    with caplog.at_level(logging.ERROR), pytest.raises(OperationalError, match="locked"):
        deliver(at(clock, DUE), catcher.port, connections=4)
    assert "no more could be claimed" in caplog.text
    assert_balanced(today, sent=20, open=10)

    assert deliver(clock, catcher.port).ended == {"sent": 10}
    assert len(readers(catcher)) == len(set(readers(catcher))) == 30
    assert_balanced(today, sent=30)


def test_rows_that_were_claimed_are_given_back_when_their_journal_cannot_be_read(planned, clock, catcher, monkeypatch):
    today = planned(3)
    with monkeypatch.context() as broken:
        broken.setattr(Journal, "known", locked)
        with pytest.raises(OperationalError, match="locked"):
            deliver(at(clock, DUE), catcher.port)

    assert rows(state="planned").count() == 3
    assert deliver(clock, catcher.port).ended == {"sent": 3}
    assert_balanced(today, sent=3)


def test_an_error_that_ends_the_round_leaves_nobody_in_doubt(planned, clock, catcher, monkeypatch):
    today, real = planned(30), post._Round._begin

    def begin(self, row, *rest):
        if self.entries.tally.ended["sent"] >= 5:
            raise RuntimeError("a bug")
        real(self, row, *rest)

    monkeypatch.setattr(post._Round, "_begin", begin)
    with pytest.raises(RuntimeError):
        deliver(at(clock, DUE), catcher.port, connections=4)

    assert rows(state="handed").count() == 0
    assert rows(state="sent").count() == len(readers(catcher)) >= 5
    assert rows(state="claimed").count() <= 1  # the one over which it stumbled; its lease runs out
    assert_balanced(today, sent=len(readers(catcher)), open=30 - len(readers(catcher)))


def test_what_follows_from_a_refusal_may_fail_and_the_answers_are_written_down(planned, clock, monkeypatch, caplog):
    today = planned(12)
    monkeypatch.setattr(bounces, "refused", locked)

    with Misbehaving(rcpt=b"550 5.1.1 unknown\r\n", faulty_letters=1) as server, caplog.at_level(logging.ERROR):
        deliver(at(clock, DUE), server.port, connections=2)

    assert "what follows from an answer" in caplog.text
    assert_balanced(today, sent=11, refused=1)


def test_letters_that_cannot_be_made_a_second_time_are_in_no_doubt_and_no_fault_of_the_relay(
    planned, clock, catcher, monkeypatch, settings
):
    """Each waited for its line longer than a letter keeps, and its intent was written down with the first one's."""
    settings.INTENTS = 10
    today, real, written = planned(30), writing.why, set()

    def why(row, *rest):
        if row.address in written and row.address.startswith("reader2"):
            raise OSError("for the moment")
        written.add(row.address)
        return real(row, *rest)

    with monkeypatch.context() as broken:
        broken.setattr(writing, "why", why)
        broken.setattr(transport, "KEEPS", -1.0)
        assert deliver(at(clock, DUE), catcher.port, connections=1).ended == {"sent": 19, "unmade": 11}
    assert_balanced(today, sent=19, open=11)
    assert not rows(fault="relay").exists()

    assert deliver(at(clock, DUE + timedelta(minutes=21)), catcher.port).ended == {"sent": 11}
    assert_balanced(today, sent=30)


def test_a_letter_that_could_not_be_made_has_another_turn_and_is_in_no_doubt(
    planned, clock, catcher, monkeypatch, settings
):
    settings.INTENTS = 10
    today, real = planned(30), writing.why

    def why(row, *rest):
        if row.address.startswith("reader2"):
            raise OSError("for the moment")
        return real(row, *rest)

    with monkeypatch.context() as broken:
        broken.setattr(writing, "why", why)
        assert deliver(at(clock, DUE), catcher.port, connections=2).ended == {"sent": 19, "unmade": 11}
    assert rows(state="deferred", reason__startswith=outcomes.UNMADE).count() == 11

    assert deliver(at(clock, DUE + timedelta(minutes=21)), catcher.port).ended == {"sent": 11}
    assert_balanced(today, sent=30)


def test_an_edition_whose_letter_cannot_be_is_rendered_once(planned, clock, catcher, monkeypatch):
    today, asked = planned(12), []

    def template(*given):
        asked.append(given)
        raise MessageError("text part", "it does not say how to leave")

    monkeypatch.setattr(message, "template", template)

    assert deliver(at(clock, DUE), catcher.port).ended == {"refused": 12}
    assert len(asked) == 1
    assert_balanced(today, refused=12)


def test_what_is_committed_asks_again_for_all_at_the_gate(planned, clock, catcher, monkeypatch, settings):
    settings.INTENTS = 3
    planned(30)
    real, forgotten = post._Round._intents, []

    def intents(self, waiting, committing):
        asked = real(self, waiting, committing)
        if asked or committing:
            forgotten.extend({self.flying[parcel].row for parcel in waiting} - set(asked))
        return asked

    monkeypatch.setattr(post._Round, "_intents", intents)
    deliver(at(clock, DUE), catcher.port, connections=3)

    assert len(readers(catcher)) == 30
    assert forgotten == []


def test_a_provider_gives_back_what_was_asked_for_its_intent_and_did_not_go():
    asked, put = (Parcel("a@b.example", f"{n}@post.example", b"") for n in "12")
    road = Abreast(None, 2)
    road.put(asked)
    road.turn(0)
    road.put(put)

    assert set(road.withdraw()) == {asked, put}
    assert road.busy == 0
    road.close()


def test_a_row_that_cannot_be_turned_away_leaves_nobody_beside_it_in_doubt(planned, clock, catcher, monkeypatch):
    today, hand = planned(12), claims.hand
    leaving = Subscription.objects.get(subscriber__address="reader3@post.example")

    def left_first(asked, now):
        unsubscribe.leave(leaving, now, how="link")
        return hand(asked, now)

    monkeypatch.setattr(claims, "hand", left_first)
    with monkeypatch.context() as broken:
        broken.setattr(claims, "skip", locked)
        with contextlib.suppress(OperationalError):
            deliver(at(clock, DUE), catcher.port, connections=4)

    assert not rows(state="handed").exists()
    deliver(at(clock, DUE + timedelta(minutes=21)), catcher.port)
    assert_balanced(today, sent=11, skipped=1)


def test_answers_that_cannot_be_counted_hide_no_refusal(planned, clock, monkeypatch):
    planned(1)
    monkeypatch.setattr(entries, "REPORT", 1)
    monkeypatch.setattr(entries.reputation, "note", locked)

    with Misbehaving(rcpt=b"550 5.1.1 unknown\r\n", faulty_letters=1) as server, contextlib.suppress(OperationalError):
        deliver(at(clock, DUE), server.port)

    assert rows(state="refused").count() == 1
    assert Suppression.objects.get().reason == "bounced"


def test_answers_that_could_not_be_counted_are_counted_later(planned, clock, catcher, monkeypatch):
    planned(2)
    monkeypatch.setattr(entries, "REPORT", 1)
    real, counted, tried = entries.reputation.note, [], []

    def note(answers, now):
        tried.append(answers)
        if len(tried) == 1:
            locked()
        counted.extend(answers)
        real(answers, now)

    monkeypatch.setattr(entries.reputation, "note", note)
    deliver(at(clock, DUE), catcher.port, connections=1)

    assert len(counted) == 2
