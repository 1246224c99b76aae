"""Days in addresses."""

from datetime import date

from django.urls import converters, register_converter


class Day:
    """A date in an address: ``2026-11-24``, and no other spelling."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Return the date; ValueError when there is no such day (which makes the page not found)."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Return the date as it stands in an address."""
        return value.isoformat()


def register() -> None:
    """Let addresses hold ``<day:day>``."""
    if "day" not in converters.get_converters():
        register_converter(Day, "day")
