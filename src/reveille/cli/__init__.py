"""The ``reveille`` command: one file a verb, one door for errors.

Exit codes: 0 done; 1 something went wrong, and is named; 2 the command was not understood; 3 a setting is wrong;
4 there was nothing to do it with (no edition, no source answered); 128 and a signal's number: that ended it.
"""

from __future__ import annotations

import errno
import os
import sys
from dataclasses import dataclass

from reveille.core.errors import LeavingsError, ReveilleError, SettingError

DONE, FAILED, MISUSED, MISSET, NOTHING, SIGNALLED = 0, 1, 2, 3, 4, 128

WORDS = {  # what to do where the machine says no
    **dict.fromkeys(
        (errno.ENOSPC, errno.EDQUOT), "The disk is full. Nothing is lost: make room, and give the same command again."
    ),
    errno.EROFS: "The disk is mounted so that nothing can be written to it. Nothing is lost: mount it anew.",
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM),
        "Give the command as the user whose folder it is: runuser -u reveille -- reveille …",
    ),
}


def _is_database_error(error: Exception) -> bool:
    from django.db import Error

    return isinstance(error, Error)


@dataclass(frozen=True)
class Refusal:
    """What to say where something cannot be done: the error by its name, what to do about it, and the exit code."""

    error: Exception
    hint: str = ""
    code: int = FAILED


def refusal(error: Exception) -> Refusal | None:
    """Return how an error is told to an operator; None of what is a fault of ours and has to be seen whole."""
    match error:
        case SettingError():
            return Refusal(error, "docs/settings.md lists every setting; `reveille init` writes them.", MISSET)
        case LeavingsError():
            return Refusal(error, error.mending)
        case ReveilleError():
            return Refusal(error)
        case OSError() if error.errno in WORDS:
            where = error.filename or os.environ.get("REVEILLE_DATA") or "data"
            return Refusal(RuntimeError(f"{where}: {error.strerror}"), WORDS[error.errno])
    if _is_database_error(error):
        return Refusal(
            RuntimeError(f"the database cannot be used: {str(error).strip().splitlines()[0]}"),
            "REVEILLE_DATABASE and REVEILLE_DATA say where it is; `reveille sources` shows whether it answers.",
        )
    return None


def main() -> None:
    """Run the command line; every error of ours ends in one line that says what, where and what to do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
    os.umask(0o077)  # readers' addresses and keys are nobody else's on the machine
    from reveille.cli import table, terminal

    try:
        table.app()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        said = refusal(error)
        if said is None:
            raise
        terminal.complain(said.error, said.hint)
        sys.exit(said.code)
