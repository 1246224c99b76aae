"""Whom a request may reach: names are resolved here, and every address is checked at its socket.

Whatever name, literal or redirect led here, this is the address that is spoken to. Mapped hosts are on loopback.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from reveille.sources import addresses


def _mapped_port(host: str, mapped: Mapping[str, int]) -> int | None:
    for suffix, port in mapped.items():
        if host == suffix or host.endswith(f".{suffix}"):
            return port
    return None


class Resolver(AbstractResolver):
    """Names to addresses: mapped hosts to loopback, all others to the public addresses that they have."""

    def __init__(self, mapped: Mapping[str, int]) -> None:
        self.mapped, self.system = mapped, aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return where a host is: at its mapped port, or where the system says."""
        mapped = _mapped_port(host, self.mapped)
        if mapped is not None:
            return [
                ResolveResult(hostname=host, host="127.0.0.1", port=mapped, family=socket.AF_INET, proto=0, flags=0)
            ]
        return await self.system.resolve(host, port, family)

    async def close(self) -> None:
        """End the system's resolver."""
        await self.system.close()


def factory(mapped_ports: frozenset[int], private: tuple[addresses.Network, ...]) -> Callable[[Any], socket.socket]:
    """Return what makes sockets to public addresses, to ``private`` networks and to mapped ports; else Forbidden."""

    def make(info: Any) -> socket.socket:
        family, kind, proto, _, address = info
        if not (address[0] == "127.0.0.1" and address[1] in mapped_ports):
            addresses.check(address[0], private)
        return socket.socket(family=family, type=kind, proto=proto)

    return make
