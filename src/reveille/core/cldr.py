"""Countries and languages by name, as Unicode CLDR has them."""

import functools

from babel import Locale


def country(code: str, into: str = "en") -> str:
    """Return the country's name in ``into``, or the code itself when CLDR has none."""
    return str(Locale.parse(into).territories.get(code.upper(), code)) if code else ""


def language(code: str, into: str = "en") -> str:
    """Return the language's name in ``into``, or the code itself when CLDR has none."""
    return str(Locale.parse(into).languages.get(code.lower(), code)) if code else ""


@functools.cache
def countries() -> dict[str, str]:
    """Return the code of each country by its English name."""
    return {str(name): str(code) for code, name in Locale.parse("en").territories.items()}


@functools.cache
def languages() -> dict[str, str]:
    """Return the code of each language by its English name."""
    return {str(name): str(code) for code, name in Locale.parse("en").languages.items()}
