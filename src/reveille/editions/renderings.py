"""An edition's letter in each reader's language: made once, of the page that was closed, and kept.

The newsletter's own language stands with the edition itself. Another is made at closing when its readers are known
then, else when its first reader has a letter due; a letter in which the linter finds a fault is not used, and its
readers get the newsletter's own.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime

from django.conf import settings

from reveille.core import layout, lint
from reveille.core.errors import MessageError
from reveille.core.lint.findings import Finding
from reveille.editions import languages, proof, provenance, rendering
from reveille.editions.models import Edition, Rendering

log = logging.getLogger(__name__)


def of(edition: Edition, language: str) -> rendering.Rendered:
    """Return a closed edition's letter in ``language``, or in the newsletter's own where that cannot be."""
    language = languages.fitting(language)
    if not language or language == edition.newsletter.language or not edition.made_with:
        return rendering.Rendered(edition.html, edition.text)
    kept = edition.renderings.filter(language=language).first() or _made(edition, language)
    return rendering.Rendered(kept.html, kept.text) if kept else rendering.Rendered(edition.html, edition.text)


def made(edition: Edition, language: str) -> rendering.Rendered:
    """Return what a closed edition's letter in ``language`` is by today's code. Stores nothing."""
    return rendering.render(layout.from_json(edition.page), provenance.masthead(edition.made_with), language)


def faults(edition: Edition, language: str, now: datetime) -> tuple[Finding, ...]:
    """Return the faults of the edition's letter in ``language``. Raises MessageError when none can be made."""
    return lint.fails(proof.of(edition, now, made(edition, language)).findings)


def keep(edition: Edition, language: str) -> Rendering:
    """Keep the edition's letter in ``language``; of two at once, one is kept."""
    rendered = made(edition, language)
    kept, _ = Rendering.objects.get_or_create(
        edition=edition,
        language=language,
        defaults={"html": rendered.html, "text": rendered.text, "digest": digest(rendered.html, rendered.text)},
    )
    return kept


def digest(html: str, text: str) -> str:
    """Return the SHA-256 of a letter's two parts."""
    return hashlib.sha256(html.encode() + b"\0" + text.encode()).hexdigest()


def _made(edition: Edition, language: str) -> Rendering | None:
    try:
        found = faults(edition, language, settings.CLOCK())
    except MessageError as error:
        log.error("%s is not sent in %s: %s", edition, language, error)
        return None
    if found:
        log.error("%s is not sent in %s: %s", edition, language, found[0])
        return None
    return keep(edition, language)
