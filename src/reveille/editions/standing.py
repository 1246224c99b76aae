"""Which reports stand at closing: of several versions the last, and none that its outlet took back.

A kill counts wherever it was grouped: it takes out its own outlet's earlier report, by its headline, in whatever story
that stands. Nothing falls unseen: what was taken back is named on the desk.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from reveille.core import candidates, headlines, notices
from reveille.newsroom import archive


def kills(closing_at: datetime, back: timedelta) -> list[notices.Version]:
    """Return the notices by which any outlet took a report back, wherever they were grouped."""
    return [
        notices.Version(a.pk, a.outlet.name, a.title, a.text, a.language, (a.published or a.found_at).timestamp())
        for a in archive.kills(closing_at, back)
    ]


def fallen(
    told: Mapping[int, Sequence[candidates.Report]], kills: Sequence[notices.Version]
) -> dict[int, notices.Fallen]:
    """Return what does not count of the stories' reports, by article."""
    out = _fallen(told, kills, frozenset())
    gone = frozenset(one.article for one in out.values() if one.by is None)
    return _fallen(told, kills, gone) if gone else out  # a copy may stand in another story than what it copies


def _fallen(
    told: Mapping[int, Sequence[candidates.Report]], kills: Sequence[notices.Version], gone: frozenset[int]
) -> dict[int, notices.Fallen]:
    out: dict[int, notices.Fallen] = {}
    for reports in told.values():
        here = {r.article for r in reports}
        outlets = {r.outlet for r in reports}
        elsewhere = [kill for kill in kills if kill.outlet in outlets and kill.article not in here]
        found = notices.fallen([*map(_version, reports), *elsewhere], gone - here)
        out |= {one.article: one for one in found if one.article in here}
    return out


def left(
    reports: Iterable[candidates.Report], out: Mapping[int, notices.Fallen], tails: Mapping[int, str]
) -> tuple[candidates.Report, ...]:
    """Return the reports that count, their headlines without what is no part of them: a wire's slug, a site's name.

    ``tails`` are what their outlets set behind all headlines, by article.
    """
    return tuple(
        dataclasses.replace(
            r,
            headline=headlines.without_site(notices.headline(r.headline), r.outlet, r.link, tails.get(r.article, "")),
            corrected=notices.says_corrected(r.headline),
            copy_of=_original(r, out),
        )
        for r in reports
        if r.article not in out
    )


def _original(report: candidates.Report, out: Mapping[int, notices.Fallen]) -> int | None:
    """What a report is a copy of, as that stands; a later version is no copy of what it takes the place of."""
    fell = out.get(report.copy_of) if report.copy_of is not None else None
    of = fell.by if fell else report.copy_of
    return of if of != report.article else None


def withdrawn(
    reports: Iterable[candidates.Report], out: Mapping[int, notices.Fallen], shown: Collection[str]
) -> list[dict[str, Any]]:
    """Return the reports that were taken back, as the desk and ``reveille why`` name them, without the notices.

    Only those found since the last edition, and those whose link it showed (``shown``): that calls for a correction.
    """
    return [
        {
            "article": r.article,
            "outlet": r.outlet,
            "headline": r.headline,
            "language": r.language,
            "url": r.link,
            "why": out[r.article].why,
            "told": r.link in shown,
        }
        for r in reports
        if r.article in out and out[r.article].by is None and out[r.article].why != notices.NOTICE
        if r.fresh or r.link in shown
    ]


def _version(report: candidates.Report) -> notices.Version:
    return notices.Version(
        report.article,
        report.outlet,
        report.headline,
        report.text,
        report.language,
        report.published.timestamp(),
        report.copy_of,
    )
