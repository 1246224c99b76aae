"""The world's outline, to draw a story's countries on: Natural Earth by ``tools/world.mjs``, read once."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reveille.core import cldr
from reveille.core.drawing import Projection

FILE = Path(__file__).with_name("world.json")


@dataclass(frozen=True)
class Shape:
    """A country's outline and its name."""

    name: str
    path: str
    is_new: bool


@dataclass(frozen=True)
class Spot:
    """A town on the map."""

    name: str
    x: int
    y: int


@dataclass(frozen=True)
class Map:
    """What is drawn: all land, the countries that report a story, and where it happens."""

    width: int
    height: int
    land: str
    shapes: tuple[Shape, ...]
    spots: tuple[Spot, ...]


def drawn(new: Sequence[str], before: Sequence[str], towns: Sequence[dict[str, Any]]) -> Map:
    """Return the map of the countries called ``new`` and ``before`` and of the towns (name, latitude, longitude)."""
    world = _world()
    outlines, codes = world["countries"], cldr.countries()
    shapes = [
        Shape(name, outlines[codes[name]], name in new) for name in (*before, *new) if codes.get(name) in outlines
    ]
    across, down = world["translate"]
    projection = Projection(world["scale"], across, down, world["rotate"])
    spots = [Spot(town["name"], *projection.point(town["latitude"], town["longitude"])) for town in towns]
    return Map(world["width"], world["height"], world["land"], tuple(shapes), tuple(spots))


@functools.cache
def _world() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FILE.read_text("ascii"))
    return read
