"""An article at the desk: why it is on a beat or off it, why it is in its story; a yes or no that teaches the beat."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reveille import day as order
from reveille.core import beat as judgement
from reveille.core.profile import Profile
from reveille.desk import log
from reveille.desk.roles import Role, needs
from reveille.editions import acts
from reveille.newsroom import archive, opinions, profiles
from reveille.newsroom.models import Article, Opinion

SAID = {"yes": True, "no": False, "nothing": None}


@dataclass(frozen=True)
class Judged:
    """What a beat's profile says of an article, and what an editor said over it."""

    name: str
    profile: Profile
    verdict: judgement.Verdict
    opinion: Opinion | None

    @property
    def on(self) -> bool:
        """Return what counts."""
        return self.opinion.on if self.opinion else self.verdict.on

    @property
    def section(self) -> str:
        """Return the name of its section on this beat."""
        return self.profile.section_name(self.verdict.section)


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
        "memberships": found.memberships.select_related("story").order_by("joined_at"),
        "regrouped": acts.regrouping_with(found.pk),
    }
    return render(request, "desk/article.html", context, status=status)


def _judged(found: Article, name: str, opinion: Opinion | None) -> Judged:
    profile = profiles.beat(name)
    return Judged(name, profile, archive.judged(profile, found), opinion)
