"""An edition's letter made ready for many copies, each signed: what all share is made canonical and hashed once.

A subscriber's copy is the template's bytes with the personal values between them (``message.fill`` gives the same
letter), and above them the signatures. Of the body only what comes after the first personal value is hashed again.
"""

from __future__ import annotations

import functools
import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from operator import itemgetter
from typing import NamedTuple

from reveille.core import dkim, personal
from reveille.core.encoding import CRLF
from reveille.core.message import Template
from reveille.core.personal import Personal, Slot

_Layout = Callable[[tuple[bytes, ...]], tuple[bytes, ...]]


class Unsigned(NamedTuple):
    """A letter to which only its signatures are missing."""

    pieces: Sequence[bytes]
    headings: Sequence[dkim.Heading]
    headers: bytes  # canonical
    body_hash: bytes
    seconds: int

    def signed(self) -> bytes:
        """Return the letter with its signatures above it."""
        [letter] = signed([self])
        return letter


def signed(letters: Sequence[Unsigned]) -> list[bytes]:
    """Return letters with their signatures above them; those by one key are made together."""
    drafts = [
        [(one, *one.unsigned(letter.headers, letter.body_hash, letter.seconds)) for one in letter.headings]
        for letter in letters
    ]
    texts: dict[dkim.Signer, list[bytes]] = defaultdict(list)
    for draft in drafts:
        for heading, _, text in draft:
            texts[heading.signer].append(text)
    signatures = {signer: iter(signer.signatures(its)) for signer, its in texts.items()}
    return [
        b"".join([*(one.field(end, next(signatures[one.signer])) for one, end, _ in draft), *letter.pieces])
        for letter, draft in zip(letters, drafts, strict=True)
    ]


class Sealer:
    """Makes the signed copies of one template. To be shared by threads."""

    def __init__(self, letter: Template, signers: Sequence[dkim.Signer]) -> None:
        slots = [piece for piece in letter.pieces if isinstance(piece, Slot)]
        self._words = functools.lru_cache(maxsize=4096)(functools.partial(_words, slots))  # thousands share a sentence
        self._whole = _layout(letter.pieces, slots)
        head, body = _parted(letter.pieces)
        canonical = _without_empty_end([dkim.canonical_lines(one) if isinstance(one, bytes) else one for one in body])
        first = next((place for place, one in enumerate(canonical) if isinstance(one, Slot)), len(canonical))
        self._hashed = hashlib.sha256(b"".join(one for one in canonical[:first] if isinstance(one, bytes)))
        self._unhashed = _layout(canonical[first:], slots)
        names, signed = _signed(head)
        self._headers = _layout(signed, slots)
        self._headings = [dkim.heading(signer, names) for signer in signers]
        self.together = max((signer.together for signer in signers), default=1)
        """How many copies are best signed at once."""

    def letter(self, values: Personal, at: datetime) -> bytes:
        """Return one subscriber's signed copy. Raises MessageError when a value cannot stand where it belongs."""
        return self.unsigned(values, at).signed()

    def unsigned(self, values: Personal, at: datetime) -> Unsigned:
        """Return one subscriber's copy, ready to be signed. Raises MessageError as ``letter`` does."""
        encoded = personal.encoded(values)
        words, canonical_words = self._words(values.why)
        whole = self._whole((*encoded, *words))
        if not self._headings:
            return Unsigned(whole, (), b"", b"", 0)
        # A personal value in a header, and a link, are canonical as they are: without spaces, or with single ones.
        own = (*encoded, *canonical_words)
        hashed = self._hashed.copy()
        for one in self._unhashed(own):
            hashed.update(one)
        headers = b"".join(self._headers(own))
        return Unsigned(whole, self._headings, headers, hashed.digest(), int(at.timestamp()))


def _words(slots: Sequence[Slot], why: str) -> tuple[list[bytes], list[bytes]]:
    """Return the sentence that says why, at each of its places: as it is written, and in relaxed form."""
    written = personal.words(slots, why)
    return written, [dkim.canonical_lines(one) for one in written]


def _layout(pieces: Sequence[bytes | Slot], slots: Sequence[Slot]) -> _Layout:
    """Return what puts a letter's own values between the bytes of ``pieces``, in order."""
    static = tuple(one for one in pieces if isinstance(one, bytes))
    places = iter(range(len(static)))
    order = [next(places) if isinstance(one, bytes) else len(static) + personal.place(one, slots) for one in pieces]
    if len(order) == 1:  # of one place, itemgetter gives no tuple
        return lambda own: ((static + own)[order[0]],)
    chosen = itemgetter(*order)
    return lambda own: chosen(static + own)


def _signed(head: Sequence[bytes | Slot]) -> tuple[list[str], list[bytes | Slot]]:
    """Return the names of the headers that are signed, and these in canonical form, in the same order."""
    slots = [one for one in head if isinstance(one, Slot)]
    marks = iter(range(len(slots)))
    marked = b"".join(one if isinstance(one, bytes) else b"\0%d\0" % next(marks) for one in head)
    there = [(name, raw) for wanted in dkim.SIGNED for name, raw in dkim.fields(marked) if name == wanted]
    parts = b"".join(dkim.canonical_header(raw) + CRLF for _, raw in there).split(b"\0")
    pieces = [slots[int(part)] if place % 2 else part for place, part in enumerate(parts)]
    return [name for name, _ in there], pieces


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
