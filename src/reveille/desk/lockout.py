"""Too many wrong passwords: whom we let try no more, and for how long.

The tries are rows of the log, so that a lock holds over every process and over a restart. An account is locked for the
network that the wrong passwords came from, so that a stranger cannot lock an editor out; only very many from many
networks lock it for all.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from reveille.desk.models import LogEntry

FAILED = "sign-in failed"
LOCKED_FOR = timedelta(minutes=15)
OF_ONE_ACCOUNT = 5  # wrong passwords for one account from one network
OF_ONE_NETWORK = 20  # whatever the account
OF_ALL = 100  # for one account, from anywhere


def locked(account: str, network: str, now: datetime) -> bool:
    """Tell whether nobody may try this account from this network now. ``account`` is "" where there is none."""
    failed = LogEntry.objects.filter(act=FAILED, at__gt=now - LOCKED_FOR)
    if failed.filter(network=network).count() >= OF_ONE_NETWORK:
        return True
    if not account:
        return False
    theirs = failed.filter(on=account)
    return theirs.filter(network=network).count() >= OF_ONE_ACCOUNT or theirs.count() >= OF_ALL
