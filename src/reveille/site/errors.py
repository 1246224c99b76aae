"""What a visitor sees when something is wrong, in the same look and in words that help."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from reveille.core.errors import KeyChanged
from reveille.editions.models import Act

# Locked, full, stopped, or no server there; or this process is about to end, as its key is the installation's no more.
UNREACHABLE = (OperationalError, InterfaceError, KeyChanged)
SOON = 60  # seconds


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that makes no sense. Looks nothing up: the request may be nonsense in any part."""
    return HttpResponse(render_to_string("site/400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that we will not do."""
    return HttpResponse(render_to_string("site/403.html"), status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from a page of ours, or from one that is too old."""
    return forbidden(request)


def explained(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: where a view says that it takes no such method, and no more, a page says so too.

    ``OPTIONS`` and what a program asks are answered by the header ``Allow`` alone.
    """

    def page(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.content and request.method in ("GET", "HEAD", "POST"):
            response.content = render_to_string("site/405.html").encode()
        return response

    return page


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for a page that is not there."""
    return render(request, "site/404.html", status=404)


def gone(request: HttpRequest, said: Act) -> HttpResponse:
    """Answer for a story that an editor took down, with the line that says so."""
    return render(request, "site/410.html", {"said": said, "edition": said.edition}, status=410)


def again(response: HttpResponse, seconds: int) -> HttpResponse:
    """Return the answer with how long to wait before asking once more (RFC 9110 10.2.3)."""
    response.headers["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when we failed. Looks nothing up: the database may be what failed, and then it is for a while only."""
    if isinstance(sys.exc_info()[1], UNREACHABLE):
        return again(HttpResponse(render_to_string("site/503.html"), status=503), SOON)
    return HttpResponse(render_to_string("site/500.html"), status=500)
