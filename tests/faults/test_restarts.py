"""F16, F20, F24: restarts, many at once, and a worker that slept: one edition, one copy each."""

import json
import os
import signal
from contextlib import ExitStack

import pytest
from tests.faults.house import IN_DOUBT, assert_each_once, assert_nobody_twice, eventually
from tests.faults.sink import Sink

READERS, RESTARTS = 2000, 20
DAYS, PAPERS = 40, 5
KILLS = 4
AFTER_THE_LEASE = 25 * 60
LONG = 300  # seconds: a busy machine must not fail a test


def test_rolling_restart_in_mid_send_sends_each_letter_once(house):
    """F20, with 2,000 letters. The next worker is up before the one before it is told to end."""
    house.found(READERS)
    in_mid_send = 0
    with Sink(answer_after=0.2) as sink, ExitStack() as stack:
        worker = stack.enter_context(house.worker(sink))
        for n in range(1, RESTARTS + 1):
            following = stack.enter_context(house.worker(sink))
            sink.wait_for(n * READERS // (RESTARTS + 2))
            worker.send_signal(signal.SIGTERM)
            # Once all is sent a worker ends by itself, and Python has let go of its signals by then.
            done = len(sink.taken) == READERS
            assert worker.wait(LONG) in ((0, -signal.SIGTERM) if done else (0,)), worker.logged()
            in_mid_send += not done
            worker = following
        assert worker.wait(LONG) == 0, worker.logged()
        assert in_mid_send >= 5

        assert_each_once(house, sink, READERS)


def test_deliver_ends_on_sigterm_after_the_letters_in_hand_and_goes_on_when_asked_again(house):
    house.found(400)
    with Sink(answer_after=0.05) as sink:
        with house.command(sink, "deliver", "--workers", "2") as process:
            sink.wait_for(50)
            process.send_signal(signal.SIGTERM)
            assert process.wait(LONG) == 128 + signal.SIGTERM, process.logged()
            assert "Ended after the letters in hand" in process.logged()
        taken = len(sink.taken)
        assert taken < 400
        assert house.states() == {"sent": taken, "planned": 400 - taken}
        with house.command(sink, "deliver", "--workers", "3") as process:
            assert process.wait(LONG) == 0, process.logged()

        assert_each_once(house, sink, 400)


def test_run_ends_on_sigterm_after_the_letters_in_hand(house):
    house.found(400)
    with Sink(answer_after=0.05) as sink:
        process = house.run(sink)
        try:
            sink.wait_for(50)
            process.send_signal(signal.SIGTERM)
            assert process.wait(LONG) == 0, process.logged()
        finally:
            process.kill()
            process.communicate()
        taken = len(sink.taken)
        assert taken < 400
        assert house.states() == {"sent": taken, "planned": 400 - taken}
        house.work(sink)

        assert_each_once(house, sink, 400)


def test_killed_in_mid_send_writes_to_nobody_twice_and_names_who_is_in_doubt(house):
    house.found(600)
    with Sink() as sink:
        for n in range(1, KILLS + 1):
            with house.worker(sink, AHEAD=n * AFTER_THE_LEASE):
                sink.wait_for(n * 100)
        house.work(sink, AHEAD=(KILLS + 2) * AFTER_THE_LEASE)

        in_doubt = assert_nobody_twice(house, sink, 600)
        assert in_doubt <= KILLS * IN_DOUBT


def test_two_schedulers_and_three_workers_at_once_make_one_edition_and_one_copy_each(house):
    """F16, two hundred editions."""
    house.found(0)
    with Sink() as sink:
        told = json.loads(house.do("rounds", DAYS, PAPERS, 7, REVEILLE_RELAY_PORT=sink.port))

        assert told == {"editions": DAYS * PAPERS, "stumbled": []}
        assert sink.copies == {f"reader{n}@p{n % 3}.example": DAYS * PAPERS for n in range(7)}
        assert len(set(sink.taken)) == DAYS * PAPERS * 7
        assert house.states() == {"sent": DAYS * PAPERS * 7}


@pytest.mark.parametrize("nth", [1, 3])
def test_worker_that_slept_over_its_lease_is_fenced_off(house, nth):
    """F24. It is stopped, as a laptop that is shut, after RCPT; another does its work; then it wakes up.

    It has one line, so that it is stopped while it waits for an answer, and not in mid-transaction.
    """
    house.found(20)
    asleep = []

    def sleep(recipient):
        seen.append(recipient)
        if len(seen) == nth and not asleep:
            os.kill(zombie.pid, signal.SIGSTOP)
            asleep.append(recipient)

    seen = []
    with Sink(at_rcpt=sleep) as sink, house.worker(sink, REVEILLE_CONNECTIONS=1) as zombie:
        eventually(lambda: asleep)
        house.work(sink, AHEAD=AFTER_THE_LEASE)
        os.kill(zombie.pid, signal.SIGCONT)
        assert zombie.wait(60) == 0

        assert assert_nobody_twice(house, sink, 20) == 0
        assert len(sink.taken) == 20
