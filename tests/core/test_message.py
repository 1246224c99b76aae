"""The letter: what is put in comes out of a parser unchanged, and nothing breaks out of its place."""

import email
import random
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from email.header import decode_header

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import headers, message
from reveille.core.errors import MessageError
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


def test_every_header_of_an_edition_is_there_once_and_says_what_was_put_in():
    letter = parsed(made())

    assert [name for name, _ in letter.items()] == [
        "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "List-Id", "List-Help", "List-Archive",
        "List-Owner", "Feedback-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "Precedence",
        "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert letter["From"].addresses[0].display_name == "Reveille"
    assert letter["From"].addresses[0].addr_spec == HEAD.sender_address
    assert letter["To"].addresses[0].addr_spec == ALICE.to
    assert letter["Subject"] == HEAD.subject
    assert letter["Date"].datetime == ALICE.date
    assert letter["Date"].endswith("+0000")
    assert letter["Message-ID"] == ALICE.message_id
    assert letter["List-Id"] == "Reveille <military.reveille.example>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Feedback-ID"] == "412:military:edition:reveille"
    assert letter["Precedence"] == "bulk"
    assert letter["Auto-Submitted"] is None
    assert not letter.defects


def test_list_unsubscribe_is_one_line_with_the_web_first():
    personal = replace(
        ALICE, leave_by_mail="mailto:leave@reveille.example?subject=leave", leave=ALICE.leave + "a" * 400
    )
    letter = made(personal=personal)

    line = next(line for line in letter.split(b"\r\n") if line.startswith(b"List-Unsubscribe:"))
    assert line.decode() == f"List-Unsubscribe: <{personal.leave}>, <{personal.leave_by_mail}>"
    assert b"=?" not in line


def test_text_stands_first_and_both_parts_hold_the_personal_values():
    letter = parsed(made())
    text, html = letter.iter_parts()

    assert [text.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
    assert {part.get_content_charset() for part in (text, html)} == {"utf-8"}
    assert {part["Content-Transfer-Encoding"] for part in (text, html)} == {"quoted-printable"}
    assert content(html) == as_sent(
        HTML.replace("%%WHY%%", ALICE.why).replace("%%YOU%%", ALICE.you).replace("%%LEAVE%%", ALICE.leave)
    )
    assert f"  {ALICE.leave}\n" in content(text)
    assert f"  {ALICE.you}\n" in content(text)
    assert ALICE.why in re.sub(r"\s+", " ", content(text))
    assert "%%" not in content(text)
    assert max(map(len, content(text).split("\n"))) <= 78


def test_without_html_the_letter_is_one_part_of_text():
    letter = made(html="")

    assert is_sound(letter)
    assert parsed(letter).get_content_type() == "text/plain"
    assert ALICE.leave in content(parsed(letter))


def test_a_letter_is_the_same_bytes_whenever_it_is_made():
    assert made() == made()
    assert made() != made(text=TEXT + "!")


@given(clean)
def test_any_subject_comes_out_as_it_went_in(subject):
    letter = made(replace(HEAD, subject=subject))

    assert is_sound(letter)
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
        letter = made(replace(HEAD, subject=subject))

        raw = re.search(rb"^Subject: (?:.|\r\n )*", letter, re.MULTILINE).group()
        assert decoded_subject(letter) == subject
        assert parsed(letter)["Subject"] == subject
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


@given(clean)
def test_any_sender_name_comes_out_as_it_went_in(name):
    letter = made(replace(HEAD, sender_name=name))

    sender = re.search(rb"^From: ((?:.|\r\n )*)\r\n", letter, re.MULTILINE).group(1)
    assert is_sound(letter)
    assert sender.endswith(b" <morning@reveille.example>")
    assert len(parsed(letter)["From"].addresses) == 1
    phrase = sender.removesuffix(b"<morning@reveille.example>").decode().replace("\r\n", "").removesuffix(" ")
    if phrase.startswith("=?"):
        words = [decode_header(word)[0][0] for word in phrase.split(" ")]
        assert b"".join(words).decode("utf-8") == name
    elif phrase.startswith('"'):
        assert re.sub(r"\\(.)", r"\1", phrase[1:-1]) == name
    else:
        assert phrase == name


@given(bodies, bodies)
def test_any_body_comes_out_as_it_went_in(before, after):
    whole = f"{before}\n%%LEAVE%%\n{after}"
    page = f'{before}<a href="%%LEAVE%%">{after}'
    letter = made(text=whole, html=page)

    text, html = parsed(letter).iter_parts()
    assert is_sound(letter)
    if "%%" not in before + after:
        assert content(text) == as_sent(whole.replace("%%LEAVE%%", ALICE.leave))
        assert content(html) == as_sent(page.replace("%%LEAVE%%", ALICE.leave))


@given(clean)
def test_any_reason_why_stands_in_both_parts_and_is_no_markup(why):
    letter = made(personal=replace(ALICE, why=why))

    text, html = parsed(letter).iter_parts()
    escaped = (
        why.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("'", "&#x27;")
    )
    assert is_sound(letter)
    assert f"<p>{escaped}</p>" in content(html)
    assert "".join(why.split()) in "".join(content(text).split())


@given(st.integers(0, 160))
def test_a_placeholder_may_stand_anywhere_on_a_long_line(length):
    html = "é" * (length // 6) + "x" * (length % 77) + '<a href="%%LEAVE%%">'
    personal = replace(ALICE, leave="https://reveille.example/leave/" + "t" * length)

    letter = made(html=html, personal=personal)

    assert is_sound(letter)
    assert content(list(parsed(letter).iter_parts())[1]) == html.replace("%%LEAVE%%", personal.leave)


@given(st.text("./=a", min_size=1, max_size=300), st.text(". \na", max_size=300))
def test_no_line_begins_with_a_dot(token, text):
    personal = replace(ALICE, leave=f"https://reveille.example/{token}")

    letter = made(text=f"{text}\n%%LEAVE%%\n{text}", personal=personal)

    assert is_sound(letter)
    assert content(next(parsed(letter).iter_parts())) == f"{text}\n{personal.leave}\n{text}"


@pytest.mark.parametrize("length", range(60, 80))
def test_a_value_that_is_cut_before_a_dot_begins_no_line_with_it(length):
    personal = replace(ALICE, why="a" * length + "...ab")

    letter = made(personal=personal)

    assert is_sound(letter)
    assert not any(line.startswith(b".") for line in letter.split(b"\r\n"))
    assert all(personal.why in content(part) for part in parsed(letter).iter_parts())


def test_a_secret_address_is_not_set_into_an_outlets_words_or_links():
    html = HTML + '<a href="https://thief.example/?%%LEAVE%%">%%LEAVE%%</a><p>a=%%YOU%%</p>'
    text = TEXT + "https://thief.example/?%%LEAVE%%\n%%YOU%%x\n"

    parts = [content(part) for part in parsed(made(text=text, html=html)).iter_parts()]

    assert [part.count(ALICE.leave) for part in parts] == [1, 1]
    assert [part.count(ALICE.you) for part in parts] == [1, 1]
    assert all("https://thief.example/?%%LEAVE%%" in part for part in parts)


def test_lines_that_a_mailbox_or_a_server_would_mistake_are_written_another_way():
    letter = made(text="From here\n.\n.dot\n" + TEXT)

    body = letter.partition(b"\r\n\r\n")[2].split(b"\r\n")
    assert not any(line.startswith(b"From ") or line == b"." for line in body)
    assert content(next(parsed(letter).iter_parts())).startswith("From here\n.\n.dot\n")


@pytest.mark.parametrize("bad", ["a\r\nBcc: x@y.example", "a\nb", "a\0b", "a\rb", "a\u2028b", "a\x85b", "\ud800"])
@pytest.mark.parametrize("field", ["subject", "sender_name", "list_name"])
def test_a_line_break_in_a_header_is_refused(field, bad):
    with pytest.raises(MessageError):
        made(replace(HEAD, **{field: bad}))


@pytest.mark.parametrize("field", ["sender_address", "list_id", "help_url", "archive_url", "owner_address", "reply_to"])
def test_an_address_with_more_in_it_is_refused(field):
    with pytest.raises(MessageError):
        made(replace(HEAD, **{field: f"{getattr(HEAD, field)}\r\nBcc: x@y.example"}))


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
        made(personal=replace(ALICE, **{field: bad}))


@pytest.mark.parametrize(("text", "html"), [("no way out", HTML), (TEXT, "<p>no way out</p>"), (TEXT, "%%LEAVE%%")])
def test_a_letter_that_does_not_say_how_to_leave_is_refused(text, html):
    with pytest.raises(MessageError, match="how to leave"):
        made(text=text, html=html)


def test_an_international_domain_is_written_in_ascii():
    assert headers.address("eva@bücher.example") == b"eva@xn--bcher-kva.example"
    assert headers.address("eva@straße.example") == b"eva@xn--strae-oqa.example"


def test_letters_beyond_ascii_before_the_at_stand_in_to_as_they_are_and_nowhere_else():
    letter = made(personal=replace(ALICE, to="ünal.çelik@bücher.example"))
    head, _, body = letter.partition(b"\r\n\r\n")

    assert "To: ünal.çelik@xn--bcher-kva.example\r\n".encode() in head
    assert body.isascii()
    assert [line for line in head.split(b"\r\n") if not line.isascii()] == [
        "To: ünal.çelik@xn--bcher-kva.example".encode()
    ]
    with pytest.raises(MessageError, match="only a reader's"):
        headers.address("ünal@b.example")


def test_a_list_name_beyond_ascii_is_left_out_of_the_list_header():
    letter = made(replace(HEAD, list_name="Zpravodaj č. 1"))

    assert b"\r\nList-Id: <military.reveille.example>\r\n" in letter


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
        html="<p>Dear Alice</p>", message_id="<1@reveille.example>", date=ALICE.date,
    )  # fmt: skip

    back = parsed(letter)
    assert is_sound(letter)
    assert back["Auto-Submitted"] == "auto-generated"
    assert back["Subject"] == "One press, and the next edition is yours — Reveille"
    assert not [name for name in back if name.startswith("List-") or name == "Precedence"]
    assert [content(part) for part in back.iter_parts()] == ["Dear Alice\n", "<p>Dear Alice</p>"]


def test_copies_share_all_but_the_personal_bytes():
    letter = message.template(HEAD, TEXT, HTML)

    shared = [piece for piece in letter.pieces if isinstance(piece, bytes)]
    assert letter.size == sum(map(len, shared))
    assert all(piece in message.fill(letter, ALICE) for piece in shared)
