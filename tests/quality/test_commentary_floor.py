"""How well commentary is told from news, on articles that a person labelled (no text: file, line and row's id)."""

import gzip
import json
from pathlib import Path

import pytest

from reveille.core import commentary, pages

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "stories"
LABELS = json.loads((Path(__file__).parent / "commentary.json").read_text())
FLOORS = {"precision": 0.95, "recall": 0.70}


def test_commentary_is_told_from_news_no_worse_than_before():
    files = sorted({label["file"] for label in LABELS})
    if not all((DATA / file).is_file() for file in files):
        pytest.skip(f"the labelled articles are not at {DATA}")
    rows = {file: gzip.decompress((DATA / file).read_bytes()).decode().split("\n") for file in files}
    taken = hits = wanted = 0
    for label in LABELS:
        row = json.loads(rows[label["file"]][label["line"] - 1])
        assert row["id"] == label["id"]
        text, title = row["text"] or "", row["title"] or ""
        said = commentary.why(title=title, link=row["url"] or "", text=text, start=pages.body_start(text, title))
        taken += bool(said)
        wanted += label["commentary"]
        hits += bool(said) and label["commentary"]

    reached = {"precision": hits / taken, "recall": hits / wanted}

    assert {name: reached[name] for name, floor in FLOORS.items() if reached[name] < floor} == {}
