"""Who may do what at the desk: a viewer reads, an editor shapes editions, an owner keeps accounts and newsletters.

Promises: a page of the desk is shown to nobody who is not signed in, with the second factor where the account has one
or the installation requires it; nothing is changed by a GET; and each view says itself who may see it and who may press
its buttons.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group, User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render

from reveille.desk import sessions, tongue
from reveille.site import middleware

# The desk's pages ask for parts of themselves, and show a letter in a frame; nothing else differs.
POLICY = f"{middleware.POLICY}; connect-src 'self'; frame-src 'self'"

View = Callable[..., HttpResponse]


class Role(enum.IntEnum):
    """What an account may do; each may do what those before it may."""

    NONE = 0
    VIEWER = 1
    EDITOR = 2
    OWNER = 3


def of(user: AbstractBaseUser | AnonymousUser) -> Role:
    """Return the role of an account: that of its group; the first account of all is an owner."""
    if not isinstance(user, User) or not user.is_active:
        return Role.NONE
    if user.is_superuser:
        return Role.OWNER
    names = set(user.groups.values_list("name", flat=True))
    return max((role for role in Role if role.name.lower() in names), default=Role.NONE)


def give(user: User, role: Role) -> None:
    """Let an account have this role and no other."""
    group, _ = Group.objects.get_or_create(name=role.name.lower())
    user.groups.set([group])
    user.is_superuser = user.is_staff = role is Role.OWNER
    user.save(update_fields=["is_superuser", "is_staff"])


def needs(see: Role, act: Role | None = None, *, bare: bool = False) -> Callable[[View], View]:
    """Open a view to those who may ``see`` it; its POST, where it has one, to those who may ``act``.

    A ``bare`` view is open to an account that has no second factor yet where one is required: it leads to one, or
    only says in which language.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return guard(request, lambda: view(request, *args, **kwargs))

        def guard(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
            role = of(request.user)
            if request.user.is_authenticated and not sessions.holds(request):
                auth.logout(request)  # its account has another second factor now
            tongue.speak(request)
            if not request.user.is_authenticated:
                response: HttpResponse = redirect_to_login(request.get_full_path() if request.method == "GET" else "")
            elif not bare and settings.DESK_SECOND_FACTOR == "required" and sessions.factor(request.user) is None:
                response = redirect("security")
            elif request.method not in ("GET", "HEAD") and (request.method != "POST" or act is None):
                response = HttpResponseNotAllowed(["GET", "HEAD", *(["POST"] if act else [])])
            elif role < (see if request.method in ("GET", "HEAD") else max(see, act or see)):
                response = render(request, "desk/forbidden.html", {"role": role}, status=403)
            else:
                request.role = role  # type: ignore[attr-defined]
                response = answer()
            return private(response)

        guarded.see, guarded.act = see, act  # type: ignore[attr-defined]
        return guarded

    return decorate


def private(response: HttpResponse) -> HttpResponse:
    """Return an answer of the desk with its headers: kept by no cache, and allowed what the desk needs."""
    response.headers["Cache-Control"] = "no-store"
    response.headers.setdefault("Content-Security-Policy", POLICY)
    return response
