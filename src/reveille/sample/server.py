"""The sample morning's press on loopback: HTTPS for every invented host, told apart by the Host header.

It carries what ``press`` answers and adds transport only: conditional GET, gzip, a feed that never ends.
The certificates come from an authority made for this one server; a client must trust ``ca_pem``.
"""

from __future__ import annotations

import asyncio
import gzip
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Any

import trustme
from aiohttp import web
from multidict import CIMultiDict

from reveille.sample import morning as mornings
from reveille.sample import newsstand, press, shapes
from reveille.sample.press import Printed

LOOPBACK = "127.0.0.1"
GOODBYE = 0.5  # seconds that a client has to close its side of TLS when the server stops
DRIP = 1.0  # seconds between two bytes of the feed that crawls


class _Connections:
    """How many connections are open; ``none`` is set while there is none."""

    def __init__(self) -> None:
        self.open, self.none = 0, asyncio.Event()
        self.none.set()

    def change(self, by: int) -> None:
        """One more, or one less."""
        self.open += by
        if self.open:
            self.none.clear()
        else:
            self.none.set()


class _Connection(asyncio.Protocol):
    """Hands everything on to aiohttp, and is counted until its socket is closed.

    aiohttp's own shutdown does not wait for TLS to say goodbye; a loop closed before that leaks the socket.
    """

    def __init__(self, connections: _Connections, server: Callable[[], Any] | None) -> None:
        assert server is not None
        self.connections, self.inner = connections, server()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.connections.change(+1)
        self.inner.connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.inner.connection_lost(error)
        self.connections.change(-1)

    def data_received(self, data: bytes) -> None:
        self.inner.data_received(data)

    def eof_received(self) -> bool | None:
        answer: bool | None = self.inner.eof_received()
        return answer

    def pause_writing(self) -> None:
        self.inner.pause_writing()

    def resume_writing(self) -> None:
        self.inner.resume_writing()


class SampleServer:
    """All outlets of a morning behind one port; a context manager that has stopped entirely when it is left.

    ``clock`` is asked at every request and gives an aware datetime: what is not out by then is not there.
    """

    def __init__(
        self,
        morning: shapes.Morning | None = None,
        *,
        base: date,
        clock: Callable[[], datetime],
        port: int = 0,
    ) -> None:
        self.stand = newsstand.on(morning or mornings.load(), base)
        self.clock, self.port, self.ca_pem = clock, port, b""
        self.hosts: tuple[str, ...] = tuple(self.stand.outlet_at)
        self._ready, self._failed = threading.Event(), list[BaseException]()
        self._thread = threading.Thread(target=self._run, name="sample-press", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None

    def __enter__(self) -> SampleServer:
        self._thread.start()
        self._ready.wait()
        if self._failed:
            self._thread.join()
            raise self._failed[0]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop is not None and self._stopping is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits in __enter__
            self._failed.append(error)
        finally:
            self._ready.set()

    async def _serve(self) -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        application = web.Application()
        application.router.add_get("/{path:.*}", self._answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=2, handle_signals=False)
        await runner.setup()
        connections = _Connections()
        try:
            server = await self._loop.create_server(
                lambda: _Connection(connections, runner.server),
                LOOPBACK,
                self.port,
                ssl=self._certified(),
                ssl_shutdown_timeout=GOODBYE,
            )
            self.port = int(server.sockets[0].getsockname()[1])
            self._ready.set()
            await self._stopping.wait()
            server.close()
        finally:
            await runner.cleanup()
            await connections.none.wait()

    def _certified(self) -> ssl.SSLContext:
        authority = trustme.CA()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*self.hosts).configure_cert(context)
        self.ca_pem = authority.cert_pem.bytes()
        return context

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        host = request.host.partition(":")[0]
        printed = press.answer(self.stand, host, request.raw_path, self.clock())
        headers = _headers(printed)
        if printed.crawls:
            return await self._crawl(request, printed)
        if printed.status == 200 and _is_known(request, printed):
            return web.Response(status=304, headers=headers)
        body = printed.body
        if "gzip" in request.headers.get("Accept-Encoding", "") and not printed.content_type.startswith("image/"):
            headers["Content-Encoding"] = "gzip"
            body = gzip.compress(body, mtime=0)
        headers["Content-Type"] = printed.content_type
        return web.Response(status=printed.status, headers=headers, body=body)

    async def _crawl(self, request: web.Request, printed: Printed) -> web.StreamResponse:
        """The feed's bytes, one a second, and then white space, until the server stops or nobody reads."""
        assert self._stopping is not None
        response = web.StreamResponse(headers={"Content-Type": printed.content_type})
        await response.prepare(request)
        sent = 0
        while not self._stopping.is_set() and request.transport is not None:
            await response.write(printed.body[sent : sent + 1] or b" ")
            sent += 1
            try:
                await asyncio.wait_for(self._stopping.wait(), DRIP)
            except TimeoutError:
                continue
        return response


def _headers(printed: Printed) -> CIMultiDict[str]:
    headers = CIMultiDict({"Vary": "Accept-Encoding"})
    if printed.status == 200:
        headers["ETag"] = printed.etag
        headers["Cache-Control"] = "max-age=0, must-revalidate"
    if printed.modified is not None:
        headers["Last-Modified"] = format_datetime(printed.modified.astimezone(UTC), usegmt=True)
    return headers


def _is_known(request: web.Request, printed: Printed) -> bool:
    """Whether the client has it already; an entity tag outweighs a date (RFC 9110, section 13.1.3)."""
    tags = request.if_none_match
    if tags is not None:
        return any(tag.value == "*" or f'"{tag.value}"' == printed.etag for tag in tags)
    since = request.if_modified_since
    return since is not None and printed.modified is not None and printed.modified <= since
