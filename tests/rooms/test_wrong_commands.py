"""A command that cannot be done says what is wrong with what was asked, and what to do."""

import pytest
import typer
from typer.testing import CliRunner

from reveille.cli import FAILED, MISSET, MISUSED, NOTHING, account, deliver, installation, run, terminal
from reveille.desk import accounts
from reveille.desk.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch, tmp_path):
    """Give a command; return its exit code and what it complained of."""
    monkeypatch.setattr(installation, "ready", lambda **_: tmp_path)
    complaints = []
    monkeypatch.setattr(terminal, "complain", lambda error, hint="": complaints.append(f"{error} | {hint}"))
    app = typer.Typer()
    for verb in (account, deliver, run):
        verb.register(app)

    def give(*words):
        done = CliRunner().invoke(app, list(words))
        return done.exit_code, "\n".join(complaints) + done.output

    return give


def test_account_that_is_there_already_is_not_called_a_wrong_address(told):
    accounts.make("ann@paper.example", Role.EDITOR)

    code, said = told("account", "Ann@paper.example")

    assert code == MISSET
    assert said.startswith("There is an account of this address already")
    assert "--renew" in said
    assert "cannot be reached" not in said and "can be reached" not in said


def test_sending_again_where_nothing_is_closed_finds_nothing_to_do_it_with(told, newsletter):
    code, said = told("deliver", "--to", "ann@paper.example")

    assert code == NOTHING
    assert "no edition is closed" in said


def test_sending_again_for_a_newsletter_that_is_not_there_names_those_that_are(told, newsletter):
    code, said = told("deliver", "--missed", "--newsletter", "nope")

    assert code == MISUSED
    assert newsletter.slug in said


def test_site_that_cannot_listen_at_such_a_host_says_so(told, monkeypatch):
    monkeypatch.setattr(run.signal, "signal", lambda *_: None)  # Ctrl-C stays the tests' own

    code, said = told("run", "--host", "999.1.1.1", "--port", "0")

    assert code == FAILED
    assert "cannot listen on 999.1.1.1:0" in said
    assert "--host" in said
