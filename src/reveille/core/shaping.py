"""What editors did to an edition, applied to what the machine would make of it.

Each act names a story by one of its articles, since stories merge and part until closing. Acts are applied anew each
time the edition is composed, in the order in which they were done; the same acts and the same candidates give the
same edition. An act that no longer fits (its story is gone, its words have changed) does nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reveille.core.placing import Candidate, Wish, Wishes

SHAPING = frozenset({"place", "drop", "headline", "sentences", "commentary", "note", "subject", "preheader", "add"})


@dataclass(frozen=True)
class Act:
    """One act: what kind, on the story that has this article, and what more it says."""

    kind: str
    article: int
    value: Mapping[str, Any] = field(default_factory=dict)


def shape(ranked: Sequence[Candidate], acts: Iterable[Act]) -> tuple[tuple[Candidate, ...], Wishes]:
    """Return the stories in the editors' order, without those they dropped, and what they want of each."""
    story_of = {report.article: candidate.id for candidate in ranked for report in candidate.reports}
    wishes: dict[int, Wish] = {}
    placed: dict[int, int] = {}  # story -> place, the earliest act first
    dropped: set[int] = set()
    subject, preheader = 0, 0
    for act in acts:
        story = story_of.get(act.article)
        if story is None:
            continue
        wish = wishes.get(story, Wish())
        if act.kind in ("place", "add"):
            placed.pop(story, None)
            placed[story] = max(1, int(act.value["place"]))
            dropped.discard(story)
            wish = replace(wish, kept=True)
        elif act.kind == "drop":
            dropped.add(story)
        elif act.kind == "headline":
            wish = replace(wish, lead=int(act.value["lead"]), sentences=())
        elif act.kind == "sentences":
            wish = replace(wish, sentences=tuple(act.value["sentences"]))
        elif act.kind == "commentary":
            wish = replace(wish, commentary=bool(act.value["on"]))
        elif act.kind == "note":
            wish = replace(wish, note=str(act.value["text"]))
        elif act.kind == "subject":
            subject = story
        elif act.kind == "preheader":
            preheader = story
        wishes[story] = wish
    order = _ordered([one for one in ranked if one.id not in dropped], placed)
    return order, Wishes(wishes, subject, preheader)


def _ordered(ranked: Sequence[Candidate], placed: Mapping[int, int]) -> tuple[Candidate, ...]:
    """Those with a place of their own stand there, the others round them as ranked; of two, the later act is first."""
    order = [one for one in ranked if one.id not in placed]
    by_id = {one.id: one for one in ranked}
    for story, place in sorted(placed.items(), key=lambda pair: pair[1]):
        if story in by_id:
            order.insert(place - 1, by_id[story])
    return tuple(order)
