"""The door of every form: a proof of work, the form on somebody else's page, and JSON; none is a way round it."""

import json
import re

import altcha
import pytest
from django.test import Client
from tests.rooms.people import letters, link, parsed, reader
from tests.rooms.test_signup import filled

from reveille.editions import founding
from reveille.site import door, signup_pages
from reveille.subscribers.models import Asking

pytestmark = pytest.mark.django_db

HARD = {"content_type": "application/json"}


@pytest.fixture
def works(settings, monkeypatch):
    """The operator wants a proof of work; here it is a light one."""
    settings.PROOF_OF_WORK = True
    monkeypatch.setattr(door, "COST", 2)
    monkeypatch.setattr(door, "FEWEST", 3)
    monkeypatch.setattr(door, "MOST", 6)


def solved(challenge):
    made = altcha.Challenge.from_dict(challenge)
    return altcha.Payload(made, altcha.solve_challenge(made)).to_base64()


def worked(clock, **more):
    form = filled(clock, **more)
    return {**form, "altcha": solved(json.loads(door.challenge(form["started"])))}


def test_a_proof_lets_one_form_in(works, newsletter, clock, outbox, client):
    form = worked(clock)

    first = client.post("/subscribe/", form)
    again = client.post("/subscribe/", {**form, "email": "bob@post.example"})

    assert first.status_code == 302
    assert again.status_code == 422
    assert len(letters(outbox)) == 1


@pytest.mark.parametrize("payload", ["", "none", "e30=", "!!", "bnVsbA==", "W10="])
def test_no_proof_is_told_what_to_do(works, newsletter, clock, outbox, client, payload, settings):
    answer = client.post("/subscribe/", filled(clock, altcha=payload))

    assert answer.status_code == 422
    assert settings.CONTACT_ADDRESS in answer.content.decode()
    assert letters(outbox) == []


def test_a_proof_of_another_form_or_of_ones_own_challenge_is_none(works, newsletter, clock, outbox, client):
    own = altcha.create_challenge("SHA-256", 1, data={"started": "x"}, hmac_secret="mine").to_dict()
    form = filled(clock)

    for payload in (worked(clock)["altcha"], solved(own)):
        assert client.post("/subscribe/", {**form, "altcha": payload}).status_code == 422

    assert not Asking.objects.exists()


def test_a_form_that_comes_back_brings_a_fresh_challenge_for_its_own_moment(works, newsletter, clock, client):
    form = filled(clock, time="99:99")

    page = client.post("/subscribe/", form).content.decode()

    challenge = json.loads(re.search(r'data-proof="([^"]+)"', page).group(1).replace("&quot;", '"'))
    assert challenge["parameters"]["data"]["started"] == form["started"]
    assert client.post("/subscribe/", {**form, "time": "07:00", "altcha": solved(challenge)}).status_code == 302


@pytest.mark.parametrize("way", ["/", "/subscribe/", "/lost/"])
def test_pages_load_the_script_only_where_a_proof_is_wanted(newsletter, clock, client, settings, way):
    assert b"proof.js" not in client.get(way).content

    settings.PROOF_OF_WORK = True

    page = client.get(way)
    assert b"proof.js" in page.content
    assert b"<noscript>" in page.content
    assert "unsafe" not in page["Content-Security-Policy"]


def test_a_form_from_elsewhere_leads_to_our_page_and_asks_for_nothing_by_itself(newsletter, clock, outbox):
    stranger = Client(enforce_csrf_checks=True)

    page = stranger.post(
        "/subscribe/elsewhere/",
        {"email": "alice@post.example", "newsletter": "military", "time": "08:00", "website": "x"},
        HTTP_ORIGIN="https://blog.example",
    )

    shown = page.content.decode()
    assert page.status_code == 200
    assert 'value="alice@post.example"' in shown
    assert "<option selected>08:00</option>" in shown
    assert 'name="started"' in shown
    assert "no-store" in page["Cache-Control"]
    assert not Asking.objects.exists()
    clock.pass_(seconds=5)
    form = dict(re.findall(r'name="(started)" value="([^"]+)"', shown))
    answer = stranger.post("/subscribe/", {**form, "email": "alice@post.example"}, HTTP_ORIGIN="http://testserver")
    assert answer.status_code == 302
    assert len(letters(outbox)) == 1


@pytest.mark.parametrize("typed", ["<script>x</script>", "a" * 5000, "\0", ""])
def test_whatever_comes_from_elsewhere_is_text(newsletter, client, typed):
    page = client.post("/subscribe/elsewhere/", {"email": typed, "newsletter": [typed, "military"], "zone": typed})

    assert page.status_code == 200
    assert "<script>x" not in page.content.decode()
    assert client.get("/subscribe/elsewhere/").status_code == 302


def test_the_snippet_to_copy_is_plain_and_leads_there(newsletter, client, settings):
    code = signup_pages.snippet(newsletter)

    assert f'action="{settings.SITE_URL}/subscribe/elsewhere/" method="post"' in code
    assert "<script" not in code
    page = client.get("/embed/").content.decode()
    assert "&lt;form action=" in page
    assert "value=&quot;military&quot;" in page


def post(clock, client, data=None, **more):
    offer = client.get("/api/subscribe/").json()
    clock.pass_(seconds=5)
    said = {"email": "alice@post.example", "started": offer["started"]}
    if offer["challenge"]:
        said["altcha"] = solved(offer["challenge"])
    return client.post("/api/subscribe/", json.dumps({**said, **(data or {})}), **HARD, **more)


def test_json_asks_like_the_form(newsletter, clock, outbox):
    program = Client(enforce_csrf_checks=True)

    answer = post(
        clock, program, {"time": "07:00", "zone": "Europe/Vienna", "days": "workdays", "newsletter": "military"}
    )

    assert (answer.status_code, list(answer.json())) == (202, ["said"])
    assert not answer.cookies
    asking = Asking.objects.get()
    assert (asking.minute, asking.zone, asking.weekdays, asking.how) == (420, "Europe/Vienna", 31, "json")
    assert parsed(letters(outbox)[0])["To"] == "alice@post.example"


def test_json_stands_behind_the_same_door(works, newsletter, clock, outbox, client, settings):
    settings.SIGNUPS_PER_NETWORK = 2
    answers = [
        post(clock, client, {"started": ""}),
        post(clock, client, {"started": "forged"}),
        post(clock, client, {"altcha": ""}),
        post(clock, client, {"website": "https://spam.example"}),
        post(clock, client),
        post(clock, client, {"email": "bob@post.example"}),
        post(clock, client, {"email": "carol@post.example"}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 202, 202, 202, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 86_400
    assert answers[3].content == answers[4].content
    assert len(letters(outbox)) == 2


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[]", 400), (b"nonsense", 400), (b"[" * 100_000, 400), (b"\xff", 400), (b'"x"', 400),
        (b'{"email": {"a": [1]}}', 422), (b'{"email": null}', 422),
        (b'{"email": "a@b.example", "newsletter": [{}]}', 422),
        (b'{"email": "a@b.example", "newsletter": "mars"}', 422),
        (b'{"email": "a@b.example", "day": ["\\u0000"]}', 422),
        (b'{"email": "a\\u0000@b.example", "started": "x"}', 422), (b'{"email": "a@b.example", "meant": 5}', 422),
        (b'{"email": "a@b.example", "days": "never", "started": [1]}', 422),
    ],
)  # fmt: skip
def test_nonsense_in_json_is_said(newsletter, clock, client, body, status):
    answer = client.post("/api/subscribe/", body, **HARD)

    assert answer.status_code == status
    assert answer.json()["errors"]
    assert not Asking.objects.exists()


def test_json_asks_back_and_takes_yes_for_an_answer(newsletter, clock, outbox, client):
    asked = post(clock, client, {"email": "alice@gmial.com"})

    assert (asked.status_code, asked.json()["meant"]) == (422, "alice@gmail.com")
    assert post(clock, client, {"email": "alice@gmial.com", "sure": True}).status_code == 202


def test_a_form_that_poses_as_json_is_refused(newsletter, client):
    """So that another site's page cannot send it without asking the browser first."""
    assert client.post("/api/subscribe/", '{"email": "a@b.example"}', content_type="text/plain").status_code == 415


def test_scripts_of_other_sites_come_in_only_from_where_the_operator_says(newsletter, clock, client, settings):
    settings.SIGNUP_ORIGINS = ["https://blog.example"]

    def allowed(method, origin):
        answer = getattr(client, method)("/api/subscribe/", HTTP_ORIGIN=origin)
        assert answer["Vary"] == "Origin"
        assert "Access-Control-Allow-Credentials" not in answer
        return answer.headers.get("Access-Control-Allow-Origin")

    for method in ("get", "options"):
        assert allowed(method, "https://blog.example") == "https://blog.example"
        assert allowed(method, "https://evil.example") is None
        assert allowed(method, "null") is None


def test_several_newsletters_are_a_choice_at_the_form(newsletter, client):
    assert b'type="hidden" name="newsletter" value="military"' in client.get("/").content
    founding.newsletter("world", "everything", name="World")

    page = client.get("/subscribe/?newsletter=world").content.decode()

    assert 'value="world" checked' in page
    assert 'value="military" checked' not in page
    assert client.get("/subscribe/?newsletter=<x>").status_code == 200


def test_who_lost_their_links_gets_them_once_a_day(newsletter, clock, outbox, client):
    bob = reader(newsletter, "bob")
    reader(newsletter, "emil", state="pending", confirmed_at=None, nonce="n", asked_at=clock())

    for name in ("bob", "bob", "nobody", "emil"):
        assert client.post("/lost/", filled(clock, email=f"{name}@post.example"))["Location"] == "/lost/sent/"

    sent = {parsed(letter)["To"]: letter for letter in letters(outbox)}
    assert set(sent) == {"bob@post.example", "emil@post.example"}
    assert len(letters(outbox)) == 2
    assert link(sent["bob@post.example"], "you") == bob.token
    assert link(sent["emil@post.example"], "confirm")


def test_network_that_asked_too_often_hears_of_links_where_it_asked_for_links(newsletter, clock, client, settings):
    settings.SIGNUPS_PER_NETWORK = 0
    started = door.shown().started
    clock.pass_(minutes=1)

    answer = client.post("/lost/", {"email": "alice@post.example", "started": started})

    assert answer.status_code == 429
    assert "we send no links there now" in answer.content.decode()
    assert "sign-ups" not in answer.content.decode()
