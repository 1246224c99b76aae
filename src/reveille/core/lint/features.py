"""Which features of HTML and CSS a letter uses, by their names at caniemail.com.

Everything is parsed: elements and attributes by the HTML parser; properties, values, units, functions, selectors and
at-rules by a CSS parser. A name in a text, a comment or another word is no use of it.

A use *bears load* when the letter cannot do without it: it is in the base style, and its loss costs more than looks.
What stands under ``@media`` or ``@supports``, or hides what is hidden by other means as well, does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import html as markup

from reveille.core.lint import reading, selectors, sheets

CANNOT_BE_SEEN = {
    "amp": "a part of its own beside the HTML; B1 refuses it",
    "bimi": "a record in the DNS, and nothing in the letter",
}
"""The features that no HTML or CSS can show, and why."""

# --- properties: those whose feature is css-NAME, and those with another name -----------------------------------------

_NAMED_ALIKE = (
    "accent-color", "align-items", "animation", "aspect-ratio", "backdrop-filter", "background-blend-mode",
    "background-clip", "background-color", "background-image", "background-origin", "background-position",
    "background-repeat", "background-size", "background", "border-collapse", "border-image", "border-radius",
    "border-spacing", "box-shadow", "box-sizing", "caption-side", "clear", "clip-path", "color-scheme",
    "column-count", "cursor", "direction", "display", "empty-cells", "filter", "flex-direction", "flex-wrap",
    "float", "font-kerning", "font-size-adjust", "font-size", "font-stretch", "font-weight", "font", "gap",
    "height", "hyphenate-character", "hyphenate-limit-chars", "hyphens", "inline-size", "inset",
    "justify-content", "letter-spacing", "line-height", "list-style-image", "list-style-position",
    "list-style-type", "list-style", "mask-image", "max-block-size", "max-height", "max-inline-size",
    "max-width", "min-block-size", "min-height", "min-inline-size", "min-width", "mix-blend-mode", "object-fit",
    "object-position", "opacity", "orphans", "outline-offset", "outline", "overflow-wrap", "overflow",
    "position", "resize", "scroll-snap", "shape-margin", "shape-outside", "tab-size", "table-layout",
    "text-align-last", "text-align", "text-decoration-color", "text-decoration-line",
    "text-decoration-skip-ink", "text-decoration-style", "text-decoration-thickness", "text-decoration",
    "text-emphasis-position", "text-emphasis", "text-indent", "text-justify", "text-orientation",
    "text-overflow", "text-shadow", "text-transform", "text-underline-offset", "text-underline-position",
    "text-wrap", "transform", "transition", "user-select", "vertical-align", "visibility",
    "white-space-collapse", "white-space", "widows", "width", "word-break", "word-spacing", "word-wrap",
    "writing-mode", "z-index", "margin", "padding", "border",
)  # fmt: skip
_SIDES, _PARTS = ("top", "right", "bottom", "left"), ("width", "style", "color")


def _logical(edges: Iterable[str], parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"border-{edge}{part}" for edge in edges for part in parts)


_OTHERS: dict[str, Iterable[str]] = {
    "css-border": (
        *(f"border-{side}" for side in _SIDES), *(f"border-{part}" for part in _PARTS),
        *(f"border-{side}-{part}" for side in _SIDES for part in _PARTS),
    ),
    "css-border-inline-block": ("border-inline", "border-block"),
    "css-border-inline-block-longhand": _logical(("inline", "block"), ("-width", "-style", "-color")),
    "css-border-inline-block-individual": _logical(
        ("inline-start", "inline-end", "block-start", "block-end"), ("", "-width", "-style", "-color")
    ),
    "css-border-radius": tuple(f"border-{v}-{h}-radius" for v in ("top", "bottom") for h in ("left", "right")),
    "css-border-radius-logical": tuple(f"border-{a}-{b}-radius" for a in ("start", "end") for b in ("start", "end")),
    "css-border-image": tuple(f"border-image-{one}" for one in ("source", "slice", "width", "outset", "repeat")),
    "css-block-inline-size": ("block-size", "inline-size"),
    "css-margin": tuple(f"margin-{side}" for side in _SIDES),
    "css-margin-block-start-end": ("margin-block-start", "margin-block-end"),
    "css-margin-inline-start-end": ("margin-inline-start", "margin-inline-end"),
    "css-margin-inline-block": ("margin-inline", "margin-block"),
    "css-padding": tuple(f"padding-{side}" for side in _SIDES),
    "css-padding-block-start-end": ("padding-block-start", "padding-block-end"),
    "css-padding-inline-start-end": ("padding-inline-start", "padding-inline-end"),
    "css-padding-inline-block": ("padding-inline", "padding-block"),
    "css-gap": ("column-gap", "row-gap", "grid-gap", "grid-column-gap", "grid-row-gap"),
    "css-grid-template": ("grid-template", "grid-template-columns", "grid-template-rows", "grid-template-areas"),
    "css-left-right-top-bottom": _SIDES,
    "css-inset": tuple(f"inset-{one}" for one in (
        "block", "inline", "block-start", "block-end", "inline-start", "inline-end")),
    "css-column-layout-properties": (
        "columns", "column-width", "column-fill", "column-span", "column-rule", "column-rule-color",
        "column-rule-style", "column-rule-width",
    ),
    "css-animation": tuple(f"animation-{one}" for one in (
        "name", "duration", "delay", "iteration-count", "direction", "fill-mode", "play-state", "timing-function")),
    "css-transition": tuple(f"transition-{one}" for one in ("property", "duration", "delay", "timing-function")),
    "css-background-position": ("background-position-x", "background-position-y"),
    "css-mask-image": ("mask",),
    "css-outline": tuple(f"outline-{part}" for part in _PARTS),
    "css-overflow": ("overflow-x", "overflow-y", "overflow-block", "overflow-inline"),
    "css-scroll-snap": ("scroll-snap-type", "scroll-snap-align", "scroll-snap-stop"),
    "css-text-emphasis": ("text-emphasis-style", "text-emphasis-color"),
    "css-text-wrap": ("text-wrap-mode", "text-wrap-style"),
    "css-flex-direction": ("flex-flow",),
    "css-flex-wrap": ("flex-flow",),
}  # fmt: skip

PROPERTIES: dict[str, tuple[str, ...]] = {}
for _name in _NAMED_ALIKE:
    PROPERTIES[_name] = (f"css-{_name}",)
for _slug, _names in _OTHERS.items():
    for _name in _names:
        PROPERTIES[_name] = (*PROPERTIES.get(_name, ()), _slug)

# --- what stands in values, selectors and at-rules --------------------------------------------------------------------

FUNCTIONS = {
    "clamp": "css-function-clamp", "light-dark": "css-function-light-dark", "max": "css-function-max",
    "min": "css-function-min", "calc": "css-unit-calc", "var": "css-variables", "rgb": "css-rgb", "rgba": "css-rgba",
    "fit-content": "css-intrinsic-size",
    **dict.fromkeys(("lch", "oklch", "lab", "oklab"), "css-modern-color"),
    **{f"{kind}{name}": f"css-{name}" for name in ("linear-gradient", "radial-gradient", "conic-gradient")
       for kind in ("", "repeating-")},
}  # fmt: skip
IDENTS = {
    "initial": "css-unit-initial",
    **dict.fromkeys(("fit-content", "min-content", "max-content"), "css-intrinsic-size"),
}
SYSTEM_FONTS = frozenset(("system-ui", "ui-serif", "ui-sans-serif", "ui-rounded", "ui-monospace"))
UNITS = {
    one: f"css-unit-{one}"
    for one in ("ch", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "rem", "vh", "vmax", "vmin", "vw")
}
COMBINATORS = {
    ">": "css-selector-child", "+": "css-selector-adjacent-sibling", "~": "css-selector-general-sibling",
    " ": "css-selector-descendant",
}  # fmt: skip
ELEMENTS_OF_PSEUDO = frozenset(("after", "before", "first-letter", "first-line", "marker", "placeholder"))
CLASSES_OF_PSEUDO = frozenset((
    "active", "checked", "default", "first-child", "first-of-type", "focus-visible", "focus-within", "focus", "has",
    "hover", "lang", "last-child", "last-of-type", "link", "not", "nth-child", "nth-last-child", "nth-last-of-type",
    "nth-of-type", "only-child", "only-of-type", "target", "visited",
))  # fmt: skip
AT_RULES = {
    "font-face": "css-at-font-face", "import": "css-at-import", "keyframes": "css-at-keyframes",
    "media": "css-at-media", "supports": "css-at-supports",
}  # fmt: skip
MEDIA = {
    **dict.fromkeys(
        ("device-pixel-ratio", "min-device-pixel-ratio", "max-device-pixel-ratio"),
        "css-at-media-device-pixel-ratio",
    ),
    "hover": "css-at-media-hover", "any-hover": "css-at-media-hover", "orientation": "css-at-media-orientation",
    "prefers-color-scheme": "css-at-media-prefers-color-scheme",
    "prefers-reduced-motion": "css-at-media-prefers-reduced-motion",
}  # fmt: skip

# --- HTML -------------------------------------------------------------------------------------------------------------

ELEMENTS: dict[str, str] = {
    **{one: f"html-{one}" for one in (
        "abbr", "acronym", "address", "audio", "base", "bdi", "blockquote", "code", "del", "dfn", "dialog", "div",
        "form", "hr", "img", "link", "marquee", "meter", "object", "p", "picture", "pre", "progress", "rp", "rt",
        "ruby", "select", "small", "span", "strike", "strong", "style", "svg", "table", "textarea", "video", "wbr")},
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "html-h1-h6"),
    **dict.fromkeys(("ul", "ol", "dl"), "html-lists"),
    **dict.fromkeys(("map", "area"), "html-image-maps"),
    "embed": "html-object",
    **dict.fromkeys((
        "article", "aside", "details", "figcaption", "figure", "footer", "header", "main", "mark", "nav", "section",
        "summary", "time"), "html-semantics"),
}  # fmt: skip
ATTRIBUTES: dict[str, str] = {
    **{one: f"html-{one}" for one in (
        "align", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "aria-live", "background",
        "cellpadding", "cellspacing", "dir", "height", "hidden", "lang", "popover", "required", "role", "srcset",
        "target", "valign", "width")},
    "loading": "html-loading-attribute", "sizes": "html-srcset", "usemap": "html-image-maps",
    "inert": "css-inert-attribute",
}  # fmt: skip
INPUTS = {one: f"html-input-{one}" for one in ("checkbox", "hidden", "radio", "reset", "submit", "text")}
BUTTONS = {"reset": "html-button-reset", "submit": "html-button-submit"}
IMAGES = {
    "apng": "apng", "avif": "avif", "bmp": "bmp", "gif": "gif", "hdr": "hdr", "heic": "heif", "heif": "heif",
    "ico": "ico", "x-icon": "ico", "jpg": "jpg", "jpeg": "jpg", "mp4": "mp4", "png": "png", "svg": "svg",
    "svg+xml": "svg", "tif": "tiff", "tiff": "tiff", "webp": "webp",
}  # fmt: skip

# What a letter can lose and say the same: looks, aids, and what has another way beside it.
DECORATION = frozenset((
    *(slug for slug in map("css-{}".format, _NAMED_ALIKE) if re.search(
        r"animation|shadow|radius|filter|blend|transition|transform|hyphen|orphans|widows|kerning|cursor|outline"
        r"|underline-|decoration-|letter-spacing|word-spacing|text-wrap|opacity|color-scheme|accent|user-select|resize",
        slug)),
    "css-at-keyframes", "css-at-font-face", "css-border-radius-logical", "css-comments", "css-important",
    "css-at-media", "css-at-supports", *MEDIA.values(), *(f"css-pseudo-class-{one}" for one in (
        "active", "focus", "focus-visible", "focus-within", "hover", "link", "visited", "target")),
    "html-aria-describedby", "html-aria-hidden", "html-aria-label", "html-aria-labelledby", "html-aria-live",
    "html-role", "html-lang", "html-comments", "html-doctype", "html-meta-color-scheme", "html-semantics",
    "html-loading-attribute", "html-target", "html-style", "html-body", "css-sytem-ui",
))  # fmt: skip
HIDING = frozenset(
    ("display", "max-height", "max-width", "opacity", "overflow", "font-size", "line-height", "visibility")
)

OLDER_WAY = {
    "width": "width", "height": "height", "background-color": "bgcolor", "text-align": "align",
    "vertical-align": "valign", "border-spacing": "cellspacing",
}  # fmt: skip


@dataclass(frozen=True)
class Use:
    """How a letter uses a feature: how often, whether it bears load somewhere, and where it was seen first."""

    count: int
    bearing: bool
    where: str


def used(html: str) -> dict[str, Use]:
    """Return the features that an HTML part uses, by caniemail's name."""
    document = reading.document(html)
    if document is None:
        return {}
    found = _Found()
    _source(found, html)
    for element in reading.elements(document):
        _element(found, element)
    for comment in document.getroottree().xpath("//comment()"):  # those outside of <html> as well
        found.note("html-comments", False, f"<!-- {str(comment.text)[:30].strip()} -->")
    for element in document.iter("style"):
        _sheet(found, sheets.parsed(element.text or ""))
    return {slug: Use(count, slug in found.bearing, found.where[slug]) for slug, count in sorted(found.counts.items())}


class _Found:
    """The uses that were seen so far."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self.where: dict[str, str] = {}
        self.bearing: set[str] = set()

    def note(self, slug: str, bearing: bool, where: str) -> None:
        """Note one use."""
        self.counts[slug] = self.counts.get(slug, 0) + 1
        if bearing and slug not in DECORATION and slug not in self.bearing:
            self.bearing.add(slug)
            self.where[slug] = where
        self.where.setdefault(slug, where)


def _source(found: _Found, html: str) -> None:
    """What the parser adds by itself is asked of the source: a doctype, a body."""
    source = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    if re.match(r"\s*<!doctype\s+html\b", source, re.IGNORECASE):
        found.note("html-doctype", False, "<!doctype html>")
    if re.search(r"<body[\s>]", source, re.IGNORECASE):
        found.note("html-body", False, "<body>")


def _element(found: _Found, element: markup.HtmlElement) -> None:
    tag, where = str(element.tag), f"<{element.tag}>"
    if tag in ELEMENTS:
        found.note(ELEMENTS[tag], True, where)
    kind = (element.get("type") or ("text" if tag == "input" else "submit")).lower()
    if tag == "input" and kind in INPUTS:
        found.note(INPUTS[kind], True, where)
    if tag == "button" and kind in BUTTONS:
        found.note(BUTTONS[kind], True, where)
    if tag == "meta" and (element.get("name") or "").lower() == "color-scheme":
        found.note("html-meta-color-scheme", False, where)
    for name in element.attrib:
        if name in ATTRIBUTES:
            found.note(ATTRIBUTES[name], True, f"<{tag} {name}>")
    href = (element.get("href") or "").strip().lower()
    if tag in ("a", "area") and href.startswith("#"):
        found.note("html-anchor-links", True, where)
    if tag in ("a", "area") and href.startswith("mailto:"):
        found.note("html-mailto-links", True, where)
    for slug in _images(element):
        found.note(slug, True, where)
    style = element.get("style")
    if style:
        where = f"<{tag}{' class=' + element.get('class') if element.get('class') else ''} style>"
        _inline(found, style, where, {name for name, attribute in OLDER_WAY.items() if element.get(attribute)})


def _inline(found: _Found, style: str, where: str, twice: set[str]) -> None:
    """Note what a style attribute uses; ``twice``: what an attribute of the element says as well."""
    declared = sheets.declarations(style)
    hidden = sum(one.name in HIDING or one.name == "mso-hide" for one in declared) > 3 and any(
        one.name == "display" and one.value == "none" for one in declared
    )
    for one in declared:
        _declaration(found, one, not (hidden and one.name in HIDING) and one.name not in twice, where)
    if any(token.type == "comment" for token in sheets.every(sheets.tokens(style))):
        found.note("css-comments", False, where)


def _sheet(found: _Found, sheet: sheets.Sheet) -> None:
    for _ in range(sheet.comments):
        found.note("css-comments", False, "<style>")
    if sheet.nested:
        found.note("css-nesting", True, "<style>")
    for at in sheet.at_rules:
        name = re.sub(r"^-[a-z]+-", "", at.name)
        if name in AT_RULES:
            found.note(AT_RULES[name], True, f"@{at.name}")
        if name == "media":
            for feature in set(re.findall(r"\(\s*([a-z-]+)", at.condition)):
                plain = re.sub(r"^-[a-z]+-", "", feature)
                if plain in MEDIA:
                    found.note(MEDIA[plain], False, f"@media {at.condition}")
        for one in at.declarations:
            _declaration(found, one, False, f"@{at.name}")
    for rule in sheet.rules:
        bearing = not rule.media and not any(_pseudo(selector) for selector in rule.selectors)
        for slug in _selected(rule):
            found.note(slug, bearing and _matters(rule), "<style>")
        for one in rule.declarations:
            _declaration(found, one, bearing, "<style>")


def _matters(rule: sheets.Rule) -> bool:
    """Return whether a rule declares more than looks."""
    return any(set(PROPERTIES.get(one.name, ("",))) - DECORATION for one in rule.declarations)


def _pseudo(selector: selectors.Selector) -> bool:
    """Return whether a selector waits for something, or selects by what some program puts there."""
    return any(
        kind.startswith("attribute data-og")
        or (kind.startswith(":") and kind.lstrip(":") not in ("root", "first-child", "last-child", "not"))
        for compound in selector
        for kind in compound.kinds
    )


def _selected(rule: sheets.Rule) -> Iterator[str]:
    if len(rule.selectors) > 1:
        yield "css-selector-grouping"
    for selector in rule.selectors:
        for compound in selector:
            if compound.combinator in COMBINATORS:
                yield COMBINATORS[compound.combinator]
            simple = [kind for kind in compound.kinds if not kind.startswith(":")]
            for kind in simple:
                yield f"css-selector-{kind.partition(' ')[0]}"
            if sum(kind in ("class", "id") for kind in simple) > 1:
                yield "css-selector-chaining"
            for kind in compound.kinds:
                name = re.sub(r"^-[a-z]+-(?:input-)?", "", kind.lstrip(":"))
                if name in ELEMENTS_OF_PSEUDO:
                    yield f"css-pseudo-element-{name}"
                elif name in CLASSES_OF_PSEUDO:
                    yield f"css-pseudo-class-{name}"


def _declaration(found: _Found, one: sheets.Declaration, bearing: bool, where: str) -> None:
    name = re.sub(r"^-(?:webkit|moz|ms|o)-", "", one.name)
    where = f"{where} {one.name}"
    if name.startswith("--"):
        found.note("css-variables", bearing, where)
    for slug in PROPERTIES.get(name, ()):
        found.note(slug, bearing, where)
    if one.important:
        found.note("css-important", bearing, where)
    for slug in _valued(name, one):
        found.note(slug, bearing and not (PROPERTIES.get(name) and set(PROPERTIES[name]) <= DECORATION), where)


def _valued(name: str, one: sheets.Declaration) -> Iterator[str]:
    """Yield the features of a declaration's value."""
    if name == "display":
        words = set(re.split(r"[\s-]+", one.value))
        yield from (f"css-display-{kind}" for kind in ("flex", "grid", "none") if kind in words)
    for token in sheets.every(one.tokens):
        if token.type == "function":
            function = re.sub(r"^-[a-z]+-", "", token.lower_name)
            if function in FUNCTIONS:
                yield FUNCTIONS[function]
            if function == "url":
                yield from (slug for inside in token.arguments for slug in image(getattr(inside, "value", "")))
        elif token.type == "url":
            yield from image(token.value)
        elif token.type == "ident":
            if token.lower_value in IDENTS:
                yield IDENTS[token.lower_value]
            if token.lower_value in SYSTEM_FONTS and name in ("font", "font-family"):
                yield "css-sytem-ui"
        elif token.type == "dimension" and token.lower_unit in UNITS:
            yield UNITS[token.lower_unit]
        elif token.type == "percentage":
            yield "css-unit-percent"


def _images(element: markup.HtmlElement) -> Iterator[str]:
    if element.tag in ("img", "source", "input", "image"):
        yield from image(element.get("src"))
        for candidate in (element.get("srcset") or "").split(", "):
            yield from image(candidate.strip().partition(" ")[0])
    yield from image(element.get("background"))
    yield from image(element.get("poster"))


def image(source: object) -> Iterator[str]:
    """Yield the features of an image's address: its format, and whether its data stands in it."""
    if not isinstance(source, str):
        return
    if source.lower().startswith("data:"):
        head = source[5:].partition(",")[0].lower()
        if head.endswith(";base64"):
            yield "image-base64"
        kind = head.partition(";")[0].rpartition("/")[2]
    else:
        try:
            kind = urlsplit(source).path.rpartition(".")[2].lower()
        except ValueError:
            return
    if kind in IMAGES:
        yield f"image-{IMAGES[kind]}"
