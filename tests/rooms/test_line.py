"""One line to a relay: what becomes of a letter that is called off, taken back, or cut in the middle."""

import contextlib
import socket

import pytest
from tests.rooms.misbehaving import Misbehaving

from reveille.core.errors import InDoubt, NotHandedOver
from reveille.mail.line import Line, News
from reveille.mail.opening import Opened, Patience
from reveille.mail.relay import Relay
from reveille.mail.smtp import Smtp
from reveille.mail.transport import Parcel

LETTER = b"Subject: mines\r\n\r\nEleven navies.\r\n"
LARGE = LETTER + b"x" * 70 * 60_000 + b"\r\n"
GATE = {
    "DATA": b"250 2.1.0 ok\r\n250 2.1.5 ok\r\n354 go on\r\n",
    "BDAT": b"250 2.1.0 ok\r\n250 2.1.5 ok\r\n250 there\r\n",
}


class Talk:
    """A line, and the server at its other end."""

    def __init__(self, ours, theirs, *offers):
        ours.setblocking(False)
        self.theirs, self.news = theirs, News()
        self.line = Line(Opened(ours, dict.fromkeys(offers, ""), "there", Relay("127.0.0.1", 1, "none")),
                         Patience(), self.news)  # fmt: skip

    def heard(self):
        """What the server has been told since."""
        self.line.flush()
        return self.theirs.recv(1_000_000)

    def says(self, words):
        self.theirs.sendall(words)
        self.line.readable()


@pytest.fixture
def talk():
    ours, theirs = socket.socketpair()
    theirs.settimeout(5)
    with ours, theirs:
        yield lambda *offers: Talk(ours, theirs, *offers)


def parcel(letter=LETTER, name="alice"):
    return Parcel("paper@reveille.example", f"{name}@post.example", letter)


def test_called_off_after_data_a_letter_takes_its_line_with_it_and_no_dot_is_written(talk):
    there = talk("PIPELINING")
    there.line.put(parcel())
    assert there.heard().endswith(b"DATA\r\n")
    there.says(GATE["DATA"])

    there.line.call_off()

    assert there.line.closed
    assert there.theirs.recv(100) == b""
    assert there.news.ended == []


def test_called_off_after_its_chunk_a_letter_is_forgotten_before_the_next_one_begins(talk):
    there = talk("PIPELINING", "CHUNKING")
    there.line.put(parcel())
    there.heard()
    there.says(GATE["BDAT"])

    there.line.call_off()
    assert there.heard() == b"RSET\r\n"
    there.says(b"250 forgotten\r\n")
    there.line.put(parcel(name="bob"))

    assert there.heard().startswith(b"MAIL FROM:<paper@reveille.example>\r\nRCPT TO:<bob@post.example>\r\n")
    assert not there.line.closed


def test_taken_back_at_the_gate_a_letter_leaves_nobody_waiting(talk):
    there, mine = talk("PIPELINING"), parcel()
    there.line.put(mine)
    there.heard()
    there.says(GATE["DATA"])

    assert there.line.take_back() is mine

    assert there.line.closed
    assert there.theirs.recv(100) == b""


@pytest.mark.parametrize(("of_the_end", "outcome"), [(0, NotHandedOver), (1, InDoubt)])
def test_a_letter_is_with_us_until_an_octet_of_what_ends_it_may_have_left(talk, of_the_end, outcome):
    there, mine = talk("PIPELINING"), parcel(LARGE)
    there.line.put(mine)
    there.heard()
    there.says(GATE["DATA"])
    there.line.go()
    there.line.flush()
    assert there.line.has_output  # the socket takes a part
    there.line._end_at = there.line._out.touched - of_the_end  # as if the letter itself ended there

    there.line.fail("the line was cut")

    [(whose, how)] = there.news.ended
    assert whose is mine
    assert isinstance(how, outcome)


@pytest.mark.parametrize("offers", [(), ("PIPELINING",), ("PIPELINING", "CHUNKING")])
def test_what_was_called_off_never_arrives_and_the_others_do(offers):
    with Misbehaving(offers=offers) as server:
        with Smtp(Relay("127.0.0.1", server.port, "none")) as way:
            for name in ("alice", "bob", "charlie"):
                with contextlib.suppress(ZeroDivisionError):
                    way.send("paper@reveille.example", f"{name}@post.example", LETTER, _never_bobs(name))

        assert server.recipients == ["alice@post.example", "charlie@post.example"]


def _never_bobs(name):
    """What writes the intent down of all letters but Bob's."""
    return lambda: 1 // (name != "bob")
