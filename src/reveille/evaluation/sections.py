"""Judge the sections of a beat: on labels by hand, and on a file of one-line items that has categories.

A label names its article without a word of it, as in ``labelled``, with ``beat`` and ``section``: a key of the beat, or
"" for off the beat. Several may be right where an editor would take either: ``or`` has the others. ``part`` says what a
label was for: words and weights were chosen with an eye on those ``seen``, and never on what was said of the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reveille.core import beat, links, menus
from reveille.core.profile import Profile
from reveille.evaluation import measures
from reveille.evaluation.beat import Row
from reveille.evaluation.labelled import Label, with_articles

Told = tuple[str, frozenset[str], str]  # the first that is right, all that are, and what is said

_SOURCES = re.compile(r"(?:\s*[(\[][^()\[\]]*[)\]]\.?)+\s*$")


def judge_labels(
    labels: Sequence[Label], files: Sequence[Path], profile_of: Callable[[str], Profile]
) -> dict[str, dict[str, Any]]:
    """Return by beat how many articles stand in their section: the first that is right, or any that is.

    ``on`` is the share of the articles on the beat that are said to be on it, ``off`` how many off it are. Raises
    ArchiveError when a file or a row is not there.
    """
    found = list(with_articles(labels, files))
    judged: dict[str, Any] = {}
    for name in sorted({str(label["beat"]) for label in labels}):
        profile = profile_of(name)
        told: list[tuple[str, beat.Verdict, Told]] = []
        for label, one in ((label, one) for label, one in found if label["beat"] == name):
            verdict = beat.judge(
                profile,
                title=one.title or one.text,  # an item of one line is all headline
                text=one.text[menus.end(one.text) :] if one.title else "",
                language=one.language,
                departments=links.departments(one.link),
            )
            first = str(label["section"])
            told.append(
                (str(label["part"]), verdict, (first, frozenset((first, *label.get("or", ()))), verdict.section))
            )
        on = [(part, one) for part, _, one in told if one[0]]
        keys = [section.key for section in profile.sections]
        judged[name] = {
            **_scores([one for _, one in on], keys),
            "parts": {
                part: _right([one for its, one in on if its == part]) for part in sorted({part for part, _ in on})
            },
            "on": _share(verdict.on for _, verdict, one in told if one[0]),
            "off": {
                "labels": sum("" in one[1] for _, _, one in told),
                "surely": sum(one[1] == {""} for _, _, one in told),
                "said_on": sum(verdict.on for _, verdict, one in told if one[1] == {""}),
            },
        }
    return judged


def judge_categories(rows: Iterable[Row], profile: Profile, named: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return how many rows stand in a section that names their category; rows of no such category are left out.

    ``named`` says which section a category is, instead of what the profile names.
    """
    told = []
    for row in rows:
        its = {named[row.category]} if named and row.category in named else set()
        if right := [s.key for s in profile.sections if s.key in its or (not named and row.category in s.categories)]:
            said = beat.judge(profile, title=without_sources(row.title), text=row.text, language=row.language).section
            told.append((right[0], frozenset(right), said))
    return _scores(told, [section.key for section in profile.sections])


def without_sources(text: str) -> str:
    """Return a line without the sources that stand in brackets at its end: "(BBC) (AP via Google News)"."""
    return _SOURCES.sub("", text)


def _scores(told: Sequence[Told], keys: Sequence[str]) -> dict[str, Any]:
    pairs = Counter((first, said) for first, _, said in told)
    return {
        **_right(told),
        "sections": {key: _of(key, pairs) for key in keys},
        "confusion": {key: {said: pairs[key, said] for said in keys if pairs[key, said]} for key in keys},
    }


def _right(told: Sequence[Told]) -> dict[str, Any]:
    return {
        "labels": len(told),
        "first": _share(said == first for first, _, said in told),
        "any": _share(said in right for _, right, said in told),
    }


def _of(key: str, pairs: Counter[tuple[str, str]]) -> dict[str, float | None]:
    """Precision, recall and F1 of a section, by the first that is right."""
    said = sum(count for (_, one), count in pairs.items() if one == key)
    wanted = sum(count for (first, _), count in pairs.items() if first == key)
    precision, recall = (pairs[key, key] / all_ if all_ else None for all_ in (said, wanted))
    return {
        "precision": None if precision is None else round(precision, 4),
        "recall": None if recall is None else round(recall, 4),
        "f1": round(measures.f1(precision or 0.0, recall or 0.0), 4),
    }


def _share(hits: Iterable[bool]) -> float | None:
    told = list(hits)
    return round(sum(told) / len(told), 4) if told else None
