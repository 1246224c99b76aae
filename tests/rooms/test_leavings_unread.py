"""A journal of leavings that cannot be read: nobody is written to, and the operator hears."""

from pathlib import Path

import pytest
from django.urls import reverse
from tests.rooms import desk
from tests.rooms.people import CLOSING, edition, reader
from tests.rooms.test_leavings import DUE

from reveille import day
from reveille.cli import main, table
from reveille.core.errors import LeavingsError
from reveille.delivery import planning
from reveille.desk.roles import Role
from reveille.mail import alarm
from reveille.subscribers import dispatch, journal, recalling, unsubscribe
from reveille.subscribers.models import Asking, Recalled

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def unreadable(monkeypatch):
    """Let the files of the journal be somebody else's while it lasts."""
    real = Path.open

    def refused(path, *more, **named):
        if path.parent.name == "left":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *more, **named)

    with monkeypatch.context() as disk:
        disk.setattr(Path, "open", refused)
        yield disk


def test_a_journal_that_may_not_be_read_keeps_letters_back_and_the_operator_hears_once(
    newsletter, clock, outbox, unreadable
):
    reader(newsletter, "alice")
    unsubscribe.leave(reader(newsletter, "bob"), clock.now, how="button")
    planning.plan(edition(newsletter), CLOSING)
    Recalled.objects.all().delete()
    clock.now = DUE

    for act in (lambda: day.send(clock, outbox, "one"), lambda: dispatch.dispatch(clock)):
        with pytest.raises(LeavingsError):
            act()

    assert not outbox.letters()
    [told] = alarm.lasting()
    assert told.subject == journal.UNREAD
    assert str(journal.files()[0]) in told.words
    unreadable.undo()
    assert day.send(clock, outbox, "one").ended["sent"] == 1
    assert not alarm.lasting()


def test_a_folder_that_may_not_be_read_keeps_letters_back_too(newsletter, clock, monkeypatch):
    unsubscribe.leave(reader(newsletter, "bob"), clock.now, how="button")

    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(LeavingsError, match="left: Permission denied"):
        recalling.recall(clock.now)


def test_a_command_says_which_file_it_is_and_what_to_type(newsletter, clock, unreadable, monkeypatch, capsys, settings):
    unsubscribe.leave(reader(newsletter, "bob"), clock.now, how="button")
    monkeypatch.setattr(table, "app", lambda: recalling.recall(clock.now))

    with pytest.raises(SystemExit):
        main()

    told = " ".join(capsys.readouterr().err.split())
    assert "The journal of leavings cannot be read" in told
    assert "Permission denied" in told
    assert f"sudo chown -R --reference={settings.DATA}" in told


@pytest.mark.parametrize("act", ["try", "import"])
def test_the_desk_takes_no_list_and_says_which_file_it_is_and_what_to_type(newsletter, clock, unreadable, act):
    unsubscribe.leave(reader(newsletter, "bob"), clock.now, how="button")
    owner = desk.at_desk(Role.OWNER)
    form = {"newsletter": "military", "act": act, "list": "new@post.example\n"}

    answer = owner.post(reverse("subscriber-import"), form)

    page = answer.content.decode()
    assert answer.status_code == 503
    assert "The journal of leavings cannot be read" in page
    assert str(journal.files()[0]) in page
    assert "Permission denied" in page
    assert "sudo chown -R --reference=" in page
    assert "new@post.example" in page  # what was pasted is there for another try
    assert "Import it" not in page
    assert not Asking.objects.exists()
    unreadable.undo()
    assert owner.post(reverse("subscriber-import"), form).status_code == 200
