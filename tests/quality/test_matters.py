"""Events of a kind days apart stay two stories, a matter told on stays one: pairs written for this, with whole texts.

Whoever lets a story wait longer, or lets texts beyond their leads speak for it, meets them first.
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

    assert len(pairs("kin")) == 28
    assert one == []


@pytest.mark.parametrize(("earlier", "later"), pairs("matter"), ids=lambda at: ROWS[at]["id"])
def test_what_a_matter_comes_to_by_the_next_day_stands_in_its_story(earlier, later):
    grouping = stories.group([candidate(earlier, 0), candidate(later, 1)])

    assert len(grouping.stories) == 1
