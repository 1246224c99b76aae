"""The way to a relay: implicit TLS with a checked certificate; two relays, of which one dies."""

from datetime import timedelta

import pytest
from tests.lab import installation, mailboxes
from tests.lab.installation import assert_mailboxes
from tests.lab.interloper import CUT, Interloper

LATER = timedelta(hours=2)
LINES = 4
IMPLICIT = {
    "REVEILLE_RELAY_HOST": "127.0.0.1", "REVEILLE_RELAY_PORT": 20465, "REVEILLE_RELAY_TLS": "implicit",
}  # fmt: skip


def certificate():
    return {"REVEILLE_RELAY_CA": installation.RUN / "keys" / "mx-cert.pem"}


def by(*relays):
    """Settings that name these relays, all on loopback."""
    return {
        "REVEILLE_RELAY_HOST": ", ".join(f"127.0.0.1:{one.port}" for one in relays), "REVEILLE_RELAY_TLS": "none",
        "REVEILLE_CONNECTIONS": LINES,
    }  # fmt: skip


def test_implicit_tls_with_a_checked_certificate(house):
    """S6."""
    addresses = house.readers("r0", "r1", "r2")

    ledger = house.deliver(**IMPLICIT, **certificate())

    assert ledger.count() == {"sent": 3}
    assert_mailboxes(ledger)
    assert b"using TLSv1.3" in b" ".join(mailboxes.letters(addresses[0])[0].split())


def test_implicit_tls_with_a_certificate_that_nobody_vouches_for_reaches_nobody_until_it_is_mended(house):
    house.readers("r0", "r1", "r2")

    held = house.deliver(**IMPLICIT)
    assert_mailboxes(held)
    mended = house.deliver(after=LATER, **IMPLICIT, **certificate())

    assert held.count().get("sent", 0) == 0
    assert any("its certificate does not hold" in row["reason"] for row in held.rows.values())
    assert mended.count() == {"sent": 3}
    assert_mailboxes(mended)


@pytest.mark.parametrize("chunking", [False, True], ids=["DATA", "BDAT"])
def test_of_two_relays_one_dies_and_its_letters_go_by_the_other(house, chunking):
    """What it had not been given whole goes on by the other in the same run; doubt is a letter a line at most."""
    house.readers(*(f"r{n}-{house.tag}@quick{n % 4}.test" for n in range(40)))

    def dies(point, _):
        if point == "rcpt" and len(first.taken) >= 6:
            first.die()
            return CUT
        return None

    with Interloper(dies, chunking=chunking) as first, Interloper(lambda *_: None, chunking=chunking) as second:
        ledger = house.deliver(**by(first, second))
        ended = len(second.taken)
        last = house.deliver(after=LATER, **by(first, second))

    assert len(first.taken) >= 6
    assert ended >= 40 - len(first.taken) - 3 * LINES, "the other went on in the same run"
    doubtful = last.count().get("in_doubt", 0)
    assert doubtful <= LINES
    assert last.count()["sent"] == 40 - doubtful
    assert ledger.count().get("in_doubt", 0) == doubtful
    assert_mailboxes(last)


def test_a_relay_that_is_not_there_keeps_nothing_from_the_other(house):
    house.readers("r0", "r1", "r2")
    with Interloper(lambda *_: None) as gone:
        pass
    with Interloper(lambda *_: None) as there:
        ledger = house.deliver(**by(gone, there))

    assert ledger.count() == {"sent": 3}
    assert_mailboxes(ledger)
