"""Judge the grouping on a labelled file. Unlabelled rows are in the stream, and are not scored."""

from __future__ import annotations

import itertools
import logging
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reveille.core import embeddings, languages, stories
from reveille.evaluation import measures
from reveille.newsroom import jsonl
from reveille.newsroom.semantic import Model

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Judged:
    """The label, the story found and the language of each row by its number, and how long finding took.

    ``read_seconds`` is the processor time in which a sentence model read all rows.
    """

    gold: dict[int, str]
    found: dict[int, int]
    languages: dict[int, str]
    seconds: float
    read_seconds: float = 0.0


def judge_stories(
    path: Path, model: Model | None = None, *, headlines: bool = False, daily: bool = False
) -> dict[str, Any]:
    """Return the scores of ``core.stories.group`` with its own settings on a JSONL file (gzipped or not).

    Rows: id, outlet, url, title, text, published (ISO 8601, epoch seconds or null), story (label or null), and what
    language the outlet says, if it does. ``across`` is of the pairs in two languages alone.
    A line that is no object is named and not scored. With a sentence ``model``, what it costs stands beside the
    scores. With ``headlines``, rows are read without their texts and links; with ``daily`` each day (in UTC) is a
    stream of its own, a label on two days is two, and what has no date is not scored. Raises ArchiveError, ModelError.
    """
    judged = group(path, model, headlines=headlines, daily=daily)
    gold, found = judged.gold, judged.found
    precision, recall = measures.bcubed(gold, found)
    pair_precision, pair_recall = measures.pairwise(gold, found)
    across_precision, across_recall = measures.pairwise_across(gold, found, judged.languages)
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
        "across_p": round(across_precision, 4),
        "across_r": round(across_recall, 4),
        "ten_biggest": round(measures.purity_of_biggest(gold, found, 10), 4),
        "floor_b3_f1": round(measures.f1(*measures.bcubed(gold, {n: n for n in gold})), 4),
        "seconds": round(judged.seconds, 2),
    } | (_cost(judged, model) if model else {})


def _cost(judged: Judged, model: Model) -> dict[str, Any]:
    return {
        "model": str(model.graph),
        "model_mb": round(model.size / 1e6, 1),
        "read_a_second_and_core": round(len(judged.found) / max(judged.read_seconds, 1e-9), 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def group(path: Path, model: Model | None = None, *, headlines: bool = False, daily: bool = False) -> Judged:
    """Return what ``core.stories.group`` finds in the file, or in each day of it, beside its labels."""
    left_out: list[str] = []
    rows = list(jsonl.objects(path, left_out))
    for one in left_out:
        log.warning("%s", one)
    candidates = [_candidate(number, row) for number, row in enumerate(rows)]
    if headlines:
        candidates = [replace(one, text="", link="") for one in candidates]
    start = time.process_time()
    if model:
        candidates = _read(candidates, model)
    read_seconds = time.process_time() - start
    start = time.perf_counter()
    found_stories = [one for some in _streams(candidates, daily=daily) for one in stories.group(some).stories]
    seconds = time.perf_counter() - start
    found = {article: number for number, story in enumerate(found_stories) for article in story.members}
    gold = {
        number: f"{row['story']}{f' {_day(candidates[number])}' if daily else ''}"
        for number, row in enumerate(rows)
        if row.get("story") is not None and number in found
    }
    spoken = {number: one.language for number, one in enumerate(candidates)}
    return Judged(gold, found, spoken, seconds, read_seconds)


def _streams(candidates: Sequence[stories.Candidate], *, daily: bool) -> list[list[stories.Candidate]]:
    """All candidates as one stream, or those with a date as one a day."""
    if not daily:
        return [list(candidates)]
    dated = sorted((one for one in candidates if one.published), key=_day)
    return [list(day) for _, day in itertools.groupby(dated, key=_day)]


def _day(candidate: stories.Candidate) -> str:
    return candidate.published.astimezone(UTC).date().isoformat() if candidate.published else ""


def _read(candidates: Sequence[stories.Candidate], model: Model) -> list[stories.Candidate]:
    """The candidates with what those in its languages mean to the model."""
    known = [at for at, one in enumerate(candidates) if one.language in model.languages]
    cleaned = stories.cleaned(candidates)
    read = dict(zip(known, model.read([embeddings.words(*cleaned[at]) for at in known]), strict=True))
    return [replace(one, embedding=read.get(at)) for at, one in enumerate(candidates)]


def _candidate(number: int, row: dict[str, Any]) -> stories.Candidate:
    title, words = str(row.get("title") or ""), str(row.get("text") or "")
    return stories.Candidate(
        id=number,
        outlet=str(row.get("outlet") or urlsplit(str(row.get("url") or "")).hostname or ""),
        title=title,
        text=words,
        language=languages.language_of(f"{title}. {words[:1000]}", str(row.get("language") or "")),
        published=jsonl.moment(row.get("published")),
        link=str(row.get("url") or ""),
    )
