"""Judge a beat profile on a labelled file: news items of one line, each with its category.

An item without a headline of its own is all headline, and is judged as one; the profile's own threshold
decides. Nothing is set here.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reveille.core import beat
from reveille.core.errors import ArchiveError
from reveille.evaluation import measures


def judge_beat(path: Path, profile: beat.Profile, positive: str) -> dict[str, Any]:
    """Return how well ``profile`` finds the rows of the category ``positive``; the floor takes every row.

    Rows: JSONL, gzipped or not, with ``text`` and ``category``, and ``title`` and ``language`` if they have
    them. ``ap`` is the average precision of the scores, whatever the threshold. Raises ArchiveError when the
    file cannot be read, or has no row of that category.
    """
    judged: list[tuple[beat.Verdict, bool]] = []
    for row in _rows(path):
        title, text = str(row.get("title") or ""), str(row.get("text") or "")
        verdict = beat.judge(
            profile,
            title=title or text,
            text=text if title else "",
            language=str(row.get("language") or "en"),
        )
        judged.append((verdict, str(row.get("category") or "").strip() == positive))
    wanted = sum(is_positive for _, is_positive in judged)
    if not wanted:
        raise ArchiveError(str(path), f"no row has the category {positive!r}")
    taken = sum(verdict.on for verdict, _ in judged)
    hits = sum(verdict.on and is_positive for verdict, is_positive in judged)
    precision, recall = hits / taken if taken else 0.0, hits / wanted
    return {
        "file": path.name,
        "rows": len(judged),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(measures.f1(precision, recall), 4),
        "ap": round(measures.average_precision([(v.score, is_positive) for v, is_positive in judged]), 4),
        "floor_f1": round(measures.f1(wanted / len(judged), 1.0), 4),
    }


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ArchiveError(str(path), f"line {number} is no object")
                yield row
    except (OSError, ValueError, EOFError) as error:
        raise ArchiveError(str(path), str(error)) from error
