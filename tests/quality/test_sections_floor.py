"""How often an article stands in the section where a reader put it, and that the judge itself counts right."""

import json
from pathlib import Path

import pytest

from reveille.core import profile as profiles_of
from reveille.core.errors import ArchiveError
from reveille.evaluation import beat as rows
from reveille.evaluation import labelled, sections
from reveille.newsroom import profiles

HERE = Path(__file__).parent
DATA = HERE.parents[1].parent / "shared" / "data"
EVENTS = DATA / "beat" / "current_events_2010-2017.jsonl.gz"
BEATS = Path(profiles.__file__).parents[1] / "beats"
FLOORS = json.loads((HERE / "floors.json").read_text())["sections"]
SMALL = profiles_of.read(
    {
        "name": "All", "tagline": "x", "threshold": -1000,
        "section": [
            {"key": "sea", "name": "Sea", "words": {"en": ["ferry"]}, "categories": ["Ships"]},
            {"key": "land", "name": "Land", "words": {"en": ["goose"]}, "categories": ["Birds", "Ships"]},
        ],
    }
)  # fmt: skip


def shipped(name):
    return profiles.load(BEATS / f"{name}.toml")


@pytest.fixture(scope="module")
def judged():
    labels = labelled.load(HERE / "sections.json")
    named = {label["file"] for label in labels}
    files = [path for path in DATA.glob("*/*") if path.name in named]
    if len(files) < len(named):
        pytest.skip(f"the labelled articles are not at {DATA}")
    return sections.judge_labels(labels, files, shipped)


@pytest.mark.parametrize("beat", ["everything", "military"])
def test_articles_stand_in_their_section_no_more_seldom_than_before(judged, beat):
    reached, floors = judged[beat], FLOORS[beat]

    assert {name: reached[name] for name in ("first", "any") if reached[name] < floors[name]} == {}
    assert {part: reached["parts"][part] for part, any_ in floors["parts"].items()
            if reached["parts"][part]["any"] < any_} == {}  # fmt: skip


def test_what_is_off_the_beat_is_taken_for_it_no_oftener_than_before(judged):
    assert judged["military"]["off"]["said_on"] <= FLOORS["military"]["said_on"]
    assert judged["military"]["on"] >= FLOORS["military"]["on"]


def test_learned_sections_judge_the_years_after_their_examples_no_worse_than_before():
    if not EVENTS.is_file():
        pytest.skip(f"the labelled events are not at {EVENTS}")

    found = sections.judge_categories(rows.rows(EVENTS, since="2016"), shipped("everything"))

    assert found["any"] >= FLOORS["categories"]["any"]


def test_a_judge_of_sections_counts_as_a_person_would(tmp_path):
    path = tmp_path / "rows.jsonl"
    told = [
        ("a", "Ferry sails", "sea", []),  # right
        ("b", "Goose on the ferry, goose at sea", "land", ["sea"]),  # an editor would take it
        ("c", "Ferry in a field", "land", []),  # wrong
        ("d", "Ferry", "", []),  # off the beat, and taken for it
    ]
    path.write_text("".join(json.dumps({"id": name, "title": title}) + "\n" for name, title, *_ in told))
    labels = [
        {"file": path.name, "line": line, "id": name, "beat": "all", "section": section, "or": others, "part": "seen"}
        for line, (name, _, section, others) in enumerate(told, 1)
    ]

    found = sections.judge_labels(labels, [path], lambda name: SMALL)["all"]

    assert (found["labels"], found["first"], found["any"]) == (3, 0.3333, 0.6667)
    assert found["parts"] == {"seen": {"labels": 3, "first": 0.3333, "any": 0.6667}}
    assert found["confusion"] == {"sea": {"sea": 1}, "land": {"sea": 2}}
    assert found["sections"]["sea"] == {"precision": 0.3333, "recall": 1.0, "f1": 0.5}
    assert found["sections"]["land"] == {"precision": None, "recall": 0.0, "f1": 0.0}
    assert found["off"] == {"labels": 1, "surely": 1, "said_on": 1}


def test_a_category_that_two_sections_name_is_right_in_either(tmp_path):
    path = tmp_path / "rows.jsonl"
    told = [("Goose at sea (BBC) (AP)", "Ships"), ("Goose on land", "Birds"), ("Ferry", "Birds"), ("Ferry", "Trains")]
    path.write_text("".join(json.dumps({"text": text, "category": name}) + "\n" for text, name in told))

    found = sections.judge_categories(rows.rows(path), SMALL)

    assert (found["labels"], found["first"], found["any"]) == (3, 0.3333, 0.6667)


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("Goose sails. (BBC) (AP via Google News)", "Goose sails."),
        ("Goose (two years old) sails.", "Goose (two years old) sails."),
        ("Goose sails [link]", "Goose sails"),
    ],
)
def test_sources_behind_a_line_are_no_part_of_it(line, bare):
    assert sections.without_sources(line) == bare


def test_label_without_its_row_is_named(tmp_path):
    (tmp_path / "rows.jsonl").write_text('{"id": "a", "title": "Mines"}\n')
    labels = [{"file": "rows.jsonl", "line": 1, "id": "b", "beat": "all", "section": "sea", "part": "seen"}]

    with pytest.raises(ArchiveError, match="is not the row b"):
        sections.judge_labels(labels, [tmp_path / "rows.jsonl"], lambda name: SMALL)
