"""What is the installation's own, whoever writes from it: site, addresses, operator, sources, complaints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, Sum

from reveille.core import checkup, reputation
from reveille.core.checkup import Line
from reveille.core.names import Lookup
from reveille.delivery import watching
from reveille.delivery.models import Delivery, ProviderDay
from reveille.editions import letterhead
from reveille.editions.models import Newsletter
from reveille.sources.models import Feed, Outlet


def site_lines() -> Iterator[Line]:
    """Judge what stands in every letter: the site that its links lead to, and a postal address."""
    site = urlsplit(settings.SITE_URL)
    if site.scheme == "https":
        yield checkup.ok("site", settings.SITE_URL)
    else:
        yield checkup.wrong("site", f"{settings.SITE_URL} is not https", 'set site_url = "https://news.YOUR.DOMAIN"')
    without = [one.slug for one in Newsletter.objects.living() if not letterhead.postal_address(one)]
    if without:
        told = f"none for {', '.join(without)}, and laws ask for one"
        todo = f'set postal_address = "…", in one line, or: reveille newsletters set {without[0]} postal_address="…"'
        yield checkup.wrong("postal address", told, todo)
    else:
        yield checkup.ok("postal address", "stands in every letter")


def people_lines(lookup: Lookup) -> Iterator[Line]:
    """Judge who hears of a failure, of an answer, and of what comes back to a domain that no sender has."""
    if settings.OPERATOR_ADDRESS:
        yield checkup.ok("operator", "hears at once when something is wrong")
    else:
        yield checkup.wrong(
            "operator", "nobody hears of a failure", 'set operator_address = "you@YOUR.DOMAIN"', blocks=False
        )
    yield checkup.mx_line("MX replies", settings.CONTACT_ADDRESS.rpartition("@")[2].lower(), lookup)
    used = set(map(letterhead.envelope, letterhead.domains()))
    for domain in settings.BOUNCE_DOMAINS:
        if domain not in used:  # those that are used are looked at with their senders
            yield checkup.mx_line("MX bounces", domain, lookup, blocks=False)


def sources_line() -> Line:
    """Judge whether all that we gather from answers."""
    never = (
        Outlet.objects.filter(verified=None).exclude(feeds__answered_at__isnull=False).filter(opted_out=False).count()
    )
    failing = Feed.objects.filter(~Q(failure=""), retired=False).count()
    if never or failing:
        told = f"{never} outlets have never answered here, {failing} feeds fail"
        return checkup.wrong("sources", told, "reveille gather, then reveille sources", blocks=False)
    return checkup.ok("sources", "every outlet has answered")


def letters_line() -> Line:
    """Judge whether the letters of the editions on their way can be made at all."""
    waiting = watching.unmade(Delivery.objects.filter(edition__roll__complete_at=None))
    first = waiting.select_related("edition__newsletter").order_by("pk").first()
    if first is None:
        return checkup.ok("letters", "every letter on its way could be made")
    told = f"{watching.letters(waiting.count())} could not be made, {first.reason.partition(': ')[2]}"
    lint = f"reveille lint {first.edition.newsletter.slug}/{first.edition.date}"
    return checkup.wrong("letters", told, f"{lint}, and the log of reveille run", blocks=False)


def complaints_line(now: datetime) -> Line:
    """Judge the complaints of thirty days."""
    days = ProviderDay.objects.filter(day__gte=(now - timedelta(days=30)).date())
    sums = days.aggregate(sent=Sum("sent"), complaints=Sum("complaints"))
    sent, complaints = sums["sent"] or 0, sums["complaints"] or 0
    if not sent:
        return checkup.unknown("complaints", "nothing was sent in 30 days", "register at Google Postmaster Tools")
    verdict = reputation.judge(sent, complaints)
    if verdict.level == reputation.Level.FINE:
        return checkup.ok(
            "complaints", f"{verdict.reason}: those that reached us; Gmail tells only its Postmaster Tools"
        )
    return checkup.wrong("complaints", verdict.reason, "write to fewer, who want it", blocks=False)
