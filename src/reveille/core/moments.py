"""Which dates of articles can be true: everything from outside may carry one that cannot."""

from __future__ import annotations

from datetime import UTC, datetime

FIRST_YEAR = 1605  # the first newspaper's (Relation, Strasbourg)
LAST_YEAR = 2999


def believed(moment: datetime) -> datetime | None:
    """Return an article's date as an instant in UTC, or None for one of no newspaper's time.

    A date without a zone is taken as UTC. What is returned can be moved by years and stay in the calendar.
    """
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
