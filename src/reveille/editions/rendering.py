"""An edition as a mail: the HTML part and the text part, made once and for all subscribers who share a language.

Promises: the same page and masthead give the same bytes; both parts carry the same headlines, links and
sentences; nothing from outside is markup; nothing is loaded when the mail is opened. What is one subscriber's
own stands there as ``%%LEAVE%%``, ``%%YOU%%`` and ``%%WHY%%``; the same signs in an outlet's words cannot
become somebody's links.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

import css_inline
from django.template.loader import render_to_string

from reveille.core import layout, lights
from reveille.editions import columns, languages, wording

PLACEHOLDERS = ("%%LEAVE%%", "%%YOU%%", "%%WHY%%")

# The five lines under the name: the notes of a bugle are the harmonics 2 to 6 of one tube, so the gaps go as
# log2(3/2), log2(4/3), log2(5/4), log2(6/5). From the top down: (height of a line, gap below it), in pixels.
STAVE = ((1, 4), (1, 5), (2, 7), (2, 9), (3, 0))

_INLINER = css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False, minify_css=True)
_EMPTY_LINES = re.compile(r"\n[ \t\r]*(?:\n[ \t\r]*)+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SIGNS = re.compile(r"%(?=%(?:LEAVE|YOU|WHY)%%)")
_BLANK = "¶"  # a line of the text template that holds only this is an empty line; all other empty lines go


@dataclass(frozen=True)
class Masthead:
    """What a mail says that is not the day's news: whose it is, and where to write.

    ``site`` is the absolute base address (``https://reveille.example``); ``corrections`` and ``outlets`` are
    mail addresses to write to; ``postal_address`` is one line.
    """

    site: str
    newsletter: str
    postal_address: str
    corrections: str
    outlets: str
    light: str = lights.LIGHTS[lights.AMBER]


@dataclass(frozen=True)
class Rendered:
    """The two parts of a mail, with the placeholders of what is personal."""

    html: str
    text: str


def render(page: layout.Page, masthead: Masthead, language: str = languages.ENGLISH) -> Rendered:
    """Return the two parts of the mail of an edition, our own words in ``language``."""
    with languages.speaking(language):
        return _render(harmless(page), masthead)


def _render(page: layout.Page, masthead: Masthead) -> Rendered:
    marks = _marks(page)
    site = masthead.site.rstrip("/")
    context = {
        "page": page,
        "masthead": masthead,
        "name_size": "n1" if len(masthead.newsletter) <= 12 else "n2" if len(masthead.newsletter) <= 20 else "n3",
        "site": site,
        "edition_url": f"{site}/{page.slug}/{page.date.isoformat()}/",
        "archive_url": f"{site}/{page.slug}/archive/",
        "how_url": f"{site}/how/",
        "subscribe_url": f"{site}/subscribe/?newsletter={page.slug}",
        "stave": STAVE,
        "padding": range(60),
        "double": "=" * columns.COLUMNS,
        "single": "-" * columns.COLUMNS,
        "promise": str(wording.PROMISE),
        "start": "left" if languages.direction() == "ltr" else "right",
        "end": "right" if languages.direction() == "ltr" else "left",
        "leave": marks["%%LEAVE%%"],
        "you": marks["%%YOU%%"],
        "why": marks["%%WHY%%"],
    }
    return Rendered(html=_html(context, marks), text=_text(context, marks))


def harmless(page: layout.Page) -> layout.Page:
    """Return the page without control characters, which no headline has a use for."""
    return layout.from_json(_harmless(layout.to_json(page)))


def _harmless(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROLS.sub("", value)
    if isinstance(value, list):
        return [_harmless(one) for one in value]
    if isinstance(value, dict):
        return {name: _harmless(one) for name, one in value.items()}
    return value


def _html(context: dict[str, Any], marks: dict[str, str]) -> str:
    html = _INLINER.inline(render_to_string("editions/mail.html", context))
    html = html.replace(' data-css-inline="keep"', "")
    html = _EMPTY_LINES.sub("\n", html)
    return _personal(_SIGNS.sub("&#37;", html), marks)


def _text(context: dict[str, Any], marks: dict[str, str]) -> str:
    rows = render_to_string("editions/mail.txt", context).split("\n")
    rows = [row.rstrip(" \t") for row in rows if row.strip()]
    text = "\n".join("" if row == _BLANK else row for row in rows) + "\n"
    # U+2060 joins, is nowhere seen, and parts the two signs.
    return _personal(_SIGNS.sub("%\N{WORD JOINER}", text), marks)


def _marks(page: layout.Page) -> dict[str, str]:
    """Stand-ins for the placeholders that nobody could have written into the page: its digest is in them."""
    digest = hashlib.sha256(json.dumps(layout.to_json(page), sort_keys=True).encode()).hexdigest()[:24]
    return {sign: f"{sign.strip('%').lower()}{digest}" for sign in PLACEHOLDERS}


def _personal(rendered: str, marks: dict[str, str]) -> str:
    for sign, mark in marks.items():
        rendered = rendered.replace(mark, sign)
    return rendered
