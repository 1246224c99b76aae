"""F13 and F19: a server that is slow, and a domain that asks us to be. Nobody else waits for it, and all get theirs.

A slow answer of these tests lasts until everybody else's letter is taken, so that no clock of ours decides: had anybody
waited for it, it would last for ever.
"""

import time
from collections import deque
from datetime import timedelta

import pytest
from tests.lab.installation import assert_mailboxes
from tests.lab.interloper import DRIBBLE, HANG, LATE, Interloper, once

LATER = timedelta(hours=2)


def others(house):
    return house.readers(*(f"r{n}-{house.tag}@quick{n % 4}.test" for n in range(20)))


@pytest.mark.parametrize(
    ("point", "what"), [("rcpt", HANG), ("data354", LATE), ("data354", DRIBBLE), ("post250", LATE)]
)
def test_slow_domain_delays_no_other(house, point, what):
    """F13, at RCPT, DATA and the end of the letter."""
    slow = house.readers("slow0", "slow1", domain="slow.test")
    quick = set(others(house))
    met = []

    def fault(where, recipient):
        if where == point and recipient in slow and not quick <= set(line.taken):
            met.append(recipient)
            return what
        return None

    with Interloper(fault, until=lambda: quick <= set(line.taken)) as line:
        house.deliver(through=line)
        ledger = house.deliver(after=LATER, through=line)

    assert met
    assert not line.waited_in_vain, "a slow answer was waited for"
    assert ledger.count() == {"sent": len(slow) + len(quick)}
    assert_mailboxes(ledger)


@pytest.mark.parametrize(("point", "what"), [("banner", HANG), ("ehlo", HANG), ("banner", DRIBBLE)])
def test_one_slow_connection_delays_no_other(house, point, what):
    """F13, at the banner and EHLO: the first connection meets it."""
    quick = set(others(house))
    with Interloper(once(point, what), until=lambda: quick <= set(line.taken)) as line:
        house.deliver(through=line)
        ledger = house.deliver(after=LATER, through=line)

    assert not line.waited_in_vain, "a slow connection was waited for"
    assert ledger.count() == {"sent": len(quick)}
    assert_mailboxes(ledger)


class Strict:
    """A domain that takes ``rate`` letters a second, and answers the others as Gmail does."""

    def __init__(self, domain, rate):
        self.domain, self.rate, self.times, self.refused = domain, rate, deque(), 0

    def __call__(self, point, recipient):
        if point != "rcpt" or not recipient.endswith(f"@{self.domain}"):
            return None
        now = time.monotonic()
        while self.times and self.times[0] < now - 1:
            self.times.popleft()
        if len(self.times) >= self.rate:
            self.refused += 1
            return b"421 4.7.28 Our system has detected an unusual rate of mail from your host\r\n"
        self.times.append(now)
        return None


def test_domain_that_throttles_is_written_to_slower_and_others_are_not(house):
    """F19."""
    strict = Strict("strict.test", 4)
    throttled = house.readers(*(f"t{n}" for n in range(48)), domain=strict.domain)
    quick = others(house)
    refused = []
    with Interloper(strict) as line:
        for hours in range(12):
            ledger = house.deliver(after=timedelta(hours=hours), through=line)
            if not hours:
                first = ledger
            refused.append(strict.refused - sum(refused))
            if ledger.complete:
                break

    assert {first.rows[one]["state"] for one in quick} == {"sent"}
    assert refused[0], "it was never asked to slow down"
    assert refused == sorted(refused, reverse=True) and not refused[-1], f"it did not learn: {refused}"
    assert ledger.count() == {"sent": len(throttled) + len(quick)}
    assert_mailboxes(ledger)
