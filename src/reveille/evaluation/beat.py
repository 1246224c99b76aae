"""Judge a beat profile on a labelled file: news items of one line, each with its category.

An item without a headline of its own is all headline, and is judged as one; the profile's own threshold
decides. Nothing is set here.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reveille.core import beat
from reveille.core.errors import ArchiveError
from reveille.core.profile import Profile
from reveille.evaluation import measures
from reveille.newsroom import jsonl

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Row:
    """A labelled item; ``day`` is None where the file says none."""

    title: str
    text: str
    category: str
    language: str
    day: date | None


def judge_beat(rows: Iterable[Row], profile: Profile, positive: Collection[str], where: str) -> dict[str, Any]:
    """Return how well ``profile`` finds the rows of the categories in ``positive``.

    ``ap`` is the average precision of the scores, whatever the threshold. Raises ArchiveError, naming ``where``,
    when there is no row of those categories.
    """
    judged = [
        (beat.judge(profile, title=row.title, text=row.text, language=row.language), row.category in positive)
        for row in rows
    ]
    wanted = sum(is_positive for _, is_positive in judged)
    if not wanted:
        raise ArchiveError(where, f"no row has the category {' or '.join(map(repr, positive))}")
    taken = sum(verdict.on for verdict, _ in judged)
    hits = sum(verdict.on and is_positive for verdict, is_positive in judged)
    precision, recall = hits / taken if taken else 0.0, hits / wanted
    return {
        "rows": len(judged),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(measures.f1(precision, recall), 4),
        "ap": round(measures.average_precision([(v.score, is_positive) for v, is_positive in judged]), 4),
    }


def rows(path: Path, since: str = "", until: str = "") -> Iterator[Row]:
    """Yield the rows of a JSONL file, gzipped or not, dated from ``since`` to ``until`` (ISO days, "" for no end).

    A row has ``text`` and ``category``, and ``title``, ``language`` and ``date`` if it has them; one without a date
    is in no span. A line that is no object is named and left out. Raises ArchiveError when the file cannot be read.
    """
    left_out: list[str] = []
    for row in jsonl.objects(path, left_out):
        title, text, day = str(row.get("title") or ""), str(row.get("text") or ""), str(row.get("date") or "")
        if (since and day < since) or (until and (not day or day[: len(until)] > until)):
            continue
        yield Row(
            title=title or text,
            text=text if title else "",
            category=str(row.get("category") or "").strip(),
            language=str(row.get("language") or "en"),
            day=_day(day),
        )
    for one in left_out:
        log.warning("%s", one)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None
