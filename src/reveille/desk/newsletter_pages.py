"""The pages of the newsletters: all of them, and one with what an owner may say of it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from reveille.core import schedule
from reveille.desk import audience, log, newsletters
from reveille.desk.roles import Role, needs, of
from reveille.editions.models import Edition, Newsletter


@needs(Role.VIEWER)
def all_(request: HttpRequest) -> HttpResponse:
    """Show every newsletter in a line."""
    now, rows = settings.CLOCK(), []
    readers = audience.confirmed()
    for one in Newsletter.objects.select_related("home_outlet").order_by("id"):
        closed = Edition.objects.filter(newsletter=one, state=Edition.State.CLOSED).only("date", "number")
        coming = schedule.next_closing(now, one.closing_minute, one.zone)
        last = closed.order_by("-date").first()
        rows.append((one, schedule.clock(one.closing_minute), last, coming.at, readers.get(one.pk, 0)))
    context = {"rows": rows, "owner": of(request.user) >= Role.OWNER}
    return render(request, "desk/newsletters.html", context)


@needs(Role.OWNER, act=Role.OWNER)
@transaction.atomic
def add(request: HttpRequest) -> HttpResponse:
    """Found another newsletter."""
    form = newsletters.FoundingForm(request.POST or None, initial=newsletters.defaults())
    if request.method == "POST" and form.is_valid():
        made = newsletters.found(form)
        log.note(request, "founded a newsletter", made.slug)
        return redirect("newsletter", made.slug)
    context = {"here": "Newsletters", "form": form}
    return render(request, "desk/newsletter.html", context, status=400 if request.method == "POST" else 200)


@needs(Role.OWNER, act=Role.OWNER)
@transaction.atomic
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what is said of a newsletter; change it, retire it, let it appear again."""
    newsletter = get_object_or_404(Newsletter, slug=slug)
    act, said, status = request.POST.get("act", ""), "", 200
    form = newsletters.NewsletterForm(
        request.POST if act == "save" else None, instance=newsletter, initial={"home_outlet": _home(newsletter)}
    )
    if act == "save" and form.is_valid():
        changed = newsletters.change(form)
        log.note(request, "changed a newsletter", slug, ", ".join(changed))
        said = _("It is changed; the next edition is made with it.")
    elif act == "retire" and not newsletter.retired_at:
        newsletters.retire(newsletter, settings.CLOCK())
        log.note(request, "retired a newsletter", slug)
        said = _("It appears no more. Its archive stays, and its readers are kept.")
    elif act == "revive" and newsletter.retired_at:
        newsletters.revive(newsletter)
        log.note(request, "revived a newsletter", slug)
        said = _("It appears again, with its next closing.")
    elif request.method == "POST":
        status = 400
    stands = Newsletter.objects.get(pk=newsletter.pk)
    signature = newsletters.signature(stands)
    context = {"here": "Newsletters", "newsletter": stands, "form": form, "said": said, "signature": signature}
    return render(request, "desk/newsletter.html", context, status=status)


def _home(newsletter: Newsletter) -> str:
    return newsletter.home_outlet.slug if newsletter.home_outlet else ""
