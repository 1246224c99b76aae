"""Which language a text is in, and which way it is written. Codes are ISO 639-1."""

import functools
import re
import sys
import unicodedata
from collections import Counter
from typing import Any, Final

from reveille.core.stopwords import STOPWORDS

ROOM_FOR_LANGUAGE: Final = 120
"""Letters from which on the text itself says its language; below, a hint is believed."""
ROOM_FOR_DOUBT: Final = 80
"""Letters from which on a text without the small words of the hinted language may be in another."""
FEW_SMALL_WORDS: Final = 1 / 16
"""Of a text's words: in the language that a text is in, small words are at least so many."""
_WITH_SMALL_WORDS: Final = frozenset(("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk"))
"""Languages that part their small words from the others; Arabic and Hebrew join them, Turkish hangs them behind."""


def primary(language: str) -> str:
    """Return a language without its region: ``en-GB``, ``EN_us`` and ``en`` are ``en``."""
    return re.split(r"[-_]", language.strip().lower(), maxsplit=1)[0]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_RIGHT_TO_LEFT: Final = _set("ar arc ckb dv fa he iw ji ks ku-arab lrc mzn nqo pnb ps sd syr ug ur yi")
_RIGHT_TO_LEFT_SCRIPTS: Final = _set("arab hebr syrc thaa nkoo adlm rohg")
_OLD_CODES: Final = {"iw": "he", "in": "id", "ji": "yi", "nb": "no", "nn": "no"}
_ALIKE: Final = tuple(
    map(
        _set,
        (
            "no da sv", "id ms jv", "hr sr bs sl", "cs sk", "es gl pt ca an",
            "ru uk be bg", "ar fa ur", "hi mr ne", "de lb", "nl af",
        ),
    )
)  # fmt: skip
_NEWS_LANGUAGES: Final = _set(
    """af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko
    ku ky lo lt lv mk ml mn mr ms mt my ne nl no nb nn or pa pl ps pt ro ru si sk sl sq sr sv sw ta te tg th tl tr uk ur
    uz vi zh"""
)
"""Languages with daily newspapers of their own."""
_CERTAIN: Final = 600
"""Letters from which on even two languages of one family are told apart by the text."""


def language_of(text: str, hint: str = "") -> str:
    """The text's language as an ISO 639-1 code; "" when neither text nor hint say.

    ``hint`` is what the feed, page or outlet says (``en-GB`` is read as ``en``). A short text believes the
    hint unless its script speaks against it, or it has hardly a small word of that language; a longer one
    believes itself, and the hint only between languages that are much alike.
    """
    said = _OLD_CODES.get(primary(hint), primary(hint))
    if not re.fullmatch(r"[a-z]{2,3}", said) or said == "und":
        said = ""
    letters = [sign for sign in text[:4000] if sign.isalpha()]
    if not letters:
        return said
    short = len(letters) < ROOM_FOR_LANGUAGE
    if said and short and _script_fits(letters, said) and not (len(letters) >= ROOM_FOR_DOUBT and _lacks(text, said)):
        return said
    found = _OLD_CODES.get(guess := _classify(text[:4000]), guess)
    alike = any(said in family and found in family for family in _ALIKE)
    return said if alike and len(letters) < _CERTAIN else found


def _lacks(text: str, language: str) -> bool:
    """Whether a text has next to none of the small words of a language that would have some."""
    if language not in _WITH_SMALL_WORDS:
        return False
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return sum(word in STOPWORDS[language] for word in words) < FEW_SMALL_WORDS * len(words)


_SCRIPTS: Final = {
    "CYRILLIC": _set("ru uk be bg sr mk kk ky mn tg"),
    "ARABIC": _set("ar fa ur ps ug sd ku ckb"),
    "HEBREW": _set("he yi"),
    "GREEK": frozenset(("el",)),
    "CJK": frozenset(("zh", "ja", "ko")),
    "HIRAGANA": frozenset(("ja",)),
    "KATAKANA": frozenset(("ja",)),
    "HANGUL": frozenset(("ko",)),
    "THAI": frozenset(("th",)),
    "DEVANAGARI": _set("hi mr ne"),
    "GEORGIAN": frozenset(("ka",)),
    "ARMENIAN": frozenset(("hy",)),
}
_NOT_LATIN: Final = frozenset[str]().union(*_SCRIPTS.values()) - _set("sr kk ku mn tg")


def _script_fits(letters: list[str], language: str) -> bool:
    kinds = Counter(unicodedata.name(sign, "").split(" ", 1)[0] for sign in letters)
    script = kinds.most_common(1)[0][0]
    if script == "LATIN":
        return language not in _NOT_LATIN
    return script not in _SCRIPTS or language in _SCRIPTS[script]


@functools.lru_cache(maxsize=256)
def _classify(text: str) -> str:
    code: str = _classifier().classify(text)[0]
    return sys.intern(code)


@functools.cache
def _classifier() -> Any:
    """A second to load: only who asks pays. Without its rarest languages, which short headlines are taken for."""
    from py3langid import langid

    classifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    classifier.set_languages(sorted(_NEWS_LANGUAGES & set(classifier.labels)))
    return classifier


def direction(language: str) -> str:
    """``"rtl"`` for a language written from right to left, else ``"ltr"``; a script subtag decides first."""
    parts = re.split(r"[-_]", language.strip().lower())
    scripts = [part for part in parts[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT else "ltr"
