"""A sound edition's letter for the tests of its making, and what makes one sound."""

from __future__ import annotations

import email
import re
from datetime import UTC, datetime
from email import policy

from hypothesis import strategies as st

from reveille.core import message
from reveille.core.personal import Personal

HEAD = message.Head(
    sender_name="Reveille",
    sender_address="morning@reveille.example",
    subject="Eleven navies begin to clear mines",
    list_name="Reveille",
    list_id="military.reveille.example",
    help_url="https://reveille.example/how/",
    archive_url="https://reveille.example/military/archive/",
    owner_address="editor@reveille.example",
    reply_to="editor@reveille.example",
    feedback=("412", "military", "edition", "reveille"),
)
TEXT = """REVEILLE

A headline in the middle of the night
  https://harbour-ledger.example/2026/11/24/mines

You asked for this. %%WHY%%
Change the hour, or pause:
  %%YOU%%
Unsubscribe, at once and for good:
  %%LEAVE%%
"""
HTML = """<!doctype html><html lang="en"><head><title>Reveille</title></head><body>
<h1>Ozoliņa &amp; Søn</h1><p>%%WHY%%</p>
<p><a href="%%YOU%%">Change the hour</a> · <a href="%%LEAVE%%">Unsubscribe</a></p></body></html>
"""
ALICE = Personal(
    to="alice@post.example",
    leave="https://reveille.example/leave/Zm9vYmFyYmF6.cXV4cXV1eHF1dXV4/",
    you="https://reveille.example/you/Zm9vYmFyYmF6.Y29yZ2Vncmx0/",
    why="You signed up on reveille.example and confirmed on 3 March 2026. It comes at 06:30 UTC, every day.",
    message_id=message.message_id(b"secret", "reveille.example", "edition", "412", "alice"),
    date=datetime(2026, 11, 24, 5, 30, tzinfo=UTC),
)
clean = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"),
    min_size=1,
    max_size=200,
)
bodies = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=400)


def made(head=HEAD, text=TEXT, html=HTML, personal=ALICE) -> bytes:
    return message.fill(message.template(head, text, html), personal)


def parsed(letter: bytes):
    return email.message_from_bytes(letter, policy=policy.default)


def as_sent(text: str) -> str:
    """A body as it stands in a letter: with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def content(part) -> str:
    return part.get_payload(decode=True).decode("utf-8").replace("\r\n", "\n")


def is_sound(letter: bytes) -> bool:
    """Tell whether a server may be handed this: CRLF only, ASCII only, no line too long."""
    return (
        letter.isascii()
        and b"\0" not in letter
        and not re.search(rb"(?<!\r)\n|\r(?!\n)", letter)
        and letter.endswith(b"\r\n")
        and not re.search(rb"(?m)^\.", letter)
        and max(map(len, letter.split(b"\r\n"))) <= 998
        and all(len(line) <= 76 for line in letter.partition(b"\r\n\r\n")[2].split(b"\r\n"))
    )
