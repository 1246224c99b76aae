"""Which quotes of a story are shown: of somebody who is named, at some length, and nobody twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from reveille.core import layout, quotes
from reveille.core import text as texts
from reveille.core.candidates import Report, originals

QUOTE_WORDS = 40


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
        for found in quotes.find(report.text, report.language):
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
