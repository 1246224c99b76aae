"""Where a key signs eight letters at once, those behind are made with the ones that leave, and wait a little."""

from datetime import timedelta

import pytest
from tests.rooms.people import CLOSING, edition, reader

from reveille.core import dkim
from reveille.core.errors import Unmade
from reveille.delivery import claims, planning, post, writing
from reveille.delivery.models import Delivery
from reveille.mail.catcher import Catcher
from reveille.mail.relay import Relay
from reveille.mail.smtp import Smtp
from reveille.subscribers import unsubscribe
from reveille.subscribers.models import Subscriber, Subscription

pytestmark = pytest.mark.django_db(transaction=True)

DUE = CLOSING + timedelta(minutes=30)
SECOND = timedelta(seconds=1)


@pytest.fixture
def signed(monkeypatch, settings):
    """How many letters each key signed, lot by lot, where both can sign eight together."""
    settings.DKIM = True
    lots, real = [], dkim.Signer.signatures

    def counted(self, texts):
        lots.append(len(texts))
        return real(self, texts)

    monkeypatch.setattr(dkim.Signer, "signatures", counted)
    monkeypatch.setattr(dkim.Signer, "together", 8)
    return lots


def planned(newsletter, count):
    for n in range(count):
        reader(newsletter, f"reader{n}")
    planning.plan(edition(newsletter), CLOSING)


def claimed(newsletter, count):
    planned(newsletter, count)
    return claims.claim(DUE, "one", batch=count)


def test_those_behind_are_signed_with_the_first(newsletter, signed):
    rows, writer = claimed(newsletter, 10), writing.Writer()

    first = writer.letters(rows[:2], DUE, behind=rows[2:])
    rest = [letter for row in rows[2:8] for letter in writer.letters([row], DUE + SECOND, behind=rows[8:])]

    assert signed == [8, 8]  # once by each of two keys
    assert [row.address.encode() in letter for row, letter in zip(rows[:8], [*first, *rest], strict=True)] == [True] * 8
    assert len({*first, *rest}) == 8


def test_a_letter_is_given_out_once(newsletter, signed):
    rows, writer = claimed(newsletter, 3), writing.Writer()
    writer.letters(rows[:1], DUE, behind=rows[1:])

    writer.letters(rows[1:2], DUE)
    writer.letters(rows[1:2], DUE)

    assert signed == [3, 3, 1, 1]


def test_what_waited_too_long_is_made_anew(newsletter, signed):
    rows, writer = claimed(newsletter, 2), writing.Writer()
    writer.letters(rows[:1], DUE, behind=rows[1:])

    later = DUE + writing.KEEPS + SECOND
    [letter] = writer.letters(rows[1:], later)

    assert f"{later:%H:%M:%S}".encode() in letter
    assert signed == [2, 2, 1, 1]


def test_what_was_made_before_the_clock_went_back_is_made_anew(newsletter, signed):
    rows, writer = claimed(newsletter, 2), writing.Writer()
    writer.letters(rows[:1], DUE + timedelta(hours=1), behind=rows[1:])

    [letter] = writer.letters(rows[1:], DUE)

    assert f"{DUE:%H:%M:%S}".encode() in letter


def test_an_attempt_later_is_another_letter(newsletter, signed):
    """It may go to another address by then."""
    rows, writer = claimed(newsletter, 2), writing.Writer()
    writer.letters(rows[:1], DUE, behind=rows[1:])
    claims.give_back(rows[1:])
    Subscriber.objects.filter(address=rows[1].address).update(address="elsewhere@post.example")
    again = next(row for row in claims.claim(DUE, "one") if row.pk == rows[1].pk)

    [letter] = writer.letters([again], DUE)

    assert b"elsewhere@post.example" in letter


def test_those_that_never_begin_pile_up_to_a_lot_at_most(newsletter, signed):
    rows, writer = claimed(newsletter, 60), writing.Writer()

    for n in range(20):
        writer.letters([rows[n]], DUE, behind=rows[20 + n :: 2])

    assert len(writer._ahead) < 16


def test_a_letter_that_cannot_be_made_ends_its_own_turn(newsletter, signed, monkeypatch):
    rows, writer = claimed(newsletter, 3), writing.Writer()
    real = writing.why
    fails = rows[1].address
    monkeypatch.setattr(writing, "why", lambda row, *more: 1 / 0 if row.address == fails else real(row, *more))

    made = writer.letters(rows[:1], DUE, behind=rows[1:]) + writer.letters(rows[1:], DUE)

    assert [type(one) for one in made] == [bytes, Unmade, bytes]


def test_a_key_that_fails_fails_all_that_it_was_to_sign(newsletter, signed, monkeypatch):
    rows, writer = claimed(newsletter, 2), writing.Writer()
    monkeypatch.setattr(dkim.Signer, "signatures", lambda self, texts: 1 / 0)

    assert [type(one) for one in writer.letters(rows, DUE)] == [Unmade] * 2


def test_who_left_meanwhile_gets_none_of_what_was_made_ahead(newsletter, signed, clock, tmp_path, monkeypatch):
    planned(newsletter, 12)
    clock.now = DUE
    leaving = Subscription.objects.get(subscriber__address="reader5@post.example")
    real, left = claims.hand, []

    def hand(rows, now):
        if not left:
            left.append(unsubscribe.leave(leaving, now, how="link"))
        return real(rows, now)

    monkeypatch.setattr(claims, "hand", hand)
    with Catcher(tmp_path / "received") as catcher:
        post.deliver_due(clock, Smtp(Relay("127.0.0.1", catcher.port, "none"), connections=1), "one")
        readers = {one.recipient.partition("@")[0] for one in catcher.caught()}

    assert readers == {f"reader{n}" for n in range(12)} - {"reader5"}
    assert Delivery.objects.get(subscription=leaving).state == "skipped"
    assert max(signed) == 8
