"""An installation of a fault's own, on SQLite or PostgreSQL, and the processes that work in it."""

import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

COMMAND = ("-c", "from reveille.cli import main; main()")
DRIVER = Path(__file__).with_name("driver.py")
ROOT = DRIVER.parents[2]
LINES, INTENTS = 10, 1
IN_DOUBT = LINES * INTENTS  # what a crash may leave in doubt: the letters that a commit allows, on each line


class Process(subprocess.Popen):
    """It logs to a file: a pipe that nobody reads is full after 64 kB, and then holds up who writes to it."""

    def __init__(self, words, environment):
        self._log = tempfile.TemporaryFile("a+")  # noqa: SIM115 (it is open for as long as the process may write)
        super().__init__(words, env=environment, stdout=subprocess.PIPE, stderr=self._log, text=True)

    def logged(self):
        self._log.seek(0)
        return self._log.read()

    def communicate(self, *args, **more):
        out, _ = super().communicate(*args, **more)
        with self._log:
            return out, self.logged()


class House:
    def __init__(self, folder, database="", founded=None):
        self.folder, self.database, self._founded = folder, database, founded

    def found(self, count):
        """Have a newsletter with so many readers, whose edition closed and is due: a copy of one made before."""
        if self._founded is None:
            self.do("found", count)
        else:
            self.database = self._founded.copy(count, self.folder)
        return self

    def environment(self, **more):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("REVEILLE_")}
        told = {
            "REVEILLE_DATA": str(self.folder), "REVEILLE_DATABASE": self.database, "REVEILLE_RELAY_HOST": "127.0.0.1",
            "REVEILLE_RELAY_TLS": "none", "REVEILLE_DKIM": "no", "REVEILLE_CONNECTIONS": str(LINES),
            "REVEILLE_INTENTS": str(INTENTS), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }  # fmt: skip
        return {**clean, **told, **{name: str(value) for name, value in more.items()}}

    @contextmanager
    def command(self, sink, *words, **more):
        """A command of ``reveille`` that has begun; it is killed, if nothing else has ended it."""
        process = self._process(*COMMAND, *words, REVEILLE_RELAY_PORT=sink.port, **more)
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    def start(self, *words, **more):
        return self._process(str(DRIVER), *map(str, words), **more)

    def run(self, sink):
        """Start ``reveille run``; return it once it serves."""
        process = self._process(*COMMAND, "run", "--port", "0", REVEILLE_RELAY_PORT=sink.port)
        assert "The site is at" in process.stdout.readline(), process.communicate()[1]
        return process

    def _process(self, *words, **more):
        return Process([sys.executable, *words], self.environment(**more))

    def do(self, *words, **more):
        """Do it to its end and return what it printed."""
        process = self.start(*words, **more)
        out, err = process.communicate(timeout=900)
        assert process.returncode == 0, err[-3000:]
        return out

    @contextmanager
    def worker(self, sink, **more):
        """A worker that has begun; it is killed, if nothing else has ended it."""
        process = self.start("work", REVEILLE_RELAY_PORT=sink.port, **more)
        try:
            assert process.stdout.readline() == "ready\n", process.communicate()[1]
            yield process
        finally:
            process.kill()
            process.communicate()

    def work(self, sink, **more):
        """Plan and send until nothing is open."""
        return self.do("work", REVEILLE_RELAY_PORT=sink.port, **more)

    def reveille(self, *words, **more):
        return subprocess.run(
            [sys.executable, *COMMAND, *words], env=self.environment(**more),
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    def ledger(self):
        """The state of each reader's deliveries, after the books were checked."""
        return json.loads(self.do("ledger"))

    def states(self):
        ends = {}
        for states in self.ledger().values():
            for state in states:
                ends[state] = ends.get(state, 0) + 1
        return ends


def assert_each_once(house, sink, readers):
    """Nobody twice, nobody lost, no doubt."""
    assert sink.copies == {f"reader{n}@p{n % 3}.example": 1 for n in range(readers)}
    assert house.states() == {"sent": readers}


def assert_nobody_twice(house, sink, readers):
    """Nobody twice; who was sent one has one; who has none is named as in doubt."""
    ends = house.ledger()
    copies = sink.copies
    assert len(ends) == readers
    assert max(copies.values()) == 1
    assert {whose for whose, [end] in ends.items() if end == "sent"} <= set(copies)
    assert {end for ends_ in ends.values() for end in ends_} <= {"sent", "in_doubt"}
    return sum(1 for [end] in ends.values() if end == "in_doubt")


def eventually(told, seconds=60.0):
    """Wait until it is so."""
    until = time.monotonic() + seconds
    while not told():
        assert time.monotonic() < until
        time.sleep(0.005)


class Founded:
    """Installations that were founded once, to be copied, in one folder and perhaps one PostgreSQL."""

    def __init__(self, folder, cluster=None):
        self.folder, self.cluster, self.made = folder, cluster, {}
        self.numbers = itertools.count()

    def copy(self, count, folder):
        """Make ``folder`` such an installation; return the address of its database."""
        if count not in self.made:
            address = self._database("template1")
            self.made[count] = House(self.folder / f"{bool(self.cluster)}{count}", address).found(count)
        model = self.made[count]
        shutil.copytree(model.folder, folder, dirs_exist_ok=True)
        return self._database(model.database.rpartition("/")[2])

    def _database(self, template):
        return self.cluster.database(f"fault{next(self.numbers)}", template) if self.cluster else ""
