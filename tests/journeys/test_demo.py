"""The whole way, as a newcomer starts it: one command, from feeds to a letter in a mailbox."""

import email
import email.policy
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-c", "from reveille.cli import main; main()", "demo", "--once", "--port", "0"],
        env={**{k: v for k, v in os.environ.items() if not k.startswith("REVEILLE_")}, "REVEILLE_DATA": str(folder),
             "DJANGO_SETTINGS_MODULE": "reveille.project.settings"},
        cwd=ROOT, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return folder, done.stdout


def letters(folder):
    found = [
        email.message_from_bytes(p.read_bytes(), policy=email.policy.default)
        for p in sorted((folder / "received").glob("*.eml"))
    ]
    return found


def edition(folder):
    with sqlite3.connect(folder / "reveille.sqlite3") as database:
        return json.loads(database.execute("select page from editions_edition order by date desc").fetchone()[0])


def test_three_letters_arrive_the_confirmation_the_welcome_and_the_edition(demo):
    folder, _ = demo
    subjects = [letter["subject"] for letter in letters(folder)]

    assert len(subjects) == 3
    assert subjects[-1] == edition(folder)["subject"]


def test_letter_holds_every_headline_and_its_own_way_out(demo):
    folder, _ = demo
    letter = letters(folder)[-1]
    html, text = (letter.get_body((kind,)).get_content() for kind in ("html", "plain"))
    flat = " ".join(text.split())

    for section in edition(folder)["sections"]:
        for item in section["items"]:
            assert " ".join(item["headline"].split()) in flat
            assert item["url"] in text
            assert item["url"].replace("&", "&amp;") in html
    leave = re.search(r"<(http[^>]+/leave/[^>]+)>", letter["List-Unsubscribe"]).group(1)
    assert leave in text
    assert leave in html
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "%%" not in html + text


def test_edition_is_printed_and_kept_beside_the_letter(demo):
    folder, printed = demo

    assert "No. 2" in printed
    assert (folder / "edition.html").stat().st_size < 102_400
    assert edition(folder)["top"][0]["headline"][:40] in " ".join(printed.split())
    assert "the ledger is complete" in printed


def test_site_of_a_demo_that_is_worked_on_starts_anew_when_a_file_is_edited(demo, tmp_path):
    folder, _ = demo
    port = free_port()
    words = ["demo", "--keep", "--reload", "--port", str(port)]
    log = tmp_path / "said.txt"
    with log.open("wb") as said:
        running = subprocess.Popen(
            [sys.executable, "-c", "from reveille.cli import main; main()", *words],
            env={**os.environ, "REVEILLE_DATA": str(folder), "PYTHONUNBUFFERED": "1"},
            cwd=ROOT, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
    try:
        until(lambda: page(port).startswith(b"<!doctype html>"), log)
        until(lambda: "Watching for file changes" in log.read_text(), log)
        until(lambda: page(port).startswith(b"<!doctype html>"), log)  # only now does it know the files of its pages
        until(lambda: edited() and "changed, reloading" in log.read_text(), log)
        until(lambda: page(port).startswith(b"<!doctype html>"), log)
    finally:
        os.killpg(running.pid, signal.SIGINT)
        ended = running.wait(timeout=20)
    assert ended == 0
    assert page(port) == b""
    assert f"Going on in {folder}, as the last demo left it." in " ".join(log.read_text().split())


def edited():
    """Date a file of the site anew, once more for each look, since a watcher may not have seen its first date yet."""
    os.utime(ROOT / "src" / "reveille" / "site" / "urls.py")
    return True


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def page(port):
    """Return the front page, or nothing where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return answer.read().lower()
    except OSError:
        return b""


def until(holds, log):
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)
