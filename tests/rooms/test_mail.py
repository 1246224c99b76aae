"""How a letter leaves: the outbox folder, and a real SMTP conversation on loopback."""

import asyncio
import contextlib
import errno
import gc
import itertools
import socket
import ssl
import threading
from time import monotonic
from types import SimpleNamespace

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from hypothesis import given
from hypothesis import strategies as st
from tests.rooms.misbehaving import Misbehaving, Threaded

from reveille.core.errors import InDoubt, ListenError, MessageError, NotHandedOver
from reveille.core.replies import Answer, Kind
from reveille.mail import departure, listening, transport
from reveille.mail.abreast import Abreast
from reveille.mail.catcher import Catcher
from reveille.mail.line import Line, News
from reveille.mail.opening import Opened, Patience
from reveille.mail.outbox import Outbox
from reveille.mail.relay import Relay
from reveille.mail.road import SmtpRoad
from reveille.mail.smtp import Smtp
from reveille.mail.transport import Parcel

LETTER = b"Subject: Hello\r\n\r\n.one dot\r\n..two\r\n.\r\nlast\r\n"


OFFERS = {
    "plain": ("SIZE 10000000",),
    "pipelining": ("SIZE 10000000", "PIPELINING"),
    "chunking": ("PIPELINING", "CHUNKING"),
}


@pytest.fixture(params=list(OFFERS))
def offers(request):
    """What a server offers: each way of handing a letter over."""
    return OFFERS[request.param]


def relay(port: int, tls: str = "none", **more) -> Relay:
    return Relay("127.0.0.1", port, tls, **more)


def send(post, before_dot=transport.nothing, letter=LETTER):
    return post.send("paper@reveille.example", "alice@post.example", letter, before_dot)


def test_the_outbox_keeps_every_letter_whole_under_our_own_name(tmp_path):
    box = Outbox(tmp_path / "outbox")

    answers = [send(box), send(box)]

    assert [answer.code for answer in answers] == [250, 250]
    assert [path.read_bytes() for path in box.letters()] == [LETTER, LETTER]
    assert [box.letter(path.stem) for path in box.letters()] == [LETTER, LETTER]
    assert not list((tmp_path / "outbox").glob(".*"))


def test_a_name_that_is_taken_gets_a_number_and_nothing_is_overwritten(tmp_path):
    box = Outbox(tmp_path)

    paths = [box.keep("first", b"one"), box.keep("first", b"two")]

    assert [(path.name, path.read_bytes()) for path in paths] == [
        ("first.eml", b"one"),
        ("first-2.eml", b"two"),
    ]


def test_the_outbox_keeps_nothing_when_the_intent_could_not_be_written(tmp_path):
    box = Outbox(tmp_path)

    with pytest.raises(ZeroDivisionError):
        send(box, before_dot=lambda: 1 / 0)

    assert box.letters() == []


@pytest.mark.parametrize("name", ["../secret", "a/b", "", ".draft", "a b", "a.eml", "x" * 200])
def test_the_outbox_reads_and_writes_only_inside_its_folder(tmp_path, name):
    (tmp_path / "outbox").mkdir()
    for hidden in ("secret.eml", "outbox/.draft.eml", "outbox/a b.eml"):
        (tmp_path / hidden).write_bytes(b"no")
    box = Outbox(tmp_path / "outbox")

    assert box.letter(name) is None
    with pytest.raises(ValueError, match="named by us"):
        box.keep(name, LETTER)


def test_an_outbox_that_cannot_be_written_keeps_the_letter_with_us(tmp_path):
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(NotHandedOver):
        send(Outbox(tmp_path / "file"))


def test_a_letter_arrives_with_every_dot_and_the_connection_is_kept(tmp_path):
    with Catcher(tmp_path) as catcher, Smtp(relay(catcher.port)) as post:
        first = send(post)
        second = send(post, letter=LETTER * 500)

        assert (first.code, first.enhanced, second.code) == (250, "2.0.0", 250)
        assert [one.letter for one in catcher.caught()] == [LETTER, LETTER * 500]
        assert catcher.caught()[0].sender == "paper@reveille.example"
        assert catcher.caught()[0].recipient == "alice@post.example"


def test_a_connection_is_kept_for_the_next_letter(offers):
    with Misbehaving(offers=offers) as server, Smtp(relay(server.port)) as post:
        send(post)
        send(post)

        assert server.lines == 1
        assert len(server.taken) == 2


def test_the_intent_is_written_down_before_the_dot_and_not_after_a_refusal(tmp_path):
    told = []
    with Catcher(tmp_path) as catcher, Smtp(relay(catcher.port)) as post:
        send(post, before_dot=lambda: told.append(len(catcher.letters())))
    with Misbehaving(rcpt=b"550 5.1.1 no such user\r\n") as server, Smtp(relay(server.port)) as post:
        send(post, before_dot=lambda: told.append("never"))

    assert told == [0]


def test_a_letter_is_called_off_when_the_intent_cannot_be_written(tmp_path):
    with Catcher(tmp_path) as catcher, Smtp(relay(catcher.port)) as post:
        with pytest.raises(ZeroDivisionError):
            send(post, before_dot=lambda: 1 / 0)
        again = send(post)

        assert again.taken
        assert len(catcher.letters()) == 1


@pytest.mark.parametrize(
    ("fault", "code", "enhanced"),
    [
        ({"rcpt": b"450 4.2.0 greylisted\r\n"}, 450, "4.2.0"),
        ({"rcpt": b"550 5.1.1 no such user\r\n"}, 550, "5.1.1"),
        ({"rcpt": b"421 4.3.2 closing\r\n"}, 421, "4.3.2"),
        ({"data": b"451 try later\r\n"}, 451, ""),
        ({"dot": b"452 4.3.1 disk full\r\n"}, 452, "4.3.1"),
        ({"dot": b"554 5.7.1 we think it is spam\r\n"}, 554, "5.7.1"),
    ],
)
def test_a_no_is_an_answer(fault, code, enhanced, offers):
    with Misbehaving(**fault, offers=offers) as server, Smtp(relay(server.port)) as post:
        answer = send(post)

        assert (answer.code, answer.enhanced, answer.taken) == (code, enhanced, False)
        assert answer.passing == (code < 500)
        assert server.taken == []


@pytest.mark.parametrize(
    "fault",
    [
        {"banner": b"554 go away\r\n"}, {"banner": None}, {"mail": None}, {"mail": b"530 not you\r\n"},
        {"rcpt": None}, {"rcpt": b"99 what\r\n"}, {"rcpt": b"354 odd\r\n"}, {"data": None}, {"data": b"310 odd\r\n"},
    ],
)  # fmt: skip
def test_whatever_breaks_before_the_dot_keeps_the_letter_with_us(fault, offers):
    with Misbehaving(**fault, offers=offers) as server, Smtp(relay(server.port)) as post, pytest.raises(NotHandedOver):
        send(post)

    assert server.taken == []


@pytest.mark.parametrize(
    ("fault", "taken"),
    [({"before_dot": None}, 0), ({"dot": None}, 1), ({"dot": b"hm\r\n"}, 1), ({"dot": b"354 odd\r\n"}, 1)],
)
def test_silence_after_the_dot_is_doubt_whether_or_not_it_was_taken(fault, taken, offers):
    with Misbehaving(**fault, offers=offers) as server, Smtp(relay(server.port)) as post, pytest.raises(InDoubt):
        send(post)

    assert len(server.taken) == taken


def test_a_server_that_never_answers_is_left_in_time(offers):
    with Misbehaving(rcpt="hang", offers=offers) as server, pytest.raises(NotHandedOver, match=r"no answer|timed out"):
        send(Smtp(relay(server.port), command_seconds=0.2))
    with Misbehaving(dot="hang", offers=offers) as server, pytest.raises(InDoubt):
        send(Smtp(relay(server.port), dot_seconds=0.2))


def test_a_kept_connection_that_the_server_closed_is_opened_anew(offers):
    with Misbehaving(letters_a_connection=1, offers=offers) as server, Smtp(relay(server.port)) as post:
        answers = [send(post).code for _ in range(3)]

        assert answers == [250, 250, 250]
        assert len(server.taken) == 3


def test_nobody_there_keeps_the_letter_with_us():
    with Misbehaving() as server:
        port = server.port

    with pytest.raises(NotHandedOver, match=str(port)):
        send(Smtp(relay(port)))


def test_a_letter_to_nobody_is_called_off_and_the_next_one_goes(offers):
    """RFC 2920 3.1: DATA may be taken though RCPT was not."""
    for lax in (False, True):
        with Misbehaving(rcpt=b"550 5.1.1 no\r\n", faulty_letters=1, offers=offers, lax=lax) as server:
            with Smtp(relay(server.port)) as post:
                answers = [send(post).code for _ in range(3)]

            assert answers == [550, 250, 250]
            assert server.lines == 1
            assert server.taken == [LETTER, LETTER]


def test_a_letter_that_is_refused_at_its_end_leaves_the_line_to_the_next_one(offers):
    with Misbehaving(dot=b"554 5.7.1 no\r\n", faulty_letters=1, offers=offers) as server:
        with Smtp(relay(server.port)) as post:
            answers = [send(post).code for _ in range(3)]

        assert (answers, server.lines) == ([554, 250, 250], 1)


def test_a_letter_larger_than_the_relay_takes_is_refused_without_being_sent():
    with Misbehaving(offers=("SIZE 40",)) as server, Smtp(relay(server.port)) as post:
        answer = send(post)

        assert (answer.code, answer.enhanced, server.seen) == (552, "5.3.4", 0)


class OneReadATime(Misbehaving):
    """It notes how many commands had come when it answered."""

    most = 0

    def _talk(self, line, file):
        greeting = "".join(f"250-{one}\r\n" for one in ("loopback", *self.offers)).encode()
        line.sendall(b"220 loopback\r\n")
        while heard := line.recv(65536):
            commands = heard.splitlines()
            self.most = max(self.most, len(commands))
            for command in commands:
                match command[:4]:
                    case b"EHLO":
                        line.sendall(greeting + b"250 HELP\r\n")
                    case b"DATA":
                        line.sendall(b"354 go on\r\n")
                        letter = b""
                        while not letter.endswith(b"\r\n.\r\n") and (part := line.recv(65536)):
                            letter += part
                        line.sendall(b"250 ok\r\n")
                    case verb:
                        self.mails += [command] if verb == b"MAIL" else []
                        line.sendall(b"250 ok\r\n")


@pytest.mark.parametrize(
    ("offers", "size", "most"),
    [((), b"", 1), (("SIZE",), b" SIZE=%d" % (len(LETTER) + 3), 1), (("PIPELINING",), b"", 3)],
)
def test_only_what_is_offered_is_used(offers, size, most):
    with OneReadATime(offers=offers) as server:
        with Smtp(relay(server.port)) as post:
            assert send(post).taken

        assert server.mails == [b"MAIL FROM:<paper@reveille.example>" + size]
        assert server.most == most


@pytest.mark.parametrize("drip", [b"2", b"250-more\r\n"], ids=["an octet", "a line"])
def test_a_reply_that_never_ends_is_left_in_time(drip):
    """Each octet is in time, and the whole is not."""

    class Dripping(Misbehaving):
        def _say(self, line, step, usual):
            while step == "rcpt" and not self.ending.wait(0.02):
                line.sendall(drip)
            return super()._say(line, step, usual)

    with Dripping() as server, pytest.raises(NotHandedOver):
        send(Smtp(relay(server.port), command_seconds=0.3))


def test_a_banner_that_drips_is_left_in_time():
    class Dripping(Misbehaving):
        def _say(self, line, step, usual):
            while not self.ending.wait(0.02):
                line.sendall(b"2")
            return True

    with Dripping() as server, pytest.raises(NotHandedOver):
        send(Smtp(relay(server.port), command_seconds=0.3))


def test_the_next_relay_takes_over_from_one_that_is_not_there():
    with Misbehaving() as gone:
        port = gone.port
    with Misbehaving() as server:
        for relays in ((relay(port), relay(server.port)), (relay(server.port), relay(port))):
            with Smtp(*relays) as post:
                assert send(post).taken

        assert len(server.taken) == 2


def test_many_letters_go_over_several_lines_and_two_relays():
    with Misbehaving() as one, Misbehaving() as two:
        post = Smtp(relay(one.port), relay(two.port), connections=2)
        road = post.road()
        parcels = [Parcel("a@b.example", f"r{n}@post.example", LETTER) for n in range(60)]
        for parcel in parcels:
            road.put(parcel)
        ended = []
        while road.busy:
            turn = road.turn(5)
            for parcel in turn.waiting:
                road.go(parcel)
            ended += turn.ended
        road.close()

        assert sorted(outcome.code for _, outcome in ended) == [250] * 60
        assert {parcel for parcel, _ in ended} == set(parcels)
        assert len(one.taken) + len(two.taken) == 60
        assert one.taken
        assert two.taken


def test_a_letter_that_waited_long_for_a_line_is_made_anew():
    """Its date and its signature's say when; what cannot be made any more ends its own turn."""

    def refuse():
        raise MessageError("To", "no longer an address")

    newer, long_ago = LETTER + b"newer\r\n", monotonic() - 2 * transport.KEEPS
    with Misbehaving(offers=OFFERS["pipelining"]) as server:
        road = road_to(server.port)
        parcels = [
            Parcel("a@b.example", "old@post.example", LETTER, remake=lambda: newer, made_at=long_ago),
            Parcel("a@b.example", "gone@post.example", LETTER, remake=refuse, made_at=long_ago),
            Parcel("a@b.example", "new@post.example", LETTER, remake=refuse),
        ]
        ended = sent_by(road, parcels)

        assert [type(one) for one in ended] == [Answer, MessageError, Answer]
        assert server.taken == [newer, LETTER]


def test_letters_that_were_asked_for_and_have_not_gone_are_withdrawn():
    road = Abreast(Smtp(relay(1)), 4)
    parcels = [Parcel("a@b.example", f"r{n}@post.example", LETTER) for n in range(2)]
    road.put(parcels[0])
    assert road.turn(0).waiting == parcels[:1]
    road.put(parcels[1])

    assert (set(road.withdraw()), road.busy) == (set(parcels), 0)
    road.close()


@given(st.lists(st.integers(0, 200), max_size=12))
def test_a_line_tells_the_same_however_its_answers_arrive(cuts):
    """Two letters, the second refused after a while, and a third: answers may come one by one, and by octets."""
    envelope = b"250 2.1.0 ok\r\n250 2.1.5 ok\r\n354 go on\r\n"
    refused = b"250 2.1.0 ok\r\n550-5.1.1 no\r\n550 5.1.1 such mailbox\r\n554 nobody\r\n250 reset\r\n"
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with ours, theirs:
        news = News()
        line = Line(Opened(ours, {"PIPELINING": ""}, "there", relay(1)), Patience(), news)
        first, second, third = (Parcel("a@b.example", f"r{n}@post.example", LETTER) for n in range(3))

        def hear(said):
            line.flush()
            places = sorted({cut % len(said) for cut in cuts} | {0, len(said)})
            for start, end in itertools.pairwise(places):
                theirs.sendall(said[start:end])
                line.readable()
                line.flush()

        line.put(first)
        hear(envelope)
        line.go()
        line.put(second)
        hear(b"250 2.0.0 taken as " + b"1" * 40 + b"\r\n" + refused)
        line.put(third)
        hear(envelope)

        assert [(one, answer.code, answer.enhanced) for one, answer in news.ended] == [
            (first, 250, "2.0.0"), (second, 550, "5.1.1"),
        ]  # fmt: skip
        assert (line.at_gate, line.ahead, line.closed, news.again) == (True, third, False, [])


def test_behind_a_letter_that_nobody_answers_the_next_one_takes_another_line(offers):
    """The first letter's dot hangs; what was behind it has not left, and goes by a line of its own."""
    with Threaded(dot="hang", faulty_letters=1, offers=offers) as server:
        road = SmtpRoad((relay(server.port),), "localhost", Patience(5, 5, 5), 1, slow=0.2)
        parcels = [Parcel("a@b.example", f"r{n}@post.example", LETTER) for n in range(4)]
        for parcel in parcels:
            road.put(parcel)
        ended, slow = [], []
        while len(ended) < 3:
            turn = road.turn(5)
            for parcel in turn.waiting:
                road.go(parcel)
            ended += turn.ended
            slow += turn.slow
        assert slow == parcels[:1]
        assert [parcel for parcel, _ in ended] == parcels[1:]
        server.ending.set()
        while road.busy:
            ended += road.turn(5).ended
        road.close()

        assert isinstance(ended[-1][1], InDoubt)


UNAL = "ünal@post.example"


def through(road, *addresses):
    """Send a letter to each address; return how each ended."""
    return sent_by(road, [Parcel("a@b.example", one, LETTER) for one in addresses])


def sent_by(road, parcels):
    """Send the letters; return how each ended."""
    for parcel in parcels:
        road.put(parcel)
    ended = {}
    while road.busy:
        turn = road.turn(5)
        for parcel in turn.waiting:
            road.go(parcel)
        ended.update(turn.ended)
    road.close()
    assert set(ended) == set(parcels)
    return [ended[parcel] for parcel in parcels]


def road_to(*ports, connections=1):
    return SmtpRoad(tuple(relay(port) for port in ports), "localhost", Patience(5, 5, 5), connections)


def test_letters_beyond_ascii_before_the_at_go_by_smtputf8(tmp_path):
    """aiosmtpd refuses such an address where MAIL did not say SMTPUTF8."""
    with Catcher(tmp_path) as catcher:
        said = through(road_to(catcher.port), UNAL, "alice@post.example")

        assert [answer.code for answer in said] == [250, 250]
        assert sorted(one.recipient for one in catcher.caught()) == ["alice@post.example", UNAL]


def test_only_such_an_address_asks_for_smtputf8(offers):
    with Misbehaving(offers=(*offers, "SMTPUTF8")) as server:
        through(road_to(server.port), UNAL, "alice@post.example")

        assert sorted(line for line in server.mails if b"SMTPUTF8" in line) == [
            line for line in server.mails if line.rstrip().endswith(b" SMTPUTF8")
        ]
        assert [b"SMTPUTF8" in line for line in server.mails] == [True, False]
        assert server.recipients == [UNAL, "alice@post.example"]


def test_where_nobody_offers_smtputf8_such_a_letter_ends_and_the_others_go(offers):
    with Threaded(offers=offers) as one, Threaded(offers=offers) as two:
        said = through(
            road_to(one.port, two.port), "alice@post.example", UNAL, "ünal2@post.example", "bob@post.example"
        )

        assert [(answer.code, answer.enhanced) for answer in said] == [
            (250, "2.0.0"), (553, "5.6.7"), (553, "5.6.7"), (250, "2.0.0"),
        ]  # fmt: skip
        assert said[1].kind == Kind.LASTING
        assert sorted(one.recipients + two.recipients) == ["alice@post.example", "bob@post.example"]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_relays_the_one_that_offers_smtputf8_takes_such_a_letter(order):
    with Threaded() as plain, Threaded(offers=("SMTPUTF8",)) as able:
        said = through(road_to(*[plain.port, able.port][::order]), "alice@post.example", UNAL, "bob@post.example")

        assert [answer.code for answer in said] == [250] * 3
        assert UNAL in able.recipients
        assert UNAL not in plain.recipients


def test_such_a_letter_waits_for_a_relay_that_cannot_be_asked_now():
    with Misbehaving() as gone:
        port = gone.port
    with Threaded() as plain:
        said = through(road_to(plain.port, port), "alice@post.example", UNAL)

        assert [answer.code for answer in said] == [250, 451]


def test_without_tls_only_this_machine_is_spoken_to():
    with pytest.raises(NotHandedOver, match="without TLS"):
        send(Smtp(Relay("192.0.2.1", 25, "none")))


def test_starttls_that_is_not_offered_is_not_gone_without():
    with Misbehaving() as server, pytest.raises(NotHandedOver):
        send(Smtp(relay(server.port, "starttls")))


@pytest.mark.parametrize("address", ["a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example", "", "ä@bä.example"])
def test_an_address_cannot_carry_a_command(address):
    with Misbehaving() as server, Smtp(relay(server.port)) as post, pytest.raises(NotHandedOver):
        post.send("paper@reveille.example", address, LETTER)


class _Secured(Controller):
    def __init__(self, context, **more):
        class Handler:
            def __init__(self):
                self.received = []

            async def handle_DATA(self, server, session, envelope):  # noqa: N802
                self.received.append((session.ssl is not None, session.authenticated, envelope.original_content))
                return "250 ok"

        super().__init__(Handler(), hostname="127.0.0.1", port=0, **more)
        self.context = context

    def _trigger_server(self):
        self._factory_invoked.set()
        self.smtpd = self.factory()

    async def left_alone(self):
        """Wait until it has noticed that everybody hung up."""
        while self.server._active_count:
            await asyncio.sleep(0)


def authenticator(server, session, envelope, mechanism, data):
    from aiosmtpd.smtp import AuthResult

    return AuthResult(success=data.login == b"paper" and data.password == b"correct", handled=False)


@pytest.fixture
def secured():
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    controller = _Secured(
        context, tls_context=context, require_starttls=True, auth_required=True, authenticator=authenticator
    )
    controller.start()
    yield SimpleNamespace(
        port=controller.server.sockets[0].getsockname()[1], trust=trust, received=controller.handler.received
    )
    asyncio.run_coroutine_threadsafe(controller.left_alone(), controller.loop).result(5)
    controller.stop()


def test_starttls_with_a_checked_certificate_and_a_password(secured):
    with Smtp(relay(secured.port, "starttls", user="paper", password="correct"), trust=secured.trust) as post:
        assert send(post).code == 250

    assert secured.received == [(True, True, LETTER)]


def test_a_certificate_of_somebody_we_do_not_trust_is_refused(secured):
    with pytest.raises(NotHandedOver, match="certificate"):
        send(Smtp(relay(secured.port, "starttls", user="paper", password="correct")))


def test_a_wrong_password_keeps_the_letter_and_stays_out_of_the_words(secured):
    with pytest.raises(NotHandedOver) as caught:
        send(Smtp(relay(secured.port, "starttls", user="paper", password="hunter2"), trust=secured.trust))

    assert "535" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_relay_that_does_not_open_is_asked_once_a_letter():
    with Misbehaving(banner=b"554 go away\r\n") as server:
        with pytest.raises(NotHandedOver):
            send(Smtp(relay(server.port)))
        for thread in [thread for thread in threading.enumerate() if thread.name == "relay"]:
            thread.join(5)

        assert server.lines == 1


def _dial(port, lines):
    with contextlib.suppress(OSError):
        while len(lines) < 15:
            lines.append(socket.create_connection(("127.0.0.1", port), timeout=1))


def test_a_server_that_ends_while_somebody_dials_leaves_nothing_open(tmp_path, monkeypatch):
    monkeypatch.setattr(listening, "LAST_WORDS", 0.01)
    for _ in range(20):
        lines = []
        with Catcher(tmp_path) as catcher:
            caller = threading.Thread(target=_dial, args=(catcher.port, lines))
            caller.start()
        caller.join()
        for line in lines:
            line.close()

    gc.collect()  # what was left open says so, which fails this test


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("127.0.0.1", "another program listens there already: end it, or take another port"),
        ("192.0.2.1", "this machine has no such address"),
        ("no.such.host.invalid", "no.such.host.invalid:"),
    ],
)
def test_a_server_that_cannot_listen_says_where_and_what_to_do_at_once_and_leaves_nothing_open(host, told):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = listening.Listening(None, lambda: SMTP(None), host, port)
        server.ready_timeout = 600  # which nobody waits for
        with pytest.raises(ListenError) as error:
            server.start()

    assert f"We cannot listen there: {host}:{port}: " in str(error.value)
    assert told in str(error.value)
    assert server.loop.is_closed()
    del server, error
    gc.collect()  # what was left open says so, which fails this test


def test_port_of_the_system_says_what_lets_us_have_it(monkeypatch):
    async def refused(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    server = listening.Listening(None, lambda: SMTP(None), "127.0.0.1", 25)
    monkeypatch.setattr(server.loop, "create_server", refused)

    with pytest.raises(ListenError, match="CAP_NET_BIND_SERVICE"):
        server.start()


def test_without_a_relay_letters_go_to_the_outbox(tmp_path):
    settings = SimpleNamespace(PROVIDER=None, RELAY=None, OUTBOX=tmp_path)
    with_relay = SimpleNamespace(
        PROVIDER=None, RELAY=relay(25), OTHER_RELAYS=(), CONNECTIONS=1, EHLO_NAME="mail.reveille.example"
    )

    assert isinstance(departure.transport_from(settings), Outbox)
    assert departure.transport_from(with_relay).hostname == "mail.reveille.example"
