"""Confirming: the mail's link opens a page, and only the page's button confirms, once, within three days."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from tests.rooms.people import CLOSING, ask, edition, letters, link, parsed, reader, text_of

from reveille.core.errors import TokenError
from reveille.delivery import planning
from reveille.subscribers import addresses, confirm, lost_link, signup
from reveille.subscribers.models import Consent, Subscription, Suppression

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(newsletter, clock, outbox):
    """Alice has asked; this is the secret part of her link."""
    ask(newsletter, "alice", clock(), minute=420, zone="Europe/Vienna")
    return link(letters(outbox)[0], "confirm")


def state():
    return Subscription.objects.get().state


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_page_changes_nothing_however_often(asked, client, method):
    before = Subscription.objects.values().get()

    answers = [getattr(client, method)(f"/confirm/{asked}/") for _ in range(3)]

    assert {answer.status_code for answer in answers} == {200}
    assert Subscription.objects.values().get() == before


def test_who_confirmed_and_cannot_find_the_welcome_has_the_links_sent_on_the_same_day(asked, clock, outbox, client):
    client.post(f"/confirm/{asked}/")
    letters(outbox)

    for _ in range(2):
        lost_link.ask("alice@post.example", clock())

    [again, *_] = letters(outbox)
    assert (len(letters(outbox)), parsed(again)["Subject"]) == (3, "Reveille: your links")


def test_who_left_on_the_day_of_confirming_may_come_back(asked, newsletter, clock, outbox, client):
    client.post(f"/confirm/{asked}/")
    client.post(f"/leave/{Subscription.objects.get().token}/")

    ask(newsletter, "alice", clock())

    assert len([one for one in letters(outbox) if "/confirm/" in text_of(one)]) == 2


def test_the_page_shows_what_will_come_and_not_the_whole_address(asked, client):
    page = client.get(f"/confirm/{asked}/")

    assert "07:00 Vienna time, every day" in page.content.decode()
    assert b"alice@post.example" not in page.content
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    assert b" style=" not in page.content


def test_the_button_confirms_and_welcomes(asked, client, clock, outbox):
    answer = client.post(f"/confirm/{asked}/")

    assert answer.status_code == 200
    assert Subscription.objects.get().confirmed_at == clock()
    assert [consent.kind for consent in Consent.objects.all()] == ["asked", "confirmed"]
    assert "07:00 Vienna time" in Consent.objects.last().wording
    assert str(confirm.AGREED) in Consent.objects.last().wording
    welcome = letters(outbox)[0]
    assert parsed(welcome)["Subject"] == "Welcome to Reveille"
    assert link(welcome, "leave") == Subscription.objects.get().token


@pytest.mark.parametrize("printed", [True, False])
def test_an_edition_is_promised_once_there_is_one(asked, newsletter, client, clock, printed):
    if printed:
        edition(newsletter)
        clock.now = CLOSING + timedelta(hours=1)

    page = client.post(f"/confirm/{asked}/").content.decode()

    assert ("A welcome with the latest edition is on its way" in page) == printed
    assert ("A welcome is on its way" in page) != printed
    assert ("Read the latest edition now" in page) == printed


def test_the_welcome_brings_the_latest_edition_itself_which_is_not_mailed_again(asked, newsletter, clock, outbox):
    today = edition(newsletter)
    clock.now = CLOSING + timedelta(hours=1)

    confirm.confirm(asked, clock())

    welcome = letters(outbox)[0]
    token = Subscription.objects.get().token
    text, html = text_of(welcome), parsed(welcome).get_body(("html",)).get_content()
    assert text.index("It is yours") < text.index("Mines cleared — Ozoliņa")
    assert html.index("<title>Reveille</title>") < html.index("It is yours") < html.index("<h1>Mines cleared</h1>")
    assert html.count("<body") == html.count("</html>") == 1
    assert f"/you/{token}/" in text.partition("Mines cleared")[2]
    assert f"/leave/{token}/" in html.partition("Mines cleared")[2]
    assert "%%" not in text + html
    assert parsed(welcome)["Auto-Submitted"] == "auto-generated"
    assert parsed(welcome)["List-Unsubscribe"] is None
    assert planning.plan(today, clock()) == 0


def test_who_wants_plain_text_is_welcomed_in_plain_text(newsletter, clock, outbox):
    edition(newsletter)
    clock.now = CLOSING + timedelta(hours=1)
    ask(newsletter, "alice", clock(), format="text")

    confirm.confirm(link(letters(outbox)[0], "confirm"), clock())

    welcome = parsed(letters(outbox)[0])
    assert welcome.get_content_type() == "text/plain"
    assert "Mines cleared" in welcome.get_content()


def test_an_edition_that_closes_while_the_welcome_waits_comes_once(asked, newsletter, clock, outbox):
    clock.now = CLOSING - timedelta(seconds=1)
    confirm.confirm(asked, clock())
    today = edition(newsletter)
    clock.now = CLOSING + timedelta(minutes=1)

    assert "Mines cleared" not in text_of(letters(outbox)[0])
    assert planning.plan(today, clock()) == 1


def test_signs_in_an_outlets_words_do_not_become_links_in_the_welcome(asked, newsletter, clock, outbox):
    edition(
        newsletter, text="%%LEAVE%% said the minister\n  %%LEAVE%%\n", html='<body>%%LEAVE%% <a href="%%LEAVE%%">x</a>'
    )
    clock.now = CLOSING + timedelta(hours=1)

    confirm.confirm(asked, clock())

    assert "%%LEAVE%% said the minister" in text_of(letters(outbox)[0])
    assert "%%LEAVE%% <a href" in parsed(letters(outbox)[0]).get_body(("html",)).get_content()


def test_a_welcome_is_signed(asked, clock, outbox, settings):
    settings.DKIM = True

    confirm.confirm(asked, clock())

    assert letters(outbox)[0].count(b"DKIM-Signature:") == 2


def test_pressed_twice_it_is_confirmed_once_and_told_kindly(asked, client, clock, outbox):
    client.post(f"/confirm/{asked}/")
    before = Subscription.objects.values().get()
    clock.pass_(minutes=1)

    again = [client.post(f"/confirm/{asked}/"), client.get(f"/confirm/{asked}/")]

    assert {answer.status_code for answer in again} == {200}
    for answer in again:
        assert "You are in already" in answer.content.decode()
        assert Subscription.objects.get().token not in answer.content.decode()  # a used link opens no other door
    assert Subscription.objects.values().get() == before
    assert Consent.objects.count() == 2
    assert len(letters(outbox)) == 2


def test_a_used_link_brings_nobody_back_who_left_or_was_erased(asked, client, clock):
    client.post(f"/confirm/{asked}/")
    client.post(f"/leave/{Subscription.objects.get().token}/")

    assert client.post(f"/confirm/{asked}/").status_code == 404
    assert client.get(f"/confirm/{asked}/").status_code == 404
    assert state() == "left"
    client.post(f"/you/{Subscription.objects.get().token}/", {"act": "erase for good"})
    assert client.post(f"/confirm/{asked}/").status_code == 404
    assert not Subscription.objects.exists()


def test_a_used_link_dies_after_its_three_days(asked, client, clock):
    client.post(f"/confirm/{asked}/")
    clock.pass_(days=3, seconds=1)

    assert client.get(f"/confirm/{asked}/").status_code == 404
    assert signup.forget(clock()) == 0
    assert Subscription.objects.get().nonce == ""
    assert state() == "confirmed"


def test_the_link_holds_three_days_and_no_longer(asked, client, clock):
    clock.pass_(days=3)
    assert client.get(f"/confirm/{asked}/").status_code == 200

    clock.pass_(seconds=1)

    assert client.post(f"/confirm/{asked}/").status_code == 404
    assert state() == "pending"


def test_an_older_letters_link_dies_when_a_newer_one_is_sent(asked, newsletter, clock, outbox):
    clock.pass_(days=1, minutes=1)
    ask(newsletter, "alice", clock(), minute=1200)

    newer = link(letters(outbox)[0], "confirm")
    with pytest.raises(TokenError):
        confirm.of(asked, clock())
    assert confirm.of(newer, clock())[0].minute == 1200


@pytest.mark.parametrize(
    "token", ["x", "a:b:c", signing.dumps("", salt="confirm"), signing.dumps([1], salt="confirm"), signing.dumps("x")]
)
def test_a_link_that_is_not_ours_opens_nothing(asked, client, token):
    answer = client.post(f"/confirm/{token}/")

    assert answer.status_code == 404
    assert state() == "pending"


def test_a_link_of_one_purpose_opens_no_other_door(asked, client):
    one = Subscription.objects.get()

    assert client.get(f"/confirm/{one.token}/").status_code == 404
    assert client.get(f"/you/{asked}/").status_code == 404
    assert client.post(f"/leave/{asked}/").status_code == 404
    assert state() == "pending"


def test_the_button_is_pressed_on_our_own_page(asked):
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(f"/confirm/{asked}/", HTTP_ORIGIN="https://evil.example").status_code == 403
    assert state() == "pending"
    assert not browser.get(f"/confirm/{asked}/").cookies
    assert browser.post(f"/confirm/{asked}/", HTTP_ORIGIN="http://testserver").status_code == 200
    assert state() == "confirmed"


def test_a_welcome_that_could_not_be_sent_does_not_undo_the_confirmation(
    asked, client, clock, settings, outbox, caplog
):
    for path in outbox.letters():
        path.unlink()
    settings.OUTBOX.rmdir()
    settings.OUTBOX.write_text("in the way")

    assert client.post(f"/confirm/{asked}/").status_code == 200
    assert letters(outbox) == []
    assert state() == "confirmed"
    assert "alice" not in caplog.text
    settings.OUTBOX.unlink()
    clock.pass_(minutes=2)
    assert parsed(letters(outbox)[0])["Subject"].startswith("Welcome")


def test_who_was_erased_and_comes_back_by_themselves_gets_their_editions_again(newsletter, clock, outbox):
    digest = addresses.digest("alice@post.example")
    Suppression.objects.create(address_hash=digest, reason="erased", at=clock())
    ask(newsletter, "alice", clock())

    confirm.confirm(link(letters(outbox)[0], "confirm"), clock())

    assert not Suppression.objects.exists()
    assert planning.plan(edition(newsletter), CLOSING) == 1


def test_a_confirmed_reader_cannot_be_confirmed_by_a_forged_asking(newsletter, clock, outbox):
    reader(newsletter, "bob")

    ask(newsletter, "bob", clock())

    assert "/confirm/" not in text_of(letters(outbox)[0])
