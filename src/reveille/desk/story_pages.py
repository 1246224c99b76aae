"""A story at the desk: its sum, its reports and why each is in it, what may be the same; two stories side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from reveille.core import cldr, excerpts, languages, stories
from reveille.core import text as texts
from reveille.desk import today
from reveille.desk.roles import Role, needs
from reveille.editions import acts
from reveille.editions.models import Edition
from reveille.newsroom import grouping
from reveille.newsroom.models import Article, Membership

NEAREST = 5  # stories that may be the same
OPENING = excerpts.Rule(sentences=1)


@dataclass(frozen=True)
class Report:
    """A report in an outlet's own words: how it begins, why it is in the story, and the copies of it there."""

    article: Article
    country: str
    direction: str
    opening: str
    reason: str
    copies: tuple[Article, ...]

    @property
    def language(self) -> str:
        """Return the language of its words."""
        return self.article.language


@needs(Role.VIEWER)
def story(request: HttpRequest, newsletter: str, day: date, article: int) -> HttpResponse:
    """Show one of the stories that were weighed, and what can be split from it or merged with it."""
    _, told = _entry(newsletter, day, article)
    if told["article"] != article:
        return redirect("desk-story", newsletter, day, told["article"])
    return shown(request, newsletter, day, article)


def shown(
    request: HttpRequest, newsletter: str, day: date, article: int, *, error: str = "", status: int = 200
) -> HttpResponse:
    """Return the page of a story; ``error`` says why an act was refused."""
    edition, told = _entry(newsletter, day, article)
    near = _nearest(edition, told)
    context = {
        **_context(request, edition),
        "told": told,
        "error": error,
        "reports": _reports(told),
        "nearest": near[:NEAREST],
        "others": [other for other, _ in near[NEAREST:]],
    }
    return render(request, "desk/story.html", context, status=status)


@needs(Role.VIEWER)
def beside(request: HttpRequest, newsletter: str, day: date, article: int, other: int) -> HttpResponse:
    """Show two stories side by side, with the button that makes them one."""
    edition, one = _entry(newsletter, day, article)
    _, two = _entry(newsletter, day, other)
    if one == two:
        return redirect("desk-story", newsletter, day, one["article"])
    if (one["article"], two["article"]) != (article, other):
        return redirect("desk-beside", newsletter, day, one["article"], two["article"])
    near = next((found for told, found in _nearest(edition, one) if told == two), None)
    mine, theirs = _reports(one), _reports(two)
    context = {
        **_context(request, edition),
        "sides": [(one, mine), (two, theirs)],
        "one": one,
        "two": two,
        "near": near,
        "shared": sorted(_words(mine) & _words(theirs)),
    }
    return render(request, "desk/beside.html", context)


def _context(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    return {
        "here": "Today",
        "newsletter": edition.newsletter,
        "day": edition.date,
        "edition": edition,
        "seen": acts.seen(edition),
        "editor": request.role >= Role.EDITOR and edition.state != Edition.State.CLOSED,  # type: ignore[attr-defined]
    }


def _entry(newsletter: str, day: date, article: int) -> tuple[Edition, dict[str, Any]]:
    """The edition, and the story that has the article: since stories merge, perhaps by another article's name."""
    edition = get_object_or_404(Edition.objects.select_related("newsletter"), newsletter__slug=newsletter, date=day)
    told = today.entry(edition, today.standing_for(edition, article))
    if told is None:
        raise Http404
    return edition, told


def _reports(told: dict[str, Any]) -> list[Report]:
    """The reports of a story in words of their own, the latest first, each with its copies."""
    ids = told.get("articles", [])
    articles = list(Article.objects.filter(pk__in=ids).select_related("outlet").order_by("-found_at", "-pk"))
    joined = Membership.objects.filter(article__in=ids, left_at=None).values_list("article_id", "reason")
    reasons = dict(joined)
    here = {article.pk for article in articles}
    return [
        Report(
            article,
            "" if article.outlet.kind == "agency" else cldr.country(article.outlet.country),
            languages.direction(article.language),
            _opening(article),
            reasons.get(article.pk, ""),
            tuple(other for other in articles if other.copy_of_id == article.pk),
        )
        for article in articles
        if article.copy_of_id not in here
    ]


def _opening(article: Article) -> str:
    spans = excerpts.choose(
        article.text, headline=article.title, language=article.language, start=article.body_start, rule=OPENING
    )
    return " ".join(article.text[span.start : span.end] for span in spans)


def _words(reports: Sequence[Report]) -> set[str]:
    """The words of the headlines, without those that every headline has."""
    return {token for one in reports for token in texts.tokens(one.article.title, one.article.language)}


def _nearest(edition: Edition, told: dict[str, Any]) -> list[tuple[dict[str, Any], stories.Alike]]:
    """The other stories that were weighed, and how like this one they are by the measure of grouping."""
    by_article = {one["article"]: one for one in edition.weighed}
    groups = {article: one.get("articles", []) for article, one in by_article.items()}
    if not groups[told["article"]]:
        return []
    return [(by_article[one.story], one) for one in grouping.alike(groups, told["article"])]
