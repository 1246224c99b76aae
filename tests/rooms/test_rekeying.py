"""Another secret key: who is held is known by it, and what the old one signed is taken for a while, or never again."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.rooms import desk
from tests.rooms.people import ask, edition, letters, link, parsed, reader

from reveille import appending
from reveille.core import leavings, verp
from reveille.core.errors import LiftError, TokenError
from reveille.core.formerkeys import Former
from reveille.core.leavings import Deed
from reveille.delivery import bounces, planning, signed
from reveille.delivery.journal import Journal
from reveille.delivery.models import Delivery
from reveille.desk import safe
from reveille.desk.roles import Role
from reveille.editions import founding
from reveille.subscribers import (
    addresses,
    confirm,
    erase,
    importing,
    keycheck,
    move,
    recalling,
    rekeying,
    signup,
    suppression,
    unsubscribe,
)
from reveille.subscribers import journal as journal_of_leavings
from reveille.subscribers.models import Lifting, Recalled, Subscriber, Subscription, Suppression
from reveille.subscribers.suppression import Reason

pytestmark = pytest.mark.django_db
NEW = "another key, and long enough to be one"
HOLDS = date(2026, 12, 24)
ADDRESS = "{}@post.example"


@pytest.fixture
def change(settings, clock, journal):
    """Change the key: known, and holding until a day, or lost."""
    first = settings.SECRET_KEY
    keycheck.fits(first)

    def change(until=HOLDS, lost=False):
        settings.SECRET_KEY = NEW
        settings.FORMER_KEYS = () if lost else (Former(until, first),)
        return rekeying.rekey(clock(), lost, Journal(settings.JOURNAL).renamed)

    return change


def barred(name, reason, at):
    suppression.bar(addresses.digest(ADDRESS.format(name)), Reason(reason), at)


@pytest.mark.parametrize("lost", [False, True])
def test_everybody_stays_subscribed_and_who_must_not_be_written_to_stays_so(newsletter, clock, change, settings, lost):
    for name in ("alice", "bob"):
        reader(newsletter, name)
    barred("bob", "bounced", clock())
    known = {one.pk: one.token for one in Subscription.objects.all()}

    done = change(lost=lost)

    assert (done.people, done.barred) == (2, 1)
    assert {one.pk: one.token for one in Subscription.objects.filter(state="confirmed")} == known
    assert keycheck.fits(NEW)
    for one in Subscriber.objects.all():
        assert one.address_hash == addresses.digest(one.address)
    planning.plan(edition(newsletter), clock())
    assert [one.subscription.subscriber.address for one in Delivery.objects.all()] == ["alice@post.example"]


def test_a_second_time_finds_nothing_to_do(newsletter, clock, change):
    reader(newsletter, "alice")
    change()

    assert change() == rekeying.Rekeyed(0, 0, 0)


@pytest.mark.parametrize("lost", [False, True])
def test_who_left_as_the_journal_knows_and_the_database_does_not_is_gone_before_the_hashes_change(
    newsletter, clock, change, lost
):
    one = reader(newsletter, "alice")
    unsubscribe.leave(one, clock(), how="button")
    Subscription.objects.update(state="confirmed", left_at=None)  # as in a backup that is put back

    change(lost=lost)

    assert Subscription.objects.get().state == "left"


def test_what_the_new_key_wrote_into_the_journal_is_read_on_a_database_that_was_put_back(
    newsletter, clock, change, settings
):
    first = settings.SECRET_KEY
    reader(newsletter, "alice")
    change()
    unsubscribe.leave(Subscription.objects.get(), clock(), how="button")
    settings.SECRET_KEY = first
    Subscriber.objects.update(address_hash=addresses.digest(ADDRESS.format("alice")))
    Subscription.objects.update(state="confirmed", left_at=None)
    keycheck.take(first)

    change()
    found = recalling.recall(clock())

    assert found == recalling.Found(left=1)
    assert Subscription.objects.get().state == "left"


def test_lines_that_a_former_key_wrote_are_no_strangers(newsletter, clock, change, settings):
    unsubscribe.leave(reader(newsletter, "alice"), clock(), how="button")
    change()

    assert not recalling.recall(clock())


def test_who_was_erased_is_known_by_the_former_key_for_good(newsletter, clock, outbox, change):
    erase.erase(reader(newsletter, "alice").subscriber, clock())
    change(until=date.min)
    clock.pass_(days=300)

    assert suppression.of(ADDRESS.format("alice")).reason == "erased"
    [judged] = importing.take(
        importing.rows(b"alice@post.example"), newsletter, signup.Wish(""), clock(), elsewhere="a list"
    )
    assert judged.verdict == importing.GONE


def test_that_somebody_else_confirmed_since_lifts_nothing_of_what_the_former_key_says(newsletter, clock, change):
    erase.erase(reader(newsletter, "alice").subscriber, clock())
    change()
    clock.pass_(days=1)
    reader(newsletter, "bob", asked_at=clock(), confirmed_at=clock())

    suppression.recognise(ADDRESS.format("alice"))

    assert suppression.of(ADDRESS.format("alice")).reason == "erased"


def test_who_was_erased_comes_back_by_confirming_and_is_barred_by_neither_key(newsletter, clock, outbox, change):
    erase.erase(reader(newsletter, "alice").subscriber, clock())
    change()

    ask(newsletter, "alice", clock())
    confirm.confirm(link(letters(outbox)[0], "confirm"), clock())

    assert suppression.of(ADDRESS.format("alice")) is None
    assert not Suppression.objects.exists()


def test_whom_the_operator_suppressed_is_asked_by_no_form_and_lifted_by_the_operator(newsletter, clock, outbox, change):
    barred("alice", "asked", clock())
    change()

    ask(newsletter, "alice", clock())
    assert letters(outbox) == []
    suppression.lift(ADDRESS.format("alice"), clock(), who="op", why="a mistake")

    assert suppression.of(ADDRESS.format("alice")) is None
    with pytest.raises(LiftError):
        suppression.lift(ADDRESS.format("alice"), clock(), who="op", why="again")


def test_of_two_reasons_by_two_keys_the_graver_one_stands_and_what_was_lifted_since_is_no_reason(
    newsletter, clock, change, settings
):
    barred("alice", "complained", clock())
    barred("bob", "bounced", clock())
    change()
    barred("alice", "bounced", clock())
    suppression.lift(ADDRESS.format("bob"), clock(), who="op", why="mended")
    Suppression.objects.create(address_hash=addresses.digests(ADDRESS.format("bob"))[1], reason="bounced", at=clock())

    assert suppression.of(ADDRESS.format("alice")).reason == "complained"

    for name in ("alice", "bob"):
        suppression.recognise(ADDRESS.format(name))

    assert suppression.of(ADDRESS.format("alice")).reason == "complained"
    assert suppression.of(ADDRESS.format("bob")) is None


def test_without_the_old_key_who_was_erased_is_counted_and_known_to_nobody(newsletter, clock, change):
    erase.erase(reader(newsletter, "alice").subscriber, clock())
    barred("bob", "asked", clock())
    reader(newsletter, "carol")
    barred("carol", "bounced", clock())

    assert rekeying.unheld() == {"erased": 1, "asked": 1}
    change(lost=True)
    assert suppression.of(ADDRESS.format("alice")) is None
    assert suppression.of(ADDRESS.format("carol")).reason == "bounced"


def test_a_confirmation_that_waits_goes_on_by_its_old_link(newsletter, clock, outbox, change):
    ask(newsletter, "alice", clock())
    old = link(letters(outbox)[0], "confirm")

    assert change().letters == 0
    confirm.confirm(old, clock())

    assert Subscription.objects.get().state == "confirmed"


@pytest.mark.parametrize(("days", "taken"), [(0, True), (1, False)])
def test_in_a_process_that_runs_on_links_and_sessions_end_with_the_old_key_s_day(
    newsletter, clock, outbox, change, days, taken
):
    ask(newsletter, "alice", clock())
    waiting = link(letters(outbox)[0], "confirm")
    editor = desk.at_desk(Role.EDITOR)
    change(until=clock().date())

    clock.pass_(days=days)

    assert ("sign-in" not in editor.get("/desk/").url) is taken
    with nullcontext() if taken else pytest.raises(TokenError):
        confirm.confirm(waiting, clock())


def test_without_the_old_key_a_confirmation_that_waits_is_sent_anew(newsletter, clock, outbox, change):
    ask(newsletter, "alice", clock())
    old = link(letters(outbox)[0], "confirm")

    assert change(lost=True).letters == 1
    with pytest.raises(TokenError):
        confirm.of(old, clock())
    new = letters(outbox)[0]
    assert parsed(new)["To"] == "alice@post.example"
    confirm.confirm(link(new, "confirm"), clock())

    assert Subscription.objects.get().state == "confirmed"


def test_without_the_old_key_one_letter_a_person_is_sent_anew_and_none_that_is_too_old(
    newsletter, clock, outbox, change
):
    for name in ("alice", "bob"):
        reader(newsletter, name, state="pending", nonce=f"n {name}", asked_at=clock(), confirmed_at=None)
    Subscription.objects.filter(nonce="n bob").update(asked_at=clock() - signup.HOLDS)

    assert change(lost=True).letters == 1


@pytest.mark.parametrize(
    ("until", "lost", "taken"), [(HOLDS, False, True), (date.min, False, False), (HOLDS, True, False)]
)
def test_leaving_by_mail_from_an_old_letter_works_as_long_as_the_old_key_holds(
    sent, clock, change, settings, until, lost, taken
):
    leaving = verp.leave_address(settings.SECRET_KEY.encode(), "bounces.example", sent.pk)
    change(until=until, lost=lost)

    assert (signed.leaving(leaving, clock()) == sent.pk) is taken
    mail = f"From: alice@post.example\r\nTo: {leaving}\r\nSubject: off\r\n\r\noff\r\n".encode()
    settled = bounces.settle(mail, [leaving], clock(), "test")

    assert settled.outcome == (bounces.LEFT if taken else bounces.UNKNOWN)
    assert (Subscription.objects.get().state == "left") is taken


def test_the_old_key_holds_to_the_end_of_its_day_and_no_longer(sent, clock, change, settings):
    old = verp.sender(settings.SECRET_KEY.encode(), "bounces.example", sent.pk)
    change()
    last = datetime(2026, 12, 24, 23, 59, 59, tzinfo=UTC)

    assert signed.delivery_of(old, last) == sent.pk
    assert signed.delivery_of(old, last + timedelta(seconds=1)) is None


def test_who_was_written_to_before_the_change_is_not_written_to_again_after_it_and_who_was_not_is(
    newsletter, clock, change, settings
):
    """The journal of who was written to goes by hashes too, and a database that is put back asks it."""
    one, _ = reader(newsletter, "alice"), reader(newsletter, "bob")
    made = edition(newsletter)
    Journal(settings.JOURNAL).remember(made, [one.subscriber.address_hash])

    change(lost=True)

    alice, bob = (addresses.digest(ADDRESS.format(name)) for name in ("alice", "bob"))
    assert Journal(settings.JOURNAL).known(made, [alice, bob]) == {alice}


def test_what_is_sealed_is_sealed_anew_and_a_recovery_code_holds_as_long_as_the_key(settings, clock):
    kept, digest, first = safe.sealed(b"a phone's key"), safe.digest("code"), settings.SECRET_KEY
    settings.SECRET_KEY, settings.FORMER_KEYS = NEW, (Former(HOLDS, first),)

    assert safe.opened(kept) is None
    anew = safe.resealed(kept)
    assert safe.opened(anew) == b"a phone's key"
    assert safe.resealed(anew) is None
    assert digest in safe.digests("code", HOLDS)
    assert digest not in safe.digests("code", HOLDS + timedelta(days=1))
    settings.FORMER_KEYS = ()
    assert safe.resealed(kept) is None


def journal_line(settings, name, what, at, newsletter=""):
    """A line that the key of now, soon a former one, wrote into the journal; the database knows nothing of it."""
    deed = Deed(at, what, addresses.digest(ADDRESS.format(name)), newsletter)
    appending.append(settings.LEAVINGS / f"2026-11.{journal_of_leavings.mark()}.txt", leavings.line(deed))


def test_what_was_lifted_and_when_somebody_was_asked_last_go_with_their_hash(newsletter, clock, change):
    for name in ("alice", "bob"):
        reader(newsletter, name)
    barred("alice", "bounced", clock())
    suppression.lift(ADDRESS.format("alice"), clock(), who="op", why="mended")
    barred("bob", "complained", clock())
    suppression.asked(ADDRESS.format("bob"), clock())

    change()

    assert Lifting.objects.get().address_hash == addresses.digest(ADDRESS.format("alice"))
    assert suppression.of(ADDRESS.format("bob")).asked_at == clock()
    assert not suppression.may_be_asked(ADDRESS.format("bob"), clock())


def test_without_the_old_key_those_that_were_asked_for_together_share_a_letter_and_a_new_address_is_asked_anew(
    newsletter, clock, outbox, change
):
    world = founding.newsletter("world", "everything")
    for letter in (newsletter, world):
        reader(letter, "alice", state="pending", nonce="shared", asked_at=clock(), confirmed_at=None)
    bob = reader(newsletter, "bob").subscriber
    Subscriber.objects.filter(pk=bob.pk).update(
        moving_to="robert@post.example", moving_nonce="a nonce", moving_at=clock()
    )

    assert change(lost=True).letters == 2
    assert sorted(parsed(one)["To"] for one in letters(outbox)) == ["alice@post.example", "robert@post.example"]


def test_whoever_is_known_by_the_former_key_is_known_by_ours_once_they_are_here(newsletter, clock, outbox, change):
    for name in ("alice", "bob"):
        erase.erase(reader(newsletter, name).subscriber, clock())
    mover = reader(newsletter, "carol").subscriber
    change()

    signup.subscriber(ADDRESS.format("alice"), clock())
    move.ask(mover, ADDRESS.format("bob"), clock())
    move.confirm(link(letters(outbox)[0], "move"), clock())

    left = set(Suppression.objects.values_list("address_hash", "reason"))
    assert left == {
        (addresses.digest(ADDRESS.format("alice")), "erased"), (addresses.digest(ADDRESS.format("carol")), "moved"),
    }  # fmt: skip


def test_who_left_by_a_line_of_the_former_key_is_taken_in_by_no_list(newsletter, clock, change, settings):
    journal_line(settings, "alice", "left", clock(), "military")
    change()

    [judged] = importing.take(
        importing.rows(b"alice@post.example"), newsletter, signup.Wish(""), clock(), elsewhere="a list"
    )

    assert (judged.verdict, judged.why) == (importing.GONE, "left on 2026-11-24")


@pytest.mark.parametrize(("since", "verdict"), [("world", "not again"), ("military", "added")])
def test_who_left_under_the_former_key_and_came_to_a_newsletter_under_ours_is_taken_into_that_one_alone(
    newsletter, clock, change, settings, since, verdict
):
    """The database was put back from before either, so that the journal alone knows."""
    journal_line(settings, "alice", "left", clock(), "military")
    change()
    clock.pass_(days=1)
    journal_line(settings, "alice", "confirmed", clock(), since)  # by our key

    [judged] = importing.take(
        importing.rows(b"alice@post.example"), newsletter, signup.Wish(""), clock(), elsewhere="a list"
    )

    assert judged.verdict == verdict


def test_who_was_erased_by_a_line_of_the_former_key_is_not_answered_what_they_asked_before(
    newsletter, clock, outbox, change, settings
):
    ask(newsletter, "alice", clock())
    clock.pass_(minutes=1)
    journal_line(settings, "alice", "erased", clock())

    change()

    assert letters(outbox) == []


def test_database_that_is_two_keys_old_hears_what_was_done_under_the_one_in_between(
    newsletter, clock, change, settings
):
    """Who left while the second key was in use is known by a file that has that key's mark, and by no other."""
    first = settings.SECRET_KEY
    reader(newsletter, "alice")
    made = edition(newsletter)
    change()
    unsubscribe.leave(Subscription.objects.get(), clock(), how="button")
    Journal(settings.JOURNAL).remember(made, [Subscriber.objects.get().address_hash])
    settings.SECRET_KEY, settings.FORMER_KEYS = "a third one", (Former(HOLDS, NEW), Former(HOLDS, first))
    rekeying.rekey(clock(), False, Journal(settings.JOURNAL).renamed)
    Subscriber.objects.update(address_hash=addresses.digests(ADDRESS.format("alice"))[2])  # as in an old backup
    Subscription.objects.update(state="confirmed", left_at=None)
    Recalled.objects.all().delete()
    keycheck.take(first)

    rekeying.rekey(clock(), False, Journal(settings.JOURNAL).renamed)
    recalling.recall(clock())

    assert Subscription.objects.get().state == "left"
    now_known = Subscriber.objects.get().address_hash
    assert now_known == addresses.digest(ADDRESS.format("alice"))
    assert Journal(settings.JOURNAL).known(made, [now_known]) == {now_known}
    assert settings.SECRET_KEY == "a third one"


def test_key_that_is_found_again_bars_whose_mailbox_was_gone_after_they_had_confirmed(
    newsletter, clock, change, settings
):
    first = settings.SECRET_KEY
    barred("alice", "bounced", clock())
    change(lost=True)
    reader(newsletter, "alice")  # a week before
    settings.FORMER_KEYS = (Former(date.min, first),)

    suppression.recognise(ADDRESS.format("alice"))

    assert suppression.of(ADDRESS.format("alice")).reason == "bounced"


@pytest.mark.parametrize(("state", "reason"), [("confirmed", None), ("left", "complained")])
def test_key_that_is_found_again_bars_nobody_who_confirmed_since_and_is_there_still(
    newsletter, clock, change, settings, state, reason
):
    first = settings.SECRET_KEY
    for name in ("alice", "bob"):
        barred(name, "complained", clock())
    change(lost=True)
    clock.pass_(days=1)
    reader(newsletter, "alice", asked_at=clock(), confirmed_at=clock(), state=state)
    settings.FORMER_KEYS = (Former(date.min, first),)

    suppression.recognise(ADDRESS.format("alice"))  # as where they ask for another newsletter

    found = suppression.of(ADDRESS.format("alice"))
    assert (found.reason if found else None) == reason
    assert suppression.of(ADDRESS.format("bob")).reason == "complained"
