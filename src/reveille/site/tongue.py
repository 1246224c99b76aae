"""In which language a page speaks: its address says so (``/de/how/``), else the browser; no cookie remembers it.

An address that says so is one for every cache, and its page's links say so too: the prefix is the script's, as if the
site were mounted there. One that does not is answered by ``Accept-Language``, and says so in ``Vary``.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from reveille.editions import languages

_PREFIXED = re.compile(rf"/({'|'.join(dict(settings.LANGUAGES))})(/.*)", re.DOTALL)
PROGRAMS = ("/api/", "/provider/", "/outbox/")  # English
OURS = ("/desk/", *PROGRAMS)  # for those who run the site, and for programs: no address says their language


class Spoken:
    """Reads the language of a request, and speaks it until the answer is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer in the language that was asked for."""
        found = _PREFIXED.fullmatch(request.path_info)
        prefixed = found is not None and not found[2].startswith(OURS)
        before = get_script_prefix()
        if found and prefixed:
            request.path_info = found[2]
            set_script_prefix(f"{before.rstrip('/')}/{found[1]}/")
        request.spoken_by_address = prefixed  # type: ignore[attr-defined]
        try:
            with languages.speaking(found[1] if found and prefixed else wished(request)):
                response = self.get_response(request)
        finally:
            set_script_prefix(before)
        html = response.headers.get("Content-Type", "").startswith("text/html")
        if html and not prefixed and not request.path_info.startswith(OURS):
            patch_vary_headers(response, ["Accept-Language"])
        return response


def wished(request: HttpRequest) -> str:
    """Return the language that a browser asks for first among ours, else the site's own."""
    if request.path_info.startswith(PROGRAMS):
        return languages.ENGLISH
    for tag, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if found := languages.fitting(tag):
            return found
    return str(settings.SITE_LANGUAGE)


def speak(request: HttpRequest, language: str) -> None:
    """Speak a reader's own language from here on, unless the address says another; the middleware ends it."""
    if not getattr(request, "spoken_by_address", False):
        translation.activate(languages.fitting(language) or languages.ENGLISH)
