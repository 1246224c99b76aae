"""The doctor: is this installation fit to send real mail, and if not, what to type.

Each line is ok, wrong or "cannot tell", and none is ok because nobody could say otherwise. The first real letters of a
sender wait until nothing that blocks is wrong, or an operator says to go ahead; a yes is remembered, and asked for
anew when the sender's domain or the relay changes.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, Sum

from reveille.core import checkup, lint, reputation, spf
from reveille.core.checkup import Line, State
from reveille.core.errors import MessageError
from reveille.core.lint.body import CLIPPED
from reveille.core.lint.findings import Severity
from reveille.core.names import Lookup
from reveille.delivery import machine, resolving
from reveille.delivery.models import Examined, ProviderDay
from reveille.editions import letterhead, proof
from reveille.editions.models import Edition, Newsletter
from reveille.mail import alarm, greeting, signing
from reveille.mail.relay import Relay
from reveille.sources.models import Feed, Outlet
from reveille.subscribers.models import Subscription

RENEW = timedelta(days=14)  # before a certificate ends
AGAIN = timedelta(minutes=10)  # between two examinations while the first letters wait
CAUSE = "doctor"
ASCII = r"^[ -~]*$"
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


def examine(now: datetime, lookup: Lookup | None = None) -> list[Line]:
    """Return everything that was looked at, in the order in which an operator sets it up."""
    lookup = lookup or resolving.patient()
    lines = [
        *_site(), *_people(lookup), *_lines(now), *_names(lookup), *_letter(now), machine.clock_line(),
        machine.disk_line(), _sources(), _complaints(now),
    ]  # fmt: skip
    return list(dict.fromkeys(lines))  # newsletters share an envelope, and it is said once


def before_first_send(now: datetime, lookup: Lookup | None = None) -> list[Line]:
    """Return what keeps the first real letters back; nothing once they may leave, or when none leaves this machine.

    While they wait it is looked again every ten minutes; the operator hears once what is wrong. A newsletter that
    begins to write from a domain of its own is a new sender, and its faults are told; they hold nobody else's letters
    back, so that a yes to one sender stays a yes.
    """
    if proof.rehearsal():
        return []
    domains, relay = _domains(), _relay_name()
    known = {one.sender: one for one in Examined.objects.filter(sender__in=domains, relay=relay)}
    proven = any(one.passed for one in known.values())
    new = [domain for domain in domains if domain not in known or not known[domain].passed]
    if not new:
        return []
    if all(one in known and now - known[one].at < AGAIN for one in new) and not settings.GO_AHEAD:
        return [] if proven else [Line(*one) for one in known[new[0]].lines]
    failing = [] if settings.GO_AHEAD else [line for line in examine(now, lookup) if line.blocks]
    for domain in new:
        Examined.objects.update_or_create(
            sender=domain, relay=relay,
            defaults={"at": now, "passed": not failing, "lines": [_stored(line) for line in failing]},
        )  # fmt: skip
    if failing:
        words = "\n".join(f"{line}\n  {line.todo}" for line in failing)
        what = f"{', '.join(new)} is a new sender, and" if proven else "the first letters wait:"
        alarm.tell(f"{what} the doctor found something wrong", f"{words}\n\n{HOW}", now, CAUSE)
    else:
        alarm.clear(CAUSE, now)
    return [] if proven else failing


HOW = "`reveille doctor` shows all of it; REVEILLE_GO_AHEAD=yes lets the letters leave all the same."


def _stored(line: Line) -> list[object]:
    return [line.id, str(line.state), line.what, line.todo, line.blocks]


def _sender() -> str:
    return str(settings.SENDER_ADDRESS).rpartition("@")[2].lower()


def _relay_name() -> str:
    return ", ".join(relay.where for relay in _relays())


def _domains() -> list[str]:
    """The domains in whose name letters are sent."""
    named = [letterhead.sender(one).rpartition("@")[2].lower() for one in Newsletter.objects.living()]
    return list(dict.fromkeys([_sender(), *named]))


def _site() -> Iterator[Line]:
    site = urlsplit(settings.SITE_URL)
    if site.scheme == "https":
        yield checkup.ok("site", settings.SITE_URL)
    else:
        yield checkup.wrong("site", f"{settings.SITE_URL} is not https", 'set site_url = "https://news.YOUR.DOMAIN"')
    if settings.POSTAL_ADDRESS or not Newsletter.objects.living().filter(postal_address="").exists():
        yield checkup.ok("postal address", "stands in every letter")
    else:
        yield checkup.wrong("postal address", "none, and laws ask for one", 'set postal_address = "…", in one line')


def _people(lookup: Lookup) -> Iterator[Line]:
    if settings.OPERATOR_ADDRESS:
        yield checkup.ok("operator", "hears at once when something is wrong")
    else:
        yield checkup.wrong(
            "operator", "nobody hears of a failure", 'set operator_address = "you@YOUR.DOMAIN"', blocks=False
        )
    for domain in _domains():
        if "." not in domain or proof.is_here(domain) or domain.replace(".", "").isdigit():
            yield checkup.wrong("sender", f"{domain} is no domain of yours", 'set sender_address = "paper@YOUR.DOMAIN"')
            continue
        if domain in MAILBOXES:
            yield checkup.wrong(
                "sender", f"{domain} lets nobody else send in its name", "send from a domain of your own"
            )
        else:
            yield checkup.ok("sender", f"letters come from {domain}")
        yield checkup.mx_line("MX sender", domain, lookup)
    yield checkup.mx_line("MX replies", settings.CONTACT_ADDRESS.rpartition("@")[2].lower(), lookup)
    if settings.BOUNCE_DOMAIN:
        yield checkup.mx_line("MX bounces", settings.BOUNCE_DOMAIN, lookup)
    else:
        todo = 'set bounce_domain = "bounces.YOUR.DOMAIN" and where they arrive (docs/settings.md)'
        yield checkup.wrong("MX bounces", "nobody counts what comes back", todo, blocks=False)


def _relays() -> tuple[Relay, ...]:
    return (settings.RELAY, *settings.OTHER_RELAYS) if settings.RELAY else ()


def _lines(now: datetime) -> Iterator[Line]:
    """Judge the line to each relay."""
    if not _relays():
        yield checkup.unknown("TLS", "no relay: letters stay in the outbox folder", 'set relay_host = "…"')
    for relay in _relays():
        told = greeting.greet(relay, urlsplit(settings.SITE_URL).hostname or "localhost")
        yield _line(relay, told, now)
        if not told.failed:
            yield _offers(relay, told)


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


def _line(relay: Relay, told: greeting.Greeting, now: datetime) -> Line:
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


def _names(lookup: Lookup) -> Iterator[Line]:
    addresses = list(settings.SENDING_ADDRESSES) or _only_address()
    relay = settings.RELAY.host if settings.RELAY else ""
    signers = signing.signers()
    for domain in _domains():
        envelope = settings.BOUNCE_DOMAIN or domain
        yield checkup.spf_line(envelope, addresses, relay, lookup)
        signing_domain = next((one.domain for one in signing.signers_of(domain)), signers[0].domain if signers else "")
        yield from checkup.dmarc_lines(domain, signing_domain, envelope, settings.CONTACT_ADDRESS, lookup)
    yield from checkup.dkim_lines(signing.records(signers), lookup)
    yield from checkup.ptr_lines(addresses, lookup)


def _only_address() -> list[spf.Address]:
    """The relays', when they are public addresses; a name says where one takes letters, not whence it sends them."""
    try:
        addresses = [ipaddress.ip_address(relay.host.strip("[]")) for relay in _relays()]
    except ValueError:
        return []
    return addresses if all(one.is_global for one in addresses) else []


def _letter(now: datetime) -> Iterator[Line]:
    edition = Edition.objects.exclude(html="").select_related("newsletter").order_by("-date").first()
    if edition is None:
        yield checkup.unknown("letter", "no edition was made yet", "reveille day --dry-run")
        yield checkup.unknown("one click", "no edition was made yet")
        return
    try:
        found = proof.of(edition, now).findings
    except MessageError as error:
        yield checkup.wrong("letter", str(error), "reveille lint")
        return
    failing = lint.fails(found)
    if failing:
        yield checkup.wrong("letter", f"{failing[0]}", f"reveille lint {edition.newsletter.slug}/{edition.date}")
    else:
        yield checkup.ok("letter", f"the edition of {edition.date} breaks no rule")
    ways = [one for one in found if one.id in ("H6", "H7", "H8") and one.severity != Severity.WARN]
    if ways:
        yield checkup.wrong("one click", str(ways[0]), ways[0].todo)
    else:
        yield checkup.ok("one click", "every edition has a signed way out by one click")


def _sources() -> Line:
    never = (
        Outlet.objects.filter(verified=None).exclude(feeds__answered_at__isnull=False).filter(opted_out=False).count()
    )
    failing = Feed.objects.filter(~Q(failure=""), retired=False).count()
    if never or failing:
        told = f"{never} outlets have never answered here, {failing} feeds fail"
        return checkup.wrong("sources", told, "reveille gather, then reveille sources", blocks=False)
    return checkup.ok("sources", "every outlet has answered")


def _complaints(now: datetime) -> Line:
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


def state(lines: list[Line]) -> State:
    """Return the worst of them."""
    states = {line.state for line in lines}
    return next((one for one in (State.WRONG, State.UNKNOWN) if one in states), State.OK)
