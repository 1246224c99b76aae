"""What must hold of the sample morning: each rule gives the faults it finds, ``check`` raises the first."""

from __future__ import annotations

import re
import zoneinfo
from collections import Counter
from collections.abc import Iterator

from reveille.core import errors
from reveille.sample.shapes import Morning

FORMATS = ("rss2", "rss1", "atom", "jsonfeed", "sitemap")
FAULTS = ("", "broken", "gone", "crawls")
QUIRKS = ("cdata", "html", "xhtml", "relative", "utm", "bom")
LAYOUTS = ("classic", "broad", "blog", "wire", "minimal")
SECTIONS = ("operations", "forces", "procurement", "policy", "people", "cyber")
ENCODINGS = ("", "utf-8", "windows-1252")
KINDS = ("newspaper", "agency", "broadcaster", "magazine")

Fault = tuple[str, str]  # whose fault, and what it is


def check(morning: Morning) -> None:
    """Raise ``SampleError`` for the first fault found, or give nothing."""
    for subject, detail in faults(morning):
        raise errors.SampleError(subject, detail)


def faults(morning: Morning) -> Iterator[Fault]:
    """Every fault of the morning: whose, and what."""
    yield from _doubles(morning)
    yield from _outlets(morning)
    yield from _feeds(morning)
    yield from _stories(morning)
    yield from _articles(morning)
    yield from _names(morning)
    yield from _copies(morning)
    yield from _quotes(morning)


def _doubles(morning: Morning) -> Iterator[Fault]:
    for what, names in (
        ("outlet", [outlet.slug for outlet in morning.outlets]),
        ("host", [outlet.host for outlet in morning.outlets]),
        ("story", [story.slug for story in morning.stories]),
        ("article", [article.id for article in morning.articles]),
    ):
        yield from ((name, f"is the name of more than one {what}") for name, n in Counter(names).items() if n > 1)


def _outlets(morning: Morning) -> Iterator[Fault]:
    for outlet in morning.outlets:
        if outlet.layout not in LAYOUTS:
            yield outlet.slug, f"has the unknown layout {outlet.layout!r}"
        if outlet.kind not in KINDS:
            yield outlet.slug, f"is of the unknown kind {outlet.kind!r}"
        if outlet.home != f"https://{outlet.host}/" or not outlet.host.endswith(".example"):
            yield outlet.slug, "has a home that is not https://<host>.example/"
        if outlet.zone not in zoneinfo.available_timezones():
            yield outlet.slug, f"lies in the unknown zone {outlet.zone!r}"
        if outlet.shut and not outlet.paywall:
            yield outlet.slug, "shuts articles, but has no paywall"


def _feeds(morning: Morning) -> Iterator[Fault]:
    for outlet in morning.outlets:
        if not outlet.feeds:
            yield outlet.slug, "has no feed"
        for feed in outlet.feeds:
            if feed.format not in FORMATS or feed.fault not in FAULTS or not set(feed.quirks) <= set(QUIRKS):
                yield feed.link, "has an unknown format, fault or quirk"
            if not feed.link.startswith(outlet.home) or not set(feed.sections) <= set(SECTIONS):
                yield feed.link, "is not on its outlet's host, or is of an unknown section"


def _stories(morning: Morning) -> Iterator[Fault]:
    for story in morning.stories:
        if story.beat and story.section not in SECTIONS:
            yield story.slug, f"is of the unknown section {story.section!r}"
        if not story.beat and story.section:
            yield story.slug, "is off the beat and has a section"
        if not story.about:
            yield story.slug, "does not say what it is about"


def _articles(morning: Morning) -> Iterator[Fault]:
    for article in morning.articles:
        if article.day not in (1, 2) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", article.time):
            yield article.id, f"came out on day {article.day} at {article.time!r}"
        if not article.paragraphs:
            yield article.id, "has no text"
        if not article.headline or not article.summary or article.position < 1:
            yield article.id, "has no headline, summary or position"
        if article.encoding not in ENCODINGS:
            yield article.id, f"is written in the unknown encoding {article.encoding!r}"
        elif not _writable(article.text + article.headline + article.standfirst, article.encoding):
            yield article.id, f"cannot be written in {article.encoding}"


def _writable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _names(morning: Morning) -> Iterator[Fault]:
    for article in morning.articles:
        if article.outlet not in morning.outlet:
            yield article.id, f"is of the unknown outlet {article.outlet!r}"
        yield from ((article.id, f"links to the unknown {id!r}") for id in article.related if id not in morning.article)
    for outlet in morning.outlets:
        for id in outlet.shut:
            if id not in morning.article or morning.article[id].outlet != outlet.slug:
                yield outlet.slug, f"shuts {id!r}, which is not its own"


def _copies(morning: Morning) -> Iterator[Fault]:
    for article in morning.articles:
        if not article.copy_of:
            continue
        original = morning.article.get(article.copy_of)
        if original is None or original.copy_of or original.story != article.story:
            yield article.id, f"copies {article.copy_of!r}, which is no original of its story"
        elif article.outlet == original.outlet:
            yield article.id, "copies its own outlet"
        elif article.cut >= len(original.paragraphs) or article.cut < 0:
            yield article.id, f"is cut by {article.cut} of {len(original.paragraphs)} paragraphs"


def _quotes(morning: Morning) -> Iterator[Fault]:
    for article in morning.articles:
        for quote in article.quotes:
            if not any(quote.text in paragraph for paragraph in article.paragraphs):
                yield article.id, f"does not have the words {quote.text!r}"
            if not quote.speaker:
                yield article.id, f"does not say who said {quote.text!r}"
