"""The colours of a text and of what is behind it, and how well one can be read on the other."""

from __future__ import annotations

import tinycss2
import tinycss2.color4
from lxml import html as markup

from reveille.core.lint import looks

Colour = tuple[float, float, float, float]  # red, green, blue, alpha; 0 to 1
WHITE: Colour = (1.0, 1.0, 1.0, 1.0)  # what a letter lies on where nobody says more


def of(value: str) -> Colour | None:
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


def ink(look: looks.Look, element: markup.HtmlElement) -> Colour | None:
    """Return the colour that text in the element has, or None when nobody set it."""
    for one in (element, *element.iterancestors()):
        declared = look.of(one).get("color")
        value = declared.value if declared else one.get("color", "") if one.tag == "font" else ""
        if value and value != "inherit":
            return of(value)
    return None


def paper(look: looks.Look, element: markup.HtmlElement) -> Colour | None:
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


def _background(look: looks.Look, element: markup.HtmlElement) -> Colour | None:
    declared = look.of(element)
    for name in ("background-color", "background"):
        if name in declared:
            for token in declared[name].tokens:
                found = of(tinycss2.serialize([token]))
                if found:
                    return found
    return of(element.get("bgcolor", ""))


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
