"""Whom we must not write to: who bars an address, who may lift it, and what an import makes of it."""

from datetime import timedelta

import pytest
from tests.rooms.people import CLOSING, ask, edition, letters, link, parsed, reader, text_of

from reveille.core import reports
from reveille.core.bounces import Kind
from reveille.core.errors import LiftError
from reveille.delivery import bounces, planning
from reveille.delivery.models import Delivery
from reveille.editions import founding
from reveille.subscribers import addresses, confirm, erase, importing, move, signup, suppression
from reveille.subscribers.models import Consent, Letter, Lifting, Subscription, Suppression
from reveille.subscribers.suppression import Reason

pytestmark = pytest.mark.django_db
ALICE = "alice@post.example"


@pytest.fixture
def alice(newsletter):
    return reader(newsletter, "alice")


def barred(reason, at, address=ALICE):
    suppression.bar(addresses.digest(address), Reason(reason), at)


@pytest.mark.parametrize("reason", ["complained", "bounced"])
def test_who_complained_or_bounced_comes_back_by_signing_up_and_confirming(newsletter, clock, outbox, reason):
    one = reader(newsletter, "alice", state="left")
    barred(reason, clock())

    ask(newsletter, "alice", clock())
    [letter] = letters(outbox)
    assert suppression.is_silent(ALICE)  # asking lifts nothing
    confirm.confirm(link(letter, "confirm"), clock())

    one.refresh_from_db()
    assert one.state == "confirmed"
    assert suppression.of(ALICE) is None
    lifted = Lifting.objects.get()
    assert (lifted.reason, lifted.who, lifted.why) == (reason, "themselves", "signed up and confirmed")
    assert parsed(letters(outbox)[0])["Subject"].startswith("Welcome")


@pytest.mark.parametrize("reason", ["complained", "bounced"])
def test_strangers_cannot_have_them_written_to_again_and_again(newsletter, clock, outbox, reason):
    barred(reason, clock())
    for _ in range(30):
        ask(newsletter, "alice", clock())
        letters(outbox)
        clock.pass_(days=1, minutes=1)

    assert len(letters(outbox)) == 1
    clock.pass_(days=1)
    ask(newsletter, "alice", clock())
    assert len(letters(outbox)) == 2
    assert suppression.of(ALICE).reason == reason


def test_who_was_written_to_today_is_asked_tomorrow_and_not_a_month_later(newsletter, clock, outbox):
    ask(newsletter, "alice", clock())
    letters(outbox)
    barred("complained", clock())
    ask(newsletter, "alice", clock())
    assert len(letters(outbox)) == 1

    clock.pass_(days=1, minutes=1)
    ask(newsletter, "alice", clock())

    assert len(letters(outbox)) == 2


def test_a_complaint_ends_all_that_a_person_has_so_that_one_asked_for_anew_brings_back_one(
    alice, newsletter, clock, outbox
):
    other = reader(founding.newsletter("world", "everything"), "alice")
    planning.plan(edition(newsletter), CLOSING)
    bounces.complained(Delivery.objects.get().pk, "abuse", "", clock(), "imap")
    clock.pass_(minutes=1)

    ask(newsletter, "alice", clock())
    confirm.confirm(link(letters(outbox)[0], "confirm"), clock())

    alice.refresh_from_db()
    other.refresh_from_db()
    assert (alice.state, other.state) == ("confirmed", "left")
    assert Consent.objects.get(subscription=other).how == "complaint"


@pytest.mark.parametrize("kind", Letter.Kind.values)
@pytest.mark.parametrize("reason", ["complained", "bounced", "asked"])
def test_a_letter_that_waits_does_not_go_where_trouble_came_from_meanwhile(alice, clock, reason, kind):
    assert not suppression.holds_back(ALICE, asks=kind == "confirmation")

    barred(reason, clock())

    assert suppression.holds_back(ALICE, asks=kind == "confirmation")


@pytest.mark.parametrize(
    ("first", "second", "stands"),
    [
        ("bounced", "complained", "complained"),
        ("complained", "bounced", "complained"),
        ("bounced", "erased", "erased"),
        ("complained", "erased", "complained"),
        ("moved", "erased", "erased"),
        ("erased", "asked", "asked"),
        ("asked", "complained", "asked"),
    ],
)
def test_the_graver_reason_stands(clock, first, second, stands):
    barred(first, clock())
    barred(second, clock())

    assert suppression.of(ALICE).reason == stands


@pytest.mark.parametrize("reason", ["bounced", "asked"])
def test_an_operator_lifts_with_a_reason_which_is_kept(alice, newsletter, clock, reason):
    barred(reason, clock())
    assert planning.plan(edition(newsletter), CLOSING) == 0

    suppression.lift(ALICE, clock(), who="ann", why="She wrote: the mailbox is there again.")

    kept = Lifting.objects.get()
    assert (kept.reason, kept.who, kept.why) == (reason, "ann", "She wrote: the mailbox is there again.")
    assert planning.plan(edition(newsletter, day=CLOSING.date() + timedelta(days=1)), CLOSING) == 1


@pytest.mark.parametrize("reason", ["complained", "erased", "moved"])
def test_a_persons_own_no_is_not_the_operators_to_lift(clock, reason):
    barred(reason, clock())

    with pytest.raises(LiftError, match="only they themselves"):
        suppression.lift(ALICE, clock(), who="ann", why="please")

    assert suppression.of(ALICE).reason == reason
    assert not Lifting.objects.exists()


def test_lifting_says_why_and_only_what_is_barred_is_lifted(clock):
    with pytest.raises(LiftError, match="may be written to"):
        suppression.lift(ALICE, clock(), who="ann", why="x")
    barred("bounced", clock())
    with pytest.raises(LiftError, match="say why"):
        suppression.lift(ALICE, clock(), who="ann", why=" ")


def failure(kind):
    return reports.Failure(Kind(kind), "5.1.1" if kind == "hard" else "4.2.2", "failed", "")


@pytest.mark.parametrize("kind", ["hard", "soft"])
def test_what_left_before_the_lifting_bars_nobody_again(alice, newsletter, clock, kind):
    planning.plan(edition(newsletter), CLOSING)
    Delivery.objects.update(state="sent", handed_at=clock())
    clock.pass_(hours=1)
    barred("bounced", clock())
    suppression.lift(ALICE, clock(), who="ann", why="mended")

    settled = bounces.bounced(Delivery.objects.get().pk, failure(kind), clock(), "imap")

    assert suppression.of(ALICE) is None
    assert "before its reader came back" in settled.reason


def test_an_old_list_does_not_bring_back_who_moved_away_and_left(alice, newsletter, clock, outbox):
    move.ask(alice.subscriber, "alice@new.example", clock())
    move.confirm(link(letters(outbox)[0], "move"), clock())
    assert parsed(letters(outbox)[0])["To"] == ALICE  # the old address is told of it
    listed = [importing.Row(1, ALICE, {})]

    [judged] = importing.take(listed, newsletter, signup.Wish(""), clock(), elsewhere="an old list")

    assert (judged.verdict, judged.why) == (importing.GONE, f"moved at {clock():%Y-%m-%d}")
    assert [one.subscriber.address for one in Subscription.objects.all()] == ["alice@new.example"]


def test_who_moved_away_may_sign_up_there_again_or_move_back(alice, newsletter, clock, outbox):
    move.ask(alice.subscriber, "alice@new.example", clock())
    move.confirm(link(letters(outbox)[0], "move"), clock())
    clock.pass_(days=1, minutes=1)
    alice.subscriber.refresh_from_db()

    move.ask(alice.subscriber, ALICE, clock())
    move.confirm(link(letters(outbox)[0], "move"), clock())

    assert suppression.of(ALICE) is None
    assert suppression.of("alice@new.example").reason == "moved"
    assert not Lifting.objects.exists()


def test_erasing_forgets_what_was_lifted_too(alice, clock):
    barred("bounced", clock())
    suppression.lift(ALICE, clock(), who="ann", why="mended")

    erase.erase(alice.subscriber, clock())

    assert not Lifting.objects.exists()
    assert suppression.of(ALICE).reason == "erased"


def test_the_letter_that_asks_anew_says_nothing_of_the_past(newsletter, clock, outbox):
    barred("complained", clock())

    ask(newsletter, "alice", clock())

    assert "If you did not ask, do nothing" in text_of(letters(outbox)[0])
    assert Suppression.objects.get().asked_at == clock()


@pytest.mark.parametrize("said", [{}, {"newsletter": "military"}])
def test_a_retired_newsletter_takes_nobody_in_by_a_list(newsletter, clock, said):
    newsletter.retired_at = clock()
    newsletter.save()
    listed = [importing.Row(1, "alice@post.example", said)]

    [judged] = importing.take(listed, newsletter, signup.Wish(""), clock(), elsewhere="an old list")

    assert (judged.verdict, Subscription.objects.count()) == (importing.WRONG, 0)
    assert "appears no more" in judged.why
