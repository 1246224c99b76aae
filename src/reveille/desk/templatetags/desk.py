"""What the desk's templates ask for: the rooms above every page, and points as they are printed."""

from __future__ import annotations

from django import template
from django.http import HttpRequest
from django.urls import reverse

from reveille.desk import roles

register = template.Library()

# (name, address, who sees it there): the desk's rooms, in their order.
ROOMS = (
    ("Today", "desk", roles.Role.VIEWER),
    ("Sources", "sources", roles.Role.VIEWER),
    ("Deliveries", "deliveries", roles.Role.VIEWER),
    ("Subscribers", "subscribers", roles.Role.VIEWER),
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
def points(number: float) -> str:
    """Return points with a true minus sign: ``4.00``, ``−0.64``."""
    return f"{number:.2f}".replace("-", "−")
