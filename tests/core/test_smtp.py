"""SMTP as bytes: replies however they are cut, and nothing that would carry a command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import smtp
from reveille.core.errors import BadReply

TALK = b"250-mx.example\r\n250-PIPELINING\r\n250-SIZE 1000\r\n250 8BITMIME\r\n250 2.1.0 ok\r\n354 go on\n250\r\n"


@given(st.lists(st.integers(1, len(TALK)), max_size=20))
def test_replies_are_the_same_however_they_arrive(cuts):
    reader, found, last = smtp.Reader(), [], 0
    for cut in [*sorted(cuts), len(TALK)]:
        found += reader.feed(TALK[last:cut])
        last = cut

    assert [(reply.code, len(reply.lines)) for reply in found] == [(250, 4), (250, 1), (354, 1), (250, 1)]
    assert smtp.extensions(found[0]) == {"PIPELINING": "", "SIZE": "1000", "8BITMIME": ""}
    assert found[1].answer.enhanced == "2.1.0"
    assert reader.empty


@pytest.mark.parametrize(
    "bad",
    [
        b"hello\r\n", b"99 x\r\n", b"150 x\r\n", b"650 x\r\n", b"2500 x\r\n", b"250_x\r\n", b"\r\n",
        b"250-a\r\n550 b\r\n", b"250-x\r\n" * 200, b"250 " + b"x" * 5000 + b"\r\n", b"x" * 5000,
    ],
)  # fmt: skip
def test_what_is_none_of_smtps_or_never_ends_is_refused(bad):
    with pytest.raises(BadReply):
        list(smtp.Reader().feed(bad))


def test_the_good_replies_before_a_bad_one_are_heard():
    replies = smtp.Reader().feed(b"250 taken\r\nrubbish\r\n")

    assert next(replies).code == 250
    with pytest.raises(BadReply):
        next(replies)


@given(st.binary(max_size=300))
def test_whatever_comes_is_a_reply_or_refused(data):
    try:
        replies = list(smtp.Reader().feed(data))
    except BadReply:
        return
    assert all(200 <= reply.code < 600 and reply.words.isprintable() for reply in replies)


@given(st.lists(st.sampled_from([b".", b"..", b".x", b"", b"x."])))
def test_stuffed_never_ends_early_and_unstuffed_is_the_letter(lines):
    letter = b"".join(line + b"\r\n" for line in lines)
    stuffed = smtp.stuffed(letter)

    assert b"\r\n.\r\n" not in b"\r\n" + stuffed
    unstuffed = [line[1:] if line.startswith(b".") else line for line in stuffed.split(b"\r\n")]
    assert b"\r\n".join(unstuffed) == (letter or b"\r\n")


@pytest.mark.parametrize(
    "address",
    ["a@b.example>\r\nDATA", "a b@c.example", "", "ä@bä.example", "a@b@c", "<a@b.example>", "a\0@b.example",
     "ä\u2028@b.example", "ä\x85@b.example"],
)  # fmt: skip
def test_no_envelope_holds_more_than_an_address(address):
    assert not smtp.is_path(address)
    assert smtp.is_path("b+3tqf@bounces.reveille.example")
    assert smtp.is_path("ünal@b.example")


def test_a_host_that_is_an_address_is_greeted_in_brackets():
    assert smtp.greeting_name("mail.example") == "mail.example"
    assert smtp.greeting_name("192.0.2.1") == "[192.0.2.1]"
    assert smtp.greeting_name("[2001:db8::1]") == "[IPv6:2001:db8::1]"
