"""RSA signatures of eight texts at once, where library and processor can: multi-buffer cryptography by crypto_mb.

A processor with AVX-512 IFMA holds eight numbers in a register and works on all of them. Intel's Cryptography
Primitives Library (Apache-2.0) comes with the extra ``multibuffer``; without it, on another processor, or for another
kind of key there is no octet, and whoever signs goes on as before. PKCS #1 v1.5 has no chance in it (RFC 8017 8.2), so
both give the same bytes.

Each signature is held against the public key before anybody sees it, as OpenSSL does: one that was computed wrongly
gives the key away (Boneh, DeMillo and Lipton, 1997).
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
from collections.abc import Sequence
from importlib import metadata

from cryptography.hazmat.primitives.asymmetric import rsa

LANES = 8
BITS, EXPONENT = 2048, 65537

_OCTETS = BITS // 8
_WORDS = ctypes.c_char * (_OCTETS // 2)  # of a number of half the key's length, little-endian
_LIBRARY = ("ipp-crypto", "libcrypto_mb.so")
_ITS_NEEDS = tuple(("intel-cmplr-lib-rt", name) for name in ("libintlc.so.5", "libimf.so", "libirng.so", "libsvml.so"))
_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")  # DigestInfo (RFC 8017 9.2, note 1)
_PREFIX = b"\0\1" + b"\xff" * (_OCTETS - len(_SHA256) - hashlib.sha256().digest_size - 3) + b"\0" + _SHA256
_Lanes = ctypes.c_void_p * LANES


class Octet:
    """A key that signs up to eight texts at once. To be shared by threads."""

    def __init__(self, library: ctypes.CDLL, key: rsa.RSAPrivateKey) -> None:
        numbers = key.private_numbers()
        half = (numbers.p, numbers.q, numbers.dmp1, numbers.dmq1, numbers.iqmp)
        self._numbers = [_WORDS.from_buffer_copy(one.to_bytes(_OCTETS // 2, "little")) for one in half]
        self._modulus = ctypes.create_string_buffer(numbers.public_numbers.n.to_bytes(_OCTETS, "little"), _OCTETS)
        self._key = [_Lanes(*[ctypes.addressof(one)] * LANES) for one in self._numbers]
        self._public = _Lanes(*[ctypes.addressof(self._modulus)] * LANES)
        self._private_of, self._public_of = library.mbx_rsa_private_crt_mb8, library.mbx_rsa_public_mb8
        self._by_private, self._by_public = library.mbx_RSA2K_private_crt_Method(), library.mbx_RSA2K_pub65537_Method()
        self._room = max(library.mbx_RSA_Method_BufSize(one) for one in (self._by_private, self._by_public))

    def signatures(self, texts: Sequence[bytes]) -> list[bytes]:
        """Return the signature of each of at most eight texts (RSASSA-PKCS1-v1_5 with SHA-256).

        Raises ArithmeticError where one of them does not hold; then none is worth anything.
        """
        encoded = [_PREFIX + hashlib.sha256(text).digest() for text in texts]
        lanes = [*encoded, *[encoded[0]] * (LANES - len(encoded))]
        room = ctypes.create_string_buffer(self._room)
        sources = ctypes.create_string_buffer(b"".join(lanes), LANES * _OCTETS)
        signed, opened = (ctypes.create_string_buffer(LANES * _OCTETS) for _ in range(2))
        said = self._private_of(_each(sources), _each(signed), *self._key, BITS, self._by_private, room)
        said |= self._public_of(_each(signed), _each(opened), self._public, BITS, self._by_public, room)
        if said or opened.raw != sources.raw:
            raise ArithmeticError(f"a signature does not hold (crypto_mb says {said:#x})")
        return [signed.raw[start : start + _OCTETS] for start in range(0, len(encoded) * _OCTETS, _OCTETS)]


def octet(key: rsa.RSAPrivateKey) -> Octet | None:
    """Return what signs with ``key`` eight at a time, or None where that cannot be done here."""
    found = _library()
    numbers = key.private_numbers()
    usual = key.key_size == BITS and numbers.public_numbers.e == EXPONENT
    even = numbers.p.bit_length() == numbers.q.bit_length() == BITS // 2
    return Octet(found, key) if found is not None and usual and even else None


def here() -> bool:
    """Tell whether keys of the usual kind sign eight at a time on this machine."""
    return _library() is not None


def _each(numbers: ctypes.Array[ctypes.c_char]) -> ctypes.Array[ctypes.c_void_p]:
    """Return where each lane's number begins."""
    start = ctypes.addressof(numbers)
    return _Lanes(*range(start, start + LANES * _OCTETS, _OCTETS))


@functools.cache
def _library() -> ctypes.CDLL | None:
    """Return the library, or None where it is not installed, does not load, or has no use for this processor."""
    try:
        for package, name in _ITS_NEEDS:
            ctypes.CDLL(_path(package, name), mode=ctypes.RTLD_GLOBAL)
        library = ctypes.CDLL(_path(*_LIBRARY))
        _declare(library)
    except (OSError, AttributeError):
        return None
    return library if library.mbx_is_crypto_mb_applicable(0) else None


def _path(package: str, name: str) -> str:
    """Return where a package has put a library. Raises FileNotFoundError."""
    try:
        files = metadata.files(package) or ()
    except metadata.PackageNotFoundError as error:
        raise FileNotFoundError(package) from error
    for file in files:
        if file.name == name:
            return str(file.locate())
    raise FileNotFoundError(name)


def _declare(library: ctypes.CDLL) -> None:
    """Say what its functions take (crypto_mb/rsa.h, crypto_mb/cpu_features.h). Raises AttributeError."""
    pointer, number = ctypes.c_void_p, ctypes.c_int
    library.mbx_is_crypto_mb_applicable.argtypes = [ctypes.c_uint64]
    for method in (library.mbx_RSA2K_private_crt_Method, library.mbx_RSA2K_pub65537_Method):
        method.restype = pointer
    library.mbx_RSA_Method_BufSize.argtypes = [pointer]
    library.mbx_rsa_private_crt_mb8.argtypes = [*[pointer] * 7, number, pointer, pointer]
    library.mbx_rsa_public_mb8.argtypes = [*[pointer] * 3, number, pointer, pointer]
    for act in (library.mbx_rsa_private_crt_mb8, library.mbx_rsa_public_mb8):
        act.restype = ctypes.c_uint32
