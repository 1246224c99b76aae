"""Which of an outlet's own sentences tell what happened.

An excerpt is at most two sentences and 45 words of one outlet in one story (an outlet's rule may say less), verbatim,
by offsets into the stored text. The first is one that can stand alone (``wholes``) and names in full whom it names. The
second is its neighbour in the text: a sentence lifted from further down leans on what was said between ("About a fifth
of the difference …").

A summary of a sentence or two is written to stand beneath its headline: there it may say "he" of whom the headline
names. Where an outlet's summaries never have a full stop at the end (``endings``), one without it is whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reveille.core import datelines, endings, leaning, menus, stops, wholes
from reveille.core import text as texts

LOOKED_AT = 12  # sentences from the start of the body: news says what happened first
SUMMARY = 400  # characters of a text that is no more than a summary
FIRST = 3  # sentences in which news has said what happened; features have not
SOME, MUCH = 0.25, 0.5  # of the headline's words, in one of the first and in a later one
SLOW, SAYS_IT = 3, 0.55  # sentences that a slow beginning may have, and the share of such words in what ends it


@dataclass(frozen=True)
class Rule:
    """What an outlet lets us show of one story: sentences and words at most."""

    sentences: int = 2
    words: int = 45


def tells(text: str, span: texts.Span, *, headline: str, language: str, start: int = 0) -> bool:
    """Return whether a sentence is likely to tell what happened: it says what the headline says, the later the more.

    A text of a few sentences is a summary, and tells.
    """
    start = menus.end(text, start)
    ends = [one.end for one in stops.sentences(text, language) if one.end > start]
    if len(ends) <= FIRST:
        return True
    before = sum(end <= span.start for end in ends)
    wanted = set(texts.tokens(headline, language))
    shared = wanted & set(texts.tokens(text[span.start : span.end], language))
    return len(shared) >= max(1, (SOME if before < FIRST else MUCH) * len(wanted))


def choose(
    text: str,
    *,
    headline: str,
    language: str,
    start: int = 0,
    rule: Rule = Rule(),
    headed: bool = False,
    unstopped: bool = False,
) -> tuple[texts.Span, ...]:
    """Return the spans of ``text`` to show under ``headline``, in the order of the text; none if none will do.

    ``start`` is where the body begins, after a dateline. ``headed``: the headline is the text's own and stands above,
    so that a summary may speak of what it names. ``unstopped``: its outlet's summaries never end in a full stop.
    """
    start = menus.end(text, start)
    spans = [span for span in stops.sentences(text, language) if span.end > start][:LOOKED_AT]
    spans = [_undated(text, texts.Span(max(span.start, start), span.end)) for span in spans]
    said = [text[slice(*span)] for span in spans]
    if said and unstopped and endings.lacks_stop(text) and not endings.is_cut(text):
        said[-1] += "."
    is_summary = len(spans) <= 2 and len(text) <= SUMMARY
    stands = wholes.stands_beneath if headed and is_summary else wholes.stands_alone
    wanted = set(texts.tokens(headline, language))
    firsts = sorted(
        (-_worth(place, sentence, wanted, language), place)
        for place, (span, sentence) in enumerate(zip(spans, said, strict=True))
        if texts.words(sentence) <= rule.words
        and _bare(sentence) != _bare(headline)
        and stands(sentence, language, opens=place == 0)
        and leaning.names_in_full(text, start, span, headline)
    )
    if not firsts or rule.sentences < 1:
        return ()
    place = _past_a_slow_beginning([place for _, place in firsts], said, headline, language)
    beside = [
        at
        for at in _beside(said, place, language, rule)
        if _bare(said[at]) != _bare(headline)
        and (at > place or leaning.names_in_full(text, start, spans[at], headline))
    ]
    return tuple(spans[at] for at in sorted({place, *beside}))


def _bare(words: str) -> str:
    """The letters of a sentence: what says the headline once more tells nothing more."""
    return re.sub(r"\W", "", words.casefold())


def _undated(text: str, span: texts.Span) -> texts.Span:
    """The sentence without a dateline before it."""
    return texts.Span(span.start + datelines.lead_in(text[span.start : span.end])[2], span.end)


def _beside(said: Sequence[str], place: int, language: str, rule: Rule) -> list[int]:
    """The place of the sentence to go with the one at ``place``: the next, else the one before, else none.

    What follows a text's first sentence may lean on it; what follows another might lean on one that is not shown.
    """
    if rule.sentences < 2:
        return []
    left = rule.words - texts.words(said[place])
    fits = wholes.is_whole if place == 0 else wholes.stands_alone
    for at, good in ((place + 1, fits), (place - 1, wholes.stands_alone)):
        if 0 <= at < len(said) and texts.words(said[at]) <= left and good(said[at], language):
            return [at]
    return []


def _past_a_slow_beginning(places: Sequence[int], said: Sequence[str], headline: str, language: str) -> int:
    """The place of the sentence to show: the first, or a near one that says what the headline says where that does not.

    "For the second time in two days …": a scene, a picture's caption or a general truth stands before the news.
    """
    wanted = set(texts.tokens(headline, language))

    def share(place: int) -> float:
        return len(wanted & set(texts.tokens(said[place], language))) / max(1, len(wanted))

    first = places[0]
    if share(first) >= SOME:
        return first
    near = (place for place in places if first < place <= SLOW and share(place) >= SAYS_IT)
    return next((at for at in near if not leaning.speaks_of_one_before(said[at], said[:at], headline, language)), first)


def _worth(place: int, sentence: str, wanted: set[str], language: str) -> float:
    """Early sentences, and those that share the headline's words, tell what happened."""
    found = set(texts.tokens(sentence, language))
    shared = len(found & wanted) / max(1, len(wanted))
    return 2.0 / (1 + place) + shared + (0.2 if re.search(r"\d", sentence) else 0.0)
