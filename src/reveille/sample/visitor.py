"""A visitor who signs up as people do: the form, the mail, the button. Only HTTP and a mailbox, no knowledge inside."""

from __future__ import annotations

import email
import email.policy
import re
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path

PATIENCE = 30  # seconds for a letter


class _Form(HTMLParser):
    """The first form whose action matches, with the values its fields come with."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.wanted, self.inside, self.done = action, False, False
        self.action, self.values, self.select = "", dict[str, str](), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {key: value or "" for key, value in attrs}
        if tag == "form" and not self.done and self.wanted in at.get("action", ""):
            self.inside, self.action = True, at["action"]
        elif (
            self.inside and tag == "input" and at.get("name") and at.get("type") not in ("checkbox", "radio", "submit")
        ):
            self.values[at["name"]] = at.get("value", "")
        elif self.inside and tag == "input" and at.get("name") and "checked" in at:
            self.values[at["name"]] = at.get("value", "on")
        elif self.inside and tag == "select":
            self.select = at.get("name", "")
        elif self.inside and tag == "option" and self.select and ("selected" in at or self.select not in self.values):
            self.values[self.select] = at.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.inside:
            self.inside, self.done = False, True
        if tag == "select":
            self.select = ""


class Visitor:
    """A browser without a screen: cookies, pages and forms."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def get(self, address: str) -> str:
        """Return the page at ``address``."""
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.site, address)))  # noqa: S310 - our own site

    def press(self, page: str, at: str, action: str, **typed: str) -> str:
        """Fill the form whose action holds ``action`` with what was ``typed``, press its button, return the answer."""
        form = _Form(action)
        form.feed(page)
        if not form.done:
            raise LookupError(f"no form for {action!r} on {at}")
        data = urllib.parse.urlencode({**form.values, **typed}).encode()
        target = urllib.parse.urljoin(urllib.parse.urljoin(self.site, at), form.action)
        headers = {"Referer": urllib.parse.urljoin(self.site, at), "Origin": self.site}
        return self._open(urllib.request.Request(target, data, headers))  # noqa: S310 - our own site

    def _open(self, request: urllib.request.Request) -> str:
        with self.opener.open(request, timeout=30) as answer:
            return str(answer.read().decode())


def sign_up(
    site: str,
    address: str,
    *,
    minute: int,
    zone: str,
    letters: Callable[[], Iterable[Path]],
    pause: Callable[[float], object],
) -> str:
    """Sign ``address`` up on ``site`` and press the button in the mail; return the heading of the last page.

    ``letters`` lists the letters that have arrived; ``pause`` lets time pass, as a person does who types.
    """
    visitor = Visitor(site)
    front = visitor.get("/")
    pause(20)
    before = set(letters())
    visitor.press(front, "/", "/subscribe", email=address, time="{:02}:{:02}".format(*divmod(minute, 60)), zone=zone)
    arrived = _arrived(letters, before, address)
    link = _confirmation(arrived, site)
    pause(60)
    page = visitor.press(visitor.get(link), link, "/confirm/")
    _arrived(letters, {*before, arrived}, address)  # the welcome
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    return re.sub(r"<[^>]+>", "", heading.group(1)).strip() if heading else ""


def _arrived(letters: Callable[[], Iterable[Path]], before: set[Path], address: str) -> Path:
    """Wait for the one letter that is not among those ``before``, as a person looks into a mailbox."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        new = [path for path in letters() if path not in before]
        if len(new) == 1:
            return new[0]
        if new:
            raise LookupError(f"one letter should have come to {address}, {len(new)} did")
        time.sleep(0.05)
    raise LookupError(f"one letter should have come to {address}, none did in {PATIENCE} seconds")


def _confirmation(letter: Path, site: str) -> str:
    message = email.message_from_bytes(letter.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    found = re.search(re.escape(site) + r"/confirm/\S+", body.get_content() if body else "")
    if not found:
        raise LookupError(f"no confirmation link in {letter}")
    return found.group()
