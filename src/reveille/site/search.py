"""Search the editions: a word finds the stories that have it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reveille.core import layout
from reveille.editions import searching

A_PAGE = 20
LONGEST = 200  # characters of a question
LAST_PAGE = 500


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the stories that have every word of ``q``, twenty on a page."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    number = _number(request.GET.get("page", "1"))
    found = searching.find(asked, first=(number - 1) * A_PAGE, most=A_PAGE)
    if number > 1 and not found.placements:
        raise Http404
    stories = [(placement, layout.item_from_json(placement.item)) for placement in found.placements]
    context = {
        "asked": asked,
        "total": found.total,
        "stories": stories,
        "number": number,
        "before": number - 1,
        "after": number + 1 if number * A_PAGE < found.total else None,
    }
    return render(request, "site/search.html", context)


def _number(told: str) -> int:
    if told.isascii() and told.isdecimal() and 0 < int(told[:5]) <= LAST_PAGE:
        return int(told)
    raise Http404
