"""Ask for what only an account's owner has: its password, a code. Wrong ones are counted, and locked after a few."""

from __future__ import annotations

import enum

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reveille.desk import lockout, log, notices, second_factor
from reveille.desk.second_factor import Took
from reveille.site import door

WRONG_CODE = _("The code is not right, or was used already. Wait for the next one.")


class Proof(enum.Enum):
    """What came of a try."""

    RIGHT = enum.auto()
    RECOVERY = enum.auto()  # right, by a recovery code
    WRONG = enum.auto()
    LOCKED = enum.auto()  # not even looked at


def password(request: HttpRequest, user: User, typed: str) -> Proof:
    """Look at the password of somebody who is signed in already."""
    name = user.get_username()
    if lockout.locked(name, door.network(request), settings.CLOCK()):
        return Proof.LOCKED
    if user.check_password(typed[:4096]):
        return Proof.RIGHT
    log.note(request, lockout.FAILED, name)
    return Proof.WRONG


@transaction.atomic
def code(request: HttpRequest, user: User, typed: str) -> Proof:
    """Look at a code, and use it up. Tries at the same time wait for each other, so that each is counted."""
    name, network, now = user.get_username(), door.network(request), settings.CLOCK()
    factor = second_factor.locked(user)
    if lockout.codes_locked(name, network, now):
        return Proof.LOCKED
    took = second_factor.take(factor, typed[:64], settings.PHONE_CLOCK(), now) if factor else Took.NOTHING
    if took is not Took.NOTHING:
        return Proof.RIGHT if took is Took.CODE else Proof.RECOVERY
    log.note(request, lockout.WRONG_CODE, name)
    if lockout.wrong_codes(name, now) == lockout.OF_ONE_ACCOUNT:
        notices.queue(user, notices.Kind.GUESSED, now)
    return Proof.WRONG
