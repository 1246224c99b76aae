"""The command line as an operator meets it: a new folder, no network, wrong words."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "reveille"]


def environment(folder, **told):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("REVEILLE_")}
    return {**clean, "REVEILLE_DATA": str(folder), "COLUMNS": "200", **told}


def reveille(folder, *words, **told):
    return subprocess.run(
        [*COMMAND, *words],
        env=environment(folder, **told),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An installation made by ``init``."""
    path = tmp_path_factory.mktemp("installation") / "data"
    made = reveille(
        path, "init", "--name", "The Dawn", "--site-url", "http://127.0.0.1:8000", "--sender-address", "",
        "--postal-address", "1 Signal Lane", "--relay-host", "", "--zone", "Europe/Vienna", "--closing", "06:15",
        "--desk-account", "ann@paper.example",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert "The Dawn" in made.stdout
    assert "Desk account ann@paper.example, password " in made.stdout
    return path


def init(path, *words):
    answers = {
        "--name": "The Dawn", "--site-url": "http://127.0.0.1:8000", "--sender-address": "", "--postal-address": "",
        "--relay-host": "", "--zone": "UTC", "--closing": "06:15", "--desk-account": "ann@paper.example",
    }  # fmt: skip
    return reveille(path, "init", *[word for pair in answers.items() for word in pair], *words)


def test_desk_account_signs_in_with_its_password_which_is_kept_as_an_argon2_hash(tmp_path):
    (tmp_path / "password").write_text("lanterns over the quay\n")

    made = init(tmp_path / "new", "--desk-password-file", str(tmp_path / "password"))

    assert made.returncode == 0, made.stderr
    assert "lanterns" not in made.stdout
    checked = subprocess.run(
        [
            sys.executable, "-c",
            "import django; django.setup()\nfrom django.contrib.auth import authenticate\n"
            "user = authenticate(username='ann@paper.example', password='lanterns over the quay')\n"
            "print(user.email, user.is_staff, user.password.rpartition('$')[0].rpartition('$')[0])",
        ],
        env=environment(tmp_path / "new", DJANGO_SETTINGS_MODULE="reveille.project.settings"),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.stdout == "ann@paper.example True argon2$argon2id$v=19$m=102400,t=2,p=8\n", checked.stderr


@pytest.mark.parametrize("password", ["password1234", "short", "12345678901234567", "ann@paper.example"])
def test_password_that_is_easily_guessed_is_refused_and_init_may_be_given_again(tmp_path, password):
    (tmp_path / "password").write_text(password)

    refused = init(tmp_path / "new", "--desk-password-file", str(tmp_path / "password"))

    assert refused.returncode == 3
    assert "--desk-password-file: " in refused.stderr
    assert not (tmp_path / "new" / "reveille.toml").exists()
    assert init(tmp_path / "new").returncode == 0


def test_init_in_german_makes_a_german_newsletter_on_a_german_site(tmp_path):
    made = init(tmp_path / "new", "--language", "de")

    assert made.returncode == 0, made.stderr
    assert 'language = "de"' in (tmp_path / "new" / "reveille.toml").read_text()
    [told] = reveille(tmp_path / "new", "newsletters", "list", "--json").stdout.splitlines()
    assert json.loads(told)["language"] == "de"


def test_unknown_beat_leaves_nothing_settled(tmp_path):
    refused = init(tmp_path / "new", "--beat", "knitting")

    assert refused.returncode == 1
    assert "no knitting.toml" in refused.stderr
    assert init(tmp_path / "new").returncode == 0


def test_home_outlet_that_the_directory_does_not_have_leaves_nothing_settled(tmp_path):
    refused = init(tmp_path / "new", "--home", "star-and-stripe")

    assert refused.returncode == 3
    assert "no outlet 'star-and-stripe'" in refused.stderr
    assert init(tmp_path / "new").returncode == 0


def test_help_is_a_table_of_contents():
    told = subprocess.run(
        [*COMMAND, "--help"], env=environment("/nowhere"), capture_output=True, text=True, check=False
    )

    assert told.returncode == 0
    for verb in ("init", "run", "demo", "gather", "day", "deliver", "import", "eval", "why", "sources"):
        assert f" {verb} " in told.stdout


def test_editor_teaches_a_beat(folder, tmp_path):
    rows = tmp_path / "articles.jsonl"
    link = "https://stripes.example/cake"
    row = {
        "id": "1",
        "outlet": "Stars and Stripes",
        "url": link,
        "title": "Village bakes a cake",
        "text": "The women of the village took six eggs and the whole morning for it.",
    }
    rows.write_text(json.dumps({**row, "published": "2026-11-20T10:00:00Z"}) + "\n")
    labelled = tmp_path / "labelled.jsonl"
    labelled.write_text(
        "".join(
            json.dumps({"text": text, "category": category}) + "\n"
            for _ in range(30)
            for text, category in (("Village bakes a cake", "War"), ("Frigate leaves the town", "Peace"))
        )
    )
    assert reveille(folder, "import", "articles", str(rows)).returncode == 0
    assert reveille(folder, "beat", "why", link).stdout.startswith("Off the beat Military")

    assert (
        reveille(folder, "beat", "yes", "military", link).stdout
        == "On the beat Military and defence: Village bakes a cake\n"
    )
    learned = reveille(folder, "beat", "learn", "military", str(labelled), "--positive", "War")

    assert "60 examples, 30 of them on the beat" in learned.stdout, learned.stderr
    why = reveille(folder, "beat", "why", link).stdout
    assert "said yes on" in why
    assert "“cake” as learned" in why
    (folder / "beats" / "military.learned.toml").unlink()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("why", "https://nobody.example/"), 4, "No article has the link"),
        (("learn", "military"), 1, "25 of each are needed"),
        (("learn", "nothing"), 1, "no nothing.toml in"),
        (("compare", "military", "nothing"), 1, "no nothing.toml in"),
    ],
)
def test_beat_that_cannot_say_why_or_learn_says_what_is_missing(folder, words, code, said):
    told = reveille(folder, "beat", *words)

    assert told.returncode == code
    assert said in told.stdout + told.stderr


def test_nothing_that_an_installation_keeps_is_anybody_elses_on_the_machine(tmp_path):
    assert init(tmp_path / "new").returncode == 0

    kept = [tmp_path / "new", *(tmp_path / "new").rglob("*")]
    assert len(kept) > 3
    assert [path for path in kept if path.stat().st_mode & 0o077] == []


def test_init_overwrites_nothing(folder):
    again = reveille(folder, "init", "--name", "x", "--site-url", "http://x.example", "--sender-address", "",
                     "--postal-address", "", "--relay-host", "", "--zone", "UTC", "--closing", "05:30",
                     "--desk-account", "")  # fmt: skip

    assert again.returncode == 1
    assert "there already" in again.stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--zone", "Mars/Olympus"),
        ("--closing", "25:00"),
        ("--site-url", "ftp://x"),
        ("--relay-tls", "maybe"),
        ("--language", "tlh"),
    ],
)
def test_wrong_answer_writes_nothing_and_names_itself(tmp_path, option, value):
    answers = {"--name": "x", "--site-url": "http://x.example", "--sender-address": "", "--postal-address": "",
               "--relay-host": "", "--zone": "UTC", "--closing": "05:30", "--desk-account": "",
               option: value}  # fmt: skip
    told = reveille(tmp_path / "new", "init", *[word for pair in answers.items() for word in pair])

    assert told.returncode == 3
    assert option in told.stderr
    assert not (tmp_path / "new").exists()


def test_sources_lists_the_directory_that_ships(folder):
    rows = [json.loads(line) for line in reveille(folder, "sources", "--json").stdout.splitlines()]

    assert len(rows) >= 80
    assert {row["verified"] for row in rows} == {None}


def test_outlets_of_a_folder_are_taken_in_once_and_a_wrong_file_names_itself(folder, tmp_path):
    (tmp_path / "ours.toml").write_text(
        '[[outlet]]\nslug = "harbour"\nname = "The Harbour"\nhome = "https://harbour.example/"\ncountry = "EE"\n'
        'language = "en"\nkind = "newspaper"\nfamily = "harbour"\npaywall = "none"\n'
        'feeds = ["https://harbour.example/rss"]\nknown_from = "us"\n'
    )
    first = reveille(folder, "sources", "--enrol", str(tmp_path), "--json")
    second = reveille(folder, "sources", "--enrol", str(tmp_path))
    (tmp_path / "ours.toml").write_text("[[outlet]]\nslug = 1\n")
    wrong = reveille(folder, "sources", "--enrol", str(tmp_path))

    assert "1 outlets and 1 feeds are new." in first.stderr
    assert "https://harbour.example/rss" in {json.loads(line)["feed"] for line in first.stdout.splitlines()}
    assert "0 outlets and 0 feeds are new." in second.stderr
    assert (wrong.returncode, "ours.toml" in wrong.stderr) == (1, True)


def test_day_without_news_is_no_edition(folder):
    told = reveille(folder, "day", "--date", "2020-01-01")

    assert told.returncode == 4
    assert "No edition" in told.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param(("day", "--date", "tomorrow"), 2, "2026-11-24", id="a date that is none"),
        pytest.param(("day", "--newsletter", "cooking"), 2, "military", id="a newsletter that is none"),
        pytest.param(("why", "nothing"), 4, "nothing", id="a story that is none"),
        pytest.param(
            ("eval", "beat", "pyproject.toml", "--beat", "x.toml", "--positive", "y"), 1, "x.toml", id="no such profile"
        ),
        pytest.param(("day", "--date", "2190-01-01"), 4, "has not come", id="a day that has not come"),
        pytest.param(("day", "--date", "0001-01-01"), 4, "no newspaper before", id="a day before all newspapers"),
        pytest.param(("run", "--port", "99999"), 2, "--port", id="a port that is none"),
        pytest.param(("nonsense",), 2, "nonsense", id="a verb that is none"),
    ],
)  # fmt: skip
def test_error_says_what_and_where_without_a_traceback(folder, words, code, said):
    told = reveille(folder, *words)

    assert told.returncode == code
    assert said in told.stdout + told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("SITE_URL", "ftp://x"), ("RELAY_TLS", "maybe"), ("DATABASE", "mysql://x/y"), ("OUTBOX_VIEWER", "perhaps")],
)
def test_wrong_setting_stops_the_start_and_names_itself(folder, name, value):
    told = reveille(folder, "sources", **{f"REVEILLE_{name}": value})

    assert told.returncode == 3
    assert f"REVEILLE_{name}" in told.stderr
    assert "Traceback" not in told.stderr


def test_folder_that_cannot_be_made_names_the_setting(tmp_path):
    (tmp_path / "file").write_text("no folder")
    told = reveille(tmp_path / "file", "sources")

    assert told.returncode == 3
    assert "REVEILLE_DATA" in told.stderr
    assert "Traceback" not in told.stderr


def test_database_that_cannot_be_used_is_one_line(tmp_path):
    (tmp_path / "secret_key.txt").write_text("a key")
    (tmp_path / "reveille.sqlite3").write_bytes(b"this is no database, whatever it is called" * 100)
    told = reveille(tmp_path, "sources")

    assert told.returncode == 1
    assert "database" in told.stderr
    assert "Traceback" not in told.stderr


def test_archive_of_articles_makes_past_editions_and_a_second_import_adds_nothing(tmp_path):
    rows = [
        {"id": n, "outlet": f"paper{n % 3}.example", "url": f"https://paper{n % 3}.example/{n}",
         "title": f"Navy finds mine {n // 3} off the cape", "published": f"2019-05-0{1 + n // 6}T03:00:00Z",
         "text": f"The navy found a naval mine of type {n // 3} off the cape, and sailors from report {n} blew it up. "
         f"The frigate Wren {n // 3} stood by until the admiral called the minehunters home at noon."}
        for n in range(12)
    ]  # fmt: skip
    archive = tmp_path / "articles.jsonl"
    archive.write_text("\n".join([*map(json.dumps, rows), "not json", '{"title": "no date"}']))
    first = reveille(tmp_path / "data", "import", "articles", str(archive))
    second = reveille(tmp_path / "data", "import", "articles", str(archive))
    later = json.loads(reveille(tmp_path / "data", "day", "--date", "2019-05-02", "--json").stdout)
    earlier = json.loads(reveille(tmp_path / "data", "day", "--date", "2019-05-01", "--json").stdout)
    shown = json.loads(reveille(tmp_path / "data", "day", "--date", "2019-05-02", "--json").stdout)

    assert "12 new articles, 2 could not be used" in first.stdout
    assert "0 new articles, 12 known already" in second.stdout
    links = [item["url"] for section in earlier["sections"] for item in section["items"]]
    assert links
    assert all(int(link.rsplit("/", 1)[1]) < 6 for link in links)
    assert shown["state"].startswith("closed ")
    assert {k: v for k, v in shown.items() if k != "state"} == {k: v for k, v in later.items() if k != "state"}


def test_run_serves_refuses_a_second_one_and_ends_on_sigterm(folder):
    process = subprocess.Popen(
        [*COMMAND, "run", "--port", "0"],
        env=environment(folder),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stdout.readline()
        address = line.split("The site is at ")[1].split(" ")[0].rstrip(".")
        with urllib.request.urlopen(address, timeout=10) as page:
            assert "The Dawn" in page.read().decode()
        second = reveille(folder, "run", "--port", "0")
        assert second.returncode == 1
        assert str(process.pid) in second.stderr
        process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        assert process.wait(timeout=60) == 0
        assert time.monotonic() - started < 60
    finally:
        process.kill()
        process.communicate()
