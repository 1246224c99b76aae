"""An installation of the product in the lab: its folder, its readers, its runs, and what the mailboxes say of them."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from tests.lab import mailboxes

ROOT = Path(__file__).parents[2]
DRIVER = Path(__file__).with_name("driver.py")
RUN = Path(os.environ.get("LAB_RUN", "/nowhere"))
LEASE = timedelta(minutes=21)
SENDER = "paper@reveille.test"
ONE_BY_ONE = {"REVEILLE_CONNECTIONS": 1, "REVEILLE_INTENTS": 1}  # so that a moment is one letter's
OUTSIDE = {
    "REVEILLE_RELAY_HOST": "mx.reveille.test",
    "REVEILLE_RELAY_PORT": 20025,
    "REVEILLE_RELAY_TLS": "starttls",
    "REVEILLE_RELAY_CA": RUN / "keys" / "mx-cert.pem",
    "REVEILLE_BOUNCE_DOMAIN": "bounces.reveille.test",
}  # the way by which the lab's judges see us as outside mail


@dataclass
class Installation:
    """``begun`` is the hour at which its readers are due; runs are told how long after it they begin."""

    folder: Path
    database: str
    begun: datetime
    tag: str

    def environment(self, **told):
        clean = {k: v for k, v in os.environ.items() if not k.startswith("REVEILLE_")}
        ours = {
            "REVEILLE_DATA": self.folder, "REVEILLE_DATABASE": self.database, "REVEILLE_SITE_URL": "https://reveille.test",
            "REVEILLE_SENDER_ADDRESS": SENDER, "REVEILLE_CONTACT_ADDRESS": "desk@reveille.test",
            "REVEILLE_POSTAL_ADDRESS": "Reveille Reading Society, 12 Signal Lane, Exampletown EX1 2MP",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "REVEILLE_GO_AHEAD": "yes", "PYTHONWARNINGS": "default", "COLUMNS": "200",
        }  # fmt: skip
        return {**clean, **{name: str(value) for name, value in {**ours, **told}.items()}}

    def drive(self, *words, **told):
        """Run the driver to its end; return what it printed."""
        done = subprocess.run(
            [sys.executable, DRIVER, *words],
            env=self.environment(**told), cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def readers(self, *names, domain="example.test", format="html"):
        """Add confirmed readers who are due now; return their addresses, which nobody else in the lab has."""
        addresses = [name if "@" in name else f"{name}-{self.tag}@{domain}" for name in names]
        self.drive("readers", self.begun.isoformat(), format, *addresses)
        return addresses

    def written(self):
        """Return the letters as they would leave now: a copy of this installation puts them into its outbox."""
        twin = replace(self, folder=self.folder.with_name("twin"))
        shutil.copytree(self.folder, twin.folder)
        twin.deliver(REVEILLE_DKIM="yes")
        return [path.read_bytes() for path in (twin.folder / "outbox").glob("*.eml")]

    def reveille(self, *words, after=timedelta(0), die="", patience=0, through=None, seconds=300, **told):
        """Run ``reveille`` begun ``after`` the readers' hour, sending ``through`` a relay on loopback."""
        if through is not None:
            ours = {"RELAY_HOST": "127.0.0.1", "RELAY_TLS": "none", "RELAY_PORT": through.port}
            told = {**{f"REVEILLE_{name}": value for name, value in ours.items()}, **told}
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, DRIVER, "reveille", f"--die={die}", f"--patience={patience}", "--ledger",
             (self.begun + after).isoformat(), *words],
            env=self.environment(**told), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        if through is not None:
            through.kill = process.kill
        try:
            out, err = process.communicate(timeout=seconds)
        finally:
            process.kill()
        return Ran(process.returncode, out, err, time.monotonic() - began)

    def deliver(self, **more):
        """Run ``reveille deliver``, which has to end well; return the ledger after it."""
        ran = self.reveille("deliver", **more)
        assert ran.code == 0, ran.err
        return ran.ledger


@dataclass(frozen=True)
class Ran:
    """How a run ended."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def killed(self):
        return self.code == -9

    @property
    def ledger(self):
        """The ledger of today's edition afterwards; it balances, whatever happened."""
        told = Ledger(**json.loads(self.out.splitlines()[-1]))
        counts = dict(told.counts)
        assert told.holds
        assert counts.pop("planned") == sum(counts.values()) == len(told.rows)
        return told


@dataclass(frozen=True)
class Ledger:
    holds: bool
    complete: bool
    counts: dict
    rows: dict

    @property
    def states(self):
        return {address: row["state"] for address, row in self.rows.items()}

    def count(self):
        return dict(Counter(self.states.values()))


class Relay:
    """The lab's Postfix on loopback, without its judges, which fault tests do not ask."""

    port = 20725
    kill = None


def now():
    return datetime.now(UTC).replace(second=0, microsecond=0)


def copy_of(founded, folder, database, tag):
    """Return an installation with the same edition: the folder copied, or the database made from the other's."""
    shutil.copytree(founded.folder, folder)
    if database:
        database = _cloned(founded.database, f"lab_{tag}")
    return Installation(folder, database, now(), tag)


def _cloned(address, name):
    import psycopg

    place = urlsplit(address)
    with psycopg.connect(place._replace(path="/postgres").geturl(), autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}" TEMPLATE "{place.path.strip("/")}"')
    return place._replace(path=f"/{name}").geturl()


def assert_mailboxes(ledger, doubtful_has=None):
    """Every mailbox tells what the ledger does: one letter where it says sent, none elsewhere, and never two.

    Of a delivery in doubt the ledger does not know; ``doubtful_has`` is what the mailbox must have (None: at most one).
    """
    found = mailboxes.message_ids(ledger.rows)
    for address, row in ledger.rows.items():
        ours = [one for one in found[address] if one == row["message_id"]]
        assert found[address] == ours, f"{address} has letters that are none of ours"
        if row["state"] == "in_doubt":
            assert len(ours) in ((0, 1) if doubtful_has is None else (doubtful_has,)), (address, row)
        else:
            assert len(ours) == (row["state"] == "sent"), (address, row)
