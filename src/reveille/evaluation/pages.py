"""Judge the taking of articles out of pages, by shingle F1.

The measure of scrapinghub's article-extraction-benchmark: 4-grams of words (runs of ``\\w``), counted; precision and
recall of each page averaged over the pages; F1 of the two averages.
"""

from __future__ import annotations

import json
import logging
import re
import tarfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reveille.core import pages
from reveille.core.errors import ArchiveError, PageError

SIZE = 4
log = logging.getLogger(__name__)


def judge_pages(source: Path) -> dict[str, float | int]:
    """Return {pages, precision, recall, f1, pages_per_second} over a TAR or folder of KEY.html with KEY.json."""
    scores, spent = [], 0.0
    for html, gold in _pairs(source):
        start = time.process_time()
        try:
            found = pages.body_text(html)
        except PageError:
            found = ""
        spent += time.process_time() - start
        scores.append(score(found, gold))
    if not scores:
        raise ArchiveError(str(source), "no KEY.html with a KEY.json that has an articleBody")
    precision = sum(p for p, _ in scores) / len(scores)
    recall = sum(r for _, r in scores) / len(scores)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "pages": len(scores),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(f1, 4),
        "pages_per_second": round(len(scores) / spent, 1) if spent else 0.0,
    }


def score(found: str, gold: str) -> tuple[float, float]:
    """Return precision and recall of the shingles of ``found`` against ``gold``; nothing against nothing is right."""
    ours, theirs = shingles(found), shingles(gold)
    both = sum((ours & theirs).values())
    if not ours and not theirs:
        return 1.0, 1.0
    return both / sum(ours.values()) if ours else 0.0, both / sum(theirs.values()) if theirs else 0.0


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the 4-grams of words, counted; a shorter text is one shingle."""
    words = re.findall(r"\w+", text)
    if 0 < len(words) < SIZE:
        return Counter([tuple(words)])
    return Counter(tuple(words[i : i + SIZE]) for i in range(len(words) - SIZE + 1))


def _pairs(source: Path) -> Iterator[tuple[bytes, str]]:
    files = dict(members(source))
    for name in sorted(files):
        told = files.get(re.sub(r"\.html$", ".json", name)) if name.endswith(".html") else None
        if told:
            gold = _gold(told)
            if gold is None:
                log.warning("%s is left out: its .json has no articleBody", name)
            else:
                yield files[name], gold


def _gold(told: bytes) -> str | None:
    try:
        known = json.loads(told)
    except (ValueError, RecursionError):
        return None
    body = known.get("articleBody") if isinstance(known, dict) else None
    return body if isinstance(body, str) else None


def members(source: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a TAR or folder, each with its name. Raises ArchiveError."""
    if source.is_dir():
        for path in source.rglob("*"):
            if path.is_file():
                yield path.relative_to(source).as_posix(), path.read_bytes()
        return
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isfile() else None
                if stream:
                    yield member.name, stream.read()
    except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
        raise ArchiveError(str(source), str(error)) from error
