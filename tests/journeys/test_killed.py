"""A run that is killed anywhere and started again ends as if it had not been killed; two at once make one edition."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.journeys.test_moved import cluster, there

__all__ = ["cluster", "there"]  # fixtures
ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from reveille.cli import main; main()"]
SHIPS = ("Wren", "Heron", "Gannet", "Petrel", "Curlew", "Dunlin", "Avocet", "Plover", "Knot", "Ruff")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Three hundred articles of one day: ten stories told by many, and much beside them."""
    chance = random.Random(7)
    rows = []
    for n in range(300):
        ship = SHIPS[n % 10] if n % 3 else f"Tug{n}"
        words = " ".join(chance.choice(SHIPS).lower() + str(chance.randrange(900)) for _ in range(60))
        rows.append(
            {
                "id": n,
                "url": f"https://paper{n % 40}.example/{n}",
                "outlet": f"paper{n % 40}.example",
                "title": f"Frigate {ship} sails to clear naval mines off Cape {ship}, report {n}",
                "published": f"2019-05-01T{n % 5:02}:{n % 60:02}:00Z",
                "text": f"The frigate {ship} sailed for Cape {ship} to clear naval mines, said note {n}. {words}.",
            }
        )
    path = tmp_path_factory.mktemp("archive") / "articles.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


def start(folder, *words, command=COMMAND, **told):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("REVEILLE_")}
    return subprocess.Popen(
        [*command, *words],
        env={**clean, "REVEILLE_DATA": str(folder), **told},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def edition(folder):
    out, err = start(folder, "day", "--date", "2019-05-01", "--json").communicate(timeout=120)
    assert out, err
    page = json.loads(out)
    return {key: value for key, value in page.items() if key != "state"}


@pytest.mark.parametrize("applied", [3, 21, 31, 63])
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_killed_before_a_migration_is_noted_and_started_again_it_works(request, tmp_path, database, applied):
    """What these make, Django would commit before it notes them."""
    told = {"REVEILLE_DATABASE": request.getfixturevalue("there")} if database == "postgresql" else {}
    dying = f"""
import itertools, os
from django.db.migrations.recorder import MigrationRecorder
counted, real = itertools.count(1), MigrationRecorder.record_applied
MigrationRecorder.record_applied = lambda *told: os._exit(9) if next(counted) == {applied} else real(*told)
from reveille.cli import main
main()
"""
    first = start(tmp_path, "sources", command=[sys.executable, "-c", dying], **told)
    first.communicate(timeout=120)

    again = start(tmp_path, "sources", **told)
    _, complaint = again.communicate(timeout=120)

    assert first.returncode == 9
    assert (again.returncode, complaint) == (0, "")


def test_killed_anywhere_and_started_again_ends_the_same(archive, tmp_path):
    start(tmp_path / "whole", "import", "articles", str(archive)).communicate(timeout=120)
    whole = edition(tmp_path / "whole")
    for command in (("import", "articles", str(archive)), ("day", "--date", "2019-05-01")):
        for after in (0.4, 0.8, 1.1, 1.4, 1.8):
            process = start(tmp_path / "killed", *command)
            time.sleep(after)  # not waiting for anything: the moment of death is what is tried
            process.kill()
            process.communicate()
        start(tmp_path / "killed", *command).communicate(timeout=120)

    assert whole["stories"] >= 10
    assert edition(tmp_path / "killed") == whole


def test_two_at_once_make_one_edition(archive, tmp_path):
    start(tmp_path, "import", "articles", str(archive)).communicate(timeout=120)
    both = [start(tmp_path, "day", "--date", "2019-05-01", "--json") for _ in range(3)]
    told = [process.communicate(timeout=120) for process in both]

    assert [process.returncode for process in both] == [0, 0, 0], told
    pages = [json.loads(out) for out, _ in told]
    assert len({json.dumps({k: v for k, v in page.items() if k != "state"}, sort_keys=True) for page in pages}) == 1
    assert sorted(page["state"].split()[1] for page in pages).count("now") == 1, [page["state"] for page in pages]
