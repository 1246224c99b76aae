"""The proof of an edition: the letter that a specimen subscriber would get, held against every assertion.

The specimen's values are as long and as odd as a real subscriber's, and its number is none, so that nothing that is
sent to its addresses means anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from reveille.core import dkim, layout, links, lint, message, verp
from reveille.core.lint.findings import Context, Finding
from reveille.core.personal import Personal
from reveille.editions import letterhead, mailclients, rendering
from reveille.editions.models import Edition
from reveille.mail import signing
from reveille.sources.models import Outlet

SPECIMEN = "specimen.reader@reader.example"
TOKEN = "Sp3c1men-0f-a-t0ken_as-L0ng-as-the-real-0nes"  # noqa: S105 - it opens nothing
WHY = "You signed up and confirmed on 3 March 2026. It comes at 06:30 (Europe/Vienna), every day."
LOOKED_BACK = 30  # editions whose preheader must not come again


@dataclass(frozen=True)
class Proof:
    """A specimen's letter and what was found in it."""

    letter: bytes
    findings: tuple[Finding, ...]


def of(edition: Edition, now: datetime, rendered: rendering.Rendered | None = None) -> Proof:
    """Return the proof of a rendered edition. Raises MessageError when no letter can be made of it.

    ``rendered`` is its letter in another language than the newsletter's own.
    """
    letter = specimen(edition, now, rendered)
    return Proof(letter, lint.check(letter, context(edition, now)))


def specimen(edition: Edition, now: datetime, rendered: rendering.Rendered | None = None) -> bytes:
    """Return the letter as a subscriber would get it, signed where this installation signs."""
    head = letterhead.head(edition)
    text, html = (rendered.text, rendered.html) if rendered else (edition.text, edition.html)
    letter = message.fill(message.template(head, text, html), _personal(edition, now))
    return dkim.signed(letter, _signers(edition), now)


def context(edition: Edition, now: datetime) -> Context:
    """Return what the edition's letters are held against."""
    sender = letterhead.sender(edition.newsletter)
    domain = letterhead.domain(edition.newsletter)
    bounces = letterhead.bounce_domain(domain)
    page = rendering.harmless(layout.from_json(edition.page))
    secret = settings.SECRET_KEY.encode()
    earlier = Edition.objects.filter(newsletter=edition.newsletter, date__lt=edition.date).exclude(preheader="")
    signers = _signers(edition)
    return Context(
        site=settings.SITE_URL,
        hosts=tuple({domain, settings.CONTACT_ADDRESS.rpartition("@")[2], bounces} - {""}),
        outlets=tuple(_hosts(page)),
        plain_http=tuple(plain_http()),
        record_of=signing.records(signers).get if signers else None,
        signs=bool(signers),
        rehearsal=rehearsal(),
        envelope="" if settings.PROVIDER else verp.sender(secret, bounces, 0) if bounces else sender,
        sent_at=now,
        message_id=_personal(edition, now).message_id,
        postal=letterhead.masthead(edition.newsletter).postal_address,
        why=WHY,
        manage=f"{settings.SITE_URL}/you/{TOKEN}/",
        headlines=tuple(item.headline for item in page.items),
        earlier_preheaders=tuple(earlier.order_by("-date").values_list("preheader", flat=True)[:LOOKED_BACK]),
        clients=mailclients.table(),
        today=now.date(),
    )


def rehearsal() -> bool:
    """Return whether letters stay on this machine: no provider, and no relay, or the site and every relay are on it."""
    if settings.PROVIDER:
        return False
    relays = (settings.RELAY, *settings.OTHER_RELAYS) if settings.RELAY else ()
    return not relays or (
        links.is_this_machine(urlsplit(settings.SITE_URL).hostname) and all(one.is_this_machine for one in relays)
    )


def _personal(edition: Edition, now: datetime) -> Personal:
    secret, domain = settings.SECRET_KEY.encode(), letterhead.domain(edition.newsletter)
    bounces = letterhead.bounce_domain(domain)
    leave = verp.leave_address(secret, bounces, 0) if bounces else ""
    return Personal(
        to=SPECIMEN,
        leave=f"{settings.SITE_URL}/leave/{TOKEN}/",
        you=f"{settings.SITE_URL}/you/{TOKEN}/",
        why=WHY,
        message_id=message.message_id(secret, domain, "edition", str(edition.pk), "specimen"),
        date=now,
        leave_by_mail=f"mailto:{leave}" if leave else "",
    )


def _signers(edition: Edition) -> tuple[dkim.Signer, ...]:
    return signing.signers_of(letterhead.domain(edition.newsletter))


def _hosts(page: layout.Page) -> Iterable[str]:
    """Yield where links of outlets may lead: their records' hosts, and whatever one without hosts was found with."""
    known = dict(Outlet.objects.values_list("name", "hosts"))
    for hosts in known.values():
        yield from hosts
    for item in page.items:
        if not known.get(item.outlet):
            yield links.host(item.url)


def plain_http() -> Iterable[str]:
    """Yield the hosts of outlets whose own home is http: they offer nothing better."""
    for home in Outlet.objects.filter(home__startswith="http://").values_list("home", flat=True):
        yield links.host(home).removeprefix("www.")
