"""The parts of ``./run test --all``: each is heard whole, one that fails is named, an interruption stops them."""

import signal
import subprocess
import sys
import time

import pytest
from tests.journeys.test_commands import ROOT

MAIN = """
import pathlib, sys
from tests import side_by_side
side_by_side.RUN = pathlib.Path(sys.argv[1])
sys.exit(side_by_side.main(sys.argv[2:]))
"""


@pytest.fixture
def begin(tmp_path):
    """Begin parts that do what a script says: $2 is the part's name, and what follows it are arguments."""

    def one(script, *words):
        (tmp_path / "run").write_text(f"#!/bin/sh\ncd {tmp_path}\n{script}\n")
        (tmp_path / "run").chmod(0o755)
        return subprocess.Popen(
            [sys.executable, "-c", MAIN, str(tmp_path / "run"), *words], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )

    return one


def test_each_part_is_heard_whole_with_its_arguments(begin):
    parts = begin('echo "$@"; echo more of $2 >&2', "rooms", "lab", "rest", "--", "-k", "door")

    said, _ = parts.communicate(timeout=60)
    assert parts.returncode == 0
    for name in ("rooms", "lab", "rest"):
        assert f" s ===\npart {name} -k door\nmore of {name}\n" in said
    assert said.endswith("Every part passed.\n")


def test_part_that_fails_is_named_and_the_others_are_run(begin):
    parts = begin('echo "$@"; [ $2 != rooms ]', "rooms", "lab", "rest")

    said, _ = parts.communicate(timeout=60)
    assert parts.returncode == 1
    assert "part rest\n" in said
    assert said.endswith("Failed: rooms.\n")


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_interruption_stops_every_part(begin, tmp_path, by):
    parts = begin("trap 'echo stopped $2; exit 130' INT; touch $2.begun; while :; do sleep 0.05; done", "rooms")

    while not (tmp_path / "rooms.begun").exists():
        assert parts.poll() is None
        time.sleep(0.02)
    parts.send_signal(by)
    said, _ = parts.communicate(timeout=60)
    assert parts.returncode == 130
    assert "stopped rooms\n" in said
    assert "Every part passed" not in said
