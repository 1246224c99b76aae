"""The subscriber's own pages: confirm, preferences, another address, leave. A GET writes nothing; the button does.

Who has the link has the right: there is no password. These pages are never cached, never indexed, and tell their
addresses to nobody (site.middleware, project.redaction).
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reveille.core import schedule
from reveille.core.errors import AddressDisposable, AddressError, ScheduleError, TokenError
from reveille.delivery import dossier
from reveille.editions import hours, languages
from reveille.editions.models import Edition
from reveille.site import door, tongue, zones
from reveille.site.forgery import from_our_page
from reveille.site.signup_form import DAYS, MASKS, AddressForm
from reveille.subscribers import addresses, confirm, erase, move, preferences, unsubscribe
from reveille.subscribers.models import Subscription

# What may be wrong with what was chosen, as core and subscribers say it.
LOOK_AGAIN = gettext_noop("please look at the time and the day again")
NO_ADDRESS = gettext_noop("that does not look like an email address")
PROBLEMS = (
    gettext_noop("say until which day"),
    gettext_noop("it ends on a day to come, within a year"),
    gettext_noop("choose at least one day"),
    gettext_noop("a time is written like 06:30"),
    gettext_noop("no zone has this name"),
    gettext_noop("it comes there already"),
    gettext_noop("that was asked for often enough today; please come back tomorrow"),
)


@from_our_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show what will come, with one button; the button confirms. Pressed again, it says that all is well already."""
    try:
        if request.method == "POST":
            tongue.speak(request, confirm.of(token, settings.CLOCK())[0].speaks)
            done = confirm.confirm(token, settings.CLOCK(), **_where(request))
            said = {**_together(done.subscriptions), "already": not done.by_us}
            return render(request, "site/confirmed.html", said)
        found = confirm.of(token, settings.CLOCK())
        tongue.speak(request, found[0].speaks)
    except TokenError:
        return _token_error(request)
    if confirm.is_done(found):
        return render(request, "site/confirmed.html", {**_together(found), "already": True})
    return render(
        request, "site/confirm.html", {**_together(found), "button": confirm.BUTTON, "agreed": confirm.AGREED}
    )


@from_our_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show which address takes whose place, with one button; the button does it, and once is enough."""
    try:
        subscriber = move.of(token, settings.CLOCK())
        if request.method == "POST":
            subscriber = move.confirm(token, settings.CLOCK(), **_where(request))
        if first := subscriber.subscriptions.select_related("newsletter").order_by("id").first():
            tongue.speak(request, first.speaks)
    except TokenError:
        return _token_error(request)
    if not subscriber.moving_to:
        return render(request, "site/moved.html", {"new": addresses.masked(subscriber.address)})
    said = {"old": addresses.masked(subscriber.address), "new": addresses.masked(subscriber.moving_to)}
    return render(request, "site/move.html", said)


LONGEST_PAUSE = timedelta(days=366)  # whoever wants none for longer leaves


class PreferencesForm(forms.Form):
    """Hour, zone, days, format, language, a pause."""

    time = forms.CharField(max_length=5)
    zone = forms.CharField(max_length=64)
    days = forms.ChoiceField(choices=DAYS, required=False)
    day = forms.TypedMultipleChoiceField(choices=[(n, n) for n in range(7)], coerce=int, required=False)
    pause = forms.BooleanField(required=False)
    until = forms.DateField(required=False)
    text_only = forms.BooleanField(required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)

    def choice(self, today: date) -> preferences.Choice:
        """Return what was chosen. Raises ScheduleError."""
        said = self.cleaned_data
        if said["pause"] and not said["until"]:
            raise ScheduleError("pause", "say until which day")
        if said["pause"] and not today < said["until"] <= today + LONGEST_PAUSE:
            raise ScheduleError("pause", "it ends on a day to come, within a year")
        return preferences.Choice(
            minute=schedule.minute_of(said["time"]),
            zone=said["zone"],
            weekdays=MASKS.get(said["days"]) or sum(1 << n for n in said["day"]),
            format="text" if said["text_only"] else "html",
            language=said["language"],
            paused_until=said["until"] if said["pause"] else None,
        )


@from_our_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest, token: str) -> HttpResponse:
    """Show what comes to one person, and change it; take all of it along, move it, or, once asked whether, erase it."""
    try:
        subscription = preferences.of(token)
    except TokenError:
        return _token_error(request)
    tongue.speak(request, subscription.speaks)
    if request.method != "POST":
        return _you_page(request, subscription)
    match request.POST.get("act", "save"):
        case "export":
            return _export(subscription)
        case "erase":
            return render(request, "site/erase.html", _said(subscription))
        case "erase for good":
            erase.erase(subscription.subscriber, settings.CLOCK())
            return render(request, "site/erased.html")
        case "move":
            return _ask_to_move(request, subscription)
        case _:
            return _save(request, subscription)


def _save(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    form = PreferencesForm(request.POST)
    form.full_clean()
    try:
        if not form.is_valid():
            raise ScheduleError("form", LOOK_AGAIN)
        now = settings.CLOCK()
        changed = preferences.change(subscription, form.choice(now.date()), now, **_where(request))
    except ScheduleError as error:
        return _you_page(request, subscription, problem=gettext(error.detail or LOOK_AGAIN), again=form)
    tongue.speak(request, changed.speaks)
    return _you_page(request, subscription, saved=True)


def _ask_to_move(request: HttpRequest, subscription: Subscription) -> HttpResponse:
    try:
        move.ask(subscription.subscriber, request.POST.get("email", "")[:254], settings.CLOCK())
    except AddressDisposable as error:
        return _you_page(request, subscription, problem=gettext(str(type(error).__doc__)).rstrip("."))
    except AddressError as error:
        return _you_page(request, subscription, problem=_plainly(error))
    return _you_page(request, subscription, moving=True)


def _plainly(error: AddressError) -> str:
    """What is wrong with an address: in our words where we have them, else in one phrase for what a library says."""
    return gettext(error.detail if error.detail in PROBLEMS else NO_ADDRESS)


def _you_page(
    request: HttpRequest,
    subscription: Subscription,
    *,
    problem: str = "",
    again: PreferencesForm | None = None,
    saved: bool = False,
    moving: bool = False,
) -> HttpResponse:
    subscription.refresh_from_db()
    mine = Subscription.objects.select_related("subscriber", "newsletter").filter(subscriber=subscription.subscriber)
    others = mine.exclude(state=Subscription.State.PENDING).exclude(pk=subscription.pk).order_by("newsletter_id")
    context = {
        **_said(subscription),
        "chosen": _choices(subscription, again),
        "others": [_said(one) for one in others],
        "problem": problem,
        "saved": saved,
        "moving": moving,
        "kinds": DAYS,
        "tomorrow": date.fromordinal(settings.CLOCK().date().toordinal() + 1),
    }
    return render(request, "site/you.html", context, status=422 if problem else 200)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks; POST ends it. With ``List-Unsubscribe=One-Click`` it is RFC 8058: no cookie or redirect, 200.

    Exempt from the CSRF check: a mail program has no cookie of ours, and the address's token is the proof.
    """
    if request.method == "POST" and _by_program(request):
        # Whoever is unknown has left or was erased.
        unsubscribe.by_token(token, settings.CLOCK(), "one-click", **_where(request))
        return HttpResponse("done\n", content_type="text/plain")
    try:
        subscription = preferences.of(token)
    except TokenError:
        return _token_error(request)
    tongue.speak(request, subscription.speaks)
    if request.method != "POST":
        return render(request, "site/leave.html", _said(subscription))
    unsubscribe.leave(subscription, settings.CLOCK(), how="button", **_where(request))
    return render(request, "site/left.html", _said(subscription))


def _by_program(request: HttpRequest) -> bool:
    """Tell whether a mail program pressed, and not our page's button: a body that cannot be read is no browser's.

    Some name a charset that Django refuses, or send form data without a boundary; whoever wants to leave shall.
    """
    try:
        return request.POST.get("List-Unsubscribe") == "One-Click"
    except (BadRequest, MultiPartParserError):
        return True


def _where(request: HttpRequest) -> dict[str, str]:
    return {"network": door.network(request), "agent": request.META.get("HTTP_USER_AGENT", "")}


def _together(found: Any) -> dict[str, Any]:
    """What is said of subscriptions that were asked for at once: they share their hour and days."""
    newsletters = [one.newsletter for one in found]
    printed = Edition.objects.filter(newsletter__in=newsletters, state=Edition.State.CLOSED)
    return {**_said(found[0]), "names": [one.name for one in newsletters], "printed": printed.exists()}


def _said(subscription: Subscription) -> dict[str, Any]:
    now = settings.CLOCK()
    upcoming = schedule.next_morning(
        now, subscription.minute, subscription.zone, subscription.weekdays, subscription.paused_until
    )
    return {
        "subscription": subscription,
        "newsletter": subscription.newsletter,
        "address": addresses.masked(subscription.subscriber.address),
        "hour": hours.hour(subscription.minute, subscription.zone),
        "days": hours.days(subscription.weekdays),
        "upcoming": upcoming,
        "holds_until": subscription.asked_at + confirm.HOLDS,
        "is_left": subscription.state == Subscription.State.LEFT,
    }


def _choices(subscription: Subscription, form: PreferencesForm | None) -> dict[str, Any]:
    """What stands in the form: what is stored, or what was chosen and could not be."""
    said = {**_stored(subscription), **(_typed(form) if form else {})}
    zone = schedule.present_name(said["zone"])
    times = {schedule.clock(minute) for minute in range(0, 24 * 60, 30)} | {schedule.clock(subscription.minute)}
    return {
        **said,
        "zone": zone,
        "times": sorted(times),
        "regions": zones.regions(languages.spoken(), settings.CLOCK(), zone),
        "weekdays": [(number, name, number in said["day"]) for number, name in enumerate(hours.weekday_names())],
        "languages": settings.LANGUAGES,
    }


def _stored(subscription: Subscription) -> dict[str, Any]:
    return {
        "time": schedule.clock(subscription.minute),
        "zone": subscription.zone,
        "days_kind": next((kind for kind, mask in MASKS.items() if mask == subscription.weekdays), "chosen"),
        "day": [number for number in range(7) if subscription.weekdays & 1 << number],
        "pause": bool(subscription.paused_until),
        "until": subscription.paused_until,
        "text_only": subscription.format == "text",
        "language": subscription.speaks,
    }


def _typed(form: PreferencesForm) -> dict[str, Any]:
    """What can be shown again of what was sent; a choice that there is not is left out."""
    said = dict(form.cleaned_data)
    said["days_kind"] = said.pop("days", "")
    left = [name for name in ("time", "days_kind", "language") if not said.get(name)]
    if not schedule.is_zone(said.get("zone", "")):
        left.append("zone")
    return {name: value for name, value in said.items() if name not in left}


def _export(subscription: Subscription) -> HttpResponse:
    response = HttpResponse(
        json.dumps(dossier.of(subscription.subscriber), indent=2, ensure_ascii=False, default=str),
        content_type="application/json; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="reveille-what-we-know-of-you.json"'
    return response


def _token_error(request: HttpRequest) -> HttpResponse:
    """Say that a link opens nothing, and how to leave or go on nevertheless: by a form that sends the right ones."""
    said = {"form": AddressForm(), "shown": door.shown(), "contact": settings.CONTACT_ADDRESS}
    return render(request, "site/token_error.html", said, status=404)
