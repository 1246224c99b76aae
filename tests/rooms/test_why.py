"""What the commands that give reasons answer to somebody who pastes what is in front of them."""

from datetime import timedelta

import pytest
import typer
from tests.rooms.test_knowing_then import DAY, SIX, article, judged, outlet
from typer.testing import CliRunner

from reveille.cli import beat, installation, replay, why
from reveille.editions import closing
from reveille.editions.models import Placement
from reveille.newsroom import grouping, sifting
from reveille.newsroom.models import Article

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(newsletter):
    """The name of a story in a closed edition, told by two outlets, one of them commenting."""
    article(outlet("ledger"), at=SIX - timedelta(hours=2))
    article(
        outlet("herald"),
        title="Opinion: Navy minehunters clear the strait late",
        at=SIX - timedelta(hours=1),
        commentary=True,
    )
    judged(SIX)
    closing.close(newsletter, DAY, SIX + timedelta(minutes=1))
    return Placement.objects.get().slug


@pytest.fixture
def told(monkeypatch):
    """What a command answers, line by line without what is set in."""
    monkeypatch.setattr(installation, "ready", lambda **_: None)
    app = typer.Typer()
    for verb in (why, beat, replay):
        verb.register(app)

    def ask(*words):
        answer = CliRunner().invoke(app, list(words))
        return answer.exit_code, [line.strip() for line in answer.output.splitlines()]

    return ask


def test_why_knows_a_story_by_its_page_and_says_where_it_stood(story, told):
    code, lines = told("why", f"https://paper.example/reveille/{DAY}/{story}/")

    assert code == 0, lines
    assert lines[1] == "“Navy minehunters clear the strait off the naval base”: Operations"
    assert "commentary: its headline says so" in lines
    assert any(line.startswith("on the beat military: ") and line.endswith(", in Operations") for line in lines)
    assert any(line.startswith("its section: “minehunter” in the headline (3)") for line in lines), lines
    assert told("why", story)[1] == lines


def test_why_names_stories_that_are_called_something_like_it(story, told):
    code, lines = told("why", "strait-minehunters")

    assert code == 4
    assert lines[1] == f"There are: {story}."
    assert told("why", "no-such-thing")[1] == ["No story and no article is called no-such-thing."]


@pytest.mark.parametrize(
    "link", ["http://ledger.example/1", "https://LEDGER.example/1#top", " https://ledger.example/1"]
)
def test_article_is_known_by_any_form_of_its_link(story, told, link):
    code, lines = told("beat", "why", link)

    assert code == 0, lines
    assert lines[0].startswith("On the beat Military and defence: +")
    assert any(line.startswith("In Operations: ") for line in lines)


def test_replay_says_which_edition_there_is_and_how_a_day_is_written(story, told):
    assert told("replay", "2026-11-20")[1][1] == f"The last one is of {DAY}."
    code, lines = told("replay", "yesterday")
    assert code == 2
    assert "--date" not in " ".join(lines)


def test_murder_that_its_outlet_files_under_a_part_of_the_world_stands_with_crime_and_says_why(newsletter, told):
    newsletter.beat = "everything"
    newsletter.save()
    words = "The jury at the court found the baker guilty of murder. Police had found the knife in the oven at noon."
    article(outlet("ledger"), at=SIX - timedelta(hours=2), title="Baker guilty of murder in Saare", text=words)
    Article.objects.update(link="https://ledger.example/world/europe/baker-guilty")
    sifting.sift(SIX, ["everything"])
    grouping.group(SIX)

    edition = closing.close(newsletter, DAY, SIX + timedelta(minutes=1)).edition

    assert [section["name"] for section in edition.page["sections"]] == ["Society"]
    code, lines = told("beat", "why", "https://ledger.example/world/europe/baker-guilty")
    assert code == 0
    assert any(line.startswith("In Society: “guilty” in the headline (3)") for line in lines), lines
