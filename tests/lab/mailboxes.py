"""What lies in the lab's mailboxes, read over IMAP."""

import imaplib
import re
import subprocess
import time

from tests.lab import installation

PATIENCE = 60


def settled(addresses):
    """Wait until Postfix has nothing more to bring to ``addresses``."""
    conf, end = installation.RUN / "postfix" / "conf", time.monotonic() + PATIENCE
    while time.monotonic() < end:
        waiting = subprocess.run(["postqueue", "-c", conf, "-j"], capture_output=True, text=True, check=True).stdout
        if not any(address in waiting for address in addresses):
            return
        time.sleep(0.1)
    raise AssertionError("Postfix still holds letters for them")


def message_ids(addresses):
    """Return the Message-IDs in each mailbox, as often as they are there."""
    settled(addresses)
    return {address: [_message_id(head) for head in fetched(address, "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]")]
            for address in addresses}  # fmt: skip


def letters(address, at_least=1):
    """Return the letters in a mailbox, octet by octet, once there are ``at_least`` so many."""
    end = time.monotonic() + PATIENCE
    while len(found := fetched(address, "BODY.PEEK[]")) < at_least and time.monotonic() < end:
        time.sleep(0.2)
    return found


def fetched(address, what):
    with imaplib.IMAP4("127.0.0.1", 20143, timeout=20) as box:
        box.login(address, "lab")
        box.select("INBOX", readonly=True)
        numbers = box.search(None, "ALL")[1][0].split()
        if not numbers:
            return []
        return [part[1] for part in box.fetch(b",".join(numbers), f"({what})")[1] if isinstance(part, tuple)]


def _message_id(head):
    return re.search(rb"(?i)^Message-ID:\s*(\S+)", head).group(1).decode()
