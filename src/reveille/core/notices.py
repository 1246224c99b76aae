"""Corrections and kills: what an outlet took back, or wrote anew, before an edition closed.

The latest version of a report counts. A report that its outlet withdrew counts no more, and neither do its copies under
other mastheads. A notice is matched with what it is about by outlet and by the words of the headline; a notice that
names nothing we have changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reveille.core import text as texts

WITHDRAWN, NOTICE = "withdrawn by its outlet", "a notice of withdrawal"
SAME = 0.6  # of the shorter headline's words, from which on two are versions of one report

_KILL = re.compile(  # in capitals, or in so many words: "Killed: two sailors" and "KILL-SWITCH FOUND" are news
    r"(?:\W*(?i:attention|eds?|editors?|advisory|bc)\W+)*"
    r"(?:(?i:mandatory kill)|KILL(?!-(?:CHAIN|LIST|OFF|RATE|RATIO|SHOT|SWITCH|TEAM|WEB|ZONE)\b)"
    r"|WITHDRAWN|RETRACTED|RETRACTION)\b\s*[:–—-]\s*"
)
# A wire's slug before a headline, once or more ("REFILE-UPDATE 2-"); a bare hyphen makes one only of capitals.
_AGAIN = re.compile(
    r"(?:(?:CORRECTED|CORRECTION|CLARIFICATION|REFILE|UPDATED?(?: \d{1,2})?|WRAPUP \d{1,2}|RPT|REPEAT(?!-OFFEN))\s*-\s*"
    r"|(?i:corrected|correction|clarification|refile|updated?(?: \d{1,2})?|wrapup \d{1,2})(?:\s*[:–—]|\s+-)\s*)+"
)
_CORRECTED = re.compile(r"\b(?:corrected|correction|clarification|refile)\b", re.I)
# "The report was withdrawn by the ministry", "The item was removed by engineers" are news.
_TAKEN_BACK = re.compile(
    r"^\W*(?:this|the(?=[^.]{0,60}\b(?:editors?|publishers?|newsroom|authors?|our|(?:web)?site|accura\w+|standards?)\b"
    r"|[^.]{0,30}(?:\.|$))) (?:article|story|report|item) (?:has been|was|is) "
    r"(?:withdrawn|retracted|killed|removed|deleted)\b",
    re.I,
)


@dataclass(frozen=True)
class Version:
    """One report as far as a notice is concerned; ``order`` grows with time."""

    article: int
    outlet: str
    headline: str
    text: str
    language: str
    order: float
    copy_of: int | None = None


@dataclass(frozen=True)
class Fallen:
    """A report that does not count, and why. ``by``: the version that stands for it, None when it was taken back."""

    article: int
    by: int | None
    why: str


def fallen(versions: Sequence[Version], gone: Collection[int] = ()) -> tuple[Fallen, ...]:
    """Return what does not count of some reports, notices themselves among it, by article.

    ``gone`` are articles of other stories that were taken back: a copy of one falls with it.
    """
    out: dict[int, Fallen] = {}
    ordered = sorted(versions, key=lambda one: (one.order, one.article))
    for at, one in enumerate(ordered):
        earlier = [other for other in ordered[:at] if other.outlet == one.outlet and other.article not in out]
        if _TAKEN_BACK.search(one.text):
            out[one.article] = Fallen(one.article, None, WITHDRAWN)
        elif is_kill(one.headline):
            out[one.article] = Fallen(one.article, None, NOTICE)
            for other in filter(lambda other: _same(one, other), earlier):
                out[other.article] = Fallen(other.article, None, WITHDRAWN)
        elif _AGAIN.match(one.headline):
            for other in filter(lambda other: _same(one, other), earlier):
                out[other.article] = Fallen(other.article, one.article, "a later version counts")
    taken = {one.article for one in out.values() if one.by is None} | set(gone)
    for one in ordered:
        if one.copy_of in taken and one.article not in out:
            out[one.article] = Fallen(one.article, None, "a copy of what was withdrawn")
    return tuple(out[article] for article in sorted(out))


def is_kill(headline: str) -> bool:
    """Return whether a headline is an outlet's notice that it takes a report back."""
    return _KILL.match(headline) is not None


def headline(of: str) -> str:
    """Return a headline without what says that it is a notice or a later version; all of it when nothing else is."""
    return _AGAIN.sub("", _KILL.sub("", of, count=1), count=1) if _begins(of) else of


def says_corrected(headline: str) -> bool:
    """Return whether a headline begins by saying that its outlet has corrected the report."""
    begins = _AGAIN.match(headline)
    return begins is not None and _CORRECTED.search(begins[0]) is not None


def _begins(of: str) -> bool:
    """Whether there is a notice before a headline, and a headline behind it."""
    found = _KILL.match(of) or _AGAIN.match(of)
    return found is not None and bool(of[found.end() :].strip())


def _same(one: Version, other: Version) -> bool:
    mine = set(texts.tokens(headline(one.headline), one.language))
    theirs = set(texts.tokens(headline(other.headline), other.language))
    return bool(mine and theirs) and len(mine & theirs) >= SAME * min(len(mine), len(theirs))
