"""B10 and B11: where links lead, and whether they say so; H15, for a link that names the subscriber."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import html as markup

from reveille.core import links as addresses
from reveille.core.lint import documents, reading
from reveille.core.lint.findings import FAIL, REMARK, WARN, Context, Finding, betrays

SHORTENERS = frozenset((
    "bit.ly", "t.co", "tinyurl.com", "goo.gl", "ow.ly", "is.gd", "buff.ly", "lnkd.in", "rebrand.ly", "cutt.ly", "t.ly",
    "rb.gy", "shorturl.at", "tiny.cc", "dlvr.it", "fb.me", "youtu.be", "amzn.to", "j.mp", "soo.gd", "s.id", "v.gd",
    "trib.al", "ift.tt",
))  # fmt: skip
_LOOKS_LIKE_LINK = re.compile(r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,24})(?:[/?#:]\S*)?", re.IGNORECASE)


def check(seen: documents.Seen, context: Context) -> Iterator[Finding]:
    """Yield links that lead where they should not, or elsewhere than they read."""
    site = urlsplit(context.site)
    told_home = False
    for one in seen.elements:
        if one.tag not in ("a", "area") or one.get("href") is None:
            continue
        href, where = one.get("href").strip(), documents.where(one)
        parts = _parts(href)
        if href.startswith("#"):
            continue
        if href.startswith("mailto:"):
            if not context.ours("https://" + href[7:].partition("?")[0].rpartition("@")[2]):
                yield Finding("B10", FAIL, where, f"it writes to a stranger: {href[:80]}", "only our own addresses")
            continue
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            yield Finding("B10", FAIL, where, f"no absolute link: {href[:80]}", "write its whole https address")
            continue
        if how := betrays(href, seen.letter.readers):
            yield Finding("H15", FAIL, where, f"the link names the subscriber: {how}", "use an opaque token")
        if not context.ours(href):
            yield from _outward(one, href, parts.hostname, where, context)
        elif context.rehearsal and parts.scheme == "http" and parts.hostname == site.hostname:
            if not told_home:
                told_home = True
                yield Finding("B10", REMARK, context.site, "a site for this machine only", "set REVEILLE_SITE_URL")
        else:
            yield from _inward(one, href, parts, where, context)


def _inward(one: markup.HtmlElement, href: str, parts: SplitResult, where: str, context: Context) -> Iterator[Finding]:
    if parts.scheme == "http":
        yield Finding("B10", FAIL, where, f"http to our own site: {href[:80]}", "serve it over https")
    if _another_inside(href):
        yield Finding("B11", FAIL, where, "the target stands in the link: an open redirect", "link straight")
    yield from _honest(one, parts.hostname or "", where, context)


def _outward(one: markup.HtmlElement, href: str, host: str, where: str, context: Context) -> Iterator[Finding]:
    if _is_address(host):
        yield Finding("B10", FAIL, where, f"an address instead of a host: {host}", "filters take it for a trap")
    elif host in SHORTENERS:
        yield Finding("B10", FAIL, where, f"a shortener: {host}", "link straight")
    elif context.outlets and not addresses.belongs(href, context.outlets):
        yield Finding(
            "B10", FAIL, where, f"{host} is no host of an outlet", "add it to the outlet's record, or leave the link"
        )
    elif href.startswith("http:"):
        severity = REMARK if not context.outlets or addresses.belongs(href, context.plain_http) else WARN
        yield Finding("B10", severity, where, f"http: {href[:80]}", "https, where the outlet offers it")
    yield from _honest(one, host, where, context)


def _honest(one: markup.HtmlElement, host: str, where: str, context: Context) -> Iterator[Finding]:
    words = reading.words(one)
    match = _LOOKS_LIKE_LINK.fullmatch(words)
    if match and "@" not in match.group() and not _same_site(match.group(1).lower(), host):
        severity = WARN if words in context.headlines else FAIL  # an outlet may write "Example.com" over its story
        yield Finding("B10", severity, where, f"it reads {match.group(1)} and leads to {host}", "say where it leads")


def _same_site(shown: str, host: str) -> bool:
    return shown == host or host.endswith(f".{shown}") or shown.removeprefix("www.") == host.removeprefix("www.")


def _another_inside(href: str) -> bool:
    parts = urlsplit(href)
    return bool(re.search(r"https?:/|=//|^/+[^/]*//", unquote(unquote(f"{parts.path}?{parts.query}"))))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return bool(re.fullmatch(r"(?:\d+|0x[0-9a-f]+)(?:\.(?:\d+|0x[0-9a-f]+)){0,3}", host))
    return True


def _parts(href: str) -> SplitResult | None:
    try:
        return urlsplit(href)
    except ValueError:
        return None
