"""The listener, over real SMTP and LMTP on loopback: takes what comes back, refuses all else, answers nobody."""

import smtplib
import socket
from contextlib import ExitStack

import pytest
import typer
from tests.core import returned
from tests.rooms.people import edition, reader

from reveille.cli import run
from reveille.core import verp
from reveille.delivery import bounces, listener, planning
from reveille.delivery.models import Bounce, Delivery, Heard
from reveille.subscribers.models import Subscription, Suppression

pytestmark = pytest.mark.django_db(transaction=True)

DOMAIN = "bounces.reveille.example"


@pytest.fixture
def listening(tmp_path, clock):
    with listener.Listener("127.0.0.1", 0, tmp_path / "postmaster") as running:
        yield running


@pytest.fixture
def sent(newsletter, clock):
    for name in ("alice", "bob"):
        reader(newsletter, name)
    made = edition(newsletter)
    planning.plan(made, made.closing_at)
    Delivery.objects.update(state="sent", handed_at=clock(), ended_at=clock())
    return list(Delivery.objects.order_by("pk"))


def address(row, settings, make=verp.sender):
    return make(settings.SECRET_KEY.encode(), DOMAIN, row.pk)


def talk(listening, kind=smtplib.SMTP):
    return kind("127.0.0.1", listening.port, local_hostname="mx.post.example", timeout=10)


def post(listening, to, mail, sender=""):
    with talk(listening) as line:
        line.ehlo()
        line.docmd(f"MAIL FROM:<{sender}>")
        code, words = line.docmd(f"RCPT TO:<{to}>")
        return line.data(mail) if code == 250 else (code, words)


def test_report_by_smtp_is_heard(sent, listening, settings):
    to = address(sent[0], settings)

    code, _ = post(listening, to, returned.failed(to))

    assert code == 250
    assert Bounce.objects.get().source == "listener"
    assert Suppression.objects.get().reason == "bounced"


def test_wish_to_leave_by_smtp_is_heard(sent, listening, settings):
    to = address(sent[0], settings, verp.leave_address)

    code, _ = post(listening, to, returned.letter(to), "alice@post.example")

    assert code == 250
    assert sorted(Subscription.objects.values_list("state", flat=True)) == ["confirmed", "left"]


@pytest.mark.parametrize(
    "to",
    ["daily@reveille.example", "b+" + "a" * 40 + "@" + DOMAIN, "b+1@" + DOMAIN, "root@localhost", "x" * 300 + "@y"],
)
def test_recipient_that_is_not_ours_is_refused_before_the_letter(sent, listening, to):
    code, _ = post(listening, to, returned.failed(to))

    assert code in (501, 550, 553)
    assert not Heard.objects.exists()


def test_letter_to_the_postmaster_is_kept_for_the_operator(sent, listening):
    code, _ = post(
        listening, "postmaster@reveille.example", returned.letter("postmaster@reveille.example"), "a@b.example"
    )

    assert code == 250
    assert [b"unsubscribe" in path.read_bytes() for path in listening.people.letters()] == [True]


def test_full_postmasters_folder_takes_no_more(sent, listening, monkeypatch):
    monkeypatch.setattr(listener, "KEPT_LETTERS", 1)
    to = "abuse@reveille.example"

    codes = [post(listening, to, returned.letter(to), "a@b.example")[0] for _ in range(2)]

    assert codes == [250, 452]


def test_complaint_to_the_abuse_address_is_settled_and_not_kept(sent, listening, settings):
    mail = returned.complaint(sender=address(sent[0], settings))

    assert post(listening, "abuse@reveille.example", mail, "fbl@provider.example")[0] == 250
    assert Suppression.objects.get().reason == "complained"
    assert listening.people.letters() == []


def test_lmtp_answers_each_recipient(sent, listening, settings):
    to = [address(row, settings) for row in sent]
    with talk(listening, smtplib.LMTP) as line:
        line.ehlo()
        line.docmd("MAIL FROM:<>")
        asked = [line.docmd(f"RCPT TO:<{one}>")[0] for one in [*to, "nobody@reveille.example"]]
        line.docmd("DATA")
        line.send(returned.failed(to[0]) + b".\r\n")
        answered = [line.getreply()[0] for _ in to]  # RFC 2033 4.2: one for each that was taken

    assert (asked, answered) == ([250, 250, 550], [250, 250])
    assert Bounce.objects.count() == 2


def test_letter_that_is_too_large_is_refused(sent, listening, settings):
    to = address(sent[0], settings)

    code, _ = post(listening, to, returned.failed(to) + b"x" * 70 + b"\r\n" + (b"y" * 70 + b"\r\n") * 20_000)

    assert code == 552
    assert not Bounce.objects.exists()


def test_lines_longer_than_they_may_be_are_read(sent, listening, settings):
    to = address(sent[0], settings)

    assert post(listening, to, returned.failed(to, said="smtp; " + "x" * 5000))[0] == 250
    assert Bounce.objects.exists()


def test_what_stumbles_comes_again(sent, listening, settings, monkeypatch, caplog):
    to = address(sent[0], settings)
    settle = bounces.settle

    def stumble(*_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(bounces, "settle", stumble)
    first = post(listening, to, returned.failed(to))
    monkeypatch.setattr(bounces, "settle", settle)
    second = post(listening, to, returned.failed(to))

    assert (first[0], second[0]) == (451, 250)
    assert Bounce.objects.count() == 1


def test_token_stands_in_no_log(sent, listening, settings, caplog):
    caplog.set_level("INFO")
    to = address(sent[0], settings)

    post(listening, to, returned.failed(to))

    assert to[2:42] not in "".join(r.getMessage() for r in caplog.records if r.name.startswith("reveille"))
    assert settings.LOGGING["loggers"]["mail.log"]["level"] == "WARNING"


def test_crowd_is_told_to_come_again(sent, listening, monkeypatch):
    monkeypatch.setattr(listener, "MOST_AT_ONCE", 2)
    lines = [talk(listening), talk(listening)]
    try:
        with socket.create_connection(("127.0.0.1", listening.port), timeout=10) as third:
            assert third.recv(100).startswith(b"421 ")
    finally:
        for line in lines:
            line.close()


def test_sender_may_be_anybody_and_is_never_answered(sent, listening, settings, outbox):
    to = address(sent[0], settings)

    for sender in ("", "mailer-daemon@mx.post.example", "alice@post.example"):
        assert post(listening, to, returned.holiday(to, sender=f"<{sender}>"), sender)[0] == 250

    assert outbox.letters() == []
    assert not Bounce.objects.exists()


def test_run_that_cannot_take_bounces_says_where_and_which_setting_and_ends(settings, capsys):
    with socket.socket() as taken, ExitStack() as stack:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings.BOUNCE_LISTEN = taken.getsockname()
        with pytest.raises(typer.Exit) as end:
            run._listen(stack)

    told = capsys.readouterr().err
    assert end.value.exit_code == 1
    assert f"127.0.0.1:{settings.BOUNCE_LISTEN[1]}: another program listens there already" in told
    assert "REVEILLE_BOUNCE_LISTEN" in told
