"""What is a sender's: the domain in whose name letters are sent, and the newest letter of each of its newsletters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from reveille.core import checkup, links, lint
from reveille.core.checkup import Line
from reveille.core.errors import MessageError
from reveille.core.lint.findings import Severity
from reveille.core.names import Lookup
from reveille.delivery.doctor.ways import Way
from reveille.editions import letterhead, proof
from reveille.editions.models import Edition, Newsletter

MAILBOXES = (
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "aol.com",
    "icloud.com",
)


def lines(domain: str, way: Way, now: datetime, lookup: Lookup) -> Iterator[Line]:
    """Look at a domain in whose name letters are sent, and at its letters."""
    yield from _name(domain, lookup)
    yield from way.vouched(domain, letterhead.envelope(domain), lookup)
    for newsletter in Newsletter.objects.living():
        if letterhead.domain(newsletter) == domain:
            yield from _letter(newsletter, way, now)


def _name(domain: str, lookup: Lookup) -> Iterator[Line]:
    """Judge whether letters can come from a domain, and answers go there."""
    if "." not in domain or links.is_this_machine(domain) or domain.replace(".", "").isdigit():
        yield checkup.wrong("sender", f"{domain} is no domain of yours", 'set sender_address = "paper@YOUR.DOMAIN"')
        return
    if domain in MAILBOXES:
        yield checkup.wrong("sender", f"{domain} lets nobody else send in its name", "send from a domain of your own")
    else:
        yield checkup.ok("sender", f"letters come from {domain}")
    yield checkup.mx_line("MX sender", domain, lookup)


def _letter(newsletter: Newsletter, way: Way, now: datetime) -> Iterator[Line]:
    """Judge the newest letter of a newsletter."""
    edition = Edition.objects.filter(newsletter=newsletter).exclude(html="").order_by("-date").first()
    if edition is None:
        none = f"{newsletter.slug} has no edition yet"
        yield checkup.unknown("letter", none, f"reveille day --dry-run --newsletter {newsletter.slug}")
        yield checkup.unknown("one click", none)
        return
    which = f"{newsletter.slug}/{edition.date}"
    try:
        found = proof.of(edition, now).findings
    except MessageError as error:
        yield checkup.wrong("letter", f"{which}: {error}", f"reveille lint {which}")
        return
    failing = lint.fails(found)
    if failing:
        yield checkup.wrong("letter", f"{which}: {failing[0]}", f"reveille lint {which}")
    else:
        yield checkup.ok("letter", f"{which} breaks no rule")
    faults = [one for one in found if one.id in ("H6", "H7", "H8") and one.severity != Severity.WARN]
    if faults:
        yield way.one_click(which, faults)
    else:
        yield checkup.ok("one click", f"{which} has a signed way out by one click")
