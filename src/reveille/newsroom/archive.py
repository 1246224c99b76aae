"""The newsroom as it stood at a moment: who was in which story then.

Nothing here asks the clock. An edition of a past day is made from what these functions return for its closing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from django.db.models import Min, Q, QuerySet

from reveille.core import beat as beats
from reveille.core import copies, endings, headlines, links, menus, notices
from reveille.core.profile import Profile
from reveille.newsroom import opinions, profiles, versions
from reveille.newsroom.models import Article, Listing, Membership, Verdict

HABIT_BACK, HABIT_KNOWN = timedelta(days=14), 60  # how far back, and how many summaries, show an outlet's habit


@dataclass(frozen=True)
class Habits:
    """What an edition took for the habits of its outlets, by their keys; a replay takes them as they were."""

    unstopped: frozenset[int]  # whose summaries hardly ever end in a full stop
    tails: dict[int, str]  # what stands behind nearly all headlines of an outlet

    def to_json(self) -> dict[str, Any]:
        """Return what is stored with an edition."""
        return {"unstopped": sorted(self.unstopped), "tails": {str(pk): tail for pk, tail in self.tails.items()}}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """Return what ``to_json`` said."""
        return cls(frozenset(told["unstopped"]), {int(pk): tail for pk, tail in told["tails"].items()})


def at(moment: datetime) -> Q:
    """Return the condition for memberships that stood at ``moment``."""
    return Q(joined_at__lte=moment) & (Q(left_at=None) | Q(left_at__gt=moment))


def found_between(start: datetime, end: datetime) -> QuerySet[Article]:
    """Return the articles found after ``start`` and not after ``end``."""
    return Article.objects.filter(found_at__gt=start, found_at__lte=end, outlet__opted_out=False)


def stories_with_news(start: datetime, end: datetime, beat: str) -> set[int]:
    """Return the stories, as they stood at ``end``, that may have an article on the beat found after ``start``.

    An article that has changed since then, or of which an editor has said something since, has to be judged as it
    was (``verdicts``), so its story is among them.
    """
    fresh = Membership.objects.filter(
        at(end), article__found_at__gt=start, article__found_at__lte=end, article__outlet__opted_out=False
    )
    on = fresh.filter(article__verdicts__beat=beat, article__verdicts__on=True)
    changed = fresh.filter(article__versions__until__gt=end)
    said = fresh.filter(article__opinions__beat=beat, article__opinions__at__gt=end)
    return {pk for rows in (on, changed, said) for pk in rows.values_list("story_id", flat=True)}


def stories_of(articles: Collection[int], moment: datetime) -> set[int]:
    """Return the stories that the articles stood in at ``moment``."""
    return set(Membership.objects.filter(at(moment), article_id__in=articles).values_list("story_id", flat=True))


def in_order(article: Article) -> tuple[datetime, datetime, str, str]:
    """The order in which articles came: those of one round by what they say, and not by whose answer came first."""
    return article.found_at, article.published or article.found_at, article.outlet.slug, article.link


def members(stories: Collection[int], moment: datetime, back: timedelta) -> dict[int, list[Article]]:
    """Return each story's articles as story and articles stood at ``moment``, none found over ``back`` before it."""
    found: dict[int, list[Article]] = defaultdict(list)
    rows = Membership.objects.filter(
        at(moment),
        story_id__in=stories,
        article__found_at__lte=moment,
        article__found_at__gt=moment - back,
        article__outlet__opted_out=False,
    ).select_related("article__outlet", "article__feed")
    for row in sorted(rows, key=lambda row: in_order(row.article)):
        found[row.story_id].append(row.article)
    as_of([article for members in found.values() for article in members], moment)
    return found


def kills(moment: datetime, back: timedelta) -> list[Article]:
    """Return the notices by which outlets took a report back, found by ``moment`` and not over ``back`` before it."""
    words = Q(title__icontains="kill") | Q(title__icontains="withdrawn") | Q(title__icontains="retract")
    found = Article.objects.filter(words, found_at__gt=moment - back, found_at__lte=moment).select_related("outlet")
    return [a for a in as_of(found.order_by("found_at", "pk"), moment) if notices.is_kill(a.title)]


def as_of(articles: Iterable[Article], moment: datetime) -> list[Article]:
    """Return the articles as they stood at ``moment``; whose original was not found by then is no copy of it yet.

    Of several that carry the text of one found later, the earliest is the original until then.
    """
    articles = versions.as_of(articles, moment)
    originals = {a.copy_of_id for a in articles if a.copy_of_id}
    late = set(Article.objects.filter(pk__in=originals, found_at__gt=moment).values_list("pk", flat=True))
    then = copies.without(
        {a.pk: a.copy_of_id for a in articles},
        late,
        {a.pk: (a.outlet.kind != "agency", a.published or a.found_at, a.pk) for a in articles},
    )
    for article in articles:
        article.copy_of_id = then[article.pk]
    return articles


def verdicts(articles: Sequence[Article], beat: str, moment: datetime) -> dict[int, Verdict | beats.Verdict]:
    """Return the beat's verdict at ``moment`` on each of the articles that has one, on what ``as_of`` made of it."""
    found: dict[int, Verdict | beats.Verdict] = {}
    said, said_now = opinions.then(beat, moment), opinions.standing(beat)
    past = [one for one in articles if one.is_past or said.get(one.pk) != said_now.get(one.pk)]
    judged_anew = {article.pk for article in past}
    stored = Verdict.objects.filter(beat=beat, article_id__in=[a.pk for a in articles if a.pk not in judged_anew])
    found |= {verdict.article_id: verdict for verdict in stored}
    if past:
        profile = profiles.beat(beat)
        found |= {one.pk: opinions.over(judged(profile, one), said.get(one.pk)) for one in past}
    return found


def judged(profile: Profile, article: Article) -> beats.Verdict:
    """Return the profile's answer on one article, as the loaded row has it."""
    return beats.judge(
        profile,
        title=_without_its_site(article),
        text=_behind_its_menu(article),
        language=article.language,
        outlet_kind=article.outlet.kind,
        departments=links.departments(article.link),
    )


def sectioned(profile: Profile, article: Article) -> tuple[beats.Reason, ...]:
    """Return what speaks for the section in which the profile puts an article, the weightiest first."""
    return beats.section_reasons(
        profile,
        title=_without_its_site(article),
        text=_behind_its_menu(article),
        language=article.language,
        departments=links.departments(article.link),
    )


def _without_its_site(article: Article) -> str:
    """An article's headline without its site's name: no "Straits Times" is news of a strait."""
    return headlines.without_site(article.title, article.outlet.name, article.link)


def _behind_its_menu(article: Article) -> str:
    """An article's text without the menu of its site: "Football", "Tennis" there do not make it sport."""
    return article.text[menus.end(article.text) :]


def places(articles: Collection[int], moment: datetime) -> dict[int, tuple[int, ...]]:
    """Return for each listed article its best place by ``moment`` in every feed that has had it, the best first."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Listing.objects.filter(article_id__in=articles, at__lte=moment).values("article_id", "feed_id")
    for row in rows.annotate(best=Min("position")).order_by("best", "feed_id"):
        found[row["article_id"]].append(row["best"])
    return {article: tuple(best) for article, best in found.items()}


def habits(articles: Sequence[Article], moment: datetime) -> Habits:
    """Return the habits of the articles' outlets, as far as the articles ask for them, by ``moment``."""
    return Habits(frozenset(unstopped(articles, moment)), tails(articles, moment))


def unstopped(articles: Iterable[Article], moment: datetime) -> set[int]:
    """Return the outlets of articles without a full stop at the end whose feeds hardly ever have one, by ``moment``."""
    outlets = {a.outlet_id for a in articles if a.text_from == "feed" and endings.lacks_stop(a.text)}
    return {outlet for outlet in sorted(outlets) if endings.never_stops(_summaries(outlet, moment))}


def _summaries(outlet: int, moment: datetime) -> list[str]:
    """The outlet's latest, which show its habits."""
    known = Article.objects.filter(outlet_id=outlet, found_at__lte=moment, found_at__gt=moment - HABIT_BACK)
    rows = known.exclude(summary="").order_by("-found_at", "pk")
    return list(rows.values_list("summary", flat=True)[:HABIT_KNOWN])


def tails(articles: Iterable[Article], moment: datetime) -> dict[int, str]:
    """Return what the outlets of articles set behind nearly all their headlines by ``moment``.

    Only outlets are asked of which one of the articles ends in a name that its link does not know.
    """
    outlets = sorted({a.outlet_id for a in articles if headlines.may_have_tail(a.title, a.link)})
    latest: dict[int, list[Article]] = {}
    for outlet in outlets:
        known = Article.objects.filter(outlet_id=outlet, found_at__lte=moment, found_at__gt=moment - HABIT_BACK)
        latest[outlet] = list(known.order_by("-found_at", "pk").only("title", "link")[:HABIT_KNOWN])
    versions.as_of([article for rows in latest.values() for article in rows], moment)
    found = {outlet: headlines.habit([(one.title, one.link) for one in rows]) for outlet, rows in latest.items()}
    return {outlet: tail for outlet, tail in found.items() if tail}


def founded(stories: Collection[int], moment: datetime) -> dict[int, datetime]:
    """Return when the first article now in each story was found."""
    first: dict[int, datetime] = {}
    rows = Membership.objects.filter(at(moment), story_id__in=stories).values_list("story_id", "article__found_at")
    for story, found_at in rows:
        first[story] = min(first.get(story, found_at), found_at)
    return first
