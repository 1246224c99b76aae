"""How a story was covered: day by day, by which publisher families, from which countries.

Reports are what an edition stored of a story. A copy counts under whose text it is, and a family once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MOST_DAYS = 14  # of a curve and a timeline


@dataclass(frozen=True)
class Report:
    """One outlet's article, as an edition stored it. ``country`` is a name, "" for a wire; ``copy_of``: whose text."""

    outlet: str
    family: str
    country: str
    headline: str
    url: str
    language: str
    direction: str
    published: datetime | None
    copy_of: str
    paywall: bool
    fresh: bool
    edition: date  # the first edition that counted it


@dataclass(frozen=True)
class Family:
    """A publisher family with its reports in its own words, its titles, and who carried its text."""

    name: str
    country: str
    reports: tuple[Report, ...]
    copies: tuple[Report, ...]

    @property
    def language(self) -> str:
        """Return the language that it writes in."""
        return self.reports[0].language

    @property
    def titles(self) -> tuple[str, ...]:
        """Return its outlets by name, each once; none where the only one bears the family's name."""
        titles = tuple(dict.fromkeys(report.outlet for report in self.reports))
        return () if titles == (self.name,) else titles


@dataclass(frozen=True)
class DayOfReports:
    """A local day, how many families reported in words of their own, and the first report of that day."""

    day: date
    families: int
    first: Report | None


@dataclass(frozen=True)
class Countries:
    """From where a story is reported: for the first time in this edition, and before."""

    new: tuple[str, ...]
    before: tuple[str, ...]


def read(row: Mapping[str, object], edition: date) -> Report:
    """Return a stored report; what is missing or no date is empty."""
    return Report(
        outlet=str(row.get("outlet") or ""),
        family=str(row.get("family") or row.get("outlet") or ""),
        country=str(row.get("country") or ""),
        headline=str(row.get("headline") or ""),
        url=str(row.get("url") or ""),
        language=str(row.get("language") or ""),
        direction=str(row.get("direction") or "ltr"),
        published=_instant(row.get("published")),
        copy_of=str(row.get("copy_of_outlet") or ""),
        paywall=bool(row.get("paywall")),
        fresh=bool(row.get("fresh")),
        edition=edition,
    )


def together(editions: Iterable[Sequence[Report]]) -> tuple[Report, ...]:
    """Return the reports that several editions stored, the earliest edition first: each link once, as it was then."""
    found: dict[str, Report] = {}
    for reports in editions:
        for report in reports:
            found.setdefault(report.url, report)
    return tuple(found.values())


def families(reports: Iterable[Report]) -> tuple[Family, ...]:
    """Return the families that reported, those with most reports first; a copy stands under its origin's family.

    A copy whose origin is not among the reports is its own outlet's report of somebody's text.
    """
    reports = tuple(reports)
    owner = {report.outlet: report.family for report in reports if not report.copy_of}
    own: defaultdict[str, list[Report]] = defaultdict(list)
    carried: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if report.copy_of in owner:
            carried[owner[report.copy_of]].append(report)
        else:
            own[report.family].append(report)
    rows = [
        Family(_name(name, told), next((r.country for r in told if r.country), ""), tuple(told), tuple(carried[name]))
        for name, told in own.items()
    ]
    return tuple(sorted(rows, key=lambda one: (-len(one.reports), -len(one.copies), one.name)))


def days(reports: Iterable[Report], zone: str, last: date) -> tuple[DayOfReports, ...]:
    """Return each local day from the first report to ``last``, at most MOST_DAYS, the earliest first.

    A last day that has no report yet has only begun, and is left out.
    """
    there = ZoneInfo(zone)
    by_day: defaultdict[date, list[Report]] = defaultdict(list)
    for report in reports:
        if report.published and not report.copy_of:
            by_day[min(last, report.published.astimezone(there).date())].append(report)
    if not by_day:
        return ()
    last = last if last in by_day else last - timedelta(days=1)
    first = max(min(by_day), last - timedelta(days=MOST_DAYS - 1))
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(
        DayOfReports(
            day,
            len({report.family for report in by_day[day]}),
            min(by_day[day], key=_moment, default=None),
        )
        for day in span
    )


def countries(reports: Iterable[Report], edition: date) -> Countries:
    """Return the countries of the reports in their own words, by name."""
    own = [report for report in reports if report.country and not report.copy_of]
    before = {report.country for report in own if report.edition < edition}
    return Countries(tuple(sorted({report.country for report in own} - before)), tuple(sorted(before)))


def _name(family: str, reports: Sequence[Report]) -> str:
    """The family's name; a key of the directory is no name, and its only outlet's stands for it."""
    outlets = {report.outlet for report in reports}
    return next(iter(outlets)) if len(outlets) == 1 else family.replace("-", " ").title() if "-" in family else family


def _moment(report: Report) -> tuple[float, str]:
    return (report.published.timestamp() if report.published else 0.0, report.url)


def _instant(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
