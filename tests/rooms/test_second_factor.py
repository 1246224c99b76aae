"""The second factor: turned on with a code, asked for at every sign-in, taken once; recovery codes; the way back."""

import base64
import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
import typer
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.sessions.models import Session
from django.core import serializers
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms import desk, pages, people
from tests.rooms.desk import DOORS, sign_in
from typer.testing import CliRunner

from reveille.cli import account, installation
from reveille.core.errors import NotHandedOver
from reveille.desk import factor_pages, lockout, one_time, proving, safe, second_factor, tokens
from reveille.desk.models import LogEntry, RecoveryCode, SecondFactor
from reveille.desk.proving import Proof
from reveille.desk.roles import Role
from reveille.mail import departure, notes, plain
from reveille.mail.models import Note

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "outbox")]

KEY = bytes(range(20))
EDITOR = "editor@desk.example"
ELSEWHERE = "198.51.100.7"


@pytest.fixture
def editor(clock):
    """An editor whose phone was set up a day ago."""
    return guarded(desk.account(Role.EDITOR), clock)


def guarded(user, clock):
    user.codes = second_factor.turn_on(user, KEY, 0, clock() - timedelta(days=1))[1]
    Note.objects.all().delete()
    return user


def code(clock, steps=0, key=KEY):
    return one_time.code_at(int(clock().timestamp()) // one_time.STEP + steps, key)


def wrong(clock):
    right = {code(clock, steps) for steps in range(-2, 3)}
    return next(f"{number:06}" for number in range(10) if f"{number:06}" not in right)


def half(**how):
    """A browser that has given the editor's right password, and no code."""
    client = Client(**how)
    assert sign_in(client)["Location"] == reverse("sign-in-code")
    return client


def give(client, typed):
    return client.post(reverse("sign-in-code"), {"code": typed})


def inside(client):
    return client.get(reverse("log")).status_code == 200


def press(client, clock, **form):
    return client.post(reverse("security"), {"password": desk.PASSWORD, **form})


def signed_in(clock, **how):
    client = half(**how)
    assert give(client, code(clock)).status_code == 302
    clock.pass_(seconds=one_time.STEP)
    return client


def set_up(client, clock):
    """Turn a phone on as a person does; return the key that was shown and the recovery codes."""
    page = client.get(press(client, clock, act="begin")["Location"]).content.decode()
    key = spelt(page)
    done = client.post(reverse("phone"), {"code": code(clock, key=key)})
    assert done.status_code == 200
    return key, listed(done)


def listed(answer):
    """The recovery codes on a page."""
    return re.findall(r"<li><code [^>]+>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>", answer.content.decode())


def spelt(page):
    return base64.b32decode(re.search(r'class="key" dir="ltr">([A-Z2-7 ]+)<', page).group(1).replace(" ", ""))


# The codes themselves


@pytest.mark.parametrize(
    ("moment", "shown"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_standard(moment, shown):
    """RFC 6238, appendix B, cut to six digits."""
    assert one_time.code_at(moment // one_time.STEP, b"12345678901234567890") == shown


@given(st.integers(-3, 3), st.integers(-3, 3))
def test_a_code_counts_one_step_early_or_late_and_never_again(drift, last):
    now = datetime(2026, 11, 24, 5, 40, 7, tzinfo=UTC)
    here = int(now.timestamp()) // one_time.STEP
    found = one_time.step_of(one_time.code_at(here + drift, KEY), KEY, now, here + last)

    assert found == (here + drift if abs(drift) <= 1 and drift > last else None)


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "-12345", "12 345", "0x1234", "1e5000"]
)
def test_what_is_no_code_is_wrong(typed, clock):
    assert one_time.step_of(typed, KEY, clock()) is None


def test_the_picture_is_read_by_its_own_library_and_needs_no_style():
    width, path = one_time.drawn("otpauth://totp/x:y?secret=AAAA")

    dark = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", path)}
    assert {(4, 4), (10, 4), (4, 10), (width - 5, 4)} <= dark  # corners of the three finders, inside four of white
    assert min(min(one) for one in dark) == 4
    assert max(max(one) for one in dark) == width - 5


# Turning it on


def test_turning_it_on_asks_for_the_password_shows_a_key_and_counts_after_one_code(clock, outbox):
    client = desk.at_desk(Role.EDITOR)

    page = client.get(press(client, clock, act="begin")["Location"])
    shown = page.content.decode()
    key = spelt(shown)
    assert page["Cache-Control"] == "no-store"
    assert "style=" not in shown and "data:" not in shown and "<svg" in shown
    assert not SecondFactor.objects.exists()
    refused = client.post(reverse("phone"), {"code": wrong(clock)})
    assert refused.status_code == 400
    assert not SecondFactor.objects.exists()
    before = client.cookies["desk"].value
    done = client.post(reverse("phone"), {"code": code(clock, key=key)})

    assert len(set(listed(done))) == 10
    assert client.cookies["desk"].value != before
    assert inside(client)
    assert LogEntry.objects.get(act=second_factor.ON).by == EDITOR
    [letter] = people.letters(outbox)
    assert people.parsed(letter)["To"] == EDITOR
    assert "phone is set up" in people.parsed(letter)["Subject"]
    assert "10 of 10" in client.get(reverse("security")).content.decode()
    assert client.get(reverse("phone")).status_code == 302
    assert client.post(reverse("phone"), {"code": code(clock, key=key)}).status_code == 302


def test_turning_it_on_ends_every_other_session_of_the_account(clock):
    other, client = desk.at_desk(Role.EDITOR), Client()
    sign_in(client)
    set_up(client, clock)

    assert not inside(other)
    assert inside(client)


def test_a_key_that_nobody_confirms_in_time_is_none(clock):
    client = desk.at_desk(Role.EDITOR)
    key = spelt(client.get(press(client, clock, act="begin")["Location"]).content.decode())

    clock.pass_(minutes=16)
    answer = client.post(reverse("phone"), {"code": code(clock, key=key)})

    assert answer.status_code == 302
    assert not SecondFactor.objects.exists()


def test_a_key_waits_in_its_own_session_only(clock):
    client, other = desk.at_desk(Role.EDITOR), Client()
    other.force_login(User.objects.get())
    key = spelt(client.get(press(client, clock, act="begin")["Location"]).content.decode())

    assert other.post(reverse("phone"), {"code": code(clock, key=key)}).status_code == 302
    assert not SecondFactor.objects.exists()


def test_the_password_is_asked_again_and_wrong_ones_are_locked(clock):
    client = desk.at_desk(Role.EDITOR)

    statuses = [press(client, clock, act="begin", password="x").status_code for _ in range(lockout.OF_ONE_ACCOUNT + 1)]

    assert statuses == [403] * lockout.OF_ONE_ACCOUNT + [429]
    assert press(client, clock, act="begin").status_code == 429


# Signing in


def test_signing_in_takes_a_password_and_then_a_code(editor, clock):
    client = half()
    waiting = client.cookies["desk"].value

    answer = give(client, f"{code(clock)[:3]} {code(clock)[3:]}")

    assert answer.status_code == 302
    assert client.cookies["desk"].value != waiting
    assert not Session.objects.filter(session_key=waiting).exists()
    assert inside(client)
    assert LogEntry.objects.get(act=lockout.SIGNED_IN).words == "with a code"


def test_it_leads_on_to_where_one_was_going(editor, clock):
    client = Client()
    sign_in(client, next=reverse("log"))

    assert give(client, code(clock))["Location"] == reverse("log")


@pytest.mark.parametrize("name", DOORS)
def test_half_signed_in_opens_no_door(name, editor, house):
    client = half()

    for ask in (client.get, client.post):
        answer = ask(reverse(name, kwargs=DOORS[name][0]))
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("sign-in"))
    assert client.get(reverse("sign-in-code")).status_code == 200


def test_half_signed_in_is_over_in_minutes(editor, clock):
    client = half()
    clock.pass_(minutes=6)

    answer = give(client, code(clock))

    assert answer.status_code == 403
    assert not inside(client)
    assert client.get(reverse("sign-in-code")).status_code == 302


@pytest.mark.parametrize("change", ["password", "closed", "off"])
def test_half_signed_in_is_over_when_the_account_changes(editor, clock, change):
    client = half()
    if change == "off":
        second_factor.turn_off(editor, clock())
    elif change == "password":
        editor.set_password("another-bugle-altogether")
    else:
        editor.is_active = False
    editor.save()

    assert give(client, code(clock)).status_code == 403
    assert not inside(client)


def test_a_code_from_a_form_elsewhere_is_refused(editor, clock):
    client = Client(enforce_csrf_checks=True)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(reverse("sign-in")).content.decode()).group(1)
    assert sign_in(client, csrfmiddlewaretoken=token)["Location"] == reverse("sign-in-code")

    assert give(client, code(clock)).status_code == 403
    assert SecondFactor.objects.get().last_step == 0


def test_a_code_without_a_password_is_nothing(editor, clock):
    assert give(Client(), code(clock)).status_code == 403
    assert Client().get(reverse("sign-in-code"))["Location"] == reverse("sign-in")
    assert not LogEntry.objects.exists()


def test_a_code_is_taken_once(editor, clock):
    shown = code(clock)
    assert give(half(), shown).status_code == 302

    again = half()
    assert give(again, shown).status_code == 403
    assert give(again, code(clock, -1)).status_code == 403  # nor an earlier one, later
    clock.pass_(seconds=one_time.STEP)
    assert give(again, code(clock)).status_code == 302


@pytest.mark.parametrize(("steps", "status"), [(-2, 403), (-1, 302), (0, 302), (1, 302), (2, 403)])
def test_a_phone_may_be_one_step_early_or_late(editor, clock, steps, status):
    assert give(half(), code(clock, steps)).status_code == status


def test_the_code_that_set_the_phone_up_signs_nobody_in(clock):
    client = desk.at_desk(Role.EDITOR)
    key, _ = set_up(client, clock)

    assert give(half(), code(clock, key=key)).status_code == 403


def test_wrong_codes_lock_the_account_for_that_network_only(editor, clock):
    thief = half(REMOTE_ADDR=ELSEWHERE)
    for _ in range(lockout.OF_ONE_ACCOUNT):
        assert give(thief, wrong(clock)).status_code == 403

    assert give(thief, code(clock)).status_code == 429
    assert sign_in(Client(REMOTE_ADDR=ELSEWHERE)).status_code == 429
    assert give(half(), code(clock)).status_code == 302
    clock.pass_(minutes=16)
    assert give(half(REMOTE_ADDR=ELSEWHERE), code(clock)).status_code == 302


def test_wrong_codes_and_wrong_passwords_count_together(editor, clock):
    client = half()
    for _ in range(lockout.OF_ONE_ACCOUNT - 1):
        give(client, wrong(clock))
    sign_in(Client(), password="x")

    assert give(client, code(clock)).status_code == 429


def test_a_thief_with_many_networks_has_few_codes_a_day_and_keeps_nobody_out_at_home(editor, clock):
    signed_in(clock)
    for at in range(lockout.CODES_A_DAY):
        assert give(half(REMOTE_ADDR=f"198.51.{at}.7"), wrong(clock)).status_code == 403

    assert give(half(REMOTE_ADDR="203.0.113.7"), code(clock)).status_code == 429
    assert give(half(), code(clock)).status_code == 302
    clock.pass_(days=1, seconds=1)
    assert give(half(REMOTE_ADDR="203.0.113.7"), code(clock)).status_code == 302


def test_whose_codes_are_guessed_hears_of_it_once_a_day(editor, clock, outbox):
    for at in range(3):
        thief = half(REMOTE_ADDR=f"198.51.{at}.7")
        for _ in range(4):
            give(thief, wrong(clock))

    [letter] = people.letters(outbox)
    assert "Somebody who knows your password" in people.text_of(letter)


def test_what_is_typed_is_never_written_down(editor, clock):
    give(half(), "hunter2-hunter2")

    assert "hunter2" not in str(LogEntry.objects.values_list())


# Recovery codes


def test_a_recovery_code_lets_in_once_and_its_account_hears_of_it(editor, clock, outbox):
    client = half()
    assert give(client, editor.codes[3].upper().replace("-", " ")).status_code == 302

    assert inside(client)
    assert give(half(), editor.codes[3]).status_code == 403
    assert "9 of 10" in client.get(reverse("security")).content.decode()
    assert LogEntry.objects.get(act=lockout.SIGNED_IN).words == "with a recovery code, 9 left"
    [letter] = people.letters(outbox)
    assert "9 are left" in people.text_of(letter)


def test_somebody_elses_recovery_code_lets_nobody_in(editor, clock):
    owner = guarded(desk.account(Role.OWNER), clock)

    assert give(half(), owner.codes[0]).status_code == 403


def test_new_recovery_codes_make_the_old_ones_void(editor, clock, outbox):
    client = signed_in(clock)

    fresh = listed(press(client, clock, act="codes", code=code(clock)))

    assert len(fresh) == 10 and not set(fresh) & set(editor.codes)
    assert give(half(), editor.codes[0]).status_code == 403
    assert give(half(), fresh[0]).status_code == 302
    assert LogEntry.objects.filter(act=second_factor.RENEWED, by=EDITOR).exists()
    assert fresh[1] not in client.get(reverse("security")).content.decode()


# Changing it


def test_turning_it_off_takes_a_password_and_a_code_and_ends_other_sessions(editor, clock, outbox):
    client, other = signed_in(clock), signed_in(clock)

    assert press(client, clock, act="off").status_code == 403
    assert press(client, clock, act="off", code=code(clock), password="x").status_code == 403
    answer = press(client, clock, act="off", code=code(clock))

    assert answer["Location"] == reverse("security")
    assert inside(client)
    assert not inside(other)
    assert sign_in(Client())["Location"] == "/desk/"
    assert LogEntry.objects.filter(act=second_factor.OFF, by=EDITOR).exists()
    assert not RecoveryCode.objects.exists()
    [letter] = people.letters(outbox)
    assert "password alone" in people.text_of(letter)


def test_moving_to_another_phone_takes_a_code_of_the_old_one_which_ends(editor, clock):
    client, other = signed_in(clock), signed_in(clock)
    assert press(client, clock, act="begin").status_code == 403

    page = client.get(press(client, clock, act="begin", code=code(clock))["Location"]).content.decode()
    key = spelt(page)
    assert inside(other)
    client.post(reverse("phone"), {"code": code(clock, key=key)})
    clock.pass_(minutes=2)

    assert inside(client)
    assert not inside(other)
    assert give(half(), code(clock)).status_code == 403
    assert give(half(), code(clock, key=key)).status_code == 302
    assert give(half(), editor.codes[0]).status_code == 403
    assert LogEntry.objects.get(act=second_factor.ON).words == "another phone"


def test_wrong_codes_count_on_the_account_page_too(editor, clock):
    client = signed_in(clock)
    for _ in range(lockout.OF_ONE_ACCOUNT):
        press(client, clock, act="off", code=wrong(clock))

    assert press(client, clock, act="off", code=code(clock)).status_code == 429
    assert SecondFactor.objects.exists()


@pytest.mark.parametrize("act", ["", "off", "codes", "erase"])
def test_without_a_factor_there_is_only_a_beginning(clock, act):
    answer = press(desk.at_desk(Role.EDITOR), clock, act=act)

    assert answer.status_code == 400
    assert str(factor_pages.NOT_NOW) in answer.content.decode()


@pytest.mark.parametrize("name", DOORS)
def test_a_session_of_another_factor_opens_no_door(name, editor, clock, house):
    """Whoever is signed in by the password alone, once the account has a factor: no page, and the session is gone."""
    client = Client()
    client.force_login(editor)

    for ask in (client.get, client.post):
        assert ask(reverse(name, kwargs=DOORS[name][0]))["Location"].startswith(reverse("sign-in"))
    assert not Session.objects.exists()


def test_changing_the_password_keeps_this_session_and_its_factor_and_is_told(editor, clock, outbox):
    client, other = signed_in(clock), signed_in(clock)
    fresh = "quite-another-bugle-call"

    client.post(
        reverse("password"), {"old_password": desk.PASSWORD, "new_password1": fresh, "new_password2": fresh}
    )  # fmt: skip

    assert inside(client)
    assert not inside(other)
    [letter] = people.letters(outbox)
    assert "password was changed" in people.parsed(letter)["Subject"]


def test_wrong_passwords_at_changing_it_are_counted_and_locked(clock):
    client, fresh = desk.at_desk(Role.EDITOR), "quite-another-bugle-call"
    form = {"new_password1": fresh, "new_password2": fresh}
    for _ in range(lockout.OF_ONE_ACCOUNT):
        assert client.post(reverse("password"), {**form, "old_password": "x"}).status_code == 400

    locked = client.post(reverse("password"), {**form, "old_password": desk.PASSWORD})

    assert locked.status_code == 400
    assert "Too many wrong passwords" in locked.content.decode()
    assert User.objects.get().check_password(desk.PASSWORD)


# Where it is required


@pytest.fixture
def required(settings):
    settings.DESK_SECOND_FACTOR = "required"


@pytest.mark.parametrize("name", DOORS)
def test_where_it_is_required_no_door_opens_without_it_but_those_that_lead_to_it(name, required, house):
    client = desk.at_desk(Role.OWNER)

    for ask in (client.get, client.post):
        answer = ask(reverse(name, kwargs=DOORS[name][0]))
        if name in ("security", "phone", "password"):
            assert answer.status_code in (200, 302, 400)
        elif name == "desk-language":
            assert (answer.status_code, answer["Location"]) == (302, "/desk/")  # which leads there
        else:
            assert (answer.status_code, answer["Location"]) == (302, reverse("security"))


def test_where_it_is_required_people_are_led_to_it_and_then_on(required, clock, reveille):
    desk.account(Role.EDITOR)
    client = Client()
    assert client.get(sign_in(client)["Location"])["Location"] == reverse("security")
    assert "Everybody at this desk" in client.get(reverse("security")).content.decode()

    set_up(client, clock)

    assert inside(client)


def test_where_it_is_required_nobody_turns_it_off(required, editor, clock):
    client = signed_in(clock)

    assert "Turn it off" not in client.get(reverse("security")).content.decode()
    assert press(client, clock, act="off", code=code(clock)).status_code == 400
    assert SecondFactor.objects.exists()


def test_tokens_of_programs_need_none(required, editor, clock, draft):
    _, words = tokens.make("clerk", Role.VIEWER, "owner", clock())

    answer = Client().get(f"/api/desk/reveille/{pages.DAY}", HTTP_AUTHORIZATION=f"Bearer {words}")

    assert answer.status_code == 200


# The way back


def test_an_owner_resets_a_lost_phone_and_its_sessions_end(editor, clock, outbox):
    owner, theirs = desk.at_desk(Role.OWNER), signed_in(clock)
    assert "Reset second factor" in owner.get(reverse("accounts")).content.decode()

    answer = owner.post(reverse("accounts"), {"act": "factor", "account": EDITOR})

    assert answer.status_code == 200
    assert not inside(theirs)
    assert sign_in(Client())["Location"] == "/desk/"
    assert LogEntry.objects.get(act=second_factor.RESET).on == EDITOR
    assert len(people.letters(outbox)) == 1
    assert owner.post(reverse("accounts"), {"act": "factor", "account": EDITOR}).status_code == 400


def test_an_owner_resets_their_own_by_a_code_only(clock):
    owner = guarded(desk.account(Role.OWNER), clock)
    client = Client()
    sign_in(client, address="owner@desk.example")
    give(client, code(clock))

    answer = client.post(reverse("accounts"), {"act": "factor", "account": owner.get_username()})

    assert answer.status_code == 400
    assert SecondFactor.objects.exists()


@pytest.fixture
def run(monkeypatch):
    """``reveille account WORDS``, on the test's own database."""
    command = typer.Typer()
    account.register(command)
    monkeypatch.setattr(installation, "ready", lambda: None)
    return lambda *words: CliRunner().invoke(command, words)


def test_a_lost_phone_is_reset_on_the_machine(editor, clock, outbox, run):
    done, again, unknown = (
        run(EDITOR, "--reset-second-factor"),
        run(EDITOR, "--reset-second-factor"),
        run("x", "--renew"),
    )

    assert (done.exit_code, again.exit_code, unknown.exit_code) == (0, 3, 3)
    assert not SecondFactor.objects.exists()
    entry = LogEntry.objects.get(act=second_factor.RESET)
    assert (entry.by, entry.on) == ("the command line", EDITOR)
    assert len(people.letters(outbox)) == 1


def test_a_lost_password_and_phone_are_helped_at_once(editor, clock, run):
    shown = run(EDITOR, "--reset-second-factor", "--renew").stdout

    password = re.search(r"password (\S+) \(shown", shown).group(1)
    assert sign_in(Client(), password=password)["Location"] == "/desk/"


# What is kept


def test_a_dump_of_the_database_has_no_key_and_no_code(clock):
    client = desk.at_desk(Role.EDITOR)
    page = client.get(press(client, clock, act="begin")["Location"]).content.decode()
    waiting = str([one.get_decoded() for one in Session.objects.all()])
    key = spelt(page)
    codes = listed(client.post(reverse("phone"), {"code": code(clock, key=key)}))
    assert len(codes) == 10

    rows = [*SecondFactor.objects.all(), *RecoveryCode.objects.all(), *Note.objects.all(), *LogEntry.objects.all()]
    kept = serializers.serialize("json", rows) + waiting + str([one.get_decoded() for one in Session.objects.all()])
    for secret in (key.hex(), one_time.spelt(key), one_time.spelt(key).replace(" ", ""), *codes):
        assert secret not in kept
        assert secret.replace("-", "") not in kept


def test_with_another_secret_key_nothing_opens_and_nothing_breaks(editor, clock, settings):
    sealed = SecondFactor.objects.get().sealed
    assert safe.opened(sealed) == KEY
    settings.SECRET_KEY = "another"

    assert safe.opened(sealed) is None
    assert safe.opened("") is safe.opened("x") is None
    assert give(half(), code(clock)).status_code == 403
    assert give(half(), editor.codes[0]).status_code == 403


def at_once(count, ask):
    """What each of so many threads gets, which ask at the same moment."""
    gate, got = threading.Barrier(count), []

    def turn():
        try:
            gate.wait(timeout=60)
            got.append(ask())
        finally:
            connection.close()

    threads = [threading.Thread(target=turn) for _ in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return got


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_once_one_is_taken_and_each_wrong_one_is_counted(clock, rf):
    """The row is the lock. On SQLite a try is a transaction of its own, from its first word on."""
    if connection.vendor != "postgresql":
        pytest.skip("threads of a test share one SQLite database in memory")
    user = guarded(desk.account(Role.EDITOR), clock)

    def asks(typed):
        request = rf.post("/", REMOTE_ADDR="192.0.2.7")
        request.user = AnonymousUser()
        return lambda: proving.code(request, User.objects.get(pk=user.pk), typed)

    right, spare = at_once(4, asks(code(clock))), at_once(4, asks(user.codes[0]))
    LogEntry.objects.all().delete()
    guesses = at_once(8, asks(wrong(clock)))

    assert (right.count(Proof.RIGHT), spare.count(Proof.RECOVERY)) == (1, 1)
    assert guesses.count(Proof.WRONG) == lockout.OF_ONE_ACCOUNT == LogEntry.objects.count()


def test_a_try_waits_for_the_one_before_it(editor):
    """Or many wrong codes at once would be counted as one."""
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        second_factor.locked(editor)

    assert ("FOR UPDATE" in asked[0]["sql"]) == (connection.vendor == "postgresql")


# Notes to accounts


def test_a_note_waits_while_the_relay_is_away_and_leaves_once(editor, clock, outbox, monkeypatch, caplog):
    def refused():
        raise NotHandedOver("relay.example", "nobody there")

    notes.queue(EDITOR, "A subject", "Words.", clock())
    with monkeypatch.context() as relay:
        relay.setattr(departure, "ours", refused)
        notes.send(clock())
    notes.send(clock())
    assert people.letters(outbox) == []
    clock.pass_(minutes=11)

    notes.send(clock())
    notes.send(clock())

    assert len(people.letters(outbox)) == 1
    assert not Note.objects.exists()


def test_a_note_that_nobody_takes_is_dropped_after_three_days(clock, outbox):
    notes.queue(EDITOR, "A subject", "Words.", clock())
    clock.pass_(days=3, seconds=1)

    notes.send(clock())

    assert people.letters(outbox) == []
    assert not Note.objects.exists()


def test_a_page_does_not_wait_for_the_post(clock, monkeypatch):
    monkeypatch.setattr(plain, "hand_over", lambda *_: pytest.fail("a page has sent a letter"))
    client = desk.at_desk(Role.EDITOR)

    set_up(client, clock)

    assert Note.objects.count() == 1
