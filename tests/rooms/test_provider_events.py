"""A hosted provider tells what became of letters: only who may tells anything, and each thing counts once."""

import hashlib
import hmac
import json
import logging

import pytest

from reveille.core import verp
from reveille.core.errors import SettingError
from reveille.delivery import provider
from reveille.delivery.models import Bounce, Complaint, Delivery
from reveille.mail import alarm
from reveille.mail.hooks import PROVIDERS, Hook
from reveille.subscribers.models import Consent, Subscription, Suppression

pytestmark = pytest.mark.django_db

SECRET, KEY = "s3cretOfTheAddress" * 2, "keyOfTheProvider"


@pytest.fixture
def postmark(settings):
    settings.WEBHOOK = Hook("postmark", SECRET)


@pytest.fixture
def mailgun(settings):
    settings.WEBHOOK = Hook("mailgun", SECRET, KEY)


def tell(client, told, secret=SECRET):
    return client.post(f"/provider/{secret}/", json.dumps(told), content_type="application/json")


def postmark_event(row, record="Bounce", **more):
    return {"RecordType": record, "Email": "alice@post.example", "Metadata": provider.metadata(row.pk), **more}


def mailgun_event(row, event="failed", key=KEY, metadata=None, message_id="x@y.example", **more):
    token, stamp = "t0ken", "1795449314"
    signature = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {
        "signature": {"token": token, "timestamp": stamp, "signature": signature},
        "event-data": {
            "event": event, "timestamp": 1795449314.5, "recipient": "alice@post.example",
            "user-variables": provider.metadata(row.pk) if metadata is None else metadata,
            "message": {"headers": {"message-id": message_id}}, **more,
        },
    }  # fmt: skip


HARD = {"Type": "HardBounce", "Details": "smtp;550 5.1.1 <alice@post.example> is nobody here"}


def test_bounce_suppresses_and_keeps_no_address(sent, postmark, client):
    answer = tell(client, postmark_event(sent, **HARD))

    event = Bounce.objects.get()
    assert answer.status_code == 200
    assert (event.kind, event.status, event.source) == ("hard", "5.1.1", "webhook")
    assert event.diagnostic == "smtp;550 5.1.1 <their address> is nobody here"
    assert Suppression.objects.get().reason == "bounced"


def test_what_is_told_twice_counts_once(sent, postmark, client):
    answers = [tell(client, postmark_event(sent, **HARD)).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert Bounce.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"Type": "SoftBounce", "Details": "smtp;452 4.2.2 full"}, "soft"),
        ({"Type": "SoftBounce", "Details": "no reason was given"}, "unclear"),
        ({"Type": "HardBounce", "Details": "smtp;550 5.7.1 not from you"}, "policy"),
        ({"Type": "BadEmailAddress"}, "hard"),
    ],
)
def test_kind_of_bounce(sent, postmark, client, more, kind):
    tell(client, postmark_event(sent, **more))

    assert Bounce.objects.get().kind == kind


def test_complaint_suppresses_at_once(sent, postmark, client):
    tell(client, postmark_event(sent, "SpamComplaint", Type="SpamComplaint"))

    assert Complaint.objects.get().feedback_type == "abuse"
    assert Suppression.objects.get().reason == "complained"


def test_leaving_at_the_provider_is_leaving(sent, postmark, client):
    tell(
        client, postmark_event(sent, "SubscriptionChange", SuppressSending=True, SuppressionReason="ManualSuppression")
    )

    assert Subscription.objects.get().state == "left"
    assert Consent.objects.get().how == "provider"


def test_arrival_ends_the_doubt(sent, postmark, client):
    Delivery.objects.update(state="in_doubt")

    tell(client, postmark_event(sent, "Delivery"))

    assert Delivery.objects.get().state == "sent"


@pytest.mark.parametrize("record", ["Open", "Click", "Delivery", "Something new"])
def test_everything_else_changes_nothing(sent, postmark, client, record):
    before = Delivery.objects.values().get()

    assert tell(client, postmark_event(sent, record)).status_code == 200
    assert Delivery.objects.values().get() == before
    assert not Bounce.objects.exists()


@pytest.mark.parametrize("metadata", [{}, {provider.LETTER: "b+" + "a" * 40 + "@x.example"}, {provider.LETTER: "\0"}])
def test_event_about_no_letter_of_ours_changes_nothing(sent, mailgun, client, metadata):
    told = mailgun_event(sent, metadata=metadata, message_id="<\0@x>", **{"delivery-status": {"message": "5.1.1"}})

    assert tell(client, told).status_code == 200
    assert not Bounce.objects.exists()
    assert not Suppression.objects.exists()


def test_letter_may_be_named_by_its_message_id(sent, mailgun, client, settings):
    identity = verp.message_id(settings.SECRET_KEY.encode(), "reveille.example", sent.pk)
    told = mailgun_event(sent, metadata={}, message_id=identity.strip("<>"),
                         **{"delivery-status": {"message": "550 5.1.1 nobody"}})  # fmt: skip

    tell(client, told)

    assert Bounce.objects.get().delivery == sent


GONE = "550 5.1.1 nobody here"


def bounce_of(name, row):
    """What a provider calls, as it documents that, where a letter came back that left with our name for it."""
    told = provider.metadata(row.pk)
    return {
        "brevo": {"event": "hard_bounce", "ts_epoch": 1795449314000, "message-id": "<1@brevo.example>", "reason": GONE,
                  "X-Mailin-custom": json.dumps(told)},
        "mailersend": {"type": "activity.hard_bounced", "data": {
            "type": "hard_bounced", "created_at": "2026-11-24T06:31:00.000000Z",
            "morph": {"object": "recipient_bounce", "reason": GONE},
            "email": {"message": {"id": "5e42957d51f1d94a1070a733"}, "tags": list(told.values()),
                      "recipient": {"email": "alice@post.example"}}}},
        "mailtrap": {"events": [{"event": "bounce", "message_id": "0c7fd939", "event_id": "1", "timestamp": 1795449314,
                                 "response": GONE, "bounce_category": "badmailbox", "custom_variables": told}]},
        "sparkpost": [{"msys": {"message_event": {"type": "bounce", "bounce_class": "10", "raw_reason": GONE,
                                                  "timestamp": "1795449314", "rcpt_meta": told}}}],
    }[name]  # fmt: skip


@pytest.mark.parametrize("name", ["brevo", "mailersend", "mailtrap", "sparkpost"])
def test_each_provider_s_bounce_finds_the_letter_by_the_name_it_left_with(sent, client, settings, name):
    settings.WEBHOOK = Hook(name, SECRET, KEY)
    body = json.dumps(bounce_of(name, sent))
    signature = hmac.new(KEY.encode(), body.encode(), hashlib.sha256).hexdigest()

    answer = client.post(f"/provider/{SECRET}/", body, content_type="application/json",
                         headers={"Signature": signature, "Mailtrap-Signature": signature})  # fmt: skip

    assert answer.status_code == 200
    assert Bounce.objects.get().delivery == sent
    assert Suppression.objects.get().reason == "bounced"


def test_signature_is_checked(sent, mailgun, client):
    forged = mailgun_event(sent, "complained", key="another key")

    assert tell(client, forged).status_code == 400
    assert not Complaint.objects.exists()
    assert tell(client, mailgun_event(sent, "complained")).status_code == 200
    assert Complaint.objects.exists()


def test_operator_hears_once_of_calls_that_are_signed_with_another_key_until_one_holds(
    sent, mailgun, client, settings, outbox, caplog
):
    settings.OPERATOR_ADDRESS = "operator@reveille.example"
    forged = mailgun_event(sent, "complained", key="another key")
    for _ in range(3):
        tell(client, forged)

    assert [one.cause for one in alarm.lasting()] == ["webhook"]
    assert "REVEILLE_WEBHOOK_KEY" in alarm.lasting()[0].words
    assert len(outbox.letters()) == 1
    assert not [one for one in caplog.records if one.exc_info]  # a line each, and no traceback
    tell(client, mailgun_event(sent, "complained"))
    assert alarm.lasting() == []


def test_leaving_that_is_told_again_does_not_end_what_a_reader_came_back_for(sent, mailgun, client, clock):
    told = mailgun_event(sent, "unsubscribed", timestamp=clock().timestamp())
    tell(client, told)
    assert Subscription.objects.get().state == "left"

    clock.pass_(hours=3)
    Subscription.objects.update(state="confirmed", confirmed_at=clock(), left_at=None)
    assert tell(client, told).status_code == 200
    assert Subscription.objects.get().state == "confirmed"

    clock.pass_(days=1)
    tell(client, mailgun_event(sent, "unsubscribed", timestamp=clock().timestamp()))
    assert Subscription.objects.get().state == "left"


@pytest.mark.parametrize("secret", ["x", SECRET[:-1], SECRET + "x", SECRET.upper(), "é"])
def test_who_does_not_know_the_secret_finds_nothing(sent, postmark, client, secret):
    assert tell(client, postmark_event(sent, **HARD), secret).status_code == 404
    assert not Bounce.objects.exists()


def test_without_a_provider_there_is_nothing_to_find(sent, client, settings):
    settings.WEBHOOK = None

    assert tell(client, postmark_event(sent, **HARD)).status_code == 404


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", b"\xff", b'{"RecordType": 7}', b'{"RecordType": []}'])
def test_what_is_not_understood_changes_nothing(sent, postmark, client, body):
    answer = client.post(f"/provider/{SECRET}/", body, content_type="application/json")

    assert answer.status_code in (200, 400)
    assert not Bounce.objects.exists()


@pytest.mark.parametrize("moment", [1e300, -1e300, "yesterday", None, [], {}])
def test_moment_that_is_none_changes_nothing(sent, mailgun, client, moment):
    assert tell(client, mailgun_event(sent, "unsubscribed", timestamp=moment)).status_code == 400
    assert Subscription.objects.get().state == "confirmed"


@pytest.mark.parametrize("told", [[], 7, None, "x", {"signature": "x"}, {"signature": []}, {"signature": {"token": 1}}])
def test_call_of_another_shape_is_no_fault_of_ours(sent, mailgun, client, told):
    assert tell(client, told).status_code == 400
    assert not Bounce.objects.exists()


def test_reading_writes_nothing(sent, postmark, client):
    assert client.head(f"/provider/{SECRET}/").status_code == 200
    assert client.get(f"/provider/{SECRET}/").status_code == 405


def test_secret_stands_in_no_log():
    from reveille.project.redaction import Redacted

    line = Redacted("%(message)s").format(
        logging.LogRecord("x", logging.INFO, "x", 1, "POST %s", (f"/provider/{SECRET}/",), None)
    )

    assert line == "POST /provider/…/"


@pytest.mark.parametrize("name", PROVIDERS)
def test_each_provider_has_its_view(name):
    view = Hook(name, SECRET, KEY).view()

    assert view.parse_events
    assert not view.warn_if_no_basic_auth


@pytest.mark.parametrize(
    ("told", "named"),
    [
        (("pigeon", SECRET, ""), "REVEILLE_WEBHOOK"),
        (("postmark", "short", ""), "REVEILLE_WEBHOOK_SECRET"),
        (("postmark", "with/slashes" * 3, ""), "REVEILLE_WEBHOOK_SECRET"),
        (("mailgun", SECRET, ""), "REVEILLE_WEBHOOK_KEY"),
    ],
)
def test_wrong_setting_names_itself(told, named):
    with pytest.raises(SettingError, match=f"{named}:"):
        Hook(*told)


def test_settings_keep_their_secrets():
    assert SECRET not in repr(Hook("mailgun", SECRET, KEY))
    assert KEY not in repr(Hook("mailgun", SECRET, KEY))
