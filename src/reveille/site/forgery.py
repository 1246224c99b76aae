"""Whose page sent a form: ours, or somebody else's. The public pages know it without a cookie.

Nobody is signed in there, so there is no session that another site could ride on; what is left is that it makes its
visitors' browsers send our forms. A browser says itself where a form comes from, in headers that no script can write:
Sec-Fetch-Site (https://www.w3.org/TR/fetch-metadata/), or Origin where that is not sent, as over plain http. A program
that sends neither is no browser, and nobody's cookies or networks are misused by it; the door (site.door) is for it.
The desk, behind its sign-in, has Django's token besides.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from reveille.site import errors

READING = ("GET", "HEAD", "OPTIONS", "TRACE")
OURS = ("same-origin", "none")  # none: typed in, or from a bookmark

View = Callable[..., HttpResponse]


def from_our_page(view: View) -> View:
    """Open a view to forms of our own pages only; what changes nothing is open to all. Sets no cookie."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in READING and is_foreign(request):
            return errors.csrf_failure(request, "it comes from another site")
        return view(request, *args, **kwargs)

    return csrf_exempt(guarded)


def is_foreign(request: HttpRequest) -> bool:
    """Tell whether another site's page sent the request."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site:
        return site not in OURS
    return origin is not None and origin not in (settings.SITE_URL, f"{request.scheme}://{request.get_host()}")
