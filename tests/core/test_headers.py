"""Header fields: any words come out as they went in, and what cannot stand in one is refused."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from email.header import decode_header

import pytest
from hypothesis import given
from tests.core import sound

from reveille.core import headers
from reveille.core.errors import MessageError


def test_list_unsubscribe_is_one_line_with_the_web_first():
    personal = replace(
        sound.ALICE, leave_by_mail="mailto:leave@reveille.example?subject=leave", leave=sound.ALICE.leave + "a" * 400
    )
    letter = sound.made(personal=personal)

    line = next(line for line in letter.split(b"\r\n") if line.startswith(b"List-Unsubscribe:"))
    assert line.decode() == f"List-Unsubscribe: <{personal.leave}>, <{personal.leave_by_mail}>"
    assert b"=?" not in line


@given(sound.clean)
def test_any_subject_comes_out_as_it_went_in(subject):
    letter = sound.made(replace(sound.HEAD, subject=subject))

    assert sound.is_sound(letter)
    assert decoded_subject(letter) == subject


def test_two_hundred_headlines_in_many_scripts_are_legal_subjects():
    chance = random.Random(412)
    scripts = [
        "abc déf ghi",
        "日本語の見出し",
        "العربية اليوم",
        "Маяк над лиманом",
        "🎖️👩🏽‍✈️ e\u0301",
        "«  » “” — …",
        "=?utf-8?q?x?=",
    ]
    for _ in range(200):
        subject = "".join(chance.choice(chance.choice(scripts)) for _ in range(chance.randint(1, 160)))
        letter = sound.made(replace(sound.HEAD, subject=subject))

        raw = re.search(rb"^Subject: (?:.|\r\n )*", letter, re.MULTILINE).group()
        assert decoded_subject(letter) == subject
        assert sound.parsed(letter)["Subject"] == subject
        assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
        assert b"?==?" not in raw
        for word in re.findall(rb"=\?[^ \r\n]*\?=", raw) if not subject.isascii() else []:
            assert len(word) <= 75
            [(value, charset)] = decode_header(word.decode())
            assert value.decode(charset)  # each decodes alone: no character is split


def decoded_subject(letter: bytes) -> str:
    """Decode the subject by the RFCs' words, apart from any parser's habits: unfold, then join the words."""
    raw = re.search(rb"^Subject: ((?:.|\r\n )*)\r\n", letter, re.MULTILINE).group(1).decode().replace("\r\n", "")
    if not raw.startswith("=?"):
        return raw
    return b"".join(
        value if isinstance(value, bytes) else value.encode("raw-unicode-escape")
        for word in raw.split(" ")
        for value, _ in decode_header(word)
    ).decode("utf-8")


@given(sound.clean)
def test_any_sender_name_comes_out_as_it_went_in(name):
    letter = sound.made(replace(sound.HEAD, sender_name=name))

    sender = re.search(rb"^From: ((?:.|\r\n )*)\r\n", letter, re.MULTILINE).group(1)
    assert sound.is_sound(letter)
    assert sender.endswith(b" <morning@reveille.example>")
    assert len(sound.parsed(letter)["From"].addresses) == 1
    phrase = sender.removesuffix(b"<morning@reveille.example>").decode().replace("\r\n", "").removesuffix(" ")
    if phrase.startswith("=?"):
        words = [decode_header(word)[0][0] for word in phrase.split(" ")]
        assert b"".join(words).decode("utf-8") == name
    elif phrase.startswith('"'):
        assert re.sub(r"\\(.)", r"\1", phrase[1:-1]) == name
    else:
        assert phrase == name


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@y.example", "a\nb", "a\0b", "a\rb", "a\u2028b", "a\x85b", "\ud800"])
@pytest.mark.parametrize("field", ["subject", "sender_name", "list_name"])
def test_a_line_break_in_a_header_is_refused(field, bad):
    with pytest.raises(MessageError):
        sound.made(replace(sound.HEAD, **{field: bad}))


@pytest.mark.parametrize("field", ["sender_address", "list_id", "help_url", "archive_url", "owner_address", "reply_to"])
def test_an_address_with_more_in_it_is_refused(field):
    with pytest.raises(MessageError):
        sound.made(replace(sound.HEAD, **{field: f"{getattr(sound.HEAD, field)}\r\nBcc: x@y.example"}))


def test_an_international_domain_is_written_in_ascii():
    assert headers.address("eva@bücher.example") == b"eva@xn--bcher-kva.example"
    assert headers.address("eva@straße.example") == b"eva@xn--strae-oqa.example"


def test_letters_beyond_ascii_before_the_at_stand_in_to_as_they_are_and_nowhere_else():
    letter = sound.made(personal=replace(sound.ALICE, to="ünal.çelik@bücher.example"))
    head, _, body = letter.partition(b"\r\n\r\n")

    assert "To: ünal.çelik@xn--bcher-kva.example\r\n".encode() in head
    assert body.isascii()
    assert [line for line in head.split(b"\r\n") if not line.isascii()] == [
        "To: ünal.çelik@xn--bcher-kva.example".encode()
    ]
    with pytest.raises(MessageError, match="only a reader's"):
        headers.address("ünal@b.example")


def test_a_list_name_beyond_ascii_is_left_out_of_the_list_header():
    letter = sound.made(replace(sound.HEAD, list_name="Zpravodaj č. 1"))

    assert b"\r\nList-Id: <military.reveille.example>\r\n" in letter
