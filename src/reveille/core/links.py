"""Links: one form for each, so that one page is one article.

Promises: what ``canonical`` gives is absolute, http or https, pure ASCII, without credentials, fragment or
tracking, and giving it back to ``canonical`` changes nothing. Whether the address may be spoken to is not
asked here but at the socket (``sources.fetch``).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterable
from typing import Final, NewType
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from reveille.core.errors import LinkError

FoundLink = NewType("FoundLink", str)
"""A link as it stood in a feed, a page or a form: any text at all."""

Link = NewType("Link", str)
"""A link that ``canonical`` gave."""

MAX_LENGTH: Final = 2_000
"""Characters. RFC 9110 section 4.1 asks for 8,000; indexes of databases and mail programs end near 2,000."""

TRACKING_PREFIXES: Final = (
    "utm_",  # Urchin, now Google Analytics: support.google.com/analytics/answer/10917952
    "at_",  # Piano (AT Internet) campaign parameters, as the BBC's feeds carry them
    "mtm_",  # Matomo: matomo.org/faq/reports/what-is-campaign-tracking
    "pk_",  # Matomo under its old name, Piwik
    "piwik_",  # the same
    "hsa_",  # HubSpot ads
    "_hs",  # HubSpot: _hsenc, _hsmi
    "vero_",  # Vero
    "oly_",  # Omeda Olytics
)
TRACKING: Final = frozenset(
    {
        "fbclid",  # Facebook
        "gclid",  # Google Ads
        "gclsrc",  # Google Ads
        "dclid",  # Google Display
        "gbraid",  # Google Ads, from iOS
        "wbraid",  # Google Ads, from iOS
        "gad_source",  # Google Ads
        "_ga",  # Google Analytics, across domains
        "_gl",  # Google Analytics, across domains
        "msclkid",  # Microsoft Advertising
        "twclid",  # Twitter
        "ttclid",  # TikTok
        "li_fat_id",  # LinkedIn
        "igshid",  # Instagram
        "igsh",  # Instagram
        "yclid",  # Yandex Direct
        "ysclid",  # Yandex Search
        "_openstat",  # Openstat
        "mc_cid",  # Mailchimp campaign
        "mc_eid",  # Mailchimp, names the receiver
        "mkt_tok",  # Marketo, names the receiver
        "__s",  # Drip, names the receiver
        "ml_subscriber",  # MailerLite, names the receiver
        "ml_subscriber_hash",  # MailerLite
        "s_cid",  # Adobe Analytics
        "wt_mc",  # Webtrekk, now Mapp
        "wt.mc_id",  # Webtrends
        "ncid",  # AOL and Yahoo newsletters
        "ocid",  # MSN
        "cmpid",  # campaign of Bloomberg and others
        "ns_mchannel",  # Comscore
        "ns_source",  # Comscore
        "ns_campaign",  # Comscore
        "ns_linkname",  # Comscore
        "ftag",  # CBS Interactive feeds
        "__twitter_impression",  # Twitter's copies of AMP pages
    }
)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMERIC = re.compile(r"\d+|0x[0-9a-f]*")
EDITION = 3  # letters of a host's first name that says no more than whose edition it is
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_USERINFO = re.compile(r"//[^/?#]*@")
_PATH_SAFE: Final = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE: Final = _PATH_SAFE + "?[]|"


def canonical(found: str, base: str = "") -> Link:
    """The one form of ``found``, read relative to ``base`` (an absolute link, or nothing).

    Raises LinkError for whatever is no absolute http(s) link, carries credentials or control characters.
    """
    text = found.strip(" \t\r\n\f")
    if not text:
        raise LinkError(shown(found), "empty")
    if _CONTROL.search(text) or _LONE_SURROGATE.search(text):
        raise LinkError(shown(found), "control characters")
    try:
        parts = urlsplit(urljoin(base.strip(), text) if base.strip() else text)
        link = _assembled(parts, _port(parts))
    except ValueError as error:  # urlsplit on brackets, ports and letters that NFKC turns into marks
        raise LinkError(shown(found), str(error)) from error
    if len(link) > MAX_LENGTH:
        raise LinkError(shown(found), f"over {MAX_LENGTH} characters")
    return Link(link)


def host(link: str) -> str:
    """The host of a canonical link in lower case, without its port; IPv6 without brackets."""
    return urlsplit(link).hostname or ""


def belongs(link: str, hosts: Collection[str]) -> bool:
    """Whether the link's host is one of ``hosts`` or a subdomain of one of them; what is no link belongs to nobody."""
    try:
        name = host(link)
    except ValueError:  # urlsplit on brackets
        return False
    return bool(name) and any(name == one or name.endswith("." + one) for one in map(_plain, hosts) if one)


def is_front(link: str) -> bool:
    """Whether a canonical link is that of a site's front page, where an article that is no more often leads."""
    parts = urlsplit(link)
    return parts.path == "/" and not parts.query


def departments(link: str) -> tuple[str, ...]:
    """The parts of its paper that an outlet files a link under: ``("sport", "northern ireland")``, without its slug.

    ``https://news.example/sport/northern-ireland/57876438`` says it in folders, ``/news/world-europe-57876982`` in the
    beginning of its last name, ``https://money.example.com/…`` in its host; a host of three letters or less is an
    edition's ("uk.news.example").
    """
    host = urlsplit(link).netloc.partition(".")[0]
    return _in_words([*([host] if len(host) > EDITION else []), *_named_in_path(link)])


def filings(link: str) -> tuple[str, ...]:
    """The same as the path alone says it, as folders are named and in words: a host may be the paper's own name."""
    named = _named_in_path(link)
    return tuple(dict.fromkeys((*(name.casefold() for name in named), *_in_words(named))))


def _named_in_path(link: str) -> list[str]:
    *names, own = urlsplit(link).path.split("/")
    last = re.fullmatch(r"([a-z]+(?:-[a-z]+){0,2})-\d{5,}", own)
    return [*filter(None, names), *([last[1]] if last else [])]


def is_this_machine(host: str | None) -> bool:
    """Return whether what is said to a host, a name or an address, stays on this machine."""
    try:
        return ipaddress.ip_address((host or "").strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _in_words(names: Iterable[str]) -> tuple[str, ...]:
    words = [re.split(r"[-_+]", name.lower()) for name in names]
    return tuple(" ".join(name) for name in words if len(name) <= 3 and all(word.isalpha() for word in name))


def shown(found: str) -> str:
    """``found`` as an error or a log may show it: one line, no credentials, at most 200 characters."""
    return _USERINFO.sub("//", _LONE_SURROGATE.sub("�", _CONTROL.sub(" ", found))).strip()[:200]


def _assembled(parts: SplitResult, port: str) -> str:
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise ValueError("not http or https")
    if "@" in parts.netloc:
        raise ValueError("credentials in the link")
    if "\\" in parts.netloc + parts.path:
        raise ValueError("a backslash")
    query = _without_tracking(_encoded(parts.query, _QUERY_SAFE))
    path = _encoded(_without_dots(parts.path), _PATH_SAFE) or "/"
    return f"{scheme}://{_host(parts.hostname or '')}{port}{path}{'?' + query if query else ''}"


def _port(parts: SplitResult) -> str:
    usual = {"http": 80, "https": 443}.get(parts.scheme.lower())
    if parts.port == 0:
        raise ValueError("port 0")
    return "" if parts.port in (None, usual) else f":{parts.port}"


def _host(name: str) -> str:
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name).compressed}]"
    name = _plain(name)
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError("no host" if not name else "not a host name")
    if _NUMERIC.fullmatch(labels[-1]):  # the WHATWG rule: ends in a number, so it must be an address
        return str(ipaddress.IPv4Address(name))
    return name


def _plain(name: str) -> str:
    name = name.strip().lower().rstrip(".")
    if name.isascii():
        return name
    try:
        return idna.encode(name, uts46=True).decode("ascii").rstrip(".")
    except idna.IDNAError as error:
        raise ValueError(f"not a host name: {error}") from error


def _without_dots(path: str) -> str:
    """RFC 3986 section 5.2.4 on an absolute path."""
    kept: list[str] = []
    steps = path.split("/")[1:]
    for step in steps:
        if step == "..":
            kept = kept[:-1]
        elif step != ".":
            kept.append(step)
    if steps and steps[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept) if steps else path


def _encoded(text: str, safe: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", text), safe=safe)


def _without_tracking(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not _tracks(pair))


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)
