"""Post: bodies to addresses that people named, behind the fetcher's guard. No redirect is followed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import aiohttp

from reveille.core import text
from reveille.core.errors import FetchError
from reveille.sources.fetch import Fetcher, Reach

READ = 300  # bytes of an answer


@dataclass(frozen=True)
class Post:
    """What goes where."""

    link: str
    body: bytes
    headers: Mapping[str, str]


def post(posts: Sequence[Post], *, reach: Reach, user_agent: str) -> list[tuple[int, str]]:
    """Return what was answered to each: the status and how the answer begins; 0 and why, where there was none."""
    return asyncio.run(_all(posts, reach, user_agent)) if posts else []


async def _all(posts: Sequence[Post], reach: Reach, user_agent: str) -> list[tuple[int, str]]:
    async with Fetcher(reach, user_agent) as fetcher:
        return list(await asyncio.gather(*(_one(fetcher.session, one, reach.timeout) for one in posts)))


async def _one(session: aiohttp.ClientSession, one: Post, patience: float) -> tuple[int, str]:
    try:
        async with (
            asyncio.timeout(patience),
            session.post(one.link, data=one.body, headers=one.headers, allow_redirects=False) as response,
        ):
            begins = await response.content.read(READ)
            if response.connection and response.connection.transport:
                response.connection.transport.abort()  # whatever more it says is not for us
            return response.status, " ".join(text.legible(begins.decode("utf-8", "replace")).split())
    except TimeoutError:
        return 0, f"no answer in {patience:g} seconds"
    except FetchError as error:
        return 0, str(error)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return 0, f"{type(error).__name__}: {error}"[:READ]
