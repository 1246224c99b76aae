"""The page of a newsletter's webhooks: whom we call, what was answered last, and how to try."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from reveille.core.errors import LinkError
from reveille.desk import log
from reveille.desk.roles import Role, needs
from reveille.editions.models import Newsletter
from reveille.webhooks import queue
from reveille.webhooks.models import Call, Webhook

SHOWN = 30  # calls
NO_SUCH = _("There is no such webhook, or no such act.")
# Why an address cannot be called, as core and sources say it.
WHY = (
    gettext_noop("an address begins with https://"),
    gettext_noop("an address has at most 500 ASCII characters, and no space"),
    gettext_noop("an address has no name, password or fragment in it; the signature says who calls"),
    gettext_noop("only public addresses are asked"),
)


@needs(Role.OWNER, act=Role.OWNER)
@transaction.atomic
def all_(request: HttpRequest, slug: str) -> HttpResponse:
    """Show whom we call; add one, try one, give it another secret, end it."""
    newsletter = get_object_or_404(Newsletter, slug=slug)
    said = _done(request, newsletter) if request.method == "POST" else {}
    calls = Call.objects.filter(webhook__newsletter=newsletter).select_related("webhook", "edition")
    context = {
        "here": "Newsletters",
        "newsletter": newsletter,
        "webhooks": newsletter.webhooks.filter(ended_at=None),
        "calls": calls[:SHOWN],
        "plain": bool(settings.WEBHOOK_NETWORKS),
        **said,
    }
    return render(request, "desk/webhooks.html", context, status=400 if "error" in said else 200)


def _done(request: HttpRequest, newsletter: Newsletter) -> dict[str, Any]:
    """Do what was asked; return what to say of it."""
    act, told, now = request.POST.get("act"), request.POST.get("webhook", ""), settings.CLOCK()
    if act == "add":
        try:
            made, secret = queue.add(newsletter, request.POST.get("link", ""), request.user.get_username(), now)
        except LinkError as error:
            return {"error": _("That cannot be called: %(why)s.") % {"why": gettext(error.detail)}}
        log.note(request, "added a webhook", newsletter.slug, made.link)
        return {"made": made.link, "secret": secret}
    number = int(told) if told.isascii() and told.isdecimal() and len(told) < 19 else 0
    webhook = Webhook.objects.filter(pk=number, newsletter=newsletter, ended_at=None).first()
    if webhook is None:
        return {"error": NO_SUCH}
    if act == "try":
        queue.test(webhook, now)
        return {"said": _("A call that says “test” is on its way; its answer stands below in a moment.")}
    if act == "renew":
        log.note(request, "renewed a webhook’s secret", newsletter.slug, webhook.link)
        return {"made": webhook.link, "secret": queue.renew(webhook)}
    if act == "end":
        queue.end(webhook, now)
        log.note(request, "ended a webhook", newsletter.slug, webhook.link)
        return {"said": _("%(link)s is called no more.") % {"link": webhook.link}}
    return {"error": NO_SUCH}
