"""Numbers as sixteen languages write them, as one value: 1.200, 1 200, 1,200; 1,2 Mio., 120万; and F-35.

Numbers from 10 on, and those with a decimal; no years, and no days of a date.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from babel import Locale, UnknownLocaleError

_GROUPED: Final = re.compile(
    r"(?<=\d)[,.](?=\d{3}(?!\d))|(?:(?<=(?<!\d)\d)|(?<=(?<!\d)\d\d)|(?<=(?<!\d)\d\d\d))[ \u00a0\u202f](?=\d{3}(?!\d))"
)
_THOUSANDS: Final = {
    "mila mille tausend thousand duizend tysięcy tysiące tys тисяч тысяч тыс ألف آلاف אלף אלפים 千 천": 1e3,
    "million millions millionen mio millón millon millones milioni milione milhões milhão miljoen mln milionów miliony "
    "мільйонів мільйони мільйона млн миллионов миллиона مليون ملايين מיליון מיליוני milyon 百万 백만": 1e6,
    "milliarde milliarden mrd milliard milliards miliardi miliardo bilhões bilhão miljard mld miliardów miliarda "
    "мільярдів мільярда млрд миллиардов миллиарда مليار مليارات ملياري מיליארד milyar bn": 1e9,
    "billones billón biliões bilião biljoen bilionów biliona трильйонів трлн триллионов تريليون טריליון trilyon tn"
    "": 1e12,
    "万 萬 만": 1e4,
    "亿 億 억": 1e8,
    "兆 조": 1e12,
}
_OF_LANGUAGE: Final = {
    "en": {"billion": 1e9, "trillion": 1e12, "m": 1e6},
    "de": {"billionen": 1e12, "billion": 1e12},
    "fr": {"billions": 1e12},
    "es": {"mil": 1e3},
    "pt": {"mil": 1e3},
    "tr": {"bin": 1e3},
}
_TWO: Final = {"mil millones": 1e9, "mil milhões": 1e9, "mille miliardi": 1e12, "mil millions": 1e9}
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_SCALE: Final = re.compile(r"[ \u00a0\u202f]?([^\W\d_]+)(?:[ \u00a0]([^\W\d_]+))?")
_SIGNS: Final = "千천万萬만亿億억兆조"
_DAY: Final = re.compile(r"\d+\s*[月월]\s*\d+\s*[日号號일]|(?<!\d)\d{1,2}\s*[日号號일](?=[^\u672c]|$)")
_SCORE: Final = re.compile(r"(?<![\d:.,-])(\d{1,3})[:\-–](\d{1,3})(?![\d:.,-])")
_KIND: Final = re.compile(r"(?<![A-Za-z\d])([A-Z]{1,3})-?(\d{1,4})(?![\d]|[.,]\d)")
ROUND: Final = {
    **{f"#{n}": 60 for n in range(10, 32)},
    **{f"#{n}": 25 for n in range(32, 100)},
    **{f"#{n:g}": 40 for n in (20, 30, 40, 50, 60, 70, 80, 90, 100, 200, 300, 500, 1000, 2000, 10000, 1e6, 2e6, 1e9)},
    **{f"#{n}": 25 for n in (120, 150, 250, 400, 600, 700, 800, 900, 1500, 3000, 4000, 5000, 20000, 100000)},
    **{f"#{n / 10:g}": 10 for n in range(11, 100)},
    **{f"#{a}:{b}": 15 for a in range(6) for b in range(6)},
}
"""Of 5,000 reports so many have a number that everybody has."""


def found(words: str, language: str) -> Iterator[str]:
    """The numbers and designations of a text, each as one key."""
    if not any(map(str.isdigit, words)):
        return
    plain = _GROUPED.sub("", _DAY.sub(" ", words))
    if (dates := _dates(language)) is not None:
        plain = dates.sub(" ", plain)
    for letters, number in _KIND.findall(plain):
        yield f"={letters.lower()}{number}"
    for one, other in _SCORE.findall(plain):
        yield f"#{one}:{other}"
    scales = _scales(language)
    for match in _NUMBER.finditer(plain):
        digits = match[0]
        value = float(digits.replace(",", "."))
        times = _times(plain, match.end(), scales)
        if times == 1.0 and (1990 <= value <= 2040 or (value < 10 and digits.isdigit())):
            continue
        yield f"#{value * times:g}"


def _times(text: str, at: int, scales: dict[str, float]) -> float:
    if text[at : at + 1] and text[at] in _SIGNS:
        return scales[text[at]]
    match = _SCALE.match(text, at)
    if match is None:
        return 1.0
    first, second = match[1].lower(), (match[2] or "").lower()
    if first == "m" and match.start(1) > at:
        return 1.0  # 100 m is a distance
    return _TWO.get(f"{first} {second}") or scales.get(first, 1.0)


@functools.cache
def _scales(language: str) -> dict[str, float]:
    scales = {word: times for words, times in _THOUSANDS.items() for word in words.split()}
    return scales | _OF_LANGUAGE.get(language, {})


@functools.cache
def _dates(language: str) -> re.Pattern[str] | None:
    """A day and its month, as the language writes them; None where CLDR has no names of months."""
    try:
        months = Locale.parse(language).months
    except (UnknownLocaleError, ValueError):
        return None
    names = {str(name).rstrip(".") for form in ("format", "stand-alone") for name in months[form]["wide"].values()}
    names |= {str(name).rstrip(".") for name in months["format"]["abbreviated"].values()}
    told = "|".join(sorted((re.escape(name) for name in names if name.isalpha()), key=len, reverse=True))
    if not told:
        return None
    day = r"\d{1,2}(?:st|nd|rd|th|er|º)?"
    return re.compile(rf"(?<!\d){day}\.?\s*(?:de\s+)?(?:{told})\b|\b(?:{told})\.?\s+{day}(?![\d.,]*\d)", re.IGNORECASE)
