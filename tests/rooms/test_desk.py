"""The desk: who may come in, what each role may see and do, and what is written down of it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from tests.rooms import desk, pages
from tests.rooms.desk import DAY, DOORS, OPEN, sign_in

from reveille.desk import lockout, signin
from reveille.desk.models import LogEntry
from reveille.desk.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "outbox")]


def test_every_address_of_the_desk_is_a_door_that_is_watched():
    named = {name for name in get_resolver("reveille.desk.urls").reverse_dict if isinstance(name, str)}

    assert named == set(DOORS) | OPEN


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.name if role is not None else "anonymous")
@pytest.mark.parametrize("name", DOORS)
def test_each_role_gets_through_its_doors_and_no_other(name, role, house):
    where, see, act = DOORS[name]
    address = reverse(name, kwargs=where)
    client = Client() if role is None else desk.at_desk(role)

    seen, pressed = client.get(address), client.post(address)

    for answer, needed in ((seen, see), (pressed, act)):
        assert answer.headers["Cache-Control"] == "no-store"
        if role is None:
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith(reverse("sign-in"))
        elif needed is None:
            assert answer.status_code == 405
        elif role < needed:
            assert answer.status_code == 403
        else:
            assert answer.status_code in (200, 302, 400, 409)


@pytest.mark.parametrize("name", DOORS)
def test_a_form_from_elsewhere_is_refused(name, house):
    where, *_ = DOORS[name]
    client = desk.at_desk(Role.OWNER, enforce_csrf_checks=True)

    assert client.post(reverse(name, kwargs=where)).status_code == 403


@pytest.mark.parametrize("name", DOORS)
def test_seeing_a_page_changes_nothing(name, house):
    client = desk.at_desk(Role.OWNER)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(reverse(name, kwargs=DOORS[name][0]))

    reading = ("SELECT", "SAVEPOINT", "RELEASE", "DECLARE")  # PostgreSQL's cursors are declared for a SELECT
    assert [q["sql"] for q in asked if not q["sql"].startswith(reading)] == []


def test_signing_in_opens_the_desk_under_a_new_session(client, draft):
    desk.account(Role.EDITOR)
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["desk"] = session.session_key

    answer = sign_in(client, address=" Editor@Desk.Example ", next=reverse("log"))

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/desk/log/"
    assert answer.cookies["desk"].value not in ("", session.session_key)
    assert answer.cookies["desk"]["path"] == "/desk/"
    assert answer.cookies["desk"]["httponly"]
    assert "editor@desk.example" in client.get("/desk/log/").content.decode()


def test_who_was_here_last_is_told_by_the_installation_s_clock(client, clock):
    account = desk.account(Role.EDITOR)

    sign_in(client)

    account.refresh_from_db()
    assert account.last_login == clock.now


def test_wrong_password_says_as_much_as_an_unknown_address(client):
    desk.account(Role.EDITOR)

    wrong, unknown = sign_in(client, password="x"), sign_in(client, address="nobody@desk.example", password="x")

    assert wrong.status_code == unknown.status_code == 403
    for answer in (wrong, unknown):
        assert str(signin.WRONG) in answer.content.decode()


def test_an_account_is_locked_after_five_wrong_passwords_and_for_that_network_only(client, clock):
    desk.account(Role.EDITOR)
    for _ in range(lockout.OF_ONE_ACCOUNT):
        sign_in(client, password="x")

    assert sign_in(client).status_code == 429
    assert sign_in(client).headers["Retry-After"] == "900"
    assert sign_in(Client(REMOTE_ADDR="198.51.100.7")).status_code == 302
    assert LogEntry.objects.filter(act=lockout.FAILED).count() == lockout.OF_ONE_ACCOUNT

    clock.pass_(minutes=16)
    assert sign_in(client).status_code == 302


def test_a_network_is_locked_whatever_it_tries(client):
    desk.account(Role.EDITOR)
    for at in range(lockout.OF_ONE_NETWORK):
        sign_in(client, address=f"guess{at}@desk.example", password="x")

    assert sign_in(client).status_code == 429


def test_a_stranger_writes_nothing_into_the_log(client):
    sign_in(client, address="<script>@desk.example", password="hunter2")

    entry = LogEntry.objects.get()
    assert (entry.by, entry.words) == ("", "")
    assert re.fullmatch(r"no account \([0-9a-f]{8}\)", entry.on)


def test_who_guesses_does_not_learn_which_address_has_an_account(client):
    desk.account(Role.EDITOR)
    tries = range(lockout.OF_ONE_ACCOUNT + 1)

    known = [sign_in(client, password="x").status_code for _ in tries]
    unknown = [sign_in(client, address="nobody@desk.example", password="x").status_code for _ in tries]

    assert known == unknown == [403] * lockout.OF_ONE_ACCOUNT + [429]


@pytest.mark.parametrize(
    "address",
    ["//evil.example/desk/", "https://evil.example/desk/", "/\\evil.example", "/desk/\\evil", "https:evil.example",
     "\t//evil.example", "javascript:alert(1)", "/", "/reveille/", "http:///desk/"],
)  # fmt: skip
def test_signing_in_leads_to_the_desk_and_nowhere_else(client, address):
    desk.account(Role.EDITOR)

    assert sign_in(client, next=address).headers["Location"] == "/desk/"


def test_changing_the_password_ends_every_other_session(client):
    desk.account(Role.EDITOR)
    other = Client()
    sign_in(client), sign_in(other)
    fresh = "quite-another-bugle-call"

    changed = client.post(
        reverse("password"),
        {"old_password": desk.PASSWORD, "new_password1": fresh, "new_password2": fresh},
    )

    assert changed.status_code == 200
    assert client.get(reverse("log")).status_code == 200
    assert other.get(reverse("log")).status_code == 302
    assert sign_in(Client()).status_code == 403
    assert sign_in(Client(), password=fresh).status_code == 302


def test_passwords_are_kept_as_argon2(client):
    assert desk.account(Role.EDITOR).password.startswith("argon2")


def test_signing_out_ends_the_session(client):
    desk.account(Role.EDITOR)
    sign_in(client)
    kept = client.cookies["desk"].value

    client.post(reverse("sign-out"))

    stolen = Client()
    stolen.cookies["desk"] = kept
    assert stolen.get(reverse("log")).status_code == 302
    assert client.get(reverse("sign-out")).status_code == 405


def test_public_pages_set_no_cookie_and_are_the_same_for_editors(draft):
    client = desk.at_desk(Role.EDITOR)

    answer = client.get("/reveille/archive/")

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "desk" not in client.get("/").cookies


def press(client, **form):
    return client.post(reverse("accounts"), form)


def test_owner_makes_an_account_whose_password_is_shown_once():
    owner = desk.at_desk(Role.OWNER)

    shown = press(owner, act="make", address="new@desk.example", role="viewer").content.decode()
    password = re.search(r"is <code>(\S+)</code>", shown).group(1)

    assert sign_in(Client(), address="new@desk.example", password=password).status_code == 302
    assert password not in owner.get(reverse("accounts")).content.decode()
    assert LogEntry.objects.filter(act="made an account", on="new@desk.example", by="owner@desk.example").exists()


def test_owner_closes_an_account_and_its_session_ends():
    owner, editor = desk.at_desk(Role.OWNER), desk.at_desk(Role.EDITOR)

    press(owner, act="close", account="editor@desk.example")

    assert editor.get(reverse("log")).status_code == 302
    assert sign_in(Client()).status_code == 403


def test_a_new_password_ends_the_sessions_of_the_old_one():
    owner, editor = desk.at_desk(Role.OWNER), desk.at_desk(Role.EDITOR)

    press(owner, act="password", account="editor@desk.example")

    assert editor.get(reverse("log")).status_code == 302


@pytest.mark.parametrize("asked", [{"act": "close"}, {"act": "role", "role": "viewer"}])
def test_the_last_owner_stays(asked):
    owner = desk.at_desk(Role.OWNER)

    answer = press(owner, account="owner@desk.example", **asked)

    assert answer.status_code == 400
    assert owner.get(reverse("accounts")).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [{}, {"act": "erase"}, {"act": "make"}, {"act": "make", "role": "editor", "address": "no address"},
     {"act": "make", "role": "king", "address": "a@b.example"}, {"act": "role", "role": "king"}],
)  # fmt: skip
def test_nonsense_is_refused_in_words(asked):
    answer = press(desk.at_desk(Role.OWNER), account="nobody", **asked)

    assert answer.status_code == 400


def _keys(client, address):
    """The keys that the bar at the foot of the desk lists."""
    bar = client.get(address).content.decode().partition('<footer class="keys"')[2]
    return re.findall(r"<kbd>(.+?)</kbd>", bar)


def test_the_bar_of_keys_lists_what_can_be_done(draft):
    page = reverse("desk-day", kwargs=DAY)

    assert _keys(desk.at_desk(Role.EDITOR), page) == [*"JKPX", "⇧J", "⇧K", *"MSHUVO?"]
    assert _keys(desk.at_desk(Role.VIEWER), page) == [*"JKV?"]
    draft.state, draft.closed_at = "closed", draft.closing_at
    draft.save()
    assert _keys(desk.at_desk(Role.EDITOR, "other"), page) == [*"JKUV?"]


def test_today_shows_the_draft_beside_the_ranking_with_the_sum_of_the_chosen_story(draft):
    client = desk.at_desk(Role.VIEWER)

    shown = client.get(reverse("desk-day", kwargs=DAY), {"chosen": 2}).content.decode()

    assert all(item.headline in shown for item in pages.full().items)
    assert _marked(shown) == 2
    assert "7.50" in shown
    assert "style=" not in shown
    assert "<script>" not in shown


def _marked(page):
    """How many rows are marked as chosen; the desk's language below them is marked too."""
    return page[page.index("<main") : page.index("</main>")].count('aria-current="true"')


@pytest.mark.parametrize("chosen", ["x", "99999999999999999999", "-1", "²"])
def test_an_odd_choice_chooses_nothing(draft, chosen):
    shown = desk.at_desk(Role.VIEWER).get(reverse("desk-day", kwargs=DAY), {"chosen": chosen})

    assert shown.status_code == 200
    assert _marked(shown.content.decode()) == 0


def test_a_headline_that_is_markup_is_shown_as_text(draft):
    draft.page["top"][0]["headline"] = draft.page["subject"] = "<script>alert(1)</script><input>"
    draft.weighed[0]["headline"] = "<img src=x onerror=alert(1)>"
    draft.save()

    shown = desk.at_desk(Role.VIEWER).get(reverse("desk-day", kwargs=DAY)).content.decode()

    assert "&lt;script&gt;alert(1)" in shown
    assert "<img" not in shown


def test_a_day_without_a_draft_says_when_it_closes(reveille):
    shown = desk.at_desk(Role.VIEWER).get(reverse("desk-day", kwargs=DAY)).content.decode()

    assert "There is no draft yet" in shown


def test_the_desk_opens_on_the_edition_in_the_making(reveille):
    assert desk.at_desk(Role.VIEWER).get("/desk/").headers["Location"] == "/desk/reveille/2026-11-25/"
