"""Write down who did what, for the page ``/desk/log/``. What an act changes and its entry are stored together."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from reveille.desk.models import LogEntry
from reveille.site import door


def note(request: HttpRequest, act: str, on: str = "", words: str = "", *, by: str | None = None) -> LogEntry:
    """Note an act of whoever is signed in (or of the account called ``by``)."""
    who = by if by is not None else request.user.get_username()
    return write(who, act, on, words, network=door.network(request))


def write(by: str, act: str, on: str = "", words: str = "", *, network: str = "") -> LogEntry:
    """Note an act that came from no page of the desk, where ``network`` is not known."""
    return LogEntry.objects.create(at=settings.CLOCK(), by=by, act=act, on=on[:200], words=words[:500], network=network)
