"""The ``reveille`` command: one file a verb, one door for errors.

Exit codes: 0 done; 1 something went wrong, and is named; 2 the command was not understood; 3 a setting is wrong;
4 there was nothing to do it with (no edition, no source answered); 128 and a signal's number: that ended it.
"""

from __future__ import annotations

import errno
import os
import sys

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


def main() -> None:
    """Run the command line; every error of ours ends in one line that says what, where and what to do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
    os.umask(0o077)  # readers' addresses and keys are nobody else's on the machine
    from reveille.cli import table, terminal

    try:
        table.app()
    except SettingError as error:
        terminal.complain(error, "docs/settings.md lists every setting; `reveille init` writes them.")
        sys.exit(MISSET)
    except LeavingsError as error:
        terminal.complain(error, error.mending)
        sys.exit(FAILED)
    except ReveilleError as error:
        terminal.complain(error)
        sys.exit(FAILED)
    except OSError as error:
        if error.errno not in WORDS:
            raise
        where = error.filename or os.environ.get("REVEILLE_DATA") or "data"
        terminal.complain(RuntimeError(f"{where}: {error.strerror}"), WORDS[error.errno])
        sys.exit(FAILED)
    except Exception as error:
        if not _is_database_error(error):
            raise
        terminal.complain(
            RuntimeError(f"the database cannot be used: {str(error).strip().splitlines()[0]}"),
            "REVEILLE_DATABASE and REVEILLE_DATA say where it is; `reveille sources` shows whether it answers.",
        )
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(130)
