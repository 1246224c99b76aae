"""The light of a newsletter: the one colour of its five lines, of what is new, and of the one thing to press.

A light lies under words and is never their colour. Each is bright enough that ink on it is read with ease (a test holds
them all, with their night forms in ``site/tokens.css``).
"""

from __future__ import annotations

AMBER = "amber"
LIGHTS = {AMBER: "#f4b433", "rose": "#f2a1ad", "sky": "#8cc4f0", "leaf": "#93cf8a", "violet": "#c0b0f2"}


def hex_of(name: str) -> str:
    """Return a light as a colour of CSS; amber where there is none of this name."""
    return LIGHTS.get(name, LIGHTS[AMBER])
