"""The ledger is watched: the operator hears of it at once, once, with the command that mends it."""

from datetime import timedelta

import pytest
from django.utils.translation import override
from tests.rooms.misbehaving import Misbehaving
from tests.rooms.people import CLOSING, assert_balanced, edition, reader

from reveille import day
from reveille.delivery import claims, planning, resending, seeds, watching, writing
from reveille.delivery.doctor import house
from reveille.delivery.models import Delivery, Heartbeat, Roll
from reveille.mail import alarm, telling
from reveille.mail.relay import Relay
from reveille.mail.smtp import Smtp
from reveille.mail.transport import Answer
from reveille.newsroom.models import Article
from reveille.sources.models import Outlet

from .conftest import DAY

pytestmark = pytest.mark.django_db(transaction=True)

DUE = CLOSING + timedelta(minutes=30)


@pytest.fixture
def today(newsletter):
    for name in ("alice", "bob"):
        reader(newsletter, name)
    made = edition(newsletter)
    planning.plan(made, CLOSING)
    return made


def causes():
    return [one.cause for one in alarm.lasting()]


def send(clock, server, at):
    clock.now = at
    return day.send(clock, Smtp(Relay("127.0.0.1", server.port, "none"), dot_seconds=0.2), "one")


def test_an_edition_is_complete_when_nothing_is_open_and_the_books_hold(today, clock):
    with Misbehaving() as server:
        send(clock, server, CLOSING)
        assert Roll.objects.get().complete_at is None
        send(clock, server, DUE)

    assert Roll.objects.get().complete_at == DUE
    assert causes() == []


def test_a_row_that_is_lost_is_missed(today):
    Delivery.objects.first().delete()

    watching.look(DUE)
    watching.look(DUE)

    assert causes() == ["balance military 2026-11-24"]
    assert "2 were planned" in alarm.lasting()[0].words


def test_a_relay_that_is_gone_is_told_once_and_heals_with_the_first_letter(today, clock):
    with Misbehaving() as server:
        pass
    send(clock, server, DUE)
    assert causes() == ["relay"]
    with Misbehaving() as server:
        send(clock, server, DUE + timedelta(hours=1))

    assert causes() == []
    assert_balanced(today, sent=2)


def test_a_relay_that_refuses_is_told_with_what_mends_it(today, clock):
    with Misbehaving(rcpt=b"554 5.7.1 relay access denied\r\n") as server:
        send(clock, server, DUE)

    assert causes() == ["paused post.example", "refused military 2026-11-24"]
    assert "554 5.7.1 relay access denied" in alarm.lasting()[1].words
    assert "--missed --newsletter military --date 2026-11-24" in alarm.lasting()[1].words
    resending.mail_missed(today, "operator", DUE)
    with Misbehaving() as server:
        send(clock, server, DUE)
    assert causes() == []
    assert_balanced(today, sent=2)


def test_doubt_is_told_and_the_operators_resend_ends_it(today, clock):
    with Misbehaving(dot=None) as server:
        send(clock, server, DUE)
    assert causes() == ["doubt military 2026-11-24"]

    resending.mail_doubtful(today, "operator", DUE)
    with Misbehaving() as server:
        send(clock, server, DUE)

    assert causes() == []
    assert_balanced(today, sent=2)


def test_a_seed_that_is_refused_is_told_before_the_readers_time(newsletter, clock):
    reader(newsletter, "alice")
    reader(newsletter, "seed", minute=23 * 60, weekdays=1, seed=True)
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    with Misbehaving(rcpt=b"550 5.7.26 unauthenticated\r\n") as server:
        send(clock, server, CLOSING)

    assert causes() == ["paused post.example", "seed military 2026-11-24", "refused military 2026-11-24"]
    assert "post.example is refused: 550 5.7.26 unauthenticated" in alarm.lasting()[1].words
    assert_balanced(today, refused=1, open=1)


class Witness:
    """A transport that refuses seeds, and remembers to whom letters went and what the operator had heard by then."""

    def __init__(self):
        self.seen = []

    def send(self, envelope_from, recipient, letter, before_dot=lambda: None):
        self.seen.append((recipient.partition("@")[0], causes()))
        before_dot()
        return Answer(550, "5.1.1", "no such box") if recipient.startswith("seed") else Answer(250, "2.0.0", "taken")

    def close(self):
        pass


def seeded(newsletter):
    """An edition with readers who are due at closing as its seed is."""
    for name in ("alice", "bob"):
        reader(newsletter, name, minute=360)
    reader(newsletter, "seed", seed=True)
    planning.plan(edition(newsletter), CLOSING)


def test_readers_who_are_due_at_closing_wait_for_the_seeds_answer(newsletter, clock):
    seeded(newsletter)
    clock.now = CLOSING
    witness = Witness()

    assert day.send(clock, witness, "one").ended == {"refused": 1, "sent": 2}
    told = ["seed military 2026-11-24", "refused military 2026-11-24"]
    assert [(who, heard[:1]) for who, heard in witness.seen] == [("seed", []), ("alice", told[:1]), ("bob", told[:1])]


@pytest.mark.parametrize(("minutes", "sent"), [(1, 0), (5, 2)])
def test_a_seed_in_another_workers_hands_holds_readers_up_for_five_minutes(newsletter, clock, minutes, sent):
    seeded(newsletter)
    assert len(claims.claim(CLOSING, "another", only=seeds.SEEDS)) == 1
    clock.now = CLOSING + timedelta(minutes=minutes)

    assert day.send(clock, Witness(), "one").ended["sent"] == sent


def test_what_was_not_sent_in_time_is_told(today, clock):
    with Misbehaving() as server:
        send(clock, server, DUE + timedelta(hours=12))

    assert causes() == ["expired military 2026-11-24"]
    assert_balanced(today, expired=2)


def found(newsletter, at):
    outlet = Outlet.objects.create(slug="o", name="O", home="https://o.example/", family="o")
    return Article.objects.create(outlet=outlet, link="https://o.example/1", title="A cake is baked", found_at=at)


def test_a_day_without_an_edition_is_told_once(newsletter, clock):
    found(newsletter, CLOSING - timedelta(hours=2))
    clock.set(DAY, 6)

    assert day.close_due(clock) == day.close_due(clock) == []
    assert causes() == ["no-edition military 2026-11-24"]
    assert "reveille day --newsletter military --date 2026-11-24" in alarm.lasting()[0].words


def test_an_edition_that_somebody_closes_after_all_heals_what_was_told_of_it(newsletter, clock, monkeypatch):
    from reveille.editions import closing

    for on in (DAY - timedelta(days=1), DAY):
        alarm.tell(f"no edition of {newsletter.name} on {on}", "Too thin.", clock(), f"no-edition military {on}")
    monkeypatch.setattr(closing, "close", lambda *_, **__: closing.Closed(edition(newsletter), by_us=True))

    day.close(newsletter, DAY, clock())

    assert causes() == ["no-edition military 2026-11-23"]


def test_a_closing_that_stumbles_is_told_and_keeps_no_other_from_closing(newsletter, clock, monkeypatch):
    from reveille.editions import closing, founding

    founding.newsletter("world", "everything", closing_minute=360, zone="UTC")
    found(newsletter, CLOSING - timedelta(hours=2))
    real = closing.close

    def stumbling(newsletter, on, now, **more):
        if newsletter.slug == "military":
            raise RuntimeError("a bug")
        return real(newsletter, on, now, **more)

    monkeypatch.setattr(closing, "close", stumbling)
    clock.set(DAY, 6)
    closed = day.close_due(clock)

    assert [one.newsletter.slug for one in closed] == ["world"]
    assert causes() == ["closing military 2026-11-24"]


def test_a_machine_that_was_off_over_the_closing_is_told_of_on_start(newsletter, clock):
    found(newsletter, CLOSING - timedelta(days=9))
    clock.set(DAY - timedelta(days=2), 5, 59)
    day.notice_a_stop(clock())
    clock.set(DAY, 7)

    day.notice_a_stop(clock())
    day.notice_a_stop(clock())

    assert sorted(causes()) == [f"stopped military 2026-11-{day}" for day in (22, 23, 24)]
    assert "Nothing ran from 2026-11-22 05:59 to 2026-11-24 07:00 UTC" in alarm.lasting()[0].words
    assert Heartbeat.objects.get().at == clock()


def test_a_machine_that_was_off_between_closings_or_made_its_edition_has_nothing_to_tell(newsletter, clock):
    found(newsletter, CLOSING - timedelta(days=9))
    edition(newsletter)
    clock.set(DAY, 5)
    day.notice_a_stop(clock())
    clock.set(DAY, 23)

    day.notice_a_stop(clock())

    assert causes() == []


def test_a_clock_that_steps_back_is_no_stop(newsletter, clock):
    found(newsletter, CLOSING - timedelta(days=9))
    clock.set(DAY, 7)
    day.notice_a_stop(clock())
    clock.set(DAY, 5)
    day.notice_a_stop(clock())

    assert causes() == []
    assert Heartbeat.objects.get().at == clock()


def test_on_start_what_is_still_worth_sending_is_sent_and_the_rest_is_not(newsletter, clock, outbox):
    reader(newsletter, "alice")
    reader(newsletter, "bob", minute=20 * 60)
    stale = edition(newsletter, DAY - timedelta(days=2))
    fresh = edition(newsletter, closed_at=CLOSING + timedelta(hours=13))
    clock.now = CLOSING + timedelta(hours=14, minutes=30)

    assert day.plan(clock()) == 2
    day.send(clock, outbox, "one")

    assert_balanced(fresh, sent=1, expired=1)
    assert_balanced(stale)
    assert causes() == ["expired military 2026-11-24"]


def test_an_edition_that_does_not_add_up_is_not_planned_and_keeps_no_other_from_it(newsletter, clock, monkeypatch):
    from reveille.editions import founding

    world = founding.newsletter("world", "everything", closing_minute=360, zone="UTC")
    for each in (newsletter, world):
        reader(each, f"alice-{each.slug}")
        edition(each)
    real = planning._insert

    def losing(edition, missing, mornings):
        return 0 if edition.newsletter == newsletter else real(edition, missing, mornings)

    monkeypatch.setattr(planning, "_insert", losing)

    assert day.plan(CLOSING) == 1
    assert causes() == ["balance military 2026-11-24"]
    monkeypatch.undo()
    assert day.plan(CLOSING) == 1
    clock.now = CLOSING
    watching.look(clock())
    assert causes() == []


def test_letters_that_cannot_be_made_are_told_once_and_healed_when_they_leave(today, clock, monkeypatch, settings):
    settings.SITE_LANGUAGE = "de"

    def broken(*_):
        raise KeyError("a habit")

    with Misbehaving() as server:
        with monkeypatch.context() as fault:
            fault.setattr(writing, "why", broken)
            for minutes in (0, 6, 20):
                assert send(clock, server, DUE + timedelta(minutes=minutes)).ended == {"unmade": 2}
                assert causes() == ["unmade military 2026-11-24"]
        [told] = alarm.lasting()
        assert told.subject == "2 letters could not be made (military 2026-11-24)"
        assert "2 times: it could not be made: KeyError" in told.words
        assert "reveille lint military/2026-11-24" in told.words
        with override("de"):
            assert "could not" not in telling.told(told.subject) + telling.told(told.words)
        line = house.letters_line()
        assert (line.state, line.blocks) == ("wrong", False)
        assert "2 letters could not be made, KeyError" in str(line)

        assert send(clock, server, DUE + timedelta(minutes=60)).ended == {"sent": 2}

    assert causes() == []
    assert house.letters_line().state == "ok"
