"""Whether a sentence says something by itself, and whole: nothing that needs what came before it, no half of a quote.

The caller has its language, an ISO 639-1 code; in one that no rule knows only its marks and its length speak.
"""

from __future__ import annotations

import re

from reveille.core import asides, capitals, endings, leaning
from reveille.core import text as texts

LEAST_WORDS = 8
LONGEST = 2000  # characters of a sentence; what is longer is none
_SMALL_NAME = re.compile(r"(?:[a-z]{1,4}|(?:al|el|as|ash)-)[A-Z]")  # iPhone, easyJet, al-Shabaab
_INCHES = re.compile(r"(?<!\w)\d{1,3}\"(?=[ -])")  # a 16" gun
OPENING = '“«„「『"([—–-'


def stands_alone(sentence: str, language: str = "en", *, opens: bool = False) -> bool:
    """Return whether ``sentence`` says something by itself, and whole. ``opens``: it is the first of its text."""
    if len(sentence) > LONGEST or leaning.leans(sentence, language):
        return False
    return is_whole(sentence, language, opens=opens)


def stands_beneath(sentence: str, language: str, *, opens: bool = False) -> bool:
    """Return whether a summary says something beneath its headline, of which it may speak: "His ship had sunk"."""
    return not leaning.leans_beneath(sentence, language) and is_whole(sentence, language, opens=opens)


def is_whole(sentence: str, language: str, *, opens: bool = False) -> bool:
    """Return whether it is a sentence of the outlet's own about the news, from its first word to its last."""
    if len(sentence) > LONGEST:
        return False
    first = capitals.WORD.search(sentence)
    if not first or texts.words(sentence) < LEAST_WORDS:
        return False
    if first[0][0].islower() and not _SMALL_NAME.match(first[0]):
        return False
    if not endings.states(sentence) or "\n" in sentence:
        return False
    if sentence[0] in OPENING or not _balanced(sentence):
        return False  # somebody's words, whose name may stand elsewhere, an aside or an editor's note
    return not asides.is_one(sentence, language, opens=opens)


def _balanced(sentence: str) -> bool:
    """Whether all that opens in it closes."""
    sentence = asides.without_inner_marks(sentence)
    straight = sentence.count('"')
    straight -= len(_INCHES.findall(sentence)) if straight % 2 else 0
    if "„" in sentence:  # German opens low and closes with what English opens with
        return sentence.count("„") == sentence.count("“") + sentence.count("”") and straight % 2 == 0
    return (
        straight % 2 == 0
        and sentence.count("“") == sentence.count("”")
        and sentence.count("«") == sentence.count("»")
        and sentence.count("「") == sentence.count("」")
        and sentence.count("『") == sentence.count("』")
        and sentence.count("(") == sentence.count(")")
    )
