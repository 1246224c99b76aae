"""From 2,000 articles already gathered to a closed edition: the seconds of each step.

The articles are made here, from the sample morning's texts with the names and numbers of 500 invented places, so that
there are stories of one to eight outlets among much that is alike. The limit is the time that reading the articles'
texts once from the database takes; there is no peer that does this way without a language-model key.

    python benchmarks/day.py [--articles 2000] [--json]
"""

import argparse
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta

LIMIT_SECONDS = 15.0  # the goal, on two cores
DAY = date(2026, 11, 24)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    rounds = [measured(told.articles, seed) for seed in range(told.rounds)]
    steps = {step: sorted(one[step] for one in rounds)[len(rounds) // 2] for step in rounds[0]}
    total = sum(seconds for step, seconds in steps.items() if step != "load once (limit)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if told.json:
        limit = steps["load once (limit)"]
        print(
            json.dumps(
                {"name": "day", "ours": round(total, 2), "peers": {}, "limit": round(limit, 4),
                 "ratio_to_limit": round(total / limit, 1), "ratio_to_best_peer": None, "unit": "s",
                 "steps": {step: round(seconds, 2) for step, seconds in steps.items()}, "articles": told.articles,
                 "peak_mb": round(peak)}
            )
        )  # fmt: skip
        return 0
    print(f"{told.articles} articles to a closed edition, median of {told.rounds} rounds")
    for step, seconds in steps.items():
        print(f"  {step:20} {seconds:7.2f} s")
    print(f"  {'all':20} {total:7.2f} s   goal {LIMIT_SECONDS:g} s; peak memory {peak:.0f} MB")
    return 0 if total < LIMIT_SECONDS else 1


def measured(count: int, seed: int) -> dict[str, float]:
    """One round in a database of its own."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    connection.close()
    folder = tempfile.mkdtemp(prefix="reveille-bench-")
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = os.path.join(folder, "day.sqlite3")
    try:
        call_command("migrate", verbosity=0)
        return steps(count, seed)
    finally:
        connection.close()
        shutil.rmtree(folder)


def steps(count: int, seed: int) -> dict[str, float]:
    from reveille.editions import closing, composing, drafting, founding
    from reveille.newsroom import grouping, sifting
    from reveille.newsroom.models import Article

    newsletter = founding.newsletter("military", "military", closing_minute=360)
    moment = composing.closing_of(newsletter, DAY)
    fill(count, seed, moment)
    seconds = {}

    def timed(step, act):
        start = time.perf_counter()
        answer = act()
        seconds[step] = time.perf_counter() - start
        return answer

    timed("load once (limit)", lambda: sum(len(text) for text in Article.objects.values_list("text", flat=True)))
    timed("sift", lambda: sifting.sift(moment, ["military"]))
    timed("group", lambda: grouping.group(moment))
    edition = timed("compose", lambda: drafting.draft(newsletter, DAY, moment))
    assert edition.state == "draft", edition.note
    closed = timed("close", lambda: closing.close(newsletter, DAY, moment)).edition
    assert closed.state == "closed", closed.note
    return seconds


def fill(count: int, seed: int, moment: datetime) -> None:
    from reveille.newsroom import stored
    from reveille.newsroom.models import Article
    from reveille.sample import morning
    from reveille.sources.models import Outlet

    chance = random.Random(seed)
    sample = morning.load()
    outlets = [
        Outlet.objects.create(
            slug=f"o{n}", name=f"Outlet {n}", home=f"https://o{n}.example/", family=f"f{n % 70}",
            country=chance.choice(["US", "GB", "FR", "DE", "PL", "FI", "KR", "JP", "AU", "KE"]), language="en",
            hosts=[f"o{n}.example"],
        )
        for n in range(90)
    ]  # fmt: skip
    texts = [article for article in sample.articles if article.language == "en" and not article.copy_of]
    words = sorted({w for a in texts for w in a.text.split() if w.isalpha() and len(w) > 6})
    events = {}
    articles = []
    for n in range(count):
        event = chance.randrange(count // 3)
        base, names = events.setdefault(event, (chance.choice(texts), chance.sample(words, 12)))
        found = moment - timedelta(minutes=chance.randrange(1, 1400))
        sentences = base.text.replace("\n\n", " ").split(". ")
        chance.shuffle(sentences)
        own = [" ".join(chance.choice(names) if chance.random() < 0.15 else w for w in s.split()) for s in sentences]
        article = Article(
            outlet=chance.choice(outlets), link=f"https://o{n % 90}.example/{n}", position=chance.randrange(1, 30),
            title=" ".join([base.headline, *chance.sample(names, 2)])[:300], found_at=found, published=found,
            language="en",
        )  # fmt: skip
        stored.set_text(article, ". ".join(own), "page")
        articles.append(article)
    Article.objects.bulk_create(articles, batch_size=500)


if __name__ == "__main__":
    os.environ["REVEILLE_DATA"] = tempfile.mkdtemp(prefix="reveille-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
    import django

    django.setup()
    assert datetime.now(UTC)
    sys.exit(main())
