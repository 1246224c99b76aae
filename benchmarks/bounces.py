"""A storm of delivery reports settled: CPU milliseconds for each of ours, of the library's way, and of the bare work.

Each report is of another letter and says that there is no such mailbox, so that each is read, stored, decided and
suppresses. The peer is what one would write with flufl.bounce: the bounced address out of the report, its subscriber,
an event and a suppression, one transaction each. (It believes the address in the body, as we must not.) The limit is
the parser of the standard library and the same rows, one transaction for each report. Forged reports are measured too:
they must cost less than true ones.

    python benchmarks/bounces.py [--reports 10000] [--json]

On SQLite, on disk.
"""

import argparse
import email
import json
import os
import tempfile
import time
from datetime import UTC, date, datetime

GOAL_MILLISECONDS = 12.0  # a storm of 10,000 in two minutes
NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
DOMAIN = "bounces.reveille.example"
REPORT = """\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.post.example>
To: {to}
Subject: Undelivered
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="cut"

--cut
Content-Type: text/plain

Nobody took it.

--cut
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.post.example

Final-Recipient: rfc822; {reader}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{reader}>: nobody has that name

--cut
Content-Type: message/rfc822

Return-Path: <{to}>
From: Reveille <daily@reveille.example>
To: {reader}
Subject: Mines cleared
Content-Type: text/plain; charset=utf-8

{words}
--cut--
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    mails = installed(told.reports)
    forged = [(f"{to[:32]}{'a' * 10}{to[42:]}", mail) for to, mail in mails]
    spent = {name: measured(way, mails) for name, way in (("ours", ours), ("flufl.bounce", peer), ("bare", limit))}
    strangers = measured(ours, forged, expected=0)
    our, library, bare = spent.values()
    if told.json:
        print(
            json.dumps(
                {"name": "bounces", "ours": our, "peers": {"flufl.bounce": library}, "limit": bare, "forged": strangers,
                 "ratio_to_limit": round(our / bare, 2), "ratio_to_best_peer": round(our / library, 2), "unit": "ms"}
            )
        )  # fmt: skip
        return 0
    print(f"{told.reports} reports, CPU milliseconds each")
    for name, one in {**spent, "ours, forged": strangers}.items():
        print(f"  {name:14} {one:6.2f} ms")
    print(f"  {our / bare:.2f} times the limit; goal {GOAL_MILLISECONDS:g} ms")
    return 0 if our < GOAL_MILLISECONDS and strangers < our else 1


def measured(way, mails, expected=None) -> float:
    """Milliseconds of ``way`` for each mail, after which every true report has suppressed its address."""
    from reveille.delivery.models import Bounce, Heard
    from reveille.subscribers.models import Suppression

    for model in (Bounce, Heard, Suppression):
        model.objects.all().delete()
    start = time.process_time()
    way(mails)
    spent = time.process_time() - start
    assert Suppression.objects.count() == Bounce.objects.count() == (len(mails) if expected is None else expected)
    return round(spent / len(mails) * 1000, 3)


def ours(mails) -> None:
    from reveille.delivery import bounces

    for to, mail in mails:
        bounces.settle(mail, [to], NOW, "listener")


def peer(mails) -> None:
    from django.db import transaction
    from flufl.bounce import all_failures

    from reveille.delivery.models import Bounce, Delivery
    from reveille.subscribers.models import Subscriber, Suppression

    for _, mail in mails:
        for address in all_failures(email.message_from_bytes(mail))[1]:
            with transaction.atomic():
                subscriber = Subscriber.objects.get(address_key=address.decode())
                letter = Delivery.objects.filter(subscription__subscriber=subscriber).latest("pk")
                Bounce.objects.get_or_create(delivery=letter, kind="hard", defaults={"at": NOW, "source": "peer"})
                Suppression.objects.get_or_create(address_hash=subscriber.address_hash, defaults={"at": NOW})


def limit(mails) -> None:
    from django.db import connection, transaction

    from reveille.delivery.models import Delivery

    event = "INSERT INTO delivery_bounce (delivery_id, kind, status, action, diagnostic, decision, at, source)"
    rows = Delivery.objects.order_by("pk").values_list("pk", "subscription__subscriber__address_hash")
    with connection.cursor() as cursor:
        for (_, mail), (number, address_hash) in zip(mails, list(rows), strict=True):
            email.message_from_bytes(mail)
            with transaction.atomic():
                cursor.execute("INSERT INTO delivery_heard (digest, at) VALUES (%s, %s)", [address_hash, NOW])
                cursor.execute(f"{event} VALUES (%s, 'hard', '', '', '', '', %s, 'bare')", [number, NOW])
                cursor.execute(
                    "INSERT INTO subscribers_suppression (address_hash, reason, at) VALUES (%s, 'bounced', %s)",
                    [address_hash, NOW],
                )


def installed(number: int) -> list[tuple[str, bytes]]:
    """Make an installation whose last edition was sent to so many; return a report for each letter."""
    os.environ["REVEILLE_DATA"] = tempfile.mkdtemp(prefix="reveille-bounces-")
    from reveille.cli import installation

    installation.ready()
    from django.conf import settings

    from reveille.core import verp
    from reveille.delivery.models import Delivery
    from reveille.editions.models import Edition, Newsletter
    from reveille.subscribers import addresses
    from reveille.subscribers.models import Subscriber, Subscription

    names = [f"reader{n}@post.example" for n in range(number)]
    people = Subscriber.objects.bulk_create(
        Subscriber(address=one, address_key=one, address_hash=addresses.digest(one), created_at=NOW) for one in names
    )
    paper = Newsletter.objects.get()
    subscriptions = Subscription.objects.bulk_create(
        Subscription(subscriber=one, newsletter=paper, minute=390, state="confirmed", asked_at=NOW, confirmed_at=NOW)
        for one in people
    )
    edition = Edition.objects.create(
        newsletter=paper, date=date(2026, 11, 24), number=1, state="closed", closing_at=NOW, closed_at=NOW
    )
    when = {"due_at": NOW, "next_try_at": NOW, "expires_at": NOW, "handed_at": NOW, "ended_at": NOW}
    letters = Delivery.objects.bulk_create(
        Delivery(edition=edition, subscription=one, domain="post.example", state="sent", **when)
        for one in subscriptions
    )
    secret, words = settings.SECRET_KEY.encode(), "The sea was calm, and the mines were found.\n" * 200
    reports = []
    for letter, name in zip(letters, names, strict=True):
        to = verp.sender(secret, DOMAIN, letter.pk)
        reports.append((to, REPORT.format(to=to, reader=name, words=words).replace("\n", "\r\n").encode()))
    return reports


if __name__ == "__main__":
    raise SystemExit(main())
