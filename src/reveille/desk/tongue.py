"""In which language the desk speaks: the account's own choice, else what its browser asks for, else the site's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

from reveille.editions import languages
from reveille.site import tongue


def of(user: User) -> str:
    """Return the language that an account chose, or "" where it chose none."""
    return user.desk_language.language if hasattr(user, "desk_language") else ""


def speak(request: HttpRequest) -> None:
    """Speak the language of whoever is signed in, until the answer is there."""
    if isinstance(request.user, User) and (chosen := of(request.user)):
        tongue.speak(request, chosen)


@contextmanager
def speaking_to(user: User) -> Iterator[None]:
    """Speak an account's language for a while, whoever is at the desk."""
    with languages.speaking(of(user) or settings.SITE_LANGUAGE):
        yield
