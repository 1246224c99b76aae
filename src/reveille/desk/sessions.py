"""The sessions of the desk: half open after the password of an account with a second factor, open after its code.

An open session names the factor that it was opened with. Once the account has another one, or none, it is over, as it
is when the password changes. A half-open session is nobody's: it lets its account type a code, for some minutes.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

FACTOR, HALF = "second-factor", "half-open"
HALF_OPEN_FOR = timedelta(minutes=5)


def open_(request: HttpRequest, user: User) -> None:
    """Sign an account in, under a new session's name, with nothing of what was there before."""
    request.session.flush()
    auth.login(request, user)
    user.last_login = settings.CLOCK()  # Django notes the machine's
    user.save(update_fields=["last_login"])
    request.session[FACTOR] = factor(user)


def keep(request: HttpRequest, now_with: int | None) -> None:
    """Go on, under a new name, although the account's factor has changed; its other sessions are over."""
    request.session.cycle_key()
    request.session[FACTOR] = now_with


def holds(request: HttpRequest) -> bool:
    """Tell whether somebody is signed in, with the second factor that the account has now."""
    return request.user.is_authenticated and request.session.get(FACTOR) == factor(request.user)


def factor(user: User) -> int | None:
    """Return which second factor an account has now."""
    return user.second_factor.pk if hasattr(user, "second_factor") else None


def half_open(request: HttpRequest, user: User, onward: str, now: datetime) -> None:
    """Note in a new session that this account's password was right."""
    request.session.flush()
    request.session.set_expiry(int(HALF_OPEN_FOR.total_seconds()))
    request.session[HALF] = [user.pk, user.get_session_auth_hash(), onward, now.isoformat()]


def half(request: HttpRequest, now: datetime) -> tuple[User, str] | None:
    """Return whose password was right a moment ago, and where they want to go; None once that is over."""
    if HALF not in request.session:
        return None
    pk, known, onward, since = request.session[HALF]
    user = User.objects.filter(pk=pk, is_active=True, second_factor__isnull=False).first()
    if user is None or not timedelta(0) <= now - datetime.fromisoformat(since) <= HALF_OPEN_FOR:
        return None
    return (user, onward) if constant_time_compare(user.get_session_auth_hash(), known) else None
