"""Which of an outlet's own sentences tell what happened.

An excerpt is at most two sentences and 45 words of one outlet in one story (DESIGN.md, Excerpts; an outlet's rule may
say less), verbatim, by offsets into the stored text. A sentence is taken only if it can stand alone: nothing that
needs what came before it, no question, no teaser, no half of somebody's quote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reveille.core import datelines
from reveille.core import text as texts

LOOKED_AT = 12  # sentences from the start of the body: news says what happened first
LEAST_WORDS = 8

# What a sentence cannot begin with and still stand alone, by language.
_LEANING = {
    "en": (
        "he she it they this that these those but and so yet however meanwhile still then also instead nor or his her "
        "its their such another now specifically indeed "
        " both neither moreover furthermore therefore thus hence otherwise here there afterwards"
    ),
    "de": (
        "er sie es dies diese dieser dieses das doch aber und so jedoch allerdings auch dann deshalb dabei damit daher "
        "dort hier zudem außerdem denn sein seine ihr ihre"
    ),
    "fr": (
        "il elle ils elles ce cela ceci ces cet cette mais et or donc car ainsi pourtant toutefois cependant son sa "
        "ses "
        "leur leurs puis aussi alors là ici"
    ),
    "es": "él ella ellos ellas esto eso este esta estos estas pero y así sin también además entonces su sus allí aquí",
}
_LEANS = {language: frozenset(words.split()) for language, words in _LEANING.items()}
_SPEECH = re.compile(
    r"^\W*\w+ (?:said|added|says|told|noted|continued|explained|argued|sagte|fügte|erklärte|ajoute|dit)\b",
    re.I,
)
_FURNITURE = re.compile(
    r"©|all rights reserved|subscrib|newsletter|sign up|cookie|read more|click|follow us|photo:|getty|file photo"
    r"|abonnez|alle rechte|this article|this story (?:was|has been)|correction:|contributed to this"
    r"|version of (?:this|the) article",
    re.I,
)
_ENDS = re.compile(r"[.!。！…][\"'”’»“)\]]*$")
_OPEN, _CLOSE = "“«„「『", "”»“」』"


@dataclass(frozen=True)
class Rule:
    """What an outlet lets us show of one story: sentences and words at most."""

    sentences: int = 2
    words: int = 45


def stands_alone(sentence: str, language: str = "en") -> bool:
    """Return whether ``sentence`` says something by itself, and whole."""
    words = re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", sentence)
    if not words or texts.words(sentence) < LEAST_WORDS:
        return False
    if not _ENDS.search(sentence) or "?" in sentence or "\n" in sentence:
        return False
    if sentence[0] in _OPEN + '"' or not _balanced(sentence):
        return False  # somebody's words, whose name may stand elsewhere
    if _FURNITURE.search(sentence) or _SPEECH.search(sentence):
        return False
    return words[0].casefold() not in _LEANS.get(language, frozenset()) and not words[0][0].islower()


def choose(text: str, *, headline: str, language: str, start: int = 0, rule: Rule = Rule()) -> tuple[texts.Span, ...]:
    """Return the spans of ``text`` to show under ``headline``, in the order of the text; none if none will do.

    ``start`` is where the body begins, after a dateline.
    """
    spans = [span for span in texts.sentences(text, language) if span.end > start][:LOOKED_AT]
    spans = [_undated(text, texts.Span(max(span.start, start), span.end)) for span in spans]
    wanted = set(texts.tokens(headline, language))
    scored = [
        (_worth(place, text[span.start : span.end], wanted, language), -place, span)
        for place, span in enumerate(spans)
        if stands_alone(text[span.start : span.end], language)
        and texts.words(text[span.start : span.end]) <= rule.words
    ]
    return _within(text, [span for *_, span in sorted(scored, key=lambda one: one[:2], reverse=True)], rule)


def _undated(text: str, span: texts.Span) -> texts.Span:
    """The sentence without a dateline before it."""
    return texts.Span(span.start + datelines.lead_in(text[span.start : span.end])[2], span.end)


def _within(text: str, best_first: Sequence[texts.Span], rule: Rule) -> tuple[texts.Span, ...]:
    chosen: list[texts.Span] = []
    left = rule.words
    for span in best_first:
        length = texts.words(text[span.start : span.end])
        if len(chosen) < rule.sentences and length <= left:
            chosen.append(span)
            left -= length
    return tuple(sorted(chosen, key=lambda span: span.start))


def _worth(place: int, sentence: str, wanted: set[str], language: str) -> float:
    """Early sentences, and those that share the headline's words, tell what happened."""
    found = set(texts.tokens(sentence, language))
    shared = len(found & wanted) / max(1, len(wanted))
    return 2.0 / (1 + place) + shared + (0.2 if re.search(r"\d", sentence) else 0.0)


def _balanced(sentence: str) -> bool:
    straight = sentence.count('"')
    if "„" in sentence:  # German opens low and closes with what English opens with
        return sentence.count("„") == sentence.count("“") + sentence.count("”") and straight % 2 == 0
    return (
        straight % 2 == 0
        and sentence.count("“") == sentence.count("”")
        and sentence.count("«") == sentence.count("»")
        and sentence.count("(") == sentence.count(")")
    )
