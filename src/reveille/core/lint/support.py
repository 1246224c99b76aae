"""What mail programs can do, as caniemail.com tested it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

SUPPORT = {"y": "yes", "n": "no", "a": "partly", "u": "not known", "-": "not known"}


@dataclass(frozen=True)
class Feature:
    """One feature: its title, its support by program, and what was noted there."""

    title: str
    support: Mapping[str, str]  # client: yes | no | partly | not known
    notes: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """What was tested, when, and how many of a hundred readers use each program."""

    date: date
    names: Mapping[str, str]
    features: Mapping[str, Feature]
    shares: Mapping[str, float]
    shares_from: str
