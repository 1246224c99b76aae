"""F16, F20, F24: restarts, many at once, and a worker that slept: one edition, one copy each."""

import json
import os
import signal

import pytest
from tests.faults.house import assert_each_once, assert_nobody_twice
from tests.faults.sink import Sink

READERS = int(os.environ.get("REVEILLE_TEST_READERS", "2000"))  # 5000 is a rolling restart of an evening
RESTARTS = 20
DAYS = 200
AFTER_THE_LEASE = 25 * 60


def test_rolling_restart_in_mid_send_sends_each_letter_once(house):
    """F20. The next worker is up before the one before it is told to end."""
    house.do("found", READERS)
    with Sink() as sink:
        workers = []
        for n in range(1, RESTARTS + 1):
            before, worker = workers[-1:], house.worker(sink)
            workers.append(worker)
            worker.process = worker.__enter__()
            for old in before:
                sink.wait_for(min(n * READERS // (RESTARTS + 2), READERS))
                old.process.send_signal(signal.SIGTERM)
                assert old.process.wait(60) == 0, old.process.stderr.read()
        assert workers[-1].process.wait(120) == 0
        for worker in workers:
            worker.__exit__(None, None, None)

        assert_each_once(house, sink, READERS)


def test_killed_in_mid_send_writes_to_nobody_twice_and_names_who_is_in_doubt(house):
    house.do("found", 600)
    with Sink() as sink:
        for n in range(1, 5):
            with house.worker(sink, AHEAD=n * AFTER_THE_LEASE):
                sink.wait_for(n * 100)
        house.work(sink, AHEAD=6 * AFTER_THE_LEASE)

        in_doubt = assert_nobody_twice(house, sink, 600)
        assert in_doubt < 600 - 400


def test_two_schedulers_and_three_workers_at_once_for_two_hundred_days(house):
    """F16."""
    with Sink() as sink:
        told = json.loads(house.do("rounds", DAYS, 7, REVEILLE_RELAY_PORT=sink.port))

        assert told["editions"] == DAYS
        assert told["stumbled"] == []
        assert sink.copies == {f"reader{n}@p{n % 3}.example": DAYS for n in range(7)}
        assert len(set(sink.taken)) == DAYS * 7
        assert house.states() == {"sent": DAYS * 7}


@pytest.mark.parametrize("nth", [1, 3])
def test_worker_that_slept_over_its_lease_is_fenced_off(house, nth):
    """F24. It is stopped, as a laptop that is shut, after RCPT; another does its work; then it wakes up."""
    house.do("found", 20)
    asleep = []

    def sleep(recipient):
        seen.append(recipient)
        if len(seen) == nth and not asleep:
            os.kill(zombie.pid, signal.SIGSTOP)
            asleep.append(recipient)

    seen = []
    with Sink(at_rcpt=sleep) as sink, house.worker(sink) as zombie:
        sink_wait(lambda: asleep)
        house.work(sink, AHEAD=AFTER_THE_LEASE)
        os.kill(zombie.pid, signal.SIGCONT)
        assert zombie.wait(60) == 0

        assert assert_nobody_twice(house, sink, 20) == 0
        assert len(sink.taken) == 20


def sink_wait(told, seconds=60.0):
    import time

    until = time.monotonic() + seconds
    while not told():
        assert time.monotonic() < until
        time.sleep(0.005)
