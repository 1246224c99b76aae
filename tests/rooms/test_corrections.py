"""What was wrong in a closed edition is said in the next one too: in its letter and on its page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.rooms import desk
from tests.rooms.test_replay import YESTERDAY, closed

from reveille import day
from reveille.desk.roles import Role
from reveille.editions import acts, replay
from reveille.editions.models import Act, Edition

from .conftest import DAY

__all__ = ["closed"]  # a fixture
pytestmark = pytest.mark.django_db

WRONG = "The <b>ferry</b> sailed in May."
TOLD = "The &lt;b&gt;ferry&lt;/b&gt; sailed in May."
NAMED = "To the edition of Monday, 23 November:"


def correct(edition, words=WRONG):
    editor = desk.at_desk(Role.EDITOR)
    address = reverse("desk-act", args=["military", edition.date])
    answer = editor.post(address, {"kind": "correct", "seen": acts.seen(edition), "text": words})
    assert answer.status_code == 303
    return editor


def page_of(client, edition):
    return client.get(reverse("edition", args=["military", edition.date])).content.decode()


def next_one(newsletter, clock, later=timedelta(0)):
    clock.set(DAY, 6)
    clock.pass_(seconds=later.total_seconds())
    return day.close(newsletter, DAY, clock()).edition


def test_a_correction_after_sending_stands_in_the_next_letter_and_on_both_pages(closed, newsletter, clock, client):
    correct(closed)
    clock.pass_(minutes=1)

    today = next_one(newsletter, clock)

    assert NAMED in today.html and TOLD in today.html
    assert f"{NAMED} {WRONG}" in " ".join(today.text.split())
    assert TOLD in page_of(client, closed)
    assert NAMED in page_of(client, today) and TOLD in page_of(client, today)
    assert replay.replay(today).same


def test_one_that_was_taken_back_before_the_next_closing_stands_nowhere(closed, newsletter, clock, client):
    editor = correct(closed)
    address = reverse("desk-act", args=["military", YESTERDAY])
    form = {"kind": "undo", "seen": acts.seen(closed), "act": Act.objects.get().pk}
    assert editor.post(address, form).status_code == 303
    clock.pass_(minutes=1)

    today = next_one(newsletter, clock)

    assert "sailed in May" not in today.html + page_of(client, closed) + page_of(client, today)


def test_a_gap_between_editions_loses_no_correction(closed, newsletter, clock):
    """What is news is cut at three days; what we said wrongly is not."""
    clock.set(YESTERDAY, 7)
    correct(closed)
    later = DAY + timedelta(days=3)
    clock.set(later, 6)

    (said,) = acts.corrections(newsletter, closed, clock())

    assert (said.day, said.text) == (YESTERDAY, WRONG)


def test_the_edition_after_that_does_not_say_it_again(closed, newsletter, clock):
    correct(closed)
    clock.pass_(minutes=1)
    today = next_one(newsletter, clock)
    clock.set(DAY + timedelta(days=1), 6)

    assert acts.corrections(newsletter, Edition.objects.get(pk=today.pk), clock()) == []
