"""What a public page costs: milliseconds of CPU on the server, and octets, over two years of editions.

Each page goes through the whole application as a server calls it, compressed as a browser asks for it. The peer is a
site of files (a static site generator's): the same octets from disk, by WhiteNoise, in the same application. The limit
is Django itself: the same octets as a string, through the same middleware.

    python benchmarks/pages.py [--days 730] [--rounds 30] [--json]

The stories are made up, as many and as long as the sample morning's: 20 a day, ten reports each. On SQLite; with
REVEILLE_DATABASE=postgresql://… on that.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

GOAL_MS, GOAL_OCTETS = 50.0, 60_000  # CPU on the server; as sent, without fonts and styles that are kept
LAST = date(2026, 11, 24)
STORIES, REPORTS = 20, 10
SENTENCES = 2
SYLLABLES = "karomitensalorvedupranisholbaigre"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    words = archive(told.days)
    application = served()
    rows = []
    for name, path in addresses(words).items():
        rows.append((name, *measured(application, path, told.rounds)))
    worst = max(row[1] for row in rows)
    if told.json:
        each = [said(*row) for row in rows]
        slowest = max(each, key=lambda one: one["ours"])
        print(json.dumps({**slowest, "name": "pages", "worst": slowest["name"], "days": told.days, "goal": GOAL_MS,
                          "pages": each}))  # fmt: skip
        return 0
    print(
        f"{told.days} editions of {STORIES} stories; CPU ms a page, median of {told.rounds}; octets as sent and whole"
    )
    print(f"  {'':16} {'ours':>8} {'a file':>8} {'a string':>9} {'times':>6} {'sent':>8} {'whole':>8}")
    for name, ours, peer, limit, sent, whole in rows:
        print(f"  {name:16} {ours:8.2f} {peer:8.2f} {limit:9.2f} {ours / limit:6.1f} {sent:8,} {whole:8,}")
    most = max(row[4] for row in rows)
    print(f"  goal: {GOAL_MS:g} ms, {GOAL_OCTETS:,} octets as sent; the worst: {worst:.1f} ms, {most:,}")
    return 0 if worst < GOAL_MS and most < GOAL_OCTETS else 1


def said(name: str, ours: float, peer: float, limit: float, sent: int, whole: int) -> dict[str, Any]:
    """One page as the benchmarks tell their figures; of the benchmark as a whole it is the worst page."""
    return {
        "name": name, "ours": ours, "peers": {"file by WhiteNoise": peer}, "limit": limit, "unit": "ms", "sent": sent,
        "whole": whole, "ratio_to_limit": round(ours / limit, 1), "ratio_to_best_peer": round(ours / peer, 1),
    }  # fmt: skip


def addresses(words: list[str]) -> dict[str, str]:
    """The pages that are looked at most, and searches from the rare to the common to the hostile."""
    edition = f"/military/{LAST - timedelta(days=3)}/"
    pages = {
        "front": "/", "front, ar": "/ar/", "edition": edition, "story": f"{edition}story-3/",
        "archive": "/military/archive/", "how": "/how/", "sitemap": "/sitemap.xml",
        "sitemap, month": f"/sitemap/military/{LAST - timedelta(days=30):%Y-%m}.xml",
    }  # fmt: skip
    searches = {
        "no hit": "zzzzzz", "one word": words[7], "two words": f"{words[7]} {words[8]}", "two letters": "ka",
        "a letter": "k", "in all": "courier", "a phrase in all": "the courier germany",
        "12, no hit": "a b c d e f g h i k l m", "12, nearly all": "the courier germany k a r o m i t e n",
    }  # fmt: skip
    return pages | {f"? {name}": f"/search/?q={quote_plus(asked)}" for name, asked in searches.items()}


def measured(application: Callable, path: str, rounds: int) -> tuple[float, float, float, int, int]:
    """Milliseconds of ours, of the file and of the string, and the octets of the page as sent and whole."""
    body, whole = answered(application, path)
    FILE.write_bytes(whole)
    STRING["body"] = whole
    spent: dict[str, list[float]] = {one: [] for one in (path, "/static/page.html", "/limit/")}
    for one in spent:
        answered(application, one)  # warm
    for _ in range(rounds):
        for one, times in spent.items():
            start = time.process_time()
            answered(application, one)
            times.append(1000 * (time.process_time() - start))
    ours, peer, limit = (round(statistics.median(times), 2) for times in spent.values())
    return ours, peer, limit, len(body), len(whole)


def answered(application: Callable, path: str) -> tuple[bytes, bytes]:
    """One request as a server makes it: the body as sent, and whole. Anything but 200 ends the benchmark."""
    said = {}
    way, _, question = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": way, "QUERY_STRING": question, "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1:8000", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "gzip", "HTTP_ACCEPT_LANGUAGE": "en",
        "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http", "wsgi.version": (1, 0),
        "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    response = application(environ, lambda status, headers, *_: said.update(status=status, **dict(headers)))
    body = b"".join(response)
    response.close()
    assert said["status"].startswith("200"), (path, said["status"])
    return body, gzip.decompress(body) if said.get("Content-Encoding") == "gzip" else body


def served() -> Callable:
    """The application, with one address more: a string."""
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    from reveille.project import urls

    urls.urlpatterns.insert(0, path("limit/", lambda _: HttpResponse(STRING["body"])))
    return get_wsgi_application()


def archive(days: int) -> list[str]:
    """Publish editions of made-up stories, and return their words, each in about a twentieth of them."""
    from django.core.management import call_command
    from django.db import transaction

    from reveille.editions import founding, shown
    from reveille.editions.models import Edition, Placement
    from reveille.newsroom.models import Story

    call_command("migrate", verbosity=0)
    newsletter = founding.newsletter("military", "military", closing_minute=360)
    chance = random.Random(7)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 9))) for _ in range(3000)]
    with transaction.atomic():
        stories = Story.objects.bulk_create(
            Story(slug=f"{day}-{n}", founded_at=datetime(2024, 1, 1, tzinfo=UTC))
            for day in range(days)
            for n in range(STORIES)
        )
        for at in range(days):
            day = LAST - timedelta(days=days - 1 - at)
            page, reports = made_up(newsletter, day, at + 1, chance, words)
            closing = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
            edition = Edition.objects.create(
                newsletter=newsletter, date=day, number=at + 1, state="closed", closing_at=closing, closed_at=closing,
                subject=page["subject"], page=page, html="x" * 70_000, text="x" * 20_000,
            )  # fmt: skip
            items = [item for section in page["sections"] for item in section["items"]]
            Placement.objects.bulk_create(
                Placement(
                    edition=edition, story=stories[at * STORIES + n], slug=item["slug"], position=n + 1, score=1.0,
                    item=item, reports=reports[n],
                    dossier={"kind": "new", "lines": [], "day": 1, "quotes": [], "excerpts": []},
                )
                for n, item in enumerate(items)
            )  # fmt: skip
            shown.keep(edition)
    return words


def made_up(newsletter, day: date, number: int, chance: random.Random, words: list[str]) -> tuple[dict, list]:
    """A page of stories as it is stored, and who reported each."""
    from reveille.core import layout

    def sentence(length: int) -> str:
        return " ".join(chance.choices(words, k=length)).capitalize()

    items, reports = [], []
    for n in range(STORIES):
        outlets = [f"The {sentence(1)} Courier" for _ in range(REPORTS)]
        told = [f"{sentence(20)}." for _ in range(SENTENCES)]
        items.append(
            layout.Item(
                slug=f"story-{n}", section=("Operations", "Policy and law", "Forces and bases")[n % 3],
                rank=n + 1 if n < 5 else None, headline=sentence(9), url=f"https://courier.example/{day}/{n}",
                language="en", direction="ltr", outlet=outlets[0], country="Germany", author="", kinds=("new",),
                change="", marks=("paywall",), sentences=tuple(layout.Sentence(one, n, 0, len(one)) for one in told),
                quote=layout.Said(sentence(15), sentence(2), sentence(4), outlets[1]) if n < 5 else None,
                also=tuple(layout.Also(one, "France", "en", "ltr") for one in outlets[1:5]), more=REPORTS - 5,
                outlets=REPORTS, countries=4, page=f"/{newsletter.slug}/{day}/story-{n}/",
            )
        )  # fmt: skip
        reports.append(
            [
                {"article": 0, "outlet": one, "family": one, "country": "Germany", "headline": sentence(9),
                 "url": f"https://{k}.example/{day}/{n}", "language": "en", "direction": "ltr", "copy_of_outlet": None,
                 "published": f"{day}T0{k % 6}:30:00+00:00", "paywall": False}
                for k, one in enumerate(outlets)
            ]
        )  # fmt: skip
    sections = tuple(
        layout.Section(name, tuple(one for one in items if one.section == name))
        for name in dict.fromkeys(one.section for one in items)
    )
    page = layout.Page(
        newsletter=newsletter.name, slug=newsletter.slug, date=day, number=number, subject=items[0].headline,
        preheader="", stories=STORIES, outlets=90, countries=21, minutes=6, top=tuple(items[:5]), sections=sections,
        silence=layout.Silence(81, 60, ()),
    )  # fmt: skip
    return layout.to_json(page), [reports[items.index(one)] for part in sections for one in part.items]


STRING: dict[str, bytes] = {}

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["REVEILLE_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
        import django
        from django.conf import settings

        files = Path(folder) / "files"
        files.mkdir()
        FILE = files / "page.html"
        FILE.write_bytes(b"-")
        settings.STATICFILES_DIRS = [files]
        settings.WHITENOISE_AUTOREFRESH = True  # the file is another one for each page
        django.setup()
        sys.exit(main())
