"""How much of a letter may have left: on that hangs whether it is in doubt, and is not sent again by itself."""

import contextlib
import socket
import ssl
import threading

import pytest
import trustme

from reveille.mail.outflow import Outflow

LARGE = 4_000_000  # more than a socket takes at once
TAKES_NO_MORE = (BlockingIOError, ssl.SSLWantWriteError)


@pytest.fixture
def pair():
    """Two ends of a line: one that never blocks, and who reads at the other."""
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    with contextlib.closing(ours), contextlib.closing(theirs):
        yield ours, theirs


@pytest.fixture
def secured():
    authority = trustme.CA()
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("relay.example").configure_cert(server)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    ours, theirs = socket.socketpair()
    answering = []
    thread = threading.Thread(target=lambda: answering.append(server.wrap_socket(theirs, server_side=True)))
    thread.start()
    ours = trust.wrap_socket(ours, server_hostname="relay.example")
    thread.join()
    ours.setblocking(False)
    with contextlib.closing(ours), contextlib.closing(answering[0]):
        yield ours, answering[0]


def read(theirs, size):
    """Read so many octets, or what there is in a second."""
    theirs.settimeout(1)
    found = b""
    with contextlib.suppress(TimeoutError):
        while len(found) < size:
            found += theirs.recv(size - len(found))
    return found


def test_without_tls_what_the_socket_took_may_have_left_and_no_more(pair):
    ours, theirs = pair
    out = Outflow(ours)
    out.put(b"x" * LARGE)

    with pytest.raises(TAKES_NO_MORE):
        out.flush()

    assert 0 < out.touched < out.queued
    assert len(read(theirs, LARGE)) == out.touched


def test_what_tls_was_given_may_leave_although_it_takes_no_more(secured):
    ours, _ = secured
    out = Outflow(ours)
    out.put(b"EHLO\r\n")
    out.flush()
    assert out.touched == out.queued == 6

    out.put(b"x" * LARGE)
    with pytest.raises(TAKES_NO_MORE):
        out.flush()

    assert out.touched == out.queued


@pytest.mark.parametrize("way", ["pair", "secured"])
def test_what_is_put_in_pieces_arrives_whole_and_once_however_slowly_it_is_read(request, way):
    ours, theirs = request.getfixturevalue(way)
    out = Outflow(ours)
    pieces = [bytes([n]) * (n * 50_000) for n in range(1, 20)]
    for piece in pieces:
        out.put(piece)
    got = []
    reading = threading.Thread(target=lambda: got.append(read(theirs, out.queued)))

    with contextlib.suppress(*TAKES_NO_MORE):
        out.flush()
    reading.start()
    while out.waits:
        with contextlib.suppress(*TAKES_NO_MORE, ssl.SSLWantReadError):
            out.flush()
    reading.join()

    assert got == [b"".join(pieces)]
    assert out.touched == out.queued
