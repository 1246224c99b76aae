"""How the name of a country bends in a text: "в Украине", "russischer", "Ukrayna'da", "우크라이나의", "بأوكرانيا".

A name is cut to a stem when it is learned (``stem``); a word is cut to the stems that it may be of when it is read
(``readings``), where what is cut off must be an ending of its language. A language without an entry here is read as
it is written, which is right for Chinese and English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from reveille.core import text as texts

Kind = Literal["place", "people", "adjective"]
"""What a stem is of: a country's name; the same, for words of who lives there; a word that says who by itself."""

SHORTEST, SURE = 3, 4  # letters of a stem; behind one of fewer than SURE an ending of two letters says nothing
_LONGEST_ENDING = 8
_CAPITALS = frozenset(("en", "nl", "tr"))
_APOSTROPHE = re.compile(r"[’'ʼ]")
_PLAIN = str.maketrans("ıłøةךםןףץ", "iloهכמנפצ", "'’ʼ׳״\"")
"""Letters that are one here, Hebrew's last ones among them: איראן and איראני have one stem."""
_ARTICLE = re.compile("^ال")


@dataclass(frozen=True)
class _Language:
    """What is cut off a name of each kind, and what may stand behind its stem; what may be written before a word."""

    cut: Mapping[Kind, re.Pattern[str]]
    behind: Mapping[Kind, re.Pattern[str]]
    before: re.Pattern[str] | None = None


def _language(
    place: str = "", people: str = "(?!)", adjective: str = "", *, cut: tuple[str, str, str], before: str = ""
) -> _Language:
    kinds: tuple[Kind, ...] = ("place", "people", "adjective")
    return _Language(
        {kind: re.compile(f"(?:{end})$") for kind, end in zip(kinds, cut, strict=True)},
        {kind: re.compile(end) for kind, end in zip(kinds, (place, people, adjective), strict=True)},
        re.compile(before) if before else None,
    )


_SKI = "(?:i|a|ie|iego|iej|iemu|im|imi|ich)"
_SKII = "(?:ии|ая|ое|ие|ого|ои|ою|их|им|ими|ую|ом|ому|ыи|ые|ых|ым|ыми)"
_SKYI = "(?:ии|и|а|е|і|ого|ої|оі|іи|их|им|ими|у|ою|ому)"
_LANGUAGES = {  # all without accents, as stems are
    "de": _language(
        place="s?",
        people="i?n?isch(?:e[nrsm]?)?|sch(?:e[nrsm]?)?|en|er[ns]?|erin(?:nen)?",
        adjective="e[nrsm]?|",
        cut=("", "land|ien|en|ei|e", ""),
    ),
    "nl": _language(place="s?", people="i?sche?|ees|ese|ers?|aanse?|anen", adjective="e?s?", cut=("", "land|ie|e", "")),
    "fr": _language(
        people="i?en(?:ne)?s?|aise?s?|oise?s?|aine?s?", adjective="(?:ne|que|e)?s?", cut=("", "ie|e|a", "que|e|")
    ),
    "es": _language(
        people="i|ies|i?an[oa]s?|es(?:es|as?)|en[oa]s?|enses?", adjective="[oae]?s?", cut=("", "[ao]", "[ao]|")
    ),
    "it": _language(people="i?an[oaie]|n[oaie]|es[ei]", adjective="[oaie]?", cut=("", "[aeo]", "[oae]|")),
    "pt": _language(people="i?an[oa]s?|es(?:es|as?)|enses?", adjective="(?:[oae]|es|as)?s?", cut=("", "[ao]", "[oa]|")),
    "pl": _language(
        place="[aeoyui]|ie|ii|ia|em|owi|",
        people=f"s?k{_SKI}|czyk\\w{{0,3}}",
        adjective=_SKI,
        cut=("[aoey]", "[aoey]|ia", "i|y|"),
    ),
    "ru": _language(
        place="[аеиоуыюяь]?|еи|ои|ом|ем|ью|ах",
        people=f"[иь]?ск{_SKII}",
        adjective=_SKII,
        cut=("[аеоыяь]", "[аеоыяь]", "ии|ыи|"),
    ),
    "uk": _language(
        place="[аеиіоуюяь]?|єю|ою|ею|ом|ем|ах",
        people=f"[иіь]?[сц]ьк{_SKYI}",
        adjective=_SKYI,
        cut=("[аеоияь]", "[аеоияь]", "а|ии|"),
    ),
    "tr": _language(people="l[iu](?:lar|ler)?", adjective="(?:lar|ler|i|in)?", cut=("", "", "ca|ce")),
    "ar": _language(
        place="[اه]?",
        people="ي|يه|يا|يين|يون|يتين",
        adjective="ي?(?:ه|ا|ين|ون|ات)?",
        cut=("[اه]", "[اه]|يا", "يه|"),
        before="و?(?:لل|[بلكف])?(?:ال)?",
    ),
    "he": _language(
        place="ה?",
        people="י|ית|ים|יים|יות|ני|נית|נים|ניות",
        adjective="י?(?:ת|ים|ות)?",
        cut=("ה", "ה", "ת"),
        before="[והבלמשכ]{0,3}",
    ),
    "ko": _language(place="[\u1100-\u11ff]{0,9}", cut=("", "", "")),  # three syllables
}


def bends(language: str) -> bool:
    """Return whether anything is known of how a language bends names."""
    return language in _LANGUAGES


def capitals(language: str) -> bool:
    """Return whether a language writes words for who lives where with a capital."""
    return language in _CAPITALS


def folded(name: str) -> str:
    """Return a name in small letters, without accents and vowel signs."""
    plain = texts.unaccented(name.casefold())
    return plain.translate(_PLAIN)


def stem(name: str, language: str, kind: Kind) -> str:
    """Return what of a name stays however it bends; all of it where nothing is known of the language."""
    word, known = folded(name), _LANGUAGES.get(language)
    if known is None or " " in word:
        return word
    word = _ARTICLE.sub("", word) if language == "ar" else word
    cut = known.cut[kind].sub("", word, count=1)
    return cut if len(cut) >= SHORTEST else word


def readings(word: str, language: str) -> Iterator[tuple[Kind, str]]:
    """The stems that a word may be of, the longest first, and of which kind.

    Only a word with a capital, or in a script without them, is a place.
    """
    known = _LANGUAGES.get(language)
    if known is None:
        return
    plain = folded(_APOSTROPHE.split(word)[0] if language == "tr" else word)
    named = word[:1].isupper() or word[:1].lower() == word[:1].upper()
    for start in _beginnings(plain, known):
        whole = plain[start:]
        for length in range(len(whole), max(SHORTEST, len(whole) - _LONGEST_ENDING) - 1, -1):
            sure = length >= SURE or known.before is not None or len(whole) - length not in (1, 2)
            for kind, behind in known.behind.items():
                if (named if kind == "place" else sure) and behind.fullmatch(whole[length:]):
                    yield kind, whole[:length]


def _beginnings(word: str, known: _Language) -> Iterator[int]:
    """Where a word may begin behind what is written together with it ("and in", "to the"); first as it stands."""
    yield 0
    for end in range(1, min(6, len(word) - SHORTEST + 1)) if known.before else ():
        if known.before and known.before.fullmatch(word[:end]):
            yield end
