"""The outbox viewer: letters that stayed here, where the installation allows it: there is no relay, or the demo's."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reveille.mail.outbox import Outbox

SHOWN = 100


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """List the letters, the newest first."""
    folder = _folder()
    letters = [_said(path.stem, path.read_bytes()) for path in folder.letters()[:SHOWN]]
    return render(request, "site/outbox.html", {"letters": letters, "demo": bool(settings.SAMPLE_PORT)})


@never_cache
@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """Show one letter: its headers and its text."""
    data = _letter(name)
    message = _parsed(data)
    body = message.get_body(("plain",))
    said = {**_said(name, data), "text": body.get_content() if body else "", "headers": list(message.items())}
    return render(request, "site/outbox_letter.html", said)


@never_cache
@require_safe
def letter_html(request: HttpRequest, name: str) -> HttpResponse:
    """Give the letter's HTML part by itself, in a sandbox: no script, nothing from elsewhere."""
    del request
    body = _parsed(_letter(name)).get_body(("html",))
    if body is None:
        raise Http404
    response = HttpResponse(body.get_content())
    response["Content-Security-Policy"] = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'"
    return response


def _folder() -> Outbox:
    caught = bool(settings.SAMPLE_PORT)  # the demo's relay is a catcher in the same house
    if not settings.OUTBOX_VIEWER or (settings.RELAY and not caught):
        raise Http404
    return Outbox(settings.CAUGHT if caught else settings.OUTBOX)


def _letter(name: str) -> bytes:
    data = _folder().letter(name)
    if data is None:
        raise Http404
    return data


def _parsed(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def _said(name: str, data: bytes) -> dict[str, Any]:
    message = _parsed(data)
    return {
        "name": name,
        "subject": message["subject"],
        "to": message["to"],
        "date": message["date"],
        "bytes": len(data),
    }
