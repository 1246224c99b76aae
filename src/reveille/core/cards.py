"""Where the words of a picture stand: lines of a width, and the order of runs that are read in two directions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
Measure = Callable[[str], float]


@dataclass(frozen=True)
class Run:
    """A part of a line in one typeface. ``strong`` is ``ltr`` or ``rtl``, or nothing for signs that follow the line."""

    text: str
    face: str
    strong: str = ""


def lines(words: str, width: float, most: int, measure: Measure) -> list[str]:
    """Return ``words`` in at most ``most`` lines of ``width``; what has no room is cut at a word, with "…"."""
    found: list[str] = []
    for word in words.split():
        if found and measure(f"{found[-1]} {word}") <= width:
            found[-1] += f" {word}"
        else:
            found.append(word)
    if len(found) <= most:
        return found
    last = found[most - 1]
    while " " in last and measure(f"{last}…") > width:
        last = last.rpartition(" ")[0]
    return [*found[: most - 1], f"{last}…"]


def fitting(words: str, sizes: Sequence[int], width: float, most: int, measure: Callable[[int], Measure]) -> int:
    """Return the first of ``sizes`` at which no word is cut off or wider than a line; else the last."""
    for size in sizes:
        shown = lines(words, width, most, measure(size))
        whole = " ".join(shown) == " ".join(words.split())
        if whole and all(measure(size)(one) <= width for one in shown):
            return size
    return sizes[-1]


def ordered(runs: Sequence[Run], base: str) -> list[Run]:
    """Return the runs of a line from left to right, as one reads it whose direction is ``base``.

    Runs that are read the other way stand together with the signs between them, as the Unicode bidirectional
    algorithm has it at its first two levels.
    """
    if base == "ltr":
        return list(runs)
    last = max((at for at, run in enumerate(runs) if run.strong == "ltr"), default=-1)
    first = min((at for at, run in enumerate(runs) if run.strong == "ltr"), default=len(runs))
    sides = []
    for at, run in enumerate(runs):
        inside = first <= at <= last and run.strong != "rtl" and _between(runs, at)
        sides.append("ltr" if run.strong == "ltr" or inside else "rtl")
    blocks = [list(group) for _, group in groupby(zip(sides, runs, strict=True), key=lambda one: one[0])]
    placed: list[Run] = []
    for block in blocks:
        told = [run if side == "ltr" else _mirrored(run) for side, run in block]
        placed = [*(told if block[0][0] == "ltr" else reversed(told)), *placed]
    return placed


def _mirrored(run: Run) -> Run:
    """A run of signs that is read from the right: its brackets open the other way."""
    return run if run.strong else Run(run.text[::-1].translate(MIRRORED), run.face)


def _between(runs: Sequence[Run], at: int) -> bool:
    """Tell whether the nearest strong runs on both sides are read from the left."""
    before = next((run.strong for run in reversed(runs[:at]) if run.strong), "")
    after = next((run.strong for run in runs[at + 1 :] if run.strong), "")
    return before == after == "ltr"
