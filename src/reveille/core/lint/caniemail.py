"""What caniemail.com calls each feature of HTML and CSS: by the words that stand in a letter, its names for them.

``DECORATION`` is what a letter can lose and say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
