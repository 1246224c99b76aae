"""From ranked stories to a page: whose headline, which sentences, how it is counted and marked.

Nothing here writes news. A headline, a sentence and a quote are copied from one named report; everything else is a
count or a fixed phrase.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reveille.core import candidates, cldr, languages, layout, roundups, sayings
from reveille.core import text as texts
from reveille.core.candidates import Candidate, Report
from reveille.core.errors import TooThin

MOST_STORIES = 20
TOP = 5
NAMED_OUTLETS = 3  # in the "Also" line
SUBJECT_LIMIT = 60
PREHEADER_LIMIT = 100
DEVELOPING_SHOWN = 4
QUIET_SHOWN = 5
FORMS = {roundups.ROUNDUP: "roundup", roundups.LIVE: "live page", roundups.OVERVIEW: "overview"}
WORDS_A_MINUTE = 230  # silent reading of English prose, adults: Brysbaert 2019, 238 for non-fiction


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


def marks(report: Report, reports: Sequence[Report], language: str) -> tuple[str, ...]:
    """Return what the link is, in words: a live page, a review, its language, a paywall, a correction, whose text."""
    said = [FORMS[report.form]] if report.form else []
    if report.genre:
        said.append(report.genre.name)
    if report.language and report.language != language:
        said.append(f"in {cldr.language(report.language)}")
    if report.paywall:
        said.append("paywall")
    if report.corrected:
        said.append("corrected")
    copies = [other for other in reports if other.copy_of == report.article]
    if report.wire and copies:
        said.append(f"wire text, {texts.counted(len(copies), 'copy', 'copies')}")
    elif report.agency and not report.wire:
        said.append(f"text of {report.agency}")
    return tuple(said)


def led(candidate: Candidate, wish: Wish, language: str) -> Report:
    """Return the report that stands for the story: the editor's choice if it is there, else the machine's."""
    chosen = next((report for report in candidate.reports if report.article == wish.lead), None)
    main = chosen or candidates.lead(candidate.reports, language)
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
    shown = wanted(main, wish.sentences) or candidates.sentences(main)
    others = candidates.others(main, candidate.reports)
    kind = "commentary" if main.commentary else candidate.change.kind
    return layout.Item(
        slug=candidate.slug,
        # An editor's, while the beat has it; else what is shown is to fit where it stands.
        section=(wish.section in sheet.sections and wish.section) or main.section or candidate.section,
        rank=rank,
        headline=main.headline,
        url=main.link,
        language=main.language or sheet.language,
        direction=languages.direction(main.language),
        outlet=main.outlet,
        country="" if main.wire else cldr.country(main.country),
        author=main.byline if main.commentary else "",
        kinds=() if kind == "unchanged" else (kind,),
        change=candidate.change.short if candidate.change.kind == "updated" else "",
        marks=marks(main, candidate.reports, sheet.language),
        sentences=shown,
        quote=sayings.quote(candidate.reports, shown) if rank else None,
        also=tuple(
            layout.Also(
                other.outlet,
                "" if other.wire else cldr.country(other.country),
                other.language,
                languages.direction(other.language),
            )
            for other in others[:NAMED_OUTLETS]
        ),
        more=max(0, len(others) - NAMED_OUTLETS),
        outlets=candidates.families(candidate.reports),
        countries=candidates.countries(candidate.reports),
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
        outlets=candidates.families(everyone),
        countries=candidates.countries(everyone),
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
