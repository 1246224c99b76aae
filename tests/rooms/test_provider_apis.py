"""Every hosted provider that the settings name, by its documented API: what it gets, and what its answers mean."""

import base64
import json
from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from tests.core.sound import ALICE, HEAD, HTML, TEXT
from tests.rooms.hosted import Api
from tests.rooms.people import CLOSING, assert_balanced, edition, reader

from reveille.core import message
from reveille.core.errors import InDoubt, NotHandedOver
from reveille.delivery import planning, post
from reveille.delivery.provider import LETTER
from reveille.mail.account import KEYS, UNTRACKED, Account
from reveille.mail.provider import Provider

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::anymail.exceptions.AnymailNotSupportedWarning"),  # of SendGrid, untested by it
]
NAME = "b+abc@provider.invalid"
QUEUED = (200, {"id": "<20261124063000.1@mg.example>", "message": "Queued. Thank you."})
TAKEN = {
    "brevo": (201, {"messageId": "<20261124063000.1@brevo.example>"}),
    "mailersend": (202, ""),
    "mailgun": QUEUED,
    "mailtrap": (200, {"success": True, "message_ids": ["0c7fd939-02cf-11ed-88c2-0a58a9feac02"]}),
    "postmark": (200, {"To": "alice@post.example", "MessageID": "b7bc2f4a", "ErrorCode": 0, "Message": "OK"}),
    "resend": (200, {"id": "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}),
    "sendgrid": (202, ""),
    "sparkpost": (200, {"results": {"total_rejected_recipients": 0, "total_accepted_recipients": 1, "id": "116688"}}),
}
TOLD_NOT_TO = {
    "mailersend": {"settings": {"track_clicks": False, "track_opens": False}},
    "mailgun": {"o:tracking-clicks": "no", "o:tracking-opens": "no"},
    "postmark": {"TrackLinks": "None", "TrackOpens": False},
    "sendgrid": {"tracking_settings": {"click_tracking": {"enable": False}, "open_tracking": {"enable": False}}},
    "sparkpost": {"options": {"click_tracking": False, "open_tracking": False}},
}


def account(provider, url):
    return Account(provider, "secret", "mg.example" if provider == "mailgun" else "", url)


def send(provider, api):
    letter = message.fill(message.template(HEAD, TEXT, HTML), ALICE)
    with Provider(account(provider, api.url)) as way:
        return way.send(NAME, "alice@post.example", letter)


def told(api):
    """What the provider was told last, and by what path."""
    path, headers, body = api.asked[-1]
    form = headers["Content-Type"] == "application/x-www-form-urlencoded"
    return path, dict(parse_qsl(body.decode())) if form else json.loads(body)


@pytest.mark.parametrize("provider", KEYS)
def test_a_letter_reaches_each_provider_with_its_ways_out_and_the_name_its_events_tell_it_by(provider):
    with Api(TAKEN[provider]) as api:
        assert send(provider, api).taken

    _, asked = told(api)
    words = json.dumps(asked).lower()
    for said in (HEAD.subject, "alice@post.example", f"<{ALICE.leave}>", "list-unsubscribe=one-click", NAME):
        assert said.lower() in words
    assert words.count(ALICE.leave.lower()) >= 3  # in the header, the text and the page


@pytest.mark.parametrize("provider", sorted(UNTRACKED))
def test_no_provider_puts_a_pixel_in_or_turns_a_link_over_to_itself(provider):
    """Some do by default: https://support.sparkpost.com/docs/getting-started/engagement-tracking."""
    with Api(TAKEN[provider]) as api:
        send(provider, api)

    _, asked = told(api)
    assert {name: asked.get(name) for name in TOLD_NOT_TO[provider]} == TOLD_NOT_TO[provider]


@pytest.mark.parametrize("provider", KEYS)
def test_an_answer_that_cannot_be_read_is_doubt_and_no_refusal(provider):
    """Whoever was refused is mailed with the missed; this letter may have left."""
    if provider in ("mailersend", "sendgrid"):
        pytest.skip("it says by the status alone that the letter is queued")

    with Api((200, "<html>Something else</html>")) as api, pytest.raises(InDoubt):
        send(provider, api)


def test_mailgun_gets_the_letter_as_its_reference_says():
    """https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages"""
    with Api(QUEUED) as api:
        answer = send("mailgun", api)

    path, asked = told(api)
    assert path == "/v3/mg.example/messages"
    assert api.asked[0][1]["Authorization"] == "Basic " + base64.b64encode(b"api:secret").decode()
    assert (answer.code, answer.text) == (250, "queued as <20261124063000.1@mg.example>")
    assert asked["to"] == "alice@post.example"
    assert asked["h:Message-Id"] == ALICE.message_id
    assert asked["h:List-Unsubscribe"] == f"<{ALICE.leave}>"
    assert asked["h:List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert asked[f"v:{LETTER}"] == NAME
    assert ALICE.leave in asked["text"]
    assert ALICE.leave in asked["html"]


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ((400, {"message": "to parameter is not a valid address. please check documentation"}), 554),
        ((429, {"message": "Domain mg.example is not allowed to send: request limit exceeded"}), 421),
        ((503, {"message": "Service unavailable"}), 451),
    ],
)
def test_a_no_of_mailguns_is_an_answer(says, code):
    with Api(says) as api:
        assert send("mailgun", api).code == code


def test_an_account_that_is_over_its_limit_sends_later():
    with Api((420, {"errors": [{"message": "Exceeded sending limit"}]})) as api:
        assert send("sparkpost", api).code == 451


@pytest.mark.parametrize("says", [(401, "Forbidden"), (404, {"message": "Domain not found: mg.example"})])
def test_a_key_or_domain_that_mailgun_does_not_know_keeps_the_letter_with_us(says):
    with Api(says) as api, pytest.raises(NotHandedOver):
        send("mailgun", api)


@pytest.mark.parametrize("says", [None, (500, {"message": "Internal Server Error"}), (200, {"message": "Held."})])
def test_silence_a_stumble_and_words_unknown_of_mailguns_are_doubt(says):
    with Api(says) as api, pytest.raises(InDoubt):
        send("mailgun", api)


def test_an_edition_by_mailgun_is_one_request_a_reader_and_a_second_round_asks_nothing(newsletter, clock, settings):
    for n in range(12):
        reader(newsletter, f"reader{n}")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    clock.now = CLOSING + timedelta(minutes=30)
    with Api(QUEUED) as api:
        settings.PROVIDER = account("mailgun", api.url)
        for _ in range(2):
            post.deliver_due(clock, Provider(settings.PROVIDER, connections=4), "one")

    readers = [dict(parse_qsl(body.decode()))["to"] for _, _, body in api.asked]
    assert sorted(readers) == sorted(f"reader{n}@post.example" for n in range(12))
    assert_balanced(today, sent=12)
