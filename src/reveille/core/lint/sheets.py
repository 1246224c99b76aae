"""What a ``<style>`` or a ``style`` attribute says, parsed: rules, at-rules, declarations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2

from reveille.core.lint import selectors


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
class Rule:
    """Selectors and declarations, under the at-rules they stand in (``media``: their conditions, outermost first)."""

    selectors: tuple[selectors.Selector, ...]
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


def parsed(css: str) -> Sheet:
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
        self.rules.append(Rule(selectors.parsed(node.prelude), declarations(node.content), media, len(self.rules)))
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
