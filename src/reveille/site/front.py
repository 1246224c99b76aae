"""The front page: the offer, this morning's edition, and the way to the past ones."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from reveille.core import placing
from reveille.editions import shown
from reveille.editions.models import Newsletter
from reveille.site import calendars, editions, offer, paper

PAST_SHOWN = 5


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the front page: that of the first newsletter."""
    return _front(request, editions.default_newsletter())


@require_safe
def own(request: HttpRequest, newsletter: str) -> HttpResponse:
    """Show a newsletter's own front page."""
    return _front(request, get_object_or_404(Newsletter, slug=newsletter))


def _front(request: HttpRequest, newsletter: Newsletter | None) -> HttpResponse:
    latest = editions.closed(newsletter).first() if newsletter else None
    page = shown.page(latest) if latest else None
    past = editions.past(editions.closed(newsletter)[: PAST_SHOWN + 1]) if newsletter else []
    month = latest.date if latest else settings.CLOCK().date()
    days = (
        editions.closed(newsletter)
        .filter(date__year=month.year, date__month=month.month)
        .values_list("date", flat=True)
        if newsletter
        else ()
    )
    context = {
        "newsletter": newsletter,
        "others": Newsletter.objects.living().exclude(pk=newsletter.pk) if newsletter else (),
        "offer": offer.offer(newsletter),
        "sheet": paper.sheet(page) if page else None,
        "past": past[1:],
        "calendar": calendars.month(month.year, month.month, frozenset(days)),
        "latest": latest.date if latest else None,
        "most": placing.MOST_STORIES,
    }
    return render(request, "site/front.html", context)
