"""Where a hosted provider tells us what became of letters: an address with a secret in it, for its program alone."""

from __future__ import annotations

import logging

from anymail.exceptions import AnymailWebhookValidationFailure
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reveille.delivery import provider
from reveille.mail import alarm

log = logging.getLogger(__name__)
CAUSE = "webhook"
OF_ANOTHER_SHAPE = (ValueError, LookupError, TypeError, AttributeError, OverflowError)  # what Anymail makes of it
REFUSED = "the provider's calls are refused"
WHY = (
    "Their signatures do not hold: REVEILLE_WEBHOOK_KEY has to be the key that it signs with.\n"
    "Until then nobody counts what comes back; a provider tells it again for some hours."
)


@csrf_exempt
@require_http_methods(["POST", "HEAD"])
def provider_events(request: HttpRequest, secret: str) -> HttpResponse:
    """Settle what the provider tells. Whoever does not know the secret finds nothing here.

    An event that cannot be settled makes the answer 500, so that the provider tells it again. Whoever knows the secret
    and signs wrongly is the provider, with another key than ours: the operator hears once.
    """
    hook = settings.WEBHOOK
    if hook is None or not constant_time_compare(secret, hook.secret):
        raise Http404
    if request.method == "HEAD":
        return HttpResponse()
    view = hook.view()
    view.setup(request)
    try:
        view.run_validators(request)
    except AnymailWebhookValidationFailure as error:
        log.warning("%s: %s", hook.provider, error)
        alarm.tell(REFUSED, WHY, settings.CLOCK(), CAUSE)
        return HttpResponseBadRequest("not signed by who may tell")
    except OF_ANOTHER_SHAPE:
        return HttpResponseBadRequest("not understood")
    alarm.clear(CAUSE, settings.CLOCK())
    try:
        events = view.parse_events(request)
    except OF_ANOTHER_SHAPE:
        return HttpResponseBadRequest("not understood")
    for event in events:
        settled = provider.heard(event, settings.CLOCK())
        log.info("delivery %s: %s, %s", settled.delivery, settled.outcome, settled.reason)
    return HttpResponse()
