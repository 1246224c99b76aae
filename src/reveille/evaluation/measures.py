"""The measures of a grouping: BCubed (Bagga and Baldwin 1998) and pairwise precision, recall and F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

Labels = Mapping[Any, Hashable]


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean, 0 when both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def bcubed(gold: Labels, found: Labels) -> tuple[float, float]:
    """Return BCubed precision and recall over the items of ``gold``."""
    both = Counter((gold[item], found[item]) for item in gold)
    by_gold, by_found = Counter(gold.values()), Counter(found[item] for item in gold)
    if not gold:
        return 0.0, 0.0
    precision = sum(n * n / by_found[f] for (_, f), n in both.items()) / len(gold)
    recall = sum(n * n / by_gold[g] for (g, _), n in both.items()) / len(gold)
    return precision, recall


def pairwise(gold: Labels, found: Labels) -> tuple[float, float]:
    """Return the precision and recall of pairs put together."""
    both = sum(_pairs(n) for n in Counter((gold[item], found[item]) for item in gold).values())
    ours = sum(_pairs(n) for n in Counter(found[item] for item in gold).values())
    theirs = sum(_pairs(n) for n in Counter(gold.values()).values())
    return both / ours if ours else 0.0, both / theirs if theirs else 0.0


def pairwise_across(gold: Labels, found: Labels, sides: Labels) -> tuple[float, float]:
    """Return the precision and recall of pairs that are not on one side: of two languages, by ``sides``; 1 of none."""
    both = _pairs_across({item: (gold[item], found[item]) for item in gold}, sides)
    ours = _pairs_across({item: found[item] for item in gold}, sides)
    theirs = _pairs_across(gold, sides)
    return both / ours if ours else 1.0, both / theirs if theirs else 1.0


def _pairs_across(labels: Labels, sides: Labels) -> int:
    """Pairs that have one label and two sides."""
    within = Counter((label, sides[item]) for item, label in labels.items())
    return sum(map(_pairs, Counter(labels.values()).values())) - sum(map(_pairs, within.values()))


def purity_of_biggest(gold: Labels, found: Labels, count: int) -> float:
    """Return the share of articles in the ``count`` biggest found stories that have their story's commonest label."""
    by_found: dict[Hashable, Counter[Hashable]] = {}
    for item in gold:
        by_found.setdefault(found[item], Counter())[gold[item]] += 1
    biggest = sorted((labels.total(), labels.most_common(1)[0][1]) for labels in by_found.values())[-count:]
    return sum(most for _, most in biggest) / sum(size for size, _ in biggest) if biggest else 0.0


def average_precision(scored: Sequence[tuple[float, bool]]) -> float:
    """Return the average precision of a ranking: the mean of the precision at each positive; ties rank together."""
    by_score: dict[float, list[int]] = {}
    for score, positive in scored:
        counts = by_score.setdefault(score, [0, 0])
        counts[0] += positive
        counts[1] += 1
    total = sum(positive for _, positive in scored)
    seen = hits = 0
    area = 0.0
    for score in sorted(by_score, reverse=True):
        positives, size = by_score[score]
        seen += size
        hits += positives
        area += positives * hits / seen
    return area / total if total else 0.0


def _pairs(count: int) -> int:
    return count * (count - 1) // 2
