"""The key of a real installation is lost, or changed, as its operator does it; on SQLite and on PostgreSQL."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.journeys.test_commands import COMMAND, environment, reveille
from tests.journeys.test_moved import ROOT, at_work, cluster, demo, folder, leave, ledger, standing, there, told

__all__ = ["cluster", "demo", "folder", "there"]  # fixtures
ANNELI = "anneli.quist@post.example"
DYING = """
import importlib, os
from reveille.cli import main, rekey
real = rekey._set_up
def set_up(lost):
    told = real(lost)
    setattr(importlib.import_module("reveille.subscribers.{module}"), "{name}", lambda *_: os._exit(9))
    return told
rekey._set_up = set_up
main()
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request, folder):
    """The demo's installation, with somebody suppressed and somebody erased beside its reader."""
    if request.param == "postgresql":
        there = request.getfixturevalue("there")
        assert reveille(folder, "move", there).returncode == 0
        told(folder, there)
    ok(folder, "subscribers", "suppress", "never@post.example", "--why", "wrote a letter")
    ok(folder, "subscribers", "add", "gone@post.example", "--confirmed-elsewhere", "at the fair")
    ok(folder, "subscribers", "erase", "gone@post.example", "--yes")
    return folder


def ok(folder, *words, **given):
    done = reveille(folder, *words, **given)
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout


def suppressed(folder):
    return json.loads(ok(folder, "subscribers", "suppressed", "--json"))


def judged(folder, tmp_path, address):
    (tmp_path / "list.txt").write_text(f"{address}\n")
    return ok(folder, "subscribers", "import", str(tmp_path / "list.txt"), "--dry-run")


def test_key_that_is_lost_for_good_is_no_end(installation, tmp_path):
    books = ledger(installation)
    (installation / "secret_key.txt").unlink()
    assert "`reveille rekey --lost`" in reveille(installation, "sources").stderr
    refused = reveille(installation, "rekey")
    assert (refused.returncode, (installation / "secret_key.txt").exists()) == (3, False)
    declined = reveille(installation, "rekey", "--lost")  # nobody there to say yes
    assert declined.returncode == 1
    assert not (installation / "secret_key.txt").exists()
    assert "knew by a hash alone: 1 asked, 1 erased" in declined.stdout

    ok(installation, "rekey", "--lost", "--yes")

    assert (installation / "secret_key.txt").stat().st_mode & 0o777 == 0o600
    assert ledger(installation) == books
    assert "confirmed" in standing(installation)
    leave(installation)  # by the link in a letter that was sent before
    assert "left" in standing(installation)
    assert len(suppressed(installation)) == 2


def test_key_that_is_changed_knows_whom_the_old_one_knew(installation, tmp_path):
    old = (installation / "secret_key.txt").read_text()
    books = ledger(installation)

    shown = ok(installation, "rekey", "--yes")

    assert re.search(r"Until 20\d\d-\d\d-\d\d the old key holds as well", shown)
    assert (installation / "secret_key.txt").read_text() != old
    assert (installation / "former_keys.txt").stat().st_mode & 0o777 == 0o600
    assert ledger(installation) == books
    assert "must not be written to" in judged(installation, tmp_path, "never@post.example")
    assert "not again" in judged(installation, tmp_path, "gone@post.example")
    leave(installation)
    assert "left" in standing(installation)
    ok(installation, "rekey", "--yes", "--holds", "0")  # and once more, since that one leaked
    assert "must not be written to" in judged(installation, tmp_path, "never@post.example")


@pytest.mark.parametrize(
    ("module", "name"), [("recalling", "recall"), ("keycheck", "take"), ("rekeying", "_written_anew")]
)
@pytest.mark.parametrize("lost", [False, True])
def test_killed_in_the_middle_it_goes_on_when_it_is_asked_again(folder, tmp_path, module, name, lost):
    words = ["--lost"] if lost else []
    ok(folder, "subscribers", "suppress", "never@post.example", "--why", "wrote a letter")
    if lost:
        (folder / "secret_key.txt").unlink()
    elif name == "_written_anew":
        pytest.skip("nothing is written anew where the old key is known")
    dying = subprocess.run(
        [sys.executable, "-c", DYING.format(module=module, name=name), "rekey", *words, "--yes"],
        env=environment(folder), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert dying.returncode == 9, dying.stderr
    assert "reveille rekey" in reveille(folder, "sources").stderr

    ok(folder, "rekey", *words, "--yes")

    assert "confirmed" in standing(folder)
    if not lost:
        assert "must not be written to" in judged(folder, tmp_path, "never@post.example")
    leave(folder)


def test_key_that_a_setting_says_is_changed_there_and_the_old_one_is_given(folder, tmp_path):
    before = {"REVEILLE_SECRET_KEY": (folder / "secret_key.txt").read_text()}
    (folder / "secret_key.txt").unlink()
    ok(folder, "subscribers", "suppress", "never@post.example", "--why", "wrote a letter", **before)
    assert "write a new one there" in reveille(folder, "rekey", "--yes", **before).stderr
    (tmp_path / "old").write_text(before["REVEILLE_SECRET_KEY"])
    after = {"REVEILLE_SECRET_KEY": "a new key that the operator made"}
    assert "no key that is known" in reveille(folder, "rekey", "--yes", **after).stderr

    ok(folder, "rekey", "--old", str(tmp_path / "old"), "--yes", **after)

    assert not (folder / "secret_key.txt").exists()
    (tmp_path / "list.txt").write_text("never@post.example\n")
    assert "must not be written to" in ok(
        folder, "subscribers", "import", str(tmp_path / "list.txt"), "--dry-run", **after
    )


def test_database_of_before_that_is_put_back_is_brought_to_the_key_of_now(folder, tmp_path):
    ok(folder, "backup", str(tmp_path / "kept"))
    ok(folder, "rekey", "--yes")
    leave(folder)
    for name in folder.glob("reveille.sqlite3*"):
        name.unlink()
    (folder / "reveille.sqlite3").write_bytes((tmp_path / "kept" / "reveille.sqlite3").read_bytes())
    assert "`reveille rekey` goes on" in reveille(folder, "sources").stderr

    ok(folder, "rekey", "--yes")

    assert "left" in standing(folder)


def test_nobody_changes_the_key_of_an_installation_at_work(folder):
    with at_work(folder):
        refused = reveille(folder, "rekey", "--yes")
        assert (refused.returncode, "it is at work" in refused.stderr) == (1, True)
    assert not (folder / "former_keys.txt").exists()


def test_folder_that_is_lost_with_its_key_goes_on_in_a_new_one(folder, there, tmp_path):
    assert reveille(folder, "move", there).returncode == 0
    new, where = tmp_path / "anew", {"REVEILLE_DATABASE": there}
    assert "`reveille rekey --lost`" in reveille(new, "sources", **where).stderr
    assert reveille(new, "rekey", "--lost", **where).returncode == 1  # nobody there to say yes
    assert not (new / "secret_key.txt").exists()

    ok(new, "rekey", "--lost", "--yes", **where)

    assert "confirmed" in ok(new, "subscribers", "show", ANNELI, **where)


@pytest.mark.parametrize("words", [["--lost", "--yes"], ["--yes"], ["--old", "/nowhere", "--yes"]])
def test_where_there_is_nothing_no_key_is_made(tmp_path, words):
    refused = reveille(tmp_path / "empty", "rekey", *words)

    assert refused.returncode == 3
    assert "has no installation yet" in refused.stderr
    assert not (tmp_path / "empty" / "secret_key.txt").exists()


def test_file_of_the_old_key_that_is_not_there_is_named(folder):
    assert "--old: /nowhere cannot be read" in reveille(folder, "rekey", "--old", "/nowhere", "--yes").stderr


def test_file_that_is_no_former_key_is_kept_nowhere(folder, tmp_path):
    (tmp_path / "old").write_text("one line\nand another, as of a file of settings\n")
    for words in ([], ["--lost"]):
        refused = reveille(folder, "rekey", *words, "--old", str(tmp_path / "old"), "--yes")
        assert (refused.returncode, "--old" in refused.stderr) == (3, True), refused.stderr

    assert not (folder / "former_keys.txt").exists()
    assert "confirmed" in standing(folder)


def test_old_key_that_leaked_is_taken_no_more_though_it_held_until_now(folder):
    """Somebody says no, or has changed the key already, and then hears that it leaked."""
    assert reveille(folder, "rekey").returncode == 1  # nobody there to say yes
    assert not (folder / "former_keys.txt").exists()
    old = (folder / "secret_key.txt").read_text()
    dying = [sys.executable, "-c", DYING.format(module="keycheck", name="take"), "rekey", "--yes"]
    subprocess.run(dying, env=environment(folder), cwd=ROOT, capture_output=True, check=False)
    assert f"0001-01-01 {old}" not in (folder / "former_keys.txt").read_text()

    shown = ok(folder, "rekey", "--yes", "--holds", "0")

    assert "nothing that the old key signed is taken" in shown
    assert f"0001-01-01 {old}" in (folder / "former_keys.txt").read_text()


def test_service_on_another_machine_ends_by_itself_and_starts_again_with_the_new_key_only(folder, there, tmp_path):
    assert reveille(folder, "move", there).returncode == 0
    told(folder, there)
    elsewhere = Path(shutil.copytree(folder, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("*.sqlite3*")))
    running = subprocess.Popen(
        [*COMMAND, "run", "--port", "0"],
        env=environment(elsewhere), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert "The site is at" in running.stdout.readline()
        ok(folder, "rekey", "--yes")
        _, complaint = running.communicate(timeout=90)
    finally:
        running.kill()
        running.communicate()

    assert running.returncode == 1
    assert "has another secret key by now" in complaint
    assert "Traceback" not in complaint
    assert "REVEILLE_SECRET_KEY" in reveille(elsewhere, "sources").stderr
    for name in ("secret_key.txt", "former_keys.txt"):
        shutil.copy(folder / name, elsewhere / name)
    assert ok(elsewhere, "sources")
