"""The outbox: a folder of .eml files, for an installation without a relay, so that nothing leaves by mistake.

A letter is there whole or not at all, also after a power cut; an older one is never overwritten.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from reveille.core.errors import NotHandedOver
from reveille.core.replies import Answer
from reveille.mail.transport import nothing

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")


class Outbox:
    """The letters in one folder. A transport."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(
        self,
        envelope_from: str,
        recipient: str,
        letter: bytes,
        before_dot: Callable[[], None] = nothing,
    ) -> Answer:
        """Keep ``letter`` as a file; raise NotHandedOver when the folder will not take it."""
        before_dot()
        try:
            path = self.keep(f"{datetime.now(UTC):%Y%m%dT%H%M%S-%f}", letter)
        except OSError as error:
            raise NotHandedOver(str(self.folder), error.strerror or "") from error
        return Answer(250, "2.0.0", f"kept as {path.name}")

    def keep(self, name: str, letter: bytes) -> Path:
        """Write ``letter`` to disk for good and return its path; a name that is taken gets a number."""
        if not _NAME.fullmatch(name):
            raise ValueError("a letter's file is named by us")
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(letter)
                file.flush()
                os.fsync(file.fileno())
            return self._publish(Path(draft), name)
        finally:
            os.unlink(draft)

    def letters(self) -> list[Path]:
        """Return the letters, the newest name first."""
        return sorted(self.folder.glob("[!.]*.eml"), reverse=True) if self.folder.is_dir() else []

    def letter(self, name: str) -> bytes | None:
        """Return the letter called ``name`` (without .eml), or None when there is none."""
        path = self.folder / f"{name}.eml"
        return path.read_bytes() if _NAME.fullmatch(name) and path.is_file() else None

    def close(self) -> None:
        """Nothing is open."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _publish(self, draft: Path, name: str) -> Path:
        number = 1
        while True:
            path = self.folder / (f"{name}.eml" if number == 1 else f"{name}-{number}.eml")
            try:
                os.link(draft, path)  # all or nothing, and never over another
            except FileExistsError:
                number += 1
                continue
            self._sync_folder()
            return path

    def _sync_folder(self) -> None:
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
