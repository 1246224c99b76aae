"""What an account of the desk is told by mail: its password or second factor changed, or somebody guesses codes."""

from __future__ import annotations

import enum
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reveille.desk import tongue
from reveille.mail import notes


class Kind(enum.Enum):
    """What happened."""

    ON = enum.auto()
    OFF = enum.auto()
    CODES = enum.auto()
    RECOVERY = enum.auto()
    GUESSED = enum.auto()
    PASSWORD = enum.auto()


def queue(user: User, kind: Kind, now: datetime, left: int = 0) -> None:
    """Have the account told what happened; ``left`` are the recovery codes that it still has."""
    with tongue.speaking_to(user):
        subject, words = _letter(user, kind, now, left)
    notes.queue(user.email or user.get_username(), subject, words, now)


def _letter(user: User, kind: Kind, now: datetime, left: int) -> tuple[str, str]:
    subject, happened = _said(kind, left)
    words = [
        happened,
        _("Account: %(account)s, %(moment)s UTC") % {"account": user.get_username(), "moment": f"{now:%Y-%m-%d %H:%M}"},
        _("If it was not you, change your password at once and tell an owner of the desk."),
        f"{settings.SITE_URL}/desk/security/",
    ]
    return subject, "\n\n".join(words) + "\n"


def _said(kind: Kind, left: int) -> tuple[str, str]:
    if kind is Kind.ON:
        return (
            _("Reveille: your phone is set up"),
            _("From now on, signing in to the desk asks for a code from this phone after the password."),
        )
    if kind is Kind.OFF:
        return (
            _("Reveille: your second factor is off"),
            _("Signing in to the desk asks for your password alone now. The recovery codes are void."),
        )
    if kind is Kind.PASSWORD:
        return (
            _("Reveille: your password was changed"),
            _("The password of your account at the desk was changed. Sessions with the old one are over."),
        )
    if kind is Kind.CODES:
        return _("Reveille: you have new recovery codes"), _("Ten new ones were made; the old ones are void.")
    if kind is Kind.RECOVERY:
        used = ngettext(
            "A recovery code of yours was used. %(count)s is left.",
            "A recovery code of yours was used. %(count)s are left.",
            left,
        )
        return _("Reveille: a recovery code was used"), used % {"count": left}
    return (
        _("Reveille: wrong codes after your right password"),
        _("Somebody who knows your password has typed wrong codes. No code was right."),
    )
