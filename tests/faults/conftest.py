"""Databases and folders for the faults: each test has its own."""

import importlib.util
import itertools
import os
import tempfile
from pathlib import Path

import pytest
from tests.faults.house import House

numbers = itertools.count()
spec = importlib.util.spec_from_file_location("with_postgres", Path(__file__).parents[1] / "with_postgres.py")
with_postgres = importlib.util.module_from_spec(spec)
spec.loader.exec_module(with_postgres)


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL of this session's own."""
    if not with_postgres.binaries():
        pytest.skip("PostgreSQL is not installed")
    with with_postgres.Cluster() as running:
        yield running


@pytest.fixture
def folder(tmp_path):
    """A folder in memory, where there is one: a process that is killed loses nothing there, and fsync costs nothing."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="reveille-fault-", dir=memory) as place:
        yield Path(place)


@pytest.fixture(params=["sqlite", "postgres"])
def house(request, folder):
    """An installation on each of the two databases."""
    return made(request, request.param, folder)


@pytest.fixture
def on_sqlite(folder):
    return House(folder)


@pytest.fixture
def on_postgres(request, folder):
    return made(request, "postgres", folder)


def made(request, kind, folder):
    if kind == "sqlite":
        return House(folder)
    return House(folder, request.getfixturevalue("cluster").database(f"fault{next(numbers)}"))
