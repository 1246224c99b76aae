"""Sign up by JSON, behind the same door as the form: ``/api/subscribe/``.

GET gives what a form would carry (``started``, and ``challenge`` where a proof of work is wanted) and the choices;
POST takes ``email`` and, each if wished, ``newsletter``, ``time``, ``zone``, ``days``, ``day``, ``text_only``,
``language``, with ``started`` and ``altcha`` from the GET. There is no cookie, so no other site can use anybody's.

Scripts of other sites (CORS) are let in only from the operator's ``REVEILLE_SIGNUP_ORIGINS``, none by default: a form
to embed needs no script, and a server or an app does not ask a browser's leave.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reveille.editions.models import Newsletter
from reveille.site import door, errors, signup_pages
from reveille.site.door import Verdict
from reveille.site.signup_form import SignUpForm
from reveille.subscribers import limits, signup

SAID = "If that address can have it, one mail with one link is on its way."


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
def api(request: HttpRequest) -> HttpResponse:
    """Answer one request, and say to a browser whether its page may read the answer."""
    match request.method:
        case "POST":
            response = _take(request)
        case "OPTIONS":
            response = HttpResponse(status=204)
        case _:
            response = _offer()
    patch_vary_headers(response, ["Origin"])
    if request.headers.get("Origin") in settings.SIGNUP_ORIGINS:
        response["Access-Control-Allow-Origin"] = request.headers["Origin"]
        response["Access-Control-Allow-Methods"] = "GET, POST"
        response["Access-Control-Allow-Headers"] = "Content-Type"
        response["Access-Control-Max-Age"] = "600"
    return response


def _offer() -> HttpResponse:
    shown = door.shown()
    newsletters = Newsletter.objects.living().values("slug", "name", "tagline")
    return JsonResponse(
        {
            "newsletters": list(newsletters),
            "started": shown.started,
            "challenge": json.loads(shown.challenge) if shown.challenge else None,
            "promise": str(signup.PROMISE),
        }
    )


def _take(request: HttpRequest) -> HttpResponse:
    if request.content_type != "application/json":
        return _wrong(415, body="Send application/json.")
    data = _read(request)
    if data is None:
        return _wrong(400, body="Send one JSON object.")
    form = SignUpForm(data)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    if not form.newsletters:
        return _wrong(422, newsletter="There is no newsletter here yet.")
    if form.suggestion and data.get("sure") is not True:
        said = f"Did you mean {form.suggestion}? Send it, or send it again with sure: true."
        return JsonResponse({"errors": {"email": [{"message": said}]}, "meant": form.suggestion}, status=422)
    verdict = signup_pages.press(form, request, "json")
    if verdict in (Verdict.COME_IN, Verdict.PROGRAM):
        return JsonResponse({"said": SAID}, status=202)
    if verdict is Verdict.CROWDED:
        return errors.again(_wrong(429, door=verdict.words), limits.renewed_in(settings.CLOCK()))
    if verdict is Verdict.NO_WORK:
        return _wrong(422, altcha="Solve the challenge that a GET gives; each solution is good once.")
    return _wrong(422, started="Send what a GET of this address gives as started, two seconds to a day later.")


def _read(request: HttpRequest) -> dict[str, Any] | None:
    """The body's object, with lists where the form takes several."""
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    for name in ("newsletter", "day"):
        if name in data and not isinstance(data[name], list):
            data[name] = [data[name]]
    return data


def _wrong(status: int, **what: str) -> HttpResponse:
    return JsonResponse({"errors": {name: [{"message": words}] for name, words in what.items()}}, status=status)
