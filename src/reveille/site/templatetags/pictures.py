"""What a story's page says in words beside its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from reveille.core import cldr, coverage, layout
from reveille.editions import languages, telling, wording

register = template.Library()


@register.filter
def country_of(code: str) -> str:
    """Return the name of a country from its code."""
    return cldr.country(code, languages.spoken())


@register.filter
def countries_listed(names: Sequence[str]) -> str:
    """Return countries by their English names as a list in the language spoken now."""
    return wording.comma().join(map(telling.country, names))


@register.filter
def moment(stored: str) -> str:
    """Return an ISO 8601 instant as it is read: "24 Nov, 04:52 UTC"."""
    try:
        at = datetime.fromisoformat(stored).astimezone(UTC)
    except ValueError:
        return ""
    return f"{wording.dated(at, wording.SHORT_MOMENT)} UTC"


@register.filter
def curve_words(days: Sequence[coverage.DayOfReports]) -> str:
    """Return the curve in words: "3 on 18 November, none on 19 November, 9 on 20 November"."""
    return wording.comma().join(
        gettext("%(count)s on %(day)s")
        % {
            "count": wording.figure(one.families) if one.families else gettext("none"),
            "day": wording.day_and_month(one.day),
        }
        for one in days
    )


@register.filter
def tongue_of_quote(said: layout.Said) -> SafeString:
    """Return the ``dir`` of a quote that is read the other way than the page."""
    direction = wording.direction(said.text)
    return format_html(' dir="{}"', direction) if direction != languages.direction() else SafeString("")
