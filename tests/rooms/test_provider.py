"""A hosted provider's API, played on loopback: what it says, and what its silence means."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.core.sound import ALICE, HEAD, HTML, TEXT
from tests.rooms.hosted import Api
from tests.rooms.people import CLOSING, assert_balanced, edition, reader

from reveille.core import message
from reveille.core.errors import InDoubt, NotHandedOver, SettingError
from reveille.delivery import planning, post
from reveille.delivery.models import Bounce
from reveille.delivery.provider import LETTER
from reveille.mail.account import Account
from reveille.mail.hooks import Hook
from reveille.mail.provider import Provider
from reveille.subscribers.models import Suppression

pytestmark = pytest.mark.django_db(transaction=True)
INACTIVE = (
    "You tried to send to recipient(s) that have been marked as inactive. "
    "Found inactive addresses: alice@post.example. Inactive recipients have generated a hard bounce."
)
TAKEN = {"To": "x", "SubmittedAt": "2026-11-25T06:30:00Z", "MessageID": "b7bc2f4a", "ErrorCode": 0, "Message": "OK"}


class Postmark(Api):
    """Names the address it was given, as Postmark does."""

    def __init__(self, says=(200, TAKEN)):
        super().__init__(says)

    def said(self, body):
        status, answer = self.says
        return status, {**answer, "To": json.loads(body)["To"]}

    @property
    def letters(self):
        """What it was asked to send, and by whose token."""
        return [(headers["X-Postmark-Server-Token"], json.loads(body)) for _, headers, body in self.asked]


def send(url, **more):
    letter = message.fill(message.template(HEAD, TEXT, HTML), ALICE)
    with Provider(Account("postmark", "secret", url=url), **more) as way:
        return way.send("b+abc@provider.invalid", "alice@post.example", letter)


def test_all_of_a_letter_but_the_signature_goes_to_the_provider():
    with Postmark() as api:
        answer = send(api.url)

    [(token, asked)] = api.letters
    headers = {one["Name"]: one["Value"] for one in asked["Headers"]}
    assert answer.taken
    assert token == "secret"
    assert asked["Subject"] == HEAD.subject
    assert asked["Metadata"] == {LETTER: "b+abc@provider.invalid"}
    assert ALICE.leave in asked["TextBody"]
    assert ALICE.leave in asked["HtmlBody"]
    assert headers["List-Unsubscribe"] == f"<{ALICE.leave}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Message-ID"] == ALICE.message_id


def test_a_provider_gets_a_name_beyond_ascii_as_it_is():
    letter = message.fill(message.template(HEAD, TEXT, HTML), replace(ALICE, to="ünal@post.example"))
    with Postmark() as api, Provider(Account("postmark", "secret", url=api.url)) as way:
        assert way.send("b+abc@provider.invalid", "ünal@post.example", letter).taken

    assert api.letters[0][1]["To"] == "ünal@post.example"


def test_what_the_provider_was_told_is_what_its_events_name_the_letter_by(newsletter, clock, settings, client):
    """The letter leaves over HTTP with its metadata; the webhook brings that back, and the right reader bounces."""
    readers = [reader(newsletter, name) for name in ("alice", "bob")]
    planning.plan(edition(newsletter), CLOSING)
    clock.now = CLOSING + timedelta(minutes=30)
    settings.WEBHOOK = Hook("postmark", "s" * 24)
    with Postmark() as api:
        settings.PROVIDER = Account("postmark", "secret", url=api.url)
        post.deliver_due(clock, Provider(settings.PROVIDER), "one")
    told = next(body["Metadata"] for _, body in api.letters if body["To"] == "bob@post.example")

    event = {"RecordType": "Bounce", "Type": "HardBounce", "MessageID": "b7bc2f4a", "Email": "bob@post.example",
             "Details": "smtp;550 5.1.1 nobody", "BouncedAt": "2026-11-25T06:31:00Z", "Metadata": told}  # fmt: skip
    answer = client.post(f"/provider/{'s' * 24}/", json.dumps(event), content_type="application/json")

    assert answer.status_code == 200
    assert [one.delivery.subscription for one in Bounce.objects.all()] == readers[1:]
    assert Suppression.objects.get().address_hash == readers[1].subscriber.address_hash


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ((422, {"ErrorCode": 406, "Message": INACTIVE}), 550),
        ((429, {"ErrorCode": 429, "Message": "slower"}), 421),
        ((503, {"ErrorCode": 100, "Message": "maintenance"}), 451),
    ],
)
def test_a_no_is_an_answer(says, code):
    with Postmark(says) as api:
        assert send(api.url).code == code


@pytest.mark.parametrize("says", [None, (500, {"ErrorCode": 0, "Message": "oops"})])
def test_silence_and_a_stumble_of_theirs_are_doubt(says):
    with Postmark(says) as api, pytest.raises(InDoubt):
        send(api.url)


def test_a_wrong_key_and_nobody_there_keep_the_letter_with_us():
    with Postmark((401, {"ErrorCode": 10, "Message": "bad token"})) as api, pytest.raises(NotHandedOver):
        send(api.url)
    with pytest.raises(NotHandedOver):
        send(api.url)


def test_an_editions_letters_go_abreast_and_are_noted(newsletter, clock, settings):
    for n in range(12):
        reader(newsletter, f"reader{n}")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    clock.now = CLOSING + timedelta(minutes=30)
    with Postmark() as api:
        settings.PROVIDER = Account("postmark", "secret", url=api.url)
        post.deliver_due(clock, Provider(settings.PROVIDER, connections=4), "one")

    assert len({body["To"] for _, body in api.letters}) == len(api.letters) == 12
    assert all(body["Metadata"][LETTER].endswith("@provider.invalid") for _, body in api.letters)
    assert_balanced(today, sent=12)


def test_a_provider_nobody_knows_is_told_at_the_start():
    with pytest.raises(SettingError):
        Account("pigeon", "key")
    with pytest.raises(SettingError):
        Account("postmark", "")
    assert "secret" not in repr(Account("postmark", "secret"))
