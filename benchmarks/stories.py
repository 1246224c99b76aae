"""A month of articles grouped as they come in, and copies found among 100,000: beside what peers need.

The month is made here: words of syllables with a Zipf spread, stories of one to two hundred articles over hours and
days. Ours is measured from stored terms and from text, in rounds as in a
service; scikit-learn groups the same articles at the sizes it manages, datasketch finds the same planted copies.

    python benchmarks/stories.py [--sizes 1000 10000 100000 300000] [--peers 1000 4000] [--copies 100000] [--json]
"""

import argparse
import json
import random
import resource
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from reveille.core import clusters, copies, growing, likeness, stories, terms
from reveille.evaluation import measures

MONTH = timedelta(days=30)
START = datetime(2026, 11, 1, tzinfo=UTC)
ROUND = 500
HOSTS = 997
NOTE = 20
"""One article in so many is a note of a few sentences, shorter than what its host prints around it."""
WORDS = 40_000
GOALS = {"from terms": 60.0, "from text": 240.0, "one joins": 0.005}
SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstv" for vowel in "aeio"]


class Press:
    """Writes articles: each story has words and names of its own, each article some of them among everybody's."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        spelt = [
            "".join(self.chance.choices(SYLLABLES, k=self.chance.choice((2, 2, 3, 3, 4)))) for _ in range(2 * WORDS)
        ]
        self.words = list(dict.fromkeys(spelt))[:WORDS]
        self.common = list(accumulate(1.0 / (rank + 3) for rank in range(len(self.words))))

    def month(self, count: int) -> list[tuple[int, float, str, str]]:
        """Story, hour, headline and text of ``count`` articles in the order in which they come."""
        rows: list[tuple[int, float, str, str]] = []
        story = 0
        hours = MONTH / timedelta(hours=1)
        while len(rows) < count:
            size = min(200, int(self.chance.paretovariate(1.1)))
            begun = self.chance.uniform(0, hours)
            own = self.chance.sample(self.words, 30)
            names = [word.capitalize() for word in self.chance.sample(self.words, 8)]
            for _ in range(min(size, count - len(rows))):
                when = begun + min(self.chance.expovariate(1 / 10), 60.0)
                rows.append((story, when, self._headline(own, names), self._text(own, names)))
            story += 1
        return sorted(rows, key=lambda row: row[1])

    def _headline(self, own: list[str], names: list[str]) -> str:
        picked = [*self.chance.sample(names, 2), *self.chance.sample(own, 4), *self._any(2)]
        self.chance.shuffle(picked)
        return " ".join(picked)

    def _text(self, own: list[str], names: list[str]) -> str:
        told = []
        for _ in range(self.chance.randint(6, 14)):
            words = [*self._any(13), *self.chance.sample(own, 4), *self.chance.sample(names, 1)]
            self.chance.shuffle(words)
            told.append(" ".join(words).capitalize() + ".")
        return " ".join(told)

    def furniture(self) -> str:
        """What a host prints around every text: two sentences before it, four after, all its own."""
        told = [" ".join(self._any(12)).capitalize() + "." for _ in range(6)]
        return "\n".join([*told[:2], "{}", *told[2:]])

    def _any(self, count: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.common, k=count)

    def edited(self, text: str) -> str:
        """The text as another paper prints it: cut at the end, a word in forty changed, one sentence of its own."""
        kept = text.split()
        kept = kept[: max(60, int(len(kept) * self.chance.uniform(0.7, 1.0)))]
        words = [self._any(1)[0] if self.chance.random() < 1 / 40 else word for word in kept]
        return " ".join(words) + " " + " ".join(self._any(12)).capitalize() + "."


def taken(row: tuple[int, float, str, str]) -> bytes:
    return terms.pack(terms.take(row[2], row[3], "en"))


class Service:
    """Grouping as the rounds of a service do it, one state for the whole month."""

    def __init__(self) -> None:
        self.bars = stories.Settings().bars
        self.stories, self.stream = clusters.Stories(self.bars), likeness.Stream()
        self.found: dict[int, int] = {}

    def round(self, first: int, packed: list[bytes], hours: list[float]) -> None:
        unpacked = [one for one in map(terms.unpack, packed) if one is not None]
        for number, (vector, hour) in enumerate(zip(self.stream.weigh(unpacked), hours, strict=True), first):
            article = growing.Article(number, vector, "en", hour * 3600)
            alike, story = self.stories.best(article)
            self.stories.seat(article, story if alike > self.bars.join else number)
        for _ in self.stories.merge():
            pass
        for _ in self.stories.revise({}):
            pass
        self.stories.settle()
        for story in self.stories.close_before(min(hours) * 3600):
            self.found |= dict.fromkeys(story.members, story.number)

    def all_found(self) -> dict[int, int]:
        return self.found | self.stories.home


def grouped(rows: list[tuple[int, float, str, str]], packed: list[bytes]) -> dict[str, float]:
    service = Service()
    begun = time.process_time()
    for first in range(0, len(rows), ROUND):
        service.round(first, packed[first : first + ROUND], [row[1] for row in rows[first : first + ROUND]])
    seconds = time.process_time() - begun
    gold = {number: row[0] for number, row in enumerate(rows)}
    found = service.all_found()
    newest = rows[-1][1]
    ones = []
    for number, one in enumerate(packed[-50:], len(rows)):
        begun = time.process_time()
        service.round(number, [one], [newest])
        ones.append(time.process_time() - begun)
    return {
        "seconds": seconds,
        "one": statistics.median(ones),
        "worst": max(ones),
        "b3_f1": measures.f1(*measures.bcubed(gold, found)),
        "open": len(service.stories.open),
    }


def peer_of_stories(rows: list[tuple[int, float, str, str]]) -> dict[str, tuple[float, float]]:
    """Seconds and B³ F1 of scikit-learn on TF-IDF: average-link clusters, and HDBSCAN."""
    from sklearn.cluster import HDBSCAN, AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    gold = {number: row[0] for number, row in enumerate(rows)}
    answers = {}
    for name in ("agglomerative", "hdbscan"):
        begun = time.process_time()
        matrix = TfidfVectorizer(sublinear_tf=True).fit_transform([f"{row[2]} {row[3]}" for row in rows])
        distances = 1.0 - (matrix @ matrix.T).toarray()
        distances.clip(0.0, out=distances)
        if name == "hdbscan":
            labels = HDBSCAN(min_cluster_size=2, metric="precomputed", copy=False).fit_predict(distances)
        else:
            labels = AgglomerativeClustering(
                None, metric="precomputed", linkage="average", distance_threshold=0.75
            ).fit_predict(distances)  # fmt: skip
        seconds = time.process_time() - begun
        found = {n: int(label) if label >= 0 else -1 - n for n, label in enumerate(labels)}
        answers[name] = (seconds, measures.f1(*measures.bcubed(gold, found)))
    return answers


def copied(press: Press, count: int) -> dict[str, float]:
    """Recall of planted copies, and the seconds of ours and of datasketch, which gets the texts without furniture."""
    from datasketch import MinHash, MinHashLSH

    originals = [row[3] for row in press.month(int(count / 1.15))]
    originals[::NOTE] = [text[: press.chance.randint(160, 320)] for text in originals[::NOTE]]
    texts = [*originals]
    planted = []
    while len(texts) < count:
        of = press.chance.randrange(len(originals))
        if of % NOTE:
            planted.append((of, len(texts)))
            texts.append(press.edited(originals[of]))
    around = [press.furniture() for _ in range(HOSTS)]
    documents = [
        copies.Document(
            number,
            f"host{number % HOSTS}",
            f"outlet{number % HOSTS}",
            around[number % HOSTS].format(text),
            "",
            START + timedelta(seconds=number),
        )
        for number, text in enumerate(texts)
    ]
    begun = time.process_time()
    found = {(copy.of, copy.id) for copy in copies.find(documents)}
    ours = time.process_time() - begun
    origin = {copy: of for of, copy in found}
    right = sum(origin.get(copy) == of or origin.get(copy, copy) == origin.get(of, of) for of, copy in planted)
    begun = time.process_time()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    pairs = set()
    for number, text in enumerate(texts):
        words = text.casefold().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[at : at + 5]).encode() for at in range(len(words) - 4)])
        pairs |= {(other, number) for other in index.query(sketch)}
        index.insert(number, sketch)
    theirs = time.process_time() - begun
    theirs_right = sum(pair in pairs for pair in planted)
    false = sum(pair[1] < len(originals) for pair in found)
    return {
        "ours": ours,
        "datasketch": theirs,
        "recall": right / len(planted),
        "datasketch_recall": theirs_right / len(planted),
        "false": false,
        "planted": len(planted),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000, 300_000])
    parser.add_argument("--peers", type=int, nargs="*", default=[1_000, 4_000])
    parser.add_argument("--copies", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args()
    answers = []
    say = (lambda *_: None) if told.json else print
    each = {}
    say(
        f"{'articles':>9} {'terms':>8} {'group':>8} {'µs each':>8} {'one joins':>10} {'worst':>8} {'B³':>6} {'open':>6}"
    )
    for size in told.sizes:
        rows = Press(size).month(size)
        begun = time.perf_counter()
        with ProcessPoolExecutor(2) as pool:
            packed = list(pool.map(taken, rows, chunksize=250))
        taking = time.perf_counter() - begun
        got = grouped(rows, packed)
        each[size] = got["seconds"] / size
        say(
            f"{size:>9,} {taking:>7.1f}s {got['seconds']:>7.1f}s {1e6 * each[size]:>8.0f} {1e3 * got['one']:>8.2f}ms "
            f"{1e3 * got['worst']:>6.1f}ms {got['b3_f1']:>6.3f} {got['open']:>6,}"
        )
        peers: dict[str, float] = {}
        if size in told.peers:
            for name, (seconds, score) in peer_of_stories(rows).items():
                peers[name] = round(seconds, 3)
                say(f"{name:>20} {seconds:>6.1f}s {1e6 * seconds / size:>8.0f} {'':>19} {score:>6.3f}")
        ours = got["seconds"] + taking if peers else got["seconds"]
        limit = GOALS["from terms"] * size / 100_000
        answers.append(answer(f"group {size}", ours, peers, limit, "s"))
        if size == 100_000:
            answers.append(answer("group 100000 from text", taking + got["seconds"], {}, GOALS["from text"], "s"))
            answers.append(answer("one joins 100000", got["one"], {}, GOALS["one joins"], "s"))
    if len(told.sizes) > 1:
        low, high = min(told.sizes), max(told.sizes)
        grown, allowed = each[high] / each[low], (high / low) ** (1 / 3)
        say(f"from {low:,} to {high:,} the cost of an article grew {grown:.2f} times, a cube root {allowed:.2f} times")
        answers.append(answer("growth of the cost of one", grown, {}, allowed, "times"))
    if told.copies:
        got = copied(Press(7), told.copies)
        say(
            f"copies among {told.copies:,}: {got['ours']:.1f}s, recall {got['recall']:.4f} of {got['planted']:,}, "
            f"{got['false']} false; datasketch {got['datasketch']:.1f}s, recall {got['datasketch_recall']:.4f}"
        )
        answers.append(answer(f"copies {told.copies}", got["ours"], {"datasketch": got["datasketch"]}, None, "s"))
        answers.append(answer("copies recall", got["recall"], {"datasketch": got["datasketch_recall"]}, 0.98, "share"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"peak memory {peak:,.0f} MB, the peers' with it")
    if told.json:
        print(json.dumps(answers))
    return 0


def answer(name: str, ours: float, peers: dict[str, float], limit: float | None, unit: str) -> dict[str, object]:
    best = min(peers.values(), default=None)
    return {
        "name": name,
        "ours": round(ours, 4),
        "peers": {peer: round(value, 4) for peer, value in peers.items()},
        "limit": limit,
        "ratio_to_limit": round(ours / limit, 3) if limit else None,
        "ratio_to_best_peer": round(ours / best, 3) if best else None,
        "unit": unit,
    }


if __name__ == "__main__":
    sys.exit(main())
