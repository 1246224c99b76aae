"""The demo's installation, moved to PostgreSQL and back as an operator does it: same bytes, readers and ledger."""

import importlib.util
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.journeys.test_commands import environment, reveille

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("with_postgres", ROOT / "tests" / "with_postgres.py")
with_postgres = importlib.util.module_from_spec(spec)
spec.loader.exec_module(with_postgres)

LEAVE = """
import django, sys; django.setup()
from django.test import Client
print(Client().post(sys.argv[1], {"List-Unsubscribe": "One-Click"}, HTTP_HOST="127.0.0.1").status_code)
"""
DAYS = ("2026-11-23", "2026-11-24")


@pytest.fixture(scope="module")
def cluster():
    if not with_postgres.binaries():
        pytest.skip("PostgreSQL is not installed")
    with with_postgres.Cluster() as running:
        yield running


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """Two days of the sample morning, mailed to one reader, in SQLite."""
    path = tmp_path_factory.mktemp("demo") / "data"
    made = reveille(path, "demo", "--once", "--port", "0")
    assert made.returncode == 0, made.stderr
    return path


@pytest.fixture
def folder(demo, tmp_path):
    return Path(shutil.copytree(demo, tmp_path / "data"))


@pytest.fixture
def there(cluster, tmp_path):
    """The address of an empty database."""
    return cluster.database(f"moved{abs(hash(tmp_path)):x}")


def told(folder, address):
    """Say in the installation's file which database it has."""
    (folder / "reveille.toml").write_text(f'database = "{address}"\n')


def replayed(folder, day):
    found = reveille(folder, "replay", day)
    assert found.returncode == 0, found.stderr
    return re.search("Every byte is the same: SHA-256 ([0-9a-f]{64})", found.stdout)[1]


def ledger(folder):
    shown = reveille(folder, "deliver", "--status", "--json")
    assert shown.returncode == 0, shown.stderr  # 1 where it does not add up
    return json.loads(shown.stdout)["editions"]


def leave(folder):
    """Press the one click of the letter that the demo's reader got."""
    [letter] = [text for one in (folder / "received").glob("**/*") if one.is_file() and
                "List-Unsubscribe: " in (text := one.read_text("latin-1"))][:1]  # fmt: skip
    link = re.search(r"<https?://[^/>]+(/leave/[^>\s]+)>", re.sub(r"\n\s+", " ", letter))[1]
    done = subprocess.run(
        [sys.executable, "-c", LEAVE, link],
        env=environment(folder, DJANGO_SETTINGS_MODULE="reveille.project.settings"),
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.strip() == "200", done.stderr


def standing(folder):
    shown = reveille(folder, "subscribers", "show", "anneli.quist@post.example")
    return shown.stdout


def test_there_and_back_every_edition_replays_and_a_reader_leaves_by_an_old_link(folder, there):
    bytes_, books = [replayed(folder, day) for day in DAYS], ledger(folder)

    moved = reveille(folder, "move", there)

    assert moved.returncode == 0, moved.stderr
    assert f'database = "{there}"' in moved.stdout
    told(folder, there)
    assert [replayed(folder, day) for day in DAYS] == bytes_
    assert ledger(folder) == books
    leave(folder)
    assert "left" in standing(folder)
    (folder / "reveille.sqlite3").rename(folder / "before.sqlite3")

    back = reveille(folder, "move", "sqlite")

    assert back.returncode == 0, back.stderr
    (folder / "reveille.toml").unlink()
    assert [replayed(folder, day) for day in DAYS] == bytes_
    assert ledger(folder) == books
    assert "left" in standing(folder)


def test_who_goes_on_with_the_database_that_was_left_is_stopped_and_told_where_it_is(folder, there):
    assert reveille(folder, "move", there).returncode == 0

    stopped = reveille(folder, "deliver")

    assert stopped.returncode == 3
    assert f"moved from sqlite to postgresql://127.0.0.1:{there.split(':')[2].split('/')[0]}/" in stopped.stderr


def test_empty_database_in_place_of_the_one_that_was_in_use_is_refused(folder, there):
    assert reveille(folder, "sources").returncode == 0

    refused = reveille(folder, "sources", REVEILLE_DATABASE=there)

    assert refused.returncode == 3
    assert "is empty, and this installation had its readers in sqlite" in refused.stderr
    (folder / "reveille.sqlite3").rename(folder / "elsewhere.sqlite3")
    assert "sqlite is empty" in reveille(folder, "sources").stderr
    assert not (folder / "reveille.sqlite3").exists()


def test_init_keeps_the_database_and_the_secrets_that_the_environment_told_it(tmp_path, there):
    path = tmp_path / "new"
    (tmp_path / "password").write_text("open sesame\n")
    words = ("--name", "D", "--sender-address", "", "--postal-address", "", "--zone", "UTC", "--closing", "06:15",
             "--desk-account", "")  # fmt: skip
    given = {
        "REVEILLE_DATABASE": there, "REVEILLE_RELAY_HOST": "relay.example", "REVEILLE_RELAY_USER": "me",
        "REVEILLE_RELAY_PASSWORD_FILE": str(tmp_path / "password"), "REVEILLE_WEBHOOK_SECRET": 'a "quoted\\ one',
        "REVEILLE_SITE_URL": "https://news.example",
    }  # fmt: skip

    made = reveille(path, "init", *words, **given)

    assert made.returncode == 0, made.stderr
    assert "Kept from the environment in reveille.toml" in made.stdout
    assert "open sesame" not in (path / "reveille.toml").read_text()
    assert (path / "reveille.toml").stat().st_mode & 0o777 == 0o600
    assert not (path / "reveille.sqlite3").exists()
    [letter] = reveille(path, "newsletters", "list", "--json").stdout.splitlines()
    assert json.loads(letter)["name"] == "D"
    kept = subprocess.run(
        [sys.executable, "-c", "from reveille.project import settings as s\n"
         "print(s.RELAY.host, s.RELAY.user, s.RELAY.password, s.SITE_URL, s.CONFIGURATION.text('webhook_secret'))"],
        env=environment(path), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert kept.stdout == 'relay.example me open sesame https://news.example a "quoted\\ one\n', kept.stderr
    assert not (path / "reveille.sqlite3").exists()


def test_option_that_contradicts_the_environment_is_refused_by_init(tmp_path):
    refused = reveille(
        tmp_path / "new", "init", "--name", "D", "--sender-address", "", "--postal-address", "", "--relay-host", "",
        "--zone", "UTC", "--closing", "06:15", "--desk-account", "", "--site-url", "https://a.example",
        REVEILLE_SITE_URL="https://b.example",
    )  # fmt: skip

    assert refused.returncode == 3
    assert "--site-url: REVEILLE_SITE_URL in the environment, which wins, says something else" in refused.stderr


def test_file_and_environment_that_name_two_databases_are_remarked_on(folder, cluster, there):
    assert reveille(folder, "move", there).returncode == 0
    twin = cluster.database(f"{there.rpartition('/')[2]}b", template=there.rpartition("/")[2])
    told(folder, there)
    (folder / "reveille.toml").chmod(0o644)

    remarked = reveille(folder, "sources", REVEILLE_DATABASE=twin.replace("reveille@", "reveille:pw@"))

    assert remarked.returncode == 0, remarked.stderr
    assert "as the environment says, and not postgresql://127.0.0.1" in remarked.stderr
    assert "pw@" not in remarked.stderr
    assert "everybody on this machine may read" in remarked.stderr


@pytest.mark.parametrize("there_too", [False, True])
def test_secret_key_that_is_lost_is_named_and_no_other_is_made(folder, there, there_too):
    if there_too:
        assert reveille(folder, "move", there).returncode == 0
        told(folder, there)
    (folder / "secret_key.txt").rename(folder / "kept.txt")

    assert "secret_key.txt is lost" in reveille(folder, "sources").stderr
    assert not (folder / "secret_key.txt").exists()
    wrong = reveille(folder, "sources", REVEILLE_SECRET_KEY="another")
    assert (wrong.returncode, "made with another one" in wrong.stderr) == (3, True)
    (folder / "kept.txt").rename(folder / "secret_key.txt")
    assert reveille(folder, "sources").returncode == 0


def test_folder_that_is_lost_does_not_come_back_with_another_key(folder, there, tmp_path):
    assert reveille(folder, "move", there).returncode == 0

    refused = reveille(tmp_path / "anew", "sources", REVEILLE_DATABASE=there)

    assert refused.returncode == 3
    assert "were made with another one" in refused.stderr
    assert not (tmp_path / "anew" / "secret_key.txt").exists()


@contextmanager
def at_work(folder):
    """Another process that holds the installation."""
    holding = subprocess.Popen(
        [sys.executable, "-c", "from reveille.cli import installation; installation.ready(); print('ready', flush=True)"
         "; input()"],
        env=environment(folder), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert holding.stdout.readline() == "ready\n"
        yield
    finally:
        holding.communicate("\n")


def test_nothing_is_moved_while_the_installation_is_at_work_or_into_where_it_is(folder, there):
    with at_work(folder):
        refused = reveille(folder, "move", there)
        assert (refused.returncode, "it is at work" in refused.stderr) == (1, True)
    assert "it is in sqlite already" in reveille(folder, "move", "sqlite").stderr
    assert reveille(folder, "move", "mysql://a/b").returncode == 3
    assert reveille(folder, "move", there).returncode == 0
    assert os.listdir(folder).count("database.toml") == 1


def test_database_that_a_newer_version_has_used_is_refused_by_an_older_one(folder):
    with closing(sqlite3.connect(folder / "reveille.sqlite3")) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('mail', '9999_later', '2027-01-01')"
        )
        database.commit()

    refused = reveille(folder, "deliver")

    assert refused.returncode == 1
    assert "of a newer version than this one" in refused.stderr
    assert "mail 9999_later" in refused.stderr
