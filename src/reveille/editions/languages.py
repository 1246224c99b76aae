"""The languages that we speak to readers in. What an outlet wrote stays in its own.

English is what the code is written in; the others are in ``locale/``, by gettext (``tools/words.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation

from reveille.core import languages

ENGLISH = "en"


def fitting(tag: str) -> str:
    """Return the language of ours that a tag asks for (``de`` for ``de-AT``), or nothing."""
    base = tag.strip().lower().replace("_", "-").partition("-")[0]
    return base if base in dict(settings.LANGUAGES) else ""


def spoken() -> str:
    """Return the language that is spoken now."""
    return fitting(translation.get_language() or "") or ENGLISH


def direction() -> str:
    """Return how the language that is spoken now is read: ``ltr`` or ``rtl``."""
    return languages.direction(spoken())


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Speak a language for a while; one that is not ours is English."""
    with translation.override(fitting(tag) or ENGLISH):
        yield
