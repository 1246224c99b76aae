"""An article at the desk: why it is on a beat or off it, why it is in its story; a yes or no that teaches the beat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from reveille import day as order
from reveille.core import beat as judgement
from reveille.core.profile import Profile
from reveille.desk import log
from reveille.desk.roles import Role, needs
from reveille.editions import acts
from reveille.editions.models import Edition
from reveille.newsroom import archive, opinions, profiles
from reveille.newsroom.models import Article, Membership, Opinion

LOOKED_INTO = 14  # editions, for what a story is called now
SAID = {"yes": True, "no": False, "nothing": None}


@dataclass(frozen=True)
class Judged:
    """What a beat's profile says of an article, and what an editor said over it."""

    name: str
    profile: Profile
    verdict: judgement.Verdict
    spoken: tuple[judgement.Reason, ...]  # for its section
    opinion: Opinion | None

    @property
    def on(self) -> bool:
        """Return what counts."""
        return self.opinion.on if self.opinion else self.verdict.on

    @property
    def section(self) -> str:
        """Return the name of its section on this beat."""
        return self.profile.section_name(self.verdict.section)


@dataclass(frozen=True)
class Stay:
    """An article's time in a story; the story by its latest headline, and the page of it."""

    membership: Membership
    headline: str
    language: str
    link: str

    @property
    def spoken(self) -> dict[str, str]:
        """Return the headline's language as the desk's templates take it."""
        return {"language": self.language}


@needs(Role.VIEWER, act=Role.EDITOR)
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an article's sums and its stories; note what an editor says of it, and draft anew."""
    found = get_object_or_404(Article.objects.select_related("outlet", "copy_of__outlet"), pk=pk)
    beats = order.beats()
    if request.method == "POST":
        beat, said = request.POST.get("beat", ""), request.POST.get("say", "")
        if beat not in beats or said not in SAID:
            return _shown(request, found, beats, status=400)
        _say(request, found, beat, SAID[said])
        return redirect("desk-article", pk)
    return _shown(request, found, beats)


def _say(request: HttpRequest, found: Article, beat: str, on: bool | None) -> None:
    now = settings.CLOCK()
    with transaction.atomic():
        if on is None:
            opinions.unsay(found, beat, now)
        else:
            opinions.say(found, beat, on, request.user.get_username(), now)
        act = "took an opinion back" if on is None else f"said {'yes' if on else 'no'}"
        log.note(request, act, f"{beat}: article {found.pk}", found.title)
    if on is None:
        order.judge(now)  # by the profile, as if nobody had said anything
    order.draft_next(now)


def _shown(request: HttpRequest, found: Article, beats: list[str], status: int = 200) -> HttpResponse:
    said = {opinion.beat: opinion for opinion in found.opinions.filter(until=None)}
    context = {
        "here": "Today",
        "article": found,
        "beats": [_judged(found, name, said.get(name)) for name in beats],
        "stays": _stays(found),
        "regrouped": acts.regrouping_with(found.pk),
    }
    return render(request, "desk/article.html", context, status=status)


def _stays(found: Article) -> list[Stay]:
    """The article's stories in time's order, each as the latest edition that weighed one of its reports tells it."""
    latest = Edition.objects.exclude(weighed=[]).select_related("newsletter").order_by("-date", "-pk")
    told: dict[int, tuple[Edition, dict[str, Any]]] = {}
    for edition in latest.only("date", "weighed", "newsletter__slug")[:LOOKED_INTO]:
        for entry in edition.weighed:
            for report in entry.get("articles", []):
                told.setdefault(report, (edition, entry))
    return [_stay(row, told) for row in found.memberships.select_related("story").order_by("joined_at")]


def _stay(row: Membership, told: dict[int, tuple[Edition, dict[str, Any]]]) -> Stay:
    """A story that no edition weighed is named by its first report, and leads there."""
    reports = row.story.memberships.filter(left_at=None).order_by("joined_at", "pk")
    weighed = next((told[pk] for pk in reports.values_list("article", flat=True) if pk in told), None)
    if weighed:
        edition, entry = weighed
        link = reverse("desk-story", args=[edition.newsletter.slug, edition.date, entry["article"]])
        return Stay(row, entry["headline"], entry["language"], link)
    first = (reports.select_related("article").first() or row).article
    return Stay(row, first.title, first.language, reverse("desk-article", args=[first.pk]))


def _judged(found: Article, name: str, opinion: Opinion | None) -> Judged:
    profile = profiles.beat(name)
    return Judged(name, profile, archive.judged(profile, found), archive.sectioned(profile, found), opinion)
