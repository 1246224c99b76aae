"""Which features of HTML and CSS a letter uses, by their names at caniemail.com.

Everything is parsed: elements and attributes by the HTML parser; properties, values, units, functions, selectors and
at-rules by a CSS parser. A name in a text, a comment or another word is no use of it.

A use *bears load* when the letter cannot do without it: it is in the base style, and its loss costs more than looks.
What stands under ``@media`` or ``@supports``, or hides what is hidden by other means as well, does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import html as markup

from reveille.core.lint import caniemail, reading, selectors, sheets


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
        if bearing and slug not in caniemail.DECORATION and slug not in self.bearing:
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
    if tag in caniemail.ELEMENTS:
        found.note(caniemail.ELEMENTS[tag], True, where)
    kind = (element.get("type") or ("text" if tag == "input" else "submit")).lower()
    if tag == "input" and kind in caniemail.INPUTS:
        found.note(caniemail.INPUTS[kind], True, where)
    if tag == "button" and kind in caniemail.BUTTONS:
        found.note(caniemail.BUTTONS[kind], True, where)
    if tag == "meta" and (element.get("name") or "").lower() == "color-scheme":
        found.note("html-meta-color-scheme", False, where)
    for name in element.attrib:
        if name in caniemail.ATTRIBUTES:
            found.note(caniemail.ATTRIBUTES[name], True, f"<{tag} {name}>")
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
        _inline(
            found, style, where, {name for name, attribute in caniemail.OLDER_WAY.items() if element.get(attribute)}
        )


def _inline(found: _Found, style: str, where: str, twice: set[str]) -> None:
    """Note what a style attribute uses; ``twice``: what an attribute of the element says as well."""
    declared = sheets.declarations(style)
    hidden = sum(one.name in caniemail.HIDING or one.name == "mso-hide" for one in declared) > 3 and any(
        one.name == "display" and one.value == "none" for one in declared
    )
    for one in declared:
        _declaration(found, one, not (hidden and one.name in caniemail.HIDING) and one.name not in twice, where)
    if any(token.type == "comment" for token in sheets.every(sheets.tokens(style))):
        found.note("css-comments", False, where)


def _sheet(found: _Found, sheet: sheets.Sheet) -> None:
    for _ in range(sheet.comments):
        found.note("css-comments", False, "<style>")
    if sheet.nested:
        found.note("css-nesting", True, "<style>")
    for at in sheet.at_rules:
        name = re.sub(r"^-[a-z]+-", "", at.name)
        if name in caniemail.AT_RULES:
            found.note(caniemail.AT_RULES[name], True, f"@{at.name}")
        if name == "media":
            for feature in set(re.findall(r"\(\s*([a-z-]+)", at.condition)):
                plain = re.sub(r"^-[a-z]+-", "", feature)
                if plain in caniemail.MEDIA:
                    found.note(caniemail.MEDIA[plain], False, f"@media {at.condition}")
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
    return any(set(caniemail.PROPERTIES.get(one.name, ("",))) - caniemail.DECORATION for one in rule.declarations)


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
            if compound.combinator in caniemail.COMBINATORS:
                yield caniemail.COMBINATORS[compound.combinator]
            simple = [kind for kind in compound.kinds if not kind.startswith(":")]
            for kind in simple:
                yield f"css-selector-{kind.partition(' ')[0]}"
            if sum(kind in ("class", "id") for kind in simple) > 1:
                yield "css-selector-chaining"
            for kind in compound.kinds:
                name = re.sub(r"^-[a-z]+-(?:input-)?", "", kind.lstrip(":"))
                if name in caniemail.ELEMENTS_OF_PSEUDO:
                    yield f"css-pseudo-element-{name}"
                elif name in caniemail.CLASSES_OF_PSEUDO:
                    yield f"css-pseudo-class-{name}"


def _declaration(found: _Found, one: sheets.Declaration, bearing: bool, where: str) -> None:
    name = re.sub(r"^-(?:webkit|moz|ms|o)-", "", one.name)
    where = f"{where} {one.name}"
    if name.startswith("--"):
        found.note("css-variables", bearing, where)
    for slug in caniemail.PROPERTIES.get(name, ()):
        found.note(slug, bearing, where)
    if one.important:
        found.note("css-important", bearing, where)
    for slug in _valued(name, one):
        found.note(
            slug,
            bearing
            and not (caniemail.PROPERTIES.get(name) and set(caniemail.PROPERTIES[name]) <= caniemail.DECORATION),
            where,
        )


def _valued(name: str, one: sheets.Declaration) -> Iterator[str]:
    """Yield the features of a declaration's value."""
    if name == "display":
        words = set(re.split(r"[\s-]+", one.value))
        yield from (f"css-display-{kind}" for kind in ("flex", "grid", "none") if kind in words)
    for token in sheets.every(one.tokens):
        if token.type == "function":
            function = re.sub(r"^-[a-z]+-", "", token.lower_name)
            if function in caniemail.FUNCTIONS:
                yield caniemail.FUNCTIONS[function]
            if function == "url":
                yield from (slug for inside in token.arguments for slug in image(getattr(inside, "value", "")))
        elif token.type == "url":
            yield from image(token.value)
        elif token.type == "ident":
            if token.lower_value in caniemail.IDENTS:
                yield caniemail.IDENTS[token.lower_value]
            if token.lower_value in caniemail.SYSTEM_FONTS and name in ("font", "font-family"):
                yield "css-sytem-ui"
        elif token.type == "dimension" and token.lower_unit in caniemail.UNITS:
            yield caniemail.UNITS[token.lower_unit]
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
    if kind in caniemail.IMAGES:
        yield f"image-{caniemail.IMAGES[kind]}"
