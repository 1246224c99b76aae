"""What editors did to an edition, applied to what the machine would make of it.

Each act names a story by one of its articles, since stories merge and part until closing. Acts are applied anew each
time the edition is composed, in the order in which they were done; the same acts and the same candidates give the
same edition. An act that no longer fits (its story is gone, its words have changed) does nothing.

Merging and splitting come before the weighing (``regroup``), so that a story is counted, compared with yesterday and
ranked as the editors have it; all others after it (``shape``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reveille.core.candidates import Candidate
from reveille.core.placing import Wish, Wishes

REGROUPING = frozenset({"merge", "split"})
SHAPING = REGROUPING | {
    "place", "drop", "headline", "sentences", "section", "commentary", "note", "subject", "preheader", "add",
}  # fmt: skip


@dataclass(frozen=True)
class Act:
    """One act: what kind, on the story that has this article, and what more it says."""

    kind: str
    article: int
    value: Mapping[str, Any] = field(default_factory=dict)


def named(acts: Iterable[Act]) -> set[int]:
    """Return the articles whose stories have to be at hand for these acts, whatever else is weighed."""
    found: set[int] = set()
    for act in acts:
        if act.kind == "add" or act.kind in REGROUPING:
            found |= {act.article, int(act.value.get("with", act.article)), *act.value.get("articles", ())}
    return found


def regroup(
    stories: Mapping[int, Sequence[int]], copies: Mapping[int, int | None], acts: Iterable[Act]
) -> tuple[dict[int, list[int]], list[Act]]:
    """Return each story's articles as editors merged and split them, and the acts that are left to ``shape``.

    A merge brings all of one story into another, with what joins it later; what was done to it before counts no more.
    A split takes articles, and the copies of them, into a story of their own, whatever story they stand in.
    """
    story_of = {article: story for story, articles in stories.items() for article in articles}
    left: list[Act] = []
    for act in acts:
        if act.kind == "merge":
            kept, gone = story_of.get(act.article), story_of.get(int(act.value["with"]))
            if kept is None or gone is None or kept == gone:
                continue
            left = [one for one in left if story_of.get(one.article) != gone]
            story_of |= {article: kept for article, story in story_of.items() if story == gone}
        elif act.kind == "split":
            apart = set(act.value["articles"])
            story_of |= {
                article: int(act.value["story"])
                for article in story_of
                if article in apart or copies.get(article) in apart
            }
        else:
            left.append(act)
    grouped: dict[int, list[int]] = {}
    for article, story in story_of.items():
        grouped.setdefault(story, []).append(article)
    return grouped, left


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
            wish = replace(wish, kept=True, section=str(act.value.get("section", wish.section)))
        elif act.kind == "drop":
            dropped.add(story)
        elif act.kind == "headline":
            wish = replace(wish, lead=int(act.value["lead"]), sentences=())
        elif act.kind == "sentences":
            wish = replace(wish, sentences=tuple(act.value["sentences"]))
        elif act.kind == "section":
            wish = replace(wish, section=str(act.value["section"]))
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
