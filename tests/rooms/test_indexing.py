"""An index of a table in use is made beside its writers, and may be made again where it was cut off."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, models, transaction
from django.db.migrations import AddIndex, CreateModel
from django.db.migrations.loader import MigrationLoader
from tests.rooms.people import reader

from reveille.indexing import AddIndexBeside
from reveille.subscribers.models import Subscription

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = {("delivery", "0003_bounces")}  # made before anybody had a table to wait for
NAME = "trial_of_an_index"
postgres_alone = pytest.mark.skipif(
    not os.environ.get("REVEILLE_TEST_DATABASE"), reason="SQLite lets one writer in at a time"
)


@pytest.fixture
def operation():
    made = AddIndexBeside("subscription", models.Index(fields=["asked_at"], name=NAME))
    yield made
    with connection.schema_editor(atomic=False) as editor:
        made.database_backwards("subscribers", editor, *states())
    assert NAME not in indexes()


def states():
    state = MigrationLoader(connection).project_state()
    return state, state


def make(operation, *, collect_sql=False):
    with connection.schema_editor(collect_sql=collect_sql, atomic=False) as editor:
        operation.database_forwards("subscribers", editor, *states())
    return "\n".join(editor.collected_sql) if collect_sql else ""


def indexes():
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, Subscription._meta.db_table)


def test_migrations_make_an_index_of_a_table_that_is_there_already_beside_its_writers():
    found = 0
    for (app, name), migration in MigrationLoader(connection).disk_migrations.items():
        if not migration.__module__.startswith("reveille.") or (app, name) in BEFORE:
            continue
        new = {one.name.lower() for one in migration.operations if isinstance(one, CreateModel)}
        added = [one for one in migration.operations if isinstance(one, AddIndex) and one.model_name_lower not in new]
        assert all(isinstance(one, AddIndexBeside) for one in added), f"{app} {name}: use AddIndexBeside"
        assert not (added and migration.atomic), f"{app} {name}: say atomic = False"
        found += len(added)

    assert found >= 5


def test_its_sql_is_concurrent_on_postgresql_and_plain_on_sqlite(operation):
    told = make(operation, collect_sql=True)

    assert 'CREATE INDEX CONCURRENTLY "trial_of_an_index" ON' in told or connection.vendor != "postgresql"
    assert 'DROP INDEX CONCURRENTLY IF EXISTS "trial_of_an_index"' in told or connection.vendor != "postgresql"
    assert ("CONCURRENTLY" in told) is (connection.vendor == "postgresql")
    assert "CREATE INDEX" in told


def test_it_is_there_once_however_often_it_is_made(operation):
    make(operation)
    make(operation)

    assert indexes()[NAME]["columns"] == ["asked_at"]


@postgres_alone
def test_what_was_cut_off_is_made_anew(operation):
    make(operation)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass", [NAME])
        make(operation)
        cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = %s::regclass", [NAME])

        assert cursor.fetchone() == (True,)


@postgres_alone
def test_others_write_while_it_waits_for_a_long_transaction(operation, newsletter):
    alice, bob = reader(newsletter, "alice"), reader(newsletter, "bob")

    with ThreadPoolExecutor(2) as others:
        with transaction.atomic():
            Subscription.objects.filter(pk=alice.pk).update(minute=400)  # and does not end
            making = others.submit(_apart, lambda: make(operation))
            while not (making.done() or _somebody_waits_for_us()):
                pass
            assert others.submit(_apart, lambda: _write(bob)).result() == 1
        making.result()

    assert indexes()[NAME]["columns"] == ["asked_at"]


def _apart(act):
    try:
        return act()
    finally:
        connection.close()


def _somebody_waits_for_us():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone()[0] > 0


def _write(subscription):
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")  # where it had to wait for the index it would not come to an end
    return Subscription.objects.filter(pk=subscription.pk).update(minute=410)
