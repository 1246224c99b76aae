"""The post, over real SMTP on loopback: each row ends once, in the state that the mailboxes tell."""

import itertools
import logging
from datetime import timedelta

import pytest
from django.core import signing
from tests.rooms import plans
from tests.rooms.misbehaving import Misbehaving
from tests.rooms.people import CLOSING, HTML, TEXT, assert_balanced, edition, parsed, reader, text_of

from reveille.core import message, schedule, sealing, verp
from reveille.delivery import claims, entries, planning, post, resending, writing
from reveille.delivery.claims import Ending
from reveille.delivery.models import Delivery, DomainPace
from reveille.mail.catcher import Catcher
from reveille.mail.models import Alarm
from reveille.mail.opening import Patience
from reveille.mail.outbox import Outbox
from reveille.mail.relay import Relay
from reveille.mail.smtp import Smtp
from reveille.subscribers import erase, move, unsubscribe
from reveille.subscribers.models import Subscriber, Subscription, Suppression

pytestmark = pytest.mark.django_db(transaction=True)

DUE = CLOSING + timedelta(minutes=30)


@pytest.fixture
def catcher(tmp_path):
    with Catcher(tmp_path / "received") as running:
        yield running


@pytest.fixture
def today(newsletter):
    """A closed edition that three readers are to get at 06:30."""
    for name in ("alice", "bob", "charlie"):
        reader(newsletter, name)
    made = edition(newsletter)
    planning.plan(made, CLOSING)
    return made


def smtp(port, **more):
    return Smtp(Relay("127.0.0.1", port, "none"), **more)


def deliver(clock, port, worker="one", **more):
    return post.deliver_due(clock, smtp(port, **more), worker)


def hand(rows):
    """Commit "handed" for rows; return how many may leave."""
    return len(claims.hand(rows, DUE))


def at(clock, moment):
    clock.now = moment
    return clock


def readers(catcher):
    return sorted(one.recipient.partition("@")[0] for one in catcher.caught())


def rows(**filters):
    return Delivery.objects.filter(**filters)


def row_of(name):
    return Delivery.objects.get(subscription__subscriber__address=f"{name}@post.example")


def test_nothing_leaves_before_its_hour(today, clock, catcher):
    deliver(at(clock, DUE - timedelta(seconds=1)), catcher.port)

    assert readers(catcher) == []
    assert_balanced(today, open=3)


def test_everybody_gets_one_letter_at_their_hour_and_a_second_run_finds_nothing_to_do(today, clock, catcher):
    at(clock, DUE)
    first, second = deliver(clock, catcher.port), deliver(clock, catcher.port)

    assert readers(catcher) == ["alice", "bob", "charlie"]
    assert first.ended == {"sent": 3}
    assert second.ended == {}
    assert_balanced(today, sent=3)


@plans.by_sqlite
def test_no_round_reads_the_whole_ledger(today, clock, catcher):
    with plans.noted() as asked:
        deliver(at(clock, DUE), catcher.port)

    ledger = [one for one in asked if one[0].startswith(("SELECT", "UPDATE")) and "delivery_delivery" in one[0]]
    assert len(ledger) >= 6
    assert [one for one in ledger if "SCAN delivery_delivery" in plans.plan(one)] == []


def test_who_still_wants_a_letter_is_said_alike_in_sql_and_as_a_condition(today, newsletter):
    """Over all states of a subscription, suppressed or not."""
    for state in Subscription.State:
        for bars in (False, True):
            one = reader(newsletter, f"{state}-{bars}", state=state)
            planning.plan(today, CLOSING)
            Delivery.objects.get_or_create(
                edition=today, subscription=one, defaults={"due_at": DUE, "expires_at": DUE, "next_try_at": DUE}
            )
            if bars:
                Suppression.objects.create(address_hash=one.subscriber.address_hash, reason="bounced", at=CLOSING)

    by_sql = set(claims._rows(claims._WANTED).values_list("subscription__subscriber__address", flat=True))

    assert by_sql == set(
        Delivery.objects.filter(claims.wanted()).values_list("subscription__subscriber__address", flat=True)
    )
    assert {"confirmed-False@post.example", "alice@post.example"} <= by_sql
    assert len(by_sql) == 4  # alice, bob, charlie, and who has confirmed and is not suppressed


def test_the_letter_is_the_editions_with_its_readers_own_links(today, clock, catcher, settings):
    deliver(at(clock, DUE), catcher.port)

    alice = Subscription.objects.get(subscriber__address="alice@post.example")
    letter = next(one.letter for one in catcher.caught() if one.recipient == "alice@post.example")
    back = parsed(letter)
    leave = f"{settings.SITE_URL}/leave/{alice.token}/"
    assert back["Subject"] == "Mines cleared"
    assert back["To"] == "alice@post.example"
    assert back["List-Unsubscribe"] == f"<{leave}>"
    assert back["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert back["Date"].datetime == DUE
    assert verp.bearing(settings.SECRET_KEY.encode(), back["Message-ID"]) == row_of("alice").pk
    assert back["Auto-Submitted"] is None
    assert leave in text_of(letter)
    assert "confirmed on 17 November 2026. It comes at 06:30 UTC" in " ".join(text_of(letter).split())
    assert [part.get_content_type() for part in back.iter_parts()] == ["text/plain", "text/html"]
    assert "%%" not in text_of(letter)
    assert len({parsed(one.letter)["Message-ID"] for one in catcher.caught()}) == 3


def test_lines_that_begin_with_a_dot_arrive_as_they_were_written(newsletter, clock, catcher):
    reader(newsletter, "alice")
    planning.plan(
        edition(newsletter, text=f".first\n..second\n{TEXT}", html=HTML.replace("<p>", "<p>\n.third\n")), CLOSING
    )

    deliver(at(clock, DUE), catcher.port)

    letter = catcher.caught()[0].letter
    assert text_of(letter).splitlines()[:2] == [".first", "..second"]
    assert ".third" in parsed(letter).get_body(("html",)).get_content().splitlines()


def test_who_chose_plain_text_gets_one_part(newsletter, clock, catcher):
    reader(newsletter, "alice", format="text")
    planning.plan(edition(newsletter), CLOSING)

    deliver(at(clock, DUE), catcher.port)

    assert parsed(catcher.caught()[0].letter).get_content_type() == "text/plain"


def test_without_a_relay_the_letters_lie_in_the_outbox(today, clock, tmp_path):
    box = Outbox(tmp_path / "outbox")

    post.deliver_due(at(clock, DUE), box, "one")

    assert len(box.letters()) == 3
    assert_balanced(today, sent=3)


@pytest.mark.parametrize("reason", ["bounced", "complained", "erased"])
def test_who_is_suppressed_after_planning_is_skipped(today, clock, catcher, reason):
    alice = Subscription.objects.get(subscriber__address="alice@post.example")
    Suppression.objects.create(address_hash=alice.subscriber.address_hash, reason=reason, at=CLOSING)

    deliver(at(clock, DUE), catcher.port)

    assert readers(catcher) == ["bob", "charlie"]
    assert_balanced(today, sent=2, skipped=1)


def test_who_leaves_or_pauses_or_is_erased_after_planning_is_skipped(today, clock, catcher):
    alice, bob, charlie = (
        Subscription.objects.get(subscriber__address=f"{name}@post.example") for name in ("alice", "bob", "charlie")
    )
    unsubscribe.leave(alice, CLOSING, how="button")
    Subscription.objects.filter(pk=bob.pk).update(paused_until=DUE.date() + timedelta(days=9))
    erase.erase(charlie.subscriber, CLOSING)

    deliver(at(clock, DUE), catcher.port)

    assert readers(catcher) == []
    assert_balanced(today, skipped=3)


def test_a_seed_never_pauses(newsletter, clock, catcher):
    reader(newsletter, "seed", seed=True, paused_until=CLOSING.date() + timedelta(days=30))
    today = edition(newsletter)
    planning.plan(today, CLOSING)

    deliver(at(clock, DUE), catcher.port)

    assert readers(catcher) == ["seed"]
    assert_balanced(today, sent=1)


def test_the_claim_itself_takes_nobody_who_left_or_is_suppressed(today):
    alice = Subscription.objects.get(subscriber__address="alice@post.example")
    Suppression.objects.create(address_hash=alice.subscriber.address_hash, reason="complained", at=CLOSING)
    Subscription.objects.filter(subscriber__address="bob@post.example").update(state="left")

    assert [row.address for row in claims.claim(DUE, "one")] == ["charlie@post.example"]
    assert [row_of(name).state for name in ("alice", "bob", "charlie")] == ["skipped", "skipped", "claimed"]


def test_the_claim_itself_takes_nothing_that_is_no_longer_worth_sending(today):
    end = schedule.expires_at(DUE)

    assert claims.claim(end, "one") == []
    assert len(claims.claim(end - timedelta(seconds=1), "one")) == 3


def test_many_who_left_do_not_hold_up_the_others(newsletter, clock, catcher, monkeypatch):
    monkeypatch.setattr(claims, "BATCH", 2)
    for n in range(5):
        reader(newsletter, f"gone{n}", minute=361)
    reader(newsletter, "zoe")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    Subscription.objects.filter(minute=361).update(state="left")

    deliver(at(clock, DUE), catcher.port)

    assert readers(catcher) == ["zoe"]
    assert_balanced(today, sent=1, skipped=5)


def test_nothing_leaves_once_an_unsubscription_is_committed(today, clock):
    """The click comes after the claim and after RCPT, just before the dot."""

    class LeavesFirst(Outbox):
        def send(self, envelope_from, recipient, letter, before_dot=None):
            leaving = Subscription.objects.get(subscriber__address=recipient)
            unsubscribe.leave(leaving, CLOSING, how="one-click")
            return super().send(envelope_from, recipient, letter, before_dot)

    box = LeavesFirst(None)
    tally = post.deliver_due(at(clock, DUE), box, "one")

    assert tally.ended == {"skipped": 3}
    assert_balanced(today, skipped=3)


def test_who_moved_after_the_claim_has_it_at_the_new_address_and_the_old_one_hears_nothing(today, clock, catcher):
    """The click comes once the first letter has been taken, while the others wait for the line."""
    moving = Subscriber.objects.filter(address="bob@post.example")
    moving.update(moving_to="robert@new.example", moving_nonce="n", moving_at=CLOSING)

    def moves():
        if catcher.letters() and moving.exists():
            move.confirm(signing.dumps("n", salt="move"), CLOSING)
        return False

    tally = post.deliver_due(at(clock, DUE), smtp(catcher.port, connections=1), "one", stop=moves)

    assert sorted(one.recipient for one in catcher.caught()) == [
        "alice@post.example", "charlie@post.example", "robert@new.example",
    ]  # fmt: skip
    assert tally.ended == {"sent": 3}
    assert_balanced(today, sent=3)


@pytest.mark.parametrize(("seconds", "written_to"), [(0, ["alice"]), (60, ["alice", "bob", "charlie"])])
def test_an_intent_ahead_holds_for_its_seconds_and_is_asked_again_after_them(
    today, clock, catcher, settings, monkeypatch, seconds, written_to
):
    """Bob and Charlie leave once Alice's letter is taken; theirs were written down with hers."""
    settings.INTENTS = 10
    monkeypatch.setattr(entries, "INTENT_HOLDS", seconds)

    def leaving():
        if catcher.letters():
            for name in ("bob", "charlie"):
                gone = Subscription.objects.get(subscriber__address=f"{name}@post.example")
                unsubscribe.leave(gone, CLOSING, how="one-click")
        return False

    post.deliver_due(at(clock, DUE), smtp(catcher.port, connections=1), "one", stop=leaving)

    assert readers(catcher) == written_to
    assert_balanced(today, sent=len(written_to), **({"skipped": 2} if len(written_to) == 1 else {}))


@pytest.mark.parametrize(("lines", "intents"), [(1, 1), (3, 1), (3, 10), (2, 25)])
def test_never_more_rows_are_handed_than_intents_times_lines(
    newsletter, clock, catcher, settings, monkeypatch, lines, intents
):
    """What is handed is what a crash would leave in doubt."""
    for n in range(120):
        reader(newsletter, f"reader{n}")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    settings.INTENTS = intents
    handed, hand_over = [], claims.hand

    def counted(asked, now):
        allowed = hand_over(asked, now)
        handed.append(rows(state="handed").count())
        return allowed

    monkeypatch.setattr(claims, "hand", counted)
    deliver(at(clock, DUE), catcher.port, connections=lines)

    assert_balanced(today, sent=120)
    assert max(handed) <= lines * intents
    assert intents == 1 or max(handed) > lines


@pytest.mark.parametrize(
    "fault",
    [
        {"rcpt": b"450 4.2.0 greylisted\r\n"},
        {"rcpt": b"421 4.7.28 too fast\r\n"},
        {"data": b"451 4.3.0 later\r\n"},
        {"dot": b"452 4.3.1 full\r\n"},
    ],
)
def test_a_passing_no_is_tried_again_until_it_is_a_yes(today, clock, fault):
    with Misbehaving(**fault, faulty_letters=3) as server:
        first = deliver(at(clock, DUE), server.port)
        too_soon = deliver(at(clock, DUE + timedelta(minutes=4)), server.port)
        second = deliver(at(clock, DUE + timedelta(minutes=5)), server.port)

        assert first.ended == {"deferred": 3}
        assert too_soon.ended == {}
        assert second.ended == {"sent": 3}
        assert sorted(server.recipients) == [f"{n}@post.example" for n in ("alice", "bob", "charlie")]
        assert_balanced(today, sent=3)


@pytest.mark.parametrize("fault", [{"rcpt": b"550 5.1.1 <alice@post.example> unknown\r\n"}, {"dot": b"554 no\r\n"}])
def test_a_lasting_no_is_final_and_its_words_are_kept_without_the_address(today, clock, fault):
    with Misbehaving(**fault) as server:
        deliver(at(clock, DUE), server.port)
        deliver(at(clock, DUE + timedelta(hours=1)), server.port)

        assert server.seen == 3
    assert rows(reason__startswith="55").count() == 3
    assert "alice" not in row_of("alice").reason
    assert_balanced(today, refused=3)


@pytest.mark.parametrize(
    ("said", "fault", "missed"),
    [
        ("550 5.1.1 nobody", "address", False), ("550 5.2.1 switched off", "address", False),
        ("550 no", "address", False),
        ("552 5.2.2 full", "relay", True), ("552 full", "relay", True), ("554 5.7.1 policy", "relay", True),
    ],
)  # fmt: skip
def test_who_may_be_mailed_with_the_missed(newsletter, clock, said, fault, missed):
    """A full mailbox may have room again; an address that is none has not."""
    reader(newsletter, "alice")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    with Misbehaving(rcpt=f"{said}\r\n".encode()) as server:
        deliver(at(clock, DUE), server.port)

    [row] = rows(state="refused")
    assert row.fault == fault
    assert Suppression.objects.exists() == ("5.1.1" in said)
    assert list(resending.missed(today)) == ([row] if missed else [])


@pytest.mark.parametrize(
    ("fault", "copies"),
    [({"before_dot": None}, 0), ({"dot": None}, 3), ({"dot": b"what\r\n"}, 3), ({"dot": "hang"}, 3)],
)
def test_no_answer_to_the_dot_is_in_doubt_and_never_sent_again(today, clock, fault, copies):
    with Misbehaving(**fault) as server:
        deliver(at(clock, DUE), server.port, dot_seconds=0.2)
        deliver(at(clock, DUE + timedelta(hours=1)), server.port, dot_seconds=0.2)

        assert len(server.taken) == copies
    assert_balanced(today, in_doubt=3)


@pytest.mark.parametrize("step", ["banner", "mail", "rcpt", "data"])
def test_a_line_cut_before_the_dot_is_tried_again(today, clock, step):
    with Misbehaving(**{step: None}) as server:
        deliver(at(clock, DUE), server.port)
        assert server.taken == []
        assert_balanced(today, open=3)

    with Misbehaving() as server:
        deliver(at(clock, DUE + timedelta(minutes=20)), server.port)
        assert sorted(server.recipients) == [f"{n}@post.example" for n in ("alice", "bob", "charlie")]
    assert_balanced(today, sent=3)


def test_a_relay_that_is_not_there_ends_the_round_and_keeps_the_rest(newsletter, clock):
    for n in range(8):
        reader(newsletter, f"reader{n}")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    with Misbehaving() as server:
        port = server.port

    tally = deliver(at(clock, DUE), port)

    assert tally.ended == {"unreached": post.PATIENCE}
    assert rows(state="planned").count() == 8 - post.PATIENCE
    assert_balanced(today, open=8)


def test_what_cannot_be_sent_in_time_expires(today, clock):
    with Misbehaving(rcpt=b"450 4.2.0 greylisted\r\n") as server:
        for hours in range(14):
            deliver(at(clock, DUE + timedelta(hours=hours)), server.port)

        assert server.taken == []
    assert_balanced(today, expired=3)


def test_a_worker_that_died_before_handing_over_leaves_nothing_lost(today, clock, catcher):
    claimed = claims.claim(DUE, "dead")
    assert len(claimed) == 3

    deliver(at(clock, DUE + timedelta(minutes=1)), catcher.port)
    assert readers(catcher) == []
    deliver(at(clock, DUE + claims.LEASE + timedelta(minutes=1)), catcher.port)

    assert readers(catcher) == ["alice", "bob", "charlie"]
    assert_balanced(today, sent=3)


def test_a_worker_that_died_after_handing_over_leaves_a_doubt_and_no_second_copy(today, clock, catcher):
    assert hand(claims.claim(DUE, "dead")) == 3

    deliver(at(clock, DUE + claims.LEASE + timedelta(minutes=1)), catcher.port)

    assert readers(catcher) == []
    assert_balanced(today, in_doubt=3)


def test_a_worker_that_comes_back_from_the_dead_is_fenced_off(today, clock, catcher):
    stale = claims.claim(DUE, "zombie")
    deliver(at(clock, DUE + claims.LEASE + timedelta(minutes=1)), catcher.port)

    assert hand(stale) == 0
    assert not claims.settle([Ending(row, Delivery.State.REFUSED, "too late") for row in stale], DUE)
    assert not claims.defer([Ending(row, Delivery.State.DEFERRED, "too late") for row in stale], DUE)
    assert not claims.skip(stale, DUE)
    assert not claims.give_back(stale)

    assert readers(catcher) == ["alice", "bob", "charlie"]
    assert_balanced(today, sent=3)


def test_a_lease_outlasts_the_longest_wait_for_an_answer():
    assert 600 <= Patience().dot < claims.LEASE.total_seconds()  # RFC 5321 4.5.3.2.6


@pytest.mark.parametrize(("handed", "over"), [(False, "planned"), (True, "in_doubt")])
def test_what_a_worker_has_in_hand_is_nobody_elses_until_its_lease_is_over(today, handed, over):
    mine = claims.claim(DUE, "slow")
    if handed:
        assert hand(mine) == 3

    claims.recover(DUE + claims.LEASE)
    assert rows(state="handed" if handed else "claimed").count() == 3
    claims.recover(late := DUE + claims.LEASE + timedelta(seconds=1))
    assert rows(state=over, ended_at=late if handed else None, lease_until=None).count() == 3


def test_those_due_first_are_claimed_first_whatever_their_rows_number(today):
    rows(pk=row_of("alice").pk).update(next_try_at=DUE + timedelta(minutes=2))
    rows(pk=row_of("bob").pk).update(next_try_at=DUE + timedelta(minutes=1))

    claimed = [claims.claim(DUE + timedelta(hours=1), "one", batch=1)[0].address for _ in range(3)]

    assert [one.partition("@")[0] for one in claimed] == ["charlie", "bob", "alice"]


def test_a_claim_leaves_out_domains_that_are_closed(newsletter, today):
    dora = reader(newsletter, "dora", domain="closed.example")
    planning.plan(today, CLOSING)

    claimed = claims.claim(DUE, "one", without={"closed.example"})

    assert len(claimed) == 3
    assert dora.pk not in {one.subscription_id for one in claimed}


def test_an_older_attempt_is_fenced_off_though_the_worker_is_the_same(today):
    late = DUE + claims.LEASE + timedelta(seconds=1)
    older = claims.claim(DUE, "one")
    claims.recover(late)
    newer = claims.claim(late, "one")

    assert len(older) == len(newer) == 3
    assert claims.hand(older, late) == set()
    assert claims.give_back(older) == set()
    assert len(claims.hand(newer, late)) == 3
    Subscription.objects.update(state=Subscription.State.LEFT)
    assert claims.skip(older, late) == set()
    assert claims.settle([Ending(row, claims.State.REFUSED) for row in older], late) == set()
    assert rows(state="handed").count() == 3


def test_an_answer_that_comes_after_the_lease_ran_out_settles_the_doubt(today, clock):
    slow = claims.claim(DUE, "slow")
    assert hand(slow) == 3
    claims.recover(DUE + claims.LEASE + timedelta(minutes=1))
    assert_balanced(today, in_doubt=3)

    assert not claims.settle([Ending(row, Delivery.State.REFUSED, "451 late") for row in slow], DUE)
    assert len(claims.settle([Ending(row, Delivery.State.SENT, "250 taken") for row in slow], DUE)) == 3

    assert_balanced(today, sent=3)


def test_two_workers_never_claim_the_same_row(today):
    first, second = claims.claim(DUE, "one", batch=2), claims.claim(DUE, "two", batch=2)

    assert len(first) == 2
    assert len(second) == 1
    assert not {row.pk for row in first} & {row.pk for row in second}


def test_a_clock_that_steps_back_sends_nothing_again(today, clock, catcher):
    for moment in (DUE, DUE - timedelta(hours=2), DUE, DUE + timedelta(hours=2)):
        deliver(at(clock, moment), catcher.port)

    assert len(catcher.caught()) == 3
    assert_balanced(today, sent=3)


def test_a_reader_whose_letter_cannot_be_made_is_refused_and_the_rest_go_out(today, clock, catcher):
    alice = Subscription.objects.get(subscriber__address="alice@post.example")
    alice.subscriber.address = "a lice@post.example"
    alice.subscriber.save()

    deliver(at(clock, DUE), catcher.port)

    assert readers(catcher) == ["bob", "charlie"]
    assert_balanced(today, sent=2, refused=1)


def test_a_name_beyond_ascii_is_written_to_where_smtputf8_is_offered(today, newsletter, clock, catcher):
    reader(newsletter, "ünal.çelik")
    planning.plan(today, CLOSING)

    deliver(at(clock, DUE), catcher.port)

    [caught] = [one for one in catcher.caught() if not one.recipient.isascii()]
    assert caught.recipient == "ünal.çelik@post.example"
    assert "\r\nTo: ünal.çelik@post.example\r\n".encode() in caught.letter
    assert caught.sender.isascii()
    assert_balanced(today, sent=4)


def test_a_name_beyond_ascii_that_no_relay_takes_is_missed_and_not_suppressed(today, newsletter, clock):
    for n in range(5):  # more than the failures in a row that end a round
        reader(newsletter, f"ünal{n}")
    planning.plan(today, CLOSING)
    with Misbehaving(offers=("SIZE 10000000", "PIPELINING")) as server:
        deliver(at(clock, DUE), server.port, connections=1)

        assert sorted(server.recipients) == [f"{name}@post.example" for name in ("alice", "bob", "charlie")]
    refused = rows(state="refused")
    assert {(row.reason, row.fault) for row in refused} == {
        ("553 5.6.7 no relay offers SMTPUTF8, which letters beyond ASCII before the @ need", "relay")
    }
    assert set(resending.missed(today)) == set(refused)
    assert not Suppression.objects.exists()
    assert_balanced(today, sent=3, refused=5)


def test_a_letter_says_truly_why_it_comes(newsletter, clock, catcher):
    week_ago = CLOSING - timedelta(days=7)
    reader(newsletter, "alice")
    reader(newsletter, "bob", asked_at=week_ago, confirmed_at=week_ago)  # as an import adds who agreed elsewhere
    planning.plan(edition(newsletter), CLOSING)
    deliver(at(clock, DUE), catcher.port)

    said = {one.recipient: text_of(one.letter) for one in catcher.caught()}

    assert "You signed up on" in said["alice@post.example"]
    assert "and confirmed on 17 November 2026" in said["alice@post.example"]
    assert "You signed up on" not in said["bob@post.example"]
    assert "were added on 17 November 2026" in " ".join(said["bob@post.example"].split())


def test_a_stumble_over_one_is_logged_and_the_rest_go_out(today, clock, catcher, monkeypatch, caplog):
    real = writing.why

    def stumbling(row, *more):
        if row.address.startswith("alice"):
            raise RuntimeError("a bug")
        return real(row, *more)

    monkeypatch.setattr(writing, "why", stumbling)
    with caplog.at_level(logging.ERROR):
        tally = deliver(at(clock, DUE), catcher.port)

    assert tally.ended == {"unmade": 1, "sent": 2}
    assert "stumbled" in caplog.text
    assert "alice" not in "".join(record.getMessage() for record in caplog.records)
    assert_balanced(today, sent=2, open=1)


def test_a_letter_that_cannot_be_signed_is_alone_in_that(today, clock, catcher, monkeypatch):
    real = sealing.signed

    def stumbling(letters):
        if any(b"alice@post.example" in one.pieces for one in letters):
            raise RuntimeError("a bug")
        return real(letters)

    monkeypatch.setattr(sealing, "signed", stumbling)
    tally = deliver(at(clock, DUE), catcher.port)

    assert tally.ended == {"unmade": 1, "sent": 2}
    assert_balanced(today, sent=2, open=1)


def test_told_to_stop_it_finishes_the_letter_in_hand_and_gives_the_rest_back(today, clock, catcher):
    post.deliver_due(at(clock, DUE), smtp(catcher.port), "one", stop=lambda: bool(catcher.letters()))
    assert len(catcher.letters()) == 1
    assert rows(state="planned").count() == 2

    deliver(clock, catcher.port, "two")

    assert readers(catcher) == ["alice", "bob", "charlie"]
    assert_balanced(today, sent=3)


def test_told_to_stop_before_an_intent_is_written_down_nothing_leaves(today, clock, outbox):
    told = itertools.chain([False], itertools.repeat(True))

    post.deliver_due(at(clock, DUE), outbox, "one", stop=lambda: next(told))

    assert outbox.letters() == []
    assert rows(state="planned").count() == 3


def test_the_template_is_made_once_for_all(today, clock, catcher, monkeypatch):
    made = []
    real = message.template
    monkeypatch.setattr(message, "template", lambda *parts: made.append(1) or real(*parts))

    deliver(at(clock, DUE), catcher.port)

    assert len(made) == 1


def test_a_new_address_sends_its_days_share_those_due_first_and_the_rest_later(newsletter, clock, settings, outbox):
    settings.WARM_UP_SINCE = DUE.date()
    for n in range(205):
        reader(newsletter, f"reader{n}", minute=361 + n % 2)
    today = edition(newsletter)
    planning.plan(today, CLOSING)

    first = post.deliver_due(at(clock, DUE), outbox, "one")
    second = post.deliver_due(clock, outbox, "one")

    assert (first.ended["sent"], second.ended["sent"]) == (200, 0)
    assert rows(state="planned", due_at=CLOSING + timedelta(minutes=1)).count() == 0
    assert Alarm.objects.get(cause__startswith="warm-up").subject == "today's 200 letters have left"
    settings.WARM_UP_SINCE = None
    post.deliver_due(clock, outbox, "one")
    assert_balanced(today, sent=205)


def test_a_domain_that_refuses_us_by_policy_waits_and_nobody_is_suppressed(newsletter, clock):
    for n in range(30):
        reader(newsletter, f"reader{n:02}")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    with Misbehaving(rcpt=b"550 5.7.1 blocked\r\n") as server:
        first = deliver(at(clock, DUE), server.port)
        waiting = list(rows(state="planned").values("pk", "attempt"))
        held = deliver(at(clock, DUE + timedelta(minutes=5)), server.port)
        assert list(rows(state="planned").values("pk", "attempt")) == waiting  # not so much as claimed
        assert server.seen == first.ended["refused"] < 30
    with Misbehaving() as server:
        deliver(at(clock, DUE + timedelta(minutes=16)), server.port)

    assert held.ended == {}
    assert not Suppression.objects.exists()
    assert Alarm.objects.get(cause="paused post.example").cleared_at is not None
    assert_balanced(today, refused=first.ended["refused"], sent=30 - first.ended["refused"])


def test_an_address_that_does_not_exist_gets_nothing_more(today, clock):
    with Misbehaving(rcpt=b"550 5.1.1 unknown\r\n", faulty_letters=1) as server:
        deliver(at(clock, DUE), server.port)

    assert Suppression.objects.get().reason == "bounced"
    assert_balanced(today, refused=1, sent=2)


def test_a_domain_that_says_slower_is_remembered(newsletter, clock):
    reader(newsletter, "alice")
    planning.plan(edition(newsletter), CLOSING)
    with Misbehaving(rcpt=b"421 4.7.28 too fast\r\n") as server:
        deliver(at(clock, DUE), server.port)

    pace = DomainPace.objects.get(domain="post.example")
    assert pace.lanes == 10
    assert "4.7.28" in pace.why
