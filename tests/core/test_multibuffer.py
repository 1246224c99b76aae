"""Eight signatures at once are the eight that are made singly; what does not hold is never given out."""

import ctypes
import types

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from reveille.core import dkim, multibuffer

KEY = rsa.generate_private_key(65537, 2048)
OCTET = multibuffer.octet(KEY)
here = pytest.mark.skipif(OCTET is None, reason="no crypto_mb here: its library, or AVX-512 IFMA, is missing")


def singly(text):
    return KEY.sign(text, padding.PKCS1v15(), hashes.SHA256())


@here
@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=900), min_size=1, max_size=8))
def test_eight_at_once_are_those_made_singly(texts):
    assert OCTET.signatures(texts) == [singly(text) for text in texts]


@here
def test_keys_do_not_mix():
    other = rsa.generate_private_key(65537, 2048)

    assert multibuffer.octet(other).signatures([b"a"]) == [other.sign(b"a", padding.PKCS1v15(), hashes.SHA256())]
    assert OCTET.signatures([b"a"]) == [singly(b"a")]


@here
@pytest.mark.parametrize("key", [rsa.generate_private_key(65537, 3072), rsa.generate_private_key(3, 2048)])
def test_there_is_none_for_a_key_of_another_kind(key):
    assert multibuffer.octet(key) is None


@here
def test_a_signature_that_was_computed_wrongly_is_never_given_out():
    octet = multibuffer.octet(KEY)
    right = octet._private_of

    def wrong(sources, signed, *more):
        said = right(sources, signed, *more)
        last = ctypes.cast(signed[7], ctypes.POINTER(ctypes.c_ubyte))
        last[255] ^= 1
        return said

    octet._private_of = wrong

    with pytest.raises(ArithmeticError, match="does not hold"):
        octet.signatures([bytes([n]) for n in range(8)])


@here
def test_a_lane_that_the_library_could_not_do_is_never_given_out():
    octet = multibuffer.octet(KEY)
    right = octet._private_of
    octet._private_of = lambda *given: right(*given) | 0x20

    with pytest.raises(ArithmeticError, match="0x20"):
        octet.signatures([b"a"])


@pytest.mark.parametrize("installed", [(), ("ipp-crypto",)], ids=["nothing", "a library that cannot be loaded"])
def test_there_is_none_without_the_library(monkeypatch, installed):
    def files(package):
        if package not in installed:
            raise multibuffer.metadata.PackageNotFoundError(package)
        return []

    monkeypatch.setattr(multibuffer.metadata, "files", files)
    multibuffer._library.cache_clear()
    try:
        assert multibuffer.octet(KEY) is None
    finally:
        multibuffer._library.cache_clear()


def test_there_is_none_where_the_processor_cannot(monkeypatch):
    library = types.SimpleNamespace(mbx_is_crypto_mb_applicable=lambda features: 0)
    monkeypatch.setattr(multibuffer, "_path", lambda package, name: name)
    monkeypatch.setattr(multibuffer.ctypes, "CDLL", lambda path, **more: library)
    monkeypatch.setattr(multibuffer, "_declare", lambda found: None)
    multibuffer._library.cache_clear()
    try:
        assert multibuffer.octet(KEY) is None
    finally:
        multibuffer._library.cache_clear()


class Eight:
    """Stands in for an octet on any machine, and notes what it was asked for."""

    def __init__(self):
        self.asked = []

    def signatures(self, texts):
        self.asked.append(len(texts))
        return [singly(text) for text in texts]


class Broken(Eight):
    def signatures(self, texts):
        super().signatures(texts)
        raise ArithmeticError("a signature does not hold")


def signer(monkeypatch, octet):
    monkeypatch.setattr(multibuffer, "octet", lambda key: octet)
    return dkim.Signer("reveille.example", "press", KEY)


@pytest.mark.parametrize(("count", "asked"), [(1, []), (4, []), (5, [5]), (8, [8]), (11, [8]), (13, [8, 5])])
def test_a_signer_signs_eight_at_once_where_that_is_less_work(monkeypatch, count, asked):
    eight, texts = Eight(), [bytes([n]) for n in range(count)]

    assert signer(monkeypatch, eight).signatures(texts) == [singly(text) for text in texts]
    assert eight.asked == asked


def test_where_eight_at_once_fail_each_is_signed_singly(monkeypatch):
    broken, texts = Broken(), [bytes([n]) for n in range(8)]

    assert signer(monkeypatch, broken).signatures(texts) == [singly(text) for text in texts]
    assert broken.asked == [8]


def test_a_signer_without_an_octet_signs_singly(monkeypatch):
    alone = signer(monkeypatch, None)

    assert alone.together == 1
    assert alone.signatures([b"a", b"b"]) == [singly(b"a"), singly(b"b")]
