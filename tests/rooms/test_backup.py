"""A backup is whole: the database as it was, put back into an empty one, and beside it what no database holds."""

import os
import shutil
import sqlite3
import subprocess

import pytest
from django.db import connection
from tests.rooms import people
from typer.testing import CliRunner

from reveille.cli import backup, installation
from reveille.cli.table import app

pytestmark = pytest.mark.django_db(transaction=True)
READERS = "SELECT address FROM subscribers_subscriber ORDER BY address"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An installation's folder, beside the test's database."""
    folder = tmp_path / "data"
    monkeypatch.setattr(installation, "ready", lambda **_: folder)
    kept = ("reveille.toml", "secret_key.txt", "handed/military-2026-11-24.txt", "dkim/a.example/reveille.pem")
    for name in (*kept, "run.lock", "reveille.sqlite3-wal", backup.COPY, backup.DUMP):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def run(*words):
    return CliRunner().invoke(app, ["backup", *map(str, words)])


def put_back(kept):
    """Return the readers of a database into which the backup was put back."""
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(kept / backup.COPY)
        try:
            return [address for (address,) in copy.execute(READERS)]
        finally:
            copy.close()
    told = connection.settings_dict
    where = ["--username", told["USER"], "--host", told["HOST"], "--port", told["PORT"]]
    env = {**os.environ, "PGPASSWORD": told["PASSWORD"]}
    ask = {"env": env, "check": True, "capture_output": True, "text": True}
    subprocess.run(["createdb", *where, "put_back"], **ask)
    try:
        subprocess.run(["pg_restore", *where, "--no-owner", "--dbname=put_back", str(kept / backup.DUMP)], **ask)
        return subprocess.run(["psql", *where, "-tAc", READERS, "put_back"], **ask).stdout.split()
    finally:
        subprocess.run(["dropdb", *where, "put_back"], **ask)


@pytest.mark.skipif(
    connection.vendor == "postgresql" and not shutil.which("pg_dump"), reason="no pg_dump on this machine"
)
def test_backup_that_is_put_back_has_every_reader_the_settings_the_keys_and_who_was_written_to(
    folder, newsletter, tmp_path
):
    for name in ("alice", "bob"):
        people.reader(newsletter, name)

    told = run(tmp_path / "kept")

    assert told.exit_code == 0, told.output
    kept = tmp_path / "kept"
    assert put_back(kept) == ["alice@post.example", "bob@post.example"]
    files = {str(path.relative_to(kept)) for path in kept.rglob("*") if path.is_file()}
    assert files - {backup.COPY, backup.DUMP} == {
        "reveille.toml", "secret_key.txt", "handed/military-2026-11-24.txt", "dkim/a.example/reveille.pem",
    }  # fmt: skip
    assert [path for path in (kept, *kept.rglob("*")) if path.stat().st_mode & 0o077] == []


def test_what_is_no_file_is_named_and_what_is_not_whole_or_gone_is_passed_over(folder, tmp_path, monkeypatch):
    (folder / "dead").symlink_to("/nowhere/at/all")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "one.txt").write_text("a line")
    (folder / "shared").symlink_to(tmp_path / "shared")
    (folder / ".letter.tmp").write_text("half")
    (folder / "letter.eml").write_text("whole")
    listed = backup._files

    def forgetful(where):
        names = list(listed(where))
        (folder / "letter.eml").unlink()
        return names

    monkeypatch.setattr(backup, "_files", forgetful)

    told = run(tmp_path / "kept")

    assert told.exit_code == 0, told.output
    assert sorted(line.split()[3] for line in told.output.splitlines() if "left out" in line) == ["dead", "pipe"]
    assert (tmp_path / "kept" / "shared" / "one.txt").read_text() == "a line"
    assert not {".letter.tmp", "letter.eml", "dead", "pipe"} & {path.name for path in (tmp_path / "kept").rglob("*")}


def test_folder_that_everybody_may_read_is_kept_for_its_owner(folder, tmp_path):
    before = os.umask(0o022)
    try:
        (folder / "secret_key.txt").chmod(0o644)
        folder.chmod(0o755)
        assert run(tmp_path / "kept").exit_code == 0
    finally:
        os.umask(before)

    assert [path for path in (tmp_path / "kept").rglob("*") if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize("where", ["kept", "data/kept"])
def test_backup_overwrites_nothing_and_does_not_hold_itself(folder, tmp_path, where):
    (tmp_path / "kept").mkdir()

    assert run(tmp_path / where).exit_code == 1
    assert list((tmp_path / "kept").iterdir()) == []
    assert not (folder / "kept").exists()


def test_backup_that_fails_leaves_nothing_that_looks_like_one(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "copyfileobj", lambda *_: (_ for _ in ()).throw(OSError("no space left")))

    told = run(tmp_path / "kept")

    assert told.exit_code == 1
    assert "nothing was kept: no space left" in told.output
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
