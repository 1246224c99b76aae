"""What the page above all pages needs to know."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.template import Context

from reveille.editions.models import Newsletter
from reveille.site import editions

register = template.Library()


@register.simple_tag
def tongues() -> list[tuple[str, str]]:
    """Return the languages that the site speaks, each by its own name."""
    return list(settings.LANGUAGES)


@register.simple_tag(takes_context=True)
def masthead(context: Context) -> editions.Head:
    """Return whose paper a page belongs to: the page's own newsletter, else the default one."""
    newsletter = context.get("newsletter")
    return editions.head(newsletter if isinstance(newsletter, Newsletter) else editions.default_newsletter())
