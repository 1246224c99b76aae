"""One day's edition, at its lasting address."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reveille.editions import acts, shown
from reveille.editions.models import Newsletter
from reveille.site import editions, paper


@require_safe
def edition(request: HttpRequest, newsletter: str, day: date) -> HttpResponse:
    """Show a closed edition."""
    issuer = get_object_or_404(Newsletter, slug=newsletter)
    closed = get_object_or_404(editions.closed(issuer).select_related("newsletter"), date=day)
    before, after = editions.neighbours(closed)
    told = acts.told_since(closed)
    page = shown.page(closed, told)
    context = {
        "newsletter": issuer,
        "sheet": paper.sheet(page),
        "page": page,
        "since": told,
        "before": before,
        "after": after,
    }
    return render(request, "site/edition.html", context)
