"""Check a letter that lies in a file: against what this installation knows of itself, and what the letter says."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings

from reveille.core.lint import mailings, reading
from reveille.core.lint.findings import Context
from reveille.editions import letterhead, mailclients, proof
from reveille.editions.models import Newsletter
from reveille.mail import signing
from reveille.sources.models import Outlet


def context(raw: bytes, record_of: Callable[[str], str | None] | None = None) -> Context:
    """Return what a letter of unknown origin is held against; ``record_of`` asks the DNS, else only our own keys."""
    signers, letter = signing.signers(letterhead.domains()), reading.letter(raw)
    newsletter = _newsletter(letter)
    return Context(
        site=settings.SITE_URL,
        hosts=tuple(sorted(_hosts(letter))),
        outlets=tuple(host for hosts in Outlet.objects.values_list("hosts", flat=True) for host in hosts),
        plain_http=tuple(proof.plain_http()),
        record_of=record_of or (signing.records(signers).get if signers else None),
        signs=bool(signers),
        rehearsal=proof.rehearsal(),
        postal=letterhead.postal_address(newsletter) if newsletter else settings.POSTAL_ADDRESS,
        clients=mailclients.table(),
        today=settings.CLOCK().date(),
    )


def _newsletter(letter: reading.Letter) -> Newsletter | None:
    """The newsletter whose list the letter says it is of."""
    name = re.search(r"<([^<>@\s]+)>\s*$", letter.value("list-id"))
    slug, _, domain = name[1].partition(".") if name else ("", "", "")
    found = Newsletter.objects.filter(slug=slug).first() if slug else None
    return found if found and letterhead.domain(found) == domain.lower() else None


def _hosts(letter: reading.Letter) -> set[str]:
    """The installation's hosts, and those that the letter names as its list's."""
    ours = {settings.CONTACT_ADDRESS.rpartition("@")[2], *settings.BOUNCE_DOMAINS, letter.domain("from")}
    for name in ("list-unsubscribe", "list-archive", "list-help"):
        for way in mailings.uris(letter.value(name)) or ():
            ours.add(_host(way))
    return ours - {""}


def _host(way: str) -> str:
    try:
        return urlsplit(way).hostname or ""
    except ValueError:
        return ""
