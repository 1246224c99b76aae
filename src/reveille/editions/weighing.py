"""The stories of the day, weighed: which are on the beat, what is new in each, and in what order they rank."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from reveille.core import beat, candidates, changes, datelines, notices, places, ranking, roundups
from reveille.core import text as texts
from reveille.editions import reporting, standing
from reveille.editions.models import Edition, Newsletter, Placement
from reveille.editions.reporting import Frame
from reveille.newsroom import archive, profiles
from reveille.newsroom import gazetteer as gazetteers
from reveille.newsroom.models import Article, Story, Verdict

STORY_BACK = timedelta(days=7)  # a story's reports that an edition counts
ON_BEAT_SHARE = 0.34  # of a story's own texts, so that one stray verdict does not bring a story in


@dataclass(frozen=True)
class Considered:
    """A story that was weighed for an edition, with its sum; ``candidate.change`` says if it is told."""

    candidate: candidates.Candidate
    ranked: ranking.Ranked
    facts: changes.StoryFacts
    where: places.Where


@dataclass(frozen=True)
class _Known:
    """What is kept of a day's stories: verdicts by article, beginnings and slugs by story; what was told before."""

    verdicts: Mapping[int, Verdict | beat.Verdict]
    began: Mapping[int, datetime]
    slugs: Mapping[int, str]
    told: Sequence[changes.StoryFacts]


class _Weighed(NamedTuple):
    candidate: candidates.Candidate
    facts: changes.StoryFacts
    ranked_by: ranking.Facts
    where: places.Where


def weigh(
    frame: Frame,
    members: Mapping[int, Sequence[Article]],
    added: AbstractSet[int],
    kills: Sequence[notices.Version],
    last: Sequence[Placement],
) -> tuple[list[Considered], list[dict[str, Any]]]:
    """Return the stories that are weighed, the best first, and the reports on the beat that were taken back.

    What an editor ``added`` is weighed whatever the beat says of it; ``last`` is what the last edition told.
    """
    known = _known_of(frame, members)
    everything = [a for articles in members.values() for a in articles]
    listed = archive.places([a.pk for a in everything], frame.closing_at)
    told = {
        story: reporting.reports(frame, articles, listed, known.verdicts) for story, articles in sorted(members.items())
    }
    out = standing.fallen(told, kills)
    tails = {a.pk: frame.habits.tails.get(a.outlet_id, "") for a in everything}
    weighed = {}
    for story, reports in told.items():
        one = _weighed(frame, story, _of_one_subject(standing.left(reports, out, tails), added), known, added)
        if one:
            weighed[story] = one
    ranked = ranking.rank([one.ranked_by for one in weighed.values()], profiles.ranking(), frame.closing_at)
    considered = [Considered(weighed[r.id].candidate, r, weighed[r.id].facts, weighed[r.id].where) for r in ranked]
    shown = {row.item["url"] for row in last}
    return _apart(considered), standing.withdrawn([r for reports in told.values() for r in reports if r.on], out, shown)


def _known_of(frame: Frame, members: Mapping[int, Sequence[Article]]) -> _Known:
    founded = archive.founded(members, frame.closing_at)
    return _Known(
        archive.verdicts(
            [a for articles in members.values() for a in articles], frame.newsletter.beat, frame.closing_at
        ),
        {story: _first(articles, founded.get(story)) for story, articles in members.items()},
        dict(Story.objects.filter(pk__in=members).values_list("pk", "slug")),
        _told_before(frame),
    )


def _weighed(
    frame: Frame, story: int, reports: tuple[candidates.Report, ...], known: _Known, added: AbstractSet[int]
) -> _Weighed | None:
    """What a story is and what is new in it; None where the beat or the day has no use for it and no editor asks."""
    own = candidates.originals(reports)
    on = [verdict for r in own if (verdict := known.verdicts.get(r.article)) and verdict.on]
    before = _told_of(known.told, {r.article for r in own})
    wanted = len(on) >= ON_BEAT_SHARE * len(own) and candidates.has_news(reports, told=before is not None)
    if not wanted and added.isdisjoint(r.article for r in reports):
        return None
    profile, home = frame.profile, frame.newsletter
    found = {r.article: _places(r) for r in own}
    facts = changes.facts([_told(r, found[r.article]) for r in own])
    where = places.of_story(found.values())
    candidate = candidates.Candidate(
        id=story,
        slug=known.slugs[story],
        section=profile.section_name(_section(on, [section.key for section in profile.sections])),
        reports=reports,
        change=changes.since(before, facts),
        day=_local(frame.closing_at, home) - _local(known.began[story], home) + 1,
        region=profile.regions.get(where.country, ""),
    )
    return _Weighed(candidate, facts, _ranked_by(candidate, _beat_score(on), frame.closing_at), where)


def _apart(considered: Iterable[Considered]) -> list[Considered]:
    """The same stories, each with an address of its own: of two with one slug the lower has its number behind it."""
    taken: set[str] = set()
    apart = []
    for one in considered:
        candidate = one.candidate
        slug = candidate.slug if candidate.slug not in taken else f"{candidate.slug[:60]}-{candidate.id}"
        taken.add(slug)
        apart.append(dataclasses.replace(one, candidate=dataclasses.replace(candidate, slug=slug)))
    return apart


def _beat_score(on: Sequence[Verdict | beat.Verdict]) -> float:
    """How much on the beat a story is: as its best three reports are on the whole."""
    return sum(sorted((verdict.score for verdict in on), reverse=True)[:3]) / min(3, len(on) or 1)


def _of_one_subject(reports: tuple[candidates.Report, ...], added: AbstractSet[int]) -> tuple[candidates.Report, ...]:
    """The reports without roundups, whose words may be about anything; unless an editor wanted this one."""
    return tuple(r for r in reports if r.form != roundups.ROUNDUP or r.article in added)


def _told(report: candidates.Report, found: Sequence[places.Found]) -> changes.Told:
    return changes.Told(
        report.article,
        report.outlet,
        report.family,
        "" if report.wire else report.country,
        report.language,
        f"{report.headline}\n\n{report.text}",
        tuple(one.town.name for one in found if one.town),
    )


def _first(articles: Sequence[Article], founded: datetime | None) -> datetime:
    """When a story began: as the newsroom has it, or by its articles where an editor made it or gave it older ones."""
    return min([article.found_at for article in articles] + ([founded] if founded else []))


def in_sections(considered: Sequence[Considered], names: Collection[str], added: Collection[int]) -> list[Considered]:
    """Return the stories of these sections, and what editors added; no report's own filing takes one out of them."""
    kept = []
    for one in considered:
        told = one.candidate
        if told.section in names or any(report.article in added for report in told.reports):
            reports = [r if r.section in names else dataclasses.replace(r, section="") for r in told.reports]
            kept.append(dataclasses.replace(one, candidate=dataclasses.replace(told, reports=tuple(reports))))
    return kept


def _section(on: Sequence[Verdict | beat.Verdict], keys: Sequence[str]) -> str:
    """The section that most verdicts say, each by its points on the beat; of two with as much, the profile's first.

    On a beat that gives no points every verdict says as much as another.
    """
    votes = dict.fromkeys(keys, 0.0)
    for verdict in on:
        votes[verdict.section] = votes.get(verdict.section, 0.0) + max(verdict.score, 1.0)
    return max(votes, key=lambda key: votes[key])


def _ranked_by(candidate: candidates.Candidate, beat_score: float, now: datetime) -> ranking.Facts:
    own = candidates.originals(candidate.reports)
    fresh = [r for r in own if r.fresh]
    return ranking.Facts(
        id=candidate.id,
        families=candidates.families(fresh),
        countries=candidates.countries(fresh),
        outlets=len({r.outlet for r in candidate.reports}),
        home=any(r.home for r in candidate.reports if r.fresh),
        places=max((r.places for r in fresh), key=ranking.prominence, default=()),
        last_seen=max(r.published for r in own),
        takers_in_last_6h=candidates.takers(own, now - timedelta(hours=6)),
        beat_score=beat_score,
        new=candidate.change.kind == "new",
        grown=candidate.change.kind == "updated",
        commentary=bool(fresh) and all(r.commentary for r in fresh),
        genre=_genre(fresh),
        day=candidate.day,
        wire_only=all(r.wire for r in own),
        words=tuple(sorted({t for r in own for t in texts.tokens(r.headline, r.language)})),
    )


def _genre(fresh: Sequence[candidates.Report]) -> str:
    """What a story's fresh reports are, and what says so, where none of them is news."""
    told = [r.genre for r in fresh if r.genre and not r.commentary]
    if not told or any(r.genre is None and not r.commentary for r in fresh):
        return ""
    return f"{told[0].name}, {told[0].why}"


def _local(moment: datetime, newsletter: Newsletter) -> int:
    """The ordinal of the moment's date where the newsletter is at home."""
    return moment.astimezone(ZoneInfo(newsletter.zone)).toordinal()


def _told_before(frame: Frame) -> list[changes.StoryFacts]:
    """What the newsletter's last editions told of any story, the earliest first."""
    rows = (
        Placement.objects.filter(
            edition__newsletter=frame.newsletter,
            edition__state=Edition.State.CLOSED,
            edition__date__lt=frame.day,
            edition__date__gte=frame.day - STORY_BACK,
        )
        .order_by("edition__date", "-position")
        .values_list("facts", flat=True)
    )
    return [changes.from_json(facts) for facts in rows if facts]  # one that kept none told nothing


def _told_of(earlier: Sequence[changes.StoryFacts], articles: AbstractSet[int]) -> changes.StoryFacts | None:
    """What was told of a story before: its articles know it again, since stories merge."""
    told = [known for known in earlier if known.articles & articles]
    return changes.together(told) if told else None


def _places(report: candidates.Report) -> tuple[places.Found, ...]:
    dateline, *_ = datelines.first_body(report.text)
    return places.find(report.headline, report.text, dateline, gazetteers.gazetteer(), report.language)
