"""The style of a letter: its sheets parsed, its rules matched, and what each element looks like by day and by night.

A cascade of what mail uses: author's rules, inline styles, ``!important``; type, class, id, attribute and universal
selectors with all four combinators; media queries with ``prefers-color-scheme`` and widths. A selector with a
pseudo-class or -element matches nothing here, since nothing hovers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2
import tinycss2.color4
from lxml import html as markup

WIDE = 700  # pixels: a letter on a desk


@dataclass(frozen=True)
class Declaration:
    """One property and its value, as CSS parses them."""

    name: str
    tokens: tuple[Any, ...]
    important: bool

    @property
    def value(self) -> str:
        """Return the value as text, in lower case."""
        return str(tinycss2.serialize(self.tokens)).strip().lower()


@dataclass(frozen=True)
class Compound:
    """Simple selectors that one element has to match, and how it stands to the compound before it."""

    combinator: str  # "" for the first, else " ", ">", "+", "~"
    tests: tuple[Callable[[markup.HtmlElement], bool], ...]
    kinds: tuple[str, ...]  # type | class | id | attribute NAME… | universal | :hover | ::before …
    specificity: tuple[int, int, int]


Selector = tuple[Compound, ...]


@dataclass(frozen=True)
class Rule:
    """Selectors and declarations, under the at-rules they stand in (``media``: their conditions, outermost first)."""

    selectors: tuple[Selector, ...]
    declarations: tuple[Declaration, ...]
    media: tuple[str, ...]
    order: int


@dataclass(frozen=True)
class AtRule:
    """An at-rule: its name, its prelude, and what @keyframes and @font-face declare in it."""

    name: str
    prelude: tuple[Any, ...]
    declarations: tuple[Declaration, ...] = ()

    @property
    def condition(self) -> str:
        """Return the prelude as text, in lower case."""
        return str(tinycss2.serialize(self.prelude)).strip().lower()


@dataclass(frozen=True)
class Sheet:
    """What a ``<style>`` says. ``nested``: one rule stands in another; ``comments``: how many."""

    rules: tuple[Rule, ...]
    at_rules: tuple[AtRule, ...]
    comments: int
    nested: bool
    errors: tuple[str, ...]


def declarations(style: str | Sequence[Any]) -> tuple[Declaration, ...]:
    """Return the declarations of a ``style`` attribute or of a rule's content; what is no CSS is left out."""
    return tuple(
        Declaration(one.lower_name, tuple(one.value), one.important)
        for one in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
        if one.type == "declaration"
    )


def tokens(css: str) -> list[Any]:
    """Return the component values of a piece of CSS, comments among them."""
    return list(tinycss2.parse_component_value_list(css))


def sheet(css: str) -> Sheet:
    """Return a style sheet parsed."""
    gathered = _Gathered()
    gathered.take(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), ())
    comments = sum(1 for one in every(tokens(css)) if one.type == "comment")
    return Sheet(tuple(gathered.rules), tuple(gathered.at_rules), comments, gathered.nested, tuple(gathered.errors))


class _Gathered:
    """What has been read of a sheet so far."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.at_rules: list[AtRule] = []
        self.errors: list[str] = []
        self.nested = False

    def take(self, nodes: Sequence[Any], media: tuple[str, ...]) -> None:
        """Read rules, and what stands in them."""
        for node in nodes:
            if node.type == "error":
                self.errors.append(node.message)
            elif node.type == "at-rule":
                at = AtRule(node.lower_at_keyword, tuple(node.prelude), _declared_in(node))
                self.at_rules.append(at)
                if node.content is not None and at.name in ("media", "supports", "layer", "container"):
                    inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
                    self.take(inside, (*media, f"@{at.name} {at.condition}"))
            elif node.type == "qualified-rule":
                self._rule(node, media)

    def _rule(self, node: Any, media: tuple[str, ...]) -> None:
        inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
        nested = [one for one in inside if one.type in ("qualified-rule", "at-rule")]
        self.rules.append(Rule(selectors(node.prelude), declarations(node.content), media, len(self.rules)))
        if nested:
            self.nested = True
            self.take(nested, (*media, "nested"))


def _declared_in(node: Any) -> tuple[Declaration, ...]:
    """What an at-rule declares that holds no rules for elements: the steps of @keyframes, a @font-face."""
    if node.content is None or not node.lower_at_keyword.endswith(("keyframes", "font-face")):
        return ()
    inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    steps = [one for rule in inside if rule.type == "qualified-rule" for one in declarations(rule.content)]
    return (*declarations(node.content), *steps)


def every(tokens: Sequence[Any]) -> Iterator[Any]:
    """Yield tokens and those inside blocks and functions."""
    for token in tokens:
        yield token
        inside = getattr(token, "content", None) or getattr(token, "arguments", None)
        if isinstance(inside, list):
            yield from every(inside)


# --- selectors -------------------------------------------------------------------------------------------------------


def selectors(prelude: Sequence[Any]) -> tuple[Selector, ...]:
    """Return the selectors of a rule, comma between."""
    parted: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parted.append([])
        else:
            parted[-1].append(token)
    return tuple(_selector(one) for one in parted)


def _selector(tokens: list[Any]) -> Selector:
    compounds: list[Compound] = []
    combinator = ""
    pending: list[Any] = []
    for token in [*tokens, None]:
        sign = token.value if token is not None and token.type == "literal" and token.value in ">+~" else ""
        if token is None or sign or token.type == "whitespace":
            if pending:
                compounds.append(_compound(combinator, pending))
                combinator, pending = " ", []
            if sign:
                combinator = sign
        else:
            pending.append(token)
    return tuple(compounds)


def _compound(combinator: str, tokens: list[Any]) -> Compound:
    tests: list[Callable[[markup.HtmlElement], bool]] = []
    kinds: list[str] = []
    ids = classes = types = place = 0
    while place < len(tokens):
        token = tokens[place]
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.type == "ident":
            tests.append(_is_type(token.lower_value))
            kinds.append("type")
            types += 1
        elif token.type == "hash":
            tests.append(_has("id", "=", token.value))
            kinds.append("id")
            ids += 1
        elif token.type == "[] block":
            tests.append(_attribute(token.content))
            kinds.append(f"attribute {str(tinycss2.serialize(token.content)).strip().lower()}")
            classes += 1
        elif _is(token, "*"):
            kinds.append("universal")
        elif _is(token, ".") and following is not None and following.type == "ident":
            tests.append(_has("class", "~=", following.value))
            kinds.append("class")
            classes += 1
            place += 1
        elif _is(token, ":"):
            colons = 2 if _is(following, ":") else 1
            name = tokens[place + colons] if place + colons < len(tokens) else None
            kinds.append(":" * colons + (getattr(name, "lower_name", "") or getattr(name, "lower_value", "")))
            tests.append(_root if kinds[-1] == ":root" else _never)
            classes += 1
            place += colons
        else:
            tests.append(_never)
        place += 1
    return Compound(combinator, tuple(tests), tuple(kinds), (ids, classes, types))


def _is(token: Any, sign: str) -> bool:
    return token is not None and token.type == "literal" and bool(token.value == sign)


def _never(_element: markup.HtmlElement) -> bool:
    return False


def _root(element: markup.HtmlElement) -> bool:
    return element.getparent() is None


def _is_type(name: str) -> Callable[[markup.HtmlElement], bool]:
    return lambda element: element.tag == name


def _attribute(tokens: Sequence[Any]) -> Callable[[markup.HtmlElement], bool]:
    parts = [token for token in tokens if token.type != "whitespace"]
    if not parts or parts[0].type != "ident":
        return _never
    sign = "".join(token.value for token in parts[1:] if token.type == "literal")
    value = next((token.value for token in parts[1:] if token.type in ("ident", "string")), "")
    return _has(parts[0].value.lower(), sign, value)


def _has(name: str, sign: str, value: str) -> Callable[[markup.HtmlElement], bool]:
    def test(element: markup.HtmlElement) -> bool:
        held = element.get(name)
        if held is None:
            return False
        match sign:
            case "":
                return True
            case "=":
                return bool(held == value)
            case "~=":
                return value in held.split()
            case "^=":
                return bool(value) and held.startswith(value)
            case "$=":
                return bool(value) and held.endswith(value)
            case "*=":
                return bool(value) and value in held
            case "|=":
                return bool(held == value or held.startswith(f"{value}-"))
        return False

    return test


def matches(selector: Selector, element: markup.HtmlElement) -> bool:
    """Return whether ``element`` is what the selector selects."""
    if not all(test(element) for test in selector[-1].tests):
        return False
    rest = selector[:-1]
    if not rest:
        return True
    match selector[-1].combinator:
        case ">":
            parent = element.getparent()
            return parent is not None and matches(rest, parent)
        case "+":
            before = _before(element)
            return before is not None and matches(rest, before)
        case "~":
            before = _before(element)
            while before is not None:
                if matches(rest, before):
                    return True
                before = _before(before)
            return False
    return any(matches(rest, above) for above in element.iterancestors())


def _before(element: markup.HtmlElement) -> markup.HtmlElement | None:
    return next((one for one in element.itersiblings(preceding=True) if isinstance(one.tag, str)), None)


# --- media -----------------------------------------------------------------------------------------------------------


def applies(conditions: Sequence[str], *, dark: bool) -> bool:
    """Return whether rules under these at-rules hold on a wide screen, by day or by night."""
    return all(_condition(one, dark) for one in conditions)


def _condition(condition: str, dark: bool) -> bool:
    if not condition.startswith("@media"):
        return not condition.startswith("@supports not") and condition != "nested"
    return any(_query(one, dark) for one in condition.removeprefix("@media").split(","))


def _query(query: str, dark: bool) -> bool:
    query = query.strip()
    if query.startswith("not ") or re.match(r"(?:only )?(?:print|speech)\b", query):
        return False
    for name, value in re.findall(r"\(\s*([a-z-]+)\s*(?::\s*([^)]*?))?\s*\)", query):
        if name == "prefers-color-scheme":
            if (value == "dark") != dark:
                return False
        elif name in ("max-width", "max-device-width"):
            if _pixels(value) < WIDE:
                return False
        elif name in ("min-width", "min-device-width"):
            if _pixels(value) > WIDE:
                return False
        else:
            return False
    return True


def _pixels(value: str) -> float:
    match = re.match(r"([\d.]+)(px|em|rem)", value)
    return float(match.group(1)) * (1 if match.group(2) == "px" else 16) if match else 0.0


# --- the cascade -----------------------------------------------------------------------------------------------------


class Look:
    """What the elements of a document look like, by day or by night."""

    def __init__(self, sheets: Sequence[Sheet], *, dark: bool = False) -> None:
        self.dark = dark
        self._rules = [
            (selector, rule)
            for one in sheets
            for rule in one.rules
            if applies(rule.media, dark=dark)
            for selector in rule.selectors
            if selector
        ]
        self._order = {id(rule): place for place, (_, rule) in enumerate(self._rules)}
        self._known: dict[markup.HtmlElement, dict[str, Declaration]] = {}

    def of(self, element: markup.HtmlElement) -> dict[str, Declaration]:
        """Return the declarations that win on the element itself, by property."""
        found = self._known.get(element)
        if found is None:
            found = self._known[element] = self._computed(element)
        return found

    def value(self, element: markup.HtmlElement, name: str) -> str:
        """Return what the element's own ``name`` is, in lower case, or nothing."""
        found = self.of(element).get(name)
        return found.value if found else ""

    def inherited(self, element: markup.HtmlElement, name: str) -> str:
        """Return an inherited property of the element, or nothing when nobody set it."""
        for one in (element, *element.iterancestors()):
            value = self.value(one, name)
            if value and value != "inherit":
                return value
        return ""

    def hidden(self, element: markup.HtmlElement) -> bool:
        """Return whether the element is not shown: it or one above it has display:none or visibility:hidden."""
        chain = (element, *element.iterancestors())
        return self.inherited(element, "visibility") == "hidden" or any(
            self.value(one, "display") == "none" for one in chain
        )

    def _computed(self, element: markup.HtmlElement) -> dict[str, Declaration]:
        won: dict[str, tuple[tuple[Any, ...], Declaration]] = {}
        for selector, rule in self._rules:
            if matches(selector, element):
                specific = tuple(map(sum, zip(*(one.specificity for one in selector), strict=True)))
                for one in rule.declarations:
                    self._weigh(won, (one.important, False, specific, self._order[id(rule)]), one)
        for one in declarations(element.get("style", "")):
            self._weigh(won, (one.important, True, (), 0), one)
        return {name: one for name, (_, one) in won.items()}

    @staticmethod
    def _weigh(won: dict[str, tuple[tuple[Any, ...], Declaration]], weight: tuple[Any, ...], one: Declaration) -> None:
        held = won.get(one.name)
        if held is None or weight >= held[0]:
            won[one.name] = weight, one


# --- colours ---------------------------------------------------------------------------------------------------------

Colour = tuple[float, float, float, float]  # red, green, blue, alpha; 0 to 1
WHITE: Colour = (1.0, 1.0, 1.0, 1.0)  # what a letter lies on where nobody says more


def colour(value: str) -> Colour | None:
    """Return a CSS colour in sRGB, or None."""
    found = tinycss2.color4.parse_color(value)
    if found is None or found == "currentcolor":
        return None
    try:
        parts = found.coordinates if found.space == "srgb" else found.to("srgb").coordinates
    except (NotImplementedError, ValueError):
        return None
    red, green, blue = (min(1.0, max(0.0, part or 0.0)) for part in parts)
    return red, green, blue, float(found.alpha)


def ink(look: Look, element: markup.HtmlElement) -> Colour | None:
    """Return the colour that text in the element has, or None when nobody set it."""
    for one in (element, *element.iterancestors()):
        declared = look.of(one).get("color")
        value = declared.value if declared else one.get("color", "") if one.tag == "font" else ""
        if value and value != "inherit":
            return colour(value)
    return None


def paper(look: Look, element: markup.HtmlElement) -> Colour | None:
    """Return the colour behind text in the element, or None when nobody set it."""
    seen: list[Colour] = []
    for one in (element, *element.iterancestors()):
        found = _background(look, one)
        if found and found[3] > 0:
            seen.append(found)
            if found[3] >= 1:
                break
    if not seen:
        return None
    under = WHITE
    for over in reversed(seen):
        under = laid(over, under)
    return under


def _background(look: Look, element: markup.HtmlElement) -> Colour | None:
    declared = look.of(element)
    for name in ("background-color", "background"):
        if name in declared:
            for token in declared[name].tokens:
                found = colour(tinycss2.serialize([token]))
                if found:
                    return found
    return colour(element.get("bgcolor", ""))


def laid(over: Colour, under: Colour) -> Colour:
    """Return a colour laid over an opaque one."""
    alpha = over[3]
    red, green, blue = (a * alpha + b * (1 - alpha) for a, b in zip(over[:3], under[:3], strict=True))
    return red, green, blue, 1.0


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two opaque colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(one: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in one[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
