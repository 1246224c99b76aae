"""Days and months in addresses."""

from datetime import date

from django.urls import converters, register_converter


class Day:
    """A date in an address: ``2026-11-24``, and no other spelling."""

    regex = r"[12]\d{3}-\d{2}-\d{2}"  # of years with days before and after them, as pages link to

    def to_python(self, value: str) -> date:
        """Return the date; ValueError when there is no such day (which makes the page not found)."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Return the date as it stands in an address."""
        return value.isoformat()


class Month:
    """A month in an address: ``2026-11``, and no other spelling; its first day in Python."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the month's first day; ValueError when there is no such month (which makes the page not found)."""
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        """Return the month of the date as it stands in an address."""
        return value.isoformat()[:7]


def register() -> None:
    """Let addresses hold ``<day:day>`` and ``<month:month>``."""
    for name, kind in (("day", Day), ("month", Month)):
        if name not in converters.get_converters():
            register_converter(kind, name)
