"""Links: one spelling for each page, and whose page it is.

A link as found is what a feed or page says; a canonical link is what we keep and compare. ``canonical`` is idempotent
and lets through only http and https to a named host or a literal address, without credentials.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NewType
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

import idna

from reveille.core.errors import LinkError

FoundLink = NewType("FoundLink", str)
Link = NewType("Link", str)

LONGEST = 2000
# Parameters that say where a reader came from, and never which page it is.
TRACKING_PREFIXES = (
    "utm_",  # Google Analytics campaigns
    "at_",  # AT Internet, the BBC's and French outlets' feeds
    "mtm_",  # Matomo
    "pk_",  # Piwik
    "hsa_",  # HubSpot
)
TRACKING = frozenset(
    (
        "fbclid",  # Facebook
        "gclid", "dclid", "gbraid", "wbraid", "gad_source", "_ga", "_gl",  # Google
        "msclkid",  # Microsoft
        "yclid",  # Yandex
        "twclid",  # Twitter
        "ttclid",  # TikTok
        "igshid",  # Instagram
        "mc_cid", "mc_eid",  # Mailchimp
        "_hsenc", "_hsmi",  # HubSpot
        "vero_id",  # Vero
        "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee",  # comScore, the BBC's old feeds
        "xtor",  # AT Internet
        "cmpid", "ocid", "smid", "traffic_source",  # the campaign marks of Bloomberg, MSN and the BBC, NYT, Al Jazeera
    )
)  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")
_TRIMMED = "".join(map(chr, range(0x21)))
_UNSAFE_HOST = re.compile(r"[^a-z0-9._:\[\]-]")


def canonical(found: FoundLink | Link | str, base: str = "") -> Link:
    """Return the one spelling of a link, absolute by ``base`` when it is relative. Raises LinkError."""
    told = found.strip(_TRIMMED)
    if _CONTROL.search(told):
        told = re.sub(r"[\t\n\r]", "", told)  # as browsers do: WHATWG URL, 4.4
        if re.search(r"[\x00-\x1f\x7f-\x9f]", told):
            raise LinkError(_shown(found), "it has control characters")
    try:
        parts = urlsplit(urljoin(base, told) if base else told)
        port = parts.port
    except ValueError as error:
        raise LinkError(_shown(found), str(error)) from error
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise LinkError(_shown(found), f"{scheme or 'no'} scheme; only http and https lead to a page")
    if "@" in parts.netloc:
        raise LinkError(_shown(found), "it carries a name or a password")
    host_ = _host(parts.hostname or "", found)
    netloc = host_ if port in (None, {"http": 80, "https": 443}[scheme]) else f"{host_}:{port}"
    link = urlunsplit((scheme, netloc, _path(parts.path), _query(parts.query), ""))
    if len(link) > LONGEST:
        raise LinkError(_shown(found), f"longer than {LONGEST} characters")
    return Link(link)


def host(link: Link | str) -> str:
    """Return the link's host, lower case, without its port."""
    return urlsplit(link).hostname or ""


def belongs(link: Link | str, hosts: Iterable[str]) -> bool:
    """Return whether the link leads to one of ``hosts`` or to a subdomain of one."""
    name = host(link).removeprefix("www.")
    return any(name == (known := one.lower().removeprefix("www.")) or name.endswith(f".{known}") for one in hosts)


def prefer_https(link: Link) -> Link:
    """Return the link with https where it had http."""
    return Link(re.sub(r"^http://", "https://", link)) if not urlsplit(link).port else link


def _host(name: str, found: str) -> str:
    name = name.rstrip(".").lower()
    if not name:
        raise LinkError(_shown(found), "no host")
    if ":" in name:  # an IPv6 literal
        return f"[{name}]"
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True).decode()
        except idna.IDNAError as error:
            raise LinkError(_shown(found), f"its host is no name: {error}") from error
    if _UNSAFE_HOST.search(name) or ".." in name or len(name) > 253:
        raise LinkError(_shown(found), "its host is no name")
    return name


def _path(path: str) -> str:
    return quote(path or "/", safe="/%:@!$&'()*+,;=~-._")


def _query(query: str) -> str:
    if not query:
        return ""
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not _tracks(name.lower())]
    if len(kept) == len(parse_qsl(query, keep_blank_values=True)):
        return quote(query, safe="/%:@!$&'()*+,;=~-._?[]")  # untouched: some servers mind how it is written
    return urlencode(kept)


def _tracks(name: str) -> bool:
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _shown(found: str) -> str:
    return re.sub(r"//[^/@\s]*@", "//…@", found)[:200]
