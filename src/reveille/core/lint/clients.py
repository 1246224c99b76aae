"""B14: what each mail program makes of a letter, by what caniemail.com tested, weighed by who reads with it.

Support that is not known never counts as support. A program is *whole* when all that the letter uses is there,
*plainer* when only looks are lost, *broken* when something is lost that bears load.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reveille.core.lint.features import Use
from reveille.core.lint.findings import Finding, Severity
from reveille.core.lint.support import Table

OLD_AFTER_DAYS = 180
ENOUGH_READERS = 1.0  # in a hundred


@dataclass(frozen=True)
class Verdict:
    """What one program makes of a letter: the features it does not have, has in part, or nobody tested."""

    client: str
    share: float
    broken: tuple[str, ...]
    plainer: tuple[str, ...]
    partly: tuple[str, ...]
    unknown: tuple[str, ...]
    known: int  # how many of the features used were tested there

    @property
    def word(self) -> str:
        """Return the verdict in a word; what nobody tested is never called whole."""
        if self.broken:
            return "broken"
        if len(self.unknown) > self.known:
            return "not known"
        return "plainer" if self.plainer or self.partly or self.unknown else "whole"


def verdicts(used: Mapping[str, Use], table: Table) -> tuple[Verdict, ...]:
    """Return what every program makes of a letter, those of most readers first."""
    found = [_verdict(client, used, table) for client in table.names]
    return tuple(sorted(found, key=lambda one: (-one.share, table.names[one.client])))


def _verdict(client: str, used: Mapping[str, Use], table: Table) -> Verdict:
    by: dict[str, list[str]] = {"broken": [], "plainer": [], "partly": [], "not known": []}
    for slug, use in used.items():
        feature = table.features.get(slug)
        support = feature.support.get(client, "not known") if feature else "not known"
        if support == "no":
            by["broken" if use.bearing else "plainer"].append(slug)
        elif support != "yes":
            by[support].append(slug)
    lost, looks, partly, unknown = (tuple(slugs) for slugs in by.values())
    return Verdict(client, table.shares.get(client, 0.0), lost, looks, partly, unknown, len(used) - len(unknown))


def check(used: Mapping[str, Use], table: Table, today: date) -> tuple[Finding, ...]:
    """Return what B14 finds: what bears load and is lost to enough readers, and data that has grown old."""
    found = []
    for slug, use in used.items():
        feature = table.features.get(slug)
        if not use.bearing or feature is None:
            continue
        losing = {
            client: share
            for client, share in table.shares.items()
            if share >= ENOUGH_READERS and feature.support.get(client) == "no"
        }
        if losing:
            names = ", ".join(table.names.get(client, client) for client in losing)
            what = f"{feature.title}: not in {names} ({sum(losing.values()):.0f} % of readers)"
            found.append(Finding("B14", Severity.WARN, use.where, what, "give it another way, or take it out"))
    for one in verdicts(used, table):
        untested = [slug for slug in one.unknown if used[slug].bearing]
        if untested and one.share >= ENOUGH_READERS:
            what = f"nobody tested {len(untested)} of what the letter needs there"
            found.append(Finding("B14", Severity.REMARK, table.names[one.client], what, "look at the letter there"))
    age = (today - table.date).days
    if age > OLD_AFTER_DAYS:
        found.append(
            Finding(
                "B14", Severity.WARN, "caniemail", f"the data is of {table.date}, {age} days old",
                "put a newer caniemail.json into the installation's mailclients folder (tools/caniemail.py)",
            )
        )  # fmt: skip
    return tuple(found)
