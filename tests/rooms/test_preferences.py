"""Preferences, by the link in any mail: hour, zone, days, format, a pause; take all along; be erased."""

import json
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from tests.rooms.people import CLOSING, ask, assert_balanced, edition, letters, reader

from reveille.delivery import planning
from reveille.delivery.models import Bounce, Complaint, Delivery
from reveille.editions import founding
from reveille.subscribers import addresses
from reveille.subscribers.models import Asking, Consent, Letter, Subscriber, Subscription, Suppression

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(newsletter, clock):
    return reader(newsletter, "alice")


def choice(**more):
    return {"act": "save", "time": "07:15", "zone": "Europe/Vienna", "days": "every", **more}


def test_a_get_changes_nothing_and_shows_what_is_chosen(alice, client):
    before = Subscription.objects.values().get()

    page = client.get(f"/you/{alice.token}/")

    assert page.status_code == 200
    assert b"<option selected>06:30" in page.content
    assert b"alice@post.example" not in page.content
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    assert b" style=" not in page.content
    assert Subscription.objects.values().get() == before


def test_zones_are_named_for_their_cities_in_the_reader_s_language_with_their_hour(alice, client):
    Subscription.objects.update(zone="Europe/Vienna", language="de")

    shown = client.get(f"/you/{alice.token}/", HTTP_ACCEPT_LANGUAGE="de").content.decode()

    assert '<option value="Europe/Vienna" selected>Wien (UTC+1)</option>' in shown
    assert '<option value="Asia/Kathmandu">Kathmandu (UTC+5:45)</option>' in shown
    assert '<option value="Asia/Kolkata">Kalkutta (UTC+5:30)</option>' in shown
    assert shown.index('<optgroup label="Amerika">') < shown.index('<optgroup label="Europa">')


def test_what_could_not_be_saved_stands_in_the_form_again(alice, client):
    wrong = {"time": "21:30", "zone": "Asia/Kolkata", "days": "chosen", "day": ["5"], "text_only": "on", "pause": "on"}

    shown = client.post(f"/you/{alice.token}/", choice(**wrong, language="fr")).content.decode()

    assert "Not saved: say until which day." in shown
    assert "<option selected>21:30" in shown
    assert '<option value="Asia/Kolkata" selected>' in shown
    assert '<input type="radio" name="days" value="chosen" checked>' in shown
    assert shown.count('name="day" value="5" checked') == shown.count('" checked> ') == 1
    assert '<input type="checkbox" name="pause" checked>' in shown
    assert '<input type="checkbox" name="text_only" checked>' in shown
    assert '<option value="fr" lang="fr" selected>' in shown


@pytest.mark.parametrize(
    ("stored", "chosen"),
    [("US/Eastern", "America/New_York"), ("Asia/Calcutta", "Asia/Kolkata"), ("Etc/UTC", "UTC"), ("Etc/GMT+5",) * 2],
)
def test_a_zone_under_an_old_name_stays_chosen_under_its_present_one(alice, client, stored, chosen):
    Subscription.objects.update(zone=stored)

    shown = client.get(f"/you/{alice.token}/").content.decode()
    again = client.post(f"/you/{alice.token}/", choice(zone=stored, time="x")).content.decode()

    for page in (shown, again):
        assert f'<option value="{chosen}" selected>' in page
        assert page.count(f'<option value="{chosen}"') == 1
        assert page.count('<option value="Asia/Kolkata"') == 1
        assert "Asia/Calcutta" not in page


@pytest.mark.parametrize(
    ("chosen", "stored"),
    [
        ({}, {"minute": 435, "zone": "Europe/Vienna", "weekdays": 127, "format": "html"}),
        ({"days": "workdays", "text_only": "on"}, {"weekdays": 31, "format": "text"}),
        ({"days": "chosen", "day": ["0", "2", "4"]}, {"weekdays": 21}),
        ({"pause": "on", "until": "2026-12-27"}, {"paused_until": date(2026, 12, 27)}),
        ({"until": "2026-12-27"}, {"paused_until": None}),
    ],
)
def test_what_is_chosen_is_kept_and_noted(alice, client, clock, chosen, stored):
    page = client.post(f"/you/{alice.token}/", choice(**chosen))

    alice.refresh_from_db()
    assert page.status_code == 200
    assert b"Saved" in page.content
    assert {name: getattr(alice, name) for name in stored} == stored
    noted = Consent.objects.get()
    assert (noted.kind, noted.at) == ("changed", clock())
    assert "07:15 Vienna time" in noted.wording


def test_where_a_change_came_from_is_kept_as_a_keyed_hash(alice, client):
    client.post(f"/you/{alice.token}/", choice(), REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="A browser 1.0")

    consent = Consent.objects.get()
    assert (consent.kind, consent.network) == ("changed", addresses.network("203.0.113.9"))
    assert consent.agent == "A browser 1.0"


@pytest.mark.parametrize(
    "wrong",
    [
        {"time": "25:00"}, {"time": ""}, {"zone": "Mars/Olympus"}, {"days": "chosen"}, {"days": "never"},
        {"days": "chosen", "day": ["9"]}, {"pause": "on"}, {"pause": "on", "until": "tomorrow"},
    ],
)  # fmt: skip
def test_nonsense_is_told_and_not_kept(alice, client, wrong):
    before = Subscription.objects.values().get()

    page = client.post(f"/you/{alice.token}/", choice(**wrong))

    assert page.status_code == 422
    assert b"Not saved" in page.content
    assert Subscription.objects.values().get() == before


def test_a_changed_hour_moves_what_is_still_planned(alice, newsletter, client, clock):
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    clock.now = CLOSING

    client.post(f"/you/{alice.token}/", choice(time="12:00"))

    assert Delivery.objects.get().due_at == datetime(2026, 11, 24, 11, tzinfo=UTC)
    assert_balanced(today, open=1)


def test_a_pause_skips_what_is_still_planned(alice, newsletter, client, clock):
    today = edition(newsletter)
    planning.plan(today, CLOSING)

    client.post(f"/you/{alice.token}/", choice(pause="on", until="2026-12-27"))

    assert_balanced(today, skipped=1)


def test_one_readers_link_changes_nobody_else(alice, newsletter, client, clock):
    bob = reader(newsletter, "bob")

    client.post(f"/you/{alice.token}/", choice())

    bob.refresh_from_db()
    assert bob.minute == 390
    assert len({alice.token, bob.token}) == 2
    assert len(alice.token) >= 43  # 256 bits


def test_who_has_several_sees_them_on_one_page_and_each_has_its_own(alice, newsletter, client, clock):
    world = reader(founding.newsletter("world", "everything", name="World"), "alice", minute=1080)
    bob = reader(newsletter, "bob")

    page = client.get(f"/you/{alice.token}/").content.decode()
    assert "World" in page
    assert f'<a href="/you/{world.token}/">World</a></b> every day, 18:00 UTC' in page
    assert page.count('name="zone"') == 1
    assert str(bob.token) not in page
    client.post(f"/you/{world.token}/", choice(time="19:00"))
    alice.refresh_from_db()
    world.refresh_from_db()
    assert (alice.minute, world.minute) == (390, 1140)


def test_who_has_one_sees_no_list_of_them(alice, newsletter, client):
    reader(founding.newsletter("world", "everything", name="World"), "alice", state="pending", confirmed_at=None)

    page = client.get(f"/you/{alice.token}/").content.decode()

    assert "World" not in page
    assert 'class="one"' not in page


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00", "a" * 500])
def test_a_link_of_nobodys_opens_nothing(alice, client, token):
    assert client.get(f"/you/{token}/").status_code == 404
    assert client.post(f"/you/{token}/", choice()).status_code == 404


def test_saving_needs_a_form_of_our_own_page(alice):
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(f"/you/{alice.token}/", choice(), HTTP_ORIGIN="https://evil.example").status_code == 403
    assert not Consent.objects.exists()
    assert browser.post(f"/you/{alice.token}/", choice(), HTTP_ORIGIN="http://testserver").status_code == 200
    assert not browser.cookies


def test_erasing_asks_first(alice, client, clock):
    asked = client.post(f"/you/{alice.token}/", {"act": "erase"})

    assert asked.status_code == 200
    assert "Erase everything about you?" in asked.content.decode()
    assert Subscriber.objects.get().address == "alice@post.example"
    assert not Suppression.objects.exists()
    assert client.post(f"/you/{alice.token}/", {"act": "erase for good"}).status_code == 200
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("until", ["2026-11-24", "2020-01-01", "2028-01-01", "9999-12-31"])
def test_a_pause_ends_on_a_day_to_come_within_a_year(alice, client, clock, until):
    answer = client.post(f"/you/{alice.token}/", choice(pause="on", until=until))

    assert answer.status_code == 422
    assert "Not saved: it ends on a day to come, within a year." in answer.content.decode()
    alice.refresh_from_db()
    assert alice.paused_until is None


def test_all_that_is_held_can_be_taken_along(alice, newsletter, client, clock):
    planning.plan(edition(newsletter), CLOSING)
    delivery = Delivery.objects.get()
    Bounce.objects.create(delivery=delivery, kind="soft", diagnostic="mailbox full", at=CLOSING, source="imap")
    Complaint.objects.create(delivery=delivery, feedback_type="abuse", at=CLOSING, source="imap")
    Suppression.objects.create(address_hash=alice.subscriber.address_hash, reason="complained", at=CLOSING)

    answer = client.post(f"/you/{alice.token}/", {"act": "export"})

    held = json.loads(answer.content)
    assert "attachment" in answer["Content-Disposition"]
    assert held["address"] == "alice@post.example"
    assert held["subscriptions"][0]["minute"] == 390
    assert held["deliveries"][0]["state"] == "planned"
    assert held["bounces"][0]["said"] == "mailbox full"
    assert held["complaints"][0]["kind"] == "abuse"
    assert held["not_to_be_written_to"]["reason"] == "complained"
    assert alice.token not in answer.content.decode()


def test_what_cannot_be_skipped_is_not_erased_either(alice, newsletter, client, clock, monkeypatch):
    planning.plan(edition(newsletter), CLOSING)
    monkeypatch.setattr(planning, "skip", lambda *_: 1 / 0)
    client.raise_request_exception = False

    assert client.post(f"/you/{alice.token}/", {"act": "erase for good"}).status_code == 500
    assert client.post(f"/leave/{alice.token}/").status_code == 500

    alice.refresh_from_db()
    assert alice.state == "confirmed"
    assert Delivery.objects.get().state == "planned"
    assert not Suppression.objects.exists()
    assert not Consent.objects.exists()


def test_erasing_takes_along_what_waits(alice, newsletter, client, clock, outbox):
    ask(newsletter, "alice", clock())
    client.post("/you/" + alice.token + "/", {"act": "move", "email": "new@post.example"})

    client.post(f"/you/{alice.token}/", {"act": "erase for good"})

    assert letters(outbox) == []
    assert not Asking.objects.exists()
    assert not Letter.objects.exists()


def test_erasing_leaves_a_keyed_hash_and_the_books(alice, newsletter, client, clock):
    today = edition(newsletter)
    planning.plan(today, CLOSING)

    answer = client.post(f"/you/{alice.token}/", {"act": "erase for good"})

    assert answer.status_code == 200
    assert not Subscriber.objects.exists()
    assert not Consent.objects.exists()
    left = Suppression.objects.get()
    assert (left.reason, left.address_hash) == ("erased", addresses.digest("alice@post.example"))
    assert client.get(f"/you/{alice.token}/").status_code == 404
    assert_balanced(today, skipped=1)
