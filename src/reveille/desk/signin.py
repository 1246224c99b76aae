"""Sign in, by the password and then, where an account has a second factor, a code; sign out; change the password."""

from __future__ import annotations

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from reveille.desk import accounts, lockout, log, notices, proving, second_factor, sessions
from reveille.desk.proving import Proof
from reveille.desk.roles import Role, needs, private
from reveille.site import door

WRONG = _("The address or the password is not right.")
LOCKED = _("Too many wrong passwords. Try again in a quarter of an hour, or ask an owner of the desk for a new one.")
LOCKED_CODES = _("Too many wrong codes. Try again in a quarter of an hour, or ask an owner of the desk to reset it.")
TOO_LATE = _("The code came too late. Begin again.")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form; with the right password, open the desk."""
    onward = local(request, request.POST.get("next") or request.GET.get("next") or "")
    if request.method != "POST":
        return private(render(request, "desk/sign_in.html", {"next": onward}))
    address, password = request.POST.get("address", "").strip()[:254], request.POST.get("password", "")[:4096]
    account = accounts.find(address)
    name = account.get_username() if account else lockout.nobody(address)
    if lockout.locked(name, door.network(request), settings.CLOCK()):
        return _refused(request, onward, address, LOCKED, 429)
    user = auth.authenticate(request, username=account.get_username() if account else address, password=password)
    if user is None:
        log.note(request, lockout.FAILED, name, by="")
        return _refused(request, onward, address, WRONG, 403)
    if sessions.factor(user) is not None:
        sessions.half_open(request, user, onward, settings.CLOCK())
        return private(redirect("sign-in-code"))
    return _signed_in(request, user, onward)


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask who gave the right password for a code; with a right one, open the desk."""
    half = sessions.half(request, settings.CLOCK())
    if half is None:
        late = request.method == "POST"
        return _refused(request, reverse("desk"), "", TOO_LATE, 403) if late else private(redirect("sign-in"))
    user, onward = half
    if request.method != "POST":
        return private(render(request, "desk/code.html", {"account": user}))
    proof = proving.code(request, user, request.POST.get("code", ""))
    if proof is Proof.RIGHT:
        return _signed_in(request, user, onward, "with a code")
    if proof is Proof.RECOVERY:
        return _signed_in(request, user, onward, f"with a recovery code, {second_factor.left(user)} left")
    error, status = (LOCKED_CODES, 429) if proof is Proof.LOCKED else (proving.WRONG_CODE, 403)
    return private(lockout.dated(render(request, "desk/code.html", {"account": user, "error": error}, status=status)))


def _signed_in(request: HttpRequest, user: User, onward: str, how: str = "") -> HttpResponse:
    sessions.open_(request, user)
    log.note(request, lockout.SIGNED_IN, words=how)
    return private(redirect(onward))


def _refused(request: HttpRequest, onward: str, address: str, why: str | Promise, status: int) -> HttpResponse:
    context = {"next": onward, "address": address, "error": why}
    return private(lockout.dated(render(request, "desk/sign_in.html", context, status=status)))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if request.user.is_authenticated:
        log.note(request, "signed out")
    auth.logout(request)
    return private(redirect("sign-in"))


@needs(Role.VIEWER, act=Role.VIEWER, bare=True)
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; every other session of the account ends."""
    assert isinstance(request.user, User)
    form = PasswordChangeForm(request.user, request.POST or None)
    if form.is_bound:
        form.full_clean()
        if proving.password(request, request.user, request.POST.get("old_password", "")) is Proof.LOCKED:
            form.add_error("old_password", LOCKED)
    if form.is_valid():
        auth.update_session_auth_hash(request, form.save())
        log.note(request, "changed the password")
        notices.queue(request.user, notices.Kind.PASSWORD, settings.CLOCK())
        return render(request, "desk/password.html", {"done": True})
    return render(request, "desk/password.html", {"form": form}, status=400 if form.errors else 200)


def local(request: HttpRequest, address: str) -> str:
    """Return an address of the desk to go on to; for any other, the desk's own page."""
    home = reverse("desk")
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if allowed and address.startswith(home) and "\\" not in address else home
