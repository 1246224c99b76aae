"""The choice of the desk's language, which stands at the foot of every page: kept with the account."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reveille.core.tongues import SPOKEN
from reveille.desk import signin
from reveille.desk.models import DeskLanguage
from reveille.desk.roles import Role, needs


@needs(Role.VIEWER, act=Role.VIEWER, bare=True)
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen, and go back to the page it was chosen on."""
    chosen = request.POST.get("language", "")
    assert isinstance(request.user, User)
    if request.method == "POST" and chosen in SPOKEN:
        DeskLanguage.objects.update_or_create(user=request.user, defaults={"language": chosen})
    return redirect(signin.local(request, request.POST.get("next", "")))
