"""F12: what a server's no means. For now: tried again. For good: ended. About us: nobody is suppressed."""

from datetime import timedelta

import pytest
from tests.lab.installation import Relay, assert_mailboxes
from tests.lab.interloper import Interloper, once

FOR_NOW = {"full": "452 4.2.2", "grey": "451 4.7.1", "rate": "421 4.7.28", "eod4": "451 4.3.0"}
FOR_GOOD = {
    "nouser": "550 5.1.1",
    "moved": "551 5.1.6",
    "overfull": "552 5.2.2",
    "policy": "550 5.7.1",
    "eod5": "554 5.6.0",
}
ADDRESS_IS_WRONG = ("nouser", "moved")


def test_each_no_ends_its_own_letter_as_its_class_says(house):
    well = house.readers("r0", "r1", "r2")
    refused = {name: house.readers(name, domain=f"{name}.test")[0] for name in (*FOR_NOW, *FOR_GOOD)}

    first = house.deliver(through=Relay)
    second = house.deliver(after=timedelta(hours=3), through=Relay)
    last = house.deliver(after=timedelta(hours=12, minutes=1), through=Relay)

    assert {first.rows[one]["state"] for one in well} == {"sent"}
    for name, said in FOR_NOW.items():
        rows = [ledger.rows[refused[name]] for ledger in (first, second, last)]
        assert [row["state"] for row in rows] == ["deferred", "deferred", "expired"], name
        assert rows[0]["reason"].startswith(said)
        assert rows[1]["attempt"] > rows[0]["attempt"], "it was tried again"
    for name, said in FOR_GOOD.items():
        row = first.rows[refused[name]]
        assert (row["state"], row["reason"][:9]) == ("refused", said), name
        assert last.rows[refused[name]]["attempt"] == row["attempt"], "for good is for good"
    for name, address in refused.items():
        row = last.rows[address]
        if name not in ADDRESS_IS_WRONG:
            assert (row["subscription"], row["suppressed"]) == ("confirmed", False), name
    assert last.complete
    assert_mailboxes(last)


@pytest.mark.parametrize(
    ("point", "words", "nth"),
    [
        pytest.param("rcpt", b"421 4.3.2 shutting down\r\n", 3, id="421 mid-session"),
        pytest.param("banner", b"554 5.3.2 not now\r\n", 1, id="554 for a greeting"),
        pytest.param("banner", b"421 4.3.2 too busy\r\n", 1, id="421 for a greeting"),
    ],
)
def test_server_that_would_not_talk_once_is_tried_again(house, point, words, nth):
    house.readers(*(f"r{n}" for n in range(6)))
    with Interloper(once(point, words, nth)) as line:
        house.deliver(through=line)
        ledger = house.deliver(after=timedelta(hours=2), through=line)

    assert ledger.count() == {"sent": 6}
    assert_mailboxes(ledger)


def test_server_that_never_talks_gets_nobody_refused(house):
    house.readers(*(f"r{n}" for n in range(6)))
    with Interloper(lambda point, _: b"554 5.7.1 we do not want you\r\n" if point == "banner" else None) as line:
        shut = house.deliver(through=line)
    ledger = house.deliver(after=timedelta(hours=2), through=Relay)

    assert shut.count().keys() <= {"planned", "deferred"}
    assert ledger.count() == {"sent": 6}
    assert_mailboxes(ledger)
