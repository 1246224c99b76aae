"""Grouping must not sink below what it has reached on labelled files, one setting for all."""

import json
from pathlib import Path

import pytest

from reveille.evaluation import measures, stories

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "stories"
ALL_FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text())
FLOORS, HEADLINES, DAILY = ALL_FLOORS["stories"], ALL_FLOORS["headlines"], ALL_FLOORS["daily"]
FILES = {name: floor for name, floor in FLOORS.items() if name.endswith(".gz")}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"the labelled stories are not at {DATA}")


@pytest.fixture(scope="module")
def scores():
    return {name: stories.group(DATA / name) for name in FILES}


def b3_f1(judged):
    return measures.f1(*measures.bcubed(judged.gold, judged.found))


def ten_biggest_pure(judged):
    return measures.purity_of_biggest(judged.gold, judged.found, 10)


@pytest.mark.parametrize("name", FILES)
def test_no_file_sinks_below_its_floor(scores, name):
    assert b3_f1(scores[name]) >= FILES[name]


@pytest.mark.parametrize("name", HEADLINES)
def test_no_file_sinks_below_its_floor_as_headlines_alone(name):
    assert b3_f1(stories.group(DATA / name, headlines=True)) >= HEADLINES[name]


@pytest.mark.parametrize(("name", "headlines"), [(name, alone) for alone in (False, True) for name in DAILY])
def test_no_file_sinks_below_its_floor_where_each_day_stands_alone(name, headlines):
    judged = stories.group(DATA / name, headlines=headlines, daily=True)

    precision, recall = measures.bcubed(judged.gold, judged.found)

    floor = DAILY[name]["headlines" if headlines else "texts"]
    assert precision >= floor["b3_p"]
    assert measures.f1(precision, recall) >= floor["b3_f1"]


@pytest.mark.parametrize(("floor", "score"), [("mean", b3_f1), ("ten_biggest_pure", ten_biggest_pure)])
def test_the_mean_of_the_files_does_not_sink(scores, floor, score):
    assert sum(score(one) for one in scores.values()) / len(scores) >= FLOORS[floor]


@pytest.mark.parametrize("name", FILES)
def test_grouping_is_better_than_every_article_alone(scores, name):
    alone = {row: row for row in scores[name].gold}

    assert b3_f1(scores[name]) > measures.f1(*measures.bcubed(scores[name].gold, alone))
