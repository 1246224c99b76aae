"""``wording`` and ``columns`` for the templates of the mail and the site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urlsplit

from django import template
from django.urls import get_script_prefix
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reveille.core import layout
from reveille.editions import columns, languages, telling, wording

register = template.Library()

for function in (
    wording.also,
    wording.behind,
    wording.counts,
    wording.countries,
    wording.coverage,
    wording.day_and_month,
    wording.figure,
    wording.issue,
    wording.kinds,
    wording.beside,
    wording.heading,
    wording.last_report,
    wording.long_date,
    wording.numbered,
    wording.outlets,
    wording.said_by,
    wording.sentences,
    wording.silence,
    wording.silence_line,
    wording.source,
    wording.stories,
    wording.top_name,
    telling.country,
    telling.language,
    telling.section,
    telling.told,
):
    register.filter(function.__name__, function)


@register.filter(expects_localtime=True)
def dated(day: date | datetime | None, how: str = "DAY") -> str:
    """Return a day in one of the forms of ``wording``, by its name."""
    return wording.dated(day, getattr(wording, how)) if day else ""


@register.filter
def here(path: str) -> str:
    """Return a path of ours as it stands in an address that says its language: ``/de/military/2026-11-24/``."""
    return get_script_prefix().rstrip("/") + path


@register.simple_tag
def spoken() -> str:
    """Return the language spoken now, for ``lang``."""
    return languages.spoken()


@register.simple_tag
def direction() -> str:
    """Return how it is read, for ``dir``."""
    return languages.direction()


@register.filter
def outward(link: str) -> str:
    """Return a link that leads to a web page, or nothing: no other scheme is ever made a link."""
    parts = urlsplit(link)
    return link if parts.scheme in ("http", "https") and parts.hostname else ""


@register.filter
def other_way(value: layout.Item) -> bool:
    """Tell whether a story is read the other way than the page."""
    return value.direction != languages.direction()


@register.filter
def tongue(value: layout.Item | layout.Developing | layout.Quiet) -> SafeString:
    """Return the ``lang`` and ``dir`` attributes of a story's words, where they differ from the page's."""
    attributes = SafeString("")
    if value.language and value.language != languages.spoken():
        attributes += format_html(' lang="{}"', value.language)
    if value.direction != languages.direction():
        attributes += format_html(' dir="{}"', value.direction)
    return attributes


@register.filter
def named(name: str, language: str = "") -> SafeString:
    """Return a name; one in another script says so, with the direction it is read in."""
    script = wording.script(name)
    if not script:
        return format_html("{}" if languages.direction() == "ltr" else '<span dir="ltr">{}</span>', name)
    return format_html('<span lang="{}" dir="{}">{}</span>', _fitting(language, script), wording.direction(name), name)


@register.filter
def where_and_by(item: layout.Item) -> SafeString:
    """Return what follows an outlet's name: its country, and whose commentary it is."""
    parts = [telling.country(item.country)] if item.country else []
    if item.author:
        parts.append(_around(gettext("by %(author)s"), author=named(item.author, item.language)))
    return format_html_join("", "{}{}", ((wording.comma(), part) for part in parts))


@register.filter
def also_named(item: layout.Item) -> SafeString:
    """Return the line of other outlets: ``Also A (Germany), B (Poland) and 13 more``, or nothing."""
    if not item.also:
        return SafeString("")
    told = ((named(one.outlet, one.language), _in_brackets(telling.country(one.country))) for one in item.also)
    names = format_html_join(wording.comma(), "{}{}", told)
    return _around(wording.also_phrase(item.more), names=names, count=wording.figure(item.more))


@register.filter
def spoken_by(said: layout.Said, language: str = "") -> SafeString:
    """Return who said it and to whom: ``Cdr. Līga Ozoliņa, of the Latvian Naval Forces, to Kurier Zatoki``."""
    parts = [who_said(said), _around(gettext("to %(outlet)s"), outlet=named(said.outlet, language))]
    return format_html_join(wording.comma(), "{}", ((part,) for part in parts))


@register.filter
def who_said(said: layout.Said) -> SafeString:
    """Return who said it, and as what: both in the outlet's words, and so in one direction."""
    parts = [part for part in (said.speaker, said.role) if part]
    if languages.direction() == "rtl":
        return named(", ".join(parts))
    return format_html_join(", ", "{}", ((named(part),) for part in parts))


@register.filter
def silent_ones(said: wording.Silence) -> SafeString:
    """Return those who did not answer as one paragraph."""
    names = format_html_join(
        wording.semicolon(), "{} {}", ((named(one.outlet), wording.silent(one)) for one in said.named)
    )
    return format_html("{}{}{}", said.before, names, said.after)


@register.filter
def listed(names: Iterable[str]) -> str:
    """Return names as a list in words: ``A, B and C``."""
    return wording.listed(list(names))


@register.filter
def quote_tongue(item: layout.Item) -> SafeString:
    """Return the ``lang`` and ``dir`` attributes of a story's quote."""
    if item.quote is None:
        return SafeString("")
    language = wording.language_of(item.quote, item)
    attributes = format_html(' lang="{}"', language) if language not in ("", languages.spoken()) else SafeString("")
    if wording.direction(item.quote.text) != languages.direction():
        attributes += format_html(' dir="{}"', wording.direction(item.quote.text))
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


def _around(phrase: str, **values: str) -> SafeString:
    """A phrase of ours around values, each escaped unless it was made HTML here."""
    return format_html(re.sub(r"%\((\w+)\)s", r"{\1}", phrase), **values)


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


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
