"""A DNS for tests: a mapping of (name, kind) to records; what is not in it is not there."""

from reveille.core.names import Answer

FAILS = "the name servers fail"


def dns(**zone):
    """Return a lookup over ``zone``, like ``{"a.example TXT": ["v=spf1 -all"]}``; a string is a failure."""
    return lookup({tuple(key.rsplit(" ", 1)): value for key, value in zone.items()})


def lookup(records):
    def ask(name, kind):
        found = records.get((name.lower().rstrip("."), kind), [])
        return Answer(failed=found) if isinstance(found, str) else Answer(tuple(found))

    return ask
