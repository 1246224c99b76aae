"""Fixed phrases around values: which of them a stored text is, and with which values.

What we store in English is said anew in another language where it is shown. So that it can be, a text is held against
the phrases that it may have been made of; ``%(name)s`` in a phrase is whatever stands there in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Patterns = tuple[tuple[str, re.Pattern[str]], ...]
_VALUE = re.compile(r"%\\\(([a-z]+)\\\)s")  # in an escaped phrase


def patterns(phrases: Iterable[str], shapes: Mapping[str, str] | None = None) -> Patterns:
    """Return each phrase with the pattern that it is found by; ``shapes`` are the values' own, else any text's."""
    known = shapes or {}

    def group(found: re.Match[str]) -> str:
        return f"(?P<{found[1]}>{known.get(found[1], '.+?')})"

    return tuple((one, re.compile(_VALUE.sub(group, re.escape(one)))) for one in phrases)


def find(text: str, among: Patterns) -> tuple[str, dict[str, str]]:
    """Return the first phrase that the whole of a text is, and its values; "" when it is none."""
    for phrase, pattern in among:
        if found := pattern.fullmatch(text):
            return phrase, found.groupdict()
    return "", {}
