"""The site in this process: it ends quietly when it is told to, and loudly when it is not."""

import contextlib
import errno
import http.client
import socket
import threading

import pytest

from reveille.site import serving


@pytest.fixture
def loud(monkeypatch):
    """What threads die of."""
    heard = []
    monkeypatch.setattr(threading, "excepthook", lambda told: heard.append(told.exc_type))
    return heard


@pytest.mark.parametrize("told_to_end", [True, False])
def test_a_socket_that_closes_under_the_loop_is_only_told_when_nobody_ended_it(loud, told_to_end):
    site = serving.Background(0)
    closed = threading.Event()

    def loop():
        closed.wait(5)
        raise OSError(errno.EBADF, "Bad file descriptor")

    site.server.run = loop
    if told_to_end:
        close = site.server.close
        site.server.close = lambda: (closed.set(), close())
        with site:
            pass
    else:
        site.thread.start()
        closed.set()
        site.thread.join(5)
        site.server.close()

    assert not site.thread.is_alive()
    assert loud == ([] if told_to_end else [OSError])


def test_many_who_call_and_say_nothing_keep_nobody_out():
    with serving.background(0) as site, contextlib.ExitStack() as silent:
        for _ in range(300):
            silent.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=10))
        visitor = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
        visitor.request("GET", "/static/site/mark.svg")

        assert visitor.getresponse().status == 200
        visitor.close()
