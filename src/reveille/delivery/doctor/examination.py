"""The examination: everything that the doctor can look at, by whose it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from reveille.core.checkup import Line
from reveille.core.names import Lookup
from reveille.delivery import resolving
from reveille.delivery.doctor import house, machine, senders, ways
from reveille.delivery.doctor.ways import Way
from reveille.editions import letterhead

HOUSE, ENVELOPE = "installation", "envelope"


def examine(now: datetime, lookup: Lookup | None = None) -> list[Line]:
    """Return everything that was looked at: the installation, then each of its senders."""
    found = looked(letterhead.domains(), now, lookup or resolving.patient())
    return list(dict.fromkeys(line for lines in found.values() for line in lines))  # of keys that senders share, once


def looked(domains: Sequence[str], now: datetime, lookup: Lookup) -> dict[str, Iterator[Line]]:
    """Return what can be looked at, by whose it is: what all share, an envelope that several have, each sender's."""
    way, common = ways.ours(), shared()
    found = {HOUSE: _house(way, now, lookup)}
    for one in domains:
        envelope, own = letterhead.envelope(one), senders.lines(one, way, now, lookup)
        if envelope in common:
            found.setdefault(key(envelope), way.envelope(envelope, lookup))
            found[one] = own
        else:
            found[one] = chain(way.envelope(envelope, lookup), own)
    return found


def key(envelope: str) -> str:
    """Return the name under which stands what is an envelope's."""
    return f"{ENVELOPE} {envelope}"


def shared() -> set[str]:
    """Return the domains to which letters of several senders come back."""
    return {one for one, times in Counter(map(letterhead.envelope, letterhead.domains())).items() if times > 1}


def _house(way: Way, now: datetime, lookup: Lookup) -> Iterator[Line]:
    """Look at what all senders share."""
    yield from house.site_lines()
    yield from house.people_lines(lookup)
    yield from way.returns()
    yield from way.taken(now, lookup)
    yield from (machine.clock_line(), machine.disk_line(), machine.signing_line())
    yield from (house.sources_line(), house.letters_line(), house.complaints_line(now))
