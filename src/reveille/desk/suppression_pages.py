"""The page of the suppression list: whom we must not write to, since when and why, and what was lifted.

Addresses are known by keyed hashes only; one is asked for by POST, at a person's record, which also lifts.
"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reveille.desk import audience
from reveille.desk.roles import Role, needs
from reveille.subscribers import suppression
from reveille.subscribers.models import Lifting, Suppression

A_PAGE = 100


@needs(Role.EDITOR)
def list_(request: HttpRequest) -> HttpResponse:
    """Show the list, the latest first; of one reason where one is asked for."""
    counts = audience.suppressed()
    reason = request.GET.get("reason", "")
    rows = Suppression.objects.order_by("-at", "-id")
    if reason in suppression.Reason.values:
        rows = rows.filter(reason=reason)
    context = {
        "here": "Subscribers",
        "counts": counts,
        "all": sum(count for _, count in counts),
        "reason": reason,
        "rows": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "operators": suppression.OPERATORS,
        "liftings": Lifting.objects.order_by("-at", "-id")[:A_PAGE],
    }
    return render(request, "desk/suppressed.html", context)
