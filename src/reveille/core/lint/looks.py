"""What each element of a letter looks like, by day or by night: a cascade of what mail uses.

Author's rules, inline styles, ``!important``; media queries with ``prefers-color-scheme`` and widths.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import html as markup

from reveille.core.lint import media, selectors, sheets


class Look:
    """What the elements of a document look like, by day or by night."""

    def __init__(self, told: Sequence[sheets.Sheet], *, dark: bool = False) -> None:
        self.dark = dark
        self._rules = [
            (selector, rule)
            for one in told
            for rule in one.rules
            if media.applies(rule.media, dark=dark)
            for selector in rule.selectors
            if selector
        ]
        self._order = {id(rule): place for place, (_, rule) in enumerate(self._rules)}
        self._known: dict[markup.HtmlElement, dict[str, sheets.Declaration]] = {}

    def of(self, element: markup.HtmlElement) -> dict[str, sheets.Declaration]:
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

    def _computed(self, element: markup.HtmlElement) -> dict[str, sheets.Declaration]:
        won: dict[str, tuple[tuple[Any, ...], sheets.Declaration]] = {}
        for selector, rule in self._rules:
            if selectors.matches(selector, element):
                specific = tuple(map(sum, zip(*(one.specificity for one in selector), strict=True)))
                for one in rule.declarations:
                    self._weigh(won, (one.important, False, specific, self._order[id(rule)]), one)
        for one in sheets.declarations(element.get("style", "")):
            self._weigh(won, (one.important, True, (), 0), one)
        return {name: one for name, (_, one) in won.items()}

    @staticmethod
    def _weigh(
        won: dict[str, tuple[tuple[Any, ...], sheets.Declaration]], weight: tuple[Any, ...], one: sheets.Declaration
    ) -> None:
        held = won.get(one.name)
        if held is None or weight >= held[0]:
            won[one.name] = weight, one
