"""How it is made: what we weigh, whom we ask and how they answered, and whose words these are."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from reveille.core import cldr, ranking
from reveille.editions import wording
from reveille.site import editions
from reveille.sources import answering, rounds
from reveille.sources.models import Outlet

RANKING = "ranking.toml"

# What each weight means to a reader; the points come from the file. In the order of the page.
MEANINGS = (
    ("families", gettext_noop("for each doubling of the publisher families that report it in words of their own")),
    ("countries", gettext_noop("for each doubling of the countries they report from")),
    (
        "spread",
        gettext_noop(
            "for each further publisher family that took it up in the last six hours, at most %(spread_most)s"
        ),
    ),
    ("prominence", gettext_noop("when it stands first in an outlet’s own list; less further down")),
    ("home", gettext_noop("when the home outlet has it")),
    ("beat", gettext_noop("for each point by which it belongs to the beat, at most %(beat_most)s")),
    ("new", gettext_noop("when it was not in the last edition")),
    ("grown", gettext_noop("when it was, and there is something new")),
    ("stale", gettext_noop("for each hour since the last report, after the first %(fresh_hours)s")),
    ("commentary", gettext_noop("for commentary, which is not news")),
    ("genre", gettext_noop("for a review, advice, a preview or the like, which is not news")),
    ("wire_only", gettext_noop("when nobody but the wire itself has it")),
    ("sameness", gettext_noop("when it is wholly like a story above it")),
)


@dataclass(frozen=True)
class Weight:
    """Points, and what for."""

    points: float
    words: str

    @property
    def shown(self) -> str:
        """The points with their sign: ``+4``, ``−0.08``."""
        return wording.decimal(f"{self.points:+g}".replace("-", "\N{MINUS SIGN}"))


@dataclass(frozen=True)
class Health:
    """An outlet, and how it answers: its last good answer (UTC), or since when it fails and why."""

    name: str
    home: str
    country: str
    paywall: bool
    verified: date | None
    answered: datetime | None
    failing_since: datetime | None
    why: str


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """Show how it is made."""
    asked = Outlet.objects.filter(opted_out=False, feeds__retired=False).distinct()
    outlets = health(asked.prefetch_related("feeds").order_by("name"))
    context = {
        "newsletter": editions.default_newsletter(),
        "weights": weights(),
        "outlets": outlets,
        "countries": len({one.country for one in outlets if one.country}),
        "failing": sum(1 for one in outlets if one.failing_since),
        "opted_out": Outlet.objects.filter(opted_out=True).count(),
    }
    return render(request, "site/how.html", context)


def weights() -> tuple[Weight, ...]:
    """Return the weights that rank stories here: the installation's own file, else the one that ships."""
    found = next((folder / RANKING for folder in map(Path, settings.BEATS) if (folder / RANKING).exists()), None)
    told = ranking.read(tomllib.loads(found.read_text("utf-8"))) if found else ranking.Weights()
    values = {name: f"{value:g}" for name, value in vars(told).items()}
    return tuple(Weight(getattr(told, name), gettext(words) % values) for name, words in MEANINGS)


def health(outlets: Iterable[Outlet]) -> tuple[Health, ...]:
    """Return how each outlet answers. One that answers on any of its feeds is not failing."""
    return tuple(_health(outlet, answering.of(outlet)) for outlet in outlets)


def _health(outlet: Outlet, told: answering.Answering) -> Health:
    latest = max(told.failing, key=attrgetter("failing_since")) if told.silent else None
    return Health(
        name=outlet.name,
        home=outlet.home,
        country=cldr.country(outlet.country),
        paywall=outlet.paywall,
        verified=outlet.verified,
        answered=told.answered,
        failing_since=latest.failing_since if latest else None,
        why=rounds.PLAIN.get(latest.failure, "no answer") if latest else "",
    )
