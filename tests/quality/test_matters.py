"""Events of a kind stay two stories; a matter told on, and an event told by two outlets, one: pairs with whole texts.

Whoever lets a story wait longer, or lets texts beyond their leads speak for or against it, meets them first.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reveille.core import stories
from reveille.evaluation.stories import group
from reveille.newsroom import jsonl

PAIRS = Path(__file__).parents[1] / "samples" / "matters.jsonl"
ROWS = list(jsonl.objects(PAIRS, []))
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


def pairs(kind: str) -> list[tuple[int, int]]:
    """The rows of a kind by their numbers, earlier and later."""
    return [(at, at + 1) for at in range(0, len(ROWS), 2) if ROWS[at]["id"].startswith(kind)]


def candidate(at: int, days: int) -> stories.Candidate:
    row = ROWS[at]
    return stories.Candidate(at, row["outlet"], row["title"], row["text"], "en", MORNING + timedelta(days=days))


@pytest.fixture(scope="module")
def found():
    return group(PAIRS).found


def test_two_events_of_a_kind_that_lie_days_apart_are_two_stories(found):
    one = [ROWS[earlier]["story"] for earlier, later in pairs("kin") if found[earlier] == found[later]]

    assert len(pairs("kin")) == 48
    assert one == []


@pytest.fixture(scope="module")
def close():
    """The pairs in one story of each sort, all in one stream: an event told on one day, the others a day apart."""
    grouping = stories.group(
        [candidate(at, 0 if ROWS[at]["id"].startswith("one") else at % 2) for at in range(len(ROWS))]
    )
    found = {article: number for number, story in enumerate(grouping.stories) for article in story.members}
    return {
        kind: sum(found[earlier] == found[later] for earlier, later in pairs(kind)) for kind in ("kin", "matter", "one")
    }


def test_of_two_events_of_a_kind_on_two_days_no_more_are_one_story_than_were(close):
    assert close["kin"] <= 27  # 34 where nobody asks what each of them names


def test_no_matter_and_no_event_of_two_outlets_falls_in_two_for_it(close):
    assert close["matter"] == len(pairs("matter")) == 28
    assert len(pairs("one")) == 20
    assert close["one"] >= 15  # as many as where nobody asks


@pytest.mark.parametrize(("earlier", "later"), pairs("matter"), ids=lambda at: ROWS[at]["id"])
def test_what_a_matter_comes_to_by_the_next_day_stands_in_its_story(earlier, later):
    grouping = stories.group([candidate(earlier, 0), candidate(later, 1)])

    assert len(grouping.stories) == 1
