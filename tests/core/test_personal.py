"""What stands in one reader's letter alone: wherever it is put, whatever it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core import sound

from reveille.core.errors import MessageError


@given(sound.clean)
def test_any_reason_why_stands_in_both_parts_and_is_no_markup(why):
    letter = sound.made(personal=replace(sound.ALICE, why=why))

    text, html = sound.parsed(letter).iter_parts()
    escaped = (
        why.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#x27;")
    )
    assert sound.is_sound(letter)
    assert f"<p>{escaped}</p>" in sound.content(html)
    assert "".join(why.split()) in "".join(sound.content(text).split())


@given(st.integers(0, 160))
def test_a_placeholder_may_stand_anywhere_on_a_long_line(length):
    html = "é" * (length // 6) + "x" * (length % 77) + '<a href="%%LEAVE%%">'
    personal = replace(sound.ALICE, leave="https://reveille.example/leave/" + "t" * length)

    letter = sound.made(html=html, personal=personal)

    assert sound.is_sound(letter)
    assert sound.content(list(sound.parsed(letter).iter_parts())[1]) == html.replace("%%LEAVE%%", personal.leave)


@pytest.mark.parametrize("length", range(60, 80))
def test_a_value_that_is_cut_before_a_dot_begins_no_line_with_it(length):
    personal = replace(sound.ALICE, why="a" * length + "...ab")

    letter = sound.made(personal=personal)

    assert sound.is_sound(letter)
    assert not any(line.startswith(b".") for line in letter.split(b"\r\n"))
    assert all(personal.why in sound.content(part) for part in sound.parsed(letter).iter_parts())


def test_a_secret_address_is_not_set_into_an_outlets_words_or_links():
    html = sound.HTML + '<a href="https://thief.example/?%%LEAVE%%">%%LEAVE%%</a><p>a=%%YOU%%</p>'
    text = sound.TEXT + "https://thief.example/?%%LEAVE%%\n%%YOU%%x\n"

    parts = [sound.content(part) for part in sound.parsed(sound.made(text=text, html=html)).iter_parts()]

    assert [part.count(sound.ALICE.leave) for part in parts] == [1, 1]
    assert [part.count(sound.ALICE.you) for part in parts] == [1, 1]
    assert all("https://thief.example/?%%LEAVE%%" in part for part in parts)


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("to", "a@b.example\nBcc: x@y.example"), ("to", "a b@c.example"), ("to", "nobody"),
        ("to", "a@b@c.example"), ("to", "<a@b.example>"), ("to", "a@b.example,c@d.example"),
        ("to", "ü nal@b.example"), ("to", "ü\u2028@b.example"), ("to", "ü\ud800@b.example"),
        ("to", "ü" * 33 + "@b.example"),
        ("to", "a@-b.example"), ("to", "a@b..example"),
        ("to", "x" * 65 + "@b.example"), ("leave", "https://a.example/ b"),
        ("leave", "javascript:alert(1)"), ("leave", "https://a.example/>"), ("leave", "https://a.example/é"),
        ("leave", "https://a.example/" + "x" * 1000), ("you", "https://a.example/\r\n"), ("why", "a\r\nb"),
        ("message_id", "<a@b>\r\nX: y"), ("message_id", "a@b"), ("leave_by_mail", "https://a.example"),
        ("leave_by_mail", "mailto:a@b.example?subject=a>"), ("date", datetime(2026, 1, 1)),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_personal_value_that_cannot_be_is_refused(field, bad):
    with pytest.raises(MessageError):
        sound.made(personal=replace(sound.ALICE, **{field: bad}))
