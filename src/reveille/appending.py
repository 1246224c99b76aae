"""Lines at the end of a file that several processes write to: for what has to outlive the database.

A line is whole or spoils no other: one that a full disk or a crash cut short is ended before the next begins.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path


def append(path: Path, lines: bytes, *, lasting: bool = True) -> None:
    """Write whole lines to the end of the file; they are on disk when this returns, if they are to be ``lasting``.

    Raises OSError.
    """
    new = not path.exists()
    if new:
        path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        with contextlib.suppress(OSError):  # a share without locks appends as well as it can
            fcntl.flock(handle, fcntl.LOCK_EX)
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            lines = b"\n" + lines
        while lines:
            lines = lines[os.write(handle, lines) :]
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)  # others write while this one waits for the disk
        if lasting:
            os.fsync(handle)
    finally:
        os.close(handle)
    if new:
        _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
