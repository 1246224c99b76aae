"""The picture that stands for an edition or a story where its address is shared: its name, a headline, whose it is.

Drawn with the site's own fonts, each letter from the file that tokens.css names for it. A headline in letters that no
font of ours has is left out, rather than drawn as empty boxes. Nothing is loaded, and nothing but text is shown.
"""

from __future__ import annotations

import functools
import hashlib
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont, features

from reveille.core import cards, layout
from reveille.editions import languages, shown, telling, wording
from reveille.editions.models import Newsletter
from reveille.site import editions

WIDTH, HEIGHT, MARGIN = 1200, 630, 64
INK, INK_2, PAPER, LIGHT = "#13202b", "#41505c", "#f6f8f9", "#f4b433"
STAVE = ((0, 2), (9, 2), (20, 3), (36, 4), (56, 6))  # the five lines: where each begins, how high it is
NAME_SIZES, SMALL, LINES = (76, 64, 52, 40, 32), 28, 4
HEADLINE_SIZES = (72, 64, 60, 52, 46, 40)
LINE_HEIGHT = 1.14
WEIGHTS = {"serif": 600, "name": 700, "sans": 500}
FAMILIES = {"serif": "Source Serif 4", "name": "Source Serif 4", "sans": "Libre Franklin"}
ARABIC = "Noto Naskh Arabic"
COLOURS = 64  # of the palette: ink on paper and its edges
SHAPES_ARABIC = features.check("raqm")  # with FriBiDi, which the system has or has not

_STATIC = Path(__file__).parent / "static" / "site"
_FACE = re.compile(r'font-family:"([^"]+)";src:url\(fonts/([^)]+)\).*?unicode-range:([^}]+)}')


@dataclass(frozen=True)
class Card:
    """What a card says. ``direction`` is the headline's; ``base`` that of our own words."""

    name: str
    day: str
    headline: str
    direction: str
    below: str
    base: str


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def edition_card(request: HttpRequest, newsletter: str, day: date) -> HttpResponse:
    """Answer with the card of an edition: its lead's headline and its counts."""
    issuer, page = _page(newsletter, day)
    if not page.items:
        raise Http404
    with languages.speaking(issuer.language):
        lead = (page.top or page.items)[0]
        return _answer(request, _card(issuer, page, lead, f"{lead.outlet} · {wording.counts(page)}"))


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def story_card(request: HttpRequest, newsletter: str, day: date, slug: str) -> HttpResponse:
    """Answer with the card of a story: its headline, whose it is, and how many tell it."""
    issuer, page = _page(newsletter, day)
    item = next((one for one in page.items if one.slug == slug), None)
    if item is None:
        raise Http404
    with languages.speaking(issuer.language):
        where = f", {telling.country(item.country)}" if item.country else ""
        return _answer(request, _card(issuer, page, item, f"{item.outlet}{where} · {wording.coverage(item)}"))


def _page(newsletter: str, day: date) -> tuple[Newsletter, layout.Page]:
    issuer = get_object_or_404(Newsletter, slug=newsletter)
    return issuer, shown.page(get_object_or_404(editions.closed(issuer), date=day))


def _card(newsletter: Newsletter, page: layout.Page, item: layout.Item, below: str) -> Card:
    day = " · ".join(part for part in (wording.long_date(page.date), wording.issue(page)) if part)
    return Card(newsletter.name, day, item.headline, item.direction, below, languages.direction())


def _answer(request: HttpRequest, card: Card) -> HttpResponse:
    tag = quote_etag(hashlib.sha256(repr(card).encode()).hexdigest()[:16])
    if unchanged := get_conditional_response(request, etag=tag):
        return unchanged
    return HttpResponse(png(card), content_type="image/png", headers={"ETag": tag})


@functools.lru_cache(maxsize=128)
def png(card: Card) -> bytes:
    """Return a card as a PNG of 1200 by 630."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    size = _fitting(card.name, "name", NAME_SIZES, 1)
    _line(draw, _lines(card.name, "name", size, 1)[0], "name", size, 116 - size, card.base, INK)
    for top, height in STAVE:
        draw.rectangle((0, 148 + top, WIDTH, 147 + top + height), fill=LIGHT)
    told, direction = (card.headline, card.direction) if can_draw(card.headline) else (card.day, card.base)
    if told != card.day:
        _line(draw, card.day, "sans", SMALL, 234, card.base, INK_2)
    size = _fitting(told, "serif", HEADLINE_SIZES, LINES)
    for row, words in enumerate(_lines(told, "serif", size, LINES)):
        _line(draw, words, "serif", size, 290 + round(row * size * LINE_HEIGHT), direction, INK)
    _line(draw, _lines(card.below, "sans", SMALL, 1)[0], "sans", SMALL, HEIGHT - 62, card.base, INK_2)
    file = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def can_draw(words: str) -> bool:
    """Tell whether our fonts have every letter of the words, and can join them where they must be joined."""
    runs = _runs(words, "serif")
    return all(run.face for run in runs) and (SHAPES_ARABIC or all(run.strong != "rtl" for run in runs))


def _line(draw: ImageDraw.ImageDraw, words: str, kind: str, size: int, top: int, base: str, colour: str) -> None:
    """Draw one line at the side where it begins; of names, what we have no letters for is left out."""
    runs = cards.ordered([run for run in _runs(words, kind) if run.face], base)
    left = float(MARGIN) if base == "ltr" else WIDTH - MARGIN - sum(_width(run, kind, size) for run in runs)
    for run in runs:
        font = _font(run.face, size, WEIGHTS[kind])
        draw.text((left, top + size), run.text, fill=colour, font=font, anchor="ls", direction=_way(run))
        left += _width(run, kind, size)


def _lines(words: str, kind: str, size: int, most: int) -> list[str]:
    return cards.lines(words, WIDTH - 2 * MARGIN, most, _measure(kind, size)) or [""]


def _fitting(words: str, kind: str, sizes: Sequence[int], most: int) -> int:
    return cards.fitting(words, sizes, WIDTH - 2 * MARGIN, most, lambda size: _measure(kind, size))


def _measure(kind: str, size: int) -> cards.Measure:
    return lambda words: sum(_width(run, kind, size) for run in _runs(words, kind) if run.face)


def _width(run: cards.Run, kind: str, size: int) -> float:
    return _font(run.face, size, WEIGHTS[kind]).getlength(run.text, direction=_way(run))


def _way(run: cards.Run) -> str | None:
    return (run.strong or "ltr") if SHAPES_ARABIC else None


def _runs(words: str, kind: str) -> list[cards.Run]:
    """The words in parts of one typeface and one direction; a part that no font has is of no face."""
    runs: list[cards.Run] = []
    for sign in words:
        face, strong = _face(sign, FAMILIES[kind]), _strong(sign)
        if runs and runs[-1].face == face and runs[-1].strong == strong:
            runs[-1] = cards.Run(runs[-1].text + sign, face, strong)
        else:
            runs.append(cards.Run(sign, face, strong))
    return runs


def _strong(sign: str) -> str:
    if unicodedata.combining(sign):
        return "rtl" if "ARABIC" in unicodedata.name(sign, "") else "ltr"
    kind = unicodedata.bidirectional(sign)
    return "rtl" if kind in ("R", "AL") else "ltr" if kind in ("L", "EN", "AN") else ""


@functools.lru_cache(maxsize=4096)
def _face(sign: str, family: str) -> str:
    """The file of a typeface that has a letter, else of the Arabic one, or nothing."""
    return next((file for name, file, has in _faces() if name in (family, ARABIC) and ord(sign) in has), "")


@functools.cache
def _faces() -> tuple[tuple[str, str, frozenset[int]], ...]:
    styles = (_STATIC / "tokens.css").read_text("utf-8")
    return tuple((name, file, frozenset(_letters(ranges))) for name, file, ranges in _FACE.findall(styles))


def _letters(ranges: str) -> list[int]:
    found: list[int] = []
    for one in ranges.replace("U+", "").split(","):
        first, _, last = one.partition("-")
        found += range(int(first, 16), int(last or first, 16) + 1)
    return found


@functools.lru_cache(maxsize=64)
def _font(file: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(_STATIC / "fonts" / file, size)
    axes = font.get_variation_axes()
    font.set_variation_by_axes(
        [weight if axis["name"] == b"Weight" else min(axis["maximum"] or 0, size) for axis in axes]
    )
    return font
