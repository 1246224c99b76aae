"""Addresses that know their delivery: the envelope sender of a letter (VERP), and the one that leaves by mail.

``b+TOKEN@bounces.example`` hears of the letter that it sent, ``u+TOKEN@bounces.example`` ends the subscription
that the letter came for. A token is 136 bits of a keyed hash over what it is for and the delivery's number, and
that number, masked by the hash: nobody can make one, turn one kind into the other, or count our letters with it.
It is base32, since the world lower-cases local parts, and 42 octets long with its prefix (RFC 5321 allows 64).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

BOUNCE, LEAVE = "b", "u"
MAC_OCTETS, NUMBER_OCTETS = 17, 8
_LOCAL = re.compile(r"(?P<kind>[a-z])\+(?P<token>[a-z2-7]{40})", re.IGNORECASE | re.ASCII)


def sender(secret: bytes, bounce_domain: str, delivery: int) -> str:
    """Return the envelope sender of the letter for ``delivery``: what comes back to it is about that letter."""
    return _address(secret, BOUNCE, bounce_domain, delivery)


def delivery_of(secret: bytes, address: str) -> int | None:
    """Return the delivery whose letter had ``address`` as its sender; None when we never made it."""
    return _number(secret, BOUNCE, address)


def leave_address(secret: bytes, bounce_domain: str, delivery: int) -> str:
    """Return the address to which any mail means: no more letters like that of ``delivery``."""
    return _address(secret, LEAVE, bounce_domain, delivery)


def leaving(secret: bytes, address: str) -> int | None:
    """Return the delivery whose subscription a mail to ``address`` ends; None when we never made it."""
    return _number(secret, LEAVE, address)


def _address(secret: bytes, kind: str, domain: str, number: int) -> str:
    mac = _mac(secret, kind, number)
    token = base64.b32encode(mac + _masked(secret, mac, number.to_bytes(NUMBER_OCTETS, "big")))
    return f"{kind}+{token.decode('ascii').lower()}@{domain}"


def _number(secret: bytes, kind: str, address: str) -> int | None:
    local = _LOCAL.fullmatch(address.rpartition("@")[0])
    if local is None or local["kind"].lower() != kind:
        return None
    token = base64.b32decode(local["token"].upper())
    mac, masked = token[:MAC_OCTETS], token[MAC_OCTETS:]
    number = int.from_bytes(_masked(secret, mac, masked), "big")
    return number if hmac.compare_digest(mac, _mac(secret, kind, number)) else None


def _mac(secret: bytes, kind: str, number: int) -> bytes:
    named = f"verp\0{kind}\0".encode() + number.to_bytes(NUMBER_OCTETS, "big")
    return hmac.digest(secret, named, hashlib.sha256)[:MAC_OCTETS]


def _masked(secret: bytes, mac: bytes, number: bytes) -> bytes:
    """Return ``number`` masked by the hash over it, or unmasked again: the same act twice."""
    mask = hmac.digest(secret, b"verp mask\0" + mac, hashlib.sha256)
    return bytes(one ^ other for one, other in zip(number, mask, strict=False))
