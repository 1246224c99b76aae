"""Each step of a day is killed at moments of chance and done again: it ends as if nobody had, nothing lost or twice."""

import copy
import difflib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.journeys.test_moved import cluster, there

__all__ = ["cluster", "there"]  # fixtures

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 24)
READERS = 30
KILLS = int(os.environ.get("REVEILLE_TEST_KILLS", "3"))  # of each step
GATHERING, CLOSED, DUE = (datetime(2026, 11, 24, hour, 40, tzinfo=UTC) for hour in (5, 6, 8))
AT = """
import os, sys
from datetime import datetime
os.environ["DJANGO_SETTINGS_MODULE"] = "reveille.project.settings"
import django; django.setup()
from django.conf import settings
moment = datetime.fromisoformat(sys.argv.pop(1))
settings.CLOCK = lambda: moment
"""
COMMAND = AT + "from reveille.cli import main; main()"
MOVE = "import sys; sys.argv.pop(1); from reveille.cli import main; main()"  # it says itself which database is which
FOUND = (
    AT
    + """
from reveille.cli import installation
installation.ready(enrol=False)
from reveille.editions import founding
from reveille.sample import directory
from reveille.sources import enrolment
from tests.rooms import people
enrolment.enrol(directory.records())
letter = founding.newsletter("military", "military", home="dunmore-courier", closing_minute=360, zone="UTC")
for number in range(int(sys.argv[1])):
    people.reader(letter, f"reader{number}")
"""
)
RETURN = (
    AT
    + """
from pathlib import Path
from reveille.core import verp
from reveille.delivery.models import Delivery
from tests.core import returned
box = Path(sys.argv[1])
for name in ("new", "cur", "tmp"):
    (box / name).mkdir(parents=True, exist_ok=True)
for row in Delivery.objects.order_by("pk")[:20]:
    to = verp.sender(settings.SECRET_KEY.encode(), "bounces.reveille.example", row.pk)
    (box / "new" / f"{row.pk}.mail").write_bytes(returned.failed(to))
"""
)
TELL = (
    AT
    + """
import json
from collections import defaultdict
from reveille.delivery import balance
from reveille.delivery.models import Bounce, Delivery
from reveille.editions.models import Edition
from reveille.newsroom.models import Article, Membership, Verdict
from reveille.subscribers.models import Suppression
stories = defaultdict(list)
for story, link in Membership.objects.filter(left_at=None).values_list("story", "article__link"):
    stories[story].append(link)
def told(edition):
    return {"page": edition.page, "subject": edition.subject, "digest": edition.digest, "state": edition.state,
            "balance": balance.checked(edition).counts()}
print(json.dumps({
    "articles": sorted(map(list, Article.objects.values_list("link", "title", "text_digest"))),
    "verdicts": sorted(map(list, Verdict.objects.values_list("article__link", "beat", "on"))),
    "stories": sorted(map(sorted, stories.values())),
    "editions": [told(one) for one in Edition.objects.order_by("date")],
    "deliveries": sorted(map(list, Delivery.objects.values_list("domain", "state"))),
    "bounces": Bounce.objects.count(), "suppressed": Suppression.objects.count(),
}))
"""
)


STEPS = (  # when, and what; {box} is the maildir of what came back
    (GATHERING, "gather"), (GATHERING, "read"), (GATHERING, "sift"), (GATHERING, "group"),
    (GATHERING, "day"),  # composes: a draft before closing
    (CLOSED, "day --date 2026-11-24"),
    (DUE, "deliver"),
    (DUE, "bounces --maildir {box}"),
)  # fmt: skip


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    from reveille.sample.server import SampleServer

    with SampleServer(base=DAY, clock=lambda: GATHERING) as server:
        yield server


class House:
    """An installation in a folder, and the processes that work in it."""

    def __init__(self, folder, press, **told):
        self.folder, self.box = folder, folder.parent / f"{folder.name}-box"
        clean = {name: value for name, value in os.environ.items() if not name.startswith("REVEILLE_")}
        self.environment = {
            **clean, "REVEILLE_DATA": str(folder), "REVEILLE_SAMPLE_PORT": str(press.port),
            "REVEILLE_SITE_URL": "http://127.0.0.1:8000", "REVEILLE_BOUNCE_DOMAIN": "bounces.reveille.example",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "COLUMNS": "200", **told,
        }  # fmt: skip
        folder.mkdir()
        (folder / "sample-ca.pem").write_bytes(press.ca_pem)
        self.do(GATHERING, FOUND, str(READERS))

    def begin(self, now, code, *words):
        return subprocess.Popen(
            [sys.executable, "-c", code, now.isoformat(), *words], env=self.environment, cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def do(self, now, code, *words):
        process = self.begin(now, code, *words)
        out, err = process.communicate(timeout=300)
        fine = (0, 1, 4) if words in (("gather",), ("read",)) else (0,)  # the sample has outlets that do not answer
        assert process.returncode in fine, (words, out[-1000:], err[-3000:])
        return out

    def step(self, now, words):
        """Do a step to its end; return how long that took."""
        if words.startswith("bounces"):
            self.do(now, RETURN, str(self.box)) if not self.box.exists() else None
        started = time.monotonic()
        self.do(now, COMMAND, *words.format(box=self.box).split())
        return time.monotonic() - started

    def told(self):
        return json.loads(self.do(DUE, TELL))


@pytest.fixture(scope="module")
def whole(press, tmp_path_factory):
    """What comes of it where nobody is killed, and how long each step takes."""
    house = House(tmp_path_factory.mktemp("whole") / "data", press)
    return house, {words: house.step(now, words) for now, words in STEPS}


def kill(house, now, words, within, chance):
    """Begin a step, and kill it at a moment of chance; every other time it is asked to end."""
    process = house.begin(now, COMMAND, *words.format(box=house.box).split())
    time.sleep(chance.uniform(0.3, 1.0) * within)  # not waiting for anything: the moment of death is what is tried
    process.send_signal(chance.choice((signal.SIGKILL, signal.SIGTERM)))
    _, err = process.communicate(timeout=300)
    assert "Traceback" not in err or process.returncode in (0, -signal.SIGTERM), err


@pytest.mark.parametrize("seed", range(int(os.environ.get("REVEILLE_TEST_SEEDS", "1"))))
def test_every_step_that_is_killed_and_done_again_comes_to_the_same(press, whole, tmp_path, seed):
    untouched, took = whole
    chance, house = random.Random(seed), House(tmp_path / "data", press)

    for now, words in STEPS:
        if words.startswith("bounces"):
            house.do(now, RETURN, str(house.box))
        if words != "deliver":  # whom a crash leaves in doubt is tried elsewhere (tests/faults)
            for _ in range(KILLS):
                kill(house, now, words, took[words], chance)
        house.step(now, words)

    expected, found = untouched.told(), house.told()
    assert len(expected["articles"]) > 100
    assert expected["editions"][0]["balance"]["sent"] == READERS
    assert expected["bounces"] == 20
    assert differences(expected, found) == ""
    assert len(list((house.folder / "outbox").glob("*.eml"))) == READERS
    assert not list((house.box / "new").iterdir())


def differences(expected, found):
    """The lines in which two tellings differ, but for the numbers of rows: they are in the order of who answered."""
    told = (json.dumps(one, indent=1, ensure_ascii=False, sort_keys=True) for one in (expected, found))
    lines = (re.sub(r'"article": \d+', '"article": 0', one).splitlines() for one in told)
    return "\n".join(list(difflib.unified_diff(*lines, n=0, lineterm=""))[:60])


def test_backup_that_is_killed_leaves_none_that_looks_like_one_and_the_next_is_whole(whole, tmp_path):
    house, _ = whole
    chance, started = random.Random(1), time.monotonic()
    house.do(DUE, COMMAND, "backup", str(tmp_path / "timed"))
    within = time.monotonic() - started
    for n in range(KILLS * 2):
        process = house.begin(DUE, COMMAND, "backup", str(tmp_path / "kept"))
        time.sleep(chance.uniform(0.5, 1.0) * within)
        process.send_signal((signal.SIGKILL, signal.SIGTERM)[n % 2])
        process.communicate(timeout=300)
        if (tmp_path / "kept").exists():
            (tmp_path / "kept").rename(tmp_path / f"kept{n}")
    house.do(DUE, COMMAND, "backup", str(tmp_path / "kept"))

    want = names(tmp_path / "timed")
    assert "reveille.sqlite3" in want
    for kept in (tmp_path / "kept", *tmp_path.glob("kept[0-9]*")):
        assert names(kept) == want
        with sqlite3.connect(kept / "reveille.sqlite3") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert not list(tmp_path.glob(".kept*"))


def names(folder):
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}


def test_move_that_is_killed_leaves_all_where_it_was_and_goes_through_when_asked_again(whole, there, tmp_path):
    house, _ = whole
    before, chance = house.told(), random.Random(1)
    moving = copy.copy(house)
    moving.folder = Path(shutil.copytree(house.folder, tmp_path / "data"))
    moving.environment = {**house.environment, "REVEILLE_DATA": str(moving.folder)}
    for n in range(KILLS * 2):
        process = moving.begin(DUE, MOVE, "move", there)
        time.sleep(chance.uniform(1, 8))  # not waiting for anything: the moment of death is what is tried
        process.send_signal((signal.SIGKILL, signal.SIGTERM)[n % 2])
        process.communicate(timeout=300)
        if process.returncode == 0:
            break
        assert differences(before, moving.told()) == ""
    else:
        moving.do(DUE, MOVE, "move", there)

    moving.environment["REVEILLE_DATABASE"] = there
    assert differences(before, moving.told()) == ""
