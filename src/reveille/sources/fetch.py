"""Fetch: one polite request after another to each host, many hosts at a time.

What it promises: no connection to an address inside our own network, checked at the socket for every hop; no answer
larger or slower than its limit; robots.txt is asked first and its pause kept; every failure is one of
core.errors.FetchError's kinds, and ends its own request only.
"""

from __future__ import annotations

import asyncio
import queue
import ssl
import threading
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import aiohttp

from reveille.core import links
from reveille.core.errors import (
    BadCertificate,
    FetchError,
    Gone,
    LinkError,
    ServerFailed,
    TooSlow,
    Unreachable,
)
from reveille.sources import addresses, responses, robots, sockets

FEED_BYTES, PAGE_BYTES, ROBOTS_BYTES = 10_000_000, 5_000_000, 500_000  # after decompression
HOPS = 5
AT_ONCE = 48
LONGEST_PAUSE = 10.0  # seconds of a robots.txt Crawl-delay that we keep; a longer one is a wish to be left alone
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
    """What came: 200 with a body, or 304 (``not_modified``) without."""

    status: int
    body: bytes
    content_type: str
    final_link: str
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
        self.robots = robots.Robots(user_agent, self._robots)
        self.session: aiohttp.ClientSession

    async def __aenter__(self) -> Fetcher:
        context = ssl.create_default_context()
        if self.reach.ca:
            context.load_verify_locations(cadata=self.reach.ca)
        connector = aiohttp.TCPConnector(
            ssl=context,
            resolver=sockets.Resolver(self.reach.mapped),
            socket_factory=sockets.factory(frozenset(self.reach.mapped.values()), self.reach.private),
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
                await self.robots.check(request.link)
                return await self._follow(request)
        except TimeoutError as error:
            raise TooSlow(request.link, f"more than {self.reach.timeout:g} seconds") from error

    async def _follow(self, request: Request) -> Answer:
        link = request.link
        conditions = {"If-None-Match": request.etag, "If-Modified-Since": request.last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        for _ in range(HOPS + 1):
            answer, onward = await self._once(link, headers, request.limit)
            if answer:
                return answer
            try:
                next_link = str(links.canonical(urljoin(link, onward)))
            except LinkError as error:
                raise ServerFailed(request.link, f"redirected to no page: {error.detail}") from error
            if links.host(next_link) != links.host(link):
                await self.robots.check(next_link)
            link = next_link
        raise ServerFailed(request.link, f"more than {HOPS} redirects")

    async def _once(self, link: str, headers: Mapping[str, str], limit: int) -> tuple[Answer | None, str]:
        """One exchange: an answer, or where it sends us on to. What the library raises becomes FetchError's kinds."""
        try:
            async with self.session.get(link, headers=headers, allow_redirects=False) as response:
                return await _taken(response, link, limit)
        except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError, ssl.SSLError) as error:
            raise BadCertificate(link, str(error)[:200]) from error
        except aiohttp.ClientConnectorError as error:
            raise Unreachable(link, str(error.os_error)[:200]) from error
        except (aiohttp.InvalidURL, ValueError) as error:
            raise Unreachable(link, "its address makes no sense") from error
        except aiohttp.ClientError as error:
            raise ServerFailed(link, f"{type(error).__name__}: {error}"[:200]) from error

    async def _robots(self, root: str) -> bytes:
        """A robots.txt, redirects followed."""
        link = root
        for _ in range(HOPS):
            answer, onward = await self._once(link, {}, ROBOTS_BYTES)
            if answer:
                return answer.body
            try:
                link = str(links.canonical(urljoin(link, onward)))
            except LinkError as error:
                raise Gone(root, "redirected to no page") from error
        raise Gone(root, "redirected too often")

    def _pause(self, link: str) -> float:
        return min(LONGEST_PAUSE, max(self.reach.pause, self.robots.pause(link)))


async def _taken(response: aiohttp.ClientResponse, link: str, limit: int) -> tuple[Answer | None, str]:
    """What a response gives: an answer, or where it sends us on to."""
    if response.status in (301, 302, 303, 307, 308) and response.headers.get("Location"):
        return None, response.headers["Location"]
    responses.check_status(response, link)
    try:
        body = b"" if response.status == 304 else await responses.body(response, limit, link)
    except BaseException:
        responses.abort(response)
        raise
    answer = Answer(
        status=response.status,
        body=body,
        content_type=responses.ascii_of(response.headers.get("Content-Type", "")),
        final_link=link,
        etag=responses.ascii_of(response.headers.get("ETag", "")),
        last_modified=responses.ascii_of(response.headers.get("Last-Modified", "")),
    )
    return answer, ""
