"""What search engines are told: where not to go, and the addresses of all editions and their stories."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reveille.editions import acts
from reveille.editions.models import Edition, Placement

MOST = 50_000  # addresses in a sitemap, by its protocol: https://www.sitemaps.org/protocol.html
# Not the pages whose address is a secret: they say themselves that they are not to be listed (site.middleware).
KEPT_OUT = ("/outbox/", "/desk/", "/search/", "/subscribed/", "/api/", "/provider/")


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Return robots.txt."""
    del request
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in KEPT_OUT),
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Return the sitemap: every closed edition and its stories, the latest first."""
    closed = (
        Edition.objects.filter(state=Edition.State.CLOSED).order_by("-date").values_list("newsletter__slug", "date")
    )
    stories = (
        Placement.objects.filter(edition__state=Edition.State.CLOSED)
        .exclude(pk__in=acts.taken_placements())
        .order_by("-edition__date", "position")
        .values_list("edition__newsletter__slug", "edition__date", "slug")
    )
    editions = list(closed[: MOST - 1])
    context = {"site": settings.SITE_URL, "editions": editions, "stories": stories[: MOST - 1 - len(editions)]}
    return render(request, "site/sitemap.xml", context, content_type="application/xml; charset=utf-8")
