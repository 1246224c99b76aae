"""What is said of single articles must not sink below what it has reached on labels by hand (no text in them)."""

import json
from pathlib import Path

import pytest

from reveille.evaluation import labelled

HERE = Path(__file__).parent
DATA = HERE.parents[1].parent / "shared" / "data"
FLOORS = json.loads((HERE / "floors.json").read_text())


def judged(judge, name):
    labels = labelled.load(HERE / name)
    files = [path for path in DATA.glob("*/*") if path.name in {label["file"] for label in labels}]
    if len(files) < len({label["file"] for label in labels}):
        pytest.skip(f"the labelled articles are not at {DATA}")
    return judge(labels, files)


def sunk(reached, floors):
    return {
        (what, score): reached[what][score]
        for what, wanted in floors.items()
        for score, floor in wanted.items()
        if (reached[what][score] or 0.0) < floor
    }


def test_commentary_is_told_from_news_no_worse_than_before():
    assert sunk(judged(labelled.judge_commentary, "commentary.json"), FLOORS["commentary"]) == {}


def test_roundups_live_pages_and_overviews_are_told_from_reports_no_worse_than_before():
    assert sunk(judged(labelled.judge_forms, "forms.json"), FLOORS["forms"]) == {}


def test_what_tells_no_news_is_told_from_news_no_worse_than_before():
    assert sunk(judged(labelled.judge_genres, "genres.json"), FLOORS["genres"]) == {}


def test_excerpts_that_are_shown_are_good_no_more_seldom_than_before():
    told = judged(labelled.judge_excerpts, "excerpts.json")

    assert told["unread"] <= 0.1 * told["shown"], "the rules have changed: read what is shown now, and label it"
    assert told["share_good"] >= FLOORS["excerpts"]["share_good"]


def test_main_country_of_an_article_is_right_no_more_seldom_than_before():
    told = judged(labelled.judge_places, "places.json")

    assert {score: told[score] for score, floor in FLOORS["places"].items() if told[score] < floor} == {}


def test_a_judge_of_genres_counts_every_headline_of_its_files(tmp_path):
    rows = [
        ("a", "Mines: How to clear them from a strait"),
        ("b", "Navies clear mines off Saare"),
        ("c", "Mine Review"),
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"id": name, "title": title, "url": ""}) + "\n" for name, title in rows))
    labels = [
        {"file": path.name, "line": line, "id": name, "genre": genre}
        for line, name, genre in ((1, "a", "background"), (2, "b", ""), (3, "c", "review"))
    ]

    told = labelled.judge_genres(labels, [path])

    assert told["all"] == {"headlines": 3, "said": 1}
    assert (told["any"]["precision"], told["any"]["recall"]) == (1.0, 0.5)
    assert (told["advice"]["precision"], told["review"]["recall"], told["background"]["recall"]) == (0.0, 0.0, 0.0)


def test_label_of_a_row_that_is_not_there_is_named(tmp_path):
    (tmp_path / "rows.jsonl").write_text('{"id": "a", "title": "Mines", "text": "", "url": ""}\n')
    labels = [{"file": "rows.jsonl", "line": 1, "id": "b", "form": ""}]

    with pytest.raises(labelled.ArchiveError, match="is not the row b"):
        labelled.judge_forms(labels, [tmp_path / "rows.jsonl"])
