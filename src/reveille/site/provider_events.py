"""Where a hosted provider tells us what became of letters: an address with a secret in it, for its program alone."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reveille.delivery import provider

log = logging.getLogger(__name__)


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def provider_events(request: HttpRequest, secret: str) -> HttpResponse:
    """Settle what the provider tells. Whoever does not know the secret finds nothing here.

    An event that cannot be settled makes the answer 500, so that the provider tells it again.
    """
    hook = settings.WEBHOOK
    if hook is None or not constant_time_compare(secret, hook.secret):
        raise Http404
    if request.method == "HEAD":
        return HttpResponse()
    view = hook.view()
    view.setup(request)
    view.run_validators(request)  # a wrong signature is a SuspiciousOperation: 400
    try:
        events = view.parse_events(request)
    except (ValueError, LookupError, TypeError, AttributeError):
        return HttpResponseBadRequest("not understood")
    for event in events:
        settled = provider.heard(event, settings.CLOCK())
        log.info("delivery %s: %s, %s", settled.delivery, settled.outcome, settled.reason)
    return HttpResponse()
