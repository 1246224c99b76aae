"""Which addresses a stranger may send us to: public ones only.

Refused are loopback, private and link-local networks, carrier-grade NAT, multicast, reserved and unspecified
addresses, and IPv6 forms that carry one of them inside (mapped, 6to4, Teredo, NAT64).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from reveille.core.errors import Forbidden

NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
# What Python calls global and is not for us: site-local (RFC 3879), 6to4 relays (RFC 7526), IANA's own, documentation.
NOT_FOR_US = tuple(
    ipaddress.ip_network(net) for net in ("fec0::/10", "192.88.99.0/24", "192.0.0.0/24", "3fff::/20", "2001:db8::/32")
)
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def check(address: str, private: tuple[Network, ...] = ()) -> None:
    """Raise Forbidden unless ``address`` (a literal, perhaps with a zone) is public, or in one of ``private``."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError as error:
        raise Forbidden(address, "it is no address") from error
    if any(found in network for network in private if network.version == found.version):
        return
    for one in _inside(found):
        ours = any(one in network for network in NOT_FOR_US if network.version == one.version)
        if ours or not one.is_global or one.is_multicast or one.is_reserved or one.is_unspecified:
            raise Forbidden(str(found), "only public addresses are asked")


def _inside(address: Address) -> Iterator[Address]:
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            yield address.ipv4_mapped
        if address.sixtofour:
            yield address.sixtofour
        if address.teredo:
            yield from address.teredo
        if any(address in network for network in NAT64):
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if int(address) >> 32 == 0:  # the old "compatible" form ::a.b.c.d
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
