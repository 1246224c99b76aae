"""Addresses that know their delivery: the envelope sender of a letter (VERP), and the one that leaves by mail.

``b+TOKEN@bounces.example`` hears of the letter that it sent, ``u+TOKEN@bounces.example`` ends the subscription
that the letter came for; a letter's Message-ID names its delivery as well. A token is 136 bits of a keyed hash over
what it is for and the delivery's number, and that number, masked by the hash: nobody can make one, turn one kind into
the other, or count our letters with it. In an address it is base32, since the world lower-cases local parts, and 42
octets long with its prefix (RFC 5321 allows 64); in a Message-ID it is hexadecimal.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import re

BOUNCE, LEAVE, LETTER = "b", "u", "m"
MAC_OCTETS, NUMBER_OCTETS = 17, 8
_LOCAL = re.compile(r"(?P<kind>[a-z])\+(?P<token>[a-z2-7]{40})", re.IGNORECASE | re.ASCII)
_MESSAGE_ID = re.compile(r"<?(?P<token>[0-9a-f]{50})@[A-Za-z0-9.-]{1,253}>?")


def sender(secret: bytes, bounce_domain: str, delivery: int) -> str:
    """Return the envelope sender of the letter for ``delivery``: what comes back to it is about that letter."""
    return _address(secret, BOUNCE, bounce_domain, delivery)


def delivery_of(secret: bytes, address: str) -> int | None:
    """Return the delivery whose letter had ``address`` as its sender; None when we never made it."""
    return _in_address(secret, BOUNCE, address)


def leave_address(secret: bytes, bounce_domain: str, delivery: int) -> str:
    """Return the address to which any mail means: no more letters like that of ``delivery``."""
    return _address(secret, LEAVE, bounce_domain, delivery)


def leaving(secret: bytes, address: str) -> int | None:
    """Return the delivery whose subscription a mail to ``address`` ends; None when we never made it."""
    return _in_address(secret, LEAVE, address)


def message_id(secret: bytes, domain: str, delivery: int) -> str:
    """Return the Message-ID of the letter for ``delivery``, the same for every copy of it."""
    return f"<{_token(secret, LETTER, delivery).hex()}@{domain}>"


def bearing(secret: bytes, message_id: str) -> int | None:
    """Return the delivery whose letter bears this Message-ID; None when we never made it."""
    found = _MESSAGE_ID.fullmatch(message_id)
    return _number(secret, LETTER, bytes.fromhex(found["token"])) if found else None


def _address(secret: bytes, kind: str, domain: str, number: int) -> str:
    token = base64.b32encode(_token(secret, kind, number))
    return f"{kind}+{token.decode('ascii').lower()}@{domain}"


def _in_address(secret: bytes, kind: str, address: str) -> int | None:
    local = _LOCAL.fullmatch(address.rpartition("@")[0])
    if local is None or local["kind"].lower() != kind:
        return None
    return _number(secret, kind, base64.b32decode(local["token"].upper()))


def _token(secret: bytes, kind: str, number: int) -> bytes:
    mac = _keyed(secret, kind, number.to_bytes(NUMBER_OCTETS, "big"), MAC_OCTETS)
    return mac + (number ^ _mask(secret, mac)).to_bytes(NUMBER_OCTETS, "big")


def _number(secret: bytes, kind: str, token: bytes) -> int | None:
    mac, masked = token[:MAC_OCTETS], token[MAC_OCTETS:]
    number = int.from_bytes(masked, "big") ^ _mask(secret, mac)
    wanted = _keyed(secret, kind, number.to_bytes(NUMBER_OCTETS, "big"), MAC_OCTETS)
    return number if hmac.compare_digest(mac, wanted) else None


def _mask(secret: bytes, mac: bytes) -> int:
    return int.from_bytes(_keyed(secret, "mask", mac, NUMBER_OCTETS), "big")


def _keyed(secret: bytes, purpose: str, data: bytes, octets: int) -> bytes:
    """Return a keyed hash (BLAKE2, RFC 7693): three are made for each letter, and HMAC takes four times as long."""
    return hashlib.blake2b(data, digest_size=octets, key=_key(secret), person=f"verp {purpose}".encode()).digest()


@functools.lru_cache(maxsize=8)
def _key(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()
