"""Grouping of short reports must not sink below what it has reached on feed items and pairs labelled by hand."""

import json
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reveille.core.errors import ArchiveError
from reveille.evaluation import items, labelled, pairs

HERE = Path(__file__).parent
FEEDS = HERE.parents[1].parent / "shared" / "data" / "feeds" / "bbc_20210716-19.tar.gz"
FLOORS = json.loads((HERE / "floors.json").read_text())
HELD_OUT = datetime(2021, 7, 17, tzinfo=UTC)
"""Constants were chosen by what was published before."""

needs_feeds = pytest.mark.skipif(not FEEDS.is_file(), reason=f"the archive of feeds is not at {FEEDS}")


@needs_feeds
@pytest.mark.parametrize(("floors", "since"), [("items", None), ("items_held_out", HELD_OUT)])
def test_feed_items_are_grouped_no_worse_than_before(floors, since):
    told = items.judge_items(labelled.load(HERE / "items.json"), [FEEDS], since)

    assert {what: told[what] for what, floor in FLOORS[floors].items() if told[what] < floor} == {}


def test_two_events_of_one_kind_in_one_place_are_told_apart_no_worse_than_before():
    told = pairs.judge_pairs(pairs.load(HERE / "pairs.json"))

    assert told["one_event"][0] >= FLOORS["pairs"]["one_event"]
    assert told["two_events"][0] >= FLOORS["pairs"]["two_events"]


def test_two_items_of_one_matter_are_neither_right_nor_wrong_together():
    told = {
        1: items.Told("day one", "flood"),
        2: items.Told("day one", "flood"),
        3: items.Told("day two", "flood"),
        4: items.Told("goat", "goat"),
    }

    scores = items.scores(told, {1: 0, 2: 0, 3: 0, 4: 0}, {1, 2, 3, 4})

    assert scores["strays"] == 1
    assert (scores["pair_p"], scores["pair_r"]) == (2 / 8, 1.0)
    assert items.scores(told, {1: 0, 2: 0, 3: 0, 4: 1}, {1, 2, 3, 4})["b3_f1"] == 1.0


def test_label_of_an_item_that_is_not_there_is_named(tmp_path):
    path = tmp_path / "feeds.tar"
    with tarfile.open(path, "w"):
        pass

    with pytest.raises(ArchiveError, match=r"has no entry https://example\.org/goat"):
        items.judge_items([{"file": path.name, "id": "https://example.org/goat", "story": ""}], [path])


def test_file_that_holds_no_pairs_is_named(tmp_path):
    path = tmp_path / "pairs.json"
    path.write_text('{"reports": []}')

    with pytest.raises(ArchiveError, match="no list of pairs"):
        pairs.load(path)
