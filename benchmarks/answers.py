"""Whether the time that a form takes tells what we know of an address: milliseconds until the answer.

For addresses that are unknown, confirmed, pending, suppressed, or have had the day's letter, in an order by chance: the
processor time of the request and its wall time, alone and beside the thread that answers what was asked ("post": it is
what writes to some of them, after the answer), and of the page that follows. The limit is an address that we do not
know.

    python benchmarks/answers.py [--requests 200] [--json]

Exit 1 when the processor time alone of any kind is a tenth from that of an unknown address.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import timedelta

KINDS = ("unknown", "confirmed", "pending", "suppressed", "written to today")
NEAR = 0.1
FORM = {"time": "07:00", "zone": "Europe/Vienna"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=200, help="of each kind")
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    prepare()
    from django.conf import settings

    from reveille.subscribers import dispatch

    alone = measured(told.requests, "alone", nullcontext())
    beside = measured(told.requests, "beside", dispatch.kept(settings.CLOCK))
    limit = alone["unknown"]["processor"]
    worst = max(abs(alone[kind]["processor"] - limit) for kind in KINDS) / limit
    if told.json:
        print(json.dumps({"name": "answers", "ours": max(one["processor"] for one in alone.values()), "peers": {},
                          "limit": limit, "unit": "ms", "ratio_to_limit": round(1 + worst, 3),
                          "ratio_to_best_peer": None, "alone": alone, "beside the post": beside}))  # fmt: skip
    else:
        print(
            f"{f'ms, median of {told.requests}':24}{'processor':>10}{'wall':>8}{'beside the post':>17}{'next page':>11}"
        )
        for kind in KINDS:
            one, other = alone[kind], beside[kind]
            print(f"{kind:24}{one['processor']:10.2f}{one['wall']:8.2f}{other['wall']:17.2f}{other['next']:11.2f}")
    return 0 if worst < NEAR else 1


def prepare() -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="reveille.project.settings", REVEILLE_DATA=tempfile.mkdtemp(prefix="reveille-answers-"),
        REVEILLE_SIGNUPS_PER_NETWORK="1000000", REVEILLE_LETTERS_AN_HOUR="1000000",
    )  # fmt: skip
    from reveille.cli import installation

    installation.ready()
    from django.conf import settings
    from django.utils import timezone

    from reveille.site import door

    settings.ALLOWED_HOSTS.append("testserver")
    FORM["started"] = door.shown().started
    settings.CLOCK = lambda: timezone.now() + timedelta(seconds=30)


def known(address: str, kind: str) -> str:
    """Let ``address`` be of a kind; return it."""
    from django.conf import settings

    from reveille.editions.models import Newsletter
    from reveille.subscribers import signup
    from reveille.subscribers.models import Subscription, Suppression

    now = settings.CLOCK()
    if kind == "unknown":
        return address
    owner = signup.subscriber(address, now)
    pending = kind == "pending"
    Subscription.objects.create(
        subscriber=owner, newsletter=Newsletter.objects.get(), minute=390, asked_at=now,
        state="pending" if pending else "confirmed",
        confirmed_at=None if pending else now, nonce="nonce" if pending else "",
    )  # fmt: skip
    if kind == "suppressed":
        Suppression.objects.create(address_hash=owner.address_hash, reason="complained", at=now)
    if kind == "written to today":
        signup.may_write(owner, now)
    return address


def measured(requests: int, name: str, beside: object) -> dict[str, dict[str, float]]:
    """Return the medians of each kind, in milliseconds."""
    from django.test import Client

    from reveille.subscribers.models import Asking

    asked = [
        (kind, known(f"{name}{n}-{at}@post.example", kind)) for n in range(requests) for at, kind in enumerate(KINDS)
    ]
    random.Random(7).shuffle(asked)
    client, took = Client(), {kind: {"processor": [], "wall": [], "next": []} for kind in KINDS}
    client.post("/subscribe/", {**FORM, "email": f"{name}-first@post.example"})
    with beside:
        for kind, address in asked:
            wall, processor = time.perf_counter(), time.thread_time()
            client.post("/subscribe/", {**FORM, "email": address})
            took[kind]["processor"].append(time.thread_time() - processor)
            took[kind]["wall"].append(time.perf_counter() - wall)
            wall = time.perf_counter()
            client.get("/subscribed/")
            took[kind]["next"].append(time.perf_counter() - wall)
    Asking.objects.all().delete()
    return {
        kind: {what: round(statistics.median(ms) * 1000, 2) for what, ms in one.items()} for kind, one in took.items()
    }


if __name__ == "__main__":
    sys.exit(main())
