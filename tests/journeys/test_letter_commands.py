"""``reveille lint`` and ``reveille doctor`` as an operator types them, with no network."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core import letters

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("letters")


def reveille(folder, *words, stdin=b"", **told):
    clean = {name: value for name, value in os.environ.items() if not name.startswith("REVEILLE_")}
    ours = {
        "REVEILLE_DATA": str(folder / "data"), "REVEILLE_SITE_URL": letters.SITE, "REVEILLE_RESOLVERS": "127.77.0.98",
        "REVEILLE_SENDER_ADDRESS": "paper@reveille.example", "REVEILLE_POSTAL_ADDRESS": letters.POSTAL,
        "REVEILLE_RELAY_HOST": "127.0.0.1:1", "REVEILLE_RELAY_TLS": "none",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", "from reveille.cli import main; main()", *words],
        env={**clean, **ours, "COLUMNS": "200", **told}, cwd=ROOT, input=stdin, capture_output=True, timeout=120,
        check=False,
    )  # fmt: skip


def test_file_is_linted_and_what_is_broken_ends_in_one(folder):
    outlet = b"https://harbour-ledger.example/2026/11/24/flare"
    broken = folder / "broken.eml"
    broken.write_bytes(letters.edition(html=letters.HTML.replace("<p>The boats", "<script>1</script><p>The boats")))

    done = reveille(folder, "lint", str(broken))
    assert done.returncode == 1
    assert b"B4 fail" in done.stdout
    assert b"<script> in a letter" in done.stdout
    assert b"H12" in done.stdout  # another installation's keys
    assert outlet not in done.stderr


def test_letter_saved_with_unix_line_ends_is_judged_as_mail(folder):
    done = reveille(folder, "lint", "-", "--json", stdin=letters.edition().replace(b"\r\n", b"\n"))

    found = {one["id"] for one in json.loads(done.stdout)["findings"]}
    assert "H3" not in found
    assert {"H12", "B10"} <= found  # our keys are others, and that outlet is not in our directory


def test_every_mail_program_has_its_line(folder):
    (folder / "sound.eml").write_bytes(letters.edition())

    told = reveille(folder, "lint", str(folder / "sound.eml"), "--clients").stdout.decode()
    assert "Apple Mail iOS" in told
    assert "Tested: caniemail.com, 2026-06-29. Readers: assumed, November 2026." in told


def test_what_is_no_letter_and_no_edition_says_so(folder):
    assert reveille(folder, "lint", "2026-01-01").returncode == 4
    assert reveille(folder, "lint", str(folder / "nowhere.eml")).returncode == 1


def test_doctor_without_a_name_server_cannot_tell_and_names_what_it_can(folder):
    done = reveille(folder, "doctor", "--json")
    told = json.loads(done.stdout)
    lines = {one["id"]: one for one in told["lines"]}

    assert done.returncode == 1
    assert lines["SPF"]["state"] == lines["DMARC"]["state"] == "cannot tell"
    assert lines["TLS"]["state"] == "wrong"
    assert "127.0.0.1:1" in lines["TLS"]["what"]
    assert {one["demand"] for one in told["demands"]} >= {"SPF and DKIM", "unsubscribing by one click"}


def test_first_letters_wait_until_somebody_says_go_ahead(folder):
    waiting = reveille(folder, "deliver")
    told = reveille(folder, "deliver", "--go-ahead")

    assert b"The first letters wait" in waiting.stderr
    assert b"reveille doctor" in waiting.stderr
    assert b"The first letters wait" not in told.stderr
