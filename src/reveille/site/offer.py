"""The offer: what a reader is asked for, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.forms import BaseForm

from reveille.core import schedule
from reveille.editions import hours, languages
from reveille.editions.models import Newsletter
from reveille.site import door, signup_form, zones
from reveille.subscribers import signup

DEFAULT_ZONE = "UTC"


@dataclass(frozen=True)
class Offer:
    """The sign-up form: what was filled in, what was wrong with it, and the choices."""

    newsletters: Sequence[Newsletter]
    chosen: Sequence[str]  # slugs
    form: BaseForm | None
    email: str
    meant: str  # the address that was probably meant
    sure: str  # the address that was asked about already
    time: str
    zone: str
    times: tuple[str, ...]
    regions: zones.Regions
    guess: bool  # nobody has chosen a zone yet, so the page may guess
    kinds: tuple[tuple[str, str], ...]  # of days, with their names
    days: str  # every | workdays | chosen
    weekdays: Sequence[tuple[int, str, bool]]
    text_only: bool
    language: str
    languages: Sequence[tuple[str, str]]
    unfolded: bool  # days and format are not as usual, or something is wrong there
    shown: door.Shown
    promise: str
    contact: str


def offer(newsletter: Newsletter | None, form: BaseForm | None = None, *, meant: str = "", fresh: bool = True) -> Offer:
    """Return the sign-up form for a newsletter, as it was filled in or fresh.

    A form that comes back keeps the moment at which it was shown, unless it is too old (``fresh``).
    """
    chosen = _filled(form, "time") or signup_form.DEFAULT_TIME
    zone = schedule.present_name(_filled(form, "zone") or DEFAULT_ZONE)
    days = _filled(form, "days") or "every"
    marked = set(_all(form, "day"))
    text_only = bool(_filled(form, "text_only"))
    shown = door.shown()
    if not fresh and _filled(form, "started"):
        shown = door.Shown(_filled(form, "started"), shown.challenge and door.challenge(_filled(form, "started")))
    return Offer(
        newsletters=list(Newsletter.objects.living()),
        chosen=_all(form, "newsletter") or ([newsletter.slug] if newsletter else []),
        form=form,
        email=_filled(form, "email"),
        meant=meant,
        sure=_filled(form, "email") if meant else _filled(form, "sure"),
        time=chosen if chosen in signup_form.TIMES else signup_form.DEFAULT_TIME,
        zone=zone,
        times=signup_form.TIMES,
        regions=zones.regions(languages.spoken(), settings.CLOCK(), zone if schedule.is_zone(zone) else ""),
        guess=not _filled(form, "zone"),
        kinds=tuple((value, str(name)) for value, name in signup_form.DAYS),
        days=days,
        weekdays=[(number, name, str(number) in marked) for number, name in enumerate(hours.weekday_names())],
        text_only=text_only,
        language=_filled(form, "language") or languages.spoken(),
        languages=settings.LANGUAGES,
        unfolded=days != "every" or text_only or bool(form and form.is_bound and form.errors.get("days")),
        shown=shown,
        promise=str(signup.PROMISE),
        contact=settings.CONTACT_ADDRESS,
    )


def _filled(form: BaseForm | None, field: str) -> str:
    if form is None or field not in form.fields:
        return ""
    return str(form[field].value() or "")[:254]


def _all(form: BaseForm | None, field: str) -> list[str]:
    if form is None or field not in form.fields:
        return []
    return [str(one)[:60] for one in form[field].value() or ()]
