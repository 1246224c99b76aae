"""What a program is told when something is wrong: problem details as JSON (RFC 9457)."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from reveille.site.errors import SOON, UNREACHABLE

log = logging.getLogger(__name__)
CONTENT_TYPE = "application/problem+json"
MOST = 20  # faults of one request that are named


class Fault(Schema):
    """One value of a request that cannot be."""

    where: str = Field(description="Where it stands: `body.seen`, `query.limit`.")
    what: str = Field(description="What is wrong with it.")


class Problem(Schema):
    """Problem details (RFC 9457)."""

    type: str = Field("about:blank", description="Always `about:blank`: the status says what kind it is.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What is wrong, in a sentence.")
    errors: list[Fault] = Field([], description="The values that cannot be, where the request itself is wrong.")


class Refusal(HttpError):
    """Something that is not done; the message says why."""


def answer(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """Return a problem as the answer to a request."""
    body: dict[str, Any] = {
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail,
        "errors": errors or [],
    }  # fmt: skip
    headers = {"Cache-Control": "no-store"}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="desk"'
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        headers["Retry-After"] = str(SOON)
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)


def register(api: NinjaAPI) -> None:
    """Let every error of the API be told as a problem."""
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(AuthenticationError, _stranger)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Exception, _failed)


def nowhere(request: HttpRequest) -> HttpResponse:
    """Answer for an address of the API that is none."""
    return answer(404, f"There is nothing at {request.path}.")


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    del request
    return answer(error.status_code, str(error))


def _stranger(request: HttpRequest, error: Any) -> HttpResponse:
    del request, error
    return answer(401, "Send a token of this desk: “Authorization: Bearer …”.")


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    del request, error
    return answer(404, "There is no such thing here.")


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    del request
    found = [{"where": ".".join(map(str, one["loc"])), "what": str(one["msg"])} for one in error.errors[:MOST]]
    return answer(422, "The request has values that cannot be.", found)


def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("%s failed", request.path, exc_info=error)
    if isinstance(error, UNREACHABLE):
        return answer(503, "The archive does not answer right now. Nothing was done: ask again in a minute.")
    return answer(500, "This is a fault of ours. It is written down in our log.")
