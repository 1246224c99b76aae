"""What a page of the desk costs at size: milliseconds of CPU on the server.

With 100,000 readers, as many deliveries of one edition, 300 sources and two years of editions. An owner who is signed
in asks for each page, through the whole application. The limit is the page that has nearly nothing to read: Team.

    python benchmarks/desk.py [--readers 100000] [--days 730] [--sources 300] [--rounds 5] [--json]

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
BATCH = 5000
FETCHES = 50  # of each source


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, size in (("readers", 100_000), ("days", 730), ("sources", 300), ("rounds", 5)):
        parser.add_argument(f"--{name}", type=int, default=size)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    pages.archive(told.days)
    furnish(told.readers, told.sources)
    owner = signed_in()
    spent = {name: cost(owner, path, told.rounds) for name, path in ADDRESSES.items()}
    worst = max(spent, key=lambda name: spent[name])
    if told.json:
        ratio = round(spent[worst] / spent[LIMIT], 1)
        print(json.dumps({"name": "desk", "ours": spent[worst], "peers": {}, "limit": spent[LIMIT], "unit": "ms",
                          "ratio_to_limit": ratio, "ratio_to_best_peer": None, "worst": worst, "pages": spent,
                          "goal": GOAL_MS}))  # fmt: skip
    else:
        print(f"{told.readers:,} readers, as many deliveries, {told.days} editions, {told.sources} sources; CPU ms")
        for name, ms in spent.items():
            print(f"  {name:12} {ms:9.1f}{'  over the goal' if ms >= GOAL_MS else ''}")
        print(f"  goal: {GOAL_MS:g} ms; the worst, {worst}: {spent[worst]:.1f} ms")
    return 0 if spent[worst] < GOAL_MS else 1


ADDRESSES = {
    "Today": f"/desk/military/{pages.LAST}/", "Subscribers": "/desk/subscribers/", "Deliveries": "/desk/deliveries/",
    "Ledger": f"/desk/deliveries/military/{pages.LAST}/", "Suppressed": "/desk/subscribers/suppressed/",
    "Sources": "/desk/sources/", "Source": "/desk/sources/outlet/outlet-7/", "Newsletters": "/desk/newsletters/",
    "Log": "/desk/log/", LIMIT: "/desk/accounts/",
}  # fmt: skip


def cost(owner, path: str, rounds: int) -> float:
    """The median of a page's processor time, once it is warm."""
    times = []
    for _ in range(rounds + 1):
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


def furnish(readers: int, sources: int) -> None:
    """Readers of the made-up newsletter, their deliveries of its last edition, a tenth suppressed, and sources."""
    from django.db import transaction

    from reveille.delivery import planning
    from reveille.delivery.models import Delivery
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
        Delivery.objects.update(state="sent", handed_at=CLOSING, ended_at=CLOSING)
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
