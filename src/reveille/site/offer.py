"""The offer: what a reader is asked for, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.forms import BaseForm

from reveille.core import schedule
from reveille.editions.models import Newsletter
from reveille.site import signup_form

DEFAULT_TIME = "06:30"
DEFAULT_ZONE = "UTC"


@dataclass(frozen=True)
class Zone:
    """A time zone to choose: its IANA name, and the place it is named for."""

    name: str
    place: str


@dataclass(frozen=True)
class Offer:
    """The sign-up form: what was filled in, what was wrong with it, and the choices."""

    newsletter: Newsletter | None
    form: BaseForm | None
    email: str
    time: str
    zone: str
    times: tuple[str, ...]
    regions: tuple[tuple[str, tuple[Zone, ...]], ...]
    guess: bool  # nobody has chosen a zone yet, so the page may guess
    started: str  # when the form was shown, signed


def offer(newsletter: Newsletter | None, form: BaseForm | None = None) -> Offer:
    """Return the sign-up form for a newsletter, as it was filled in or fresh."""
    chosen = _filled(form, "time") or DEFAULT_TIME
    return Offer(
        newsletter=newsletter,
        form=form,
        email=_filled(form, "email"),
        time=chosen if chosen in signup_form.TIMES else DEFAULT_TIME,
        zone=_filled(form, "zone") or DEFAULT_ZONE,
        times=signup_form.TIMES,
        regions=regions(),
        guess=not _filled(form, "zone"),
        started=_filled(form, "started") or signup_form.started(),
    )


def regions() -> tuple[tuple[str, tuple[Zone, ...]], ...]:
    """Return all zones to choose from, by region; those that lie nowhere stand under ``Anywhere``."""
    return tuple(
        (region or "Anywhere", tuple(zones)) for region, zones in groupby(_zones(), key=lambda one: _region(one.name))
    )


def _zones() -> Iterator[Zone]:
    for name in schedule.zone_names():
        place = name.split("/", 1)[-1].replace("_", " ").replace("/", ", ")
        yield Zone(name, place)


def _region(name: str) -> str:
    return name.split("/")[0] if "/" in name else ""


def _filled(form: BaseForm | None, field: str) -> str:
    if form is None or field not in form.fields:
        return ""
    return str(form[field].value() or "")[:254]
