"""Judge the grouping of feed items, a headline and a sentence each, on labels by hand.

A label names its item by the archive and its link: the ``story`` that it tells ("" for one that stands alone), and the
``matter`` that several stories or items may be of, days of one flood. Two of one story belong together, two of
different matters do not; two of one matter and not one story are neither right nor wrong together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from reveille.core import feeds, languages, stories
from reveille.core.errors import ArchiveError, FeedError
from reveille.evaluation import measures, pages
from reveille.evaluation.labelled import Label


class Told(NamedTuple):
    """What an item tells by its label."""

    story: str
    matter: str


def judge_items(labels: Sequence[Label], files: Sequence[Path], since: datetime | None = None) -> dict[str, Any]:
    """Return the scores of ``core.stories.group`` on all items of the archives. Labels: {file, id, story, matter}.

    With ``since``, only items published then or later are scored, though the others are in the stream. Raises
    ArchiveError.
    """
    candidates = [one for path in files for one in _candidates(path)]
    number = {one.link: one.id for one in candidates}
    unknown = next((str(label["id"]) for label in labels if label["id"] not in number), None)
    if unknown is not None:
        raise ArchiveError(str(labels[0]["file"]), f"has no entry {unknown}")
    told = {number[str(label["id"])]: _told(label) for label in labels}
    grouping = stories.group(candidates)
    found = {item: story for story, one in enumerate(grouping.stories) for item in one.members}
    scored = {one.id for one in candidates if since is None or (one.published and one.published >= since)}
    return {"items": len(candidates), **scores(told, found, scored & told.keys())}


def _told(label: Label) -> Told:
    story = str(label["story"]) or str(label["id"])
    return Told(story, str(label.get("matter") or story))


def scores(told: Mapping[int, Told], found: Mapping[int, int], scored: set[int]) -> dict[str, Any]:
    """Return BCubed and pairwise scores over the ``scored`` items, and how many stand in a story of another matter."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for item in told:
        members[found[item]].append(item)
    size = Counter(one.story for one in told.values())
    right = wrong = wanted = strays = 0
    precision, recall = [], []
    for items in members.values():
        of_story = Counter(told[item].story for item in items)
        of_matter = Counter(told[item].matter for item in items)
        if scored & set(items):
            strays += len(items) - max(of_matter.values())
        for item in scored & set(items):
            same, other = of_story[told[item].story], len(items) - of_matter[told[item].matter]
            right, wrong, wanted = right + same - 1, wrong + other, wanted + size[told[item].story] - 1
            precision.append(same / (same + other))
            recall.append(same / size[told[item].story])
    b3 = (sum(precision) / len(precision), sum(recall) / len(recall)) if precision else (0.0, 0.0)
    return {
        "labels": len(precision),
        "b3_p": round(b3[0], 4),
        "b3_r": round(b3[1], 4),
        "b3_f1": round(measures.f1(*b3), 4),
        "pair_p": round(right / (right + wrong), 4) if right + wrong else None,
        "pair_r": round(right / wanted, 4) if wanted else None,
        "strays": strays,
    }


def _candidates(path: Path) -> list[stories.Candidate]:
    """The items of an archive of feeds, each once as it was first seen, in the order of their time."""
    entries: dict[str, feeds.Entry] = {}
    for _, data in pages.members(path):
        try:
            feed = feeds.parse(data)
        except FeedError:
            continue
        for one in feed.entries:
            entries.setdefault(one.link, one)
    return [
        stories.Candidate(
            number,
            path.name,
            one.title,
            one.summary,
            languages.language_of(f"{one.title}. {one.summary}"),
            one.published,
            one.link,
        )
        for number, one in enumerate(sorted(entries.values(), key=_when))
    ]


def _when(entry: feeds.Entry) -> tuple[float, str]:
    return (entry.published.timestamp() if entry.published else 0.0, entry.link)
