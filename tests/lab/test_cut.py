"""F10 and F11: the line is lost at a chosen point. What cannot have been taken is tried again; the rest is in doubt."""

from datetime import timedelta

import pytest
from tests.lab.conftest import both_databases
from tests.lab.installation import ONE_BY_ONE, assert_mailboxes
from tests.lab.interloper import CUT, HANG, Interloper, once

NAMES = [f"r{n}" for n in range(6)]
LATER = timedelta(hours=2)


@both_databases
@pytest.mark.parametrize("chunking", [False, True], ids=["DATA", "BDAT"])
@pytest.mark.parametrize(("point", "nth"), [("banner", 1), ("ehlo", 1), ("rcpt", 1), ("data354", 3), ("body", 3)])
def test_cut_before_the_dot_reaches_nobody_and_is_tried_again(house, point, nth, chunking):
    """F10. What we wrote may wait in our own machine when the line is cut: then it is in doubt, and has not arrived."""
    house.readers(*NAMES)
    with Interloper(once(point, CUT, nth), chunking=chunking) as line:
        house.deliver(through=line, **ONE_BY_ONE)
        ledger = house.deliver(after=LATER, through=line)

        assert line.points[point] >= nth
    doubtful = ledger.count().get("in_doubt", 0)
    assert ledger.complete
    assert doubtful <= (point == "body" and not chunking)
    assert ledger.count()["sent"] == 6 - doubtful
    assert_mailboxes(ledger, doubtful_has=0)


@both_databases
@pytest.mark.parametrize("chunking", [False, True], ids=["DATA", "BDAT"])
@pytest.mark.parametrize(("point", "what", "taken"), [("predot", CUT, 0), ("post250", CUT, 1), ("post250", HANG, 1)])
def test_silence_after_the_dot_is_doubt_and_never_a_second_letter(house, point, what, taken, chunking):
    """F11."""
    house.readers(*NAMES)
    with Interloper(once(point, what, 3), chunking=chunking, seconds=20) as line:
        house.deliver(through=line, patience=3, **ONE_BY_ONE)
        ledger = house.deliver(after=LATER, through=line)

    assert ledger.complete
    assert ledger.count() == {"sent": 5, "in_doubt": 1}
    assert_mailboxes(ledger, taken)
