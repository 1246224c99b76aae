"""``wording`` and ``columns`` for the templates of the mail and the site."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reveille.core import layout
from reveille.editions import columns, wording

register = template.Library()

for function in (
    wording.also,
    wording.and_more,
    wording.behind,
    wording.counts,
    wording.coverage,
    wording.day_and_month,
    wording.issue,
    wording.kinds,
    wording.beside,
    wording.heading,
    wording.last_report,
    wording.long_date,
    wording.said_by,
    wording.sentences,
    wording.silence,
    wording.silence_line,
    wording.silent,
    wording.source,
    wording.top_name,
):
    register.filter(function.__name__, function)


@register.filter
def outward(link: str) -> str:
    """Return a link that leads to a web page, or nothing: no other scheme is ever made a link."""
    parts = urlsplit(link)
    return link if parts.scheme in ("http", "https") and parts.hostname else ""


@register.filter
def tongue(value: layout.Item | layout.Developing | layout.Quiet, page_language: str = "en") -> SafeString:
    """Return the ``lang`` and ``dir`` attributes of a story's words, where they differ from the page's."""
    attributes = SafeString("")
    if value.language and value.language != page_language:
        attributes += format_html(' lang="{}"', value.language)
    if value.direction == "rtl":
        attributes += mark_safe(' dir="rtl"')
    return attributes


@register.filter
def named(name: str, language: str = "") -> SafeString:
    """Return a name; one in another script says so, with the direction it is read in."""
    script = wording.script(name)
    if not script:
        return format_html("{}", name)
    return format_html('<span lang="{}" dir="{}">{}</span>', _fitting(language, script), wording.direction(name), name)


@register.filter
def quote_tongue(item: layout.Item, page_language: str = "en") -> SafeString:
    """Return the ``lang`` and ``dir`` attributes of a story's quote."""
    if item.quote is None:
        return SafeString("")
    language = wording.language_of(item.quote, item) or page_language
    attributes = format_html(' lang="{}"', language) if language != page_language else SafeString("")
    if wording.direction(item.quote.text) == "rtl":
        attributes += mark_safe(' dir="rtl"')
    return attributes


@register.simple_tag
def lines(words: str, first: str = "", rest: str | None = None) -> str:
    """Return ``words`` wrapped for the text part, opened with ``first``, later lines with ``rest``."""
    return columns.wrap(words, first, rest)


@register.simple_tag
def joined(*parts: object) -> str:
    """Return the parts as one string."""
    return "".join(str(part) for part in parts)


@register.simple_tag
def to_the_end(start: str, end: str) -> str:
    """Return one line with ``start`` at its start and ``end`` at its end; two where there is no room."""
    room = columns.COLUMNS - columns.width(start) - columns.width(end)
    return start + (" " * room if room > 0 else "\n") + end


def _fitting(language: str, script: str) -> str:
    """The outlet's language where it is written in that script, else the script alone."""
    return language if language in WRITTEN.get(script, ()) else script


WRITTEN = {
    "und-Cyrl": ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"),
    "und-Grek": ("el",),
    "und-Arab": ("ar", "fa", "ku", "ps", "ug", "ur"),
    "und-Hebr": ("he", "yi"),
    "und-Hani": ("ja", "ko", "zh"),
    "und-Jpan": ("ja",),
    "und-Kore": ("ko",),
    "und-Deva": ("hi", "mr", "ne"),
    "und-Geor": ("ka",),
    "und-Armn": ("hy",),
    "und-Thai": ("th",),
}
