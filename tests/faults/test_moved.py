"""In the midst of sending an installation moves to another database: nobody twice, nobody lost, by the mailboxes."""

import threading

import pytest
from tests.faults.house import IN_DOUBT, House, assert_each_once, assert_nobody_twice
from tests.faults.sink import Sink

LEASE = 25 * 60  # seconds; longer than a worker's


@pytest.fixture(params=["to postgres", "to sqlite"])
def moving(request, folder, cluster):
    """An installation, and the address of the database that it moves to."""
    if request.param == "to postgres":
        return request.getfixturevalue("on_sqlite"), cluster.database(f"moved{id(request)}")
    return request.getfixturevalue("on_postgres"), "sqlite"


def move(house, there):
    moved = house.reveille("move", there)
    assert moved.returncode == 0, moved.stderr
    house.database = "" if there == "sqlite" else there


def test_half_is_sent_before_the_move_and_half_after_it(moving):
    house, there = moving
    house.found(40)
    gate = threading.Event()
    with Sink(at_rcpt=lambda *_: len(sink.taken) < 5 or gate.wait(120)) as sink:
        with house.command(sink, "deliver") as sending:
            sink.wait_for(5)
            refused = house.reveille("move", there)
            sending.terminate()  # it ends after the letters in hand
            gate.set()
            sending.wait(60)
        assert (refused.returncode, "it is at work" in refused.stderr) == (1, True)
        sent = len(sink.taken)
        move(house, there)

        house.work(sink)

        assert 5 <= sent < 40
        assert_each_once(house, sink, 40)


def test_worker_that_was_killed_leaves_only_doubt_and_the_database_that_was_left_sends_nothing(moving):
    house, there = moving
    house.found(40)
    old = house.database
    with Sink(answer_after=0.05) as sink:
        with house.command(sink, "deliver") as sending:
            sink.wait_for(5)
            sending.kill()
            sending.wait()
        if there == "sqlite":  # on PostgreSQL the worker might be another machine's: its lease must be over
            refused = house.reveille("move", there)
            assert (refused.returncode, "letters in hand: stop it and wait" in refused.stderr) == (1, True)
            house.work(sink, AHEAD=LEASE)
        move(house, there)

        left = House(house.folder, old).reveille("deliver", REVEILLE_RELAY_PORT=sink.port)
        before = len(sink.taken)
        house.work(sink, AHEAD=LEASE)

        assert (left.returncode, "moved from" in left.stderr) == (3, True)
        assert (len(sink.taken) > before) is (there != "sqlite")
        assert assert_nobody_twice(house, sink, 40) <= IN_DOUBT
