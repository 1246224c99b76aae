"""The addresses of the API. ``/api/subscribe/`` is the site's own (site.signup_api)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path

from reveille.api.page import page
from reveille.api.problems import answer, nowhere
from reveille.api.service import api

app_name = "api"


def _answers() -> Iterator[URLPattern]:
    """The operations; each answers HEAD where it answers GET (RFC 9110), and says no in the API's own way."""
    for one in api.urls[0]:
        if isinstance(one, URLPattern):
            yield URLPattern(one.pattern, _whole(one.callback), one.default_args, one.name)


def _whole(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @functools.wraps(view)
    def whole(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"
        response = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        problem = answer(405, f"{request.method} is not for this address.")
        problem.headers["Allow"] = response.headers["Allow"]
        return problem

    return whole


urlpatterns: list[URLPattern | URLResolver] = [
    path("", page, name="page"),
    *_answers(),
    re_path(r"^(?!subscribe/)", nowhere),
]
