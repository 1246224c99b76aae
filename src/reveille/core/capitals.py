"""The words of a text as they are written: which have a capital, and whether they had a choice.

A capital says that a word is a name only where one is not written anyway: not at the head of a sentence, nor in a
headline set in Title Case.
"""

import re
from typing import Final, NamedTuple

from reveille.core import languages, stops
from reveille.core.stopwords import STOPWORDS
from reveille.core.text import LETTER


class Cased(NamedTuple):
    """One word as written: its key (lower case), whether capitalised, whether it had no choice."""

    key: str
    capital: bool
    opening: bool


_CASED: Final = re.compile(
    rf"(?P<before>(?<![.!?:;…\n])[.!?:;…\n]+[\"'”’»“)\]]*\s+|[\"“„«‘(\[—–]\s?|\A|(?<=\n))?(?P<word>(?:{LETTER})+)(?:['’]s\b)?"
)
WORD: Final = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
"""A word as written, with what its apostrophes and hyphens join."""
_TITLE_CASE_SHARE: Final = 0.6
FAR: Final = 60
"""Characters in which the word before another begins."""
_RIGHT_BEFORE: Final = re.compile(r"([^\W\d_][\w’'-]*)[ \u00a0]\Z")
_CALENDAR: Final = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december montag dienstag mittwoch donnerstag freitag samstag sonnabend
    sonntag januar jänner februar märz mai juni juli oktober dezember""".split()  # noqa: SIM905
)
"""Capitalised, but the name of nobody: that two texts have a Sunday in them says nothing."""
_TURKISH_CALENDAR: Final = frozenset(
    """pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran temmuz ağustos eylül
    ekim kasım aralık""".split()  # noqa: SIM905
)
"""By itself: Mart is a name elsewhere. The other languages here write their days and months small."""


def cased_words(text: str) -> list[Cased]:
    """The words of a text with their capitals; ``opening`` where a capital says nothing (a first word)."""
    found: list[Cased] = []
    before = ""
    single = "\n".join(line for row in text.splitlines() if (line := " ".join(row.split())))
    for match in _CASED.finditer(single):
        word, lead = match["word"], match["before"]
        opening = lead is not None and not (lead[:1] == "." and stops.goes_on_after(before))
        found.append(Cased(word.lower(), word[0].isupper(), opening or not found))
        before = word
    return found


def cased_headline(headline: str) -> list[Cased]:
    """As ``cased_words``; in a headline set in Title Case or in capitals no capital says anything."""
    found = cased_words(headline)
    long = [word for word in found if len(word.key) > 3]
    if long and sum(word.capital for word in long) < _TITLE_CASE_SHARE * len(long):
        return found
    return [word._replace(opening=True) for word in found]


def is_numeral(sentence: str, start: int) -> bool:
    """Return whether the "I" at ``start`` counts, right behind a name ("World War I"): "When I", "Road, I" do not."""
    before = _RIGHT_BEFORE.search(sentence, max(0, start - FAR), start)
    if before is None or not before[0][0].isupper() or not sentence[: before.start()].strip():
        return False
    return before[1].lower() not in no_names("en")


def no_names(language: str) -> frozenset[str]:
    """Words that name nobody though they are written with a capital: stop words, days and months."""
    code = languages.primary(language)
    calendar = _CALENDAR | _TURKISH_CALENDAR if code == "tr" else _CALENDAR
    return STOPWORDS.get(code, STOPWORDS["en"]) | calendar
