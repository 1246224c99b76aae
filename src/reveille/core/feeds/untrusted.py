"""What a parser found in a feed, before any of it is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

MOST_ENTRIES: Final = 1_000
"""Entries of one feed that are read; news sitemaps end at 1,000 (developers.google.com/search/docs)."""


@dataclass(frozen=True)
class Found:
    """A feed: ``parser`` is who read it, ``base`` what its links are relative to, each entry what its parser made."""

    title: str
    language: str
    parser: str
    base: str
    entries: tuple[Mapping[str, Any], ...]


def text(found: object) -> str:
    """Return what was found if it is text, else nothing."""
    return found if isinstance(found, str) else ""


def sequence(found: object) -> list[Any]:
    """Return what was found if it is a list, else an empty one."""
    return found if isinstance(found, list) else []
