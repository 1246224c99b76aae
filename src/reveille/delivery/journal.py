"""The journal: who was written to, kept outside the database.

A database that is restored from a backup has forgotten what was sent since. The journal has not: one file for each
edition, one line for each letter, on disk before the letter's final dot. Whoever stands there and not in the ledger
is in doubt, and is not written to a second time unless an operator says so. Lines are keyed hashes of addresses; a
file goes when its edition is far too old to be sent.

An installation with workers on several machines keeps the folder where all of them see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from reveille import appending
from reveille.editions.models import Edition

KEPT = timedelta(days=14)
SHOWN = 32  # characters of the hash: 128 bits


class Journal:
    """The journal in one folder. What others append meanwhile is seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[Path, tuple[int, set[bytes]]] = {}

    def remember(self, edition: Edition, address_hashes: Iterable[str]) -> None:
        """Write down, for good, that letters are about to leave. Raises OSError: then they must not leave."""
        lines = b"".join(_line(one) for one in address_hashes)
        appending.append(self._path(edition), lines)

    def known(self, edition: Edition, address_hashes: Iterable[str]) -> set[str]:
        """Return those of the addresses of whom somebody wrote down that their letter was about to leave."""
        written = self._read(self._path(edition))
        return {one for one in address_hashes if _line(one)[:SHOWN] in written} if written else set()

    def renamed(self, hashes: Mapping[str, str]) -> None:
        """Write down of the new hashes what stands there of the old ones, before these are forgotten."""
        for path in self.folder.glob("*.txt") if self.folder.is_dir() else ():
            written = self._read(path)
            new = [_line(now_known) for old, now_known in hashes.items() if _line(old)[:SHOWN] in written]
            if new:
                appending.append(path, b"".join(new))

    def forget(self, now: datetime) -> None:
        """Drop the files of editions that nobody will send any more."""
        for path in self.folder.glob("*.txt") if self.folder.is_dir() else ():
            if date.fromisoformat(path.stem[-10:]) < (now - KEPT).date():
                path.unlink(missing_ok=True)

    def _path(self, edition: Edition) -> Path:
        # By name and date: an edition that is made anew from a backup may have another number.
        return self.folder / f"{edition.newsletter.slug}-{edition.date.isoformat()}.txt"

    def _read(self, path: Path) -> set[bytes]:
        """Return what stands in the file, reading only what was added since the last time."""
        offset, known = self._known.get(path, (0, set()))
        try:
            size = path.stat().st_size
        except FileNotFoundError:
            return set()
        if size < offset:
            offset, known = 0, set()
        if size > offset:
            with path.open("rb") as file:
                file.seek(offset)
                added = file.read()
            whole = added.rfind(b"\n") + 1  # the rest of a line is still being written
            known.update(added[:whole].split())
            self._known[path] = (offset + whole, known)
        return known


def _line(address_hash: str) -> bytes:
    return address_hash[:SHOWN].encode("ascii").ljust(SHOWN, b"0") + b"\n"
