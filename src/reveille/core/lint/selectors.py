"""Which elements a selector selects: type, class, id, attribute and universal selectors with all four combinators.

A selector with a pseudo-class or -element selects nothing here but ``:root``, since nothing hovers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2
from lxml import html as markup


@dataclass(frozen=True)
class Compound:
    """Simple selectors that one element has to match, and how it stands to the compound before it."""

    combinator: str  # "" for the first, else " ", ">", "+", "~"
    tests: tuple[Callable[[markup.HtmlElement], bool], ...]
    kinds: tuple[str, ...]  # type | class | id | attribute NAME… | universal | :hover | ::before …
    specificity: tuple[int, int, int]


Selector = tuple[Compound, ...]


def parsed(prelude: Sequence[Any]) -> tuple[Selector, ...]:
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
