"""Deliveries: the ledger of each edition as it stands now, and what an operator sends again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reveille.core import drawing
from reveille.delivery import balance, doubts, ledger, resending, tallies
from reveille.delivery.models import Delivery
from reveille.desk import log
from reveille.desk.models import LogEntry
from reveille.desk.roles import Role, needs, of
from reveille.editions.models import Edition
from reveille.mail import alarm

SHOWN = 20  # editions
BAR, LEAST = 1000, 6  # units wide; so wide is what is hardly any
NAMES = {
    "open": _("on their way"),
    "sent": _("sent"),
    "refused": _("refused"),
    "expired": _("not in time"),
    "skipped": _("left before"),
    "in_doubt": _("in doubt"),
}
TROUBLE = ("refused", "expired", "in_doubt")


@dataclass(frozen=True)
class Part:
    """How many readers stand in one state, and where that is drawn."""

    state: str
    name: str | Promise
    count: int
    x: int
    width: int

    @property
    def bad(self) -> bool:
        """Return whether somebody has to look."""
        return bool(self.count) and self.state in TROUBLE


@dataclass(frozen=True)
class Again:
    """Something that can be sent again: to whom, and how that is done."""

    title: str | Promise
    words: str | Promise
    whose: Callable[[Edition], QuerySet[Delivery]]
    mail: Callable[[Edition, str, datetime], int]


AGAIN = {
    "missed": Again(
        _("Mail the missed"),
        _(
            "They expired or were refused on the way, through no fault of theirs. Whoever the edition is for and was "
            "never planned gets it as well. Nobody gets it twice."
        ),
        resending.missed,
        resending.mail_missed,
    ),
    "doubtful": Again(
        _("Mail the doubtful again"),
        _(
            "Their letters left, and nobody said that they arrived; the relay’s log may know. Some of these readers "
            "may get a second copy."
        ),
        resending.doubtful,
        resending.mail_doubtful,
    ),
}

ARRIVED = _("Take the doubtful for sent")
SETTLED = "settled doubts"  # as the log calls it
BY_HAND = (*(f"mailed the {what}" for what in AGAIN), SETTLED)


@needs(Role.VIEWER)
def all_(request: HttpRequest) -> HttpResponse:
    """Show the ledgers of the latest editions in a line each."""
    closed = Edition.objects.filter(state=Edition.State.CLOSED).select_related("newsletter").order_by("-date", "id")
    told = tallies.of(list(closed[:SHOWN]), settings.CLOCK())
    context = {
        "lines": [(one.ledger, parts(one.ledger.balance)) for one in told],
        "heads": NAMES.values(),
        "alarms": alarm.lasting(),
        "open": any(not one.ledger.balance.complete for one in told),
        "counted": min((one.at for one in told if one.at), default=None),
    }
    return render(request, "desk/deliveries.html", context)


@needs(Role.VIEWER)
def one(request: HttpRequest, newsletter: str, day: date) -> HttpResponse:
    """Show the ledger of one edition: in all, by provider, and what is wrong."""
    edition = _closed(newsletter, day)
    tally = tallies.of([edition], settings.CLOCK())[0]
    names = of(request.user) >= Role.EDITOR
    told = ledger.named(tally.ledger) if names else tally.ledger
    context: dict[str, Any] = {
        "here": "Deliveries",
        "edition": edition,
        "ledger": told,
        "counted": tally.at,
        "parts": parts(told.balance),
        "providers": [(domain, sum(states.values()), _states(states)) for domain, states in told.providers],
        "heads": NAMES.values(),
        "unhappy": [(each, NAMES.get(each.state, _("to be tried again"))) for each in told.unhappy],
        "again": [(what, act.title, act.whose(edition).count()) for what, act in AGAIN.items() if names],
        "names": names,
        "arrived": (ARRIVED, len(doubts.of(edition))) if names else None,
        "done": LogEntry.objects.filter(act__in=BY_HAND, on=_name(edition)),
        "alarms": alarm.lasting(),
    }
    return render(request, "desk/ledger.html", context)


@needs(Role.EDITOR, act=Role.EDITOR)
@transaction.atomic
def again(request: HttpRequest, newsletter: str, day: date, what: str) -> HttpResponse:
    """Ask whether to send again, and plan it when the answer is yes; the post sends what is planned."""
    edition = _closed(newsletter, day)
    if what not in AGAIN:
        raise Http404("only the missed and the doubtful are sent again")
    if request.method == "POST" and plan_again(request, edition, what, _seen(request)) is not None:
        return redirect("ledger", newsletter, day)
    grown = request.method == "POST"
    act = AGAIN[what]
    context = {
        "here": "Deliveries", "edition": edition, "act": act, "what": what, "waiting": act.whose(edition).count(),
        "grown": grown,
    }  # fmt: skip
    return render(request, "desk/again.html", context, status=400 if grown else 200)


@needs(Role.EDITOR, act=Role.EDITOR)
@transaction.atomic
def arrived(request: HttpRequest, newsletter: str, day: date) -> HttpResponse:
    """Ask how the editor knows that letters in doubt arrived, and take them for sent; nothing is sent for it."""
    edition = _closed(newsletter, day)
    why, told = (request.POST.get(name, "").replace("\0", "").strip() for name in ("why", "addresses"))
    only = told.split()
    theirs = doubts.of(edition, only)
    problem: str | Promise = ""
    if request.method == "POST":
        if not why:
            problem = _("Say how you know it: it is kept.")
        elif not theirs:
            problem = _("None of them is in doubt.")
        elif take_for_sent(request, edition, theirs, why, _seen(request)) is None:
            problem = _("There are more of them now than you saw. Look again.")
        else:
            return redirect("ledger", newsletter, day)
    context = {
        "here": "Deliveries", "edition": edition, "title": ARRIVED, "waiting": len(doubts.of(edition)), "why": why,
        "addresses": told, "problem": problem, "longest": doubts.WHY,
    }  # fmt: skip
    return render(request, "desk/arrived.html", context, status=400 if problem else 200)


def _seen(request: HttpRequest) -> int:
    """How many the page showed that was answered; fewer than any where it does not say."""
    told = request.POST.get("seen", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else -1


def plan_again(request: HttpRequest, edition: Edition, what: str, seen: int) -> int | None:
    """Plan what is to be sent again, and write down who wanted it; return how many, None where more wait than seen."""
    act = AGAIN[what]
    if act.whose(edition).count() > seen:
        return None
    count = act.mail(edition, request.user.get_username(), settings.CLOCK())
    log.note(request, f"mailed the {what}", _name(edition), f"{count} planned for now")
    return count


def take_for_sent(request: HttpRequest, edition: Edition, doubtful: Collection[int], why: str, seen: int) -> int | None:
    """Take letters in doubt for sent, and write down who said so; return how many, None where more are than seen."""
    if len(doubtful) > seen:
        return None
    count = doubts.settle(edition, list(doubtful), request.user.get_username(), why, settings.CLOCK())
    log.note(request, SETTLED, _name(edition), f"{count} arrived: {why[: doubts.WHY]}")
    return count


def parts(held: balance.Balance) -> list[Part]:
    """Return the states of a balance, each reader in one of them, with their parts of the bar."""
    counts = held.counts()
    drawn = drawing.bar([counts[state] for state in NAMES], BAR, LEAST)
    return [
        Part(state, name, counts[state], x, width)
        for (state, name), (x, width) in zip(NAMES.items(), drawn, strict=True)
    ]


def _states(states: dict[str, int]) -> list[tuple[str | Promise, int]]:
    """The counts of a provider under their names, in the order of the heads."""
    opened = sum(states.get(state, 0) for state in Delivery.OPEN)
    return [(name, opened if state == "open" else states.get(state, 0)) for state, name in NAMES.items()]


def _closed(newsletter: str, day: date) -> Edition:
    closed = Edition.objects.filter(state=Edition.State.CLOSED).select_related("newsletter")
    return get_object_or_404(closed, newsletter__slug=newsletter, date=day)


def _name(edition: Edition) -> str:
    return f"{edition.newsletter.slug} {edition.date}"
