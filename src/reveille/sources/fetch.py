"""Fetch: one polite request after another to each host, many hosts at a time.

What it promises: no connection to an address inside our own network, checked at the socket for every hop; no answer
larger or slower than its limit; robots.txt is asked first and its pause kept; every failure is one of
core.errors.FetchError's kinds, and ends its own request only.
"""

from __future__ import annotations

import asyncio
import queue
import socket
import ssl
import threading
import zlib
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from protego import Protego

from reveille.core import links
from reveille.core.errors import (
    BadCertificate,
    FetchError,
    Gone,
    LinkError,
    Refused,
    RobotsForbid,
    ServerFailed,
    TooLarge,
    TooSlow,
    Unreachable,
)
from reveille.sources import addresses

FEED_BYTES, PAGE_BYTES, ROBOTS_BYTES = 10_000_000, 5_000_000, 500_000  # after decompression
HOPS = 5
AT_ONCE = 48
LONGEST_PAUSE = 10.0  # seconds of a robots.txt Crawl-delay that we keep; a longer one is a wish to be left alone
CHUNK = 65_536
ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, text/html, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True)
class Request:
    """A page or feed to ask for, and whose request it is."""

    link: str
    etag: str = ""
    last_modified: str = ""
    limit: int = PAGE_BYTES
    subject: Any = None


@dataclass(frozen=True)
class Answer:
    """What came: 200 with a body, or 304 (``not_modified``) without. ``redirected`` are the links passed on the way."""

    status: int
    body: bytes
    content_type: str
    final_link: str
    redirected: tuple[str, ...] = ()
    etag: str = ""
    last_modified: str = ""

    @property
    def not_modified(self) -> bool:
        """Return whether the feed is as it was when last asked."""
        return self.status == 304


@dataclass(frozen=True)
class Reach:
    """Whom we may speak to, and how patiently.

    ``mapped`` names host suffixes that are served on loopback, and at which port: the sample morning, and tests.
    Everything else must resolve to public addresses. ``ca`` is a PEM certificate to trust beside the system's.
    """

    mapped: Mapping[str, int] = field(default_factory=dict)
    ca: str = ""
    timeout: float = 25.0  # seconds for a whole answer
    pause: float = 1.0  # seconds between two requests to one host
    private: tuple[addresses.Network, ...] = ()  # networks that may be spoken to although they are not public


def answers(
    requests: Sequence[Request], *, reach: Reach, user_agent: str
) -> Iterator[tuple[Request, Answer | FetchError]]:
    """Yield each request with its answer or its failure, as they come. Leaving the loop early ends the rest."""
    arrived: queue.SimpleQueue[Any] = queue.SimpleQueue()
    end = object()
    running: dict[str, Any] = {}

    async def collect() -> None:
        running["loop"], running["task"] = asyncio.get_running_loop(), asyncio.current_task()
        async with Fetcher(reach, user_agent) as fetcher:
            async for one in fetcher.fetch_all(requests):
                arrived.put(one)

    def work() -> None:
        try:
            asyncio.run(collect())
        except asyncio.CancelledError:
            pass
        except Exception as error:  # noqa: BLE001 - carried over to the thread that asked
            arrived.put(error)
        finally:
            arrived.put(end)

    if not requests:
        return
    thread = threading.Thread(target=work, name="fetch", daemon=True)
    thread.start()
    try:
        while (one := arrived.get()) is not end:
            if isinstance(one, Exception):
                raise one
            yield one
    finally:
        if thread.is_alive() and "loop" in running and not running["loop"].is_closed():
            running["loop"].call_soon_threadsafe(running["task"].cancel)
        thread.join()


def answer(request: Request, *, reach: Reach, user_agent: str) -> Answer:
    """Return the answer to one request. Raises FetchError's kinds."""
    ((_, outcome),) = answers([request], reach=reach, user_agent=user_agent)
    if isinstance(outcome, FetchError):
        raise outcome
    return outcome


class Fetcher:
    """A session of requests: connections and robots.txt are kept for as long as it lasts."""

    def __init__(self, reach: Reach, user_agent: str) -> None:
        self.reach, self.user_agent = reach, user_agent
        self.robots: dict[str, Protego | FetchError | None] = {}
        self.session: aiohttp.ClientSession

    async def __aenter__(self) -> Fetcher:
        context = ssl.create_default_context()
        if self.reach.ca:
            context.load_verify_locations(cadata=self.reach.ca)
        connector = aiohttp.TCPConnector(
            ssl=context,
            resolver=_Resolver(self.reach.mapped),
            socket_factory=_socket_factory(frozenset(self.reach.mapped.values()), self.reach.private),
            limit=AT_ONCE,
            ttl_dns_cache=300,
        )
        self.session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"},
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=10),
            trust_env=False,  # a proxy of the environment would undo the check at the socket
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    async def fetch_all(self, requests: Sequence[Request]) -> AsyncIterator[tuple[Request, Answer | FetchError]]:
        """Yield each request with what came of it; one host is asked one thing at a time."""
        by_host: dict[str, list[Request]] = defaultdict(list)
        for request in requests:
            by_host[links.host(request.link)].append(request)
        done: asyncio.Queue[tuple[Request, Answer | FetchError]] = asyncio.Queue()
        gate = asyncio.Semaphore(AT_ONCE)
        tasks = [asyncio.create_task(self._one_host(queue_, done, gate)) for queue_ in by_host.values()]
        try:
            for _ in requests:
                yield await done.get()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _one_host(
        self,
        requests: list[Request],
        done: asyncio.Queue[tuple[Request, Answer | FetchError]],
        gate: asyncio.Semaphore,
    ) -> None:
        for place, request in enumerate(requests):
            async with gate:
                try:
                    outcome: Answer | FetchError = await self.fetch(request)
                except FetchError as error:
                    outcome = error
                except Exception as error:  # noqa: BLE001 - whatever a hostile server provokes ends its own turn
                    outcome = ServerFailed(request.link, f"{type(error).__name__}: {error}"[:200])
            await done.put((request, outcome))
            if place + 1 < len(requests):
                await asyncio.sleep(self._pause(request.link))

    async def fetch(self, request: Request) -> Answer:
        """Return the answer to one request, redirects followed. Raises FetchError's kinds."""
        try:
            async with asyncio.timeout(self.reach.timeout):
                await self._ask_robots(request.link)
                return await self._follow(request)
        except TimeoutError as error:
            raise TooSlow(request.link, f"more than {self.reach.timeout:g} seconds") from error

    async def _follow(self, request: Request) -> Answer:
        link = request.link
        passed: list[str] = []
        conditions = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        for _ in range(HOPS + 1):
            answer, onward = await self._once(link, headers, request.limit, tuple(passed))
            if answer:
                return answer
            passed.append(link)
            try:
                next_link = str(links.canonical(urljoin(link, onward)))
            except LinkError as error:
                raise ServerFailed(request.link, f"redirected to no page: {error.detail}") from error
            if links.host(next_link) != links.host(link):
                await self._ask_robots(next_link)
            link = next_link
        raise ServerFailed(request.link, f"more than {HOPS} redirects")

    async def _once(
        self, link: str, headers: Mapping[str, str], limit: int, passed: tuple[str, ...]
    ) -> tuple[Answer | None, str]:
        """One exchange: an answer, or where it sends us on to."""
        try:
            async with self.session.get(link, headers=headers, allow_redirects=False) as response:
                if response.status in (301, 302, 303, 307, 308) and response.headers.get("Location"):
                    return None, response.headers["Location"]
                _check_status(response, link)
                try:
                    body = b"" if response.status == 304 else await _body(response, limit, link)
                except BaseException:
                    _abort(response)
                    raise
                return (
                    Answer(
                        status=response.status,
                        body=body,
                        content_type=_ascii(response.headers.get("Content-Type", "")),
                        final_link=link,
                        redirected=passed,
                        etag=_ascii(response.headers.get("ETag", "")),
                        last_modified=_ascii(response.headers.get("Last-Modified", "")),
                    ),
                    "",
                )
        except (
            aiohttp.ClientConnectorCertificateError,
            aiohttp.ClientConnectorSSLError,
            ssl.SSLError,
        ) as error:
            raise BadCertificate(link, str(error)[:200]) from error
        except aiohttp.ClientConnectorError as error:
            raise Unreachable(link, str(error.os_error)[:200]) from error
        except (aiohttp.InvalidURL, ValueError) as error:
            raise Unreachable(link, "its address makes no sense") from error
        except aiohttp.ClientError as error:
            raise ServerFailed(link, f"{type(error).__name__}: {error}"[:200]) from error

    async def _ask_robots(self, link: str) -> None:
        rules = await self._rules(link)
        if isinstance(rules, FetchError):
            raise rules
        if rules is not None and not rules.can_fetch(link, self.user_agent):
            raise RobotsForbid(link)

    async def _rules(self, link: str) -> Protego | FetchError | None:
        """The host's robots.txt (RFC 9309): none is leave, an error of the server is "not now"."""
        root = urljoin(link, "/robots.txt")
        if root not in self.robots:
            try:
                answer = await self._follow_robots(root)
                self.robots[root] = Protego.parse(answer.body.decode("utf-8", "replace"))
            except Gone:
                self.robots[root] = None
            except Refused as error:  # RFC 9309: a 4xx means no rules; "too many requests" means not now
                self.robots[root] = RobotsForbid(link, error.detail) if "429" in error.detail else None
            except TooLarge:
                self.robots[root] = None
            except ServerFailed as error:
                self.robots[root] = RobotsForbid(link, f"its robots.txt could not be read: {error.detail}")
            except FetchError as error:
                self.robots[root] = error
        return self.robots[root]

    async def _follow_robots(self, root: str) -> Answer:
        link, passed = root, ()
        for _ in range(HOPS):
            answer, onward = await self._once(link, {}, ROBOTS_BYTES, passed)
            if answer:
                return answer
            try:
                link = str(links.canonical(urljoin(link, onward)))
            except LinkError as error:
                raise Gone(root, "redirected to no page") from error
        raise Gone(root, "redirected too often")

    def _pause(self, link: str) -> float:
        rules = self.robots.get(urljoin(link, "/robots.txt"))
        told = rules.crawl_delay(self.user_agent) if isinstance(rules, Protego) else None
        return min(LONGEST_PAUSE, max(self.reach.pause, float(told or 0)))


def _check_status(response: aiohttp.ClientResponse, link: str) -> None:
    status = response.status
    if status in (200, 203, 304):
        return
    if status in (404, 410):
        raise Gone(link, f"HTTP {status}")
    if status in (401, 402, 403, 406, 429, 451):
        wait = _ascii(response.headers.get("Retry-After", ""))
        raise Refused(link, f"HTTP {status}{f', try again after {wait[:40]}' if wait else ''}")
    raise ServerFailed(link, f"HTTP {status}")


def _ascii(value: str) -> str:
    """A header's value as it can be stored: what is no ASCII in it is nobody's meaning."""
    return value.encode("ascii", "replace").decode()


def _abort(response: aiohttp.ClientResponse) -> None:
    """Leave a conversation at once: a polite end of TLS waits for the very server that will not end."""
    transport = response.connection.transport if response.connection else None
    if transport:
        transport.abort()


async def _body(response: aiohttp.ClientResponse, limit: int, link: str) -> bytes:
    """The body, unpacked here and never beyond the limit, so that a small bomb stays small."""
    declared = response.headers.get("Content-Length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise TooLarge(link, f"{declared} bytes; we take {limit}")
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise ServerFailed(link, f"packed as {packed[:20]!r}, which we did not ask for")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed not in ("", "identity") else None
    received = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK):
        try:
            received += unpacker.decompress(chunk, limit + 1 - len(received)) if unpacker else chunk
        except zlib.error as error:
            raise ServerFailed(link, f"badly packed: {error}") from error
        if len(received) > limit:
            raise TooLarge(link, f"more than {limit} bytes")
        if unpacker and unpacker.unused_data:  # what follows a packed body is none, and zlib would keep all of it
            _abort(response)
            break
    return bytes(received)


def _mapped_port(host: str, mapped: Mapping[str, int]) -> int | None:
    for suffix, port in mapped.items():
        if host == suffix or host.endswith(f".{suffix}"):
            return port
    return None


class _Resolver(AbstractResolver):
    """Names to addresses: mapped hosts to loopback, all others to the public addresses that they have."""

    def __init__(self, mapped: Mapping[str, int]) -> None:
        self.mapped, self.system = mapped, aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        mapped = _mapped_port(host, self.mapped)
        if mapped is not None:
            return [
                ResolveResult(hostname=host, host="127.0.0.1", port=mapped, family=socket.AF_INET, proto=0, flags=0)
            ]
        return await self.system.resolve(host, port, family)

    async def close(self) -> None:
        await self.system.close()


def _socket_factory(
    mapped_ports: frozenset[int], private: tuple[addresses.Network, ...]
) -> Callable[[Any], socket.socket]:
    """The check at the socket: whatever name, literal or redirect led here, this is the address that is spoken to."""

    def make(info: Any) -> socket.socket:
        family, kind, proto, _, address = info
        if not (address[0] == "127.0.0.1" and address[1] in mapped_ports):
            addresses.check(address[0], private)
        return socket.socket(family=family, type=kind, proto=proto)

    return make
