"""What comes back by real servers: Postfix's own reports, in a mailbox or at our listener; leaving by mail."""

import email
import email.policy
import json
import re
import signal
import smtplib
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from tests.lab import mailboxes
from tests.lab.installation import DRIVER, ROOT, Relay

PATIENCE = 60
LISTENER = 20028  # where Postfix brings mail for heard.test


def told(house, **more):
    """What the operator sees of the latest edition, and every row of it."""
    ran = house.reveille("deliver", "--status", "--json", **more)
    assert ran.code == 0, ran.err
    return json.loads(ran.out.splitlines()[-2])["editions"][0], ran.ledger


def until(ask):
    end = time.monotonic() + PATIENCE
    while not (answer := ask()):
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.5)
    return answer


def test_reports_of_postfix_in_a_mailbox_are_read_once_by_their_kind(house):
    domain = f"bounces-{house.tag}.test"
    gone, full, well = house.readers("bounce", "late", "r0")
    house.deliver(through=Relay, REVEILLE_BOUNCE_DOMAIN=domain)
    mailboxes.letters(f"b@{domain}", at_least=2)
    box = {
        "REVEILLE_BOUNCE_IMAP": f"imap://b%40{domain}@127.0.0.1:20143/INBOX",
        "REVEILLE_BOUNCE_IMAP_PASSWORD": "lab",
    }

    first, second = (house.reveille("bounces", "--json", **box) for _ in range(2))

    assert json.loads(first.out.splitlines()[-2])["outcomes"] == {"bounced": 2}, first.err
    assert json.loads(second.out.splitlines()[-2])["read"] == 0
    edition, ledger = told(house)
    assert (edition["sent"], edition["bounced"], edition["complained"]) == (3, 2, 0)
    assert [ledger.rows[one]["suppressed"] for one in (gone, full, well)] == [True, False, False]
    assert ledger.complete


@contextmanager
def running(house):
    """``reveille run`` with its listener, sending through Postfix."""
    ours = {
        "REVEILLE_BOUNCE_DOMAIN": "heard.test", "REVEILLE_BOUNCE_LISTEN": f"127.0.0.1:{LISTENER}",
        "REVEILLE_RELAY_HOST": "127.0.0.1", "REVEILLE_RELAY_PORT": Relay.port, "REVEILLE_RELAY_TLS": "none",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, DRIVER, "reveille", house.begun.isoformat(), "run", "--port", "0"],
        env=house.environment(**ours), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        until(lambda: process.poll() is not None or _answers(LISTENER))
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, out


def _answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def test_listener_hears_postfix_and_a_reader_who_leaves_by_mail_and_answers_nobody(house):
    gone, full, leaver, stayer = house.readers("bounce", "late", "leaver", "stayer")
    with running(house):
        letter = email.message_from_bytes(mailboxes.letters(leaver)[0], policy=email.policy.default)
        leave = re.search(r"<mailto:([^>?]+)", letter["List-Unsubscribe"]).group(1)
        with smtplib.SMTP("127.0.0.1", Relay.port, timeout=20) as line:
            line.sendmail(leaver, [leave], f"From: {leaver}\r\nTo: {leave}\r\nSubject: unsubscribe\r\n\r\n".encode())
            line.sendmail("", [letter["Return-Path"].strip("<>")], _away(leaver))  # and is away
        until(lambda: told(house)[0]["bounced"] == 2)
        edition, ledger = told(house)

    assert (edition["sent"], edition["bounced"]) == (4, 2)
    assert [ledger.rows[one]["suppressed"] for one in (gone, full, leaver, stayer)] == [True, False, False, False]
    assert [ledger.rows[one]["subscription"] for one in (gone, full, leaver, stayer)] == [
        "confirmed", "confirmed", "left", "confirmed",
    ]  # fmt: skip
    assert len(mailboxes.letters(leaver)) == 1, "nobody is answered"


@pytest.mark.parametrize("local", ["b+" + "a" * 40, "u+" + "a" * 40, "root"])
def test_listener_refuses_what_is_not_ours_while_postfix_is_still_talking(house, local):
    with running(house), smtplib.LMTP("127.0.0.1", LISTENER, timeout=20) as line:
        line.ehlo()
        line.docmd("MAIL FROM:<>")

        assert line.docmd(f"RCPT TO:<{local}@heard.test>")[0] == 550


def _away(reader):
    return (
        f"From: {reader}\r\nTo: paper@reveille.test\r\nSubject: Away\r\nAuto-Submitted: auto-replied\r\n\r\n"
        "Your mailbox is full. 550 5.1.1 user unknown.\r\n"
    ).encode()
