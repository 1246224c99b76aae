"""Datelines: where a report was written, and the agency it comes from, before its first sentence.

"KURESSAARE, Estonia (Northline) —" says both. What is found is a place in the text; nothing is cut from it.
"""

from __future__ import annotations

import re

from reveille.core.stopwords import STOPWORDS

LONGEST = 130  # characters
_PLACE = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’ -]{1,40}(?:,\s[\w.'’ -]{2,40}){0,2}?"
_DATELINE = re.compile(rf"(?P<place>{_PLACE})?\s?(?P<agency>\([\w .&'’/-]{{2,40}}\))?\s?[–—-]{{1,2}}\s+")

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?"
_COLON = re.compile(  # "SINGAPORE: The ministry …", "DAVOS, Switzerland (Jan 22): The zone …"
    r"(?!(?:BREAKING|UPDATE|WATCH|LIVE|OPINION|ANALYSIS|EXCLUSIVE|VIDEO|PHOTOS?|CORRECTED|READ|NOTE|EDITORIAL)\b)"
    rf"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ -]{{3,30}}(?:, [A-Z]\w+(?: [A-Z]\w+)?)?)"
    rf"(?: \({_MONTH} \d{{1,2}}\))?:\s+(?=[A-Z“\"])"
)

# "27 January 2026 – (Hall) As the fleet …"
_DATED = re.compile(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)? {_MONTH}|{_MONTH} \d{{1,2}},?) \d{{4}}\s*[–—-]\s*"
    r"(?:\((?P<place>[^()\n]{2,40})\)\s*)?(?=[A-ZÀ-Þ“\"„«])"
)
# "Saare – The fleet …": behind a long dash a sentence begins, with a word that says nothing by itself.
_BARE_PLACE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2}(?:, [A-ZÀ-Þ][\w’' -]{2,30})?)"
    r"\s+[–—]\s+(?=(?P<word>[A-ZÀ-Þ]\w*))"
)
_OPENERS = frozenset(word for language in ("en", "de", "fr", "es", "it", "pt", "nl") for word in STOPWORDS[language])

_BARE_AGENCY = re.compile(r"\(([A-Z]{2,10})\)\s+(?=[A-Z])")  # "(CNN) North Korea fired …"


def lead_in(text: str) -> tuple[str, str, int]:
    """Return the place, the agency in brackets, and where the first sentence begins; ("", "", 0) without a dateline."""
    match = _DATELINE.match(text[:LONGEST])
    colon = _COLON.match(text[:LONGEST])
    if colon:
        return colon["place"], "", colon.end()
    if dated := _DATED.match(text[:LONGEST]):
        return dated["place"] or "", "", dated.end()
    named = _BARE_PLACE.match(text[:LONGEST])
    if named and named["word"].casefold() in _OPENERS:
        return named["place"], "", named.end()
    if not match:
        bare = _BARE_AGENCY.match(text[:LONGEST])
        return ("", bare[1], bare.end()) if bare else ("", "", 0)
    place, agency = (match.group("place") or "").strip(" ,"), (match.group("agency") or "").strip("()")
    first = re.split(r"[\s,]", place)[0] if place else ""
    if not agency and not (first.isupper() and len(first) > 2) and not (place.isupper() and " " in place):
        return "", "", 0  # a sentence that happens to begin "Ships - "
    return place, agency, match.end()


def first_body(text: str) -> tuple[str, str, int]:
    """Return place, agency and where the body begins: the first paragraph's dateline, or the second's after a deck."""
    place, agency, end = lead_in(text)
    if end:
        return place, agency, end
    second = text.find("\n\n") + 2
    if second > 1 and second < 400:
        place, agency, end = lead_in(text[second:])
        if end:
            return place, agency, second + end
    return "", "", 0
