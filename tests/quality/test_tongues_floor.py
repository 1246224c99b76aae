"""One event told in several of sixteen languages is one story, and two of one kind in one country are two.

``tongues.jsonl`` was written for this: 99 events in two to five languages, most of them in pairs that share a country,
a kind or a name, and 65 reports that stand alone. Rules were tuned on the half ``tuned``; ``kept`` was only scored,
``fresh`` was written when the tables stood, ``last`` when all did. The whole is printed by
``reveille eval stories tests/quality/tongues.jsonl``.
"""

import json
from pathlib import Path

import pytest

from reveille.core import concepts
from reveille.evaluation import measures, stories

FILE = Path(__file__).parent / "tongues.jsonl"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text())["tongues"]
ROWS = [json.loads(line) for line in FILE.read_text().splitlines()]
SIXTEEN = set(concepts.LANGUAGES)


@pytest.fixture(scope="module")
def judged():
    return stories.group(FILE)


@pytest.mark.parametrize("half", FLOORS)
def test_no_half_sinks_below_its_floor(judged, half):
    gold = {number: story for number, story in judged.gold.items() if half in ("all", ROWS[number]["half"])}

    precision, recall = measures.bcubed(gold, judged.found)
    across_precision, across_recall = measures.pairwise_across(gold, judged.found, judged.languages)

    assert measures.f1(precision, recall) >= FLOORS[half]["b3_f1"]
    assert across_precision >= FLOORS[half]["across_precision"]
    assert across_recall >= FLOORS[half]["across_recall"]


def test_every_report_is_read_in_the_language_that_it_is_in(judged):
    assert {row["language"] for row in ROWS} >= SIXTEEN
    assert [judged.languages[number] for number in range(len(ROWS))] == [row["language"] for row in ROWS]


def test_no_event_is_in_two_halves():
    halves = {
        half: {row["story"] for row in ROWS if row["half"] == half} for half in ("tuned", "kept", "fresh", "last")
    }

    assert sum(map(len, halves.values())) == len(set().union(*halves.values()))
