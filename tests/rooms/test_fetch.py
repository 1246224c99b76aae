"""Fetching, from a real server on loopback."""

import asyncio
import gzip
import threading
import time

import pytest
from aiohttp import web

from reveille.core.errors import (
    FetchError,
    Forbidden,
    Gone,
    Refused,
    RobotsForbid,
    ServerFailed,
    TooLarge,
    TooSlow,
    Unreachable,
)
from reveille.sources import addresses, fetch


class Server:
    """A web server on a thread: what it is asked is kept, what it answers is given."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, float]] = []
        self.robots = ""
        self.later: dict[str, str] = {}
        self.ready = threading.Event()
        self.port = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.host.split(":")[0], request.path, time.monotonic()))
        match request.path:
            case "/robots.txt":
                return web.Response(text=self.robots) if self.robots else web.Response(status=404)
            case "/feed":
                if request.headers.get("If-None-Match") == '"1"':
                    return web.Response(status=304, headers={"ETag": '"1"'})
                return web.Response(text="<rss/>", headers={"ETag": '"1"', "Last-Modified": "yesterday"})
            case "/large":
                return web.Response(body=b"x" * 2000)
            case "/bomb":
                return web.Response(body=gzip.compress(b"0" * 200_000), headers={"Content-Encoding": "gzip"})
            case "/drip":
                response = web.StreamResponse()
                await response.prepare(request)
                while True:
                    await response.write(b"x")
                    await asyncio.sleep(0.05)
            case "/trailing":
                response = web.StreamResponse(headers={"Content-Encoding": "gzip"})
                await response.prepare(request)
                await response.write(gzip.compress(b"<rss/>"))
                while True:
                    await response.write(b"x" * 65_536)
            case "/moved":
                return web.Response(status=301, headers={"Location": "/feed"})
            case "/inside":
                return web.Response(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"})
            case "/round":
                return web.Response(status=302, headers={"Location": "/round"})
            case path if path.startswith("/later/"):
                return web.Response(status=int(path.rsplit("/", 1)[1]), headers=self.later)
            case path if path.startswith("/status/"):
                return web.Response(status=int(path.rsplit("/", 1)[1]))
        return web.Response(text="hello")

    def __enter__(self):
        self.thread = threading.Thread(target=lambda: asyncio.run(self.serve()))
        self.thread.start()
        self.ready.wait(5)
        return self

    async def serve(self) -> None:
        self.loop, self.stop = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self.answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]
        self.ready.set()
        await self.stop.wait()
        await runner.cleanup()

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.stop.set)
        self.thread.join()


@pytest.fixture
def server():
    with Server() as running:
        yield running


def ask(server, *paths, host="ledger.example", timeout=2.0, pause=0.0, **told):
    reach = fetch.Reach(mapped={"example": server.port}, timeout=timeout, pause=pause)
    requests = [fetch.Request(f"http://{host}{path}", **told) for path in paths]
    return {
        request.link.split(host)[1]: outcome
        for request, outcome in fetch.answers(requests, reach=reach, user_agent="Reveille/test")
    }


def test_second_asking_finds_nothing_changed(server):
    first = ask(server, "/feed")["/feed"]
    second = ask(server, "/feed", etag=first.etag, last_modified=first.last_modified)["/feed"]

    assert (first.status, first.body) == (200, b"<rss/>")
    assert second.not_modified


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/status/404", Gone), ("/status/410", Gone), ("/status/403", Refused), ("/status/429", Refused),
        ("/status/500", ServerFailed), ("/round", ServerFailed), ("/drip", TooSlow), ("/large", TooLarge),
        ("/bomb", TooLarge), ("/inside", Forbidden),
    ],
)  # fmt: skip
def test_failure_is_named_by_its_kind(server, path, kind):
    outcome = ask(server, path, limit=1000, timeout=0.6)[path]

    assert type(outcome) is kind


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("7200", 7200), ("Tue, 24 Nov 2026 07:30:00 GMT", 5400), ("Mon, 23 Nov 2026 07:30:00 GMT", 0), ("soon", 0),
        ("-5", 0), ("", 0), ("\u0661\u0662", 0),
    ],
)  # fmt: skip
def test_how_long_a_server_asks_us_to_wait_is_heard(server, status, told, seconds):
    server.later = {"Retry-After": told, "Date": "Tue, 24 Nov 2026 06:00:00 GMT"}
    outcome = ask(server, f"/later/{status}")[f"/later/{status}"]

    assert outcome.wait == seconds


def test_what_follows_a_packed_body_without_end_is_not_read(server):
    answer = ask(server, "/trailing", limit=1000)["/trailing"]

    assert answer.body == b"<rss/>"


def test_one_failure_ends_its_own_turn_only(server):
    outcomes = ask(server, "/status/500", "/feed", "/inside", "/moved")

    assert outcomes["/feed"].status == 200
    assert outcomes["/moved"].final_link.endswith("/feed")
    assert [path for path, one in outcomes.items() if isinstance(one, FetchError)] == [
        "/status/500",
        "/inside",
    ]


def test_robots_are_asked_once_and_obeyed(server):
    server.robots = "User-agent: *\nDisallow: /private/\n"
    outcomes = ask(server, "/private/a", "/open")

    assert type(outcomes["/private/a"]) is RobotsForbid
    assert outcomes["/open"].status == 200
    assert [path for _, path, _ in server.asked] == ["/robots.txt", "/open"]


def test_pause_that_a_host_asks_for_is_kept(server):
    server.robots = "User-agent: *\nCrawl-delay: 0.3\n"
    ask(server, "/a", "/b")
    first, second = (at for _, path, at in server.asked if path in ("/a", "/b"))

    assert second - first >= 0.3


def test_nobody_at_home_is_unreachable(server):
    reach = fetch.Reach(mapped={"example": 1}, timeout=2)
    [(_, outcome)] = fetch.answers([fetch.Request("http://ledger.example/")], reach=reach, user_agent="x")

    assert type(outcome) is Unreachable


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "0", "127.1", "2130706433", "0x7f.1", "10.0.0.1", "192.168.1.1",
     "169.254.169.254", "100.64.0.1", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]",
     "[fc00::1]", "[fec0::1]", "192.88.99.1", "192.0.0.8", "224.0.0.1"],
)  # fmt: skip
def test_no_socket_is_opened_to_an_address_inside(server, host):
    reach = fetch.Reach(timeout=2, pause=0)
    [(_, outcome)] = fetch.answers([fetch.Request(f"http://{host}:{server.port}/")], reach=reach, user_agent="x")

    assert isinstance(outcome, Forbidden | Unreachable)
    assert server.asked == []


def test_public_addresses_may_be_asked():
    addresses.check("93.184.216.34")
    addresses.check("2606:2800:220:1:248:1893:25c8:1946")


def test_leaving_early_ends_the_rest(server):
    reach = fetch.Reach(mapped={"example": server.port}, timeout=30, pause=0)
    requests = [fetch.Request("http://a.example/feed"), fetch.Request("http://b.example/drip")]
    started = time.monotonic()
    for _, outcome in fetch.answers(requests, reach=reach, user_agent="x"):
        assert outcome.status == 200
        break

    assert time.monotonic() - started < 5
