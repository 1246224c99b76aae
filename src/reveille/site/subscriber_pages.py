"""The subscriber's own pages: sign up, confirm, preferences, leave. A GET writes nothing; the button does.

Who has the link has the right: there is no password. These pages are never cached, never indexed, and send no
referrer (site.middleware).
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reveille.core import schedule
from reveille.core.errors import AddressError, PostError, ScheduleError, TokenError
from reveille.delivery import planning
from reveille.delivery.models import Delivery
from reveille.editions.models import Newsletter
from reveille.site import front, signup_form
from reveille.site.signup_form import SignUpForm
from reveille.subscribers import addresses, confirm, erase, export, preferences, signup, unsubscribe
from reveille.subscribers.models import Subscription

WORKDAYS, EVERY_DAY = schedule.WORKDAYS, schedule.EVERY_DAY


@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take a wish; the answer is the same for every address."""
    form = SignUpForm(request.POST)
    if not form.is_valid():
        return front.front_page(request, form, 422)
    newsletters = Newsletter.objects.order_by("id")
    slug = form.cleaned_data["newsletter"]
    newsletter = get_object_or_404(newsletters, slug=slug) if slug else newsletters.first()
    if newsletter is None:
        return front.front_page(request, form, 422)
    if form.by_a_program:
        return redirect("subscribed")
    if form.out_of_date:
        again = request.POST.copy()
        again["started"] = signup_form.started()
        form = SignUpForm(again)
        form.add_error(None, "This page lay open for more than a day. Please press once more.")
        return front.front_page(request, form, 422)
    wish = signup.Wish(
        address=form.cleaned_data["email"],
        minute=form.cleaned_data["time"],
        zone=form.cleaned_data["zone"],
        network=addresses.network(request.META.get("REMOTE_ADDR", "")),
        agent=request.META.get("HTTP_USER_AGENT", ""),
    )
    try:
        signup.ask(newsletter, wish, settings.CLOCK())
    except AddressError:
        form.add_error("email", "That does not look like an email address. Please check it.")
    except ScheduleError:
        form.add_error("time", "Please choose another time.")
    except PostError:
        form.add_error(None, "We could not send the confirmation just now. Please try again soon.")
    if form.errors:
        return front.front_page(request, form, 422)
    return redirect("subscribed")


@require_safe
def subscribed(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way, whoever asked."""
    return render(request, "site/subscribed.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show what will come, with one button; the button confirms."""
    try:
        if request.method == "POST":
            done = confirm.confirm(
                token,
                settings.CLOCK(),
                network=addresses.network(request.META.get("REMOTE_ADDR", "")),
                agent=request.META.get("HTTP_USER_AGENT", ""),
            )
            return render(request, "site/confirmed.html", _said(done.subscription))
        subscription = confirm.of(token, settings.CLOCK())
    except TokenError as error:
        return _token_error(request, error)
    return render(request, "site/confirm.html", _said(subscription))


class PreferencesForm(forms.Form):
    """Hour, zone, days, format, a pause."""

    time = forms.CharField(max_length=5)
    zone = forms.CharField(max_length=64)
    days = forms.ChoiceField(choices=[("every", ""), ("workdays", ""), ("chosen", "")], required=False)
    day = forms.TypedMultipleChoiceField(choices=[(n, n) for n in range(7)], coerce=int, required=False)
    pause = forms.BooleanField(required=False)
    until = forms.DateField(required=False)
    text_only = forms.BooleanField(required=False)

    def choice(self) -> preferences.Choice:
        """Return what was chosen. Raises ScheduleError."""
        said = self.cleaned_data
        mask = {"every": EVERY_DAY, "workdays": WORKDAYS}.get(said["days"]) or sum(1 << n for n in said["day"])
        if said["pause"] and not said["until"]:
            raise ScheduleError("pause", "say until which day")
        return preferences.Choice(
            minute=schedule.minute_of(said["time"]),
            zone=said["zone"],
            weekdays=mask,
            format="text" if said["text_only"] else "html",
            paused_until=said["until"] if said["pause"] else None,
        )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def you(request: HttpRequest, token: str) -> HttpResponse:
    """Show and change what somebody chose; take everything along, or have it erased."""
    try:
        subscription = preferences.of(token)
    except TokenError as error:
        return _token_error(request, error)
    problem, saved = "", False
    if request.method == "POST":
        act = request.POST.get("act", "save")
        if act == "export":
            return _export(subscription)
        if act == "erase":
            planning.skip(subscription, settings.CLOCK(), "erased")
            erase.erase(subscription.subscriber, settings.CLOCK())
            return render(request, "site/erased.html")
        form = PreferencesForm(request.POST)
        try:
            if not form.is_valid():
                raise ScheduleError("form", "please look at the time and the day again")
            subscription = preferences.change(subscription, form.choice(), settings.CLOCK())
            planning.move(subscription, settings.CLOCK())
            saved = True
        except ScheduleError as error:
            problem = error.detail or "please look at the time and the day again"
    return render(
        request,
        "site/you.html",
        {**_said(subscription), "problem": problem, "saved": saved, **_choices(subscription)},
        status=422 if problem else 200,
    )


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks; POST ends it. With ``List-Unsubscribe=One-Click`` it is RFC 8058: no cookie or redirect, 200.

    Exempt from the CSRF check: a mail program has no cookie of ours, and the address's token is the proof.
    """
    try:
        subscription = preferences.of(token)
    except TokenError as error:
        if request.method == "POST" and "List-Unsubscribe" in request.POST:
            return HttpResponse("done\n", content_type="text/plain")  # erased means left
        return _token_error(request, error)
    if request.method != "POST":
        return render(request, "site/leave.html", _said(subscription))
    one_click = request.POST.get("List-Unsubscribe") == "One-Click"
    unsubscribe.leave(subscription, settings.CLOCK(), how="one-click" if one_click else "button")
    planning.skip(subscription, settings.CLOCK(), "left")
    if one_click:
        return HttpResponse("done\n", content_type="text/plain")
    return render(request, "site/left.html", _said(subscription))


def _said(subscription: Subscription) -> dict[str, Any]:
    now = settings.CLOCK()
    upcoming = schedule.next_morning(
        now, subscription.minute, subscription.zone, subscription.weekdays, subscription.paused_until
    )
    return {
        "subscription": subscription,
        "newsletter": subscription.newsletter,
        "address": addresses.masked(subscription.subscriber.address),
        "hour": schedule.hour_in_words(subscription.minute, subscription.zone),
        "days": schedule.days_in_words(subscription.weekdays),
        "upcoming": upcoming,
        "holds_until": subscription.asked_at + confirm.HOLDS,
        "is_left": subscription.state == Subscription.State.LEFT,
    }


def _choices(subscription: Subscription) -> dict[str, Any]:
    times = {schedule.clock(minute) for minute in range(0, 24 * 60, 30)} | {schedule.clock(subscription.minute)}
    zones = schedule.zone_names()
    return {
        "times": sorted(times),
        "time": schedule.clock(subscription.minute),
        "zones": zones if subscription.zone in zones else (subscription.zone, *zones),
        "weekdays": [
            (number, name, bool(subscription.weekdays & 1 << number)) for number, name in enumerate(schedule.WEEKDAYS)
        ],
        "days_kind": {EVERY_DAY: "every", WORKDAYS: "workdays"}.get(subscription.weekdays, "chosen"),
        "tomorrow": date.fromordinal(settings.CLOCK().date().toordinal() + 1),
    }


def _export(subscription: Subscription) -> HttpResponse:
    held = export.of(subscription.subscriber)
    held["deliveries"] = [
        {
            "edition": str(d.edition.date),
            "newsletter": d.edition.newsletter.name,
            "state": d.state,
            "due_at": d.due_at,
        }
        for d in Delivery.objects.filter(subscription__subscriber=subscription.subscriber)
        .select_related("edition__newsletter")
        .order_by("due_at")
    ]
    response = HttpResponse(
        json.dumps(held, indent=2, ensure_ascii=False, default=str),
        content_type="application/json; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="reveille-what-we-know-of-you.json"'
    return response


def _token_error(request: HttpRequest, error: TokenError) -> HttpResponse:
    return render(request, "site/token_error.html", {"detail": error.detail}, status=404)
