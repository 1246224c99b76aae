"""Judge the grouping on a labelled file. Unlabelled rows are in the stream, and are not scored."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reveille.core import stories, text
from reveille.evaluation import measures
from reveille.newsroom import jsonl

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Judged:
    """The label and the story found of each row by its number, and how long finding took."""

    gold: dict[int, str]
    found: dict[int, int]
    seconds: float


def judge_stories(path: Path) -> dict[str, Any]:
    """Return the scores of ``core.stories.group`` with its own settings on a JSONL file (gzipped or not).

    Rows: id, outlet, url, title, text, published (ISO 8601, epoch seconds or null), story (label or null).
    A line that is no object is named and not scored. Raises ArchiveError.
    """
    judged = group(path)
    gold, found = judged.gold, judged.found
    precision, recall = measures.bcubed(gold, found)
    pair_precision, pair_recall = measures.pairwise(gold, found)
    return {
        "file": path.name,
        "articles": len(found),
        "stories_gold": len(set(gold.values())),
        "stories_found": len({found[number] for number in gold}),
        "b3_p": round(precision, 4),
        "b3_r": round(recall, 4),
        "b3_f1": round(measures.f1(precision, recall), 4),
        "pair_p": round(pair_precision, 4),
        "pair_r": round(pair_recall, 4),
        "pair_f1": round(measures.f1(pair_precision, pair_recall), 4),
        "ten_biggest": round(measures.purity_of_biggest(gold, found, 10), 4),
        "floor_b3_f1": round(measures.f1(*measures.bcubed(gold, {n: n for n in gold})), 4),
        "seconds": round(judged.seconds, 2),
    }


def group(path: Path) -> Judged:
    """Return what ``core.stories.group`` finds in the file, beside its labels."""
    left_out: list[str] = []
    rows = list(jsonl.objects(path, left_out))
    for one in left_out:
        log.warning("%s", one)
    start = time.perf_counter()
    grouping = stories.group([_candidate(number, row) for number, row in enumerate(rows)])
    seconds = time.perf_counter() - start
    found = {article: number for number, story in enumerate(grouping.stories) for article in story.members}
    gold = {number: str(row["story"]) for number, row in enumerate(rows) if row.get("story") is not None}
    return Judged(gold, found, seconds)


def _candidate(number: int, row: dict[str, Any]) -> stories.Candidate:
    title, words = str(row.get("title") or ""), str(row.get("text") or "")
    return stories.Candidate(
        id=number,
        outlet=str(row.get("outlet") or urlsplit(str(row.get("url") or "")).hostname or ""),
        title=title,
        text=words,
        language=text.language_of(f"{title}. {words[:1000]}"),
        published=jsonl.moment(row.get("published")),
        link=str(row.get("url") or ""),
    )
