"""What a page of the desk costs at size: milliseconds of CPU on the server.

With 100,000 readers, as many deliveries of the latest edition, which is on its way, 50,000 of each of nineteen before
it, which are complete, 300 sources and two years of editions. An owner who is signed in asks for each page, through the
whole application. "Counted" are pages for which nobody has counted the latest edition before: `reveille run` does it
every ten seconds. The limit is the page that has nearly nothing to read: Team.

    python benchmarks/desk.py [--readers 100000] [--letters 50000] [--days 730] [--sources 300] [--rounds 5] [--json]

Exit 1 when a page is over the goal. On SQLite; with REVEILLE_DATABASE=postgresql://… on that, whose own time is not in
the figures.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta

import pages

GOAL_MS = 50.0
LIMIT = "Team"
CLOSING = datetime(2026, 11, 24, 6, tzinfo=UTC)
DOMAINS = ("post.example", "letters.example", "mail.example", "briefe.example", "courrier.example")
EDITIONS = 20  # as many as Deliveries shows
TROUBLE = (
    {"state": "in_doubt", "reason": "no answer in time"},
    {"state": "refused", "fault": "relay", "reason": "554 5.7.1 policy"},
    {"state": "expired", "reason": "its 12 hours were over"},
)
BATCH = 5000
FETCHES = 50  # of each source


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, size in (("readers", 100_000), ("letters", 50_000), ("days", 730), ("sources", 300), ("rounds", 5)):
        parser.add_argument(f"--{name}", type=int, default=size)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    pages.archive(told.days)
    furnish(told.readers, told.sources)
    deliver(told.letters)
    owner = signed_in()
    spent = {name: cost(owner, path, told.rounds) for name, path in ADDRESSES.items()}
    spent |= {
        f"{name}, counted": cost(owner, ADDRESSES[name], told.rounds, forget) for name in ("Deliveries", "Ledger")
    }
    worst = max(spent, key=lambda name: spent[name])
    if told.json:
        ratio = round(spent[worst] / spent[LIMIT], 1)
        print(json.dumps({"name": "desk", "ours": spent[worst], "peers": {}, "limit": spent[LIMIT], "unit": "ms",
                          "ratio_to_limit": ratio, "ratio_to_best_peer": None, "worst": worst, "pages": spent,
                          "goal": GOAL_MS}))  # fmt: skip
    else:
        print(
            f"{told.readers:,} readers, as many deliveries, {told.letters:,} of each of {EDITIONS - 1} before, "
            f"{told.days} editions, {told.sources} sources; CPU ms"
        )
        for name, ms in spent.items():
            print(f"  {name:20} {ms:9.1f}{'  over the goal' if ms >= GOAL_MS else ''}")
        print(f"  goal: {GOAL_MS:g} ms; the worst, {worst}: {spent[worst]:.1f} ms")
    return 0 if spent[worst] < GOAL_MS else 1


ADDRESSES = {
    "Today": f"/desk/military/{pages.LAST}/", "Subscribers": "/desk/subscribers/", "Deliveries": "/desk/deliveries/",
    "Ledger": f"/desk/deliveries/military/{pages.LAST}/",
    "Ledger, complete": f"/desk/deliveries/military/{pages.LAST - timedelta(days=1)}/",
    "Suppressed": "/desk/subscribers/suppressed/",
    "Sources": "/desk/sources/", "Source": "/desk/sources/outlet/outlet-7/", "Newsletters": "/desk/newsletters/",
    "Log": "/desk/log/", LIMIT: "/desk/accounts/",
}  # fmt: skip


def cost(owner, path: str, rounds: int, before=lambda: None) -> float:
    """The median of a page's processor time, once it is warm; what is done ``before`` it is not in it."""
    times = []
    for _ in range(rounds + 1):
        before()
        start = time.process_time()
        answer = owner.get(path, headers={"host": "127.0.0.1:8000"})
        times.append(1000 * (time.process_time() - start))
        assert answer.status_code == 200, (path, answer.status_code)
    return round(statistics.median(times[1:]), 1)


def signed_in():
    from django.contrib.auth.models import User
    from django.test import Client

    from reveille.desk import roles
    from reveille.desk.roles import Role

    user = User.objects.create_user("owner@desk.example", "owner@desk.example", "reveille-at-half-past-five")
    roles.give(user, Role.OWNER)
    client = Client()
    client.force_login(user)
    return client


def forget() -> None:
    """Let nothing be counted of what is on its way."""
    from reveille.delivery.models import Roll

    Roll.objects.filter(tally_stands=False).update(tally=None, tallied_at=None)


def deliver(letters: int) -> None:
    """The latest edition is half on its way; those before it are complete, with trouble in three of a hundred."""
    from django.conf import settings
    from django.db import connection, transaction
    from django.db.models import F
    from django.db.models.functions import Mod

    from reveille.delivery import tallies
    from reveille.delivery.models import Bounce, Delivery, Roll
    from reveille.editions.models import Edition

    settings.CLOCK = lambda: CLOSING + timedelta(minutes=1)
    latest, *before = Edition.objects.order_by("-date")[:EDITIONS]
    columns = [str(field.column) for field in Delivery._meta.concrete_fields if not field.primary_key]
    table = connection.ops.quote_name(Delivery._meta.db_table)
    Delivery.objects.update(state="sent", reason="250 2.0.0 ok", handed_at=CLOSING, ended_at=CLOSING)
    with transaction.atomic(), connection.cursor() as cursor:
        for edition in before:
            copied = ", ".join("%s" if column == "edition_id" else column for column in columns)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {copied} FROM {table}"
                " WHERE edition_id = %s ORDER BY id LIMIT %s",
                [edition.pk, latest.pk, letters],
            )
            Roll.objects.create(edition=edition, at=CLOSING, entitled=letters, not_today=0, planned=letters)
    rows = Delivery.objects.annotate(hundredth=Mod(F("pk"), 100))
    for hundredth, end in enumerate(TROUBLE):
        rows.filter(edition__in=before, hundredth=hundredth).update(**end)
    rows.filter(edition=latest, hundredth__lt=50).update(state="planned", handed_at=None, ended_at=None)
    came_back = rows.filter(edition__in=before, hundredth=50).values_list("pk", flat=True)
    Bounce.objects.bulk_create(
        (Bounce(delivery_id=pk, kind="hard", at=CLOSING, source="listener") for pk in came_back), BATCH
    )
    tallies.keep(settings.CLOCK())


def furnish(readers: int, sources: int) -> None:
    """Readers of the made-up newsletter, their deliveries of its last edition, a tenth suppressed, and sources."""
    from django.db import transaction

    from reveille.delivery import planning
    from reveille.desk.models import LogEntry
    from reveille.editions.models import Edition
    from reveille.sources.models import Feed, Fetch, Outlet
    from reveille.subscribers.models import Consent, Subscriber, Subscription, Suppression

    edition = Edition.objects.order_by("-date").first()
    assert edition is not None
    with transaction.atomic():
        people = Subscriber.objects.bulk_create(
            (
                Subscriber(
                    address=f"r{n}@{DOMAINS[n % 5]}", address_key=f"r{n}@{DOMAINS[n % 5]}", address_hash=f"{n:064x}",
                    created_at=CLOSING - timedelta(hours=n % 9000),
                )
                for n in range(readers)
            ),
            BATCH,
        )  # fmt: skip
        taken = Subscription.objects.bulk_create(
            (
                Subscription(
                    subscriber=one, newsletter=edition.newsletter, minute=360, state="confirmed",
                    asked_at=one.created_at, confirmed_at=one.created_at,
                )
                for one in people
            ),
            BATCH,
        )  # fmt: skip
        Consent.objects.bulk_create(
            (Consent(subscription=one, at=one.asked_at, kind="confirmed", how="button") for one in taken), BATCH
        )
        planning.plan(edition, CLOSING)
        Suppression.objects.bulk_create(
            (
                Suppression(address_hash=f"{n:064x}", reason=Suppression.Reason.values[0], at=CLOSING)
                for n in range(readers, readers + readers // 10)
            ),
            BATCH,
        )
        outlets = Outlet.objects.bulk_create(
            Outlet(slug=f"outlet-{n}", name=f"Outlet {n}", home=f"https://o{n}.example/", language="en", family=f"f{n}")
            for n in range(sources)
        )
        feeds = Feed.objects.bulk_create(Feed(outlet=one, link=f"{one.home}rss.xml") for one in outlets)
        Fetch.objects.bulk_create(
            (Fetch(feed=feed, at=CLOSING - timedelta(hours=n)) for feed in feeds for n in range(FETCHES)), BATCH
        )
        LogEntry.objects.bulk_create(
            (LogEntry(by="owner@desk.example", act="pin", on="military", at=CLOSING) for _ in range(20_000)), BATCH
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REVEILLE_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
        import django

        django.setup()
        sys.exit(main())
