"""What the desk's templates ask for: the rooms above every page, and points as they are printed."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reveille.core import text as texts
from reveille.desk import roles
from reveille.newsroom.models import Article

register = template.Library()

# (name, address, who sees it there): the desk's rooms, in their order.
ROOMS = (
    ("Today", "desk", roles.Role.VIEWER),
    ("Sources", "sources", roles.Role.VIEWER),
    ("Deliveries", "deliveries", roles.Role.VIEWER),
    ("Subscribers", "subscribers", roles.Role.VIEWER),
    ("Newsletters", "newsletters", roles.Role.VIEWER),
    ("Log", "log", roles.Role.VIEWER),
    ("Accounts", "accounts", roles.Role.OWNER),
)


@register.filter
def rooms(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the names and addresses of the rooms that the request's account may see."""
    mine = roles.of(request.user)
    return [(name, reverse(address)) for name, address, see in ROOMS if mine >= see]


@register.filter
def role(request: HttpRequest) -> str:
    """Return the role of the request's account, in a word."""
    return roles.of(request.user).name.lower()


@register.filter
def spoken(told: dict[str, Any] | Article) -> SafeString:
    """Return the ``lang`` and ``dir`` attributes of a weighed story's headline, or an article's."""
    language = told.language if isinstance(told, Article) else told.get("language", "")
    attributes = format_html(' lang="{}"', language) if language and language != "en" else SafeString("")
    return attributes + mark_safe(' dir="rtl"') if texts.direction(language) == "rtl" else attributes


@register.filter
def points(number: float) -> str:
    """Return points with a true minus sign: ``4.00``, ``−0.64``."""
    return f"{number:.2f}".replace("-", "−")
