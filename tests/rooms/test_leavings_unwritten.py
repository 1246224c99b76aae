"""Leavings that could not be written down while the disk was full are, once it is mended, in their order."""

from contextlib import contextmanager

import pytest
from tests.rooms.at_once import at_once
from tests.rooms.people import DAY, reader
from tests.rooms.test_leavings import backup, come_back, digest, full, lines, of

from reveille.mail import alarm
from reveille.subscribers import erase, journal, recalling, suppression, unsubscribe
from reveille.subscribers.models import Subscriber, Suppression, Unwritten
from reveille.subscribers.suppression import Reason

__all__ = ["backup"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def full_disk(monkeypatch):
    """Let the disk be full for a while."""

    @contextmanager
    def lasting():
        with monkeypatch.context() as disk:
            disk.setattr("reveille.appending.os.write", full)
            yield

    return lasting


def told():
    """What the journal says, in its order: what was done, about which newsletter."""
    return [(what, *newsletter) for _, what, _, *newsletter in map(str.split, lines())]


def test_an_erasure_after_a_complaint_is_written_down_once_the_disk_is_mended(newsletter, clock, backup, full_disk):
    reader(newsletter, "alice")
    backup()
    suppression.bar(digest("alice"), Reason.COMPLAINED, clock.now)
    clock.pass_(minutes=1)
    with full_disk():
        erase.erase(of("alice").subscriber, clock.now)
    clock.pass_(minutes=1)
    journal.catch_up(clock.now)
    assert not alarm.lasting()

    backup(put_back=True)
    recalling.recall(clock.now)

    assert not Subscriber.objects.exists()


def test_a_leaving_that_an_erasure_follows_is_written_down_once_the_disk_is_mended(newsletter, clock, full_disk):
    reader(newsletter, "alice")
    with full_disk():
        unsubscribe.leave(of("alice"), clock.now, how="button")
        erase.erase(of("alice").subscriber, clock.now)

    kept = [line.split() for line in Unwritten.objects.values_list("line", flat=True)]
    assert [words[1:] for words in kept] == [["left", digest("alice"), "military"], ["erased", digest("alice")]]
    journal.catch_up(clock.now)

    assert [line.split() for line in lines()] == kept
    assert not Unwritten.objects.exists()


def test_a_disk_that_is_full_for_longer_than_an_alarm_is_kept_loses_no_leaving(newsletter, clock, backup, full_disk):
    reader(newsletter, "alice")
    backup()
    with full_disk():
        unsubscribe.leave(of("alice"), clock.now, how="button")
        for _ in range(32):
            clock.pass_(days=1)
            journal.catch_up(clock.now)
            alarm.forget(clock.now)
        journal.catch_up(clock.now)
        assert alarm.lasting()
    journal.catch_up(clock.now)
    assert not alarm.lasting()

    backup(put_back=True)
    assert recalling.recall(clock.now) == recalling.Found(left=1)


def test_who_came_back_before_their_leaving_was_caught_up_has_come_back(newsletter, clock, outbox, backup, full_disk):
    reader(newsletter, "alice")
    clock.set(DAY, 5)
    backup()
    with full_disk():
        unsubscribe.leave(of("alice"), clock.now, how="button")
        suppression.bar(digest("alice"), Reason.BOUNCED, clock.now)
    clock.pass_(minutes=1)
    come_back(newsletter, "alice", clock, outbox)
    at_once_on_disk = [("confirmed", "military"), ("lifted",)]
    assert told() == at_once_on_disk
    journal.catch_up(clock.now)
    assert told() == [*at_once_on_disk, ("left", "military"), ("bounced",), *at_once_on_disk]

    backup(put_back=True)

    assert recalling.recall(clock.now) == recalling.Found()
    assert of("alice").state == "confirmed"
    assert not Suppression.objects.exists()


def test_a_crash_while_catching_up_has_it_caught_up_again_in_its_order(
    newsletter, clock, outbox, monkeypatch, full_disk
):
    reader(newsletter, "alice")
    clock.set(DAY, 5)
    with full_disk():
        unsubscribe.leave(of("alice"), clock.now, how="button")
    with monkeypatch.context() as crash:
        crash.setattr(Unwritten.objects, "filter", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            journal.catch_up(clock.now)
    assert told() == [("left", "military")]
    clock.pass_(minutes=1)
    come_back(newsletter, "alice", clock, outbox)

    journal.catch_up(clock.now)

    assert told() == [("left", "military"), ("confirmed", "military")] * 2


def test_all_who_catch_up_at_once_write_each_line_once_in_order(clock, tmp_path, monkeypatch, full_disk):
    monkeypatch.setattr(journal, "BATCH", 3)
    names = [f"reader{n}" for n in range(20)]
    with full_disk():
        for name in names:
            suppression.bar(digest(name), Reason.ASKED, clock.now)

    at_once(tmp_path, monkeypatch, *[lambda: journal.catch_up(clock.now)] * 3)

    assert [line.split()[2] for line in lines()] == [digest(name) for name in names]
    assert not Unwritten.objects.exists()


def test_lines_of_two_months_go_to_the_files_of_theirs(clock, full_disk):
    with full_disk():
        for name in ("alice", "bob"):
            suppression.bar(digest(name), Reason.ASKED, clock.now)
            clock.pass_(days=31)

    journal.catch_up(clock.now)

    assert [path.read_text().split()[2] for path in sorted(journal.files())] == [digest("alice"), digest("bob")]
