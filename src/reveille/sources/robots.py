"""What each host's robots.txt lets us ask for, and how long to wait in between; asked once in a session."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urljoin

from protego import Protego

from reveille.core.errors import FetchError, Gone, Refused, RobotsForbid, ServerFailed, TooLarge


class Robots:
    """The rules of the hosts that were asked (RFC 9309). ``ask`` fetches a robots.txt and raises FetchError's kinds."""

    def __init__(self, user_agent: str, ask: Callable[[str], Awaitable[bytes]]) -> None:
        self.user_agent, self.ask = user_agent, ask
        self.known: dict[str, Protego | FetchError | None] = {}

    async def check(self, link: str) -> None:
        """Raise RobotsForbid where the host does not let us ask for ``link``, or what kept us from hearing it."""
        rules = await self._rules(link)
        if isinstance(rules, FetchError):
            raise rules
        if rules is not None and not rules.can_fetch(link, self.user_agent):
            raise RobotsForbid(link)

    def pause(self, link: str) -> float:
        """Return the seconds that the host of ``link`` wishes between two requests, as far as is known; else 0."""
        rules = self.known.get(_root(link))
        return float((rules.crawl_delay(self.user_agent) if isinstance(rules, Protego) else None) or 0)

    async def _rules(self, link: str) -> Protego | FetchError | None:
        """The host's rules: none is leave, an error of the server is "not now"."""
        root = _root(link)
        if root not in self.known:
            self.known[root] = await self._asked(root, link)
        return self.known[root]

    async def _asked(self, root: str, link: str) -> Protego | FetchError | None:
        try:
            return Protego.parse((await self.ask(root)).decode("utf-8", "replace"))
        except (Gone, TooLarge):
            return None
        except Refused as error:  # RFC 9309: a 4xx means no rules; "too many requests" means not now
            return RobotsForbid(link, error.detail) if "429" in error.detail else None
        except ServerFailed as error:
            return RobotsForbid(link, f"its robots.txt could not be read: {error.detail}")
        except FetchError as error:
            return error


def _root(link: str) -> str:
    return urljoin(link, "/robots.txt")
