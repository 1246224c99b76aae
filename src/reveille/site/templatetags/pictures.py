"""What a story's page says in words beside its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reveille.core import coverage, layout, placing
from reveille.editions import wording

register = template.Library()
register.filter("country", placing.country_name)
register.filter("language", placing.language_name)


@register.filter
def moment(stored: str) -> str:
    """Return an ISO 8601 instant as it is read: "24 Nov, 04:52 UTC"."""
    try:
        at = datetime.fromisoformat(stored).astimezone(UTC)
    except ValueError:
        return ""
    return f"{at.day} {at:%b, %H:%M} UTC"


@register.filter
def curve_words(days: Sequence[coverage.DayOfReports]) -> str:
    """Return the curve in words: "3 on 18 November, none on 19 November, 9 on 20 November"."""
    return ", ".join(f"{one.families or 'none'} on {wording.day_and_month(one.day)}" for one in days)


@register.filter
def tongue_of_quote(said: layout.Said) -> SafeString:
    """Return the ``dir`` of a quote that is read from right to left."""
    return mark_safe(' dir="rtl"') if wording.direction(said.text) == "rtl" else format_html("")
