"""What is taken of a response: a status that means something, headers that can be stored, a body within its limit."""

from __future__ import annotations

import zlib
from email.utils import parsedate_to_datetime

import aiohttp

from reveille.core.errors import Gone, Refused, ServerFailed, TooLarge

CHUNK = 65_536


def check_status(response: aiohttp.ClientResponse, link: str) -> None:
    """Raise Gone, Refused or ServerFailed unless there is an answer in it, or the feed is as it was."""
    status = response.status
    if status in (200, 203, 304):
        return
    if status in (404, 410):
        raise Gone(link, f"HTTP {status}")
    told = ascii_of(response.headers.get("Retry-After", ""))
    detail = f"HTTP {status}{f', try again after {told[:40]}' if told else ''}"
    kind = Refused if status in (401, 402, 403, 406, 429, 451) else ServerFailed
    raise kind(link, detail, wait=_seconds(told, response.headers.get("Date", "")))


def _seconds(told: str, date: str) -> float:
    """How long a Retry-After asks us to wait: a number of seconds, or a moment by the server's own clock."""
    if told.isdecimal():
        return float(told[:9])
    try:
        return max(0.0, (parsedate_to_datetime(told) - parsedate_to_datetime(date)).total_seconds())
    except (ValueError, TypeError):  # neither, or one with a zone and one without
        return 0.0


def ascii_of(value: str) -> str:
    """Return a header's value as it can be stored: what is no ASCII in it is nobody's meaning."""
    return value.encode("ascii", "replace").decode()


def abort(response: aiohttp.ClientResponse) -> None:
    """Leave a conversation at once: a polite end of TLS waits for the very server that will not end."""
    transport = response.connection.transport if response.connection else None
    if transport:
        transport.abort()


async def body(response: aiohttp.ClientResponse, limit: int, link: str) -> bytes:
    """Return the body, unpacked here and never beyond the limit, so that a small bomb stays small.

    Raises TooLarge and ServerFailed.
    """
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
            abort(response)
            break
    return bytes(received)
