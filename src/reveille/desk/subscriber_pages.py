"""The pages of the subscribers: how many there are, one person's record, and lists that come and go.

An address is asked for by POST only, so that none stands in an address, a log or a referrer; the desk's own log has it
masked.
"""

from __future__ import annotations

import io
import json
from collections import Counter

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from reveille.core import drawing
from reveille.core.errors import AddressError, LeavingsError, LiftError, ListError
from reveille.delivery import dossier
from reveille.desk import audience, log, telling
from reveille.desk.roles import Role, needs
from reveille.editions import wording
from reveille.editions.models import Newsletter
from reveille.mail import telling as alarms
from reveille.subscribers import addresses, export, importing, signup, suppression
from reveille.subscribers.models import Subscriber, Subscription, Suppression

# Bytes of a list; a longer one is for the command. What was shown goes with the button, as a field of the form, whose
# line ends browsers make two signs long: it has to fit into DATA_UPLOAD_MAX_MEMORY_SIZE.
LARGEST = 200_000
NAMED = 200  # rows shown one by one
WEEK = 7


@needs(Role.VIEWER)
def all_(request: HttpRequest) -> HttpResponse:
    """Show how many subscribers there are, without a single address."""
    days = audience.days(settings.CLOCK())
    curve = drawing.curve(
        [(wording.dated(one.day, "j M") if n % WEEK == 1 else "", one.there) for n, one in enumerate(days)]
    )
    context = {
        "newsletters": audience.by_newsletter(),
        "states": [state.label for state in Subscription.State],
        "days": list(reversed(days)),
        "most": max(one.there for one in days),
        "joined": sum(one.joined for one in days),
        "left": sum(one.left for one in days),
        "there": days[-1].there,
        "curve": curve,
        "origins": audience.origins(),
        "suppressed": audience.suppressed(),
    }
    return render(request, "desk/subscribers.html", context)


@needs(Role.EDITOR, act=Role.EDITOR)
def person(request: HttpRequest) -> HttpResponse:
    """Show all that is held on the person of exactly this address."""
    if request.method != "POST":
        return redirect("subscribers")
    asked = request.POST.get("address", "").strip()[:254]
    found = _found(asked)
    log.note(request, "looked up a person", addresses.masked(asked) if found else "", "" if found else "not found")
    return _record(request, asked, found, status=200 if found else 400)


@needs(Role.OWNER, act=Role.OWNER)
def lift(request: HttpRequest) -> HttpResponse:
    """Write to an address again that is barred, with a reason that is kept."""
    if request.method != "POST":
        return redirect("subscribers")
    asked, why = (request.POST.get(name, "").replace("\0", "").strip()[:300] for name in ("address", "why"))
    try:
        address = addresses.checked(asked)
        with transaction.atomic():
            row = suppression.lift(address, settings.CLOCK(), who=request.user.get_username(), why=why)
            log.note(request, "lifted a suppression", addresses.masked(address), f"{row}: {why}")
    except (AddressError, LiftError) as error:
        return _record(request, asked, _found(asked), status=400, problem=error.detail)
    return _record(request, address, _found(address), lifted=row.reason)


def _record(request: HttpRequest, asked: str, found: Subscriber | None, status: int = 200, **told: str) -> HttpResponse:
    held = dossier.of(found) if found else None
    barred = _barred(found.address if found else asked)
    context = {
        "here": "Subscribers",
        "asked": asked,
        "held": held,
        "whole": json.dumps(held, indent=2, ensure_ascii=False, default=str),
        "barred": barred,
        "liftable": barred is not None and barred.reason in suppression.OPERATORS,
        **told,
    }
    return render(request, "desk/subscriber.html", context, status=status)


@needs(Role.OWNER, act=Role.OWNER)
def bring(request: HttpRequest) -> HttpResponse:
    """Show what a list would do; do it when the owner says so."""
    newsletters = Newsletter.objects.living()
    context = {"here": "Subscribers", "newsletters": newsletters, "said": request.POST}
    if request.method != "POST":
        return render(request, "desk/import.html", context)
    newsletter = newsletters.filter(slug=request.POST.get("newsletter", "").replace("\0", "")).first()
    sure = request.POST.get("act") == "import"
    try:
        if newsletter is None:
            raise ListError("the newsletter", "there is none of this name")
        data = _list(request)
        judged = list(_taken(request, data, newsletter, sure=sure))
    except ListError as error:
        return render(request, "desk/import.html", {**context, "error": telling.of(error)}, status=400)
    except LeavingsError as error:
        told = {"error": telling.of(error), "mending": alarms.told(error.mending), "kept": request.POST.get("list", "")}
        return render(request, "desk/import.html", {**context, **told}, status=503)
    counts = Counter(one.verdict for one in judged)
    if sure:
        words = ", ".join(f"{n} {verdict}" for verdict, n in counts.most_common())
        log.note(request, "imported a list", newsletter.slug, words)
    more = {"judged": judged[:NAMED], "counts": counts.most_common(), "all": len(judged), "sure": sure}
    return render(request, "desk/import.html", {**context, **more, "list": data.decode("utf-8-sig")})


@needs(Role.OWNER, act=Role.OWNER)
def take_along(request: HttpRequest) -> HttpResponse:
    """Hand over the list of everybody, as importing takes it."""
    if request.method != "POST":
        return redirect("subscribers")
    written = io.StringIO(newline="")
    rows = Subscription.objects.select_related("subscriber", "newsletter").order_by("id")
    count = export.write_list(written, rows.iterator(chunk_size=1000))
    log.note(request, "exported the subscribers", "", f"{count} rows")
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="subscribers.csv"'
    return response


@transaction.atomic
def _taken(request: HttpRequest, data: bytes, newsletter: Newsletter, *, sure: bool) -> list[importing.Judged]:
    """Judge the list, all or nothing. Raises ListError."""
    elsewhere = request.POST.get("elsewhere", "").replace("\0", "").strip()[:500]
    rows, now = importing.rows(data), settings.CLOCK()
    usual = signup.Wish("", zone=newsletter.zone)
    return list(importing.take(rows, newsletter, usual, now, elsewhere=elsewhere, dry_run=not sure))


def _list(request: HttpRequest) -> bytes:
    """The list that was uploaded, or pasted. Raises ListError."""
    file = request.FILES.get("file")
    if file is not None and (file.size or 0) > LARGEST:
        raise ListError("the list", f"it is larger than {LARGEST:,} bytes: use `reveille subscribers import`")
    data = file.read() if file is not None else request.POST.get("list", "").replace("\r\n", "\n").encode()
    if len(data) > LARGEST:
        raise ListError("the list", f"it is larger than {LARGEST:,} bytes: use `reveille subscribers import`")
    if not data.strip() or b"\0" in data:
        raise ListError("the list", "it is empty, or no text")
    return data


def _barred(asked: str) -> Suppression | None:
    try:
        return suppression.of(addresses.checked(asked))
    except AddressError:
        return None


def _found(asked: str) -> Subscriber | None:
    try:
        return Subscriber.objects.filter(address_key=addresses.key(addresses.checked(asked))).first()
    except AddressError:
        return None
