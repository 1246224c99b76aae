"""Leaving: the link asks, the button leaves, a mail program's one click leaves too; as often as pressed."""

import re

import pytest
from django.test import Client
from tests.rooms.people import CLOSING, assert_balanced, edition, letters, link, reader

from reveille.delivery import planning
from reveille.subscribers import addresses, erase, unsubscribe
from reveille.subscribers.models import Consent, Subscription

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def alice(newsletter, clock):
    return reader(newsletter, "alice")


def state():
    return Subscription.objects.get().state


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_a_link_that_a_scanner_opens_changes_nothing(alice, client, method):
    before = Subscription.objects.values().get()

    answer = getattr(client, method)(f"/leave/{alice.token}/")

    assert answer.status_code in (200, 405)
    assert Subscription.objects.values().get() == before
    assert not Consent.objects.exists()


def test_the_page_asks_first_and_tells_its_address_to_nobody(alice, client):
    page = client.get(f"/leave/{alice.token}/")

    assert b"<form" in page.content
    assert b"alice@post.example" not in page.content
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    assert b" style=" not in page.content


def test_the_button_leaves(alice, client, clock):
    answer = client.post(f"/leave/{alice.token}/")

    alice.refresh_from_db()
    assert answer.status_code == 200
    assert (alice.state, alice.left_at) == ("left", clock())
    assert [(consent.kind, consent.how) for consent in Consent.objects.all()] == [("left", "button")]


def test_one_click_needs_no_cookie_no_csrf_token_and_no_redirect(alice):
    program = Client(enforce_csrf_checks=True)

    answer = program.post(f"/leave/{alice.token}/", ONE_CLICK)

    assert answer.status_code == 200
    assert not answer.cookies
    assert state() == "left"
    assert Consent.objects.get().how == "one-click"


def test_one_click_may_come_as_form_data_of_either_kind(alice):
    body = "List-Unsubscribe=One-Click"

    answer = Client().post(f"/leave/{alice.token}/", body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 200
    assert Consent.objects.get().how == "one-click"


@pytest.mark.parametrize("body", [{}, ONE_CLICK])
def test_where_a_no_came_from_is_kept_as_a_keyed_hash(alice, client, body):
    client.post(f"/leave/{alice.token}/", body, REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="A program\0 1.0")

    consent = Consent.objects.get()
    assert consent.network == addresses.network("203.0.113.9")
    assert consent.agent == "A program 1.0"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"--x\r\nbroken", "multipart/form-data"),
        (b'{"List-Unsubscribe": "One-Click"}', "application/json"),
        (b"List-Unsubscribe=One-Click", "application/x-www-form-urlencoded; charset=us-ascii"),
        (b"List-Unsubscribe=One-Click", "application/x-www-form-urlencoded; charset=UTF8"),
        (b"List-Unsubscribe=One-Click", "text/plain"),
        (b"List-Unsubscribe=One-Click", ""),
        (b"", "application/x-www-form-urlencoded"),
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
    ],
)
def test_whatever_body_it_sends_who_wants_to_leave_leaves(alice, body, kind):
    answer = Client(enforce_csrf_checks=True).generic("POST", f"/leave/{alice.token}/", body, content_type=kind)

    assert answer.status_code == 200
    assert state() == "left"


@pytest.mark.parametrize("body", [b"&".join([b"a=1"] * 100), b"x" * 300_000], ids=["many fields", "long"])
def test_a_body_that_no_program_sends_is_not_read(alice, body):
    answer = Client().generic("POST", f"/leave/{alice.token}/", body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 400
    assert state() == "confirmed"


def test_a_link_that_lost_its_last_slash_leaves_without_a_redirect(alice, client):
    answer = client.post(f"/leave/{alice.token}", ONE_CLICK)

    assert answer.status_code == 200
    assert state() == "left"


def test_a_program_that_read_the_mail_leaves_by_its_token(alice, newsletter, clock):
    today = edition(newsletter)
    planning.plan(today, CLOSING)

    assert unsubscribe.by_token(alice.token, clock(), "mail")
    assert not unsubscribe.by_token(alice.token, clock(), "mail")
    assert not unsubscribe.by_token("A" * 43, clock(), "mail")

    assert state() == "left"
    assert Consent.objects.get().how == "mail"
    assert_balanced(today, skipped=1)


def test_leaving_twice_is_leaving_once(alice, client, clock):
    client.post(f"/leave/{alice.token}/", ONE_CLICK)
    first = Subscription.objects.values().get()
    clock.pass_(days=1)

    answers = [client.post(f"/leave/{alice.token}/", ONE_CLICK), client.post(f"/leave/{alice.token}/")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert Subscription.objects.values().get() == first
    assert Consent.objects.count() == 1
    assert b"left already" in client.get(f"/leave/{alice.token}/").content


def test_leaving_skips_what_was_still_planned(alice, newsletter, client, clock):
    today = edition(newsletter)
    planning.plan(today, CLOSING)

    client.post(f"/leave/{alice.token}/", ONE_CLICK)

    assert_balanced(today, skipped=1)


def test_what_is_on_its_way_is_not_called_back(alice, newsletter, client, clock):
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    today.deliveries.update(state="handed")

    client.post(f"/leave/{alice.token}/", ONE_CLICK)

    assert_balanced(today, open=1)


def test_leaving_one_newsletter_keeps_the_others(alice, client, clock):
    from reveille.editions import founding

    other = reader(founding.newsletter("world", "everything"), "alice")

    client.post(f"/leave/{alice.token}/")

    other.refresh_from_db()
    assert other.state == "confirmed"


def test_one_click_of_somebody_erased_is_answered_well(alice, client, clock):
    token = alice.token
    erase.erase(alice.subscriber, clock())

    assert client.post(f"/leave/{token}/", ONE_CLICK).status_code == 200
    assert client.get(f"/leave/{token}/").status_code == 404


@pytest.mark.parametrize("token", ["x", "A" * 43])
def test_a_link_of_nobodys_ends_nothing(alice, client, token):
    client.post(f"/leave/{token}/", ONE_CLICK)

    assert client.get(f"/leave/{token}/").status_code == 404
    assert state() == "confirmed"


@pytest.mark.parametrize("kind", ["leave", "you", "confirm", "move"])
def test_link_that_opens_nothing_says_how_to_leave_by_a_form_that_sends_the_right_one(
    newsletter, clock, outbox, client, kind
):
    reader(newsletter, "alice")

    shown = client.get(f"/{kind}/nobody-s/")
    form = shown.content.decode()
    assert shown.status_code == 404
    assert 'action="/lost/"' in form
    started = re.search(r'name="started" value="([^"]+)"', form)[1]
    clock.pass_(seconds=10)
    sent = client.post("/lost/", {"email": "alice@post.example", "started": started})

    assert sent.status_code == 302
    token = link(letters(outbox)[0], "leave")
    assert client.post(f"/leave/{token}/", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Subscription.objects.get().state == "left"
