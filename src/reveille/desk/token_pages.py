"""The page of the tokens: an owner makes and revokes them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from reveille.core.errors import NameTaken
from reveille.desk import log, tokens
from reveille.desk.models import LogEntry, Token
from reveille.desk.roles import Role, needs


@needs(Role.OWNER, act=Role.OWNER)
@transaction.atomic
def all_(request: HttpRequest) -> HttpResponse:
    """Show the tokens; make one, or revoke one."""
    said = _done(request) if request.method == "POST" else {}
    rows = [(one, LogEntry.objects.filter(by=one.signature).first()) for one in Token.objects.all()]
    context = {"here": "Accounts", "tokens": rows, "roles": tokens.ROLES, **said}
    return render(request, "desk/tokens.html", context, status=400 if "error" in said else 200)


def _done(request: HttpRequest) -> dict[str, Any]:
    """Do what was asked; return what to say of it."""
    name, role = request.POST.get("name", "").replace("\0", ""), tokens.ROLES.get(request.POST.get("role", ""))
    match request.POST.get("act"):
        case "make" if role:
            try:
                made, words = tokens.make(name, role, request.user.get_username(), settings.CLOCK())
            except NameTaken as error:
                return {"error": error.detail.capitalize() + "."}
            log.note(request, "made a token", made.name, role.name.lower())
            return {"made": made.name, "words": words}
        case "revoke" if tokens.revoke(name, settings.CLOCK()):
            log.note(request, "revoked a token", name)
            return {"said": _("“%(name)s” opens nothing any more.") % {"name": name}}
    return {"error": _("There is no such token, or no such act.")}
