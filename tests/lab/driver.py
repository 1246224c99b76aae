"""The product in a process of its own, at a time of ours, and, if we say so, dead at an exact moment.

    found DAY           an installation with the sample morning's edition of DAY, closed
    readers AT FORMAT ADDRESS …
                        confirmed subscribers, due at AT
    ask AT ADDRESS      somebody asks for the newsletter
    confirm AT TOKEN    and presses the button that the confirmation leads to
    reveille [--die MOMENT[:N]] [--patience SECONDS] [--ledger] AT …
                        ``reveille …`` as an operator types it, begun at AT; --patience shortens what it waits for a
                        mail server; with --ledger the last line tells the edition's balance and every row, as JSON

Nothing in the product knows of this file. Moments are told by what the product says to its database:

    planning        the rows are being written, nothing is committed
    claimed, handed, sent
                    a row has come into this state, and that is committed
    before-claimed, before-sent
                    the statement that brings a row into this state is about to be run
"""

import argparse
import functools
import json
import os
import re
import signal
import sys
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

TABLE = "delivery_delivery"


class Clock:
    """Begins at ``start`` and goes on at its own pace."""

    def __init__(self, start):
        self.start, self.begun = start, time.monotonic()

    def __call__(self):
        return self.start + timedelta(seconds=time.monotonic() - self.begun)

    def set(self, moment):
        self.start, self.begun = moment, time.monotonic()


def ready(start):
    os.environ["DJANGO_SETTINGS_MODULE"] = "reveille.project.settings"
    import django

    django.setup()
    from django.conf import settings

    settings.CLOCK = Clock(start)
    return settings.CLOCK


def found(day):
    from reveille.sample.server import SampleServer

    clock = Clock(_at(day - timedelta(days=1), 5, 40))
    with SampleServer(base=day, clock=clock) as press:
        os.environ["REVEILLE_SAMPLE_PORT"] = str(press.port)
        (Path(os.environ["REVEILLE_DATA"]) / "sample-ca.pem").write_bytes(press.ca_pem)
        ready(clock.start)
        from django.conf import settings

        settings.CLOCK = clock
        from reveille import day as order
        from reveille.cli import installation
        from reveille.editions import founding
        from reveille.sample import directory
        from reveille.sources import enrolment, reach

        installation.ready(enrol=False)
        enrolment.enrol(directory.records())
        paper = founding.newsletter("military", "military", home="dunmore-courier", closing_minute=360, zone="UTC")
        for one in (day - timedelta(days=1), day):
            clock.set(_at(one, 5, 40))
            order.round_(clock, reach.ours(), everyone=True)
            clock.set(_at(one, 6))
            closed = order.close(paper, one, clock()).edition
            assert closed.state == "closed", closed.note


def readers(at, format_, names):
    ready(at)
    from django.db import transaction
    from tests.rooms import people

    from reveille.editions.models import Edition, Newsletter

    paper = Newsletter.objects.get()
    long_ago = Edition.objects.order_by("-date").first().closing_at - timedelta(days=7)
    with transaction.atomic():
        for one in names:
            name, _, domain = one.partition("@")
            people.reader(
                paper, name, minute=at.hour * 60 + at.minute, domain=domain, format=format_,
                asked_at=long_ago, confirmed_at=long_ago,
            )  # fmt: skip


def ask(at, address):
    clock = ready(at)
    from reveille.editions.models import Newsletter
    from reveille.subscribers import dispatch, signup

    signup.ask([Newsletter.objects.get()], signup.Wish(address=address), at)
    dispatch.dispatch(clock)


def confirm(at, token):
    clock = ready(at)
    from reveille.subscribers import confirm, dispatch

    assert confirm.confirm(token, at).by_us
    dispatch.dispatch(clock)


def reveille(at, die, patience, show, words):
    if die:
        moment, _, nth = die.partition(":")
        _die_at(moment, int(nth or 1))
    ready(at)
    if patience:
        _impatient(patience)
    from reveille import cli

    sys.argv = ["reveille", *words]
    try:
        cli.main()
    finally:
        if show:
            print(json.dumps(ledger()))


def ledger():
    from reveille.delivery import balance
    from reveille.delivery.models import Delivery
    from reveille.delivery.writing import Writer
    from reveille.editions.models import Edition
    from reveille.subscribers.models import Suppression

    edition = Edition.objects.filter(state=Edition.State.CLOSED).order_by("-date").first()
    books, writer = balance.of(edition), Writer()
    rows = Delivery.objects.filter(edition=edition).select_related("subscription__subscriber")
    return {
        "holds": books.holds,
        "complete": books.complete,
        "counts": books.counts(),
        "rows": {
            row.subscription.subscriber.address: {
                **{name: getattr(row, name) for name in ("state", "reason", "attempt")},
                "message_id": writer.message_id(row),
                "subscription": row.subscription.state,
                "suppressed": Suppression.objects.filter(
                    address_hash=row.subscription.subscriber.address_hash
                ).exists(),
            }
            for row in rows
        },
    }


def _die_at(moment, nth):
    """Kill this process, without a word to anybody, when ``moment`` has come for the ``nth`` time."""
    from django.db.backends.signals import connection_created

    left = [nth]

    def die():
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(execute, statement, values, many, context):
        says = functools.partial(_says, statement, values)
        if moment.startswith("before-") and says(moment.removeprefix("before-")):
            die()
        result = execute(statement, values, many, context)
        if moment == "planning" and re.match(rf'\s*INSERT (OR IGNORE )?INTO "?{TABLE}', statement):
            die()
        if says(moment):
            context["connection"].on_commit(die)
        return result

    connection_created.connect(lambda connection, **_: connection.execute_wrappers.append(watch), weak=False)


def _impatient(seconds):
    """Wait for no answer of a mail server longer than ``seconds``."""
    from reveille.mail import smtp

    usual = smtp.Smtp.__init__.__kwdefaults__
    usual.update({name: min(value, seconds) for name, value in usual.items() if name.endswith("_seconds")})


def _says(statement, values, state):
    """Tell whether the statement brings rows of the ledger into ``state``."""
    changes = re.search(rf'\bUPDATE "?{TABLE}"? SET (.*?) WHERE ', statement, re.DOTALL)
    if changes is None or "state" not in changes.group(1):
        return False
    given = (values or ())[: statement[: changes.end()].count("%s")]
    # What each row becomes by itself is told as JSON.
    return f"'{state}'" in changes.group(1) or any(str(one) == state or f'"{state}"' in str(one) for one in given)


def _at(day, hour, minute=0):
    return datetime.combine(day, time_of_day(hour, minute), UTC)


def main():
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("found").add_argument("day", type=date.fromisoformat)
    some = verbs.add_parser("readers")
    some.add_argument("at", type=datetime.fromisoformat)
    some.add_argument("format")
    some.add_argument("names", nargs="+")
    for verb, what in (("ask", "address"), ("confirm", "token")):
        one = verbs.add_parser(verb)
        one.add_argument("at", type=datetime.fromisoformat)
        one.add_argument(what)
    typed = verbs.add_parser("reveille")
    typed.add_argument("at", type=datetime.fromisoformat)
    typed.add_argument("--die", default="")
    typed.add_argument("--patience", type=float, default=0)
    typed.add_argument("--ledger", action="store_true")
    typed.add_argument("words", nargs=argparse.REMAINDER)
    told = parser.parse_args()
    match told.verb:
        case "found":
            found(told.day)
        case "readers":
            readers(told.at, told.format, told.names)
        case "ask":
            ask(told.at, told.address)
        case "confirm":
            confirm(told.at, told.token)
        case "reveille":
            reveille(told.at, told.die, told.patience, told.ledger, told.words)


if __name__ == "__main__":
    main()
