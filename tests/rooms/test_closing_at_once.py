"""Two editors, or a double click, or an editor and the clock, close at the same moment: one closing, one mailing."""

import pytest
from django.urls import reverse
from tests.rooms import desk, people
from tests.rooms.at_once import at_once
from tests.rooms.test_desk_acts import DAY, draft

from reveille import day
from reveille.delivery.models import Delivery
from reveille.desk.models import LogEntry
from reveille.desk.roles import Role
from reveille.editions import acts, renderings, replay
from reveille.editions.models import Edition

__all__ = ["draft"]  # a fixture
pytestmark = pytest.mark.django_db(transaction=True)

READERS = 3


@pytest.fixture
def readers(draft, newsletter):
    return [people.reader(newsletter, f"reader{number}") for number in range(READERS)]


@pytest.fixture
def together(tmp_path, monkeypatch):
    return lambda *all_: at_once(tmp_path, monkeypatch, *all_)


def pressing(client):
    """What presses "Close now" on the page as it is."""
    form = {"kind": "close", "seen": acts.seen(Edition.objects.get())}
    return lambda: client.post(reverse("desk-act", args=["military", DAY]), form).status_code


def test_two_editors_at_once_close_one_edition(draft, readers, together, clock):
    first, second = (desk.at_desk(Role.EDITOR, name) for name in ("alice", "bob"))

    assert together(pressing(first), pressing(second)) == [303, 303]

    closed = Edition.objects.get()
    assert (closed.state, closed.number) == ("closed", 1)
    assert closed.digest == renderings.digest(closed.html, closed.text)
    assert LogEntry.objects.filter(act="close").count() == 1
    assert replay.replay(closed).same


def test_an_editor_and_the_clock_at_once_close_one_edition(draft, readers, together, clock):
    editor = desk.at_desk(Role.EDITOR)
    clock.set(DAY, 6)

    status, _ = together(pressing(editor), lambda: day.close_due(clock))

    assert (status, Edition.objects.get().state) == (303, "closed")
    assert replay.replay(Edition.objects.get()).same


def test_what_two_closed_at_once_is_mailed_once(draft, readers, together, clock, outbox):
    editor = desk.at_desk(Role.EDITOR)

    def closes_and_mails():
        status = pressing_then()
        day.plan(clock())
        return status

    pressing_then = pressing(editor)  # a double click: one session, twice
    assert together(closes_and_mails, closes_and_mails) == [303, 303]
    clock.set(DAY, 6, 31)
    day.plan(clock(), again=True)
    day.send(clock, outbox, "one")

    assert Delivery.objects.filter(state="sent").count() == Delivery.objects.count() == READERS
    assert len(outbox.letters()) == READERS
