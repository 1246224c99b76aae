"""Judge the grouping of pairs of short reports: one event told twice, or two events of one kind in one place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from reveille.core import stories
from reveille.core.errors import ArchiveError

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
DAY_OF = 10
"""Pairs that begin on one day."""


def judge_pairs(pairs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return how many pairs are told as they are, all in one stream. Pairs: {same, language, hours, kind, reports}.

    ``one_event`` and ``two_events`` are how many of each are right and how many there are; ``mixed`` is how many
    stories hold reports of several pairs; ``wrong`` names the pairs that are told wrongly by number.
    """
    grouping = stories.group([report for number, pair in enumerate(pairs) for report in _reports(number, pair)])
    story_of = {report: number for number, story in enumerate(grouping.stories) for report in story.members}
    right = [
        (story_of[2 * number] == story_of[2 * number + 1]) == bool(pair["same"]) for number, pair in enumerate(pairs)
    ]
    return {
        "one_event": _counted([told for told, pair in zip(right, pairs, strict=True) if pair["same"]]),
        "two_events": _counted([told for told, pair in zip(right, pairs, strict=True) if not pair["same"]]),
        "mixed": sum(len({report // 2 for report in story.members}) > 1 for story in grouping.stories),
        "wrong": [number for number, told in enumerate(right) if not told],
    }


def load(path: Path) -> list[dict[str, Any]]:
    """Return the pairs of a JSON file. Raises ArchiveError where it is no list of objects."""
    try:
        pairs = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ArchiveError(str(path), str(error)) from error
    if not isinstance(pairs, list) or not all(isinstance(one, dict) and "reports" in one for one in pairs):
        raise ArchiveError(str(path), "no list of pairs, each with its reports")
    return pairs


def _counted(right: Sequence[bool]) -> list[int]:
    return [sum(right), len(right)]


def _reports(number: int, pair: Mapping[str, Any]) -> list[stories.Candidate]:
    begin = BEGIN + timedelta(days=number // DAY_OF, hours=number % DAY_OF)
    return [
        stories.Candidate(
            2 * number + at,
            f"outlet-{number % 7 + 7 * at}",
            title,
            sentence,
            str(pair["language"]),
            begin + timedelta(hours=float(pair["hours"]) * at),
        )
        for at, (title, sentence) in enumerate(pair["reports"])
    ]
