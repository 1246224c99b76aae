"""Several things done at once on a real database, each in a thread and on a connection of its own."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def at_once(tmp_path, monkeypatch, *acts):
    """Do all acts at one moment; return what each returned. The test must be transactional.

    SQLite's tests have their database in memory, where a second connection knows no waiting: for this moment it
    stands in a file, as an installation's does.
    """
    ready = threading.Barrier(len(acts))

    def do(act):
        try:
            ready.wait(timeout=30)
            return act()
        finally:
            connection.close()

    if connection.vendor != "sqlite":
        return _all(do, acts)
    file = tmp_path / "at-once.sqlite3"
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    with monkeypatch.context() as elsewhere:
        elsewhere.setitem(connection.settings_dict, "NAME", str(file))
        told = _all(do, acts)
    with sqlite3.connect(file) as copy:
        copy.backup(connection.connection)
    return told


def _all(do, acts):
    with ThreadPoolExecutor(len(acts)) as threads:
        return [one.result() for one in [threads.submit(do, act) for act in acts]]
