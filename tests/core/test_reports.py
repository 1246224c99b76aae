"""What comes back by mail, read: reports, complaints, replies by machine; and any bytes at all."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.core import returned

from reveille.core import reports
from reveille.core.reports import Automatic, Complaint, Failure, Letter, Notice, Unreadable

TO = "b+" + "a" * 40 + "@bounces.reveille.example"
OTHER = "u+" + "b" * 40 + "@bounces.reveille.example"
IDENTITY = "<" + "0af9d" * 10 + "@reveille.example>"


def test_report_of_a_failure():
    report = reports.read(returned.failed(TO, said="smtp; 550 5.1.1 <alice@post.example>: nobody\n  of that name"))

    assert report == Failure("hard", "5.1.1", "failed", "smtp; 550 5.1.1 <their address>: nobody of that name")


@pytest.mark.parametrize(
    ("fields", "kind", "status"),
    [
        ({"Action": "failed", "Status": "4.2.2"}, "soft", "4.2.2"),  # a server gave up on a full mailbox
        ({"Action": "failed", "Status": "5.2.2 (mailbox full)"}, "soft", "5.2.2"),
        ({"Action": "failed", "Status": "5.7.1"}, "policy", "5.7.1"),
        ({"Action": "Failed", "Status": "5.0.0", "Diagnostic_Code": "smtp; 550 5.1.1 no"}, "hard", "5.1.1"),
        ({"Action": "failed", "Status": "5.1.1", "Diagnostic_Code": "smtp; 550 5.7.1 blocked"}, "policy", "5.1.1"),
        ({"Action": "failed (bad)", "Status": "5.1.1"}, "hard", "5.1.1"),
        ({"Action": "error", "Status": "5.1.1"}, "hard", "5.1.1"),  # opensmtpd's word
        ({"Status": "5.1.1"}, "hard", "5.1.1"),
        ({"Action": "failed"}, "unclear", ""),
        ({"Action": "failed", "Diagnostic_Code": "X-Notes; something went wrong"}, "unclear", ""),
    ],
)  # fmt: skip
def test_kind_of_a_failure(fields, kind, status):
    report = reports.read(returned.dsn(TO, returned.group(**fields)))

    assert isinstance(report, Failure)
    assert (report.kind, report.status) == (kind, status)


def test_report_of_a_letter_that_left_by_smtputf8_reads_the_same():
    """Its parts have other names, and its addresses are UTF-8 (RFC 6533)."""
    mail = returned.dsn("b@bounces.reveille.example", returned.group("ünal@post.example", Action="failed",
        Status="5.1.1", Diagnostic_Code="smtp; 550 5.1.1 <ünal@post.example>: nobody"))  # fmt: skip
    for usual, ours in ((b"message/delivery-status", b"message/global-delivery-status"),
                        (b"text/rfc822-headers", b"message/global-headers")):  # fmt: skip
        assert usual in mail
        mail = mail.replace(usual, ours)

    assert reports.read(mail) == Failure("hard", "5.1.1", "failed", "smtp; 550 5.1.1 <their address>: nobody")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_report_of_no_failure_is_a_notice(action):
    assert reports.read(returned.dsn(TO, returned.group(Action=action, Status="4.4.7"))) == Notice(action)


def test_of_two_recipients_that_an_alias_made_the_milder_counts():
    report = reports.read(returned.dsn(
        TO, returned.group("one@post.example", Action="failed", Status="5.1.1"),
        returned.group("two@post.example", Action="failed", Status="4.2.2"),
    ))  # fmt: skip

    assert report.kind == "soft"


def test_report_within_a_returned_letter_is_nobodys():
    inner = returned.failed(TO).decode().replace("\r\n", "\n").replace("=_cut", "=_inner")
    forwarded = (
        'From: alice@post.example\nContent-Type: multipart/mixed; boundary="=_out"\n\n'
        f"--=_out\nContent-Type: message/rfc822\n\n{inner}\n--=_out--\n"
    )

    assert reports.read(forwarded.encode()) == Letter()


def test_report_may_be_wrapped_by_a_gateway():
    report = returned.failed(TO).decode().replace("\r\n", "\n")
    wrapped = (
        f'From: gate@post.example\nContent-Type: multipart/mixed; boundary="=_out"\n\n--=_out\n{report}\n--=_out--\n'
    )

    assert reports.read(wrapped.encode()).status == "5.1.1"


@pytest.mark.parametrize(
    ("mail", "kind", "status"),
    [
        (returned.qmail(TO), "hard", "5.1.1"),
        (returned.qmail(TO, "The mailbox is full. (#4.2.2)"), "soft", "4.2.2"),
        (returned.qmail(TO, "Sorry, I could not."), "unclear", ""),
        (returned.exim(TO), "hard", "5.1.1"),
        (returned.exim(TO, "550 we do not like you"), "unclear", ""),
    ],
)
def test_odd_bounces(mail, kind, status):
    report = reports.read(mail)

    assert isinstance(report, Failure)
    assert (report.kind, report.status) == (kind, status)
    assert "alice" not in report.diagnostic


@pytest.mark.parametrize(
    ("head", "reply"),
    [
        ("Auto-Submitted: auto-replied", True), ("Auto-Submitted: auto-replied; owner-email=x", True),
        ("Auto-Submitted: auto-generated", False), ("X-Autoreply: yes", True), ("X-Autorespond: away", True),
        ("Precedence: auto_reply", True), ("Precedence: bulk", False), ("Precedence: junk", False),
        ("X-Auto-Response-Suppress: All", False), ("List-Id: <x.example>", False), ("X-Loop: alice", False),
        ("X-Nothing: said", False),  # an empty sender says it
    ],
)  # fmt: skip
def test_reply_by_machine(head, reply):
    report = reports.read(returned.holiday(TO, head))

    assert isinstance(report, Automatic)
    assert report.reply == reply


def test_receipt_is_a_reply_by_machine():
    mail = returned.failed(TO).replace(b"message/delivery-status", b"message/disposition-notification")

    assert reports.read(mail) == Automatic("Auto-Submitted: auto-replied", reply=True)


@pytest.mark.parametrize("head", ["Auto-Submitted: no", "X-Mailer: by hand"])
def test_persons_letter(head):
    assert reports.read(returned.letter(TO, head, "My mailbox is full. 550 5.1.1 user unknown.")) == Letter()


def test_complaint_names_what_may_say_which_letter_it_was():
    report = reports.read(returned.complaint(sender=TO, leave=OTHER, message_id=IDENTITY))

    assert report == Complaint("abuse", "ProviderLoop/2.1", (TO, OTHER), IDENTITY)
    assert report.is_one


def test_complaint_may_name_the_sender_in_its_own_fields():
    report = reports.read(returned.complaint(fields=f"Original-Mail-From: <{TO}>\n"))

    assert report.signed == (TO,)


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure", "virus", "other", ""])
def test_feedback_of_another_kind_is_no_complaint(kind):
    assert not reports.read(returned.complaint(kind=kind)).is_one


def test_recipients_are_what_the_server_wrote_above_the_letter():
    assert reports.recipients(returned.failed(TO)) == (TO,)
    assert reports.recipients(returned.failed("daily@reveille.example")) == ()
    assert reports.recipients(returned.complaint(sender=TO)) == ()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("550 <alice@post.example>: no", "550 <their address>: no"),
        ('"alice smith"@post.example said no', "their address said no"),
        ("a\r\nb\0c\x1b[31m", "a b c [31m"),
        ("alice=40x@post.example@relay", "their address"),
        ("é" * 900, "é" * 300),
    ],
)
def test_servers_words_are_kept_short_and_without_an_address(text, kept):
    assert reports.cleaned(text) == kept


@given(st.text())
def test_cleaned_has_no_address_and_one_line(text):
    kept = reports.cleaned(text)

    assert "@" not in kept
    assert len(kept) <= 300
    assert kept.isprintable()


PIECES = st.sampled_from([
    b"\r\n", b"\n", b"\r", b"--=_cut", b"--", b"From: mailer-daemon@x\n", b"Content-Type: message/delivery-status\n",
    b'Content-Type: multipart/report; boundary="=_cut"\n', b"Content-Type: message/rfc822\n",
    b"Content-Type: message/feedback-report\n", b"Content-Type: multipart/digest; boundary=\n", b"Action: failed\n",
    b"Status: 5.1.1\n", b"Content-Transfer-Encoding: base64\n", b"Feedback-Type: abuse\n", b":", b"=?utf-8?q?=ff?=",
    b"Content-Type: text/plain; charset*0=\"x\n", b"This is the qmail-send program\n", b"<a@b>:\n", b"\xff\0",
    b"Content-Type: message/partial\n", b"Content-Type: text/rfc822-headers\n", b"Message-ID: <",
])  # fmt: skip


@given(st.lists(PIECES | st.binary(max_size=40), max_size=40).map(b"".join))
@example(b"")
@example(b"\n\n")
@settings(max_examples=400, deadline=None)
def test_any_bytes_give_an_answer(mail):
    reports.recipients(mail)

    assert isinstance(reports.read(mail), reports.Report)


@pytest.mark.parametrize(
    "mail",
    [
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)),
        b"Content-Type: multipart/digest; boundary=b\n\n" + b"--b\n\n" * 100_000,
        b"".join(b"Content-Type: message/rfc822\n\n" for _ in range(3000)),
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
        + b"Action: failed\n\n" * 20_000,
        b"X-A: b\n" * 40_000 + b"\nwords",
        b"X-A:" + b" " * 250_000 + b"\n\nwords",
        b"From: " + b"<" * 250_000 + b"\n\nwords",
        b"From: mailer-daemon\n\n" + b"a@" * 120_000,
        b"From: mailer-daemon\n\n" + b"This is the qmail-send program\n" + b"<a@b>:\n" * 30_000,
        b"From: mailer-daemon\nContent-Type: multipart/report; boundary=b\n\n" + b"--b\n" * 400,
        b"--" * 130_000,
        b"\n" * 250_000,
        b"Content-Type: " + b"multipart/" * 20_000 + b"\n\n",
    ],
    ids=range(13),
)
def test_bombs_take_little_time(mail):
    begun = time.process_time()
    report = reports.read(mail)

    assert isinstance(report, Unreadable | Letter | Failure | Automatic)
    assert time.process_time() - begun < 1.0
