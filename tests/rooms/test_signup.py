"""Sign-up through the real pages: whoever asks hears the same, and an address hears at most once a day."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.rooms.people import ask, link, parsed, reader, text_of

from reveille.core.errors import AddressError, ScheduleError
from reveille.mail import transport
from reveille.mail.outbox import Outbox
from reveille.site import signup_form
from reveille.subscribers import addresses, confirm, signup
from reveille.subscribers.models import Consent, Subscriber, Subscription, Suppression

pytestmark = pytest.mark.django_db


def letters(outbox):
    return [path.read_bytes() for path in outbox.letters()]


def filled(clock, **more):
    """The form as a person sends it, ten seconds after it was shown."""
    started = signup_form.started()
    clock.pass_(seconds=10)
    return {
        "email": "alice@post.example",
        "time": "07:00",
        "zone": "Europe/Vienna",
        "started": started,
        **more,
    }


def test_the_form_on_the_front_page_leads_to_one_confirmation(newsletter, clock, outbox, client):
    answer = client.post("/subscribe/", filled(clock), HTTP_USER_AGENT="A browser")

    one = Subscription.objects.get()
    back = parsed(letters(outbox)[0])
    assert (answer.status_code, answer["Location"]) == (302, "/subscribed/")
    assert (one.state, one.minute, one.zone) == ("pending", 420, "Europe/Vienna")
    assert back["To"] == "alice@post.example"
    assert back["Auto-Submitted"] == "auto-generated"
    assert back["List-Unsubscribe"] is None
    assert "07:00 Vienna time" in text_of(letters(outbox)[0])
    assert confirm.of(link(letters(outbox)[0], "confirm"), clock()).pk == one.pk


def test_consent_is_kept_with_its_words_and_without_the_network_itself(newsletter, clock, outbox, client):
    client.post("/subscribe/", filled(clock), HTTP_USER_AGENT="B" * 1000, REMOTE_ADDR="203.0.113.9")

    kept = Consent.objects.get()
    assert (kept.kind, kept.at) == ("asked", clock())
    assert kept.wording
    assert "203.0.113" not in kept.network
    assert kept.network == addresses.network("203.0.113.77")  # a neighbour: the network is kept, not the person
    assert kept.network != addresses.network("203.0.114.9")
    assert len(kept.agent) == 200


def test_the_answer_is_the_same_whatever_we_know_of_the_address(newsletter, clock, outbox, client):
    reader(newsletter, "bob")
    reader(newsletter, "charlie", state="left")
    dora = reader(newsletter, "dora")
    Suppression.objects.create(address_hash=dora.subscriber.address_hash, reason="complained", at=clock())

    answers = [
        client.post("/subscribe/", filled(clock, email=f"{name}@post.example"))
        for name in ("alice", "alice", "bob", "charlie", "dora")
    ]

    assert {(a.status_code, a["Location"], a.content) for a in answers} == {(302, "/subscribed/", b"")}
    pages = {client.get(answer["Location"]).content for answer in answers}
    assert len(pages) == 1
    assert b"post.example" not in pages.pop()


def test_a_thousand_askings_from_everywhere_send_one_letter_a_day(newsletter, clock, outbox):
    for n in range(1000):
        ask(newsletter, "alice", clock() + timedelta(seconds=n), network=str(n % 500), minute=n % 1440)

    assert len(letters(outbox)) == 1
    assert Consent.objects.count() == 1
    assert Subscription.objects.get().minute == 0  # what the letter said is what its page will show

    ask(newsletter, "alice", clock() + timedelta(days=1, seconds=1), minute=600)

    assert len(letters(outbox)) == 2
    assert Subscription.objects.get().minute == 600


@pytest.mark.parametrize("spelling", ["Alice@Post.Example", "alice@POST.example", " alice@post.example "])
def test_two_spellings_are_one_address(newsletter, clock, outbox, spelling):
    ask(newsletter, "alice", clock())

    signup.ask(newsletter, signup.Wish(address=spelling), clock())

    assert Subscriber.objects.count() == 1
    assert len(letters(outbox)) == 1


def test_who_has_it_already_gets_their_links_and_nothing_changes(newsletter, clock, outbox):
    bob = reader(newsletter, "bob", minute=390)

    ask(newsletter, "bob", clock(), minute=1200)

    bob.refresh_from_db()
    assert (bob.state, bob.minute) == ("confirmed", 390)
    assert link(letters(outbox)[0], "you") == bob.token
    assert link(letters(outbox)[0], "leave") == bob.token


def test_who_left_stays_left_until_the_button_is_pressed(newsletter, clock, outbox):
    charlie = reader(newsletter, "charlie", state="left")

    ask(newsletter, "charlie", clock())

    charlie.refresh_from_db()
    assert charlie.state == "left"
    assert confirm.confirm(link(letters(outbox)[0], "confirm"), clock()).subscription.state == "confirmed"


@pytest.mark.parametrize("reason", ["complained", "bounced", "asked"])
def test_the_suppressed_are_not_written_to(newsletter, clock, outbox, reason):
    Suppression.objects.create(address_hash=addresses.digest("alice@post.example"), reason=reason, at=clock())

    ask(newsletter, "alice", clock())

    assert letters(outbox) == []
    assert not Subscriber.objects.exists()


def test_a_letter_that_could_not_be_sent_is_no_letter_of_the_day(newsletter, clock, outbox, client, settings):
    settings.OUTBOX.parent.joinpath("outbox").write_text("in the way")

    answer = client.post("/subscribe/", filled(clock))

    assert answer.status_code == 422
    assert b"could not send" in answer.content
    settings.OUTBOX.unlink()
    ask(newsletter, "alice", clock())
    assert len(letters(outbox)) == 1


@pytest.mark.parametrize(
    "filling",
    [{"website": "https://spam.example"}, {"started": ""}, {"started": "forged:sig"}],
)
def test_a_program_hears_what_a_person_hears_and_nothing_is_sent(newsletter, clock, outbox, client, filling):
    answer = client.post("/subscribe/", {**filled(clock), **filling})

    assert (answer.status_code, answer["Location"]) == (302, "/subscribed/")
    assert letters(outbox) == []
    assert not Subscriber.objects.exists()


def test_a_form_filled_in_no_time_is_a_programs(newsletter, clock, outbox, client):
    client.post("/subscribe/", {**filled(clock), "started": signup_form.started()})

    assert letters(outbox) == []


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
        {"email": "x" * 300 + "@post.example"}, {"email": "älice@post.example"}, {"email": "alice@localhost"},
        {"time": "25:00"}, {"zone": "Mars/Olympus"}, {"zone": "../../etc/passwd"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_the_form(newsletter, clock, outbox, client, wrong):
    answer = client.post("/subscribe/", filled(clock, **wrong))

    assert answer.status_code == 422
    assert b'role="alert"' in answer.content or b"aria-invalid" in answer.content
    assert letters(outbox) == []


def test_the_room_itself_refuses_what_cannot_be(newsletter, clock, outbox):
    with pytest.raises(AddressError):
        signup.ask(newsletter, signup.Wish(address="nobody"), clock())
    with pytest.raises(ScheduleError):
        ask(newsletter, "alice", clock(), weekdays=0)


def test_signing_up_needs_the_csrf_token_and_a_get_is_refused(newsletter, clock, outbox):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/subscribe/", filled(clock)).status_code == 403
    assert strict.get("/subscribe/").status_code == 405
    assert letters(outbox) == []


def test_an_international_domain_is_written_to_in_ascii(newsletter, clock, outbox):
    signup.ask(newsletter, signup.Wish(address="eva@bücher.example"), clock())

    assert parsed(letters(outbox)[0])["To"] == "eva@xn--bcher-kva.example"


def test_who_never_confirms_is_forgotten_after_three_days(newsletter, clock, outbox):
    ask(newsletter, "alice", clock())
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
    alice = Subscriber.objects.get()

    assert [signup._may_write(alice, clock() + timedelta(days=2)) for _ in range(2)] == [True, False]


def test_no_address_and_no_token_stands_in_a_log(newsletter, clock, client, outbox, settings, caplog):
    settings.OUTBOX.parent.joinpath("outbox").write_text("in the way")
    client.post("/subscribe/", filled(clock))

    assert "handed over" in caplog.text
    assert "alice" not in caplog.text
    assert isinstance(transport.ours(), Outbox)
