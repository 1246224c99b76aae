"""The site under a WSGI server of the operator's: it serves what is fit to be served, and refuses the rest by name."""

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from tests.journeys.test_commands import ROOT, environment, reveille

ASKED = """
import sys
from reveille.project.wsgi import application
heads = []
environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
           "wsgi.input": sys.stdin.buffer, "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr}
body = b"".join(application(environ, lambda status, headers: heads.append(status)))
print(heads[0], len(body))
"""
REFUSED = 3  # by which gunicorn knows that starting once more is of no use


def served(folder, **told):
    return subprocess.run(
        [sys.executable, "-c", ASKED], env=environment(folder, **told), cwd=ROOT, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wsgi") / "data"
    assert reveille(folder, "sources").returncode == 0
    return folder


def refused(done, *words):
    assert done.returncode == REFUSED, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "\nreveille: " in f"\n{done.stderr}"
    for word in words:
        assert word in done.stderr


def test_installation_that_is_fit_is_served(made):
    done = served(made)

    assert done.stdout.startswith("200 OK"), done.stderr


def test_new_folder_is_made_ready_and_served(tmp_path):
    assert served(tmp_path / "new").stdout.startswith("200 OK")


def test_wrong_key_is_refused_by_name(made):
    refused(served(made, REVEILLE_SECRET_KEY="another"), "REVEILLE_SECRET_KEY", "made with another one")


def test_wrong_setting_is_refused_by_name(made):
    refused(served(made, REVEILLE_CONNECTIONS="many"), "REVEILLE_CONNECTIONS", "docs/settings.md")


def test_database_that_does_not_answer_is_refused_by_name(made):
    pytest.importorskip("psycopg")
    gone = "postgresql://nobody@127.0.0.1:1/none"

    refused(served(made, REVEILLE_DATABASE=gone), "the database cannot be used")


def test_database_of_a_newer_version_is_refused_by_name(made):
    newer = "INSERT INTO django_migrations (app, name, applied) VALUES ('mail', '9999_later', '2027-01-01')"
    with closing(sqlite3.connect(made / "reveille.sqlite3")) as database:
        database.execute(newer)
        database.commit()
        try:
            refused(served(made), "newer version", "mail 9999_later")
        finally:
            database.execute("DELETE FROM django_migrations WHERE name = '9999_later'")
            database.commit()


def test_journal_that_cannot_be_read_is_refused_by_name(made):
    folder = made / "left" / "2026-11.0123abcd.txt"  # where a file should be
    folder.mkdir(parents=True)
    try:
        refused(served(made), "The journal of leavings cannot be read", folder.name)
    finally:
        folder.rmdir()
