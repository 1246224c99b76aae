"""An edition's letter made ready for many copies, each signed: what all share is made canonical and hashed once.

A subscriber's copy is the template's bytes with the personal values between them (``message.fill`` gives the same
letter), and above them the signatures. Of the body only what comes after the first personal value is hashed again.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

from reveille.core import dkim, message
from reveille.core.message import CRLF, WHY, Personal, Slot, Template

_PERSONAL = {"to": "to", "date": "date", "message_id": "message-id", "list_unsubscribe": "list-unsubscribe"}
_Chosen = Callable[[list[bytes]], tuple[bytes, ...]]


class Unsigned(NamedTuple):
    """A letter to which only its signatures are missing."""

    pieces: Sequence[bytes]
    headings: Sequence[dkim.Heading]
    headers: bytes  # canonical
    body_hash: bytes
    seconds: int

    def signed(self) -> bytes:
        """Return the letter with its signatures above it."""
        above = [one.field(self.headers, self.body_hash, self.seconds) for one in self.headings]
        return b"".join([*above, *self.pieces])


class Sealer:
    """Makes the signed copies of one template. To be shared by threads: nothing in it changes."""

    def __init__(self, letter: Template, signers: Sequence[dkim.Signer]) -> None:
        self._slots = list(dict.fromkeys(piece for piece in letter.pieces if isinstance(piece, Slot)))
        self._makers = [message.maker(slot) for slot in self._slots]
        self._worded = [place for place, slot in enumerate(self._slots) if slot.name == WHY]
        self._static, self._whole = self._laid_out(letter.pieces)
        head, body = _parted(letter.pieces)
        canonical = _without_empty_end([dkim.canonical_lines(one) if isinstance(one, bytes) else one for one in body])
        first = next((place for place, one in enumerate(canonical) if isinstance(one, Slot)), len(canonical))
        self._hashed = hashlib.sha256(b"".join(one for one in canonical[:first] if isinstance(one, bytes)))
        self._canonical, self._unhashed = self._laid_out(canonical[first:])
        static = [field for one in head if isinstance(one, bytes) for field in dkim.fields(one)]
        shared = [(name, raw) for wanted in dkim.SIGNED for name, raw in static if name == wanted]
        self._shared = b"".join(dkim.canonical_header(raw) + CRLF for _, raw in shared)
        own = [one for one in head if isinstance(one, Slot)]
        own.sort(key=lambda slot: dkim.SIGNED.index(_PERSONAL[slot.name]))
        self._ordered = [(self._slots.index(slot), _PERSONAL[slot.name].encode("ascii") + b":") for slot in own]
        names = [*(name for name, _ in shared), *(_PERSONAL[slot.name] for slot in own)]
        self._headings = [dkim.heading(signer, names) for signer in signers]

    def letter(self, personal: Personal, at: datetime) -> bytes:
        """Return one subscriber's signed copy. Raises MessageError when a value cannot stand where it belongs."""
        return self.unsigned(personal, at).signed()

    def unsigned(self, personal: Personal, at: datetime) -> Unsigned:
        """Return one subscriber's copy, ready to be signed. Raises MessageError as ``letter`` does."""
        own = [make(personal) for make in self._makers]
        whole = self._whole(self._static + own)
        if not self._headings:
            return Unsigned(whole, (), b"", b"", 0)
        # A personal header is one line, its words a single space apart: only its name and the space after it change.
        headers = self._shared + b"".join([name + own[n][len(name) + 1 :] for n, name in self._ordered])
        for place in self._worded:
            own[place] = _canonical_words(own[place])
        hashed = self._hashed.copy()
        for one in self._unhashed(self._canonical + own):
            hashed.update(one)
        return Unsigned(whole, self._headings, headers, hashed.digest(), int(at.timestamp()))

    def _laid_out(self, pieces: Sequence[bytes | Slot]) -> tuple[list[bytes], _Chosen]:
        """Return the bytes of ``pieces``, and what puts them, with a letter's own values behind them, in order."""
        static = [one for one in pieces if isinstance(one, bytes)]
        places = iter(range(len(static)))
        order = [len(static) + self._slots.index(one) if isinstance(one, Slot) else next(places) for one in pieces]
        return static, _chosen(order)


def _chosen(order: Sequence[int]) -> _Chosen:
    """Return what picks the values at the places ``order`` out of a list, as a tuple however many they are."""
    if len(order) > 1:
        return itemgetter(*order)
    return lambda values: tuple(values[place] for place in order)


@functools.lru_cache(maxsize=4096)
def _canonical_words(value: bytes) -> bytes:
    """Return the sentence that says why in relaxed form; thousands share one. Links have no spaces."""
    return dkim.canonical_lines(value)


def _without_empty_end(canonical: list[bytes | Slot]) -> list[bytes | Slot]:
    """Return the pieces of a body without the empty lines at its end, which count for nothing."""
    last = canonical[-1]
    assert isinstance(last, bytes), "a template ends with the end of a line"
    if last.strip():
        return [*canonical[:-1], last.rstrip(CRLF) + CRLF]
    # A value ends with a line break of its own, so that the body may end with it.
    return canonical[:-1]


def _parted(pieces: Sequence[bytes | Slot]) -> tuple[list[bytes | Slot], list[bytes | Slot]]:
    """Return the pieces of the headers, with the empty line after them, and those of the body."""
    for place, piece in enumerate(pieces):
        if isinstance(piece, bytes) and b"\r\n\r\n" in piece:
            head, blank, body = piece.partition(b"\r\n\r\n")
            return [*pieces[:place], head + blank], [body, *pieces[place + 1 :]]
    raise AssertionError("a template has an empty line")  # pragma: no cover
