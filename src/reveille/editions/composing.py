"""Compose: from the stories that have news to the page of an edition.

What an edition may use is what had been found by its closing, so that a closed one can be composed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from reveille.core import cldr, layout, placing, schedule, shaping
from reveille.core.errors import TooThin
from reveille.editions import acts, fitting, letterhead, rendering, standing, weighing
from reveille.editions.models import Edition, Newsletter, Placement
from reveille.editions.reporting import FRESH_AT_MOST, Frame
from reveille.editions.weighing import STORY_BACK, Considered
from reveille.newsroom import archive, profiles
from reveille.newsroom.models import Article
from reveille.sources import rounds

FIRST_WINDOW = timedelta(hours=24)
ENOUGH_ANSWERS = 0.25  # of the feeds asked; with fewer, the day was not seen


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
    since = _since(before, closing_at)
    silence = silence or _silence(since, closing_at)
    _enough(newsletter, day, silence)
    done = acts.shaping_of(newsletter, day, closing_at, STORY_BACK)
    kills = standing.kills(closing_at, STORY_BACK)
    last = list(before.placements.all()) if before and kills else []
    members, done = _members(newsletter, since, closing_at, done, set(_articles(last)))
    added = {act.article for act in done if act.kind == "add"}
    habits = habits or archive.habits([a for articles in members.values() for a in articles], closing_at)
    frame = Frame(newsletter, profiles.beat(newsletter.beat), day, since, closing_at, habits)
    considered, withdrawn = weighing.weigh(frame, members, added, kills, last)
    if newsletter.sections:
        considered = weighing.in_sections(considered, newsletter.sections, added)
    stories, wishes = shaping.shape([one.candidate for one in considered], done)
    place = partial(
        placing.place,
        stories,
        _sheet(frame),
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


def _since(before: Edition | None, closing_at: datetime) -> datetime:
    """The moment from which on a report is of this edition."""
    return max(before.closing_at, closing_at - FRESH_AT_MOST) if before else closing_at - FIRST_WINDOW


def _sheet(frame: Frame) -> placing.Sheet:
    newsletter = frame.newsletter
    return placing.Sheet(
        newsletter=newsletter.name,
        slug=newsletter.slug,
        date=frame.day,
        number=_number(newsletter, frame.day),
        language=newsletter.language,
        sections=tuple(newsletter.sections or frame.profile.section_names()),
    )


def _silence(since: datetime, closing_at: datetime) -> layout.Silence:
    """Return how many were asked in the time of an edition, and who did not answer."""
    feeds, outlets, silent = rounds.asked_between(since, closing_at)
    failed = (
        layout.Silent(outlet.name, cldr.country(outlet.country), rounds.plain(failure)) for outlet, failure in silent
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
    return {
        story: sorted((articles[pk] for pk in members), key=archive.in_order) for story, members in stories.items()
    }, left


def _articles(placements: Iterable[Placement]) -> Iterator[int]:
    """The articles of stories that an edition told."""
    return (report["article"] for row in placements for report in row.reports)


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
