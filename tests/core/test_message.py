"""A letter as a whole: what stands in it, in which order, and that it is made the same whenever it is made."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from tests.core import sound

from reveille.core import message
from reveille.core.errors import MessageError


def test_every_header_of_an_edition_is_there_once_and_says_what_was_put_in():
    letter = sound.parsed(sound.made())

    assert [name for name, _ in letter.items()] == [
        "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "List-Id", "List-Help", "List-Archive",
        "List-Owner", "Feedback-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "Precedence",
        "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert letter["From"].addresses[0].display_name == "Reveille"
    assert letter["From"].addresses[0].addr_spec == sound.HEAD.sender_address
    assert letter["To"].addresses[0].addr_spec == sound.ALICE.to
    assert letter["Subject"] == sound.HEAD.subject
    assert letter["Date"].datetime == sound.ALICE.date
    assert letter["Date"].endswith("+0000")
    assert letter["Message-ID"] == sound.ALICE.message_id
    assert letter["List-Id"] == "Reveille <military.reveille.example>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Feedback-ID"] == "412:military:edition:reveille"
    assert letter["Precedence"] == "bulk"
    assert letter["Auto-Submitted"] is None
    assert not letter.defects


def test_text_stands_first_and_both_parts_hold_the_personal_values():
    letter = sound.parsed(sound.made())
    text, html = letter.iter_parts()

    assert [text.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
    assert {part.get_content_charset() for part in (text, html)} == {"utf-8"}
    assert {part["Content-Transfer-Encoding"] for part in (text, html)} == {"quoted-printable"}
    assert sound.content(html) == sound.as_sent(
        sound.HTML.replace("%%WHY%%", sound.ALICE.why)
        .replace("%%YOU%%", sound.ALICE.you)
        .replace("%%LEAVE%%", sound.ALICE.leave)
    )
    assert f"  {sound.ALICE.leave}\n" in sound.content(text)
    assert f"  {sound.ALICE.you}\n" in sound.content(text)
    assert sound.ALICE.why in re.sub(r"\s+", " ", sound.content(text))
    assert "%%" not in sound.content(text)
    assert max(map(len, sound.content(text).split("\n"))) <= 78


def test_without_html_the_letter_is_one_part_of_text():
    letter = sound.made(html="")

    assert sound.is_sound(letter)
    assert sound.parsed(letter).get_content_type() == "text/plain"
    assert sound.ALICE.leave in sound.content(sound.parsed(letter))


def test_a_letter_is_the_same_bytes_whenever_it_is_made():
    assert sound.made() == sound.made()
    assert sound.made() != sound.made(text=sound.TEXT + "!")


@given(sound.bodies, sound.bodies)
def test_any_body_comes_out_as_it_went_in(before, after):
    whole = f"{before}\n%%LEAVE%%\n{after}"
    page = f'{before}<a href="%%LEAVE%%">{after}'
    letter = sound.made(text=whole, html=page)

    text, html = sound.parsed(letter).iter_parts()
    assert sound.is_sound(letter)
    if "%%" not in before + after:
        assert sound.content(text) == sound.as_sent(whole.replace("%%LEAVE%%", sound.ALICE.leave))
        assert sound.content(html) == sound.as_sent(page.replace("%%LEAVE%%", sound.ALICE.leave))


@pytest.mark.parametrize(
    ("text", "html"), [("no way out", sound.HTML), (sound.TEXT, "<p>no way out</p>"), (sound.TEXT, "%%LEAVE%%")]
)
def test_a_letter_that_does_not_say_how_to_leave_is_refused(text, html):
    with pytest.raises(MessageError, match="how to leave"):
        sound.made(text=text, html=html)


def test_the_message_id_is_stable_and_says_nothing():
    first = message.message_id(b"secret", "reveille.example", "edition", "412", "7")

    assert first == message.message_id(b"secret", "reveille.example", "edition", "412", "7")
    assert len({first, message.message_id(b"other", "reveille.example", "edition", "412", "7"),
                message.message_id(b"secret", "reveille.example", "edition", "41", "27")}) == 3  # fmt: skip
    assert re.fullmatch(r"<[0-9a-f]{40}@reveille\.example>", first)


def test_a_letter_of_our_own_says_a_program_wrote_it_and_is_of_no_list():
    letter = message.plain_letter(
        sender_name="Reveille", sender_address="morning@reveille.example", reply_to="editor@reveille.example",
        to="alice@post.example", subject="One press, and the next edition is yours — Reveille",
        text="Dear Alice\n",
        html="<p>Dear Alice</p>", message_id="<1@reveille.example>", date=sound.ALICE.date,
    )  # fmt: skip

    back = sound.parsed(letter)
    assert sound.is_sound(letter)
    assert back["Auto-Submitted"] == "auto-generated"
    assert back["Subject"] == "One press, and the next edition is yours — Reveille"
    assert not [name for name in back if name.startswith("List-") or name == "Precedence"]
    assert [sound.content(part) for part in back.iter_parts()] == ["Dear Alice\n", "<p>Dear Alice</p>"]


def test_copies_share_all_but_the_personal_bytes():
    letter = message.template(sound.HEAD, sound.TEXT, sound.HTML)

    shared = [piece for piece in letter.pieces if isinstance(piece, bytes)]
    assert letter.size == sum(map(len, shared))
    assert all(piece in message.fill(letter, sound.ALICE) for piece in shared)
