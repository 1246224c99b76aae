"""What stands around the news of a newsletter's letters: its masthead, and the headers that all copies share."""

from __future__ import annotations

from django.conf import settings

from reveille.core import dmarc, lights, message
from reveille.editions import rendering
from reveille.editions.models import Edition, Newsletter


def masthead(newsletter: Newsletter) -> rendering.Masthead:
    """Return what stands around the page: who sends, from where, and whom to write to."""
    return rendering.Masthead(
        site=settings.SITE_URL,
        newsletter=newsletter.name,
        postal_address=postal_address(newsletter),
        corrections=settings.CONTACT_ADDRESS,
        outlets=settings.CONTACT_ADDRESS,
        light=lights.hex_of(newsletter.light),
    )


def sender(newsletter: Newsletter) -> str:
    """Return the address that the newsletter's letters come from."""
    return newsletter.sender_address or settings.SENDER_ADDRESS


def postal_address(newsletter: Newsletter) -> str:
    """Return the postal address at the end of the newsletter's letters and pages, or nothing."""
    return newsletter.postal_address or settings.POSTAL_ADDRESS


def domain(newsletter: Newsletter) -> str:
    """Return the domain that the newsletter's letters come from."""
    return sender(newsletter).rpartition("@")[2].lower()


def domains() -> list[str]:
    """Return the domains in whose name letters are sent, that of our own alarms first."""
    ours = str(settings.SENDER_ADDRESS).rpartition("@")[2].lower()
    return list(dict.fromkeys([ours, *map(domain, Newsletter.objects.living())]))


def bounce_domain(sender: str) -> str:
    """Return where letters from the domain ``sender`` come back: in its organisation if we can; or nothing."""
    return dmarc.nearest(sender, settings.BOUNCE_DOMAINS) or next(iter(settings.BOUNCE_DOMAINS), "")


def envelope(sender: str) -> str:
    """Return the domain by whose envelope letters from the domain ``sender`` leave: where they come back, or itself."""
    return bounce_domain(sender) or sender


def head(edition: Edition) -> message.Head:
    """Return what the headers of every copy of the edition share."""
    newsletter = edition.newsletter
    return message.Head(
        sender_name=newsletter.sender_name or newsletter.name,
        sender_address=sender(newsletter),
        subject=edition.subject,
        list_name=newsletter.name,
        list_id=f"{newsletter.slug}.{sender(newsletter).rpartition('@')[2]}",
        help_url=f"{settings.SITE_URL}/how/",
        archive_url=f"{settings.SITE_URL}/{newsletter.slug}/archive/",
        owner_address=settings.CONTACT_ADDRESS,
        reply_to=settings.CONTACT_ADDRESS,
        feedback=(str(edition.date), newsletter.slug, "edition", "reveille"),
    )
