"""Who is asking: the visitor's own address behind our proxies, and nobody's word for it but theirs."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# As RFC 7239 6 writes a node, and proxies (Azure's, for one) write it here too: with a port, IPv6 in brackets.
NODE = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([0-9.]+))(?::\d{1,5})?")
HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT")


class Forwarded:
    """Puts the visitor's address into REMOTE_ADDR, and drops what strangers say in the proxies' headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer to the request as its real sender made it."""
        sender = request.META.get("REMOTE_ADDR", "")
        if trusted(sender):
            request.META["REMOTE_ADDR"] = visitor(sender, request.META.get("HTTP_X_FORWARDED_FOR", ""))
        else:
            for header in HEADERS:
                request.META.pop(header, None)
        return self.get_response(request)


def visitor(sender: str, forwarded: str) -> str:
    """Return the address nearest to us that is no proxy of ours: what stands before it, anybody may have written."""
    for hop in reversed([_without_port(one.strip()) for one in forwarded.split(",")]):
        if not trusted(sender) or _address(hop) is None:
            break
        sender = hop
    return sender


def _without_port(hop: str) -> str:
    """``1.2.3.4`` of ``1.2.3.4:5678``, ``2001:db8::1`` of ``[2001:db8::1]:443``; anything else as it is."""
    node = NODE.fullmatch(hop.strip('"'))
    return (node[1] or node[2]) if node else hop


def trusted(sender: str) -> bool:
    """Tell whether the address is one of our proxies'."""
    address = _address(sender)
    return address is not None and any(address in network for network in settings.TRUSTED_PROXIES)


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address, an IPv4 one that a socket for both writes as IPv6 as itself; None for anything else."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
