"""What the judge of stories makes of files that are not as they should be."""

import gzip
import json

import pytest

from reveille.core.errors import ArchiveError
from reveille.evaluation import pages, stories

KEYS = [
    "file", "articles", "stories_gold", "stories_found", "b3_p", "b3_r", "b3_f1",
    "pair_p", "pair_r", "pair_f1", "across_p", "across_r", "ten_biggest", "floor_b3_f1", "seconds",
]  # fmt: skip


def test_rows_that_lack_fields_are_judged_as_they_are(tmp_path):
    rows = [{}, {"title": None, "text": None, "published": None, "story": None}, {"title": 5, "story": 1}]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))

    found = stories.judge_stories(path)

    assert list(found) == KEYS
    assert (found["articles"], found["stories_gold"], found["floor_b3_f1"]) == (3, 1, 1.0)


def test_line_that_is_no_row_is_named_and_not_scored(tmp_path, caplog):
    path = tmp_path / "rows.jsonl"
    path.write_text('nope\n[1]\n{"title": "A bridge opens", "story": "a"}\n')

    assert stories.judge_stories(path)["articles"] == 1
    assert [record.getMessage().split(": ")[0] for record in caplog.records] == ["rows.jsonl:1", "rows.jsonl:2"]


def test_empty_file_has_no_articles(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text("")

    assert stories.judge_stories(path)["articles"] == 0


@pytest.mark.parametrize(
    "content", [b"\x1f\x8b\x08\x00garbage", gzip.compress(b'{"title": "x"}' * 99)[:-9], b"no gzip"]
)
def test_broken_archive_names_itself(tmp_path, content):
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(content)

    with pytest.raises(ArchiveError, match=r"rows\.jsonl\.gz"):
        stories.judge_stories(path)


def test_page_whose_gold_cannot_be_read_is_named_and_not_scored(tmp_path, caplog):
    (tmp_path / "a.html").write_text("<html><body><article><p>One two three four five.</p></article></body></html>")
    (tmp_path / "a.json").write_text("nope")
    (tmp_path / "b.html").write_bytes(b"\x00\xff")
    (tmp_path / "b.json").write_text('{"articleBody": "one two three four five"}')

    assert pages.judge_pages(tmp_path)["pages"] == 1
    assert "a.html" in caplog.text
