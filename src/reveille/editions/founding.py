"""Found a newsletter."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from reveille.core import schedule
from reveille.core.errors import NameTaken
from reveille.editions.models import Newsletter
from reveille.newsroom import profiles
from reveille.sources.models import Outlet

# First parts of addresses that the site, the desk and the API have for themselves.
RESERVED = frozenset(dict(settings.LANGUAGES)) | frozenset(
    """accounts api archive confirm corrections desk embed feed feeds how leave lost move outbox outlets page privacy
    proof provider robots search sitemap static subscribe subscribed you""".split()  # noqa: SIM905
)


def newsletter(
    slug: str,
    beat: str,
    *,
    name: str = "Reveille",
    tagline: str = "",
    home: str = "",
    closing_minute: int = 330,
    zone: str = "UTC",
    language: str = "",
) -> Newsletter:
    """Return the newsletter called ``slug``, founded now if there was none. Raises ProfileError, ScheduleError,
    and NameTaken for a name under which it could not be read."""
    if slug in RESERVED:
        raise NameTaken(slug, "the site has a page of its own there")
    profile = profiles.beat(beat)
    schedule.closing_at(date(2000, 1, 1), closing_minute, zone)  # a wrong hour or zone is told now
    letter, _ = Newsletter.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name,
            "tagline": tagline or profile.tagline,
            "beat": beat,
            "home_outlet": Outlet.objects.filter(slug=home).first(),
            "closing_minute": closing_minute,
            "zone": zone,
            "language": language or settings.SITE_LANGUAGE,
            "sender_name": name,
        },
    )
    return letter
