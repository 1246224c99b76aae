"""Whether the secret key is the one that this database was made with.

Suppressions are known only by keyed hashes: with another key nobody who complained, or was erased, is recognised any
more, and they would be written to again. So another key is noticed before anything is done with it; a process at work
that has the key of before, on another machine perhaps, notices too (``require``).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from reveille.core.errors import KeyChanged
from reveille.subscribers.models import KeyCheck

ONLY = 1  # the row's number


def fits(secret_key: str, alias: str = DEFAULT_DB_ALIAS) -> bool:
    """Tell whether the database was made with this key; one that does not know yet takes it as its own."""
    row, _ = KeyCheck.objects.using(alias).get_or_create(pk=ONLY, defaults={"digest": _digest(secret_key)})
    return hmac.compare_digest(row.digest, _digest(secret_key))


def require() -> None:
    """Raise KeyChanged where `reveille rekey` has given the database another key since this process began."""
    row = KeyCheck.objects.filter(pk=ONLY).first()
    if row and not hmac.compare_digest(row.digest, _digest(settings.SECRET_KEY)):
        raise KeyChanged("REVEILLE_SECRET_KEY", "bring its files (docs/operating.md) to this machine and start anew")


def of(keys: Sequence[str]) -> str | None:
    """Return which of the keys the database was made with; None where it is none of them, or is not known."""
    row = KeyCheck.objects.filter(pk=ONLY).first()
    return next((key for key in keys if row and hmac.compare_digest(row.digest, _digest(key))), None)


def take(secret_key: str) -> None:
    """Have the database be this key's from now on, once all that it holds is (``rekeying``)."""
    KeyCheck.objects.update_or_create(pk=ONLY, defaults={"digest": _digest(secret_key)})


def _digest(secret_key: str) -> str:
    return hmac.new(secret_key.encode(), b"reveille key check", hashlib.sha256).hexdigest()
