"""F14, F15, F22: the disk is full, the database is locked, lost or put back: nobody is written to twice for it."""

import itertools
import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import threading
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from tests.faults.house import IN_DOUBT, ROOT, House, assert_each_once, assert_nobody_twice, eventually
from tests.faults.sink import Sink

AFTER_THE_LEASE = 25 * 60
WAITING = (
    "SELECT xact_start FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE%'"
)


# --- F14 ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk():
    """A disk of 8 MB that is filled and emptied, and can be made read-only."""
    with tempfile.TemporaryDirectory(prefix="reveille-disk-") as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], capture_output=True)
        if mounted.returncode:
            pytest.skip("mounting a small disk is not allowed here")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def fill(disk, leave):
    with (disk / "filler").open("wb") as file:
        free = shutil.disk_usage(disk).free
        file.write(b"\0" * max(0, free - leave))


def integrity(house):
    with closing(sqlite3.connect(house.folder / "reveille.sqlite3")) as database:
        return database.execute("PRAGMA integrity_check").fetchone()[0]


@pytest.mark.parametrize("leave", [0, 40_000, 150_000])
def test_full_disk_stops_before_the_dot_and_sending_goes_on_when_there_is_room(small_disk, founded_on_sqlite, leave):
    house = House(small_disk, founded=founded_on_sqlite).found(400)
    fill(small_disk, leave)
    with Sink() as sink:
        with house.worker(sink, STUMBLES=2) as full:
            with suppress(subprocess.TimeoutExpired):
                full.wait(5)
            full.terminate()
            full.wait(60)
        assert len(sink.taken) < 400
        (small_disk / "filler").unlink()
        house.work(sink, AHEAD=AFTER_THE_LEASE)

        assert integrity(house) == "ok"
        assert assert_nobody_twice(house, sink, 400) <= IN_DOUBT


def test_disk_that_is_read_only_lets_nothing_out(small_disk, founded_on_sqlite):
    house = House(small_disk, founded=founded_on_sqlite).found(20)
    with Sink() as sink:
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
        told = house.start("work", REVEILLE_RELAY_PORT=sink.port, STUMBLES=1)
        assert told.wait(60) != 0
        told.communicate()
        assert sink.taken == []
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
        house.work(sink, AHEAD=AFTER_THE_LEASE)

        assert_each_once(house, sink, 20)


# --- F15 ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("patience", "held"), [(20, 2), (0.3, 3)], ids=["waited for", "given up"])
def test_another_writer_that_holds_sqlite_in_mid_send(on_sqlite, patience, held):
    on_sqlite.found(600)
    with Sink() as sink, on_sqlite.worker(sink, PATIENCE=patience) as worker:
        sink.wait_for(100)
        with closing(sqlite3.connect(on_sqlite.folder / "reveille.sqlite3", timeout=30)) as other:
            other.execute("BEGIN IMMEDIATE")
            threading.Event().wait(held)  # not waiting for anything: the time that it is locked is what is tried
            other.rollback()
        worker.terminate()
        worker.wait(60)
        on_sqlite.work(sink, AHEAD=AFTER_THE_LEASE)

        in_doubt = assert_nobody_twice(on_sqlite, sink, 600)
        assert in_doubt == 0 if patience > held else in_doubt <= IN_DOUBT


def crash(on_postgres, cluster):
    cluster.stop()
    cluster.start()


def end_its_sessions(on_postgres, cluster):
    with psycopg.connect(on_postgres.database, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.parametrize("fault", [crash, end_its_sessions])
def test_postgres_that_goes_away_in_mid_send(on_postgres, cluster, fault):
    on_postgres.found(600)
    with Sink() as sink:
        for n in range(2):
            with on_postgres.worker(sink, AHEAD=n * AFTER_THE_LEASE) as worker:
                sink.wait_for(50 + n * 100)
                fault(on_postgres, cluster)
                worker.terminate()
                worker.wait(60)
        on_postgres.work(sink, AHEAD=3 * AFTER_THE_LEASE)

        assert assert_nobody_twice(on_postgres, sink, 600) <= 2 * IN_DOUBT


def test_deadlock_that_the_worker_loses(on_postgres):
    """Another holds a row that is about to be handed over, and asks for one that the same commit has settled."""
    on_postgres.found(600)
    with Sink() as sink, on_postgres.worker(sink) as worker:
        sink.wait_for(50)
        with psycopg.connect(on_postgres.database) as other:
            other.execute("SET deadlock_timeout = '1min'")  # it is the worker that finds out, and is rolled back
            while not interlocked(on_postgres, other):
                other.rollback()
        assert worker.wait(120) == 0
        assert "deadlock detected" in worker.logged()

        assert_each_once(on_postgres, sink, 600)


def test_rows_that_a_stopped_worker_has_locked_hold_up_nobody_else(on_postgres):
    """F24: it was stopped in mid-transaction, and its lease is over."""
    on_postgres.found(20)
    with Sink() as sink:
        on_postgres.do("plan")
        with psycopg.connect(on_postgres.database) as zombie:
            claimed = "UPDATE delivery_delivery SET state = 'claimed', worker = 'zombie', lease_until = due_at"
            zombie.execute(claimed + " WHERE id = (SELECT min(id) FROM delivery_delivery)")
            zombie.commit()
            zombie.execute("SELECT id FROM delivery_delivery WHERE state = 'claimed' FOR UPDATE")
            with on_postgres.worker(sink) as worker:
                sink.wait_for(19)
                zombie.rollback()
                assert worker.wait(120) == 0

        assert_each_once(on_postgres, sink, 20)


def interlocked(on_postgres, other):
    """Have ``other`` and the worker wait for each other; return whether the worker had to give way."""
    held = other.execute("SELECT id FROM delivery_delivery WHERE state IN ('claimed', 'planned') FOR UPDATE").fetchall()
    assert held, "all letters have left"
    with psycopg.connect(on_postgres.database, autocommit=True) as watch:
        eventually(lambda: watch.execute(WAITING).fetchone())
        waiting = watch.execute(WAITING).fetchone()
        other.execute("SELECT id FROM delivery_delivery WHERE state = 'handed' FOR UPDATE")
        # We have still what it waited for: if it waits no more, it was rolled back.
        return watch.execute(WAITING).fetchone() != waiting


@contextmanager
def losing_the_answer(address, nth):
    """A way to PostgreSQL that is cut when the ``nth`` COMMIT has been done and its answer has not come through."""
    port = int(address.rpartition(":")[2].partition("/")[0])
    seen, lost = itertools.count(1), []

    def pump(source, sink, asks, cut):
        with suppress(OSError):
            while data := source.recv(65536):
                if asks and b"COMMIT" in data and next(seen) == nth:
                    cut.set()
                    lost.append(True)
                    sink.sendall(data)
                    threading.Event().wait(0.3)  # the server does it, and its answer does not come through
                    break
                if not asks and cut.is_set():
                    break
                sink.sendall(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

        def serve():
            with suppress(OSError):
                while True:
                    client = stack.enter_context(listener.accept()[0])
                    server = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
                    cut = threading.Event()
                    for way in ((client, server, True, cut), (server, client, False, cut)):
                        threading.Thread(target=pump, args=way, daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield address.replace(f":{port}/", f":{listener.getsockname()[1]}/"), lost
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("nth", [2, 4, 6])
def test_commit_whose_answer_is_lost(on_postgres, nth):
    on_postgres.found(60)
    with Sink() as sink, losing_the_answer(on_postgres.database, nth) as (through, lost):
        with House(on_postgres.folder, through).worker(sink) as worker:
            eventually(lambda: lost)
            worker.terminate()
            worker.wait(60)
        on_postgres.work(sink, AHEAD=AFTER_THE_LEASE)

        assert assert_nobody_twice(on_postgres, sink, 60) <= IN_DOUBT


# --- F22 ------------------------------------------------------------------------------------------------------------


def test_database_put_back_from_before_the_send_writes_to_nobody_twice(on_sqlite):
    on_sqlite.found(30)
    path = on_sqlite.folder / "reveille.sqlite3"
    with closing(sqlite3.connect(path)) as database, closing(sqlite3.connect(on_sqlite.folder / "backup")) as backup:
        database.backup(backup)
    with Sink() as sink:
        on_sqlite.work(sink)
        assert_each_once(on_sqlite, sink, 30)
        for rest in ("-wal", "-shm"):
            path.with_name(path.name + rest).unlink(missing_ok=True)
        shutil.copy(on_sqlite.folder / "backup", path)

        on_sqlite.work(sink)

        assert len(sink.taken) == 30
        assert on_sqlite.states() == {"in_doubt": 30}
        status = on_sqlite.reveille("deliver", "--status").stdout
        assert "has forgotten 30 letters" in status
        assert "reveille deliver --doubtful" in status
        on_sqlite.reveille("deliver", "--doubtful", "--yes", REVEILLE_RELAY_PORT=sink.port)
        assert set(sink.copies.values()) == {2}
        assert len(set(sink.taken)) == 30  # with the Message-IDs of the first
        assert on_sqlite.states() == {"sent": 30}


def test_postgres_put_back_from_before_the_edition_was_planned_writes_to_nobody_twice(on_postgres, cluster):
    on_postgres.found(30)
    name = on_postgres.database.rpartition("/")[2]
    backup = cluster.database(f"{name}_backup", template=name)
    with Sink() as sink:
        on_postgres.work(sink)
        House(on_postgres.folder, backup).work(sink)

        assert len(sink.taken) == 30
        assert House(on_postgres.folder, backup).states() == {"in_doubt": 30}


def test_who_left_after_the_backup_gets_nothing_once_it_is_put_back_as_the_guide_says(house):
    """Left, erased and suppressed since; the lines are those of docs/operating.md."""
    house.found(12)
    gone = {"leave": "reader0@p0.example", "erase": "reader1@p1.example", "suppress": "reader2@p2.example"}
    kept = house.folder.with_name(f"{house.folder.name}-kept")
    with Sink() as sink:
        made = house.reveille("backup", str(kept))
        assert made.returncode == 0, made.stderr
        for act, address in gone.items():
            house.do(act, address)
        assert len(house.ledger()) == 0

        status = put_back(house, kept)
        assert "2 left, 1 erased, 2 not to be written to" in " ".join(status.stderr.split())
        house.work(sink)

        assert set(sink.copies) == {f"reader{n}@p{n % 3}.example" for n in range(3, 12)}
        assert house.states() == {"sent": 9}


def put_back(house, kept):
    """Do what the guide says, line by line, and return what its last one said."""
    guide = (ROOT / "docs" / "operating.md").read_text()
    block = guide[guide.index("To put one back") :].split("```")[1].strip()
    copying, sqlite, postgres, look = block.splitlines()
    assert look == "reveille deliver --status"
    for line in (copying, postgres if house.database else sqlite):
        told = line.replace("/mnt/elsewhere/reveille-2026-11-25", str(kept)).replace("postgresql://…", house.database)
        assert str(kept) in told
        subprocess.run(["bash", "-euc", told], env={**os.environ, "REVEILLE_DATA": str(house.folder)}, check=True)
    return house.reveille("deliver", "--status")
