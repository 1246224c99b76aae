"""Sign-up through the real pages: whoever asks hears the same, and an address hears at most once a day."""

import io
import ipaddress
import logging
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.rooms.people import ask, letters, link, parsed, reader, text_of

from reveille.core.errors import AddressDisposable, AddressError, ScheduleError
from reveille.editions import founding
from reveille.project import redaction
from reveille.project.configuration import Configuration
from reveille.site import door
from reveille.subscribers import addresses, confirm, dispatch, limits, preferences, signup
from reveille.subscribers.models import Asking, Consent, Letter, Subscriber, Subscription, Suppression

pytestmark = pytest.mark.django_db


def filled(clock, **more):
    """The form as a person sends it, ten seconds after it was shown."""
    started = door.shown().started
    clock.pass_(seconds=10)
    return {
        "email": "alice@post.example",
        "time": "07:00",
        "zone": "Europe/Vienna",
        "started": started,
        **more,
    }


def test_the_form_leads_to_one_confirmation(newsletter, clock, outbox, client):
    answer = client.post("/subscribe/", filled(clock), HTTP_USER_AGENT="A browser")

    [letter] = letters(outbox)
    one = Subscription.objects.get()
    back = parsed(letter)
    assert (answer.status_code, answer["Location"]) == (302, "/subscribed/")
    assert (one.state, one.minute, one.zone, one.weekdays, one.format) == ("pending", 420, "Europe/Vienna", 127, "html")
    assert back["To"] == "alice@post.example"
    assert back["Auto-Submitted"] == "auto-generated"
    assert back["List-Unsubscribe"] is None
    assert "07:00 Vienna time" in text_of(letter)
    assert confirm.of(link(letter, "confirm"), clock()) == [one]


@pytest.mark.parametrize(
    ("chosen", "stored"),
    [
        ({"days": "workdays"}, {"weekdays": 31}),
        ({"days": "chosen", "day": ["5", "6"]}, {"weekdays": 96}),
        ({"text_only": "on"}, {"format": "text"}),
    ],
)
def test_days_and_format_are_chosen_at_the_form(newsletter, clock, outbox, client, chosen, stored):
    client.post("/subscribe/", filled(clock, **chosen))

    assert letters(outbox)
    one = Subscription.objects.get()
    assert {name: getattr(one, name) for name in stored} == stored


def test_two_newsletters_are_asked_for_at_once_and_confirmed_by_one_press(newsletter, clock, outbox, client):
    founding.newsletter("world", "everything", name="World")

    client.post("/subscribe/", filled(clock, newsletter=["military", "world"]))

    [letter] = letters(outbox)
    token = link(letter, "confirm")
    assert "Reveille and World" in text_of(letter)
    assert b"Reveille and World" in client.get(f"/confirm/{token}/").content
    client.post(f"/confirm/{token}/")
    assert [one.state for one in Subscription.objects.all()] == ["confirmed", "confirmed"]
    assert len(letters(outbox)) == 3  # a welcome for each


def test_a_second_newsletter_leaves_the_first_as_it_is(newsletter, clock, outbox):
    bob = reader(newsletter, "bob", minute=390)
    world = founding.newsletter("world", "everything")

    signup.ask([newsletter, world], signup.Wish(address="bob@post.example", minute=1200), clock())

    [letter] = letters(outbox)
    bob.refresh_from_db()
    assert (bob.state, bob.minute) == ("confirmed", 390)
    assert [one.newsletter for one in confirm.of(link(letter, "confirm"), clock())] == [world]


def test_consent_is_kept_with_its_words_and_without_the_network_itself(newsletter, clock, outbox, client):
    client.post("/subscribe/", filled(clock), HTTP_USER_AGENT="B" * 1000, REMOTE_ADDR="203.0.113.9")
    at = clock()
    clock.pass_(seconds=30)
    letters(outbox)

    kept = Consent.objects.get()
    assert (kept.kind, kept.how, kept.at) == ("asked", "form", at)  # when it was asked, not when it was answered
    assert kept.wording.encode() in client.get("/").content
    assert "203.0.113" not in kept.network
    assert kept.network == addresses.network("203.0.113.77")  # a neighbour: the network is kept, not the person
    assert kept.network == addresses.network("::ffff:203.0.113.1")
    assert kept.network != addresses.network("203.0.114.9")
    assert addresses.network("2001:db8:1:2::3") == addresses.network("2001:db8:1:ffff::1")
    assert len(kept.agent) == 200


@pytest.fixture
def known(newsletter, clock):
    """Addresses that we know in every way, and one that we do not."""
    reader(newsletter, "bob")
    reader(newsletter, "charlie", state="left")
    reader(newsletter, "emil", state="pending", confirmed_at=None, nonce="x")
    dora = reader(newsletter, "dora")
    Suppression.objects.create(address_hash=dora.subscriber.address_hash, reason="complained", at=clock())
    Suppression.objects.create(address_hash=addresses.digest("frida@post.example"), reason="erased", at=clock())
    Subscriber.objects.filter(pk=reader(newsletter, "gus").subscriber_id).update(written_at=clock())  # the day's letter
    return [f"{name}@post.example" for name in ("alice", "alice", "bob", "charlie", "dora", "emil", "frida", "gus")]


@pytest.mark.parametrize("way", ["/subscribe/", "/lost/"])
def test_the_answer_is_the_same_whatever_we_know_of_the_address(known, clock, outbox, client, way):
    answers = [client.post(way, filled(clock, email=address)) for address in known]

    for answer in answers:
        answer.headers.pop("Expires", None)  # the second in which it was given
    assert len({(a.status_code, tuple(a.headers.items()), a.content) for a in answers}) == 1
    pages = {client.get(answer["Location"]).content for answer in answers}
    assert len(pages) == 1
    assert b"post.example" not in pages.pop()


@pytest.mark.parametrize("way", ["/subscribe/", "/lost/", "/api/subscribe/"])
def test_what_is_done_before_the_answer_is_the_same_whatever_we_know(known, clock, outbox, client, way):
    done = []
    for address in known:
        form = filled(clock, email=address)
        told = {"content_type": "application/json"} if way.startswith("/api/") else {}
        with CaptureQueriesContext(connection) as asked:
            assert client.post(way, form, **told).status_code in (202, 302)
        done.append([re.sub(r"'[^']*'|[0-9]+", "?", one["sql"]) for one in asked.captured_queries])

    assert done[1:] == done[1:2] * (len(known) - 1)  # the first also founds the day's tally of its network
    assert len([sql for sql in done[1] if sql.startswith("INSERT")]) == 1
    assert Asking.objects.count() == len(known)
    assert outbox.letters() == []


def test_a_thousand_askings_from_five_hundred_networks_send_one_letter_a_day(newsletter, clock, outbox, client):
    clock.set(clock().date(), 1)
    answers = set()
    for n in range(1000):
        form = filled(clock, time=f"{n % 24:02}:30")
        answers.add(client.post("/subscribe/", form, REMOTE_ADDR=f"10.{n % 500 // 250}.{n % 250}.7").status_code)

    assert answers == {302}
    assert len(letters(outbox)) == 1
    assert Consent.objects.count() == 1
    assert Subscription.objects.get().minute == 30  # what the letter said is what its page will show

    clock.pass_(days=1, seconds=1)
    ask(newsletter, "alice", clock(), minute=600)
    ask(newsletter, "alice", clock(), minute=700)

    assert len(letters(outbox)) == 2
    assert Subscription.objects.get().minute == 600


def test_a_network_may_ask_so_often_a_day(newsletter, clock, outbox, client, settings):
    settings.SIGNUPS_PER_NETWORK = 3
    clock.set(clock().date(), 1)

    def asked(n, network):
        form = filled(clock, email=f"nobody{n}@post.example")
        return client.post("/subscribe/", form, REMOTE_ADDR=f"198.51.{network}.{n}")

    def status(n, network):
        return asked(n, network).status_code

    assert [status(n, 100) for n in range(5)] == [302, 302, 302, 429, 429]
    assert 22 * 3600 < int(asked(5, 100).headers["Retry-After"]) < 23 * 3600  # to the day's end, in UTC
    assert status(6, 101) == 302
    assert len(letters(outbox)) == 4
    clock.pass_(days=1)
    assert status(7, 100) == 302
    assert limits.forget(clock().date() + timedelta(days=5))


def test_who_is_behind_our_proxy_is_counted_and_nobody_elses_word_is_taken(newsletter, clock, outbox, client, settings):
    settings.SIGNUPS_PER_NETWORK = 1
    settings.TRUSTED_PROXIES = (ipaddress.ip_network("127.0.0.0/8"),)

    def status(sender, forwarded):
        form = filled(clock, email=f"n{clock().timestamp():.0f}@post.example")
        headers = {"REMOTE_ADDR": sender, "HTTP_X_FORWARDED_FOR": forwarded}
        return client.post("/subscribe/", form, **headers).status_code

    assert status("127.0.0.1", "203.0.113.5") == 302
    assert status("127.0.0.1", "203.0.114.5") == 302
    assert status("127.0.0.1", "192.0.2.1, 203.0.113.6") == 429  # what the visitor wrote before it counts for nothing
    assert status("127.0.0.1", "203.0.113.6, 127.0.0.2") == 429
    assert status("::ffff:127.0.0.1", "203.0.114.9") == 429
    assert status("127.0.0.1", "203.0.113.7:41234") == 429  # a port is no part of an address
    assert status("127.0.0.1", "203.0.115.7:41234, 127.0.0.1:80") == 302
    assert status("127.0.0.1", "[2001:db8:1::1]:443") == 302
    assert status("127.0.0.1", '"[2001:db8:1::2]"') == 429
    assert status("127.0.0.1", "2001:db8:1::3") == 429
    assert status("127.0.0.1", "203.0.113.8:99999999") == 302  # no address: the proxy's own counts
    assert status("127.0.0.1", "[203.0.116.8") == 429
    assert status("198.51.100.1", "192.0.2.2") == 302
    assert status("198.51.100.1", "192.0.2.3") == 429  # a stranger's word


def test_very_many_addresses_at_once_wait_and_the_operator_hears(newsletter, clock, outbox, settings, caplog):
    settings.LETTERS_AN_HOUR = 5
    for n in range(8):
        ask(newsletter, f"reader{n}", clock())

    assert len(letters(outbox)) == 5
    assert len(letters(outbox)) == 5
    assert caplog.text.count("very many sign-ups") == 1
    clock.pass_(hours=1, seconds=1)
    assert len(letters(outbox)) == 8


@pytest.mark.parametrize("spelling", ["Alice@Post.Example", "alice@POST.example", " alice@post.example "])
def test_two_spellings_are_one_address(newsletter, clock, outbox, spelling):
    ask(newsletter, "alice", clock())

    signup.ask([newsletter], signup.Wish(address=spelling), clock())

    assert len(letters(outbox)) == 1
    assert Subscriber.objects.count() == 1


@pytest.mark.parametrize(
    "spelt",
    [
        pytest.param("alice{}@post.example", id="marks"),
        pytest.param("Alice{}@Post.example", id="case"),
        pytest.param("al.i.ce{}@gmail.com", id="dots that Gmail does not read"),
        pytest.param("alice{}@googlemail.com", id="Gmail's other name"),
    ],
)
def test_one_mailbox_is_not_flooded_by_its_many_spellings(newsletter, clock, outbox, spelt):
    for mark in ("", *map("+{}".format, range(10))):
        signup.ask([newsletter], signup.Wish(address=spelt.format(mark)), clock())

    assert len(letters(outbox)) == limits.LETTERS_A_MAILBOX
    clock.pass_(days=1)
    signup.ask([newsletter], signup.Wish(address=spelt.format("+tomorrow")), clock())
    assert len(letters(outbox)) == limits.LETTERS_A_MAILBOX + 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.b@post.example", "ab@post.example"),
        ("+a@post.example", "+b@post.example"),
        ("a@post.example", "a@gmail.com"),
    ],
)
def test_two_mailboxes_are_not_taken_for_one(one, other):
    assert addresses.mailbox(one) != addresses.mailbox(other)


def test_who_has_it_already_gets_their_links_and_nothing_changes(newsletter, clock, outbox):
    bob = reader(newsletter, "bob", minute=390)

    ask(newsletter, "bob", clock(), minute=1200)

    assert link(letters(outbox)[0], "you") == bob.token
    bob.refresh_from_db()
    assert (bob.state, bob.minute) == ("confirmed", 390)
    assert link(letters(outbox)[0], "leave") == bob.token


def test_who_left_stays_left_until_the_button_is_pressed(newsletter, clock, outbox):
    charlie = reader(newsletter, "charlie", state="left")

    ask(newsletter, "charlie", clock())

    token = link(letters(outbox)[0], "confirm")
    charlie.refresh_from_db()
    assert charlie.state == "left"
    assert confirm.confirm(token, clock()).subscriptions[0].state == "confirmed"


def test_who_told_the_operator_never_to_write_is_not_written_to(newsletter, clock, outbox):
    Suppression.objects.create(address_hash=addresses.digest("alice@post.example"), reason="asked", at=clock())

    ask(newsletter, "alice", clock())

    assert letters(outbox) == []
    assert not Subscriber.objects.exists()


def test_a_letter_that_finds_no_relay_waits_and_leaves_once(newsletter, clock, outbox, client, settings, caplog):
    settings.OUTBOX.parent.joinpath("outbox").write_text("in the way")

    answer = client.post("/subscribe/", filled(clock))

    assert answer.status_code == 302
    assert letters(outbox) == []
    settings.OUTBOX.unlink()
    assert letters(outbox) == []  # its next try is not due
    clock.pass_(minutes=2)
    assert len(letters(outbox)) == 1
    assert len(letters(outbox)) == 1
    assert not Letter.objects.exists()
    assert "alice" not in caplog.text


def test_after_a_crash_a_letter_leaves_again_unless_it_may_have_arrived(newsletter, clock, outbox):
    ask(newsletter, "alice", clock())
    ask(newsletter, "bob", clock())
    while dispatch.answer_next(clock()):
        pass
    first, second = Letter.objects.order_by("id")
    for letter in (first, second):
        assert dispatch._claim(letter.pk, clock())
    Letter.objects.filter(pk=second.pk).update(handed=True)

    assert letters(outbox) == []  # both are in somebody's hands
    clock.pass_(minutes=21)
    assert [parsed(letter)["To"] for letter in letters(outbox)] == ["alice@post.example"]
    assert not Letter.objects.exists()


def test_who_must_not_be_written_to_meanwhile_gets_no_letter_that_waits(newsletter, clock, outbox):
    ask(newsletter, "alice", clock())
    dispatch.answer_next(clock())
    Suppression.objects.create(address_hash=addresses.digest("alice@post.example"), reason="complained", at=clock())

    assert letters(outbox) == []
    assert not Letter.objects.exists()


def test_looking_for_work_where_there_is_none_writes_nothing(newsletter, clock, outbox, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert not dispatch.dispatch(clock)


def test_who_comes_too_late_hands_nothing_over(newsletter, clock, outbox):
    ask(newsletter, "alice", clock())
    dispatch.answer_next(clock())
    late = dispatch._claim(Letter.objects.get().pk, clock())
    clock.pass_(minutes=21)
    assert len(letters(outbox)) == 1

    with pytest.raises(dispatch.Fenced):
        dispatch._hand(late)


def test_an_asking_that_cannot_be_answered_ends_its_own_turn(newsletter, clock, outbox, monkeypatch, caplog):
    real = signup.answer

    def stumbling(asking, now):
        if asking.address.startswith("bob"):
            raise RuntimeError("bob stumbles")
        real(asking, now)

    monkeypatch.setitem(dispatch._ANSWERS, Asking.Kind.SIGN_UP, stumbling)
    for name in ("bob", "alice"):
        ask(newsletter, name, clock())

    assert [parsed(letter)["To"] for letter in letters(outbox)] == ["alice@post.example"]
    assert not Asking.objects.exists()
    assert "could not be answered" in caplog.text


@pytest.mark.parametrize(
    "filling",
    [{"website": "https://spam.example"}, {"started": ""}, {"started": "forged:sig"}, {"started": "x" * 150}],
)
def test_a_program_hears_what_a_person_hears_and_nothing_is_sent(newsletter, clock, outbox, client, filling):
    answer = client.post("/subscribe/", {**filled(clock), **filling})

    assert (answer.status_code, answer["Location"]) == (302, "/subscribed/")
    assert letters(outbox) == []
    assert not Subscriber.objects.exists()


def test_a_form_filled_in_no_time_asks_to_press_again_and_then_it_is_taken(newsletter, clock, outbox, client):
    form = {**filled(clock), "started": door.shown().started}

    hasty = client.post("/subscribe/", form)

    assert hasty.status_code == 422
    assert b"press once more" in hasty.content
    assert form["started"].encode() in hasty.content  # it keeps its moment, so that the second press is good
    assert letters(outbox) == []
    clock.pass_(seconds=3)
    assert client.post("/subscribe/", form).status_code == 302
    assert len(letters(outbox)) == 1


def test_a_form_that_lay_open_overnight_only_asks_to_press_again(newsletter, clock, outbox, client):
    form = filled(clock)
    clock.pass_(days=2)

    answer = client.post("/subscribe/", form)

    assert answer.status_code == 422
    assert b"press once more" in answer.content
    assert letters(outbox) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": ""}, {"email": "nobody"}, {"email": "a@b@c.example"},
        {"email": "a@b.example\r\nBcc: x@y.example"},
        {"email": "x" * 300 + "@post.example"}, {"email": "ä lice@post.example"}, {"email": "alice@localhost"},
        {"time": "25:00"}, {"zone": "Mars/Olympus"}, {"zone": "../../etc/passwd"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_the_form(newsletter, clock, outbox, client, wrong):
    answer = client.post("/subscribe/", filled(clock, **wrong))

    assert answer.status_code == 422
    assert b'role="alert"' in answer.content or b"aria-invalid" in answer.content or b'class="wrong"' in answer.content
    assert letters(outbox) == []


def test_letters_beyond_ascii_before_the_at_are_a_name_like_any_other(newsletter, clock, outbox, client):
    client.post("/subscribe/", filled(clock, email="Älice@Bücher.example"))
    dispatch.dispatch(clock)

    assert Subscriber.objects.get().address == "Älice@xn--bcher-kva.example"
    assert "To: Älice@xn--bcher-kva.example\r\n".encode() in letters(outbox)[0]
    client.post("/subscribe/", filled(clock, email="älice@bücher.example"))
    dispatch.dispatch(clock)
    assert Subscriber.objects.count() == 1


def test_names_that_only_fold_alike_are_two_peoples():
    assert addresses.key("straße@post.example") != addresses.key("strasse@post.example")
    assert addresses.key("ÜNAL@post.example") == addresses.key("ünal@post.example")


def test_a_misspelt_domain_is_asked_about_once_and_whoever_insists_gets_it(newsletter, clock, outbox, client):
    asked = client.post("/subscribe/", filled(clock, email="alice@gmial.com"))

    assert asked.status_code == 422
    assert "Did you mean alice@gmail.com?" in asked.content.decode()
    assert 'name="sure" value="alice@gmial.com"' in asked.content.decode()
    assert letters(outbox) == []
    client.post("/subscribe/", filled(clock, email="alice@gmial.com", sure="alice@gmial.com"))
    assert parsed(letters(outbox)[0])["To"] == "alice@gmial.com"
    client.post("/subscribe/", filled(clock, email="bob@gmial.com", sure="bob@gmial.com", meant="bob@gmail.com"))
    assert parsed(letters(outbox)[0])["To"] == "bob@gmail.com"
    assert client.post("/subscribe/", filled(clock, email="a@gmial.com", sure="b@gmial.com")).status_code == 422


def test_mailboxes_for_a_day_are_refused_where_the_operator_says_so(
    newsletter, clock, outbox, client, settings, tmp_path
):
    settings.DISPOSABLE_DOMAINS = tmp_path / "disposable.txt"
    settings.DISPOSABLE_DOMAINS.write_text("# for a day\nTen-Minutes.example\n")

    refused = [
        client.post("/subscribe/", filled(clock, email=f"alice@{domain}"))
        for domain in ("ten-minutes.example", "eu.TEN-minutes.example")
    ]

    assert [answer.status_code for answer in refused] == [422, 422]
    assert "needs one that lasts" in refused[0].content.decode()
    assert client.post("/subscribe/", filled(clock, email="alice@minutes.example")).status_code == 302


def test_who_has_it_at_such_a_mailbox_already_can_change_and_end_it(
    newsletter, clock, outbox, client, settings, tmp_path
):
    alice = reader(newsletter, "alice", domain="ten-minutes.example")
    settings.DISPOSABLE_DOMAINS = tmp_path / "disposable.txt"
    settings.DISPOSABLE_DOMAINS.write_text("ten-minutes.example\n")

    assert client.post("/lost/", filled(clock, email="alice@ten-minutes.example")).status_code == 302
    assert link(letters(outbox)[0], "leave") == alice.token


def test_the_list_may_come_from_a_package(settings, tmp_path, monkeypatch):
    (tmp_path / "disposable_email_domains.py").write_text("blocklist = {'a-day.example'}\n")
    monkeypatch.syspath_prepend(tmp_path)
    told = {"REVEILLE_DISPOSABLE_DOMAINS": "disposable-email-domains"}
    settings.DISPOSABLE_DOMAINS = Configuration(tmp_path, told).listed("disposable_domains", "disposable-email-domains")

    with pytest.raises(AddressDisposable):
        addresses.lasting("alice@mx.a-day.example")
    assert addresses.lasting("alice@week.example")


def test_the_room_itself_refuses_what_cannot_be(newsletter, clock, outbox):
    with pytest.raises(AddressError):
        signup.ask([newsletter], signup.Wish(address="nobody"), clock())
    with pytest.raises(ScheduleError):
        ask(newsletter, "alice", clock(), weekdays=0)


@pytest.mark.parametrize("way", ["/subscribe/", "/lost/"])
@pytest.mark.parametrize(
    "told",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://testserver.evil.example"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "http://testserver"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
    ],
)
def test_a_form_that_another_site_sends_is_refused_and_a_get_asks_for_nothing(newsletter, clock, outbox, way, told):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(way, filled(clock), **told).status_code == 403
    assert strict.get(way, filled(clock), **told).status_code == 200
    assert not Asking.objects.exists()


@pytest.mark.parametrize(
    "told",
    [
        {"HTTP_ORIGIN": "http://testserver"},
        {"HTTP_ORIGIN": "https://news.example"},  # as the site is known outside, whatever a proxy makes of it
        {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "https://news.example"},
        {},  # a program
    ],
)
def test_a_form_of_our_own_page_needs_no_cookie(newsletter, clock, outbox, settings, told):
    settings.SITE_URL = "https://news.example"
    browser = Client(enforce_csrf_checks=True)

    shown = browser.get("/subscribe/")
    answer = browser.post("/subscribe/", filled(clock), **told)

    assert answer.status_code == 302
    assert not browser.cookies
    assert "Cookie" not in shown.headers.get("Vary", "")
    assert Asking.objects.count() == 1


@pytest.mark.parametrize(
    "way", ["/", "/subscribe/", "/lost/", "/embed/", "/how/", "/search/", "/subscribed/", "/desk/"]
)
def test_no_page_without_a_sign_in_sets_a_cookie(newsletter, clock, client, way):
    answer = client.get(way)

    assert answer.status_code in (200, 302)
    assert not answer.cookies


def test_an_international_domain_is_written_to_in_ascii(newsletter, clock, outbox):
    signup.ask([newsletter], signup.Wish(address="eva@bücher.example"), clock())

    assert parsed(letters(outbox)[0])["To"] == "eva@xn--bcher-kva.example"


def test_who_never_confirms_is_forgotten_after_three_days(newsletter, clock, outbox):
    ask(newsletter, "alice", clock())
    assert letters(outbox)
    reader(newsletter, "bob")
    reader(newsletter, "charlie", state="left")

    assert signup.forget(clock() + timedelta(days=2, hours=23)) == 0
    assert signup.forget(clock() + timedelta(days=3, seconds=1)) == 1

    assert set(Subscriber.objects.values_list("address", flat=True)) == {
        "bob@post.example",
        "charlie@post.example",
    }


def test_nobody_is_written_to_while_two_ask_at_once(newsletter, clock, outbox):
    ask(newsletter, "alice", clock())
    assert letters(outbox)
    alice = Subscriber.objects.get()

    assert [signup.may_write(alice, clock() + timedelta(days=2)) for _ in range(2)] == [True, False]


def test_no_address_and_no_token_stands_in_a_log(newsletter, clock, client, outbox, settings):
    reader(newsletter, "bob", token="T" * 43)
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(redaction.Redacted("%(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    try:
        settings.OUTBOX.parent.joinpath("outbox").write_text("in the way")
        client.post("/subscribe/", filled(clock))
        letters(outbox)
        for way in ("confirm", "you", "leave", "move"):
            client.get(f"/{way}/SECRET-{'S' * 40}/")
        client.post("/you/SECRETSECRETSECRETSECRET/", {f"f{n}": "" for n in range(80)})  # refused before any view
        client.raise_request_exception = False
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(preferences, "of", lambda token: 1 / 0)
            client.get(f"/you/{'T' * 43}/")
    finally:
        logging.getLogger().removeHandler(handler)

    assert "handed over" in said.getvalue()
    assert "Not Found: /confirm/…/" in said.getvalue()
    assert "Internal Server Error: /you/…/" in said.getvalue()
    for secret in ("alice", "SECRET", "T" * 20):
        assert secret not in said.getvalue()


def test_the_installations_log_is_redacted():
    from reveille.project import settings

    assert settings.LOGGING["formatters"]["line"]["()"] == "reveille.project.redaction.Redacted"
    assert settings.LOGGING["handlers"]["stderr"]["formatter"] == "line"
