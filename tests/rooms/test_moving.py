"""A database moved to another: every value as it was, the numbers given on, and all of it or nothing."""

import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections
from tests.rooms import people

from reveille import day
from reveille.core.errors import MoveError
from reveille.delivery.models import Delivery, DomainPace
from reveille.editions import searching
from reveille.editions.models import Edition, Newsletter, Placement
from reveille.moving import tables, way
from reveille.newsroom.models import Article, Fingerprint, Story
from reveille.sources.models import Outlet
from reveille.subscribers.models import Subscriber, Suppression

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
MOMENT = datetime(1999, 12, 31, 23, 59, 59, 999999, UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory, django_db_setup, django_db_blocker):
    """An empty database on SQLite, brought up to this version."""
    path = tmp_path_factory.mktemp("source") / "reveille.sqlite3"
    with django_db_blocker.unblock():
        with_source(path)
        call_command("migrate", database="source", verbosity=0)
        without_source()
    return path.read_bytes()


def with_source(path):
    like = {**connections.databases["default"], "ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}
    like["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 0}
    connections.databases["source"] = like
    connections["source"].connect()  # by hand: the tests' guard lets nothing but the default one be connected later


def without_source():
    connections["source"].close()
    del connections["source"], connections.databases["source"]


@pytest.fixture
def source(made, tmp_path, transactional_db):
    """A database with an edition, its reader, and what is odd in every kind of column."""
    (tmp_path / "reveille.sqlite3").write_bytes(made)
    with_source(tmp_path / "reveille.sqlite3")
    yield furnished("source")
    without_source()


def furnished(alias):
    outlet = Outlet.objects.using(alias).create(
        id=7, slug="a", name="Ä 😀", home="https://a.example", family="a", hosts=["b", {"z": 1.5, "a": [None, 1e16]}]
    )
    article = Article.objects.using(alias).create(
        id=2**40, outlet=outlet, link="https://a.example/1", title="Mines cleared", text="é\r\n\tü", found_at=MOMENT
    )
    later = Article.objects.using(alias).create(
        id=3, outlet=outlet, link="https://a.example/2", title="The same", found_at=NOW, copy_of=article
    )
    Fingerprint.objects.using(alias).create(
        article=later, digest="d", marks=bytes(range(256)), gone=b"", shingles=b"\0\0"
    )
    DomainPace.objects.using(alias).create(domain="a.example", gap=0.1, pause=timedelta(days=400, microseconds=1))
    letter = Newsletter.objects.using(alias).create(id=5, slug="military", name="Reveille", beat="military")
    edition = Edition.objects.using(alias).create(
        newsletter=letter, date=date(2026, 11, 24), state="closed", closing_at=NOW, closed_at=NOW, number=1
    )
    story = Story.objects.using(alias).create(slug="mines", founded_at=NOW)
    Placement.objects.using(alias).create(
        edition=edition, story=story, slug="mines", position=1, score=-0.0, item={"headline": "Mines cleared"}
    )
    reader = Subscriber.objects.using(alias).create(
        address="a@a.example", address_key="a@a.example", address_hash="h", created_at=NOW
    )
    subscription = reader.subscriptions.create(newsletter=letter, minute=390, state="confirmed", asked_at=NOW)
    Delivery.objects.using(alias).create(
        edition=edition, subscription=subscription, due_at=NOW, next_try_at=NOW, expires_at=NOW, state="sent"
    )
    gone = Suppression.objects.using(alias).create(id=900, address_hash="x", reason="erased", at=NOW)
    gone.delete()
    return alias


def move(source):
    return way.move(source, NOW, day.unwatched)


def rows(alias):
    return {
        table: list(table._base_manager.using(alias).order_by("pk").values_list())
        for table in (Outlet, Article, DomainPace, Newsletter, Edition, Subscriber, Delivery)
    }


def test_every_value_is_there_as_it_was_and_the_source_too(source):
    before = rows(source)

    moved = move(source)

    assert moved.changed == []
    assert moved.rows["newsroom.Article"] == 2
    assert rows("default") == rows(source) == before
    assert bytes(Fingerprint.objects.get().marks) == bytes(range(256))
    assert Article.objects.get(id=3).copy_of.found_at == MOMENT
    assert Outlet.objects.get().hosts == ["b", {"z": 1.5, "a": [None, 1e16]}]


def test_number_that_was_somebodys_is_given_to_nobody_else(source):
    move(source)

    assert Suppression.objects.create(address_hash="y", reason="asked", at=NOW).pk == 901
    assert Article.objects.create(outlet_id=7, link="https://a.example/3", title="t", found_at=NOW).pk == 2**40 + 1


def test_what_is_searched_in_is_made_there_anew(source):
    """Whatever the index there still had: it is no table of a model, and empty tables say nothing of it."""
    with connection.cursor() as cursor:
        cursor.execute(searching._dialect(connection.vendor).add, (10**6, "mines long gone", "", ""))

    assert searching.find("mine").placements == ()
    move(source)

    found = searching.find("mine")
    assert ([one.slug for one in found.placements], found.total) == (["mines"], 1)


def test_what_postgres_takes_in_no_text_is_named_and_stays_as_it_is_elsewhere(source):
    Article.objects.using(source).filter(id=3).update(title="a\0b")
    Outlet.objects.using(source).update(hosts=["\ud800", "\0"])

    moved = move(source)

    there = Article.objects.get(id=3).title, Outlet.objects.get().hosts
    if connection.vendor == "postgresql":
        assert sorted(moved.changed) == [("newsroom.Article", 3, "title"), ("sources.Outlet", 7, "hosts")]
        assert there == ("a�b", ["�", "�"])
    else:
        assert moved.changed == []
        assert there == ("a\0b", ["\ud800", "\0"])
    assert Article.objects.using(source).get(id=3).title == "a\0b"


def test_row_that_the_other_database_refuses_is_named_and_nothing_is_moved(source):
    Article.objects.using(source).filter(id=3).update(title="t" * 501, position=40000)
    if connection.vendor == "sqlite":
        with connections[source].cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        Article.objects.using(source).filter(id=3).update(position=-1)

    with pytest.raises(MoveError, match=r"newsroom\.Article 3"):
        move(source)

    assert tables.held("default") == {}


def test_row_that_belongs_to_nothing_is_found_and_nothing_is_moved(source):
    with connections[source].cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
    Article.objects.using(source).filter(id=3).update(outlet_id=99)

    with pytest.raises(MoveError, match="belongs to one that is not there"):
        move(source)

    assert tables.held("default") == {}


def test_row_that_does_not_arrive_is_noticed_and_nothing_is_moved(source, monkeypatch):
    told = way.copying._write
    monkeypatch.setattr(
        way.copying, "_write", lambda table, found, there: told(table, found[1:] if table is Article else found, there)
    )

    with pytest.raises(MoveError, match=r"newsroom\.Article is not the same there: 2 rows here, 1 there"):
        move(source)

    assert tables.held("default") == {}


def test_database_that_holds_anything_is_refused(source, newsletter):
    people.reader(newsletter, "bob")

    with pytest.raises(MoveError, match=r"not empty: it holds 1 editions\.Newsletter"):
        move(source)

    assert Subscriber.objects.get().address == "bob@post.example"


def test_letter_that_a_dead_worker_had_in_hand_keeps_its_lease(source):
    Delivery.objects.using(source).update(state="handed", lease_until=NOW + timedelta(minutes=9))

    move(source)

    assert Delivery.objects.get().lease_until == NOW + timedelta(minutes=9)


def test_nobody_writes_while_it_is_moved(source, monkeypatch):
    told, refused = way.copying.copy, []

    def beside(*words):
        with sqlite3.connect(connections["source"].settings_dict["NAME"], timeout=0) as other:
            try:
                other.execute("DELETE FROM delivery_delivery")
            except sqlite3.OperationalError as error:
                refused.append(str(error))
        other.close()
        return told(*words)

    monkeypatch.setattr(way.copying, "copy", beside)
    move(source)

    assert set(refused) == {"database is locked"}
    assert Delivery.objects.count() == 1


def test_every_table_of_the_installation_is_moved():
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))

    moved = {table._meta.db_table for table in tables.every()}
    assert moved - there == set()
    beside = {name for name in there - moved if not name.startswith("editions_search")}
    assert beside == {"django_migrations"}
