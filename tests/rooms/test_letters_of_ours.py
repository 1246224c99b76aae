"""Letters of our own, held against what mail programs ask: nothing fails, whichever it is."""

import pytest
from tests.rooms.people import CLOSING, edition, letters, parsed, reader, text_of

from reveille.core import lint
from reveille.editions import checking
from reveille.subscribers import letters as ours
from reveille.subscribers.models import Letter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", Letter.Kind)
def test_nothing_fails_in_a_letter_of_ours(newsletter, clock, outbox, settings, kind):
    settings.POSTAL_ADDRESS, newsletter.name = "12 Signal Lane, Exampletown", "The Rather Long Name of a Morning Paper"
    newsletter.save()
    alice = reader(newsletter, "alice", zone="America/Argentina/ComodRivadavia", weekdays=85, nonce="x" * 43)
    alice.subscriber.moving_to, alice.subscriber.moving_nonce = "alice@new.example", "y" * 43
    alice.subscriber.save()

    ours.queue(kind, alice, clock())

    [letter] = letters(outbox)
    back = parsed(letter)
    assert [str(one) for one in lint.fails(lint.check(letter, checking.context(letter)))] == []
    assert back["Auto-Submitted"] == "auto-generated"
    assert not [name for name in back if name.startswith("List-") or name == "Precedence"]
    assert "alice@post.example" not in text_of(letter)


def test_a_welcome_with_its_edition_is_marked_up_once(newsletter, clock, outbox):
    edition(newsletter, closed_at=CLOSING)
    bob = reader(newsletter, "bob", confirmed_at=CLOSING)

    ours.queue(Letter.Kind.WELCOME, bob, clock())

    html = parsed(letters(outbox)[0]).get_body(("html",)).get_content()
    assert [html.count(tag) for tag in ("<html", "<head", "<body", "</body>", "</html>")] == [1, 1, 1, 1, 1]
    assert html.index("<body") < html.index("It is yours") < html.index("<h1>")
