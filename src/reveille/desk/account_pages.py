"""The page of the accounts: an owner makes them, changes their role, gives new passwords, takes a lost second factor
off, and closes them.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reveille.core.errors import AddressError
from reveille.desk import accounts, log, notices, second_factor, telling
from reveille.desk.roles import Role, give, needs, of

ROLES = {"viewer": Role.VIEWER, "editor": Role.EDITOR, "owner": Role.OWNER}
NO_SUCH = _("There is no such account, or no such act.")
LAST = _("Nobody else could keep the accounts then: make another owner first.")


@needs(Role.OWNER, act=Role.OWNER)
@transaction.atomic
def all_(request: HttpRequest) -> HttpResponse:
    """Show the accounts; do what a button says."""
    said = _done(request) if request.method == "POST" else {}
    people = [(user, of(user).name.lower()) for user in _people()]
    context = {"people": people, "roles": ROLES, **said}
    return render(request, "desk/accounts.html", context, status=400 if "error" in said else 200)


def _people() -> QuerySet[User]:
    return User.objects.order_by("username").select_related("second_factor").prefetch_related("groups")


def _done(request: HttpRequest) -> dict[str, str | Promise]:
    """Do what was asked; return what to say of it."""
    act, role = request.POST.get("act", ""), ROLES.get(request.POST.get("role", ""))
    if act == "make" and role:
        try:
            made, password = accounts.make(request.POST.get("address", ""), role)
        except AddressError as error:
            return {"error": telling.of(error)}
        log.note(request, "made an account", made.get_username(), role.name.lower())
        return {"made": made.get_username(), "password": password}
    user = User.objects.filter(username=request.POST.get("account", "")).first()
    if user is None:
        return {"error": NO_SUCH}
    if accounts.last_owner(user) and ((act == "role" and role is not Role.OWNER) or act == "close"):
        return {"error": LAST}
    if act == "role" and role:
        give(user, role)
        log.note(request, "changed a role", user.get_username(), role.name.lower())
        return {
            "said": _("%(account)s is %(role)s now.")
            % {"account": user.get_username(), "role": telling.retold(role.name.lower())}
        }
    if act == "password":
        password = accounts.renew(user)
        log.note(request, "gave a new password", user.get_username())
        notices.queue(user, notices.Kind.PASSWORD, settings.CLOCK())
        return {"made": user.get_username(), "password": password}
    if act == "factor":
        return _taken_off(request, user)
    if act in ("close", "open"):
        user.is_active = act == "open"
        user.save(update_fields=["is_active"])
        log.note(request, "opened an account" if user.is_active else "closed an account", user.get_username())
        may = _("%(account)s may sign in again.") if user.is_active else _("%(account)s may no longer sign in.")
        return {"said": may % {"account": user.get_username()}}
    return {"error": NO_SUCH}


def _taken_off(request: HttpRequest, user: User) -> dict[str, str | Promise]:
    """Take the second factor off an account whose phone is lost; one's own needs a code, on a page of its own."""
    if user == request.user or not second_factor.turn_off(user, settings.CLOCK()):
        return {"error": NO_SUCH}
    log.note(request, second_factor.RESET, user.get_username())
    return {"said": _("%(account)s signs in with the password alone now.") % {"account": user.get_username()}}
