"""The words of a text: made comparable, counted, cut.

Nothing here is for showing but what ``legible`` and ``cut`` give back. Any string is good input: the empty one, emoji,
mixed scripts, megabytes.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from reveille.core import languages
from reveille.core.stopwords import STOPWORDS

ELLIPSIS: Final = "…"
CJK_CHARACTERS_A_WORD: Final = 2
"""Reading speed: about 500 Chinese or Japanese characters in the time of 250 English words."""
THAI_CHARACTERS_A_WORD: Final = 5
"""Thai, Lao, Khmer and Burmese write without spaces; their words have about five signs."""


class Span(NamedTuple):
    """A place in a text: ``text[start:end]``, offsets in characters (code points)."""

    start: int
    end: int


def _class(characters: Iterable[str]) -> str:
    """The inside of a regular expression's [...] that matches exactly these characters."""
    ranges: list[tuple[int, int]] = []
    for code in sorted(map(ord, characters)):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges)


def _marks() -> Iterator[str]:
    """Combining marks of the basic plane, which Python's ``\\w`` leaves out (Arabic and Thai need them)."""
    return (chr(code) for code in range(0x300, 0xFE30) if unicodedata.category(chr(code))[0] == "M")


_CJK: Final = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003134f"
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
LETTER: Final = rf"[^\W_]|[{_class(_marks())}]"
_WORD: Final = re.compile(rf"(?:{LETTER})+")
_RUN: Final = re.compile(rf"[{_CJK}]+|[{_UNSPACED}]+|[^{_CJK}{_UNSPACED}]+")
_CJK_SIGN: Final = re.compile(rf"[{_CJK}]")
_UNSPACED_SIGN: Final = re.compile(rf"[{_UNSPACED}]")
_HAS_UNSPACED: Final = re.compile(rf"[{_CJK}{_UNSPACED}]")
_HIRAGANA_ALONE: Final = re.compile(r"[\u3040-\u309f]{2}")
"""Japanese writes what happened in Chinese signs and katakana; a pair in hiragana holds it together."""
_POSSESSIVE: Final = re.compile(r"(?<=\w)'s\b")
_JOINED_APOSTROPHE: Final = re.compile(  # п'ять is one word, and so is the Hebrew acronym with its double mark
    r"(?<=[\u0400-\u04ff])'(?=[\u0400-\u04ff])|(?<=[\u0590-\u05ff])[\"'״׳](?=[\u0590-\u05ff])"
)
_APOSTROPHES: Final = str.maketrans(
    # Soft hyphens and zero-width spaces go; İstanbul is istanbul, which its lower case of two signs would not be.
    dict.fromkeys("’‘ʼ`´′", "'")
    | dict.fromkeys("\u00ad\u200b")
    | {"İ": "I"}
    # Arabic: vowel signs and lengthened lines go, and letters that papers write now so and now so are one.
    | dict.fromkeys("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640")
    | dict.fromkeys("أإآٱ", "ا")
    | {"ى": "ي", "ة": "ه"}
)


def legible(text: str) -> str:
    """The text in one form (NFC) and without what no reader sees; words stay apart and spelt as they were.

    A control character parts words, so it becomes a space (line feeds stay); the joiners of Persian, Indic scripts and
    emoji stay; soft hyphens, marks of direction, private and broken characters go.
    """
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for sign in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(sign)
        if sign == "\n" or kind[0] != "C" or sign in "\u200c\u200d":
            kept.append(sign)
        elif kind == "Cc":
            kept.append(" ")
    return "".join(kept)


def normalise(text: str) -> str:
    """The text for comparing: NFKC, lower case, straight apostrophes, single spaces; never for showing."""
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower()
    return " ".join(plain.split())


_COMPARED: Final = {code: frozenset(map(normalise, words)) for code, words in STOPWORDS.items()}


def tokens(text: str, language: str = "en") -> list[str]:
    """The words that carry the news, in order, made comparable; a word appears as often as it is there.

    Lower case, possessives and stop words of ``language`` (ISO 639-1) off, English plurals off, runs of
    Chinese, Japanese, Korean or Thai as pairs of neighbouring signs. Letters standing alone and single
    digits are left out. Light plural stripping beat Snowball.
    """
    code = languages.primary(language)
    stops = _COMPARED.get(code, _COMPARED["en"])
    plain = _POSSESSIVE.sub("", normalise(text))
    plain = _JOINED_APOSTROPHE.sub("", plain)
    found: list[str] = []
    for word in _WORD.findall(plain):
        if not word.isascii() and _HAS_UNSPACED.search(word):
            found.extend(_pairs(word, stops))
        elif len(word) > 1 and word not in stops:
            found.append(_singular(word) if code == "en" else word)
    return found


def _pairs(word: str, stops: frozenset[str]) -> Iterator[str]:
    """The word's runs; those of a script without spaces as pairs of neighbouring signs."""
    for run in _RUN.findall(word):
        if not _HAS_UNSPACED.match(run):
            if len(run) > 1 and run not in stops:
                yield run
        elif len(run) == 1:
            yield run
        else:
            pairs = (run[at : at + 2] for at in range(len(run) - 1))
            yield from (pair for pair in pairs if pair not in stops and not _HIRAGANA_ALONE.match(pair))


def _singular(word: str) -> str:
    """English plural endings off: ``armies`` to ``army``, ``tanks`` to ``tank``; not short words."""
    if len(word) <= 4 or word[-1] != "s" or not word.isalpha():
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word if word[-2] in "sui" else word[:-1]


def words(text: str) -> int:
    """How many words a reader reads; two CJK signs are a word, five Thai ones, the rest counts by spaces."""
    cjk = len(_CJK_SIGN.findall(text))
    unspaced = len(_UNSPACED_SIGN.findall(text))
    spaced = sum(any(sign.isalnum() for sign in part) for part in _HAS_UNSPACED.sub(" ", text).split())
    return spaced + -(-cjk // CJK_CHARACTERS_A_WORD) + -(-unspaced // THAI_CHARACTERS_A_WORD)


def cut(text: str, limit: int) -> str:
    """The text when it has at most ``limit`` characters; else its beginning up to a word's end, and "…".

    The result never has more than ``limit`` characters and never ends inside a grapheme (an accent, a flag,
    a family). A text without spaces near the limit is cut between two graphemes. ``limit`` below 1 gives
    the empty text.
    """
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    room = limit - len(ELLIPSIS)
    at = room
    while at > 0 and not text[at].isspace():
        at -= 1
    if 2 * at < room or _HAS_UNSPACED.search(text, at, room + 1):
        at = _grapheme_border(text, room)
    head = text[:at].rstrip()
    bare = head.rstrip(",;:–—-“„«‘(¿¡\"'").rstrip()
    return (bare or head) + ELLIPSIS


def _grapheme_border(text: str, at: int) -> int:
    """The last place at or before ``at`` that is not inside a grapheme (UAX 29, the cases that news has)."""
    while 0 < at < len(text) and _joined(text, at):
        at -= 1
    return at


def _joined(text: str, at: int) -> bool:
    left, right = text[at - 1], text[at]
    if left == "\u200d" or right in "\u200c\u200d\uff9e\uff9f" or unicodedata.category(right)[0] == "M":
        return True
    if 0x1F3FB <= ord(right) <= 0x1F3FF or 0xE0020 <= ord(right) <= 0xE007F:
        return True  # skin tones; tags of regional flags
    if _is_flag_half(left) and _is_flag_half(right):
        run = 1
        while run < at and _is_flag_half(text[at - 1 - run]):
            run += 1
        return run % 2 == 1
    return (left == "\r" and right == "\n") or (0x1100 <= ord(left) <= 0x11FF and 0x1160 <= ord(right) <= 0x11FF)


def _is_flag_half(sign: str) -> bool:
    return 0x1F1E6 <= ord(sign) <= 0x1F1FF


def unaccented(words: str) -> str:
    """Return words without accents and vowel signs, in compatible forms (Unicode NFKD)."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))


def counted(count: int, one: str, many: str) -> str:
    """Return ``1 report``, ``2 reports``: a number with the noun that goes with it."""
    return f"{count} {one if count == 1 else many}"
