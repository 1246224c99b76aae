"""A story that may stand in an edition: its reports, how they are counted, and which of them stands for it.

An outlet is counted once for its publisher family, and a copy is counted under its origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reveille.core import changes, copies, excerpts, genres, layout, ranking
from reveille.core import text as texts

LEAD = 400  # characters of a text that say what it is about
LEAST_WORDS = 3  # of a headline that is more than a name


@dataclass(frozen=True)
class Report:
    """One outlet's article in a story, as it stood at closing. ``fresh``: found since the last edition closed."""

    article: int
    outlet: str
    family: str
    country: str  # ISO 3166-1 alpha-2, "" when not known
    wire: bool
    language: str
    paywall: bool
    headline: str
    link: str
    text: str
    body_start: int
    published: datetime
    copy_of: int | None
    agency: str
    commentary: bool
    byline: str
    fresh: bool
    home: bool
    rule: excerpts.Rule = field(default_factory=excerpts.Rule)
    places: tuple[int, ...] = ()  # its best place in each feed of its outlet that had it, the best first
    section: str = ""  # display name, where its outlet has filed it
    on: bool = True  # on the beat; what is not may share a story, and is not to stand for it
    corrected: bool = False  # its headline began by saying so
    form: str = ""  # what it is if it is no report of one event (core.roundups)
    genre: genres.Genre | None = None  # what it is if it tells no news (core.genres)
    passed: bool = False  # it looks forward to a day that had passed at closing (core.previews)
    unstopped: bool = False  # its outlet's summaries end without a full stop (core.excerpts)


@dataclass(frozen=True)
class Candidate:
    """A story that may stand in the edition, with all that is needed to show it."""

    id: int
    slug: str
    section: str  # display name, of all its reports together
    reports: tuple[Report, ...]
    change: changes.Change
    day: int  # ordinal day of the story, 1 is its first
    region: str = ""  # where it happens, by the beat's own regions


def originals(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Return the reports that are not copies of another report here; of several copies of an absent one, the first."""
    reports = tuple(reports)
    here = {report.article for report in reports}
    absent = {report.copy_of for report in reports if report.copy_of is not None} - here
    order = {report.article: (not report.wire, report.published, report.outlet, report.article) for report in reports}
    stands = copies.without({report.article: report.copy_of for report in reports}, absent, order)
    return tuple(report for report in reports if stands[report.article] is None)


def families(reports: Iterable[Report]) -> int:
    """Return how many publisher families reported in words of their own."""
    return len({report.family for report in originals(reports)})


def takers(reports: Iterable[Report], since: datetime) -> int:
    """Return how many publisher families took a story up ``since`` then, after the family that had it first."""
    began: dict[str, datetime] = {}
    for report in sorted(originals(reports), key=lambda report: report.published):
        began.setdefault(report.family, report.published)
    return sum(first >= since for first in list(began.values())[1:])


def countries(reports: Iterable[Report]) -> int:
    """Return from how many countries there is a report; a wire has none."""
    return len({report.country for report in originals(reports) if report.country and not report.wire})


def has_news(reports: Sequence[Report], *, told: bool) -> bool:
    """Return whether a story has something to tell: a fresh report on the beat.

    Of one that was ``told`` before and has news, comment alone is nothing new: its headline would stand there again.
    """
    fresh = [report for report in reports if report.fresh and report.on]
    only_comment = all(report.commentary for report in fresh) and not all(r.commentary for r in reports if r.on)
    return bool(fresh) and not (told and only_comment)


def lead(reports: Sequence[Report], language: str) -> Report:
    """Return the report whose headline and sentences stand for the story.

    An original before a copy, one on the beat, news before commentary, a fresh one, news before a review and the like,
    one that does not look forward to a day that has passed, a report before a live page or an overview, one that has
    sentences to show, the edition's own language, the home outlet, open before paywalled, one that does not ask, is
    more than a name and does not shout, the one whose headline says what the others tell, prominent, and then the
    latest. Of one language, home or not, one whose sentences tell what happened comes before those whose do not.
    """

    own = originals(reports)
    shared = _shared(own)

    def kind(report: Report) -> tuple[bool, ...]:
        return (
            report.on,
            not report.commentary,
            report.fresh,
            report.genre is None,
            not report.passed,
            not report.form,
        )

    def order(report: Report) -> tuple[object, ...]:
        return (
            report.language == language,
            report.home,
            not report.paywall,
            not report.headline.endswith(("?", "？", "؟")),
            _is_headline(report.headline),
            shared[report.article],
            ranking.prominence(report.places),
            report.published,
        )

    best = max(kind(report) for report in own)
    named = sorted((report for report in own if kind(report) == best), key=lambda one: (one.outlet, one.article))
    first = sorted(named, key=order, reverse=True)  # equal ones stay as they are
    equal = [report for report in first if (report.language, report.home) == (first[0].language, first[0].home)]
    return next(filter(_tells, equal), None) or next(filter(sentences, first), first[0])


def _is_headline(headline: str) -> bool:
    """Whether a headline says something ("Saare" does not), in letters of both kinds where its script has them."""
    return texts.words(headline) >= LEAST_WORDS and not headline.isupper()


def _tells(report: Report) -> bool:
    """Whether the report's own sentences say what happened."""
    shown = sentences(report)
    return bool(shown) and excerpts.tells(
        report.text,
        texts.Span(shown[0].start, shown[0].end),
        headline=report.headline,
        language=report.language,
        start=report.body_start,
    )


def _shared(reports: Sequence[Report]) -> dict[int, float]:
    """How much of each report's headline the others of its language tell too, in tenths: what is about the event and
    not about one side of it. With a single other report there is no saying which of the two is beside the point.
    """
    headlines = {r.article: set(texts.tokens(r.headline, r.language)) for r in reports}
    told = {
        r.article: headlines[r.article] | set(texts.tokens(r.text[r.body_start :][:LEAD], r.language)) for r in reports
    }
    shared = {}
    for one in reports:
        others = [told[r.article] for r in reports if r.language == one.language and r.family != one.family]
        mine = headlines[one.article]
        known = sum(len(mine & other) for other in others)
        shared[one.article] = round(known / (len(mine) * len(others)), 1) if mine and len(others) > 1 else 0.0
    return shared


def others(main: Report, reports: Sequence[Report]) -> list[Report]:
    """Return one report for each other family, in words of its own, the prominent first."""
    seen, found = {main.family}, []

    def order(report: Report) -> tuple[object, ...]:
        prominence = ranking.prominence(report.places)
        return not report.fresh, report.wire, -prominence, report.published, report.outlet, report.article

    for report in sorted(originals(reports), key=order):
        if report.family not in seen:
            seen.add(report.family)
            found.append(report)
    return found


def sentences(report: Report, *, headed: bool = True) -> tuple[layout.Sentence, ...]:
    """Return the report's sentences to show, with their offsets; ``headed`` under its own headline."""
    spans = excerpts.choose(
        report.text,
        headline=report.headline,
        language=report.language,
        start=report.body_start,
        rule=report.rule,
        unstopped=report.unstopped,
        headed=headed,
    )
    return tuple(
        layout.Sentence(report.text[span.start : span.end], report.article, span.start, span.end) for span in spans
    )
