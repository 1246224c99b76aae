"""What a picture is made of: points and paths, in whole pixels. Templates draw them as SVG, with words beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 460
LEFT, RIGHT, TOP, BOTTOM = 30, 426, 33, 150
LABEL_ABOVE, LABEL_BELOW = 12, 22
# Equal Earth: Šavrič, Patterson and Jenny, International Journal of Geographical Information Science 33 (2019) 454.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2


@dataclass(frozen=True)
class Point:
    """A value of a curve: where it stands, and what is written above and below it."""

    x: int
    y: int
    above: str
    below: str
    is_last: bool

    @property
    def above_y(self) -> int:
        """Return where the words above stand."""
        return self.y - LABEL_ABOVE

    @property
    def below_y(self) -> int:
        """Return where the words below stand."""
        return BOTTOM + LABEL_BELOW


@dataclass(frozen=True)
class Curve:
    """A line through points, the area under it, and a rule at half and at full height."""

    points: tuple[Point, ...]
    line: str
    area: str
    rules: str


@dataclass(frozen=True)
class Projection:
    """Equal Earth as a map was drawn with: pixels for a radian, where its middle stands, degrees it was turned by."""

    scale: float
    x: float
    y: float
    rotate: float

    def point(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Return the pixel of a place."""
        turned = (longitude - self.rotate + 540) % 360 - 180
        theta = math.asin(_M * math.sin(math.radians(latitude)))
        squared = theta * theta
        sixth = squared**3
        slope = _A1 + 3 * _A2 * squared + sixth * (7 * _A3 + 9 * _A4 * squared)
        across = math.radians(turned) * math.cos(theta) / (_M * slope)
        up = theta * (_A1 + _A2 * squared + sixth * (_A3 + _A4 * squared))
        return round(self.x + self.scale * across), round(self.y - self.scale * up)


def curve(values: Sequence[tuple[str, int]]) -> Curve:
    """Return the curve of labelled counts, from left to right; a single one stands at the right end."""
    most = max((count for _, count in values), default=0) or 1
    step = (RIGHT - LEFT) / max(1, len(values) - 1)
    points = tuple(
        Point(
            x=round(RIGHT - step * (len(values) - 1 - place)),
            y=round(BOTTOM - (BOTTOM - TOP) * count / most),
            above=str(count),
            below=label,
            is_last=place == len(values) - 1,
        )
        for place, (label, count) in enumerate(values)
    )
    line = "M" + "L".join(f"{point.x},{point.y}" for point in points) if points else ""
    area = f"{line}L{points[-1].x},{BOTTOM}L{points[0].x},{BOTTOM}Z" if len(points) > 1 else ""
    middle = (TOP + BOTTOM) // 2
    return Curve(points, line, area, f"M{LEFT - 10},{TOP}H{WIDTH}M{LEFT - 10},{middle}H{WIDTH}")


def bar(counts: Sequence[int], width: int, least: int = 0) -> tuple[tuple[int, int], ...]:
    """Return where each count's part of a bar begins and how wide it is; what is not nothing is ``least`` wide."""
    total = sum(counts) or 1
    room = max(0, width - least * sum(1 for count in counts if count))
    parts, begin = [], 0.0
    for count in counts:
        end = begin + (least + room * count / total if count else 0)
        parts.append((round(begin), round(end) - round(begin)))
        begin = end
    return tuple(parts)
