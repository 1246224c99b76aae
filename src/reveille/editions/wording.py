"""Our own words about an edition, the same in the mail, in its text part and on the site.

Counts, marks and fixed phrases only: what an outlet wrote is never made here. Everything is plain text;
whoever shows it escapes it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reveille.core import layout

PROMISE = "Every sentence under a headline is the outlet’s own, word for word. Every headline leads straight to it."
KINDS = {"new": "New", "updated": "Updated", "commentary": "Commentary"}
NUMBERS = (
    *("No", "One", "Two", "Three", "Four", "Five", "Six"),
    *("Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"),
)
SILENT_NAMED = 12  # more names than this no reader counts; the page of the sources has all


@dataclass(frozen=True)
class Silence:
    """What to say of those who did not answer: words before the names, the names, words after them."""

    before: str
    named: tuple[layout.Silent, ...]
    after: str


def many(count: int, one: str, several: str) -> str:
    """Return the count with its noun: ``1 outlet``, ``1,204 outlets``."""
    return f"{count:,} {one if count == 1 else several}"


def outlets(count: int) -> str:
    """Return ``1 outlet`` or ``17 outlets``."""
    return many(count, "outlet", "outlets")


def countries(count: int) -> str:
    """Return ``1 country`` or ``9 countries``."""
    return many(count, "country", "countries")


def number(count: int) -> str:
    """Return a count that opens a sentence: a word up to twelve, then figures."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def long_date(day: date) -> str:
    """Return ``Tuesday, 24 November 2026``."""
    return f"{day:%A}, {day.day} {day:%B %Y}"


def day_and_month(day: date) -> str:
    """Return ``Saturday, 21 November``."""
    return f"{day:%A}, {day.day} {day:%B}"


def issue(page: layout.Page) -> str:
    """Return ``No. 412``, or nothing before a number was given."""
    return f"No. {page.number}" if page.number else ""


def counts(page: layout.Page) -> str:
    """Return the counts of an edition: ``15 stories · 64 outlets · 23 countries · 5 min``."""
    parts = [many(page.stories, "story", "stories"), outlets(page.outlets)]
    if page.countries:
        parts.append(countries(page.countries))
    return " · ".join([*parts, f"{page.minutes} min"])


def top_name(page: layout.Page) -> str:
    """Return what the list of first stories is called: ``Today’s top five``, whatever number it has."""
    return "Today’s top story" if len(page.top) == 1 else f"Today’s top {number(len(page.top)).lower()}"


def coverage(item: layout.Item) -> str:
    """Return who tells the story, as a count: ``17 outlets, 9 countries``."""
    if item.outlets <= 1:
        return "One outlet so far"
    return outlets(item.outlets) + (f", {countries(item.countries)}" if item.countries else "")


def behind(item: layout.Item) -> str:
    """Return what lies behind the link to our page of the story: ``All 17 outlets in 9 countries``."""
    if item.outlets <= 1:
        return "One outlet so far"
    if item.outlets == 2:
        return "Both outlets"
    return f"All {outlets(item.outlets)}" + (f" in {countries(item.countries)}" if item.countries > 1 else "")


def and_more(item: layout.Item) -> str:
    """Return how the line of other outlets ends: `` and 13 more``, or nothing."""
    return f" and {item.more:,} more" if item.more else ""


def also(item: layout.Item) -> str:
    """Return the other outlets in one line: ``Also A (Germany), B (Poland) and 13 more``, or nothing."""
    named = ", ".join(one.outlet + (f" ({one.country})" if one.country else "") for one in item.also)
    return f"Also {named}{and_more(item)}" if named else ""


def kinds(item: layout.Item) -> tuple[str, ...]:
    """Return what a story is, in words: New, Updated, Commentary."""
    return tuple(KINDS.get(kind, kind) for kind in item.kinds)


def beside(item: layout.Item) -> str:
    """Return what stands beside a story's kind: where it happens, on a beat with regions, and what has changed."""
    return " · ".join(part for part in (item.region, item.change) if part)


def heading(item: layout.Item) -> str:
    """Return all of that as text: ``[New] Europe``, or nothing."""
    return " ".join(part for part in (*(f"[{kind}]" for kind in kinds(item)), beside(item)) if part)


def source(item: layout.Item) -> str:
    """Return the source line: ``Outlet, Country, by Author · in French · paywall``."""
    name = item.outlet + (f", {item.country}" if item.country else "")
    if item.author:
        name += f", by {item.author}"
    return " · ".join([name, *item.marks])


def said_by(said: layout.Said) -> str:
    """Return who said it: ``Cdr. Līga Ozoliņa, of the Latvian Naval Forces, to Kurier Zatoki``."""
    return ", ".join(part for part in (said.speaker, said.role, f"to {said.outlet}") if part)


def last_report(quiet: layout.Quiet) -> str:
    """Return when a quiet story was last reported: ``last report Saturday, 21 November``."""
    return f"last report {day_and_month(quiet.last)}"


def silence(asked: layout.Silence) -> Silence | None:
    """Return what to say of those who did not answer; nothing when nobody was asked."""
    if not asked.feeds:
        return None
    before = f"Before closing we asked {many(asked.feeds, 'feed', 'feeds')} of {outlets(asked.outlets)}."
    failed = len(asked.failed)
    if not failed:
        return Silence(f"{before} Everybody answered.", (), "")
    named = asked.failed[:SILENT_NAMED]
    more = f", and {failed - len(named):,} more" if failed > len(named) else ""
    theirs = "Its reports" if failed == 1 else "Their reports"
    return Silence(f"{before} {number(failed)} did not answer: ", named, f"{more}. {theirs} may be missing here.")


def silent(one: layout.Silent) -> str:
    """Return why one outlet is missing: ``(Peru, no answer)``."""
    return f"({', '.join(part for part in (one.country, one.why) if part)})"


def silence_line(said: Silence) -> str:
    """Return all of it as one paragraph of text."""
    return said.before + "; ".join(f"{one.outlet} {silent(one)}" for one in said.named) + said.after


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
