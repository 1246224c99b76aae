"""``reveille subscribers``: what an operator does with a list, and what a list may not do."""

import csv
import io
import json

import pytest
from tests.rooms.people import letters, parsed, reader
from typer.testing import CliRunner

from reveille.cli import FAILED, MISUSED, NOTHING, installation, table, terminal
from reveille.cli.subscribers import verbs
from reveille.core.errors import LiftError, ListError
from reveille.editions import founding
from reveille.subscribers import addresses, export, importing, suppression
from reveille.subscribers.models import Asking, Consent, Lifting, Subscriber, Subscription, Suppression

pytestmark = pytest.mark.django_db
assert table.app  # it adds the verbs of cli.suppression to these

PAPER = "It was ticked on the paper form of 3 May 2024"


@pytest.fixture
def run(newsletter, clock, outbox, monkeypatch):
    """Runs the command in this process, on this test's database."""
    monkeypatch.setattr(installation, "ready", lambda **_: None)

    def act(*words, code=0, answer="", fails=False):
        said = io.StringIO()
        monkeypatch.setattr(terminal, "out", terminal.Console(file=said, highlight=False, width=200))
        done = CliRunner().invoke(verbs, [str(word) for word in words], input=answer)
        if fails:
            return done.exception
        assert done.exit_code == code, done.output
        return said.getvalue() + done.stdout

    return act


@pytest.fixture
def people(newsletter, clock):
    """Somebody in every state."""
    reader(newsletter, "bob")
    reader(newsletter, "charlie", state="left", left_at=clock())
    reader(newsletter, "emil", state="pending", confirmed_at=None)
    for name, reason in (("dora", "complained"), ("frida", "erased")):
        digest = addresses.digest(f"{name}@post.example")
        Suppression.objects.create(address_hash=digest, reason=reason, at=clock())
    return ("alice", "bob", "charlie", "dora", "emil", "frida")


LIST = """Email,Time,Zone,Days,Format
alice@post.example,07:15,Europe/Vienna,Mon Wed Fri,text
bob@post.example,,,,
charlie@post.example,,,,
dora@post.example,,,,
emil@post.example,,,,
frida@post.example,,,,
ALICE@post.example,,,,
nobody,,,,
gustav@gmial.com,,,,
hugo@post.example,25:00,,,
iris@post.example,,Mars/Olympus,,
"""
VERDICTS = {
    "alice@post.example": importing.ASKED, "bob@post.example": importing.KNOWN, "charlie@post.example": importing.GONE,
    "dora@post.example": importing.NEVER, "emil@post.example": importing.WAITING, "frida@post.example": importing.GONE,
    "ALICE@post.example": importing.TWICE, "nobody": importing.WRONG, "gustav@gmial.com": importing.ASKED,
    "hugo@post.example": importing.WRONG, "iris@post.example": importing.WRONG,
}  # fmt: skip


@pytest.fixture
def listed(tmp_path, people):
    file = tmp_path / "list.csv"
    file.write_text(LIST, "utf-8-sig")
    return file


def test_a_dry_run_says_what_would_become_of_each_row_and_does_nothing(run, listed):
    before = list(Subscription.objects.order_by("id").values())

    told = [json.loads(line) for line in run("import", listed, "--dry-run", "--json", code=FAILED).splitlines()]

    assert {one["address"]: one["verdict"] for one in told} == VERDICTS
    assert [one["line"] for one in told] == list(range(2, 13))
    assert "gustav@gmail.com" in next(one["why"] for one in told if one["address"].startswith("gustav"))
    assert list(Subscription.objects.order_by("id").values()) == before
    assert not Asking.objects.exists()
    assert "Nothing was done" in run("import", listed, "--dry-run", code=FAILED)


def test_an_import_asks_to_confirm_and_brings_nobody_back(run, listed, outbox):
    run("import", listed, "--at", "06:00", code=FAILED)

    assert {parsed(letter)["To"] for letter in letters(outbox)} == {"alice@post.example", "gustav@gmial.com"}
    alice = Subscription.objects.get(subscriber__address="alice@post.example")
    assert (alice.state, alice.minute, alice.weekdays, alice.format) == ("pending", 435, 21, "text")
    assert [(one.kind, one.how, one.wording) for one in alice.consents.all()] == [("asked", "import", "")]
    assert Subscription.objects.get(subscriber__address="gustav@gmial.com").minute == 360
    assert Subscription.objects.get(subscriber__address="charlie@post.example").state == "left"
    assert not Subscriber.objects.filter(address__startswith="frida").exists()


def test_who_agreed_elsewhere_is_added_and_how_is_kept(run, listed, outbox):
    run("import", listed, "--confirmed-elsewhere", PAPER, code=FAILED)

    assert letters(outbox) == []
    confirmed = Subscription.objects.filter(state="confirmed").values_list("subscriber__address", flat=True)
    assert set(confirmed) == {f"{name}@post.example" for name in ("alice", "bob", "emil")} | {"gustav@gmial.com"}
    kept = Consent.objects.get(subscription__subscriber__address="alice@post.example")
    assert (kept.kind, kept.how, kept.wording) == ("confirmed", "import", PAPER)
    assert Suppression.objects.count() == 2


def test_a_second_import_finds_nothing_to_do(run, listed):
    run("import", listed, "--confirmed-elsewhere", PAPER, code=FAILED)

    told = [
        json.loads(line)
        for line in run("import", listed, "--confirmed-elsewhere", PAPER, "--json", code=FAILED).splitlines()
    ]

    assert not [one for one in told if one["verdict"] in (importing.ADDED, importing.ASKED)]


def test_who_is_left_in_the_list_itself_is_not_asked(run, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("email;status\na@post.example;unsubscribed\nb@post.example;subscribed\nc@post.example;Bounced\n")

    told = [json.loads(line) for line in run("import", file, "--json").splitlines()]

    assert [one["verdict"] for one in told] == [importing.GONE, importing.ASKED, importing.GONE]


def test_an_import_that_could_not_take_every_line_says_so_by_its_code(run, newsletter, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("name,email\nAnn,a@post.example\n\nshort\nBob,b@post.example\n")

    assert "line" in run("import", file, "--dry-run", code=FAILED).lower()
    told = [json.loads(line) for line in run("import", file, "--json", code=FAILED).splitlines()]
    assert [(one["line"], one["verdict"]) for one in told] == [
        (2, importing.ASKED), (4, importing.WRONG), (5, importing.ASKED),
    ]  # fmt: skip
    assert Asking.objects.count() == 2  # the other lines were taken


def test_a_bare_list_is_a_list(run, tmp_path):
    file = tmp_path / "list.txt"
    file.write_text("a@post.example\n\nb@post.example\n")

    assert "2 asked to confirm" in run("import", file)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"name,phone\nx,1\n", b'email\n"unended', b"a@b.example,x\n"])
def test_what_is_no_list_is_refused_as_a_whole(data):
    with pytest.raises(ListError):
        importing.rows(data)


def test_an_exported_list_is_safe_in_a_spreadsheet_and_comes_back_as_it_was(run, newsletter, clock, tmp_path):
    reader(newsletter, "=cmd|'x'!A1", minute=435, weekdays=21, format="text")
    reader(newsletter, "+plus", zone="Europe/Vienna")
    reader(newsletter, "-minus", state="left", left_at=clock())
    file = tmp_path / "all.csv"

    run("export", "--to", file)

    with file.open(newline="", encoding="utf-8") as opened:
        cells = [cell for row in csv.reader(opened) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert file.stat().st_mode & 0o077 == 0
    Subscriber.objects.filter(address__startswith="+").delete()
    told = [json.loads(line) for line in run("import", file, "--json", "--confirmed-elsewhere", PAPER).splitlines()]
    assert {one["address"]: one["verdict"] for one in told} == {
        "=cmd|'x'!A1@post.example": importing.KNOWN,
        "+plus@post.example": importing.ADDED, "-minus@post.example": importing.GONE,
    }  # fmt: skip
    assert Subscription.objects.get(subscriber__address="+plus@post.example").zone == "Europe/Vienna"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "x", "", "'x", "'=x", "''+x", "＝1+1", "＠x", "\nx"]
)
def test_a_guarded_cell_is_the_cell_again(cell):
    assert not export.guarded(cell).startswith(tuple("=+-@＝＋－＠\t\r\n"))
    assert export.unguarded(export.guarded(cell)) == cell


def test_a_confirmed_address_becomes_a_seed_and_an_ordinary_one_again(run, newsletter):
    one = reader(newsletter, "ann")
    address = one.subscriber.address

    assert f"{address} is a seed of" in run("seed", address)
    one.refresh_from_db()
    assert one.seed
    assert "ordinary" in run("seed", address, "--off")
    one.refresh_from_db()
    assert not one.seed


def test_who_has_not_confirmed_can_be_no_seed(run, newsletter):
    one = reader(newsletter, "ann", state="pending")

    assert "has not confirmed" in run("seed", one.subscriber.address, code=NOTHING)


def test_one_address_is_added_and_asked(run, outbox):
    run("add", "alice@post.example", "--at", "07:15", "--days", "workdays")

    alice = Subscription.objects.get()
    assert (alice.state, alice.minute, alice.weekdays) == ("pending", 435, 31)
    assert len(outbox.letters()) == 1
    assert Consent.objects.get().how == "command"


def test_one_address_that_agreed_elsewhere_is_added_unless_it_left(run, people):
    run("add", "alice@post.example", "--confirmed-elsewhere", PAPER)
    run("add", "charlie@post.example", "--confirmed-elsewhere", PAPER, code=FAILED)

    assert Subscription.objects.get(subscriber__address="alice@post.example").state == "confirmed"
    assert Subscription.objects.get(subscriber__address="charlie@post.example").state == "left"


def test_one_person_is_shown_exported_and_erased(run, people):
    assert "confirmed" in run("show", "BOB@post.example")
    assert json.loads(run("show", "bob@post.example", "--json"))["address"] == "bob@post.example"
    assert json.loads(run("export", "bob@post.example"))["deliveries"] == []

    run("erase", "bob@post.example", answer="n\n", code=1)
    assert Subscriber.objects.filter(address="bob@post.example").exists()
    run("erase", "bob@post.example", answer="y\n")

    assert not Subscriber.objects.filter(address="bob@post.example").exists()
    run("show", "bob@post.example", code=NOTHING)
    run("erase", "bob@post.example", "--yes", code=NOTHING)


def test_who_must_not_be_written_to_is_listed_and_lifted_with_a_reason(run, people, newsletter, clock):
    bob = Subscription.objects.get(subscriber__address="bob@post.example")
    suppression.bar(bob.subscriber.address_hash, suppression.Reason.BOUNCED, clock())
    told = {one["address"] or one["fingerprint"][:8]: one for one in json.loads(run("suppressed", "--json"))}

    assert told["bob@post.example"]["lifted_by"] == "you, or themselves"
    assert told[addresses.digest("dora@post.example")[:8]]["lifted_by"] == "themselves"
    assert "bounced" in run("suppressed")
    run("lift", "bob@post.example", code=MISUSED)
    run("lift", "BOB@post.example", "--why", "He wrote from there")
    run("lift", "bob@post.example", "--why", "again", code=NOTHING)
    assert isinstance(run("lift", "dora@post.example", "--why", "She is a friend", fails=True), LiftError)
    assert Lifting.objects.get().why == "He wrote from there"
    assert "bob@post.example" not in run("suppressed")


def test_list_of_whom_not_to_write_to_is_done_but_for_the_lines_that_are_no_addresses(run, people):
    said = run("suppress", "-", answer="zoe@post.example\n\nnobody at all\nyan@post.example\n", code=FAILED)

    assert "2 addresses are not written to again." in said
    assert Suppression.objects.filter(reason="asked").count() == 2


def test_who_told_the_operator_never_to_write_is_ended_and_no_list_brings_them_back(run, people, tmp_path):
    run("suppress", "bob@post.example", "--why", "By letter, 3 May")
    run("suppress", "-", answer="zoe@post.example\nyan@post.example\n")
    (tmp_path / "list").write_text("bob@post.example\nzoe@post.example\n")

    said = run("import", tmp_path / "list", "--confirmed-elsewhere", PAPER)

    assert "2 must not be written to" in said
    assert Subscription.objects.get(subscriber__address="bob@post.example").state == "left"
    assert Suppression.objects.filter(reason="asked").count() == 3
    assert Suppression.objects.get(note="By letter, 3 May").reason == "asked"


def test_a_list_taken_elsewhere_says_who_must_not_be_written_to(run, people, tmp_path, clock):
    bob = Subscription.objects.get(subscriber__address="bob@post.example")
    suppression.bar(bob.subscriber.address_hash, suppression.Reason.BOUNCED, clock())
    run("export", "--to", tmp_path / "list.csv")
    Suppression.objects.all().delete()
    Subscriber.objects.all().delete()

    said = run("import", tmp_path / "list.csv", "--confirmed-elsewhere", PAPER)

    assert "the list says bounced" in said
    assert not Subscription.objects.exists()


def test_all_are_counted_without_a_name(run, people):
    said = json.loads(run("show", "--json"))

    assert {(one["state"], one["count"]) for one in said["subscriptions"]} == {
        ("confirmed", 1), ("left", 1), ("pending", 1),
    }  # fmt: skip
    assert said["suppressed"] == {"complained": 1, "erased": 1}
    assert "post.example" not in run("show")


def test_the_form_to_copy_is_printed(run, newsletter):
    founding.newsletter("world", "everything", name="World")

    assert 'value="world"' in run("form", "--newsletter", "world")
    run("form", "--newsletter", "mars", code=NOTHING)
