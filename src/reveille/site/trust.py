"""Pages of trust: what is kept of readers, what was wrong, and what an outlet may ask of us."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reveille.core import sayings
from reveille.delivery import bounces, journal
from reveille.editions import acts, languages, wording
from reveille.editions.models import Act
from reveille.site import editions
from reveille.sources.models import Outlet
from reveille.subscribers import journal as leavings
from reveille.subscribers import limits, signup

SHOWN, FED = 200, 20


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, for how long, by whom, and how to see or end it; the figures are the code's own."""
    context = {
        "newsletter": editions.default_newsletter(),
        "unconfirmed": signup.HOLDS.days,
        "tallies": limits.KEPT.days,
        "heard": bounces.KEPT.days,
        "journal": journal.KEPT.days,
        "leavings": leavings.KEPT.days,
        "proof_of_work": settings.PROOF_OF_WORK,
        "provider": settings.PROVIDER is not None,
    }
    return render(request, "site/privacy.html", context)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Show every correction and takedown with its day, the latest first."""
    context = {"newsletter": editions.default_newsletter(), "told": acts.all_told_since()[:SHOWN]}
    return render(request, "site/corrections.html", context)


@require_safe
@cache_control(public=True, max_age=900)
def corrections_feed(request: HttpRequest) -> HttpResponse:
    """Return the latest corrections and takedowns as an Atom feed."""
    del request
    newsletter = editions.default_newsletter()
    home = f"{settings.SITE_URL}{reverse('corrections')}"
    with languages.speaking(newsletter.language if newsletter else settings.SITE_LANGUAGE):
        feed = Atom1Feed(
            title=wording.corrections_of(newsletter.name if newsletter else "Reveille"),
            link=home,
            description="",
            language=languages.spoken(),
            feed_url=f"{settings.SITE_URL}{reverse('corrections-feed')}",
        )
        for act in acts.all_told_since()[:FED]:
            page = reverse("edition", args=[act.edition.newsletter.slug, act.edition.date])
            feed.add_item(
                title=_title(act),
                link=f"{settings.SITE_URL}{page}",
                description=act.value.get("text", ""),
                unique_id=f"{settings.SITE_URL}{page}#{act.pk}",
                pubdate=act.at,
                updateddate=act.at,
            )
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)


def _title(act: Act) -> str:
    return f"{act.edition.newsletter.name}, {wording.long_date(act.edition.date)}"


@require_safe
def outlets(request: HttpRequest) -> HttpResponse:
    """Say what we show of an outlet, what its own rule may change, and how to ask; name those with a rule."""
    usual = Outlet._meta.get_field("max_sentences").default, Outlet._meta.get_field("max_words").default
    ruled = Outlet.objects.filter(opted_out=False).exclude(max_sentences=usual[0], max_words=usual[1])
    context = {
        "newsletter": editions.default_newsletter(),
        "sentences": usual[0],
        "words": usual[1],
        "quote_words": sayings.QUOTE_WORDS,
        "text_days": settings.TEXT_DAYS,
        "user_agent": settings.USER_AGENT,
        "ruled": ruled.order_by("name"),
        "opted_out": Outlet.objects.filter(opted_out=True).count(),
    }
    return render(request, "site/outlets.html", context)
