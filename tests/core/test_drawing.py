"""Pictures as points and paths: where a value stands, and where a place lies on the map."""

import pytest

from reveille.core import drawing
from reveille.core.drawing import Projection

WORLD = Projection(scale=141.49597153360673, x=360.42398143507376, y=184.7128687843032, rotate=12)


def test_highest_value_stands_at_the_top_and_none_at_the_bottom():
    drawn = drawing.curve([("18", 3), ("19", 6), ("20", 0)])

    assert [point.y for point in drawn.points] == [92, drawing.TOP, drawing.BOTTOM]
    assert [point.x for point in drawn.points] == [drawing.LEFT, 228, drawing.RIGHT]
    assert [point.is_last for point in drawn.points] == [False, False, True]
    assert drawn.area == f"{drawn.line}L{drawing.RIGHT},{drawing.BOTTOM}L{drawing.LEFT},{drawing.BOTTOM}Z"


def test_single_value_and_none_can_be_drawn():
    assert drawing.curve([("18", 3)]).points[0].x == drawing.RIGHT
    assert drawing.curve([]).line == ""


@pytest.mark.parametrize(
    ("place", "latitude", "longitude", "expected"),
    [
        ("Maputo", -25.97, 32.57, (402, 258)),
        ("Anchorage", 61.2, -149.9, (104, 28)),
        ("Tokyo", 35.7, 139.7, (607, 86)),
        ("Suva", -18.1, 178.4, (706, 236)),
        ("Ushuaia", -54.8, -68.3, (225, 328)),
    ],
)
def test_places_lie_where_the_outline_has_them(place, latitude, longitude, expected):
    """What d3-geo's geoEqualEarth gives, with which the outline is drawn (tools/world.mjs)."""
    assert WORLD.point(latitude, longitude) == expected


def test_bar_is_as_wide_as_it_is_to_be_and_what_is_little_can_still_be_seen():
    parts = drawing.bar([9_000, 0, 1, 999], 1000, least=6)

    assert parts[1][1] == 0
    assert parts[2][1] >= 5
    assert [begin for begin, _ in parts[1:]] == [begin + wide for begin, wide in parts[:-1]]
    assert parts[-1][0] + parts[-1][1] == 1000


def test_bar_of_nothing_is_empty():
    assert drawing.bar([0, 0], 1000, least=6) == ((0, 0), (0, 0))
