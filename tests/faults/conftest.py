"""Databases and folders for the faults: each test has its own."""

import importlib.util
import os
import tempfile
from pathlib import Path

import pytest
from tests.faults.house import Founded, House

spec = importlib.util.spec_from_file_location("with_postgres", Path(__file__).parents[1] / "with_postgres.py")
with_postgres = importlib.util.module_from_spec(spec)
spec.loader.exec_module(with_postgres)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults)


@pytest.fixture(scope="session")
def cluster():
    """A PostgreSQL of this session's own."""
    if not with_postgres.binaries():
        pytest.skip("PostgreSQL is not installed")
    with with_postgres.Cluster() as running:
        yield running


@pytest.fixture(scope="session")
def memory(tmp_path_factory):
    """A folder in memory, where there is one: a process that is killed loses nothing there, and fsync costs nothing."""
    place = Path("/dev/shm")
    if not os.access(place, os.W_OK):
        yield tmp_path_factory.mktemp("faults")
        return
    with tempfile.TemporaryDirectory(prefix="reveille-fault-", dir=place) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def founded_on_sqlite(memory):
    return Founded(memory / "founded")


@pytest.fixture(scope="session")
def founded_on_postgres(memory, cluster):
    return Founded(memory / "founded", cluster)


@pytest.fixture
def folder(memory):
    with tempfile.TemporaryDirectory(prefix="house-", dir=memory) as place:
        yield Path(place)


@pytest.fixture
def on_sqlite(folder, founded_on_sqlite):
    return House(folder, founded=founded_on_sqlite)


@pytest.fixture
def on_postgres(folder, founded_on_postgres):
    return House(folder, founded=founded_on_postgres)


@pytest.fixture(params=["sqlite", "postgres"])
def house(request):
    """An installation on each of the two databases."""
    return request.getfixturevalue(f"on_{request.param}")
