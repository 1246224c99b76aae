from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core.rowsums import RowSum, storable

NOON = datetime(2026, 11, 24, 12, 0, 0, 123456, UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def summed(*rows):
    total = RowSum()
    total.add(rows)
    return total


@pytest.mark.parametrize(
    ("here", "there"),
    [
        pytest.param(NOON, NOON.astimezone(timezone(timedelta(hours=2))), id="a moment in another zone"),
        pytest.param({"a": 1, "b": [2]}, {"b": [2], "a": 1}, id="JSON's keys in another order"),
        pytest.param({"a": 1e16}, {"a": 10**16}, id="JSON's whole number with a point"),
        pytest.param({"a": [-0.0]}, {"a": [0]}, id="JSON's nothing below nothing"),
        pytest.param(2.0, 2, id="a whole number"),
        pytest.param(b"\0\xff", memoryview(b"\0\xff"), id="bytes"),
    ],
)
def test_what_databases_write_differently_and_mean_alike_is_the_same(here, there):
    assert summed((1, here)) == summed((1, there))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        pytest.param(NOON, NOON.replace(microsecond=123457), id="a microsecond"),
        pytest.param({"a": [1, 2]}, {"a": [2, 1]}, id="a list's order"),
        pytest.param({"a": None}, {}, id="a null in JSON"),
        pytest.param("1", 1, id="a number that is a word"),
        pytest.param(None, "", id="nothing and no letters"),
        pytest.param(True, 1, id="yes and one"),
        pytest.param(0.1 + 0.2, 0.3, id="the last digit"),
        pytest.param("é", "e\u0301", id="an accent written apart"),
    ],
)
def test_what_is_another_value_is_seen(here, there):
    assert summed((1, here)) != summed((1, there))


def test_order_does_not_matter_and_a_row_that_is_there_twice_or_changed_places_does():
    assert summed((1, "a"), (2, "b")) == summed((2, "b"), (1, "a"))
    assert summed((1, "a"), (1, "a")) != summed()
    assert summed((1, "a"), (2, "b")) != summed((1, "b"), (2, "a"))


@given(JSON)
def test_what_postgres_stores_has_no_nul_and_no_half_character_and_is_as_long(value):
    stored = storable(value)

    assert "\0" not in repr(stored).replace("\\x00", "\0")
    assert storable(stored) == stored
    if isinstance(value, str):
        assert len(stored) == len(value)


def test_half_characters_deep_in_json_are_replaced_and_whole_ones_stay():
    assert storable({"a\0": ["\ud800", "😀", {"b": "x\0y"}]}) == {"a�": ["�", "😀", {"b": "x�y"}]}
    assert storable(["😀", 1, None]) == ["😀", 1, None]
