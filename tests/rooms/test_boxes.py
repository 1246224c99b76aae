"""Maildirs and files, read for what came back: each letter once, the strange ones left alone."""

import json
import socketserver
import threading

import pytest
from tests.core import returned
from typer.testing import CliRunner

from reveille import day
from reveille.core import verp
from reveille.core.errors import BoxError
from reveille.delivery import bounces, boxes
from reveille.delivery.models import Bounce
from reveille.mail.alarm import lasting
from reveille.mail.imap import Mailbox
from reveille.subscribers.models import Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    return tmp_path / "box"


def address(row, settings, make=verp.sender):
    return make(settings.SECRET_KEY.encode(), "bounces.reveille.example", row.pk)


def names(folder, where):
    return sorted(path.name for path in (folder / where).iterdir())


def read_maildir(folder, clock):
    read = boxes.Read()
    boxes.from_maildir(folder, clock(), read)
    return read


def test_maildir_is_read_once_and_what_is_a_persons_stays_unread(sent, folder, settings, clock):
    to = address(sent, settings)
    (folder / "new/1.report").write_bytes(returned.failed(to))
    (folder / "new/2.letter").write_bytes(returned.letter("daily@reveille.example"))
    (folder / "new/3.away").write_bytes(returned.holiday(to))

    first, second = read_maildir(folder, clock), read_maildir(folder, clock)

    assert first.outcomes == {"bounced": 1, "unknown": 1, "nothing": 1}
    assert second.outcomes == {}
    assert names(folder, "new") == []
    assert names(folder, "cur") == ["1.report:2,S", "2.letter:2,", "3.away:2,"]
    assert Bounce.objects.get().source == "maildir"


def test_letter_that_stumbles_stays_and_the_others_have_their_turn(sent, folder, settings, clock, monkeypatch):
    to, settle = address(sent, settings), bounces.settle
    (folder / "new/1").write_bytes(b"To: bad\n\n")
    (folder / "new/2").write_bytes(returned.failed(to))

    def stumble(mail, *rest):
        if b"bad" in mail:
            raise RuntimeError
        return settle(mail, *rest)

    monkeypatch.setattr(bounces, "settle", stumble)
    read = read_maildir(folder, clock)

    assert (read.stumbled, read.outcomes) == (["1"], {"bounced": 1})
    assert names(folder, "new") == ["1"]


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir(), lambda path: path.write_text("x")])
def test_folder_that_is_no_maildir_is_named(tmp_path, clock, make):
    make(tmp_path / "box")

    with pytest.raises(BoxError, match="box"):
        read_maildir(tmp_path / "box", clock)


def test_configured_boxes_each_have_their_turn(sent, folder, settings, clock, tmp_path):
    settings.BOUNCE_IMAP = Mailbox("mail.example", 143, False, "box", "secret")
    settings.BOUNCE_MAILDIR = folder
    (folder / "new/1").write_bytes(returned.failed(address(sent, settings)))

    read = boxes.configured(clock())

    assert read.outcomes == {"bounced": 1}
    assert [error.detail for error in read.failed.values()] == ["without TLS only on this machine itself"]


def test_operator_hears_once_of_a_box_that_cannot_be_read_until_it_can(sent, folder, settings, clock, outbox):
    settings.OPERATOR_ADDRESS, settings.BOUNCE_IMAP = "operator@reveille.example", None
    settings.BOUNCE_MAILDIR = folder / "nowhere"
    for _ in range(2):
        day.settle(clock())
    broken = [alarm.cause for alarm in lasting()]
    settings.BOUNCE_MAILDIR.mkdir()
    for name in ("new", "cur"):
        (settings.BOUNCE_MAILDIR / name).mkdir()

    day.settle(clock())

    assert broken == [f"box {folder / 'nowhere'}"]
    assert lasting() == []
    assert len(outbox.letters()) == 1


@pytest.fixture
def command(monkeypatch, clock):
    """The command, on the tests' database."""
    from reveille.cli import installation, table

    monkeypatch.setattr(installation, "ready", lambda **_: None)
    return lambda *told: CliRunner().invoke(table.app, ["bounces", *map(str, told)])


def test_command_reads_files_and_says_what_they_came_to(sent, settings, command, tmp_path):
    report, wish = tmp_path / "report.eml", tmp_path / "wish.eml"
    report.write_bytes(returned.failed(address(sent, settings)))
    wish.write_bytes(returned.letter(address(sent, settings, verp.leave_address)))

    said = command("--file", report, "--file", wish)

    assert said.exit_code == 0
    assert "2 read: 1 bounced, 1 left." in said.stdout
    assert "there is no such" in said.stdout
    assert Subscription.objects.get().state == "left"
    assert report.exists()


def test_command_prints_json(sent, settings, command, tmp_path):
    path = tmp_path / "report.eml"
    path.write_bytes(returned.failed(address(sent, settings)))

    told = json.loads(command("--file", path, "--json").stdout)

    assert told["outcomes"] == {"bounced": 1}
    assert told["settled"] == [
        {"mail": str(path), "delivery": sent.pk, "outcome": "bounced", "reason": "hard: there is no such mailbox"}
    ]


def test_command_without_a_box_says_what_to_do(sent, command):
    said = command()

    assert said.exit_code == 4
    assert "REVEILLE_BOUNCE_IMAP" in said.stdout


class Stranger(socketserver.StreamRequestHandler):
    """An IMAP server that knows nobody."""

    def handle(self):
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, verb = line.split()[:2]
            if verb.upper() == b"LOGIN":
                self.wfile.write(tag + b" NO [AUTHENTICATIONFAILED] Authentication failed.\r\n")
            else:
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")


def test_mailbox_that_does_not_know_us_says_so_in_its_own_words_and_which_setting_to_look_at(settings, command):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Stranger) as server:
        threading.Thread(target=server.serve_forever).start()
        settings.BOUNCE_MAILDIR, settings.BOUNCE_IMAP = None, Mailbox(*server.server_address, False, "box", "wrong")
        said = command()
        server.shutdown()

    assert said.exit_code == 1
    assert "Nothing new" not in said.stdout
    told = " ".join(said.stderr.split())
    assert "sign in: [AUTHENTICATIONFAILED] Authentication failed. (REVEILLE_BOUNCE_IMAP_PASSWORD)" in told
    assert "wrong" not in told
