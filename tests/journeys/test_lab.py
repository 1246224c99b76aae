"""A letter through real mail servers, where the mail lab is up: taken over STARTTLS or not, and read back by IMAP.

The lab is a network namespace called ``maillab`` with Postfix at 127.0.0.1:20025 and Dovecot at 127.0.0.1:20143.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = """
import email, email.policy, imaplib, json, time
from datetime import UTC, datetime
from reveille.core import message
from reveille.mail.relay import Relay
from reveille.mail.smtp import Smtp
def body(octets):
    return octets.split(b"\\r\\n\\r\\n", 1)[1].strip()
now = datetime.now(UTC).replace(microsecond=0)
identity = message.message_id(b"lab", "reveille.test", "lab", now.isoformat())
head = message.Head(
    sender_name="Réveille", sender_address="paper@reveille.test", subject="Ozoliņa’s frigate “Wren” sails | 灯台新報",
    list_name="Reveille", list_id="military.reveille.test", help_url="https://reveille.test/how/",
    archive_url="https://reveille.test/archive/", owner_address="desk@reveille.test",
)
text = "Ships sail.\\n.hidden dot\\n\\n%%WHY%%\\n\\n%%YOU%%\\n%%LEAVE%%\\n"
html = '<p>Ships – sail.</p><p>%%WHY%%</p><a href="%%YOU%%">you</a> <a href="%%LEAVE%%">leave</a>'
letter = message.fill(message.template(head, text, html), message.Personal(
    to="reader@example.test", leave="https://reveille.test/leave/t/", you="https://reveille.test/you/t/",
    why="You signed up.", message_id=identity, date=now))
answers = []
with Smtp(Relay(host="127.0.0.1", port=20025, tls="none")) as line:
    answers.append(line.send("paper@reveille.test", "reader@example.test", letter).code)
    answers.append(line.send("paper@reveille.test", "nouser@example.test", letter).code)
    answers.append(line.send("paper@reveille.test", "full@example.test", letter).code)
found = None
for _ in range(60):
    box = imaplib.IMAP4("127.0.0.1", 20143)
    box.login("reader@example.test", "lab")
    box.select("INBOX")
    kind, numbers = box.search(None, "HEADER", "Message-ID", identity)
    if numbers[0]:
        found = [box.fetch(n, "(RFC822)")[1][0][1] for n in numbers[0].split()]
        box.logout()
        break
    box.logout()
    time.sleep(0.5)
parsed = email.message_from_bytes(found[0], policy=email.policy.default) if found else None
print(json.dumps({
    "answers": answers, "copies": len(found or ()),
    "same_body": bool(found) and body(found[0]) == body(letter),
    "subject": parsed and parsed["Subject"], "unsubscribe": parsed and parsed["List-Unsubscribe"],
    "text": parsed and parsed.get_body(("plain",)).get_content(),
}))
"""


def lab_is_up():
    if os.geteuid() != 0 or not shutil.which("ip"):
        return False
    listed = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=False).stdout
    return any(line.split()[:1] == ["maillab"] for line in listed.splitlines())


@pytest.mark.lab
@pytest.mark.skipif(not lab_is_up(), reason="the mail lab is not up (a namespace maillab with Postfix and Dovecot)")
def test_letter_goes_through_a_real_mail_server_once_and_unchanged():
    done = subprocess.run(
        ["ip", "netns", "exec", "maillab", sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["answers"] == [250, 550, 452]
    assert told["copies"] == 1
    assert told["same_body"]
    assert told["subject"] == "Ozoliņa’s frigate “Wren” sails | 灯台新報"
    assert told["unsubscribe"].startswith("<https://reveille.test/leave/t/>")
    assert ".hidden dot" in told["text"].splitlines()
