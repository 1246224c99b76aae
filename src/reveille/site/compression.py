"""Answers are sent compressed, where that gains something and tells nothing.

Who can have their own words put beside a secret in one compressed answer learns the secret from its length (BREACH).
So what nobody may keep (``no-store``: a subscriber's own pages, the desk) goes out as it is; Django masks the token of
a form, and pads what it compresses by chance lengths.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TYPES = ("text/", "application/json", "application/feed+json", "application/rss+xml", "application/atom+xml",
         "application/xml", "application/javascript", "image/svg+xml")  # fmt: skip


class Compressed(GZipMiddleware):
    """Compresses what is text and no secret."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer, compressed where that is right."""
        kind = response.headers.get("Content-Type", "")
        if "no-store" in response.headers.get("Cache-Control", "") or not kind.startswith(TYPES):
            return response
        return super().process_response(request, response)
