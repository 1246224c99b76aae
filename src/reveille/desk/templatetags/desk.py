"""What the desk's templates ask for: the rooms above every page, and points as they are printed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

from reveille.core.languages import direction
from reveille.core.tongues import SPOKEN
from reveille.desk import roles, telling
from reveille.editions import languages, wording
from reveille.newsroom.models import Article

LEFT_TO_RIGHT = "\u200e"  # as Unicode CLDR writes it before a minus sign in Arabic

register = template.Library()
register.filter("retold", telling.retold)

# (name, address, who sees it there): the desk's rooms, in their order.
ROOMS = (
    (gettext_noop("Today"), "desk", roles.Role.VIEWER),
    (gettext_noop("Sources"), "sources", roles.Role.VIEWER),
    (gettext_noop("Deliveries"), "deliveries", roles.Role.VIEWER),
    (gettext_noop("Subscribers"), "subscribers", roles.Role.VIEWER),
    (gettext_noop("Newsletters"), "newsletters", roles.Role.VIEWER),
    (gettext_noop("Log"), "log", roles.Role.VIEWER),
    (gettext_noop("Accounts"), "accounts", roles.Role.OWNER),
)


@register.filter
def rooms(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Return the keys, names and addresses of the rooms that the request's account may see."""
    mine = roles.of(request.user)
    return [(name, gettext(name), reverse(address)) for name, address, see in ROOMS if mine >= see]


@register.filter
def role(request: HttpRequest) -> str:
    """Return the role of the request's account, in a word."""
    return telling.retold(roles.of(request.user).name.lower())


@register.filter
def spoken(told: dict[str, Any] | Article) -> SafeString:
    """Return the ``lang`` and ``dir`` attributes of a weighed story's headline, or an article's."""
    language = told.language if isinstance(told, Article) else told.get("language", "")
    said = language or languages.ENGLISH
    attributes = format_html(' lang="{}"', said) if said != languages.spoken() else SafeString("")
    way = direction(said)
    return attributes if way == languages.direction() else attributes + format_html(' dir="{}"', way)


@register.filter
def points(number: float) -> str:
    """Return points with a true minus sign, which stands before them in any language: ``4.00``, ``−0.64``."""
    minus = "−" if languages.direction() == "ltr" else LEFT_TO_RIGHT + "−"
    return str(formats.number_format(number, 2)).replace("-", minus)


@register.filter(expects_localtime=True)
def when(moment: date | datetime | None, how: str) -> str:
    """Return a day or a moment, in one of the forms of ``telling.DAYS``."""
    return wording.dated(moment, how) if moment else ""


@register.filter
def calendar(moment: str | date | None) -> str:
    """Return the day of a moment that an export tells in ISO 8601: ``24 November 2026``."""
    return wording.dated(date.fromisoformat(str(moment)[:10]), "j F Y") if moment else ""


@register.simple_tag
def tongues() -> tuple[tuple[str, str], ...]:
    """Return the languages that the desk speaks, each by its own name."""
    return tuple(SPOKEN.items())
