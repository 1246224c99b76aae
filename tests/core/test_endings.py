"""How a text ends, and whose summaries have no stop."""

from __future__ import annotations

import pytest

from reveille.core import endings

SUMMARIES = [f"{'Ferries and boats ' * (1 + n % 3)}wait at pier {n} for the mines to be swept away" for n in range(12)]


def test_outlet_that_never_sets_a_full_stop_is_known_by_its_summaries():
    stopped = [f"{one}." for one in SUMMARIES]

    assert endings.never_stops(SUMMARIES)
    assert endings.never_stops([*SUMMARIES, stopped[0]])
    assert not endings.never_stops(stopped)
    assert not endings.never_stops([*SUMMARIES[:6], *stopped[:6]])
    assert not endings.never_stops(SUMMARIES[:4]), "too few to know"
    assert not endings.never_stops([(one * 4)[:80] for one in SUMMARIES]), "cut by a machine"


@pytest.mark.parametrize("hostile", ["and ", "(", "- ", "“", "[", ","])
def test_whether_a_text_is_cut_is_seen_at_its_end(hostile):
    assert endings.is_cut(f"{hostile * 50_000}the fleet of …  ")
    assert not endings.is_cut(f"{hostile * 50_000}{'the fleet is home. ' * 9}")
