"""A million deliveries planned: seconds of our planning, of Django's ORM, and of the bare INSERT.

The subscriptions are spread over 24 hours by the half hour, forty zones, four choices of days and five thousand
providers; one in fifty pauses. The peer is what one would write with the ORM: a row object for each subscription, each
due time judged by itself, ``bulk_create``. The limit is the database's own: the same rows, copied from a table that has
them ready into an empty ledger with its indexes, in one statement.

    python benchmarks/plan.py [--readers 1000000] [--rounds 3] [--json]

On SQLite; with REVEILLE_DATABASE=postgresql://… on that.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

GOAL_SECONDS = 15.0  # for a million, on SQLite
DAY = date(2026, 11, 24)
CLOSING = datetime(2026, 11, 24, 6, tzinfo=UTC)
BATCH = 5000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--readers", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    edition = installed(told.readers)
    ways = {"ours": ours, "ORM bulk_create": peer, "bare INSERT … SELECT": limit}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(told.rounds):
        for name, way in ways.items():
            seconds[name].append(measured(way, edition))
    our, orm, bare = (sorted(one)[len(one) // 2] for one in seconds.values())
    if told.json:
        print(
            json.dumps(
                {"name": "plan", "ours": round(our, 2), "peers": {"ORM bulk_create": round(orm, 2)},
                 "limit": round(bare, 2), "ratio_to_limit": round(our / bare, 2),
                 "ratio_to_best_peer": round(our / orm, 2), "unit": "s", "readers": told.readers}
            )
        )  # fmt: skip
        return 0
    print(f"{told.readers} deliveries planned, CPU seconds of this process, median of {told.rounds} rounds")
    for name, one in zip(ways, (our, orm, bare), strict=True):
        print(f"  {name:22} {one:7.2f} s")
    print(f"  {our / bare:.2f} times the limit, {orm / our:.1f} times faster than the peer; goal {GOAL_SECONDS:g} s")
    return 0 if our < GOAL_SECONDS * told.readers / 1_000_000 else 1


def measured(way: Callable, edition) -> float:
    """Seconds of ``way`` on an empty ledger, after which every reader has a row."""
    from django.db import connection

    from reveille.delivery.models import Delivery, Roll

    Roll.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE delivery_delivery CASCADE" if POSTGRES else "DELETE FROM delivery_delivery")
        if not POSTGRES:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    start = clock()
    way(edition)
    spent = clock() - start
    rows = Delivery.objects.count()
    assert EXPECTED[0] in (0, rows), f"{way.__name__} made {rows} rows, another {EXPECTED[0]}"
    EXPECTED[0] = rows
    return spent


def clock() -> float:
    """SQLite works in this process, and the machine may be shared; PostgreSQL does not."""
    return time.perf_counter() if POSTGRES else time.process_time()


def ours(edition) -> None:
    from reveille.delivery import planning

    planning.plan(edition, CLOSING)


def peer(edition) -> None:
    from django.db import transaction

    from reveille.core import schedule
    from reveille.delivery import planning
    from reveille.delivery.models import Delivery
    from reveille.subscribers import addresses
    from reveille.subscribers.models import Subscription

    readers = Subscription.objects.filter(planning.entitled(edition)).select_related("subscriber").order_by("id")
    with transaction.atomic():
        rows = []
        for one in readers.iterator(BATCH):
            due = schedule.first_due(edition.closing_at, one.minute, one.zone, one.weekdays)
            if due is None or planning.paused(one, due):
                continue
            rows.append(
                Delivery(
                    edition=edition, subscription_id=one.pk, domain=addresses.domain(one.subscriber.address),
                    due_at=due, next_try_at=due, expires_at=schedule.expires_at(due),
                )
            )  # fmt: skip
            if len(rows) == BATCH:
                Delivery.objects.bulk_create(rows)
                rows = []
        Delivery.objects.bulk_create(rows)


def limit(edition) -> None:
    """The rows as the last way left them, written again."""
    from django.db import connection, transaction

    from reveille.delivery.models import Delivery

    columns = ", ".join(f.column for f in Delivery._meta.concrete_fields if not f.primary_key)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO delivery_delivery ({columns}) SELECT {columns} FROM ready")


def installed(count: int):
    """A database with as many readers, and the rows that they are to get ready in a table beside it."""
    from django.core.management import call_command
    from django.db import connection

    from reveille.editions import founding
    from reveille.editions.models import Edition
    from reveille.subscribers.models import Subscriber, Subscription

    call_command("migrate", verbosity=0)
    newsletter = founding.newsletter("military", "military", closing_minute=360, zone="UTC")
    edition = Edition.objects.create(
        newsletter=newsletter, date=DAY, number=1, state="closed", closing_at=CLOSING, closed_at=CLOSING
    )
    chance = random.Random(7)
    zones = ("Europe/Vienna", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Apia", "UTC",
             *chance.sample(sorted(ZONES), 34))  # fmt: skip
    before = CLOSING - timedelta(days=7)
    for start in range(1, count + 1, BATCH):
        numbers = range(start, min(start + BATCH, count + 1))
        Subscriber.objects.bulk_create(
            Subscriber(
                id=n, address=f"reader{n}@{provider(chance)}", address_key=f"reader{n}", address_hash=f"{n:064x}",
                created_at=before,
            )
            for n in numbers
        )  # fmt: skip
        Subscription.objects.bulk_create(
            Subscription(
                subscriber_id=n, newsletter=newsletter, minute=chance.randrange(48) * 30, zone=chance.choice(zones),
                weekdays=chance.choice((127, 127, 127, 31)), state="confirmed", asked_at=before, confirmed_at=before,
                paused_until=None if chance.randrange(50) else DAY + timedelta(days=chance.randrange(9)),
                token=str(n),
            )
            for n in numbers
        )  # fmt: skip
    ours(edition)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE ready AS SELECT * FROM delivery_delivery ORDER BY id")
    return edition


def provider(chance: random.Random) -> str:
    return "big.example" if chance.random() < 0.6 else f"p{chance.randrange(5000)}.example"


if __name__ == "__main__":
    os.environ["REVEILLE_DATA"] = tempfile.mkdtemp(prefix="reveille-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
    import django

    django.setup()
    from django.db import connection

    from reveille.core import schedule

    POSTGRES, EXPECTED, ZONES = connection.vendor == "postgresql", [0], schedule.zone_names()
    sys.exit(main())
