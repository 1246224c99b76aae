"""B9: every text can be read by day and by night, and by nobody's default."""

from __future__ import annotations

from collections.abc import Iterator

from reveille.core.lint import colours, documents
from reveille.core.lint.findings import WARN, Finding

LEAST_CONTRAST = 4.5


def check(seen: documents.Seen) -> Iterator[Finding]:
    """Yield texts that are hard to read on what is behind them, and the first that leaves a colour to others."""
    for look, when in ((seen.day, "by day"), (seen.night, "by night")):
        told: set[tuple[colours.Colour, colours.Colour]] = set()
        for element, text in seen.texts:
            if not documents.SPACING.sub("", text) or look.hidden(element):
                continue
            ink, paper = colours.ink(look, element), colours.paper(look, element)
            if ink is None or paper is None:
                missing = "colour" if ink is None else "background"
                yield Finding("B9", WARN, documents.where(element), f"{when} no {missing} of its own", "say both")
                return
            contrast = colours.contrast(colours.laid(ink, paper), paper)
            if contrast < LEAST_CONTRAST and (ink, paper) not in told:
                told.add((ink, paper))
                yield Finding(
                    "B9",
                    WARN,
                    documents.where(element),
                    f"{when} a contrast of {contrast:.1f}",
                    f"{LEAST_CONTRAST} at least",
                )
