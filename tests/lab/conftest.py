"""The mail lab's fixtures. Its tests run inside its namespace: ``tests/lab/lab run``."""

import os
import secrets
import shutil
from datetime import timedelta

import pytest
from tests.lab import installation
from tests.lab.installation import Installation

INSIDE = "LAB_RUN" in os.environ
POSTGRES = os.environ.get("REVEILLE_TEST_DATABASE", "")


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(installation.DRIVER.parent):
            item.add_marker(pytest.mark.lab)
            if not INSIDE:
                item.add_marker(pytest.mark.skip(reason="the mail lab is not up: tests/lab/lab says how to have it"))


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """Return the installation on a database with the sample morning's edition closed; each test copies it."""
    made = {}

    def one(database):
        if database not in made:
            folder = tmp_path_factory.mktemp("founded") / "data"
            shutil.copytree(installation.RUN / "keys" / "dkim", folder / "dkim")
            at = installation.now()
            new = Installation(folder, POSTGRES if database == "postgres" else "", at, "founded")
            # The last closing (06:00 UTC) may be up to a day ago: by then it was due for whoever chose this minute.
            new.drive("found", (at - timedelta(hours=6)).date().isoformat())
            made[database] = new
        return made[database]

    return one


@pytest.fixture(params=["sqlite"])
def house(request, founded, tmp_path):
    """An installation of this test's own; on both databases where a test asks for ``both_databases``."""
    if request.param == "postgres" and not POSTGRES:
        pytest.skip("needs a PostgreSQL server: tests/with_postgres.py")
    first = founded(request.param)
    return installation.copy_of(first, tmp_path / "data", first.database, secrets.token_hex(4))


both_databases = pytest.mark.parametrize("house", ["sqlite", "postgres"], indirect=True)
