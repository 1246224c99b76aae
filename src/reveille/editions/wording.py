"""Our own words about an edition, the same in the mail, in its text part and on the site, in the language spoken now.

Counts, marks and fixed phrases only: what an outlet wrote is never made here. Everything is plain text;
whoever shows it escapes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel.lists import format_list
from django.utils import dateformat, formats
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, gettext_noop, ngettext

from reveille.core import layout
from reveille.editions import languages, telling

PROMISE = gettext_lazy(
    "Every sentence under a headline is the outlet’s own, word for word. Every headline leads straight to it."
)
KINDS = {"new": gettext_lazy("New"), "updated": gettext_lazy("Updated"), "commentary": gettext_lazy("Commentary")}
NUMBERS = (
    *(gettext_lazy("No"), gettext_lazy("One"), gettext_lazy("Two"), gettext_lazy("Three"), gettext_lazy("Four")),
    *(gettext_lazy("Five"), gettext_lazy("Six"), gettext_lazy("Seven"), gettext_lazy("Eight"), gettext_lazy("Nine")),
    *(gettext_lazy("Ten"), gettext_lazy("Eleven"), gettext_lazy("Twelve")),
)
# How dates are written, in the letters of Django's ``date`` filter; each language orders them in its own way.
LONG, DAY_AND_MONTH, DAY, MOMENT, SHORT, SHORT_MOMENT = (
    gettext_noop("l, j F Y"),
    gettext_noop("l, j F"),
    gettext_noop("j F Y"),
    gettext_noop("j F Y, H:i"),
    gettext_noop("j M"),
    gettext_noop("j M, H:i"),
)
SILENT_NAMED = 12  # more names than this no reader counts; the page of the sources has all
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


@dataclass(frozen=True)
class Silence:
    """What to say of those who did not answer: words before the names, the names, words after them."""

    before: str
    named: tuple[layout.Silent, ...]
    after: str


def figure(count: int) -> str:
    """Return a number as it is written here: ``1,204``, ``1.204``."""
    return str(formats.number_format(count, force_grouping=True))


def decimal(number: str) -> str:
    """Return a number that has a point as it is written here: ``9.7``, ``9,7``."""
    return _POINT.sub(formats.get_format("DECIMAL_SEPARATOR"), number)


def many(count: int, one: str, several: str) -> str:
    """Return the count with its noun: ``1 outlet``, ``1,204 outlets``. Of the desk, in English."""
    return f"{count:,} {one if count == 1 else several}"


def stories(count: int) -> str:
    """Return ``1 story`` or ``15 stories``."""
    return ngettext("%(count)s story", "%(count)s stories", count) % {"count": figure(count)}


def outlets(count: int) -> str:
    """Return ``1 outlet`` or ``17 outlets``."""
    return ngettext("%(count)s outlet", "%(count)s outlets", count) % {"count": figure(count)}


def countries(count: int) -> str:
    """Return ``1 country`` or ``9 countries``."""
    return ngettext("%(count)s country", "%(count)s countries", count) % {"count": figure(count)}


def number(count: int) -> str:
    """Return a count that opens a sentence: a word up to twelve, then figures."""
    return str(NUMBERS[count]) if count < len(NUMBERS) else figure(count)


def dated(day: date | datetime, how: str = DAY) -> str:
    """Return a day in the language spoken now, in one of the forms above."""
    return dateformat.format(day, gettext(how))


def long_date(day: date) -> str:
    """Return ``Tuesday, 24 November 2026``, as it begins a line."""
    return capfirst(dated(day, LONG))


def day_and_month(day: date) -> str:
    """Return ``Saturday, 21 November``."""
    return _day_and_month(day, languages.spoken())


@lru_cache(maxsize=4096)
def _day_and_month(day: date, _spoken: str) -> str:
    """Kept, since the archive names all days of a year and a day's name does not change."""
    return dated(day, DAY_AND_MONTH)


def issue(page: layout.Page) -> str:
    """Return ``No. 412``, or nothing before a number was given."""
    return numbered(page.number) if page.number else ""


def numbered(number: int) -> str:
    """Return ``No. 412``."""
    return gettext("No. %(number)s") % {"number": number}


def corrections_of(name: str) -> str:
    """Return ``Corrections of Reveille``."""
    return gettext("Corrections of %(name)s") % {"name": name}


def counts(page: layout.Page) -> str:
    """Return the counts of an edition: ``15 stories · 64 outlets · 23 countries · 5 min``."""
    parts = [stories(page.stories), outlets(page.outlets)]
    if page.countries:
        parts.append(countries(page.countries))
    return " · ".join([*parts, gettext("%(count)s min") % {"count": figure(page.minutes)}])


def top_name(page: layout.Page) -> str:
    """Return what the list of first stories is called: ``Today’s top five``, whatever number it has."""
    if len(page.top) == 1:
        return gettext("Today’s top story")
    return gettext("Today’s top %(number)s") % {"number": number(len(page.top)).lower()}


def coverage(item: layout.Item) -> str:
    """Return who tells the story, as a count: ``17 outlets, 9 countries``."""
    if item.outlets <= 1:
        return gettext("One outlet so far")
    parts = [outlets(item.outlets), *([countries(item.countries)] if item.countries else [])]
    return comma().join(parts)


def behind(item: layout.Item) -> str:
    """Return what lies behind the link to our page of the story: ``All 17 outlets in 9 countries``."""
    if item.outlets <= 1:
        return gettext("One outlet so far")
    if item.outlets == 2:
        return gettext("Both outlets")
    if item.countries <= 1:
        return ngettext("All %(count)s outlet", "All %(count)s outlets", item.outlets) % {"count": figure(item.outlets)}
    return gettext("All %(outlets)s in %(countries)s") % {
        "outlets": outlets(item.outlets),
        "countries": countries(item.countries),
    }


def comma() -> str:
    """Return what parts the members of a list: ``, `` in most languages."""
    return gettext(", ")


def listed(names: Sequence[str]) -> str:
    """Return ``A``, ``A and B``, ``A, B and C``, by the rules of the language (Unicode CLDR)."""
    locale = languages.spoken()
    return format_list(names, locale="en_GB" if locale == languages.ENGLISH else locale)


def also_phrase(more: int) -> str:
    """Return the line of other outlets, with places for their names and for how many more there are."""
    if not more:
        return gettext("Also %(names)s")
    return ngettext("Also %(names)s and %(count)s more", "Also %(names)s and %(count)s more", more)


def also(item: layout.Item) -> str:
    """Return the other outlets in one line: ``Also A (Germany), B (Poland) and 13 more``, or nothing."""
    named = [one.outlet + (f" ({telling.country(one.country)})" if one.country else "") for one in item.also]
    return also_phrase(item.more) % {"names": comma().join(named), "count": figure(item.more)} if named else ""


def kinds(item: layout.Item) -> tuple[str, ...]:
    """Return what a story is, in words: New, Updated, Commentary."""
    return tuple(str(KINDS.get(kind, kind)) for kind in item.kinds)


def by(author: str) -> str:
    """Return whose commentary it is: ``by Líga Ozoliņa``."""
    return gettext("by %(author)s") % {"author": author}


def beside(item: layout.Item) -> str:
    """Return what stands beside a story's kind: where it happens, on a beat with regions, and what has changed."""
    return " · ".join(part for part in (telling.told(item.region), telling.told(item.change)) if part)


def heading(item: layout.Item) -> str:
    """Return all of that as text: ``[New] Europe``, or nothing."""
    return " ".join(part for part in (*(f"[{kind}]" for kind in kinds(item)), beside(item)) if part)


def source(item: layout.Item) -> str:
    """Return the source line: ``Outlet, Country, by Author · in French · paywall``."""
    parts = [item.outlet, *([telling.country(item.country)] if item.country else [])]
    if item.author:
        parts.append(by(item.author))
    return " · ".join([comma().join(parts), *map(telling.told, item.marks)])


def to_outlet(outlet: str) -> str:
    """Return to whom something was said: ``to Kurier Zatoki``."""
    return gettext("to %(outlet)s") % {"outlet": outlet}


def said_by(said: layout.Said) -> str:
    """Return who said it: ``Cdr. Līga Ozoliņa, of the Latvian Naval Forces, to Kurier Zatoki``."""
    return comma().join(part for part in (said.speaker, said.role, to_outlet(said.outlet)) if part)


def last_report(quiet: layout.Quiet) -> str:
    """Return when a quiet story was last reported: ``last report Saturday, 21 November``."""
    return gettext("last report %(day)s") % {"day": day_and_month(quiet.last)}


def silence(asked: layout.Silence) -> Silence | None:
    """Return what to say of those who did not answer; nothing when nobody was asked."""
    if not asked.feeds:
        return None
    before = gettext("Before closing we asked %(feeds)s of %(outlets)s.") % {
        "feeds": ngettext("%(count)s feed", "%(count)s feeds", asked.feeds) % {"count": figure(asked.feeds)},
        "outlets": outlets(asked.outlets),
    }
    failed = len(asked.failed)
    if not failed:
        return Silence(f"{before} {gettext('Everybody answered.')}", (), "")
    named = asked.failed[:SILENT_NAMED]
    silent_ones = ngettext("%(number)s did not answer: ", "%(number)s did not answer: ", failed)
    rest = failed - len(named)
    more = ngettext(", and %(count)s more", ", and %(count)s more", rest) % {"count": figure(rest)} if rest else ""
    theirs = ngettext("Its reports may be missing here.", "Their reports may be missing here.", failed)
    return Silence(f"{before} {silent_ones % {'number': number(failed)}}", named, f"{more}. {theirs}")


def silent(one: layout.Silent) -> str:
    """Return why one outlet is missing: ``(Peru, no answer)``."""
    return f"({comma().join(part for part in (telling.country(one.country), telling.told(one.why)) if part)})"


def silence_line(said: Silence) -> str:
    """Return all of it as one paragraph of text."""
    return said.before + semicolon().join(f"{one.outlet} {silent(one)}" for one in said.named) + said.after


def semicolon() -> str:
    """Return what parts the members of a long list."""
    return gettext("; ")


def script(name: str) -> str:
    """Return the language tag of a name in another script (``und-Cyrl``), or nothing when it is Latin."""
    for sign in name:
        if sign.isalpha():
            first = unicodedata.name(sign, "").split(" ", 1)[0]
            if first != "LATIN":
                return SCRIPTS.get(first, "und")
    return ""


def direction(words: str) -> str:
    """Return ``rtl`` or ``ltr`` by the first letter that has a direction."""
    for sign in words:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def language_of(said: layout.Said, item: layout.Item) -> str:
    """Return the language a quote was printed in: that of its outlet, where the story names it."""
    if said.outlet == item.outlet:
        return item.language
    return next((one.language for one in item.also if one.outlet == said.outlet), "")


def sentences(shown: Sequence[layout.Sentence]) -> str:
    """Return the verbatim sentences as they follow each other in a paragraph."""
    return " ".join(sentence.text for sentence in shown)


# By the first word of a letter's Unicode name; ISO 15924.
SCRIPTS = {
    "CYRILLIC": "und-Cyrl",
    "GREEK": "und-Grek",
    "ARABIC": "und-Arab",
    "HEBREW": "und-Hebr",
    "CJK": "und-Hani",
    "HIRAGANA": "und-Jpan",
    "KATAKANA": "und-Jpan",
    "HANGUL": "und-Kore",
    "DEVANAGARI": "und-Deva",
    "GEORGIAN": "und-Geor",
    "ARMENIAN": "und-Armn",
    "THAI": "und-Thai",
}
