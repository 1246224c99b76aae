"""What ``reveille gather`` says of those that did not answer, and how it ends."""

import pytest
import typer
from typer.testing import CliRunner

from reveille import day
from reveille.cli import FAILED, NOTHING, gather, installation, terminal
from reveille.core.errors import Unreachable
from reveille.sources import rounds
from reveille.sources.models import Feed, Outlet

pytestmark = pytest.mark.django_db


@pytest.fixture
def feeds():
    """Two feeds of one outlet."""
    outlet = Outlet.objects.create(slug="herald", name="The Herald", home="https://herald.example/")
    return [Feed.objects.create(outlet=outlet, link=f"https://herald.example/{name}") for name in ("dead", "alive")]


@pytest.fixture
def told(feeds, monkeypatch, capsys):
    """Give the command while the first feed is dead; return its exit code and what it said."""
    monkeypatch.setattr(installation, "ready", lambda: None)

    def nobody(clock, *_, everyone):
        asked = rounds.due(clock(), everyone=everyone)
        return day.Round(asked=len(asked), failed=[(feed, Unreachable(feed.link)) for feed in asked])

    monkeypatch.setattr(day, "gather", nobody)
    app = typer.Typer()
    gather.register(app)

    def ask(*words):
        said = []
        monkeypatch.setattr(terminal, "say", said.append)
        return CliRunner().invoke(app, list(words)).exit_code, "\n".join(said)

    return ask


def test_nobody_answered_where_no_feed_does(told):
    code, said = told()

    assert code == NOTHING
    assert "Is this machine on the network?" in said


def test_only_the_dead_are_left_to_ask_after_a_round_that_was_cut_short_and_that_is_not_nobody(told, feeds, clock):
    rounds.note_answer(feeds[1], _answer(), clock(), entries=1, new=1, parser="")

    code, said = told()

    assert code == FAILED
    assert "network" not in said
    assert "None of those that were due answered; 1 other did when last asked." in said


def test_who_answered_once_and_fails_since_is_nobody(told, feeds, clock):
    rounds.note_answer(feeds[1], _answer(), clock(), entries=1, new=1, parser="")
    rounds.note_failure(feeds[1], Unreachable(feeds[1].link), clock())

    assert told()[0] == NOTHING


def _answer():
    from reveille.sources.fetch import Answer

    return Answer(200, b"", "", "https://herald.example/alive")
