"""The doctor: is this installation fit to send real mail, and if not, what to type.

Each line is ok, wrong or "cannot tell", and none is ok because nobody could say otherwise. The first real letters of a
sender wait until nothing that blocks is wrong, or an operator says to go ahead; a yes is remembered, and asked for
anew when the sender's domain, its keys or the relay change.
"""

from __future__ import annotations

import ipaddress
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain
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
from reveille.mail import alarm, greeting, hooks, signing
from reveille.mail.relay import Relay
from reveille.sources.models import Feed, Outlet
from reveille.subscribers.models import Subscription

RENEW = timedelta(days=14)  # before a certificate ends
AGAIN = timedelta(minutes=10)  # between two examinations while the first letters wait
CAUSE, HOUSE, ENVELOPE = "doctor", "installation", "envelope"
# Whose alarm it is: "doctor installation", "doctor envelope bounces.example.org", "doctor example.org".
ASCII = r"^[ -~]*$"
Greeted = tuple[Relay, greeting.Greeting]
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


@dataclass(frozen=True)
class Wait:
    """Whose first letters wait, and what is wrong."""

    lines: tuple[Line, ...] = ()
    everybody: bool = False
    newsletters: frozenset[int] = frozenset()

    @property
    def others(self) -> Q:
        """The deliveries that may leave."""
        return ~Q(edition__newsletter__in=self.newsletters) if self.newsletters else Q()


def examine(now: datetime, lookup: Lookup | None = None) -> list[Line]:
    """Return everything that was looked at: the installation, then each of its senders."""
    looked = _looked(letterhead.domains(), now, lookup or resolving.patient())
    return list(dict.fromkeys(line for lines in looked.values() for line in lines))  # of keys that senders share, once


def _looked(domains: Sequence[str], now: datetime, lookup: Lookup) -> dict[str, Iterator[Line]]:
    """Return what can be looked at, by whose it is: what all share, an envelope that several have, each sender's."""
    shared, looked = _shared(), {HOUSE: _house(now, lookup)}
    for one in domains:
        envelope, own = _envelope_of(one), _sender(one, now, lookup)
        if envelope in shared:
            looked.setdefault(_key(envelope), _envelope(envelope, lookup))
            looked[one] = own
        else:
            looked[one] = chain(_envelope(envelope, lookup), own)
    return looked


def _key(envelope: str) -> str:
    return f"{ENVELOPE} {envelope}"


def _shared() -> set[str]:
    """Return the domains to which letters of several senders come back."""
    return {one for one, senders in Counter(map(_envelope_of, letterhead.domains())).items() if senders > 1}


def _envelope_of(sender: str) -> str:
    return letterhead.bounce_domain(sender) or sender


def _house(now: datetime, lookup: Lookup) -> Iterator[Line]:
    """Look at what all senders share."""
    yield from _site()
    yield from _people(lookup)
    greetings = [(relay, greeting.greet(relay, settings.EHLO_NAME)) for relay in _relays()]
    yield from _lines(greetings, now)
    yield from _names(greetings, lookup)
    yield from (machine.clock_line(), machine.disk_line(), machine.signing_line(), _sources(), _complaints(now))


def _envelope(domain: str, lookup: Lookup) -> Iterator[Line]:
    """Look at a domain to which letters come back, and by which SPF judges them."""
    if settings.PROVIDER:
        own = f"{_relay_name()} has an envelope of its own, of which SPF is asked"
        yield checkup.unknown("SPF", own, f"let {_relay_name()} show you the records for a return path below {domain}")
        return
    yield checkup.spf_line(domain, _addresses(), settings.RELAY.host if settings.RELAY else "", lookup)
    if domain in settings.BOUNCE_DOMAINS:
        yield checkup.mx_line("MX bounces", domain, lookup)


def _sender(domain: str, now: datetime, lookup: Lookup) -> Iterator[Line]:
    """Look at a domain in whose name letters are sent, and at its letters."""
    yield from _name(domain, lookup)
    yield from _vouched(domain, lookup)
    for newsletter in Newsletter.objects.living():
        if letterhead.domain(newsletter) == domain:
            yield from _letter(newsletter, now)


def _vouched(domain: str, lookup: Lookup) -> Iterator[Line]:
    """Judge what vouches for a sender's letters: our signatures and envelope, or those of a provider."""
    signers = () if settings.PROVIDER else signing.signers_of(domain)
    signs = next((one.domain for one in signers), "")
    told = checkup.dmarc_lines(domain, signs, _envelope_of(domain), settings.CONTACT_ADDRESS, lookup)
    if not settings.PROVIDER:
        yield from told
        yield from checkup.dkim_lines(signing.records(signers), lookup)
        return
    yield from (line for line in told if line.id == "DMARC")
    theirs = f"{_relay_name()} signs; whether for {domain} cannot be told from here"
    todo = (
        f"publish what {_relay_name()} shows for {domain}; a first letter to yourself has to say dkim=pass, dmarc=pass"
    )
    yield replace(checkup.unknown("DKIM", theirs, todo), sender=domain)
    yield replace(checkup.unknown("DMARC by DKIM", theirs, todo), sender=domain)


def before_first_send(now: datetime, lookup: Lookup | None = None) -> Wait:
    """Return whose first real letters wait, and for what: nobody's when none leaves this machine.

    A sender is a domain; a newsletter that begins to write from one of its own is a new sender, whose letters wait
    while something that blocks is wrong with it, or with the envelope that it shares. The others' leave, so that a yes
    to one sender stays a yes. While any wait it is looked again every ten minutes; the operator hears once what is
    wrong with each of them, with an envelope that several share, and for all.
    """
    if proof.rehearsal():
        return Wait()
    domains, relay = letterhead.domains(), _relay_name()
    known = {one.sender: one for one in Examined.objects.filter(sender__in=domains, relay=relay)}
    keys = {domain: signing.fingerprint(domain) for domain in domains}
    for one in known.values():
        if one.passed and not one.keys:  # a yes from before keys were noted
            one.keys = keys[one.sender]
            one.save(update_fields=["keys"])
    passed = {one.sender for one in known.values() if one.passed and one.keys == keys[one.sender]}
    new = [domain for domain in domains if domain not in passed]
    if not new:
        _tell({}, new, everybody=False, now=now)
        return Wait()
    everybody = not passed
    if settings.GO_AHEAD or any(one not in known or known[one].passed or now - known[one].at >= AGAIN for one in new):
        found = {} if settings.GO_AHEAD else _blocking(new, now, lookup or resolving.patient())
        wrong = {one: [line for whose in _whose(one) for line in found.get(whose, ())] for one in new}
        for domain, lines in wrong.items():
            Examined.objects.update_or_create(
                sender=domain, relay=relay,
                defaults={
                    "at": now, "passed": not lines, "keys": keys[domain], "lines": [_stored(line) for line in lines],
                },
            )  # fmt: skip
        everybody &= all(wrong.values())
        _tell(found, new, everybody=everybody, now=now)
    else:
        wrong = {one: [Line(*line) for line in known[one].lines] for one in new}
    waiting = [domain for domain, lines in wrong.items() if lines]
    held = [one.pk for one in Newsletter.objects.living() if letterhead.domain(one) in waiting]
    told = dict.fromkeys(line for lines in wrong.values() for line in lines)
    return Wait(tuple(told), everybody, frozenset(held))


def lets_go(sender: str) -> bool:
    """Return whether letters from the domain ``sender`` may leave by what is known; nothing is looked at."""
    passed = Examined.objects.filter(sender=sender, relay=_relay_name(), passed=True)
    return proof.rehearsal() or settings.GO_AHEAD or passed.exists()


def _whose(sender: str) -> tuple[str, str, str]:
    """Return under which names stands what may keep a sender's letters back."""
    return HOUSE, _key(_envelope_of(sender)), sender


def _blocking(domains: Sequence[str], now: datetime, lookup: Lookup) -> dict[str, list[Line]]:
    """Return what keeps letters back, by whose it is, where there is any."""
    looked = _looked(domains, now, lookup)
    found = {whose: [line for line in lines if line.blocks] for whose, lines in looked.items()}
    return {whose: lines for whose, lines in found.items() if lines}


def _tell(found: Mapping[str, list[Line]], new: Sequence[str], *, everybody: bool, now: datetime) -> None:
    """Let the operator hear of each cause what is wrong, and note those that have healed or are gone."""
    causes = {f"{CAUSE} {whose}"[: alarm.LONGEST]: whose for whose in found}
    for one in alarm.lasting():
        if one.cause.partition(" ")[0] == CAUSE and one.cause not in causes:
            alarm.clear(one.cause, now)
    for cause, whose in causes.items():
        words = "\n".join(f"{line}\n  {line.todo}" for line in found[whose])
        if whose == HOUSE:
            what = "the first letters wait" if everybody else "the letters of new senders wait"
        elif whose in map(_key, _shared()):
            waiting = ", ".join(one for one in new if whose in _whose(one))
            what = f"letters that come back to {whose.removeprefix(ENVELOPE).strip()} wait"
            words = f"Those from: {waiting}. What was found fit before still leaves.\n\n{words}"
        else:
            what = f"the letters from {whose} wait"
        alarm.tell(f"{what}: the doctor found something wrong", f"{words}\n\n{HOW}", now, cause)


HOW = "`reveille doctor` shows all of it; REVEILLE_GO_AHEAD=yes lets the letters leave all the same."


def _stored(line: Line) -> list[object]:
    return [line.id, str(line.state), line.what, line.todo, line.blocks, line.sender]


def _relay_name() -> str:
    if settings.PROVIDER:
        return str(settings.PROVIDER.provider)
    return ", ".join(relay.where for relay in _relays())


def _site() -> Iterator[Line]:
    site = urlsplit(settings.SITE_URL)
    if site.scheme == "https":
        yield checkup.ok("site", settings.SITE_URL)
    else:
        yield checkup.wrong("site", f"{settings.SITE_URL} is not https", 'set site_url = "https://news.YOUR.DOMAIN"')
    without = [one.slug for one in Newsletter.objects.living() if not letterhead.postal_address(one)]
    if without:
        told = f"none for {', '.join(without)}, and laws ask for one"
        todo = f'set postal_address = "…", in one line, or: reveille newsletters set {without[0]} postal_address="…"'
        yield checkup.wrong("postal address", told, todo)
    else:
        yield checkup.ok("postal address", "stands in every letter")


def _people(lookup: Lookup) -> Iterator[Line]:
    if settings.OPERATOR_ADDRESS:
        yield checkup.ok("operator", "hears at once when something is wrong")
    else:
        yield checkup.wrong(
            "operator", "nobody hears of a failure", 'set operator_address = "you@YOUR.DOMAIN"', blocks=False
        )
    yield checkup.mx_line("MX replies", settings.CONTACT_ADDRESS.rpartition("@")[2].lower(), lookup)
    used = set(map(_envelope_of, letterhead.domains()))
    for domain in settings.BOUNCE_DOMAINS:
        if domain not in used:  # those that are used are looked at with their senders
            yield checkup.mx_line("MX bounces", domain, lookup, blocks=False)
    if settings.PROVIDER:
        yield _told_by_webhook()
    elif not settings.BOUNCE_DOMAINS:
        todo = 'set bounce_domain = "bounces.YOUR.DOMAIN" and where they arrive (docs/settings.md)'
        yield checkup.wrong("MX bounces", "nobody counts what comes back", todo, blocks=False)


def _told_by_webhook() -> Line:
    """Judge whether a provider tells us what comes back to it."""
    if settings.WEBHOOK:
        return checkup.ok("MX bounces", f"{settings.WEBHOOK.provider} tells by its webhook what comes back")
    name = _relay_name()
    todo = f'set webhook = "{name}" and webhook_secret, and have it call /provider/SECRET/ (docs/sending.md)'
    if name not in hooks.PROVIDERS:
        todo = f"look at {name}'s own list, or use one of: {', '.join(hooks.PROVIDERS)}"
    return checkup.wrong("MX bounces", "nobody counts what comes back", todo, blocks=False)


def _name(domain: str, lookup: Lookup) -> Iterator[Line]:
    """Judge whether letters can come from a domain, and answers go there."""
    if "." not in domain or proof.is_here(domain) or domain.replace(".", "").isdigit():
        yield checkup.wrong("sender", f"{domain} is no domain of yours", 'set sender_address = "paper@YOUR.DOMAIN"')
        return
    if domain in MAILBOXES:
        yield checkup.wrong("sender", f"{domain} lets nobody else send in its name", "send from a domain of your own")
    else:
        yield checkup.ok("sender", f"letters come from {domain}")
    yield checkup.mx_line("MX sender", domain, lookup)


def _relays() -> tuple[Relay, ...]:
    """The relays that our letters leave by: none beside a provider."""
    return (settings.RELAY, *settings.OTHER_RELAYS) if settings.RELAY and not settings.PROVIDER else ()


def _lines(greetings: Sequence[Greeted], now: datetime) -> Iterator[Line]:
    """Judge the line to each relay."""
    if settings.PROVIDER:
        yield checkup.ok("TLS", f"{_relay_name()} takes letters by its API, over https")
    elif not greetings:
        yield checkup.unknown("TLS", "no relay: letters stay in the outbox folder", 'set relay_host = "…"')
    for relay, told in greetings:
        yield _line(relay, told, now)
        if not told.failed:
            yield _offers(relay, told)


def _names(greetings: Sequence[Greeted], lookup: Lookup) -> Iterator[Line]:
    """Judge by which names our relays know us, and the world knows them."""
    if settings.PROVIDER and not settings.SENDING_ADDRESSES:
        yield checkup.unknown("PTR", f"{_relay_name()} sends from addresses of its own, and sees to their names")
        return
    for relay, told in greetings:
        if not told.failed:
            yield checkup.ehlo_line(settings.EHLO_NAME, _seen(told), lookup, blocks=not relay.is_this_machine)
    addresses = _addresses()
    called = next((told.called for relay, told in greetings if _sends_itself(relay, addresses, lookup)), "")
    yield from checkup.ptr_lines(addresses, called, lookup)


def _seen(told: greeting.Greeting) -> spf.Address | None:
    """Return the public address that a relay sees us at; a private one is another by the time it is there."""
    address = ipaddress.ip_address(told.seen) if told.seen else None
    return address if address and (address.is_global or address in _addresses()) else None


def _sends_itself(relay: Relay, addresses: Sequence[spf.Address], lookup: Lookup) -> bool:
    """Return whether letters leave from where the relay takes them: then it greets the world as it greets us."""
    if relay.is_this_machine:
        return True
    host, known = relay.host.strip("[]"), set(map(str, addresses))
    return host in known or any(known.intersection(lookup(host, kind).records) for kind in ("A", "AAAA"))


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


def _addresses() -> list[spf.Address]:
    """The addresses that letters leave from: those told, or the relays', when they are public addresses.

    A relay's name says where it takes letters, not whence it sends them.
    """
    if settings.SENDING_ADDRESSES:
        return list(settings.SENDING_ADDRESSES)
    try:
        addresses = [ipaddress.ip_address(relay.host.strip("[]")) for relay in _relays()]
    except ValueError:
        return []
    return addresses if all(one.is_global for one in addresses) else []


def _letter(newsletter: Newsletter, now: datetime) -> Iterator[Line]:
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
    ways = [one for one in found if one.id in ("H6", "H7", "H8") and one.severity != Severity.WARN]
    if ways and settings.PROVIDER and not lint.fails(tuple(ways)):
        yield checkup.unknown("one click", f"{which} has a way out by one click, which {_relay_name()} has to sign")
    elif ways:
        yield checkup.wrong("one click", f"{which}: {ways[0]}", ways[0].todo)
    else:
        yield checkup.ok("one click", f"{which} has a signed way out by one click")


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
