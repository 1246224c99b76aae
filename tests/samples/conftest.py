"""The sample morning, read once and hung on a Tuesday, and its press on loopback."""

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from reveille.sample import morning as mornings
from reveille.sample import newsstand, shapes
from reveille.sample.server import SampleServer

BASE = date(2026, 11, 24)


@pytest.fixture(scope="session")
def morning() -> shapes.Morning:
    return mornings.load()


@pytest.fixture(scope="session")
def stand(morning: shapes.Morning) -> newsstand.Newsstand:
    return newsstand.on(morning, BASE)


@pytest.fixture(scope="session")
def evening(stand: newsstand.Newsstand) -> datetime:
    """The closing of day 2: everything is out."""
    return stand.closing(2)


@pytest.fixture
def clock() -> SimpleNamespace:
    return SimpleNamespace(now=datetime(2026, 11, 24, 6, tzinfo=UTC))


@pytest.fixture
def server(morning: shapes.Morning, clock: SimpleNamespace) -> Iterator[SampleServer]:
    with SampleServer(morning, base=BASE, clock=lambda: clock.now) as running:
        yield running


class Asked(http.client.HTTPSConnection):
    """A connection to loopback that checks the certificate for the host we ask."""

    def __init__(self, server: SampleServer, host: str) -> None:
        trust = ssl.create_default_context(cadata=server.ca_pem.decode())
        super().__init__(host, server.port, timeout=5, context=trust)

    def connect(self) -> None:
        self._create_connection = lambda address, *rest: _loopback(address[1], *rest)
        super().connect()


def _loopback(port: int, *rest):
    return socket.create_connection(("127.0.0.1", port), *rest)


@pytest.fixture
def connect() -> type[Asked]:
    """Make a connection to a server's host, which the test closes."""
    return Asked


@pytest.fixture
def get(server: SampleServer) -> Callable[..., SimpleNamespace]:
    """Ask the server: host, path, headers; the answer has status, headers and body."""

    def ask(host: str, path: str, **headers: str) -> SimpleNamespace:
        connection = Asked(server, host)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): v for name, v in headers.items()})
            answer = connection.getresponse()
            return SimpleNamespace(status=answer.status, headers=answer.headers, body=answer.read())
        finally:
            connection.close()

    return ask
