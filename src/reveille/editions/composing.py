"""Compose: choose the day's stories, rank them, cut the sentences, and keep the result as a draft.

What an edition may use is what had been found by its closing. Composing again makes the draft again; a closed edition
is left as it is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from reveille.core import (
    beat,
    changes,
    datelines,
    excerpts,
    genres,
    layout,
    links,
    notices,
    places,
    placing,
    previews,
    ranking,
    roundups,
    schedule,
    shaping,
)
from reveille.core import text as texts
from reveille.core.errors import TooThin
from reveille.core.profile import Profile
from reveille.editions import acts, fitting, letterhead, rendering, standing
from reveille.editions.models import Edition, Newsletter, Placement
from reveille.newsroom import archive, intake, profiles
from reveille.newsroom import gazetteer as gazetteers
from reveille.newsroom.models import Article, Story, Verdict
from reveille.sources import rounds

FRESH_AT_MOST = timedelta(hours=72)  # after a gap in editions, older news is no news
FIRST_WINDOW = timedelta(hours=24)
STORY_BACK = timedelta(days=7)  # a story's reports that an edition counts
ON_BEAT_SHARE = 0.34  # of a story's own texts, so that one stray verdict does not bring a story in
WEIGHED_SHOWN = 60  # on the desk
LEAD = 400  # characters in which a report says which day it looks forward to
ENOUGH_ANSWERS = 0.25  # of the feeds asked; with fewer, the day was not seen


@dataclass(frozen=True)
class Considered:
    """A story that was weighed for an edition, with its sum; ``candidate.change`` says if it is told."""

    candidate: placing.Candidate
    ranked: ranking.Ranked
    facts: changes.StoryFacts
    where: places.Where


@dataclass(frozen=True)
class Composition:
    """An edition before it is stored: the page, and every story that was weighed for it."""

    page: layout.Page
    considered: tuple[Considered, ...]
    withdrawn: tuple[dict[str, Any], ...]  # reports on the beat that their outlets took back, for the desk
    order: tuple[int, ...]  # the stories as they stand, by editors and ranking
    wishes: placing.Wishes
    closing_at: datetime
    since: datetime
    habits: archive.Habits


def closing_of(newsletter: Newsletter, day: date) -> datetime:
    """Return the instant, in UTC, at which the newsletter's edition of ``day`` closes."""
    return schedule.closing_at(day, newsletter.closing_minute, newsletter.zone)


def previous(newsletter: Newsletter, day: date) -> Edition | None:
    """Return the last closed edition before ``day``."""
    return (
        Edition.objects.filter(newsletter=newsletter, state=Edition.State.CLOSED, date__lt=day)
        .order_by("-date")
        .first()
    )


def compose(
    newsletter: Newsletter,
    day: date,
    *,
    closing_at: datetime | None = None,
    masthead: rendering.Masthead | None = None,
    silence: layout.Silence | None = None,
    habits: archive.Habits | None = None,
) -> Composition:
    """Return what the edition of ``day`` would be, from what is known by its closing. Raises TooThin.

    A closed edition is made again with the moment, masthead, silence and outlets' habits that it was closed with.
    """
    closing_at = closing_at or closing_of(newsletter, day)
    before = previous(newsletter, day)
    since = max(before.closing_at, closing_at - FRESH_AT_MOST) if before else closing_at - FIRST_WINDOW
    silence = silence or _silence(since, closing_at)
    _enough(newsletter, day, silence)
    profile = profiles.beat(newsletter.beat)
    done = acts.shaping_of(newsletter, day, closing_at, STORY_BACK)
    kills = standing.kills(closing_at, STORY_BACK)
    last = list(before.placements.all()) if before and kills else []
    members, done = _members(newsletter, since, closing_at, done, set(_articles(last)))
    added = {act.article for act in done if act.kind == "add"}
    habits = habits or archive.habits([a for articles in members.values() for a in articles], closing_at)
    considered, withdrawn = _considered(
        newsletter, profile, day, since, closing_at, members, added, kills, last, habits
    )
    if newsletter.sections:
        considered = _in_sections(considered, newsletter.sections, added)
    stories, wishes = shaping.shape([one.candidate for one in considered], done)
    sheet = placing.Sheet(
        newsletter=newsletter.name,
        slug=newsletter.slug,
        date=day,
        number=_number(newsletter, day),
        language=newsletter.language,
        sections=tuple(newsletter.sections or profile.section_names()),
    )
    place = partial(
        placing.place,
        stories,
        sheet,
        wishes=wishes,
        corrections=acts.corrections(newsletter, before, closing_at),
        quiet=_quiet(before, {r.article for one in considered for r in one.candidate.reports}, closing_at),
        silence=silence,
    )
    try:
        page = fitting.fitted(lambda most: place(most=most), masthead or letterhead.masthead(newsletter))
    except TooThin as error:
        error.withdrawn = tuple(withdrawn)
        raise
    return Composition(
        page, tuple(considered), tuple(withdrawn), tuple(one.id for one in stories), wishes, closing_at, since, habits
    )


@transaction.atomic
def draft(newsletter: Newsletter, day: date, now: datetime, closing_at: datetime | None = None) -> Edition:
    """Compose and store the draft of ``day``; a closed edition is returned untouched.

    ``closing_at`` is the moment of closing where an editor closes before the time.
    """
    edition, _ = Edition.objects.get_or_create(
        newsletter=newsletter, date=day, defaults={"closing_at": closing_of(newsletter, day)}
    )
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state == Edition.State.CLOSED:
        return edition
    edition.closing_at = closing_at or closing_of(newsletter, day)
    held = edition.state == Edition.State.HELD and acts.hold(edition)
    try:
        composition = compose(newsletter, day, closing_at=edition.closing_at)
    except TooThin as error:
        edition.placements.all().delete()
        edition.state = Edition.State.HELD if now >= edition.closing_at else Edition.State.DRAFT
        edition.note, edition.composed_at = str(error)[:300], now
        edition.page, edition.weighed, edition.withdrawn = {}, [], list(error.withdrawn)
        edition.save()
        return edition
    page = composition.page
    edition.state, edition.note, edition.composed_at = Edition.State.DRAFT, "", now
    if held:  # until somebody releases it
        edition.state, edition.note = Edition.State.HELD, held
    edition.weighed, edition.withdrawn = _weighed(composition), list(composition.withdrawn)
    edition.habits = composition.habits.to_json()
    edition.subject, edition.preheader, edition.page = page.subject, page.preheader, layout.to_json(page)
    edition.save()
    edition.placements.all().delete()
    Placement.objects.bulk_create(_placements(edition, composition))
    return edition


def _weighed(composition: Composition) -> list[dict[str, Any]]:
    """What the desk shows of the stories that were weighed, the best first."""
    shown = {item.slug: item for item in composition.page.items}
    order = {story: place for place, story in enumerate(composition.order, start=1)}
    weighed = []
    for one in composition.considered[:WEIGHED_SHOWN]:
        told = shown.get(one.candidate.slug)
        main = next(
            (r for r in one.candidate.reports if told and r.link == told.url), placing.lead(one.candidate.reports, "")
        )
        weighed.append(
            {
                "article": main.article,
                "slug": one.candidate.slug,
                "place": order.get(one.candidate.id, 0) if told else 0,
                "placed": composition.wishes.get(one.candidate.id).kept,
                "dropped": one.candidate.id not in order,
                "headline": main.headline,
                "language": main.language,
                "direction": texts.direction(main.language),
                "outlet": main.outlet,
                "articles": [report.article for report in one.candidate.reports],
                "kind": one.candidate.change.kind,
                "score": one.ranked.score,
                "reasons": [[reason.points, reason.words] for reason in one.ranked.reasons],
            }
        )
    return weighed


def _silence(since: datetime, closing_at: datetime) -> layout.Silence:
    """Return how many were asked in the time of an edition, and who did not answer."""
    feeds, outlets, silent = rounds.asked_between(since, closing_at)
    failed = (
        layout.Silent(outlet.name, placing.country_name(outlet.country), rounds.plain(failure))
        for outlet, failure in silent
    )
    return layout.Silence(feeds, outlets, tuple(failed))


def _enough(newsletter: Newsletter, day: date, silence: layout.Silence) -> None:
    answered = silence.outlets - len(silence.failed)
    if silence.feeds and answered < ENOUGH_ANSWERS * silence.outlets:
        raise TooThin(f"{newsletter.name}, {day.isoformat()}", f"only {answered} of {silence.outlets} outlets answered")


def _members(
    newsletter: Newsletter,
    since: datetime,
    closing_at: datetime,
    done: Sequence[shaping.Act],
    told: AbstractSet[int],
) -> tuple[dict[int, list[Article]], list[shaping.Act]]:
    """The stories that may have news, with their articles, as editors merged and split them; and the other acts.

    Those of the articles that were ``told`` last are among them.
    """
    ids = archive.stories_with_news(since, closing_at, newsletter.beat)
    if named := shaping.named(done) | told:
        ids |= archive.stories_of(named, closing_at)
    found = archive.members(ids, closing_at, STORY_BACK)
    articles = {article.pk: article for members in found.values() for article in members}
    stories, left = shaping.regroup(
        {story: [article.pk for article in members] for story, members in found.items()},
        {pk: article.copy_of_id for pk, article in articles.items()},
        done,
    )
    in_time = {pk: (article.found_at, pk) for pk, article in articles.items()}
    return {
        story: [articles[pk] for pk in sorted(members, key=in_time.__getitem__)] for story, members in stories.items()
    }, left


def _considered(
    newsletter: Newsletter,
    profile: Profile,
    day: date,
    since: datetime,
    closing_at: datetime,
    members: Mapping[int, Sequence[Article]],
    added: AbstractSet[int],
    kills: Sequence[notices.Version],
    last: Sequence[Placement],
    habits: archive.Habits,
) -> tuple[list[Considered], list[dict[str, Any]]]:
    """Return the stories that are weighed, the best first, and the reports on the beat that were taken back."""
    everything = [a for articles in members.values() for a in articles]
    verdicts = archive.verdicts(everything, newsletter.beat, closing_at)
    listed = archive.places([a.pk for articles in members.values() for a in articles], closing_at)
    founded = archive.founded(members, closing_at)
    slugs = dict(Story.objects.filter(pk__in=members).values_list("pk", "slug"))
    earlier = _told_before(newsletter, day)
    told = {
        story: _reports(newsletter, articles, (since, closing_at), profile, listed, verdicts, habits.unstopped)
        for story, articles in sorted(members.items())
    }
    out = standing.fallen(told, kills)
    tails = {a.pk: habits.tails.get(a.outlet_id, "") for a in everything}
    weighed: dict[int, tuple[placing.Candidate, changes.StoryFacts, ranking.Facts, places.Where]] = {}
    for story, all_reports in told.items():
        reports = _of_one_subject(standing.left(all_reports, out, tails), added)
        own = placing.originals(reports)
        judged = [verdicts[r.article] for r in own if r.article in verdicts]
        on = [verdict for verdict in judged if verdict.on]
        if added.isdisjoint(r.article for r in reports) and (
            len(on) < ON_BEAT_SHARE * len(own) or not any(r.fresh for r in reports)
        ):
            continue
        found = {r.article: _places(r) for r in own}
        facts = changes.facts([_told(r, found[r.article]) for r in own])
        change = changes.since(_known(earlier, facts), facts)
        section = profile.section_name(_section(on, [section.key for section in profile.sections]))
        where = places.of_story(found.values())
        candidate = placing.Candidate(
            id=story,
            slug=slugs[story],
            section=section,
            reports=reports,
            change=change,
            day=_local(closing_at, newsletter) - _local(_first(members[story], founded.get(story)), newsletter) + 1,
            region=profile.regions.get(where.country, ""),
        )
        score = sum(sorted((v.score for v in on), reverse=True)[:3]) / min(3, len(on) or 1)
        weighed[story] = candidate, facts, _weigh(candidate, score, closing_at), where
    ranked = ranking.rank([facts for _, _, facts, _ in weighed.values()], profiles.ranking(), closing_at)
    slugs_taken: set[str] = set()
    considered = []
    for one in ranked:
        candidate, facts, _, where = weighed[one.id]
        slug = candidate.slug if candidate.slug not in slugs_taken else f"{candidate.slug[:60]}-{candidate.id}"
        slugs_taken.add(slug)
        considered.append(Considered(dataclasses.replace(candidate, slug=slug), one, facts, where))
    shown = {row.item["url"] for row in last}
    return considered, standing.withdrawn([r for reports in told.values() for r in reports if r.on], out, shown)


def _of_one_subject(reports: tuple[placing.Report, ...], added: AbstractSet[int]) -> tuple[placing.Report, ...]:
    """The reports without roundups, whose words may be about anything; unless an editor wanted this one."""
    return tuple(r for r in reports if r.form != roundups.ROUNDUP or r.article in added)


def _articles(placements: Iterable[Placement]) -> Iterator[int]:
    """The articles of stories that an edition told."""
    return (report["article"] for row in placements for report in row.reports)


def _told(report: placing.Report, found: Sequence[places.Found]) -> changes.Told:
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


def _in_sections(considered: Sequence[Considered], names: Collection[str], added: Collection[int]) -> list[Considered]:
    """The stories of these sections, and what editors added; no report's own filing takes one out of them."""
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


def _reports(
    newsletter: Newsletter,
    articles: Sequence[Article],
    window: tuple[datetime, datetime],
    profile: Profile,
    listed: Mapping[int, tuple[int, ...]],
    verdicts: Mapping[int, Verdict | beat.Verdict],
    unstopped: AbstractSet[int],
) -> tuple[placing.Report, ...]:
    home, (since, closing_at) = newsletter.home_outlet_id, window
    return tuple(
        placing.Report(
            article=a.pk,
            outlet=a.outlet.name,
            family=a.outlet.family,
            country=a.outlet.country,
            wire=a.outlet.kind == "agency",
            language=a.language,
            paywall=a.paywalled,
            headline=a.title,
            link=a.link,
            text=a.text,
            body_start=a.body_start,
            published=a.published or a.found_at,
            copy_of=a.copy_of_id,
            agency=a.agency,
            commentary=a.commentary,
            byline=a.byline,
            fresh=a.found_at > since and (a.published or a.found_at) > closing_at - FRESH_AT_MOST,
            home=a.outlet_id == home,
            rule=excerpts.Rule(a.outlet.max_sentences, a.outlet.max_words),
            places=listed.get(a.pk, (a.position,) if a.position else ()),
            section=_filed(profile, a.link),
            on=a.pk not in verdicts or verdicts[a.pk].on,
            form=roundups.form(a.title, a.link),
            genre=genres.genre(a.title, a.link, intake.called(a.feed), a.language),
            passed=_passed(a, closing_at, newsletter.zone),
            unstopped=a.text_from == "feed" and a.outlet_id in unstopped,
        )
        for a in articles
    )


def _passed(article: Article, closing_at: datetime, zone: str) -> bool:
    """Whether an article looks forward to a day that had passed, where the newsletter is at home, at closing."""
    here = ZoneInfo(zone)
    published, closing = ((article.published or article.found_at).astimezone(here), closing_at.astimezone(here))
    lead = article.text[article.body_start :][:LEAD]
    return previews.passed(article.title, lead, article.language, published.date(), closing.date())


def _filed(profile: Profile, link: str) -> str:
    key = profile.filed(links.departments(link))
    return profile.section_name(key) if key else ""


def _weigh(candidate: placing.Candidate, beat_score: float, now: datetime) -> ranking.Facts:
    own = placing.originals(candidate.reports)
    fresh = [r for r in own if r.fresh]
    return ranking.Facts(
        id=candidate.id,
        families=placing.families(fresh),
        countries=placing.countries(fresh),
        outlets=len({r.outlet for r in candidate.reports}),
        home=any(r.home for r in candidate.reports if r.fresh),
        places=max((r.places for r in fresh), key=ranking.prominence, default=()),
        first_seen=min(r.published for r in own),
        last_seen=max(r.published for r in own),
        reports_in_last_6h=sum(now - r.published <= timedelta(hours=6) for r in fresh),
        beat_score=beat_score,
        new=candidate.change.kind == "new",
        grown=candidate.change.kind == "updated",
        commentary=bool(fresh) and all(r.commentary for r in fresh),
        genre=_genre(fresh),
        day=candidate.day,
        wire_only=all(r.wire for r in own),
        words=tuple(sorted({t for r in own for t in texts.tokens(r.headline, r.language)})),
    )


def _genre(fresh: Sequence[placing.Report]) -> str:
    """What a story's fresh reports are, and what says so, where none of them is news."""
    told = [r.genre for r in fresh if r.genre and not r.commentary]
    if not told or any(r.genre is None and not r.commentary for r in fresh):
        return ""
    return f"{told[0].name}, {told[0].why}"


def _local(moment: datetime, newsletter: Newsletter) -> int:
    """The ordinal of the moment's date where the newsletter is at home."""
    return moment.astimezone(ZoneInfo(newsletter.zone)).toordinal()


def _told_before(newsletter: Newsletter, day: date) -> list[changes.StoryFacts]:
    """What the newsletter's last editions told of any story, the earliest first."""
    rows = (
        Placement.objects.filter(
            edition__newsletter=newsletter,
            edition__state=Edition.State.CLOSED,
            edition__date__lt=day,
            edition__date__gte=day - STORY_BACK,
        )
        .order_by("edition__date", "-position")
        .values_list("facts", flat=True)
    )
    return [changes.from_json(facts) for facts in rows if facts]  # one that kept none told nothing


def _known(earlier: Sequence[changes.StoryFacts], facts: changes.StoryFacts) -> changes.StoryFacts | None:
    """What was told of this story before: its articles know it again, since stories merge."""
    told = [known for known in earlier if known.articles & facts.articles]
    return changes.together(told) if told else None


def _quiet(before: Edition | None, today: set[int], closing_at: datetime) -> list[layout.Quiet]:
    """The stories of the last edition of which nothing new was found: none of their articles is in today's."""
    if before is None or closing_at - before.closing_at > FRESH_AT_MOST:
        return []
    return [
        layout.Quiet(
            headline=row.item["headline"],
            page=row.item["page"],
            last=max(datetime.fromisoformat(report["published"]) for report in row.reports).date(),
            language=row.item["language"],
            direction=row.item["direction"],
        )
        for row in before.placements.order_by("position")
        if row.facts and not today.intersection(row.facts["articles"])
    ]


def _number(newsletter: Newsletter, day: date) -> int:
    """An edition's number counts the closed ones before it in time of making, so that it stays for ever."""
    known = Edition.objects.filter(newsletter=newsletter, date=day, state=Edition.State.CLOSED).first()
    if known:
        return known.number
    numbers = Edition.objects.filter(newsletter=newsletter, state=Edition.State.CLOSED)
    return max(numbers.values_list("number", flat=True), default=0) + 1


def _placements(edition: Edition, composition: Composition) -> list[Placement]:
    shown = {item.slug: item for item in composition.page.items}
    order = {story: place for place, story in enumerate(composition.order)}
    told = sorted(
        (one for one in composition.considered if one.candidate.slug in shown), key=lambda one: order[one.candidate.id]
    )
    return [
        Placement(
            edition=edition,
            story_id=one.candidate.id,
            slug=one.candidate.slug,
            position=position,
            score=one.ranked.score,
            reasons=[[reason.points, reason.words] for reason in one.ranked.reasons],
            facts=changes.to_json(one.facts),
            item=layout.item_to_json(shown[one.candidate.slug]),
            reports=[
                _report_json(report, one.candidate.reports)
                for report in sorted(one.candidate.reports, key=lambda r: (r.published, r.article))
            ],
            dossier=layout.dossier_to_json(placing.dossier(one.candidate, shown[one.candidate.slug])),
            where=dataclasses.asdict(one.where),
        )
        for position, one in enumerate(told, start=1)
    ]


def _places(report: placing.Report) -> tuple[places.Found, ...]:
    dateline, *_ = datelines.first_body(report.text)
    return places.find(report.headline, report.text, dateline, gazetteers.gazetteer())


def _report_json(report: placing.Report, all_: Sequence[placing.Report]) -> dict[str, Any]:
    origin = {other.article: other.outlet for other in all_}.get(report.copy_of or 0)
    return {
        "article": report.article,
        "outlet": report.outlet,
        "family": report.family,
        "country": "" if report.wire else placing.country_name(report.country),
        "headline": report.headline,
        "url": report.link,
        "language": report.language,
        "direction": texts.direction(report.language),
        "published": report.published.isoformat(),
        "copy_of_outlet": origin,
        "paywall": report.paywall,
        "commentary": report.commentary,
        "fresh": report.fresh,
    }
