"""Which of an outlet's own sentences tell what happened.

An excerpt is at most two sentences and 45 words of one outlet in one story (DESIGN.md, Excerpts; an outlet's rule may
say less), verbatim, by offsets into the stored text. The first is one that can stand alone: nothing that needs what
came before it, no question, no teaser, no half of somebody's quote. The second is its neighbour in the text: a sentence
lifted from further down leans on what was said between ("About a fifth of the difference …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reveille.core import datelines
from reveille.core import text as texts
from reveille.core.stopwords import STOPWORDS

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
# The same in several words.
_LEANING_PHRASE = re.compile(
    r"^(?:as for|in addition|for (?:example|instance)|in the meantime|at the same time|on the other hand|that said"
    r"|of course|after that|as a result|in fact|not only that|as well as that|in response|zum beispiel|unter anderem"
    r"|par exemple|en effet|de plus|por ejemplo)\b",
    re.I,
)
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
# Who speaks so outside a quote is not reporting: a column, a tweet, a teaser. As written: "US" is nobody speaking.
_SPEAKING = {
    language: frozenset(form for word in words.split() for form in (word, word.capitalize()))
    for language, words in {
        "en": "I me my myself we us our ours you your yours",
        "de": "ich mich mir mein meine wir uns unser unsere du dich dein deine",
        "fr": "je moi mon ma mes nous notre nos vous votre vos tu",
        "es": "yo mi mis nosotros nos nuestro nuestra tú usted",
    }.items()
}
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SAID = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|(?<!\w)‘[^’]*’")
_ENDS = re.compile(r"[.!。！…][\"'”’»“)\]]*$")
_OPEN, _CLOSE = "“«„「『", "”»“」』"


@dataclass(frozen=True)
class Rule:
    """What an outlet lets us show of one story: sentences and words at most."""

    sentences: int = 2
    words: int = 45


def stands_alone(sentence: str, language: str = "en") -> bool:
    """Return whether ``sentence`` says something by itself, and whole."""
    first = _WORD.search(sentence)
    leans = first is None or first[0].casefold() in _LEANS.get(language, frozenset())
    leans = leans or bool(_LEANING_PHRASE.match(sentence))
    return not leans and _is_whole(sentence, language)


def _is_whole(sentence: str, language: str) -> bool:
    """Whether the sentence is one of the outlet's own about the news, from its first word to its last."""
    first = _WORD.search(sentence)
    if not first or first[0][0].islower() or texts.words(sentence) < LEAST_WORDS:
        return False
    if not _ENDS.search(sentence) or "?" in sentence or "\n" in sentence:
        return False
    if sentence[0] in _OPEN + '"(' or not _balanced(sentence):
        return False  # somebody's words, whose name may stand elsewhere, or an aside
    if _FURNITURE.search(sentence) or _SPEECH.search(sentence):
        return False
    return not _speaks_to_us(_SAID.sub(" ", sentence), language)


def _speaks_to_us(sentence: str, language: str) -> bool:
    before = ""
    for word in _WORD.findall(sentence):
        is_number = word == "I" and before[:1].isupper()  # World War I
        if not is_number and re.split("[’']", word)[0] in _SPEAKING.get(language, frozenset()):
            return True
        before = word
    return False


def choose(text: str, *, headline: str, language: str, start: int = 0, rule: Rule = Rule()) -> tuple[texts.Span, ...]:
    """Return the spans of ``text`` to show under ``headline``, in the order of the text; none if none will do.

    ``start`` is where the body begins, after a dateline.
    """
    spans = [span for span in texts.sentences(text, language) if span.end > start][:LOOKED_AT]
    spans = [_undated(text, texts.Span(max(span.start, start), span.end)) for span in spans]
    wanted = set(texts.tokens(headline, language))
    firsts = sorted(
        (-_worth(place, sentence, wanted, language), place)
        for place, span in enumerate(spans)
        if texts.words(sentence := text[span.start : span.end]) <= rule.words
        and stands_alone(sentence, language)
        and not _is_by_surname(sentence, text[start : span.start], headline)
    )
    if not firsts or rule.sentences < 1:
        return ()
    place = firsts[0][1]
    beside = _beside(text, spans, place, language, rule)
    return tuple(spans[at] for at in sorted({place, *beside}))


def _undated(text: str, span: texts.Span) -> texts.Span:
    """The sentence without a dateline before it."""
    return texts.Span(span.start + datelines.lead_in(text[span.start : span.end])[2], span.end)


def _beside(text: str, spans: Sequence[texts.Span], place: int, language: str, rule: Rule) -> list[int]:
    """The place of the sentence to go with the one at ``place``: the next, else the one before, else none.

    What follows a text's first sentence may lean on it; what follows another might lean on one that is not shown.
    """
    if rule.sentences < 2:
        return []
    left = rule.words - texts.words(text[slice(*spans[place])])
    fits = _is_whole if place == 0 else stands_alone
    for at, good in ((place + 1, fits), (place - 1, stands_alone)):
        if 0 <= at < len(spans):
            sentence = text[slice(*spans[at])]
            if texts.words(sentence) <= left and good(sentence, language):
                return [at]
    return []


def _is_by_surname(sentence: str, before: str, headline: str) -> bool:
    """Whether somebody is named in short of whom the text has said more before: "Noh passed the test"."""
    words = _WORD.findall(sentence)
    for last, word, following in zip(["", *words], words, [*words[1:], ""], strict=False):
        if not word[0].isupper() or last[:1].isupper() or following[:1].isupper() or word.casefold() in STOPWORDS["en"]:
            continue
        name = re.escape(re.sub(r"[’']s$", "", word))
        fuller = rf"\b(?:[^\W\d_a-z][\w’'-]+\s{name}|{name}[\s-][^\W\d_a-z][\w’'-]+)\b"
        if not re.search(rf"\b{name}\b", headline) and re.search(fuller, before):
            return True
    return False


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
