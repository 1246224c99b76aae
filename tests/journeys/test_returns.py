"""What comes back through real servers: a mailbox read over IMAP with TLS, and a storm at the listener's door."""

import imaplib
import os
import shutil
import smtplib
import socket
import ssl
import subprocess
import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
import trustme
from tests.core import returned
from tests.rooms import conftest as rooms
from tests.rooms.people import edition, reader

from reveille.core import verp
from reveille.core.errors import BoxError
from reveille.delivery import boxes, listener, planning
from reveille.delivery.models import Bounce, Box, Delivery
from reveille.mail import imap
from reveille.mail.imap import Mailbox, Session
from reveille.subscribers.models import Suppression

pytestmark = pytest.mark.django_db(transaction=True)

clock, newsletter = rooms.clock, rooms.newsletter
NOBODY = 65534
DOMAIN = "bounces.reveille.example"
DOVECOT = """
base_dir = {run}/base
state_dir = {run}/state
log_path = {run}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{run}/cert.pem
ssl_key = <{run}/key.pem
default_internal_user = nobody
default_login_user = nobody
default_internal_group = nogroup
first_valid_uid = 0
mail_location = maildir:{run}/mail/%u
imap_capability = {capability}
namespace inbox {{
  inbox = yes
}}
passdb {{
  driver = static
  args = password=open-sesame
}}
userdb {{
  driver = static
  args = uid={nobody} gid={nobody} home={run}/home allow_all_users=yes
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
"""


@contextmanager
def dovecot(folder, ca, capability=""):
    """A Dovecot of our own on loopback, with a certificate of ``ca``."""
    for name in ("home", "mail"):
        (folder / name).mkdir(parents=True)
    certificate = ca.issue_cert("localhost")
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for path in (folder, folder / "home", folder / "mail"):
        os.chown(path, NOBODY, NOBODY)
    config = folder / "dovecot.conf"
    config.write_text(DOVECOT.format(run=folder, port=port, capability=capability, nobody=NOBODY))
    server = subprocess.Popen(["dovecot", "-F", "-c", str(config)], stderr=subprocess.PIPE)
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(10)
        assert server.stderr is not None
        server.stderr.close()


def _wait_for(port, server):
    until = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert server.poll() is None, server.stderr.read().decode()
            assert time.monotonic() < until
            time.sleep(0.05)


@pytest.fixture(scope="module")
def ca():
    return trustme.CA()


@pytest.fixture
def trust(ca, monkeypatch):
    """Whom the mailbox is checked against: the tests' own authority, and nobody else."""
    context = ssl.create_default_context()
    ca.configure_trust(context)
    monkeypatch.setattr(imap.ssl, "create_default_context", lambda: context)
    return context


@pytest.fixture
def folder():
    """A short path that others may enter: sockets have short names, and Dovecot runs as nobody."""
    import tempfile
    from pathlib import Path

    path = Path(tempfile.mkdtemp(prefix="rv-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def sent(newsletter, clock):
    clock.now = datetime.now(UTC)  # mailboxes have a clock of their own
    reader(newsletter, "alice")
    made = edition(newsletter)
    planning.plan(made, made.closing_at)
    Delivery.objects.update(state="sent", handed_at=clock(), ended_at=clock())
    return Delivery.objects.get()


def address(row, settings, make=verp.sender):
    return make(settings.SECRET_KEY.encode(), DOMAIN, row.pk)


def put(port, trust, *mails):
    box = imaplib.IMAP4_SSL("localhost", port, ssl_context=trust)
    box.login("box", "open-sesame")
    for mail in mails:
        assert box.append("INBOX", None, None, mail)[0] == "OK"
    box.logout()


def contents(port, trust, folder="INBOX"):
    """What a person sees in a folder: each letter's flags, in order."""
    box = imaplib.IMAP4_SSL("localhost", port, ssl_context=trust)
    box.login("box", "open-sesame")
    if box.select(folder, readonly=True)[0] != "OK":
        return None
    found = box.uid("FETCH", "1:*", "(FLAGS)")[1]
    box.logout()
    return [b"Seen" in one for one in found if one]


def read(box, clock):
    seen = boxes.Read()
    boxes.from_imap(box, clock(), seen)
    return seen


needs_dovecot = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("dovecot"), reason="Dovecot is not installed, or we may not start it"
)


@needs_dovecot
@pytest.mark.parametrize("capability", ["", "IMAP4rev1 UIDPLUS"], ids=["with MOVE", "without MOVE"])
def test_mailbox_is_read_once_and_a_persons_letters_stay_unread_where_they_were(
    sent, settings, clock, folder, ca, trust, capability
):
    to = address(sent, settings)
    with dovecot(folder, ca, capability) as port:
        box = Mailbox("localhost", port, True, "box", "open-sesame")
        put(port, trust, returned.letter("daily@reveille.example"), returned.failed(to), returned.holiday(to))

        first, second = read(box, clock), read(box, clock)
        put(port, trust, returned.failed(to))
        third = read(box, clock)

        assert first.outcomes == {"unknown": 1, "bounced": 1, "nothing": 1}
        assert second.outcomes == {}
        assert third.outcomes == {"again": 1}
        assert contents(port, trust) == [False, False]
        assert contents(port, trust, "Reveille") == [True, True]
    assert Bounce.objects.get().source == "imap"
    assert Box.objects.get().uid == 4


@needs_dovecot
def test_mailbox_that_is_numbered_anew_is_read_anew_and_counts_nothing_twice(sent, settings, clock, folder, ca, trust):
    with dovecot(folder, ca) as port:
        box = Mailbox("localhost", port, True, "box", "open-sesame")
        mail = returned.letter("daily@reveille.example")
        put(port, trust, mail)
        read(box, clock)
        Box.objects.update(validity=1, uid=100)

        again = read(box, clock)

        assert again.outcomes == {"unknown": 1}
        assert Box.objects.get().uid == 1


@needs_dovecot
def test_no_more_of_a_letter_is_fetched_than_is_read(sent, settings, clock, folder, ca, trust):
    with dovecot(folder, ca) as port:
        put(port, trust, returned.letter("a@b.example") + b"words and words\r\n" * 100_000)

        with Session(Mailbox("localhost", port, True, "box", "open-sesame")) as session:
            assert len(session.read(1, 1000)) == 1000
            assert session.read(99, 1000) == b""


@needs_dovecot
def test_certificate_of_nobody_we_know_ends_it(sent, clock, folder, ca):
    with dovecot(folder, ca) as port, pytest.raises(BoxError, match="certificate does not hold"):
        read(Mailbox("localhost", port, True, "box", "open-sesame"), clock)


@needs_dovecot
@pytest.mark.parametrize(
    "change", [{"password": "wrong"}, {"folder": "Nowhere"}, {"port": 1}, {"password": "pässword"}]
)
def test_mailbox_that_cannot_be_read_is_named_without_its_password(sent, clock, folder, ca, trust, change):
    with dovecot(folder, ca) as port:
        told = {"host": "localhost", "port": port, "tls": True, "user": "box", "password": "open-sesame", **change}
        box = Mailbox(**told)

        with pytest.raises(BoxError, match="box@localhost") as error:
            read(box, clock)

    assert told["password"] not in f"{error.value} {box!r}"


STORM = 10_000


def test_storm_of_reports_is_weathered_and_only_true_ones_count(newsletter, clock, settings, tmp_path):
    """F23: 10,000 mails at the listener's door, most of them forged, doubled or of no use; nobody is answered."""
    settings.OUTBOX, settings.RELAY = tmp_path / "outbox", None
    true = 1_000
    numbers = _letters(newsletter, true)
    secret = settings.SECRET_KEY.encode()
    dead = [verp.sender(secret, DOMAIN, number) for number in numbers]
    forged = [verp.sender(b"a guess", DOMAIN, number) for number in range(STORM)]
    with listener.Listener("127.0.0.1", 0, tmp_path / "postmaster") as listening:
        begun = time.process_time()
        for kind in ("first", "again"):  # every report comes twice
            assert _storm(listening.port, [(to, returned.failed(to)) for to in dead]) == {250: true}, kind
        assert _storm(listening.port, [(to, returned.holiday(to)) for to in dead]) == {250: true}
        rest = STORM - 3 * true
        assert _storm(listening.port, [(to, returned.failed(to)) for to in forged[:rest]]) == {550: rest}
        spent = time.process_time() - begun

    assert Bounce.objects.count() == Suppression.objects.count() == true
    assert not list((tmp_path / "outbox").glob("*"))
    assert listening.people.letters() == []
    assert spent < 120, "twelve milliseconds of CPU for each, client included"


def _letters(newsletter, number):
    made = edition(newsletter)
    for name in range(number):
        reader(newsletter, f"reader{name}")
    planning.plan(made, made.closing_at)
    Delivery.objects.update(state="sent", handed_at=made.closing_at, ended_at=made.closing_at)
    return list(Delivery.objects.values_list("pk", flat=True))


def _storm(port, mails):
    """Send mails over one line after the other, a thousand a line; return how often each answer came."""
    answers = Counter()
    for begin in range(0, len(mails), 1000):
        with smtplib.LMTP("127.0.0.1", port, timeout=60) as line:
            line.ehlo()
            for to, mail in mails[begin : begin + 1000]:
                line.docmd("MAIL FROM:<>")
                code, _ = line.docmd(f"RCPT TO:<{to}>")
                answers[line.data(mail)[0] if code == 250 else code] += 1
                if code != 250:
                    line.docmd("RSET")
    return answers
