"""An edition's letter made ready for many copies, each signed: what all share is made canonical and hashed once.

A subscriber's copy is the template's bytes with the personal values between them (``message.fill`` gives the same
letter), and above them the signatures. Of the body only what comes after the first personal value is hashed again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from reveille.core import dkim, message
from reveille.core.message import CRLF, Personal, Slot, Template

_PERSONAL = {"to": "to", "date": "date", "message_id": "message-id", "list_unsubscribe": "list-unsubscribe"}


class Sealer:
    """Makes the signed copies of one template. To be shared by threads: nothing in it changes."""

    def __init__(self, letter: Template, signers: Sequence[dkim.Signer]) -> None:
        self._slots = list(dict.fromkeys(piece for piece in letter.pieces if isinstance(piece, Slot)))
        self._pieces = self._numbered(letter.pieces)
        head, body = _parted(letter.pieces)
        canonical = _without_empty_end([dkim.canonical_lines(one) if isinstance(one, bytes) else one for one in body])
        first = next((place for place, one in enumerate(canonical) if isinstance(one, Slot)), len(canonical))
        self._hashed = hashlib.sha256(b"".join(one for one in canonical[:first] if isinstance(one, bytes)))
        self._unhashed = self._numbered(canonical[first:])
        static = [field for one in head if isinstance(one, bytes) for field in dkim.fields(one)]
        shared = [(name, raw) for wanted in dkim.SIGNED for name, raw in static if name == wanted]
        self._shared = b"".join(dkim.canonical_header(raw) + CRLF for _, raw in shared)
        own = [one for one in head if isinstance(one, Slot)]
        own.sort(key=lambda slot: dkim.SIGNED.index(_PERSONAL[slot.name]))
        self._ordered = [self._slots.index(slot) for slot in own]
        names = [*(name for name, _ in shared), *(_PERSONAL[slot.name] for slot in own)]
        self._headings = [dkim.heading(signer, names) for signer in signers]

    def letter(self, personal: Personal, at: datetime) -> bytes:
        """Return one subscriber's signed copy. Raises MessageError when a value cannot stand where it belongs."""
        values = message.Values(personal)
        own = [values.of(slot) for slot in self._slots]
        parts = [own[one] if isinstance(one, int) else one for one in self._pieces]
        if not self._headings:
            return b"".join(parts)
        hashed = self._hashed.copy()
        for one in self._unhashed:
            hashed.update(dkim.canonical_lines(own[one]) if isinstance(one, int) else one)
        canonical = self._shared + b"".join(dkim.canonical_header(own[n][:-2]) + CRLF for n in self._ordered)
        digest, seconds = hashed.digest(), int(at.timestamp())
        return b"".join([*(one.field(canonical, digest, seconds) for one in self._headings), *parts])

    def _numbered(self, pieces: Sequence[bytes | Slot]) -> list[bytes | int]:
        """Return ``pieces`` with the number of each slot in its place."""
        return [self._slots.index(one) if isinstance(one, Slot) else one for one in pieces]


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
