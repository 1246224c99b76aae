"""The pages of one's own account: the second factor turned on, moved to another phone, turned off; recovery codes.

Each act asks for the password again, and for a code where there is a factor. A new phone counts once it has shown a
code; until then its key waits, sealed, in the session.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reveille.desk import lockout, log, one_time, proving, safe, second_factor, sessions
from reveille.desk.proving import Proof
from reveille.desk.roles import Role, needs

KEY = "phone"
KEY_WAITS = timedelta(minutes=15)
WRONG_PASSWORD = _("The password is not right.")
LOCKED = _("Too many wrong tries. Try again in a quarter of an hour.")
NOT_NOW = _("There is no such act here now.")
REQUIRED = _("Everybody here needs a second factor: move it to another phone instead.")
OTHER_CLOCK = _("The code is not right. Is the phone’s clock set by the network?")


@needs(Role.VIEWER, act=Role.VIEWER, bare=True)
def security(request: HttpRequest) -> HttpResponse:
    """Show how one's account is guarded; do what a button says."""
    if request.method == "POST":
        return _done(request)
    return _shown(request)


def _done(request: HttpRequest) -> HttpResponse:
    user, act = _user(request), request.POST.get("act", "")
    has = sessions.factor(user) is not None
    if act not in (_ACTS if has else {"begin"}):
        return _shown(request, NOT_NOW)
    if act == "off" and settings.DESK_SECOND_FACTOR == "required":
        return _shown(request, REQUIRED)
    proof = proving.password(request, user, request.POST.get("password", ""))
    wrong = WRONG_PASSWORD
    if has and proof is Proof.RIGHT:
        proof, wrong = proving.code(request, user, request.POST.get("code", "")), proving.WRONG_CODE
    if proof is Proof.LOCKED:
        return _shown(request, LOCKED, 429)
    return _shown(request, wrong, 403) if proof is Proof.WRONG else _ACTS[act](request, user)


def _shown(request: HttpRequest, error: str | Promise = "", status: int = 400) -> HttpResponse:
    user = _user(request)
    context = {
        "factor": getattr(user, "second_factor", None),
        "left": second_factor.left(user),
        "all": second_factor.CODES,
        "required": settings.DESK_SECOND_FACTOR == "required",
        "error": error,
    }
    return lockout.dated(render(request, "desk/security.html", context, status=status if error else 200))


def _begin(request: HttpRequest, user: User) -> HttpResponse:
    request.session[KEY] = [safe.sealed(one_time.new_key()), settings.CLOCK().isoformat()]
    return redirect("phone")


@transaction.atomic
def _off(request: HttpRequest, user: User) -> HttpResponse:
    second_factor.turn_off(user, settings.CLOCK())
    log.note(request, second_factor.OFF)
    sessions.keep(request, None)
    return redirect("security")


@transaction.atomic
def _codes(request: HttpRequest, user: User) -> HttpResponse:
    codes = second_factor.renew_codes(user, settings.CLOCK())
    log.note(request, second_factor.RENEWED)
    return render(request, "desk/recovery.html", {"codes": codes})


_ACTS: dict[str, Callable[[HttpRequest, User], HttpResponse]] = {"begin": _begin, "off": _off, "codes": _codes}


@needs(Role.VIEWER, act=Role.VIEWER, bare=True)
def phone(request: HttpRequest) -> HttpResponse:
    """Show the key of a new phone; with a code of it, let the phone count."""
    user, now = _user(request), settings.CLOCK()
    key = _waiting(request, now)
    if key is None:
        return redirect("security")
    if request.method != "POST":
        return _key_shown(request, user, key)
    typed = "".join(request.POST.get("code", "")[:64].split())
    step = one_time.step_of(typed, key, settings.PHONE_CLOCK())
    if step is None:
        return _key_shown(request, user, key, OTHER_CLOCK)
    with transaction.atomic():
        factor, codes = second_factor.turn_on(user, key, step, now)
        log.note(request, second_factor.ON, words="another phone" if sessions.factor(user) else "")
    del request.session[KEY]
    sessions.keep(request, factor.pk)
    return render(request, "desk/recovery.html", {"codes": codes, "new": True})


def _key_shown(request: HttpRequest, user: User, key: bytes, error: str | Promise = "") -> HttpResponse:
    issuer = f"Reveille ({urlsplit(settings.SITE_URL).hostname})"
    address = one_time.address(key, user.get_username(), issuer)
    width, path = one_time.drawn(address)
    context = {"address": address, "width": width, "path": path, "spelt": one_time.spelt(key), "error": error}
    return render(request, "desk/phone.html", context, status=400 if error else 200)


def _waiting(request: HttpRequest, now: datetime) -> bytes | None:
    """Return the key that waits for its first code; None when there is none, or it has waited too long."""
    kept, since = request.session.get(KEY) or ("", "")
    if not kept or not timedelta(0) <= now - datetime.fromisoformat(since) <= KEY_WAITS:
        return None
    return safe.opened(kept)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
