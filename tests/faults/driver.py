"""What the faults do to an installation, each in a process of its own: ``python driver.py VERB …``.

    found READERS            a newsletter, its readers, and an edition that closed ten minutes ago, due five minutes ago
    plan                     plan, and send nothing
    work                     plan and send until nothing is open; SIGTERM ends it after what is in hand
    rounds DAYS PAPERS READERS   so many papers for so many days: two schedulers and three workers at once, each day
    leave|erase|suppress A   what a reader, or an import of suppressions, does
    ledger                   print the states, the doubtful and whether it adds up, as JSON

``AHEAD`` in the environment sets the clock ahead by so many seconds, ``PATIENCE`` is how long SQLite waits for a lock.
"""

import functools
import json
import logging
import os
import random
import signal
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import django
from django.db.models import Q

READERS_MINUTES = 5
PAPERS = Q(newsletter__slug__startswith="paper")
log = logging.getLogger("driver")
ahead = timedelta(seconds=float(os.environ.get("AHEAD", "0")))


def clock():
    return datetime.now(UTC) + ahead


def ready():
    os.environ["DJANGO_SETTINGS_MODULE"] = "reveille.project.settings"
    from django.conf import settings

    if "PATIENCE" in os.environ and not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        settings.DATABASES["default"]["OPTIONS"]["timeout"] = float(os.environ["PATIENCE"])
    django.setup()
    settings.CLOCK = clock


def found(count):
    from django.core.management import call_command

    from reveille.core import schedule
    from reveille.editions import founding
    from reveille.editions.models import Edition
    from reveille.sources.models import Outlet

    call_command("migrate", verbosity=0)
    Outlet.objects.create(slug="o", name="O", home="https://o.example/", family="o", hosts=["o.example"])
    closed = (clock() - timedelta(minutes=2 * READERS_MINUTES)).replace(second=0, microsecond=0)
    newsletter = founding.newsletter(
        "military", "everything", closing_minute=closed.hour * 60 + closed.minute, zone="UTC"
    )
    due = closed + timedelta(minutes=READERS_MINUTES)
    readers(newsletter, int(count), due.hour * 60 + due.minute, closed)
    Edition.objects.create(
        newsletter=newsletter, date=closed.date(), number=1, state="closed", closing_at=closed, closed_at=closed,
        subject="Mines cleared", text="Mines cleared\n\n%%WHY%%\n  %%YOU%%\n  %%LEAVE%%\n",
        html='<!doctype html><html lang="en"><body><p>%%WHY%%</p><p><a href="%%YOU%%">y</a> <a href="%%LEAVE%%">l</a>'
        "</p></body></html>",
    )  # fmt: skip
    assert schedule.first_due(closed, due.hour * 60 + due.minute, "UTC") == due


def readers(newsletter, count, minute, before):
    from reveille.subscribers import addresses
    from reveille.subscribers.models import Subscriber, Subscription

    asked = before - timedelta(days=7)
    named = [f"reader{n}@p{n % 3}.example" for n in range(count)]
    Subscriber.objects.bulk_create(
        [
            Subscriber(
                address=one, address_key=addresses.key(one), address_hash=addresses.digest(one), created_at=asked
            )
            for one in named
        ],
        ignore_conflicts=True,
    )
    Subscription.objects.bulk_create(
        Subscription(
            subscriber=one, newsletter=newsletter, minute=minute, state="confirmed", asked_at=asked, confirmed_at=asked
        )
        for one in Subscriber.objects.all()
    )


def work():
    from django.db import close_old_connections

    from reveille import day
    from reveille.delivery.models import Delivery
    from reveille.mail import departure

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    print("ready", flush=True)
    stumbled = 0
    while not stop.is_set():
        try:
            close_old_connections()
            day.plan(clock())
            day.send(clock, departure.ours(), f"worker:{os.getpid()}", stop=stop.is_set)
            if not Delivery.objects.filter(state__in=Delivery.OPEN, due_at__lte=clock()).exists():
                return
        except Exception:  # as `reveille run` does: one stumble does not stop the day
            log.exception("stumbled")
            stumbled += 1
            if stumbled > int(os.environ.get("STUMBLES", "100")):
                sys.exit(3)
        stop.wait(0.1)


def plan():
    from reveille import day

    day.plan(clock())


def rounds(days, papers, count):
    """Each day two schedulers and three workers at once; the day's article is all that its editions need."""
    from django.core.management import call_command

    from reveille.editions import founding
    from reveille.editions.models import Edition
    from reveille.newsroom import stored
    from reveille.newsroom.models import Article
    from reveille.sources.models import Outlet

    call_command("migrate", verbosity=0)
    first = datetime(2026, 1, 5, 6, tzinfo=UTC)
    for n in range(int(papers)):
        newsletter = founding.newsletter(f"paper{n}", "everything", closing_minute=360, zone="UTC")
        readers(newsletter, int(count), 360, first)
    outlet = Outlet.objects.get()
    chance = random.Random(7)
    for n in range(int(days)):
        now = first + timedelta(days=n)
        words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=8)) for _ in range(24)]
        article = Article(
            outlet=outlet, link=f"https://o.example/{n}", title=" ".join(words[:5]).title(), language="en",
            found_at=now - timedelta(hours=2), published=now - timedelta(hours=3),
        )  # fmt: skip
        stored.set_text(article, f"The {' '.join(words)}.", "page")
        article.save()
        one_day(now, int(papers))
    print(json.dumps({"editions": Edition.objects.filter(PAPERS, state="closed").count(), "stumbled": stumbles}))


def one_day(now, papers):
    from reveille import day
    from reveille.editions.models import Edition
    from reveille.mail import departure

    start = threading.Barrier(5)

    def schedule():
        start.wait()
        day.close_due(lambda: now)
        day.plan(now)

    def send(number):
        start.wait()
        until = time.monotonic() + 120
        while Edition.objects.filter(PAPERS, date=now.date(), roll__complete_at__isnull=False).count() < papers:
            assert time.monotonic() < until, "the day does not end"
            day.send(lambda: now, departure.ours(), f"worker{number}")
            time.sleep(0.02)

    acts = [schedule, schedule, *(functools.partial(send, number) for number in range(3))]
    threads = [threading.Thread(target=stumbling, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


stumbles = []


def stumbling(act):
    from django.db import connection

    try:
        act()
    except Exception as error:
        log.exception("stumbled")
        stumbles.append(repr(error))
    finally:
        connection.close()


def leave(address):
    from reveille.subscribers import unsubscribe

    unsubscribe.leave(subscription(address), clock(), how="one-click")


def erase(address):
    from reveille.subscribers import erase as erasing

    erasing.erase(subscription(address).subscriber, clock())


def suppress(address):
    from reveille.subscribers import addresses, suppression

    suppression.bar(addresses.digest(address), suppression.Reason.ASKED, clock())


def subscription(address):
    from reveille.subscribers.models import Subscription

    return Subscription.objects.get(subscriber__address=address)


def ledger():
    from reveille.delivery import balance
    from reveille.delivery.models import Delivery
    from reveille.editions.models import Edition

    states = {}
    for edition in Edition.objects.filter(state="closed"):
        balance.checked(edition)
        for row in Delivery.objects.filter(edition=edition).select_related("subscription__subscriber"):
            whose = row.subscription.subscriber.address if row.subscription else f"erased{row.pk}"
            states.setdefault(whose, []).append(row.state)
    print(json.dumps(states))


if __name__ == "__main__":
    ready()
    globals()[sys.argv[1]](*sys.argv[2:])
