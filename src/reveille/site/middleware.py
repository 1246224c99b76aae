"""The headers that every page carries.

Promises: nothing but our own files is loaded, nothing runs or is styled inline, nobody frames us, and a page
whose address is a secret tells that address to nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
# Addresses that carry a token: whoever knows one may act for its subscriber. Their referrer is the bare origin, and so
# holds no token; with "no-referrer" a browser's form says "Origin: null", and the check against forgery refuses it.
# A search engine is told to list none, in the answer itself: what robots.txt forbids it to read it may still list, with
# the token, where somebody has put the link on a page
# (https://developers.google.com/search/docs/crawling-indexing/block-indexing).
SECRET = ("/confirm/", "/you/", "/leave/", "/move/", "/outbox/")
DESK = "/desk/"  # behind a sign-in: no cache keeps it


class SecurityHeaders:
    """Sets what a view has not set itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer with its headers."""
        response = self.get_response(request)
        secret = request.path_info.startswith(SECRET)
        for name, value in (
            ("Content-Security-Policy", POLICY),
            ("Referrer-Policy", "strict-origin" if secret else "same-origin"),
            ("X-Content-Type-Options", "nosniff"),
            ("Permissions-Policy", PERMISSIONS),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ):
            response.headers.setdefault(name, value)
        if secret:
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow, noarchive")
        if secret or request.path_info.startswith(DESK):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
