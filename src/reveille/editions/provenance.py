"""What an edition was made with: the code, the beat, the weights, and what stood around it.

Kept with a closed edition, so that a replay can say why it would come out differently today.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

from reveille.editions import letterhead, rendering
from reveille.editions.models import Newsletter
from reveille.newsroom import profiles

PACKAGE = Path(__file__).resolve().parents[1]
JUDGING = ("core/*.py", "newsroom/*.py", "editions/*.py", "editions/templates/**/*.*", "editions/templatetags/*.py",
           "locale/*/LC_MESSAGES/*.po")  # fmt: skip
WORDS = {
    "version": "the version of Reveille",
    "code": "the code that judges and composes",
    "beat": "the beat's profile",
    "ranking": "the weights of the ranking",
    "newsletter": "the newsletter's settings",
    "masthead": "the address or the postal address of the installation",
}


def of(newsletter: Newsletter) -> dict[str, Any]:
    """Return what an edition made now would be made with."""
    return {
        "version": version("reveille"),
        "code": code(),
        "beat": profiles.digest(newsletter.beat),
        "ranking": profiles.digest("ranking"),
        "newsletter": {
            "name": newsletter.name,
            "beat": newsletter.beat,
            "home": newsletter.home_outlet_id,
            "zone": newsletter.zone,
            "language": newsletter.language,
            "closing_minute": newsletter.closing_minute,
            **({"sections": newsletter.sections} if newsletter.sections else {}),
        },
        "masthead": dataclasses.asdict(letterhead.masthead(newsletter)),
    }


def masthead(made_with: dict[str, Any]) -> rendering.Masthead:
    """Return the masthead that an edition was closed with."""
    return rendering.Masthead(**made_with["masthead"])


def changed(then: dict[str, Any], now: dict[str, Any]) -> tuple[str, ...]:
    """Return in words what is no longer as it was."""
    return tuple(words for name, words in WORDS.items() if then.get(name) != now[name])


@functools.cache
def code() -> str:
    """Return the SHA-256 of the files that judge, compose and render."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in JUDGING for path in PACKAGE.glob(pattern) if path.is_file()}):
        digest.update(f"{path.relative_to(PACKAGE)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
