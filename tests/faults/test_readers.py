"""F18, F21: what a reader does, or is, while letters leave, ends that reader's letter and nobody else's."""

import pytest
from tests.faults.sink import Sink


@pytest.mark.parametrize("act", ["leave", "erase", "suppress"])
def test_no_letter_after_the_click_is_committed(house, act):
    """F18. It comes when the server has been told the recipient, and its answer waits until it is committed."""
    house.found(12)
    gone = "reader5@p2.example"

    def click(recipient):
        if recipient == gone:
            house.do(act, gone)

    with Sink(at_rcpt=click) as sink:
        house.work(sink)

        assert gone not in sink.copies
        assert sink.copies.total() == 11
        ends = house.ledger()
        assert sorted(end for states in ends.values() for end in states) == ["sent"] * 11 + ["skipped"]
        assert gone not in ends or ends[gone] == ["skipped"]  # who was erased has no name
