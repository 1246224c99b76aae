"""What stands around the news of a newsletter's letters: its masthead, and the headers that all copies share."""

from __future__ import annotations

from django.conf import settings

from reveille.core import lights, message
from reveille.editions import rendering
from reveille.editions.models import Edition, Newsletter


def masthead(newsletter: Newsletter) -> rendering.Masthead:
    """Return what stands around the page: who sends, from where, and whom to write to."""
    return rendering.Masthead(
        site=settings.SITE_URL,
        newsletter=newsletter.name,
        postal_address=newsletter.postal_address or settings.POSTAL_ADDRESS,
        corrections=settings.CONTACT_ADDRESS,
        outlets=settings.CONTACT_ADDRESS,
        light=lights.hex_of(newsletter.light),
    )


def sender(newsletter: Newsletter) -> str:
    """Return the address that the newsletter's letters come from."""
    return newsletter.sender_address or settings.SENDER_ADDRESS


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
