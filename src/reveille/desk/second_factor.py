"""The second factor of an account: a code from a phone, or one of ten recovery codes for when the phone is lost.

Promises: a code is taken once, however often it comes at the same time; the database alone gives nobody a code; and
whatever is done to a factor, its account gets a note of it.
"""

from __future__ import annotations

import enum
import secrets
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from reveille.desk import notices, one_time, safe
from reveille.desk.models import RecoveryCode, SecondFactor

ON, OFF, RENEWED, RESET = (  # as they stand in the log
    "turned the second factor on",
    "turned the second factor off",
    "made new recovery codes",
    "reset a second factor",
)
CODES = 10
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that looks like another
GROUPS, GROUP = 3, 4  # 59 bits


class Took(enum.Enum):
    """What was typed: a code that is right now, a recovery code that is used up by it, or neither."""

    CODE = enum.auto()
    RECOVERY = enum.auto()
    NOTHING = enum.auto()


@transaction.atomic
def turn_on(user: User, key: bytes, step: int, now: datetime) -> tuple[SecondFactor, list[str]]:
    """Give an account this phone, whose code of ``step`` it has just shown, instead of any other.

    Returns the factor and its recovery codes, which are kept nowhere.
    """
    SecondFactor.objects.filter(user=user).delete()
    factor = SecondFactor.objects.create(user=user, sealed=safe.sealed(key), last_step=step, since=now)
    codes = _renewed(factor)
    notices.queue(user, notices.Kind.ON, now)
    return factor, codes


@transaction.atomic
def turn_off(user: User, now: datetime) -> bool:
    """Let an account sign in with its password alone; return whether it had a factor."""
    had, _ = SecondFactor.objects.filter(user=user).delete()
    if had:
        notices.queue(user, notices.Kind.OFF, now)
    return bool(had)


@transaction.atomic
def renew_codes(user: User, now: datetime) -> list[str]:
    """Return ten new recovery codes; the old ones are void."""
    notices.queue(user, notices.Kind.CODES, now)
    return _renewed(SecondFactor.objects.get(user=user))


def left(user: User) -> int:
    """Return how many recovery codes are not used yet."""
    return RecoveryCode.objects.filter(factor__user=user).count()


def locked(user: User) -> SecondFactor | None:
    """Return the account's factor, its row locked until the transaction ends: one try at a time."""
    return SecondFactor.objects.select_for_update().filter(user=user).first()


def take(factor: SecondFactor, typed: str, phone_now: datetime, now: datetime) -> Took:
    """Use up a code, if it is one; the factor is ``locked``."""
    plain = _plain(typed)
    key = safe.opened(factor.sealed)
    step = one_time.step_of(plain, key, phone_now, factor.last_step) if key else None
    if step is not None:
        factor.last_step = step
        factor.save(update_fields=["last_step"])
        return Took.CODE
    used, _ = factor.recovery_codes.filter(digest__in=safe.digests(plain, now.date())).delete()
    if used:
        notices.queue(factor.user, notices.Kind.RECOVERY, now, left=left(factor.user))
    return Took.RECOVERY if used else Took.NOTHING


def reseal() -> list[str]:
    """Seal anew what a former key sealed; return the accounts whose phone no key of ours opens any more."""
    lost = []
    for factor in SecondFactor.objects.select_related("user").order_by("user__username"):
        if (sealed := safe.resealed(factor.sealed)) is not None:
            SecondFactor.objects.filter(pk=factor.pk).update(sealed=sealed)
        elif safe.opened(factor.sealed) is None:
            lost.append(factor.user.get_username())
    return lost


def _renewed(factor: SecondFactor) -> list[str]:
    codes = [_code() for _ in range(CODES)]
    factor.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, digest=safe.digest(_plain(code))) for code in codes)
    return codes


def _code() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def _plain(typed: str) -> str:
    """Return a code without what people put between its signs."""
    return "".join(typed.lower().split()).replace("-", "")
