"""A hosted provider that signs its calls (Mailgun, as its documentation says them) at the door of the real site."""

import hashlib
import hmac
import itertools
import json
import re
import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.rooms import conftest as rooms
from tests.rooms.at_once import shared
from tests.rooms.people import edition, reader

from reveille.delivery import planning, provider
from reveille.delivery.models import Bounce, Complaint, Delivery
from reveille.mail import alarm
from reveille.mail.hooks import Hook
from reveille.site import serving
from reveille.subscribers.models import Consent, Subscription, Suppression

pytestmark = pytest.mark.django_db(transaction=True)

clock, newsletter, sent = rooms.clock, rooms.newsletter, rooms.sent
journal = rooms.journal
SECRET, KEY = "s3cretOfTheAddress" * 2, "keyOfTheProvider"
BURST, LINES = 200, 8
TOKENS = (f"{n:050x}" for n in itertools.count(1))


def failed(severity, code, message, reason="generic", **more):
    return {
        "severity": severity,
        "reason": reason,
        "delivery-status": {"code": code, "message": message, "attempt-no": 1, **more},
    }


GONE = failed("permanent", 550, "5.1.1 alice@post.example: nobody here")
LATER = failed("temporary", 452, "4.2.2 the mailbox is full")
BARRED = failed("permanent", 605, "", "suppress-bounce", description="Not delivering to previously bounced address")


@pytest.fixture
def site(settings, tmp_path, monkeypatch):
    """The site on loopback, called by a provider that signs; what it writes is there once the call is answered."""
    settings.WEBHOOK, settings.ALLOWED_HOSTS = Hook("mailgun", SECRET, KEY), ["127.0.0.1"]
    settings.OUTBOX, settings.RELAY = tmp_path / "outbox", None

    def called(*calls, secret=SECRET, lines=1):
        """Return how each call was answered, made over so many lines at once."""
        with shared(tmp_path, monkeypatch), serving.Background(0) as server, ThreadPoolExecutor(lines) as callers:
            where = f"http://127.0.0.1:{server.port}/provider/{secret}/"
            return list(callers.map(lambda call: answered(where, call), calls))

    return called


def answered(where, call):
    request = urllib.request.Request(
        where, json.dumps(call).encode(), {"Content-Type": "application/json", "User-Agent": "mailgun/treq-20.9.0"}
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def call(row, event, moment, key=KEY, **more):
    """A call as the provider makes it: each is signed over a moment and a token of its own."""
    stamp, token = str(int(moment.timestamp())), next(TOKENS)
    return {
        "signature": {
            "timestamp": stamp, "token": token,
            "signature": hmac.new(key.encode(), (stamp + token).encode(), hashlib.sha256).hexdigest(),
        },
        "event-data": {
            "event": event, "id": token[-22:], "timestamp": moment.timestamp(), "log-level": "info",
            "recipient": "alice@post.example", "recipient-domain": "post.example", "tags": [],
            "user-variables": provider.metadata(row.pk), "flags": {"is-test-mode": False},
            "message": {"headers": {"to": "alice@post.example", "message-id": "x@provider.example"}, "size": 90210},
            **more,
        },
    }  # fmt: skip


@pytest.mark.parametrize(
    ("event", "more", "bounce", "complaints", "state", "barred"),
    [
        ("failed", GONE, "hard", 0, "confirmed", "bounced"),
        ("failed", LATER, None, 0, "confirmed", None),
        ("failed", BARRED, "unclear", 0, "confirmed", None),
        ("rejected", {"reject": {"reason": "Sandbox", "description": ""}}, None, 0, "confirmed", None),
        ("complained", {}, None, 1, "left", "complained"),
        ("unsubscribed", {"ip": "192.0.2.1", "client-info": {}}, None, 0, "left", None),
        ("delivered", {"delivery-status": {"code": 250, "message": "OK"}}, None, 0, "confirmed", None),
        ("accepted", {}, None, 0, "confirmed", None),
        ("opened", {"ip": "192.0.2.1"}, None, 0, "confirmed", None),
        ("clicked", {"url": "https://reveille.example/"}, None, 0, "confirmed", None),
        ("list_member_uploaded", {}, None, 0, "confirmed", None),
    ],
)
def test_each_event_does_what_it_says_and_no_more(sent, site, clock, event, more, bounce, complaints, state, barred):
    assert site(call(sent, event, clock(), **more)) == [200]

    assert [one.kind for one in Bounce.objects.all()] == ([bounce] if bounce else [])
    assert Complaint.objects.count() == complaints
    assert Subscription.objects.get().state == state
    assert [one.reason for one in Suppression.objects.all()] == ([barred] if barred else [])
    assert Delivery.objects.get().state == "sent"
    assert not Bounce.objects.filter(diagnostic__contains="alice").exists()


def test_arrival_ends_a_doubt(sent, site, clock):
    Delivery.objects.update(state="in_doubt")

    assert site(call(sent, "delivered", clock())) == [200]

    assert Delivery.objects.get().state == "sent"


def spoilt(call, **signature):
    return {**call, "signature": {**call["signature"], **signature}}


def test_call_that_is_not_signed_by_who_may_tell_changes_nothing_and_the_operator_hears_once(sent, site, clock):
    right = call(sent, "complained", clock())
    wrong = (
        call(sent, "complained", clock(), key="another key"),
        spoilt(right, token="0" * 50),
        spoilt(right, timestamp="1"),
        spoilt(right, signature="0" * 64),
        spoilt(right, signature=None),
        spoilt(right, token=["a"]),
        {"event-data": right["event-data"]},
        {"signature": "none"},
        [],
    )

    assert set(site(*wrong)) == {400}
    assert not Complaint.objects.exists()
    assert [one.cause for one in alarm.lasting()] == ["webhook"]

    assert site(right) == [200]
    assert Complaint.objects.count() == 1
    assert alarm.lasting() == []


def test_who_does_not_know_the_address_is_told_that_there_is_nothing(sent, site, clock):
    assert site(call(sent, "complained", clock()), secret=SECRET[::-1]) == [404]

    assert not Complaint.objects.exists()


@pytest.mark.parametrize(("event", "more"), [("failed", GONE), ("complained", {}), ("unsubscribed", {})])
def test_call_that_is_made_again_counts_once_and_ends_nothing_that_was_begun_since(sent, site, clock, event, more):
    told = call(sent, event, clock(), **more)
    retried = call(sent, event, clock(), **more)  # as after an answer that was lost: signed anew
    assert site(told, told, retried) == [200, 200, 200]

    clock.pass_(hours=2)
    Subscription.objects.update(state="confirmed", confirmed_at=clock(), left_at=None)
    Suppression.objects.all().delete()
    assert site(told, retried) == [200, 200]

    assert Subscription.objects.get().state == "confirmed"
    assert not Suppression.objects.exists()
    assert Bounce.objects.count() + Complaint.objects.count() + Consent.objects.filter(how="provider").count() == 1


def test_burst_over_many_lines_is_answered_and_each_letter_counts_once(newsletter, site, clock):
    for n in range(BURST):
        reader(newsletter, f"reader{n}")
    made = edition(newsletter)
    planning.plan(made, made.closing_at)
    Delivery.objects.update(state="sent", handed_at=clock(), ended_at=clock())
    rows = list(Delivery.objects.all())
    calls = [call(row, "failed", clock(), **GONE) for row in rows] + [call(row, "delivered", clock()) for row in rows]
    twice = [one for pair in zip(calls, calls, strict=True) for one in pair]  # the same call on two lines at once

    answers = Counter(site(*twice, lines=LINES))

    assert answers == {200: len(twice)}
    assert Bounce.objects.count() == Suppression.objects.count() == BURST


def test_nothing_of_a_call_stands_in_the_log(sent, site, clock, caplog):
    with caplog.at_level("DEBUG"):
        site(call(sent, "failed", clock(), **GONE), call(sent, "complained", clock(), key="another key"))

    assert not re.search(rf"{SECRET}|{KEY}|alice", caplog.text)
