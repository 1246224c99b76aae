"""Sifting as in production: articles of a month in the database, their copies found and judged on one beat.

The articles are those of benchmarks/stories.py: hosts with furniture of their own around every text, and copies planted
among them, each found at most two days after what it copies. They come in by the day, as gathering brings them, and
each day is sifted. The limit is the time that reading the texts once from the database takes; recall is held to .98.

    python benchmarks/sift.py [--articles 100000] [--days 30] [--json]
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

START = datetime(2026, 11, 1, tzinfo=UTC)
COPIED = 0.13
"""The share of all articles that are copies."""
SHORT = 20
"""One text in so many is a note, which nobody copies."""
RECALL = 0.98
BATCH = 2000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    planted = fill(told.articles, told.days)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    limit = read_once()
    days = [sift(day) for day in range(told.days)]
    again = one_more(told.days)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    recall, false = judged(planted)
    total = sum(days)
    if told.json:
        print(
            json.dumps(
                {"name": f"sift {told.articles}", "ours": round(total, 2), "peers": {}, "limit": round(limit, 3),
                 "ratio_to_limit": round(total / limit, 1), "ratio_to_best_peer": None, "unit": "s",
                 "recall": round(recall, 4), "false": false, "planted": len(planted), "peak_mb": round(peak),
                 "a_day": [round(seconds, 2) for seconds in days], "one_more": round(again, 3)}
            )
        )  # fmt: skip
    else:
        print(
            f"{told.articles:,} articles of {told.days} days sifted in {total:.1f} s of processor time "
            f"({1e3 * total / told.articles:.2f} ms each; a day {min(days):.1f}, {statistics.median(days):.1f}, "
            f"{max(days):.1f} s); reading the texts once {limit:.1f} s; one more article {again:.2f} s"
        )
        print(f"recall {recall:.4f} of {len(planted):,} planted copies, {false} false")
        print(f"peak memory {peak:,.0f} MB, {before:,.0f} MB of it the press that wrote them")
    return 0 if recall >= RECALL and not false else 1


def fill(count: int, days: int) -> dict[int, int]:
    """Store the articles; return the original of each planted copy, by article."""
    import stories
    from reveille.newsroom import stored
    from reveille.newsroom.models import Article
    from reveille.sources.models import Outlet

    press = stories.Press(7)
    chance = press.chance
    texts = [row[3] for row in press.month(count - int(COPIED * count))]
    texts[::SHORT] = [text[: chance.randint(160, 320)] for text in texts[::SHORT]]
    hours = [24.0 * days * n / len(texts) for n in range(len(texts))]
    rows: list[tuple[float, int, str]] = [(hour, -1, text) for hour, text in zip(hours, texts, strict=True)]
    while len(rows) < count:
        of = chance.randrange(len(texts))
        if of % SHORT:
            hour = min(hours[of] + chance.uniform(0.1, 47.0), 24.0 * days - 0.01)
            rows.append((hour, of, press.edited(texts[of])))
    outlets = Outlet.objects.bulk_create(
        Outlet(slug=f"o{n}", name=f"Outlet {n}", home=f"https://o{n}.example/", family=f"f{n}", hosts=[f"o{n}.example"])
        for n in range(stories.HOSTS)
    )
    around = [press.furniture() for _ in outlets]
    planted = {}
    for first in range(0, len(rows), BATCH):
        articles = []
        for pk, (hour, of, text) in enumerate(rows[first : first + BATCH], first + 1):
            found = START + timedelta(hours=hour)
            article = Article(
                pk=pk, outlet=outlets[pk % len(outlets)], link=f"https://o{pk % len(outlets)}.example/{pk}",
                title=" ".join(text.split()[:9]), found_at=found, published=found, language="en",
            )  # fmt: skip
            stored.set_text(article, around[pk % len(outlets)].format(text), "page")
            articles.append(article)
            if of >= 0:
                planted[pk] = of + 1
        Article.objects.bulk_create(articles, batch_size=500)
    return planted


def read_once() -> float:
    from reveille.newsroom.models import Article

    begun = time.process_time()
    assert sum(len(text) for text in Article.objects.values_list("text", flat=True).iterator(BATCH))
    return time.process_time() - begun


def sift(day: int) -> float:
    """The processor time of sifting what a day brought."""
    from reveille.newsroom import sifting

    begun = time.process_time()
    sifting.sift(START + timedelta(days=day + 1), ["military"])
    return time.process_time() - begun


def one_more(days: int) -> float:
    """The processor time of a round with one new article, after all others."""
    from reveille.newsroom.models import Article

    last = Article.objects.latest("pk")
    moment = START + timedelta(days=days, minutes=5)
    last.pk, last.link, last.sifted_at, last.copy_of, last.found_at = None, last.link + "-again", None, None, moment
    last.save()
    taken = sift(days)
    last.delete()
    return taken


def judged(planted: dict[int, int]) -> tuple[float, int]:
    """The share of planted copies that stand with what they copy, and how many others are called a copy of anything.

    Of one text's copies any may be the origin.
    """
    from reveille.newsroom.models import Article

    origin = dict(Article.objects.exclude(copy_of=None).values_list("pk", "copy_of_id"))
    right = sum(origin.get(pk, pk) == origin.get(of, of) for pk, of in planted.items())
    texts = {**planted, **{of: of for of in planted.values()}}
    false = sum(texts.get(pk, pk) != texts.get(of, of) for pk, of in origin.items())
    return right / len(planted), false


if __name__ == "__main__":
    folder = tempfile.mkdtemp(prefix="reveille-bench-")
    os.environ["REVEILLE_DATA"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
    import django
    from django.core.management import call_command

    try:
        django.setup()
        call_command("migrate", verbosity=0)
        sys.exit(main())
    finally:
        shutil.rmtree(folder)
