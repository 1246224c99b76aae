"""The journal of leavings: a database that is put back has forgotten who left, and nobody of them is written to."""

import errno
import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from tests.rooms.at_once import at_once
from tests.rooms.people import CLOSING, DAY, ask, assert_balanced, edition, letters, link, parsed, reader

from reveille import day
from reveille.cli import suppression as never_again
from reveille.core import leavings, reports
from reveille.core.leavings import Deed
from reveille.delivery import bounces, planning, post
from reveille.delivery.models import Delivery
from reveille.editions.models import Newsletter
from reveille.mail import alarm
from reveille.subscribers import addresses, confirm, erase, journal, move, recalling, suppression, unsubscribe
from reveille.subscribers.models import Consent, Recalled, Subscriber, Subscription, Suppression
from reveille.subscribers.suppression import Reason

pytestmark = pytest.mark.django_db(transaction=True)

DUE = CLOSING + timedelta(minutes=30)


@pytest.fixture
def backup(tmp_path):
    """Keep the database as it is now; called, put it back."""
    file = str(tmp_path / "backup.json")
    kept = False

    def now(put_back=False):
        nonlocal kept
        if put_back:
            assert kept
            call_command("flush", interactive=False, verbosity=0)
            call_command("loaddata", file, verbosity=0)
        else:
            call_command("dumpdata", exclude=["contenttypes", "auth.permission"], output=file, verbosity=0)
            kept = True

    return now


def of(name):
    return Subscription.objects.get(subscriber__address=f"{name}@post.example")


def digest(name):
    return addresses.digest(f"{name}@post.example")


def deliver(clock, outbox):
    """Whose letters of the edition leave now."""
    before = set(outbox.letters())
    post.deliver_due(clock, outbox, "one")
    return sorted(parsed(path.read_bytes())["To"].partition("@")[0] for path in set(outbox.letters()) - before)


def come_back(newsletter, name, clock, outbox):
    """Sign up and press the button."""
    ask(newsletter, name, clock.now)
    mine = [
        one for one in letters(outbox) if f"{name}@" in parsed(one)["To"] and "/confirm/" in parsed(one).as_string()
    ]
    confirm.confirm(link(mine[0], "confirm"), clock.now)


def lines():
    return b"".join(path.read_bytes() for path in sorted(journal.files())).decode().splitlines()


def test_of_those_who_left_after_the_backup_nobody_is_mailed_and_who_came_back_is(newsletter, clock, outbox, backup):
    for name in ("alice", "bob", "carol", "dora", "emil", "fay", "gus", "hans", "ida"):
        reader(newsletter, name)
    clock.set(DAY, 5)
    backup()
    clock.pass_(minutes=1)
    unsubscribe.leave(of("alice"), clock.now, how="button")
    erase.erase(of("bob").subscriber, clock.now)
    planning.plan(yesterday := edition(newsletter, DAY - timedelta(days=1)), clock.now)
    number = Delivery.objects.get(edition=yesterday, subscription=of("carol")).pk
    bounces.complained(number, "abuse", "", clock.now, "webhook")
    number = Delivery.objects.get(edition=yesterday, subscription=of("dora")).pk
    bounces.bounced(number, reports.Failure("hard", "5.1.1", "failed", ""), clock.now, "webhook")
    Client().post(f"/leave/{of('emil').token}/", {"List-Unsubscribe": "One-Click"})
    never_again._bar("fay@post.example", clock.now, "by telephone")
    move.ask(of("gus").subscriber, "gus@elsewhere.example", clock.now)
    move.confirm(link(letters(outbox)[0], "move"), clock.now)
    unsubscribe.leave(of("hans"), clock.now, how="mail")
    clock.pass_(minutes=1)
    come_back(newsletter, "hans", clock, outbox)

    backup(put_back=True)
    assert Subscription.objects.filter(state="confirmed").count() == 9
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    clock.now = DUE

    assert deliver(clock, outbox) == ["hans", "ida"]
    assert_balanced(today, sent=2, skipped=7)
    assert not Subscriber.objects.filter(address="bob@post.example").exists()
    assert dict(Suppression.objects.values_list("address_hash", "reason")) == {
        digest("bob"): "erased", digest("carol"): "complained", digest("dora"): "bounced", digest("fay"): "asked",
        digest("gus"): "moved",
    }  # fmt: skip


def test_who_signed_up_anew_after_being_erased_is_erased_as_they_were_and_has_the_paper_as_they_came_back(
    newsletter, clock, outbox, backup
):
    clock.set(DAY, 5)
    alice = reader(newsletter, "alice", token="t" * 40)
    reader(Newsletter.objects.create(slug="world", name="World", beat="military"), "alice")
    Consent.objects.create(subscription=alice, at=clock.now, kind="confirmed", how="form", agent="long ago")
    backup()
    clock.pass_(minutes=1)
    erase.erase(alice.subscriber, clock.now)
    clock.pass_(minutes=1)
    come_back(newsletter, "alice", clock, outbox)

    backup(put_back=True)
    found = recalling.recall(clock.now)

    assert found == recalling.Found(erased=1)
    back = Subscription.objects.get(subscriber__address="alice@post.example")
    assert (back.newsletter, back.state, back.confirmed_at) == (newsletter, "confirmed", clock.now)
    assert back.token != "t" * 40
    assert [(one.kind, one.how) for one in Consent.objects.all()] == [("confirmed", "journal")]
    assert not Suppression.objects.exists()


def test_who_came_back_by_a_confirmation_that_the_journal_lost_stays(newsletter, clock, backup):
    alice = reader(newsletter, "alice", confirmed_at=clock.now)
    append(Deed(clock.now - timedelta(minutes=1), "left", alice.subscriber.address_hash, "military"))
    append(Deed(clock.now - timedelta(minutes=1), "complained", alice.subscriber.address_hash))

    assert recalling.recall(clock.now) == recalling.Found()
    assert of("alice").state == "confirmed"
    assert not Suppression.objects.exists()


def test_who_asks_anew_after_leaving_is_not_sent_off_again(newsletter, clock, outbox):
    unsubscribe.leave(reader(newsletter, "alice"), clock.now, how="button")
    clock.pass_(minutes=1)
    ask(newsletter, "alice", clock.now)
    [letter] = letters(outbox)

    recalling.recall(clock.now)

    confirm.confirm(link(letter, "confirm"), clock.now)
    assert of("alice").state == "confirmed"


def test_an_address_that_an_operator_let_be_written_to_again_stays_so(newsletter, clock, backup):
    reader(newsletter, "alice")
    backup()
    suppression.bar(digest("alice"), Reason.BOUNCED, clock.now)
    suppression.lift("alice@post.example", clock.now, who="operator", why="she wrote")

    backup(put_back=True)

    assert recalling.recall(clock.now) == recalling.Found()
    assert not Suppression.objects.exists()


def test_who_is_erased_and_not_in_the_backup_at_all_is_brought_back_by_no_import(newsletter, clock, backup):
    backup()
    erase.erase(reader(newsletter, "alice").subscriber, clock.now)

    backup(put_back=True)
    recalling.recall(clock.now)

    assert suppression.of("alice@post.example").reason == "erased"


@pytest.mark.parametrize(("hours", "at"), [(-5, -5), (5, 0)])
def test_what_is_recalled_is_dated_as_it_was_done_and_never_to_come(newsletter, clock, hours, at):
    """A clock that went back since wrote lines of an hour that is still to come."""
    done = clock.now + timedelta(hours=hours)
    journal.note(Deed(done, "asked", digest("alice")))
    one = reader(newsletter, "bob", asked_at=clock.now - timedelta(days=1), confirmed_at=clock.now - timedelta(days=1))
    journal.note(Deed(done, "left", digest("bob"), newsletter.slug))

    recalling.recall(clock.now)

    one.refresh_from_db()
    assert Suppression.objects.get().at == one.left_at == clock.now + timedelta(hours=at)


def test_what_is_known_changes_nothing_and_is_read_once(newsletter, clock, django_assert_num_queries):
    unsubscribe.leave(reader(newsletter, "alice"), clock.now, how="button")
    erase.erase(reader(newsletter, "bob").subscriber, clock.now)
    before = list(Subscription.objects.values()), list(Consent.objects.values()), list(Suppression.objects.values())

    assert recalling.recall(clock.now) == recalling.Found()

    assert before == (
        list(Subscription.objects.values()), list(Consent.objects.values()), list(Suppression.objects.values())
    )  # fmt: skip
    with django_assert_num_queries(1):
        recalling.recall(clock.now)


def test_journal_holds_no_address(newsletter, clock):
    unsubscribe.leave(reader(newsletter, "alice"), clock.now, how="button")
    erase.erase(of("alice").subscriber, clock.now)

    assert [line.split()[1:] for line in lines()] == [
        ["left", digest("alice"), "military"],
        ["erased", digest("alice")],
    ]


def test_a_leaving_is_on_disk_before_the_database_commits_it(newsletter, clock, monkeypatch):
    alice = reader(newsletter, "alice")
    open_then = []
    monkeypatch.setattr(
        "reveille.appending.os.fsync", lambda _: open_then.append((len(lines()), connection.in_atomic_block))
    )

    unsubscribe.leave(alice, clock.now, how="one-click")

    assert open_then[0] == (1, True)
    assert of("alice").state == "left"


def test_what_somebody_did_is_done_though_the_commit_failed(newsletter, clock, monkeypatch):
    alice = reader(newsletter, "alice")
    with monkeypatch.context() as broken:
        broken.setattr(unsubscribe.journal, "left", failing(unsubscribe.journal.left))
        with pytest.raises(OSError, match="the database went away"):
            unsubscribe.leave(alice, clock.now, how="button")
    assert of("alice").state == "confirmed"

    assert recalling.recall(clock.now) == recalling.Found(left=1)
    assert of("alice").state == "left"


def failing(act):
    """Do it, and fail before the commit."""

    def then_fail(*words):
        act(*words)
        raise OSError("the database went away")

    return then_fail


def test_a_crash_in_the_middle_of_recalling_loses_nothing(newsletter, clock, backup, monkeypatch):
    for n in range(5):
        reader(newsletter, f"reader{n}")
    backup()
    for n in range(5):
        unsubscribe.leave(of(f"reader{n}"), clock.now, how="button")
    backup(put_back=True)
    monkeypatch.setattr(recalling, "BATCH", 2)
    with monkeypatch.context() as crash:
        crash.setattr(recalling, "_remember", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            recalling.recall(clock.now)

    recalling.recall(clock.now)

    assert not Subscription.objects.exclude(state="left").exists()
    assert Consent.objects.filter(kind="left").count() == 5


def append(deed):
    journal.note(deed)


TORN = b"2026-11-24T06:00:00.000000+00:00 left " + b"a" * 40


@pytest.mark.parametrize(
    "rubbish",
    [
        TORN,
        b"\0" * 1000 + b"\n",
        b"x" * 5000,
        b"\xff\xfe\n\n\n",
        b"\r\n",
    ],
    ids=["torn", "nul", "long", "binary", "empty"],
)
def test_rubbish_in_the_journal_spoils_no_other_line(newsletter, clock, rubbish):
    for name in ("alice", "bob"):
        reader(newsletter, name)
    append(Deed(clock.now, "left", digest("alice"), "military"))
    [file] = journal.files()
    file.write_bytes(file.read_bytes() + rubbish)
    append(Deed(clock.now, "left", digest("bob"), "military"))

    assert recalling.recall(clock.now) == recalling.Found(left=2)


def test_a_line_that_is_being_written_is_read_when_it_is_whole(newsletter, clock):
    alice = reader(newsletter, "alice").subscriber
    append(Deed(clock.now, "lifted", alice.address_hash))
    [file] = journal.files()
    whole = leavings.line(Deed(clock.now, "left", alice.address_hash, "military"))
    file.write_bytes(file.read_bytes() + whole[:60])
    assert recalling.recall(clock.now) == recalling.Found()

    with file.open("ab") as more:
        more.write(whole[60:])

    assert recalling.recall(clock.now) == recalling.Found(left=1)


def test_a_journal_that_is_older_than_the_database_sends_nobody_off(newsletter, clock, outbox):
    """Put back by mistake over the newer one; what is written from now on is read nevertheless."""
    reader(newsletter, "bob")
    unsubscribe.leave(reader(newsletter, "alice"), clock.now, how="button")
    [file] = journal.files()
    older = file.read_bytes()
    clock.pass_(minutes=1)
    come_back(newsletter, "alice", clock, outbox)
    recalling.recall(clock.now)

    file.write_bytes(older)
    append(Deed(clock.now, "left", digest("bob"), "military"))

    assert recalling.recall(clock.now) == recalling.Found(left=1)
    assert of("alice").state == "confirmed"


def test_lines_that_another_key_wrote_are_counted_and_bar_nobody_who_is_known(newsletter, clock, settings):
    reader(newsletter, "alice")
    key = settings.SECRET_KEY
    settings.SECRET_KEY = "another key, and long enough to be one"
    append(Deed(clock.now, "left", digest("alice"), "military"))
    settings.SECRET_KEY = key

    assert recalling.recall(clock.now) == recalling.Found(foreign=1)
    assert of("alice").state == "confirmed"


def test_the_command_that_comes_first_says_what_was_recalled(newsletter, clock, capsys):
    from reveille.cli import installation

    reader(newsletter, "alice")
    append(Deed(clock.now, "left", digest("alice"), "military"))

    installation._recall()
    installation._recall()

    assert capsys.readouterr().err.count("1 left, 0 erased, 0 not to be written to any more") == 1


def test_a_disk_that_is_full_keeps_nobody_from_leaving_and_it_is_written_down_later(
    newsletter, clock, backup, outbox, monkeypatch
):
    for name in ("alice", "bob"):
        reader(newsletter, name)
    backup()
    with monkeypatch.context() as disk:
        disk.setattr("reveille.appending.os.write", full)
        unsubscribe.leave(of("alice"), clock.now, how="button")
        erase.erase(of("bob").subscriber, clock.now)
        day.send(clock, outbox, "one")

    assert of("alice").state == "left"
    [told] = alarm.lasting()
    assert told.subject == journal.UNWRITTEN
    assert lines() == []
    day.send(clock, outbox, "one")
    assert not alarm.lasting()
    backup(put_back=True)
    assert recalling.recall(clock.now) == recalling.Found(left=1, erased=1, barred=1)


def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_mass_of_bounces_waits_for_no_disk_and_one_click_waits_once(newsletter, clock, monkeypatch):
    alice = reader(newsletter, "alice")
    waits = []
    monkeypatch.setattr("reveille.appending.os.fsync", lambda _: waits.append(1))
    for n in range(100):
        suppression.bar(digest(f"reader{n}"), Reason.BOUNCED, clock.now)
    waits.clear()  # the file is new: so is its name in the folder
    for n in range(100, 1000):
        suppression.bar(digest(f"reader{n}"), Reason.BOUNCED, clock.now)
    assert not waits

    unsubscribe.leave(alice, clock.now, how="one-click")

    assert len(waits) == 1
    assert len(lines()) == 1001


def test_who_leaves_at_the_same_moment_has_a_line_of_their_own(newsletter, clock, tmp_path, monkeypatch):
    mine = [reader(newsletter, f"reader{n}") for n in range(8)]

    at_once(tmp_path, monkeypatch, *(lambda one=one: unsubscribe.leave(one, clock.now, how="button") for one in mine))

    assert sorted(line.split()[2] for line in lines()) == sorted(one.subscriber.address_hash for one in mine)


def test_two_who_recall_at_once_do_it_once(newsletter, clock, tmp_path, monkeypatch):
    for n in range(20):
        reader(newsletter, f"reader{n}")
        append(Deed(clock.now, "left", digest(f"reader{n}"), "military"))

    found = at_once(tmp_path, monkeypatch, *[lambda: recalling.recall(clock.now)] * 3)

    assert sum(one.left for one in found) == 20
    assert Consent.objects.filter(kind="left").count() == 20


WRITER = """
import pathlib, sys
from reveille import appending
for n in range(200):
    appending.append(pathlib.Path(sys.argv[1]), b"%s %d\\n" % (sys.argv[2].encode(), n), lasting=False)
"""


def test_processes_that_write_at_once_write_whole_lines(tmp_path):
    file = tmp_path / "a" / "b.txt"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, file, str(number)]) for number in range(3)]
    assert [one.wait() for one in writers] == [0, 0, 0]

    assert sorted(file.read_text().splitlines()) == sorted(f"{number} {n}" for number in range(3) for n in range(200))


def test_hundred_thousand_leavings_are_a_small_file_and_a_moments_reading(newsletter, clock):
    """None of them is known to the database: what is left is the reading, and one look at it for each batch."""
    folder = settings.LEAVINGS
    folder.mkdir()
    told = (leavings.line(Deed(clock.now, "left", f"{n:064x}", "military")) for n in range(100_000))
    file = folder / f"2026-11.{journal.mark()}.txt"
    file.write_bytes(b"".join(told))
    assert file.stat().st_size < 12_000_000
    began = time.process_time()
    recalling.recall(clock.now)
    first = time.process_time() - began

    began = time.process_time()
    recalling.recall(clock.now)

    assert time.process_time() - began < first / 20
    assert Recalled.objects.get().octets == file.stat().st_size


def test_files_of_long_ago_go_and_what_was_read_of_them_is_forgotten(clock):
    append(Deed(clock.now - timedelta(days=400), "erased", digest("alice")))
    append(Deed(clock.now - timedelta(days=360), "erased", digest("bob")))
    recalling.recall(clock.now)
    (settings.LEAVINGS / "notes.txt").write_text("not ours")

    journal.forget(clock.now)
    append(Deed(clock.now, "erased", digest("carol")))
    recalling.recall(clock.now)

    assert [line.split()[2] for line in lines()] == [digest("bob"), digest("carol")]
    assert Recalled.objects.count() == 2
    assert (settings.LEAVINGS / "notes.txt").exists()
