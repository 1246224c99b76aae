"""The journal: it outlives a database that is put back from a backup, and nobody is written to twice for it."""

import errno
import os
from datetime import timedelta

import pytest
from tests.rooms.people import CLOSING, assert_balanced, edition, reader

from reveille.delivery import planning, post, stock
from reveille.delivery.journal import Journal
from reveille.delivery.models import Delivery

pytestmark = pytest.mark.django_db(transaction=True)

DUE = CLOSING + timedelta(minutes=30)
ALICE, BOB = "a" * 64, "b" * 64


def test_what_is_written_down_is_seen_by_whoever_reads_the_folder(newsletter, journal):
    today = edition(newsletter)
    other = Journal(journal.folder)
    assert not other.known(today, [ALICE])

    journal.remember(today, [ALICE])
    assert other.known(today, [ALICE])
    journal.remember(today, [BOB])

    assert other.known(today, [BOB])
    assert not other.known(edition(newsletter, today.date - timedelta(days=1)), [BOB])


def test_a_line_that_a_full_disk_cut_short_spoils_no_other(newsletter, journal):
    today = edition(newsletter)
    journal.remember(today, [ALICE])
    [path] = journal.folder.iterdir()
    path.write_bytes(path.read_bytes() + b"bbbb")

    journal.remember(today, [BOB])

    assert journal.known(today, [ALICE])
    assert Journal(journal.folder).known(today, [BOB])


def test_a_file_that_was_put_back_shorter_is_read_from_its_beginning(newsletter, journal):
    today, other = edition(newsletter), Journal(journal.folder)
    journal.remember(today, [ALICE, BOB])
    assert other.known(today, [ALICE, BOB]) == {ALICE, BOB}
    [path] = journal.folder.iterdir()

    path.write_bytes(b"c" * 32 + b"\n")

    assert other.known(today, [ALICE, BOB, "c" * 64]) == {"c" * 64}


def test_files_of_old_editions_go_and_those_of_new_ones_stay(newsletter, journal):
    today = edition(newsletter)
    journal.remember(today, [ALICE])

    journal.forget(CLOSING + timedelta(days=13))
    assert journal.known(today, [ALICE])
    journal.forget(CLOSING + timedelta(days=16))

    assert list(journal.folder.iterdir()) == []


def test_a_journal_that_cannot_be_written_to_keeps_the_letter_here(newsletter, clock, outbox, monkeypatch):
    reader(newsletter, "alice")
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    clock.now = DUE

    def full(handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr("reveille.appending.os.fsync", full)
        post.deliver_due(clock, outbox, "one")

    assert outbox.letters() == []
    assert_balanced(today, open=1)
    clock.pass_(minutes=10)
    post.deliver_due(clock, outbox, "one")
    assert len(outbox.letters()) == 1
    assert_balanced(today, sent=1)


def test_the_database_put_back_from_before_the_send_writes_to_nobody_twice(newsletter, clock, outbox):
    for name in ("alice", "bob"):
        reader(newsletter, name)
    today = edition(newsletter)
    planning.plan(today, CLOSING)
    backup = list(Delivery.objects.values())
    clock.now = DUE
    post.deliver_due(clock, outbox, "one")
    assert len(outbox.letters()) == 2

    Delivery.objects.all().delete()
    Delivery.objects.bulk_create(Delivery(**row) for row in backup)
    reader(newsletter, "charlie")
    planning.plan(today, CLOSING)
    post.deliver_due(clock, outbox, "one")

    assert len(outbox.letters()) == 3  # charlie's, whom the journal does not know
    assert_balanced(today, in_doubt=2, sent=1)
    assert set(Delivery.objects.filter(state="in_doubt").values_list("reason", flat=True)) == {stock.FORGOTTEN}
