"""F1 to F9: killed at an exact point. Nobody gets two letters, nobody is lost, doubt is only where SMTP leaves it."""

import pytest
from tests.lab.conftest import both_databases
from tests.lab.installation import LEASE, ONE_BY_ONE, Relay, assert_mailboxes
from tests.lab.interloper import KILL, Interloper, once

NAMES = [f"r{n}" for n in range(6)]
BY_STATE = [
    pytest.param("planning", 0, None, id="F1 mid-plan"),
    pytest.param("before-claimed", 0, None, id="F2 after the plan"),
    pytest.param("claimed", 0, None, id="F3 after the claim's commit"),
    pytest.param("handed:3", 1, 0, id="F6 after handed is committed, before the dot"),
    pytest.param("before-sent:3", 1, 1, id="F8 after the 250, before its commit"),
    pytest.param("sent:6", 0, None, id="F9 after the commit"),
]
ON_THE_LINE = [
    pytest.param("banner", 1, 0, None, id="F4 after connect"),
    pytest.param("rcpt250", 1, 0, None, id="F5 after RCPT was answered 250"),
    pytest.param("post250", 3, 1, 1, id="F7 after the dot, before its 250"),
]


def assert_finished(house, through, doubtful, doubtful_has):
    """The next run, once the leases are over, ends what the killed one left."""
    ledger = house.deliver(after=LEASE, through=through)

    assert ledger.complete
    assert ledger.count() == {"sent": 6 - doubtful, **({"in_doubt": doubtful} if doubtful else {})}
    assert_mailboxes(ledger, doubtful_has)


@both_databases
@pytest.mark.parametrize(("moment", "doubtful", "doubtful_has"), BY_STATE)
def test_killed_by_what_the_ledger_says(house, moment, doubtful, doubtful_has):
    house.readers(*NAMES)

    assert house.reveille("deliver", die=moment, through=Relay, **ONE_BY_ONE).killed
    assert_finished(house, Relay, doubtful, doubtful_has)


@both_databases
@pytest.mark.parametrize(("point", "nth", "doubtful", "doubtful_has"), ON_THE_LINE)
def test_killed_by_what_is_on_the_line(house, point, nth, doubtful, doubtful_has):
    house.readers(*NAMES)

    with Interloper(once(point, KILL, nth), chunking=True) as line:
        assert house.reveille("deliver", through=line, **ONE_BY_ONE).killed
        assert_finished(house, line, doubtful, doubtful_has)


@pytest.mark.parametrize(("lines", "intents"), [(4, 3), (2, 10)])
@pytest.mark.parametrize("moment", ["handed:2", "before-sent:2", "sent:2"])
def test_crash_of_a_busy_sender_leaves_at_most_intents_times_lines_in_doubt(house, moment, lines, intents):
    """With many lines and several intents a commit, as much is in doubt as is promised, and nothing else goes wrong."""
    house.readers(*(f"b{n}" for n in range(60)))

    busy = {"REVEILLE_CONNECTIONS": lines, "REVEILLE_INTENTS": intents}
    assert house.reveille("deliver", die=moment, through=Relay, **busy).killed
    ledger = house.deliver(after=LEASE, through=Relay)

    assert ledger.complete
    assert ledger.count().get("in_doubt", 0) <= lines * intents
    assert ledger.count()["sent"] >= 60 - lines * intents
    assert_mailboxes(ledger)
