"""What is asked of the relays that our letters leave by: do they take them, and by which names are we known."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from reveille.core import checkup, spf
from reveille.core.checkup import Line
from reveille.core.lint.body import CLIPPED
from reveille.core.lint.findings import Finding
from reveille.core.names import Lookup
from reveille.mail import greeting, signing
from reveille.mail.relay import Relay
from reveille.subscribers.models import Subscription

RENEW = timedelta(days=14)  # before a certificate ends
ASCII = r"^[ -~]*$"


@dataclass(frozen=True)
class Relays:
    """The relays that our letters leave by, as a ``Way``; none, and they stay here."""

    relays: tuple[Relay, ...]

    @property
    def name(self) -> str:
        """Where they are."""
        return ", ".join(relay.where for relay in self.relays)

    def taken(self, now: datetime, lookup: Lookup) -> Iterator[Line]:
        """Judge the line to each relay, what it takes, and by which names it knows us and the world knows it."""
        greetings = [(relay, greeting.greet(relay, settings.EHLO_NAME)) for relay in self.relays]
        if not greetings:
            yield checkup.unknown("TLS", "no relay: letters stay in the outbox folder", 'set relay_host = "…"')
        for relay, told in greetings:
            yield _line(relay, told, now)
            if not told.failed:
                yield _offers(relay, told)
        addresses = self._addresses()
        for relay, told in greetings:
            if not told.failed:
                seen = _seen(told, addresses)
                yield checkup.ehlo_line(settings.EHLO_NAME, seen, lookup, blocks=not relay.is_this_machine)
        called = next((told.called for relay, told in greetings if _sends_itself(relay, addresses, lookup)), "")
        yield from checkup.ptr_lines(addresses, called, lookup)

    def returns(self) -> Iterator[Line]:
        """Say that nobody counts what comes back, where that is so."""
        if not settings.BOUNCE_DOMAINS:
            todo = 'set bounce_domain = "bounces.YOUR.DOMAIN" and where they arrive (docs/settings.md)'
            yield checkup.wrong("MX bounces", "nobody counts what comes back", todo, blocks=False)

    def envelope(self, domain: str, lookup: Lookup) -> Iterator[Line]:
        """Judge a domain to which letters come back, and by which SPF judges them."""
        yield checkup.spf_line(domain, self._addresses(), self.relays[0].host if self.relays else "", lookup)
        if domain in settings.BOUNCE_DOMAINS:
            yield checkup.mx_line("MX bounces", domain, lookup)

    def vouched(self, domain: str, envelope: str, lookup: Lookup) -> Iterator[Line]:
        """Judge what vouches for a sender's letters: our signatures, and its envelope."""
        signers = signing.signers_of(domain)
        signs = next((one.domain for one in signers), "")
        yield from checkup.dmarc_lines(domain, signs, envelope, settings.CONTACT_ADDRESS, lookup)
        yield from checkup.dkim_lines(signing.records(signers), lookup)

    def one_click(self, which: str, faults: Sequence[Finding]) -> Line:
        """Judge a letter's way out in which something was found."""
        return checkup.wrong("one click", f"{which}: {faults[0]}", faults[0].todo)

    def _addresses(self) -> list[spf.Address]:
        """The addresses that letters leave from: those told, or the relays', when they are public addresses.

        A relay's name says where it takes letters, not whence it sends them.
        """
        if settings.SENDING_ADDRESSES:
            return list(settings.SENDING_ADDRESSES)
        try:
            addresses = [ipaddress.ip_address(relay.host.strip("[]")) for relay in self.relays]
        except ValueError:
            return []
        return addresses if all(one.is_global for one in addresses) else []


def _line(relay: Relay, told: greeting.Greeting, now: datetime) -> Line:
    """Judge the line to a relay."""
    where = relay.where
    if told.failed:
        return checkup.wrong("TLS", f"{where}: {told.failed}", "see relay_host, relay_port, relay_tls, relay_user")
    if not told.version:
        if relay.is_this_machine:
            return checkup.ok("TLS", f"{where} answers on this machine, without TLS")
        return checkup.wrong("TLS", f"{where} answers without TLS", 'set relay_tls = "starttls"')
    if told.version in greeting.NOT_SECURE:
        return checkup.wrong("TLS", f"{where} speaks {told.version}", "its operator has to offer TLS 1.2")
    if relay.tls == "opportunistic" and not relay.is_this_machine:
        unchecked = f"{where} speaks {told.version}, and nobody checks that it is the one"
        return checkup.wrong("TLS", unchecked, 'set relay_tls = "starttls"', blocks=False)
    if told.until is not None and told.until - now < RENEW:
        ends = f"the certificate of {where} ends on {told.until:%-d %B %Y}"
        return checkup.wrong("TLS", ends, "renew it", blocks=False)
    signed_in = ", and lets us sign in" if told.signed_in else ""
    return checkup.ok("TLS", f"{where} speaks {told.version} with a certificate that holds{signed_in}")


def _offers(relay: Relay, told: greeting.Greeting) -> Line:
    """Judge what a relay takes: letters of our size, addresses of all scripts, many commands at once."""
    if told.most and told.most < CLIPPED:
        small = f"{relay.where} takes no letter over {told.most:,} octets, and ours may have {CLIPPED:,}"
        return checkup.wrong("relay", small, "its operator has to raise the limit (SIZE)")
    beyond = Subscription.objects.filter(state="confirmed").exclude(subscriber__address__regex=ASCII).count()
    if beyond and "smtputf8" not in told.offers:
        lost = f"{relay.where} does not offer SMTPUTF8, and {beyond} of our readers have such an address"
        return checkup.wrong("relay", lost, "its operator has to offer it, or add another relay", blocks=False)
    if "pipelining" not in told.offers:
        slow = f"{relay.where} does not offer PIPELINING: every letter waits for four answers"
        return checkup.wrong("relay", slow, "nothing breaks; another relay would be faster", blocks=False)
    most = f"letters of up to {told.most:,} octets" if told.most else "letters of any size"
    known = [name.upper() for name in ("pipelining", "chunking", "smtputf8") if name in told.offers]
    return checkup.ok("relay", f"{relay.where} takes {most}; {', '.join(known)}")


def _seen(told: greeting.Greeting, ours: Sequence[spf.Address]) -> spf.Address | None:
    """Return the public address that a relay sees us at; a private one is another by the time it is there."""
    address = ipaddress.ip_address(told.seen) if told.seen else None
    return address if address and (address.is_global or address in ours) else None


def _sends_itself(relay: Relay, addresses: Sequence[spf.Address], lookup: Lookup) -> bool:
    """Return whether letters leave from where the relay takes them: then it greets the world as it greets us."""
    if relay.is_this_machine:
        return True
    host, known = relay.host.strip("[]"), set(map(str, addresses))
    return host in known or any(known.intersection(lookup(host, kind).records) for kind in ("A", "AAAA"))
