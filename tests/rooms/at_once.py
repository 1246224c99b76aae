"""Several things done at once on a real database, each in a thread and on a connection of its own."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connection


@contextmanager
def shared(tmp_path, monkeypatch):
    """While it lasts, other threads have the test's database on connections of their own. The test is transactional.

    SQLite's tests have their database in memory, where a second connection knows no waiting: for this while it
    stands in a file, as an installation's does.
    """
    if connection.vendor != "sqlite":
        yield
        return
    file = tmp_path / "at-once.sqlite3"
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    with monkeypatch.context() as elsewhere:
        elsewhere.setitem(connection.settings_dict, "NAME", str(file))
        yield
    with sqlite3.connect(file) as copy:
        copy.backup(connection.connection)


def at_once(tmp_path, monkeypatch, *acts):
    """Do all acts at one moment; return what each returned."""
    ready = threading.Barrier(len(acts))

    def do(act):
        try:
            ready.wait(timeout=30)
            return act()
        finally:
            connection.close()

    with shared(tmp_path, monkeypatch), ThreadPoolExecutor(len(acts)) as threads:
        return [one.result() for one in [threads.submit(do, act) for act in acts]]
