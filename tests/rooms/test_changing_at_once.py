"""A reader changes days or hour while somebody else is at the same rows: what is planned is what was chosen last.

On PostgreSQL, on two connections; SQLite lets one writer in at a time.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from tests.rooms.people import CLOSING, DAY, assert_balanced, edition, reader

from reveille.core import schedule
from reveille.delivery import planning
from reveille.delivery.models import Delivery
from reveille.editions import founding
from reveille.editions.models import Edition
from reveille.subscribers import preferences
from reveille.subscribers.models import Subscription

NOT_TUESDAY = schedule.EVERY_DAY - 2
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _two_writers(newsletter):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")


@pytest.fixture
def beside():
    """Return what does an act on another connection, and comes back once it is done or waits for one of our rows."""
    with ThreadPoolExecutor(1) as other:

        def begin(act):
            known, told = threading.Event(), []

            def do():
                try:
                    with connection.cursor() as cursor:
                        cursor.execute("SELECT pg_backend_pid()")
                        told.append(cursor.fetchone()[0])
                    known.set()
                    act()
                finally:
                    known.set()
                    connection.close()

            doing = other.submit(do)
            known.wait(30)
            while not doing.done() and not _waits(told[0]):
                pass
            return doing

        yield begin


def _waits(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid])
        return cursor.fetchone()[0]


def choose(subscription, minute=390, weekdays=schedule.EVERY_DAY):
    mine = Subscription.objects.get(pk=subscription.pk)
    preferences.change(mine, preferences.Choice(minute, "UTC", weekdays, "html"), CLOSING)


def planned():
    return Delivery.objects.values_list("state", "due_at").get()


def test_of_two_changes_of_days_the_last_one_counts(newsletter, beside):
    alice, today = reader(newsletter, "alice"), edition(newsletter)
    planning.plan(today, CLOSING)

    with transaction.atomic():
        choose(alice, weekdays=NOT_TUESDAY)
        other = beside(lambda: choose(alice, minute=450))
    other.result()
    assert planned() == ("planned", datetime(2026, 11, 24, 7, 30, tzinfo=UTC))

    with transaction.atomic():
        choose(alice, minute=480)
        other = beside(lambda: choose(alice, weekdays=NOT_TUESDAY))
    other.result()
    assert planned()[0] == "skipped"
    assert_balanced(today, skipped=1)


def test_hour_that_is_changed_while_the_edition_is_planned_counts(newsletter, beside):
    alice, today = reader(newsletter, "alice"), edition(newsletter)

    with transaction.atomic():
        planning.plan(today, CLOSING)
        other = beside(lambda: choose(alice, minute=450))
    other.result()

    assert planned() == ("planned", datetime(2026, 11, 24, 7, 30, tzinfo=UTC))


def test_one_who_is_sent_the_edition_while_it_is_planned_is_in_its_books(newsletter, beside):
    reader(newsletter, "alice")
    late = reader(newsletter, "hana", confirmed_at=CLOSING + timedelta(minutes=1))
    today = edition(newsletter)

    with transaction.atomic():
        planning.plan(today, CLOSING)
        other = beside(lambda: planning.add(today, late, CLOSING))
    other.result()

    assert_balanced(today, open=2)


def test_edition_that_is_planned_while_an_hour_is_changed_is_due_at_the_new_one(newsletter, beside):
    alice, today = reader(newsletter, "alice"), edition(newsletter)

    with transaction.atomic():
        choose(alice, minute=450)
        other = beside(lambda: planning.plan(today, CLOSING))
    other.result()

    assert planned() == ("planned", datetime(2026, 11, 24, 7, 30, tzinfo=UTC))


def test_readers_wait_neither_for_each_other_nor_for_who_composes(newsletter, beside):
    """Four who save their hour while a draft is made hold no thread of the site's."""
    alice, bob, today = reader(newsletter, "alice"), reader(newsletter, "bob"), edition(newsletter)
    coming = edition(newsletter, DAY + timedelta(days=1), state="draft", closed_at=None)
    planning.plan(today, CLOSING)

    with transaction.atomic():
        list(Edition.objects.select_for_update().filter(pk__in=[today.pk, coming.pk]))
        choose(alice, minute=450)
        other = beside(lambda: choose(bob, minute=480))
        assert other.done()
    other.result()

    assert set(Delivery.objects.values_list("due_at__hour", flat=True)) == {7, 8}


def test_planners_of_another_newsletter_are_not_waited_for(newsletter, beside):
    world = founding.newsletter("world", "everything")
    alice, today = reader(newsletter, "alice"), edition(world)
    reader(world, "bob")

    with transaction.atomic():
        planning.plan(today, CLOSING)
        other = beside(lambda: choose(alice, minute=450))
        assert other.done()
    other.result()
