"""From ranked stories to a page: whose headline, which sentences, how it is counted and marked.

Nothing here writes news. A headline, a sentence and a quote are copied from one named report; everything else is a
count or a fixed phrase. An outlet is counted once for its publisher family, and a copy is counted under its origin.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from babel import Locale

from reveille.core import changes, copies, excerpts, genres, layout, quotes, ranking, roundups
from reveille.core import text as texts
from reveille.core.errors import NotVerbatim, TooThin

MOST_STORIES = 20
TOP = 5
NAMED_OUTLETS = 3  # in the "Also" line
SUBJECT_LIMIT = 60
PREHEADER_LIMIT = 100
QUOTE_WORDS = 40
DEVELOPING_SHOWN = 4
QUIET_SHOWN = 5
EXCERPTS_SHOWN, QUOTES_SHOWN = 6, 3  # on a story's own page
FORMS = {roundups.ROUNDUP: "roundup", roundups.LIVE: "live page", roundups.OVERVIEW: "overview"}
SAME_SHARE = 0.6  # of two sentences' words: they say the same
LEAD = 400  # characters of a text that say what it is about
WORDS_A_MINUTE = 230  # silent reading of English prose, adults: Brysbaert 2019, 238 for non-fiction


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


@dataclass(frozen=True)
class Wish:
    """What an editor wants of a story (core.shaping): whose headline, which sentences, what it is, a note of ours."""

    kept: bool = False  # told even if nothing in it has changed
    lead: int = 0  # the article whose headline stands for it
    sentences: tuple[str, ...] = ()
    section: str = ""  # display name
    commentary: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Wishes:
    """What editors want of an edition: by story, and whose headlines the subject and the preheader are."""

    of: Mapping[int, Wish] = field(default_factory=dict)
    subject: int = 0
    preheader: int = 0

    def get(self, story: int) -> Wish:
        """Return what is wanted of a story; of most, nothing."""
        return self.of.get(story, Wish())


@dataclass(frozen=True)
class Sheet:
    """What an edition is, before there is a story in it."""

    newsletter: str
    slug: str
    date: date
    number: int
    language: str
    sections: tuple[str, ...]  # display names, in the profile's order


def originals(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Return the reports that are not copies of another report here; of several copies of an absent one, the first."""
    reports = tuple(reports)
    here = {report.article for report in reports}
    absent = {report.copy_of for report in reports if report.copy_of is not None} - here
    order = {report.article: (not report.wire, report.published, report.article) for report in reports}
    stands = copies.without({report.article: report.copy_of for report in reports}, absent, order)
    return tuple(report for report in reports if stands[report.article] is None)


def families(reports: Iterable[Report]) -> int:
    """Return how many publisher families reported in words of their own."""
    return len({report.family for report in originals(reports)})


def countries(reports: Iterable[Report]) -> int:
    """Return from how many countries there is a report; a wire has none."""
    return len(_countries(reports))


def _countries(reports: Iterable[Report]) -> set[str]:
    return {report.country for report in originals(reports) if report.country and not report.wire}


def lead(reports: Sequence[Report], language: str) -> Report:
    """Return the report whose headline and sentences stand for the story.

    An original before a copy, one on the beat, news before commentary, a fresh one, news before a review and the like,
    one that does not look forward to a day that has passed, a report before a live page or an overview, one that has
    sentences to show, the edition's own language, the home outlet, open before paywalled, one that does not ask, the
    one whose headline says what the others tell, prominent, and then the latest. Of one language, home or not, one
    whose sentences tell what happened comes before those whose sentences do not.
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
            shared[report.article],
            ranking.prominence(report.places),
            report.published,
            -report.article,
        )

    best = max(kind(report) for report in own)
    first = sorted((report for report in own if kind(report) == best), key=order, reverse=True)
    equal = [report for report in first if (report.language, report.home) == (first[0].language, first[0].home)]
    return next(filter(_tells, equal), None) or next(filter(sentences, first), first[0])


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


def quote(reports: Iterable[Report], shown: Sequence[layout.Sentence]) -> layout.Said | None:
    """Return one quote of a fresh original that does not stand in what is shown already, the longest speech."""
    return next(iter(quoted(reports, shown)), None)


def quoted(reports: Iterable[Report], shown: Sequence[layout.Sentence]) -> list[layout.Said]:
    """Return a quote of each outlet that has one, the longest first; nobody speaks twice."""
    found = sorted(_quotes(reports, shown), key=lambda one: -texts.words(one.text))
    outlets: set[str] = set()
    speakers: set[str] = set()
    chosen = []
    for one in found:
        surname = one.speaker.split()[-1]
        if one.outlet not in outlets and surname not in speakers:
            outlets.add(one.outlet)
            speakers.add(surname)
            chosen.append(one)
    return chosen


def _quotes(reports: Iterable[Report], shown: Sequence[layout.Sentence]) -> Iterator[layout.Said]:
    """The quotes of fresh originals that may be shown and do not stand in what is shown already."""
    for report in originals(reports):
        most = min(QUOTE_WORDS, report.rule.words) if report.rule.sentences else 0
        if not report.fresh or report.commentary or not most:
            continue
        spans = texts.sentences(report.text, report.language)
        for found in quotes.find(report.text, spans, report.language):
            said = report.text[found.start : found.end]
            length = texts.words(said)
            if found.speaker is None or not 8 <= length <= most or said[0].islower():
                continue  # by nobody, too short, too long, or the end of a sentence that was the outlet's
            if any(said in sentence.text or sentence.text in said for sentence in shown):
                continue
            speaker = report.text[slice(*found.speaker)]
            if not _is_name(speaker):
                continue
            role = report.text[slice(*found.role)] if found.role else ""
            yield layout.Said(said, speaker, role, report.outlet, report.article, found.start, found.end)


def _is_name(speaker: str) -> bool:
    """Whether it is a name as one is written once: no word twice (a caption's), no genitive, no verb before it."""
    words = speaker.casefold().split()
    whole = len(set(words)) == len(words) and not speaker.endswith(("’s", "'s"))
    return whole and not re.match(r"said (?:mr|ms|mrs|miss|dr|prof|sir|lord|minister|president)\b", speaker, re.I)


def dossier(candidate: Candidate, shown: layout.Item) -> layout.Dossier:
    """Return what the story's own page shows: one sentence of each of the next outlets, and who said what."""
    by_article = {report.article: report for report in candidate.reports}
    excerpts_ = [_excerpt(sentence, by_article[sentence.article]) for sentence in shown.sentences]
    seen = [set(texts.tokens(one.sentence.text, one.language)) for one in excerpts_]
    main = next((report for report in candidate.reports if report.link == shown.url), candidate.reports[0])
    for report in _others(main, candidate.reports):
        if len(excerpts_) >= EXCERPTS_SHOWN:
            break
        for sentence in sentences(report, headed=False)[:1]:
            said = set(texts.tokens(sentence.text, report.language))
            if not any(len(said & other) > SAME_SHARE * min(len(said), len(other)) for other in seen):
                seen.append(said)
                excerpts_.append(_excerpt(sentence, report))
    spoken = quoted(candidate.reports, [one.sentence for one in excerpts_])
    if shown.quote:
        spoken = [
            shown.quote,
            *(q for q in spoken if q.outlet != shown.quote.outlet and q.speaker != shown.quote.speaker),
        ]
    return layout.Dossier(
        tuple(excerpts_), tuple(spoken[:QUOTES_SHOWN]), candidate.change.kind, candidate.change.lines, candidate.day
    )


def _excerpt(sentence: layout.Sentence, report: Report) -> layout.Excerpt:
    return layout.Excerpt(
        sentence,
        report.outlet,
        "" if report.wire else country_name(report.country),
        report.language,
        texts.direction(report.language),
        report.link,
        report.published.isoformat(),
    )


def marks(report: Report, reports: Sequence[Report], language: str) -> tuple[str, ...]:
    """Return what the link is, in words: a live page, a review, its language, a paywall, a correction, whose text."""
    said = [FORMS[report.form]] if report.form else []
    if report.genre:
        said.append(report.genre.name)
    if report.language and report.language != language:
        said.append(f"in {language_name(report.language)}")
    if report.paywall:
        said.append("paywall")
    if report.corrected:
        said.append("corrected")
    copies = [other for other in reports if other.copy_of == report.article]
    if report.wire and copies:
        said.append(f"wire text, {_many(len(copies), 'copy', 'copies')}")
    elif report.agency and not report.wire:
        said.append(f"text of {report.agency}")
    return tuple(said)


def led(candidate: Candidate, wish: Wish, language: str) -> Report:
    """Return the report that stands for the story: the editor's choice if it is there, else the machine's."""
    chosen = next((report for report in candidate.reports if report.article == wish.lead), None)
    main = chosen or lead(candidate.reports, language)
    if wish.commentary is None:
        return main
    return replace(main, commentary=wish.commentary, genre=main.genre if wish.commentary else None)


def wanted(report: Report, words: Sequence[str]) -> tuple[layout.Sentence, ...]:
    """Return the sentences an editor chose; nothing when one is not in the text, or the outlet's rule forbids them."""
    found = [(at, one) for one in words if (at := report.text.find(one)) >= 0]
    within = len(found) <= report.rule.sentences and sum(texts.words(one) for one in words) <= report.rule.words
    if not within or len(found) < len(words):
        return ()
    return tuple(layout.Sentence(one, report.article, at, at + len(one)) for at, one in sorted(found))


def item(candidate: Candidate, main: Report, rank: int | None, sheet: Sheet, wish: Wish = Wish()) -> layout.Item:
    """Return the story as the edition shows it, under the headline of ``main``."""
    shown = wanted(main, wish.sentences) or sentences(main)
    others = _others(main, candidate.reports)
    kinds = (
        ("commentary",)
        if main.commentary
        else {"new": ("new",), "updated": ("updated",)}.get(candidate.change.kind, ())
    )
    return layout.Item(
        slug=candidate.slug,
        # An editor's, while the beat has it; else what is shown is to fit where it stands.
        section=(wish.section in sheet.sections and wish.section) or main.section or candidate.section,
        rank=rank,
        headline=main.headline,
        url=main.link,
        language=main.language or sheet.language,
        direction=texts.direction(main.language),
        outlet=main.outlet,
        country="" if main.wire else country_name(main.country),
        author=main.byline if main.commentary else "",
        kinds=kinds,
        change=candidate.change.short if candidate.change.kind == "updated" else "",
        marks=marks(main, candidate.reports, sheet.language),
        sentences=shown,
        quote=quote(candidate.reports, shown) if rank else None,
        also=tuple(
            layout.Also(
                other.outlet,
                "" if other.wire else country_name(other.country),
                other.language,
                texts.direction(other.language),
            )
            for other in others[:NAMED_OUTLETS]
        ),
        more=max(0, len(others) - NAMED_OUTLETS),
        outlets=families(candidate.reports),
        countries=countries(candidate.reports),
        page=f"/{sheet.slug}/{sheet.date.isoformat()}/{candidate.slug}/",
        note=wish.note,
        region=candidate.region,
    )


def place(
    ranked: Sequence[Candidate],
    sheet: Sheet,
    quiet: Sequence[layout.Quiet] = (),
    silence: layout.Silence | None = None,
    most: int = MOST_STORIES,
    wishes: Wishes = Wishes(),
    corrections: Sequence[layout.Correction] = (),
) -> layout.Page:
    """Return the edition made of ``ranked`` (best first). Raises TooThin when there is nothing to say."""
    told = [one for one in ranked if one.change.kind != "unchanged" or wishes.get(one.id).kept][:most]
    if not told:
        raise TooThin(f"{sheet.newsletter}, {sheet.date.isoformat()}", "no story on the beat has anything new")
    leads = {candidate.id: led(candidate, wishes.get(candidate.id), sheet.language) for candidate in told}
    news = [c for c in told if not leads[c.id].commentary and leads[c.id].genre is None]
    ranks = {candidate.id: place + 1 for place, candidate in enumerate(news[:TOP])}
    items = {c.id: item(c, leads[c.id], ranks.get(c.id), sheet, wishes.get(c.id)) for c in told}
    top = tuple(items[candidate.id] for candidate in news[:TOP])
    everyone = [report for candidate in told for report in candidate.reports]
    headlines = _headlines(items, top, wishes)
    return layout.Page(
        newsletter=sheet.newsletter,
        slug=sheet.slug,
        date=sheet.date,
        number=sheet.number,
        subject=texts.cut(headlines[0], SUBJECT_LIMIT),
        preheader=preheader(headlines[1:3]),
        stories=len(told),
        outlets=families(everyone),
        countries=countries(everyone),
        minutes=minutes(items.values()),
        top=top,
        sections=_sections(told, items, sheet),
        developing=_developing(told, items),
        quiet=tuple(quiet[:QUIET_SHOWN]),
        silence=silence or layout.Silence(0, 0, ()),
        corrections=tuple(corrections),
    )


def _headlines(items: Mapping[int, layout.Item], top: Sequence[layout.Item], wishes: Wishes) -> list[str]:
    """The headlines for the subject and the preheader: those an editor chose, then those at the top."""
    first = [items[story].headline for story in (wishes.subject,) if story in items]
    then = [items[story].headline for story in (wishes.preheader,) if story in items]
    others = [one.headline for one in top or items.values() if one.headline not in (*first, *then)]
    return [*(first or others[:1]), *then, *others[not first :]]


def preheader(headlines: Sequence[str]) -> str:
    """Return the next two headlines, verbatim, each cut at a word when they do not fit together."""
    room = (PREHEADER_LIMIT - 3 * (len(headlines) - 1)) // max(1, len(headlines))
    if sum(map(len, headlines)) + 3 * (len(headlines) - 1) <= PREHEADER_LIMIT:
        return " | ".join(headlines)
    return " | ".join(texts.cut(headline, room) for headline in headlines)


def minutes(items: Iterable[layout.Item]) -> int:
    """Return the reading time of what is shown, in minutes, at least one."""
    words = sum(
        texts.words(one.headline)
        + sum(texts.words(sentence.text) for sentence in one.sentences)
        + (texts.words(one.quote.text) if one.quote else 0)
        + 8  # its source line and counts
        for one in items
    )
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def check(page: layout.Page, stored: Mapping[int, str]) -> None:
    """Hold every sentence and quote against the stored texts. Raises NotVerbatim at the first that differs."""
    for one in page.items:
        check_words(one.sentences, [one.quote] if one.quote else [], stored)


def check_words(sentences: Iterable[layout.Sentence], quotes: Iterable[layout.Said], stored: Mapping[int, str]) -> None:
    """Hold sentences and quotes against the stored texts. Raises NotVerbatim at the first that differs."""
    for sentence in sentences:
        if stored.get(sentence.article, "")[sentence.start : sentence.end] != sentence.text:
            raise NotVerbatim(f"article {sentence.article}", sentence.text[:80])
    for said in quotes:
        if stored.get(said.article, "")[said.start : said.end] != said.text:
            raise NotVerbatim(f"article {said.article}", said.text[:80])


def country_name(code: str, language: str = "en") -> str:
    """Return the country's name in ``language`` (Unicode CLDR), or the code itself when CLDR has none."""
    return str(Locale.parse(language).territories.get(code.upper(), code)) if code else ""


def language_name(code: str, language: str = "en") -> str:
    """Return the language's name in ``language`` (Unicode CLDR), or the code itself when CLDR has none."""
    return str(Locale.parse(language).languages.get(code.lower(), code)) if code else ""


def _others(main: Report, reports: Sequence[Report]) -> list[Report]:
    """One report for each other family, in words of its own, the prominent first."""
    seen, others = {main.family}, []
    for report in sorted(
        originals(reports), key=lambda one: (not one.fresh, one.wire, -ranking.prominence(one.places), one.article)
    ):
        if report.family not in seen:
            seen.add(report.family)
            others.append(report)
    return others


def _sections(told: Sequence[Candidate], items: Mapping[int, layout.Item], sheet: Sheet) -> tuple[layout.Section, ...]:
    """The sections that have a story, the one with the best story first."""
    shown = [items[candidate.id] for candidate in told]
    best = {name: place for place, name in reversed([*enumerate(item.section for item in shown)])}
    known = {name: place for place, name in enumerate(sheet.sections)}
    names = sorted(best, key=lambda name: (best[name] >= TOP, known.get(name, len(known)), best[name]))
    return tuple(layout.Section(name, tuple(one for one in shown if one.section == name)) for name in names)


def _developing(told: Sequence[Candidate], items: Mapping[int, layout.Item]) -> tuple[layout.Developing, ...]:
    going = [c for c in told if c.day > 1 and c.change.kind == "updated" and c.change.lines]
    return tuple(
        layout.Developing(
            items[c.id].headline,
            items[c.id].page,
            c.day,
            c.change.lines,
            items[c.id].language,
            items[c.id].direction,
        )
        for c in going[:DEVELOPING_SHOWN]
    )


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
