"""Lines of a body that a server or a mailbox could mistake."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.core import sound


@given(st.text("./=a", min_size=1, max_size=300), st.text(". \na", max_size=300))
def test_no_line_begins_with_a_dot(token, text):
    personal = replace(sound.ALICE, leave=f"https://reveille.example/{token}")

    letter = sound.made(text=f"{text}\n%%LEAVE%%\n{text}", personal=personal)

    assert sound.is_sound(letter)
    assert sound.content(next(sound.parsed(letter).iter_parts())) == f"{text}\n{personal.leave}\n{text}"


def test_lines_that_a_mailbox_or_a_server_would_mistake_are_written_another_way():
    letter = sound.made(text="From here\n.\n.dot\n" + sound.TEXT)

    body = letter.partition(b"\r\n\r\n")[2].split(b"\r\n")
    assert not any(line.startswith(b"From ") or line == b"." for line in body)
    assert sound.content(next(sound.parsed(letter).iter_parts())).startswith("From here\n.\n.dot\n")
