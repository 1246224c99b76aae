"""Too many wrong passwords or codes: whom we let try no more, and for how long.

The tries are rows of the log, so that a lock holds over every process and over a restart. An account is locked for the
network that the wrong tries came from, so that a stranger cannot lock an editor out; only very many from many networks
lock it for all. A code is short, and only who knows the password is asked for one: from networks that the account was
never at, few may be tried in a day.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpResponse

from reveille.desk.models import LogEntry
from reveille.site import errors
from reveille.subscribers import addresses

FAILED, WRONG_CODE, SIGNED_IN = "sign-in failed", "wrong code", "signed in"
LOCKED_FOR = timedelta(minutes=15)
OF_ONE_ACCOUNT = 5  # wrong passwords or codes for one account from one network
OF_ONE_NETWORK = 20  # whatever the account
OF_ALL = 100  # for one account, from anywhere
A_DAY, AT_HOME_FOR = timedelta(days=1), timedelta(days=30)
CODES_A_DAY = 20  # wrong ones for one account; who signed in from a network lately may go on there


def nobody(typed: str) -> str:
    """Return by which name tries are counted where no account has the address: who guesses must not learn that."""
    return f"no account ({addresses.digest(typed)[:8]})"


def locked(account: str, network: str, now: datetime) -> bool:
    """Tell whether nobody may try this account from this network now. ``account`` may be nobody's."""
    failed = LogEntry.objects.filter(act__in=(FAILED, WRONG_CODE), at__gt=now - LOCKED_FOR)
    if failed.filter(network=network).count() >= OF_ONE_NETWORK:
        return True
    theirs = failed.filter(on=account)
    return theirs.filter(network=network).count() >= OF_ONE_ACCOUNT or theirs.count() >= OF_ALL


def codes_locked(account: str, network: str, now: datetime) -> bool:
    """Tell whether no code of this account may be tried from this network now."""
    if locked(account, network, now):
        return True
    lately = LogEntry.objects.filter(act=SIGNED_IN, by=account, network=network, at__gt=now - AT_HOME_FOR)
    return wrong_codes(account, now) >= CODES_A_DAY and not lately.exists()


def wrong_codes(account: str, now: datetime) -> int:
    """Return how many wrong codes the account had in a day, from anywhere."""
    return LogEntry.objects.filter(act=WRONG_CODE, on=account, at__gt=now - A_DAY).count()


def dated(response: HttpResponse) -> HttpResponse:
    """Return an answer of the desk; one to somebody who is locked out says for how long."""
    return errors.again(response, int(LOCKED_FOR.total_seconds())) if response.status_code == 429 else response
