"""SPF: may this address send for that domain (RFC 7208), and how many questions does finding out cost.

Bounded by the RFC's own numbers: ten terms that ask the DNS, ten exchangers or names behind one of them, two answers
of "there is nothing". A domain that includes itself ends there.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from enum import StrEnum

from reveille.core.names import Answer, Lookup

MOST_LOOKUPS, MOST_NAMES, MOST_VOID = 10, 10, 2  # RFC 7208 4.6.4
PATIENCE = 60  # terms that are followed when all are counted
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Result(StrEnum):
    """What SPF says (RFC 7208 2.6)."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    NONE = "none"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


QUALIFIERS = {"+": Result.PASS, "-": Result.FAIL, "~": Result.SOFTFAIL, "?": Result.NEUTRAL}


@dataclass(frozen=True)
class Verdict:
    """The result, why, the record it came from, and what it cost: terms that asked, answers of nothing."""

    result: Result
    why: str
    record: str
    lookups: int
    voids: int


@dataclass(frozen=True)
class Term:
    """One mechanism of a record: ``-ip4:192.0.2.0/24``."""

    qualifier: str
    name: str
    argument: str
    prefix4: int
    prefix6: int

    def __str__(self) -> str:
        return f"{self.name}{':' + self.argument if self.argument else ''}"


class _Ended(Exception):
    """The evaluation ends here, with this result."""

    def __init__(self, result: Result, why: str) -> None:
        super().__init__(why)
        self.result, self.why = result, why


def check(address: Address, sender: str, lookup: Lookup, helo: str = "") -> Verdict:
    """Return what SPF says of a letter from the envelope ``sender`` that comes from ``address``."""
    return _Check(address, sender, helo, lookup).verdict()


def cost(domain: str, lookup: Lookup) -> Verdict:
    """Return what a domain's record costs an address that nothing in it names: the most that anybody pays.

    The result is neutral, or the error that ends it; more than ten look-ups are counted on, to say how many.
    """
    return _Check(None, f"postmaster@{domain}", "", lookup).verdict()


@dataclass
class _Check:
    address: Address | None  # nobody's, when only the cost is asked for
    sender: str
    helo: str
    lookup: Lookup
    lookups: int = 0
    voids: int = 0
    within: list[str] = field(default_factory=list)

    def verdict(self) -> Verdict:
        domain = self.sender.rpartition("@")[2].lower().rstrip(".")
        record = ""
        try:
            if not _is_domain(domain):
                raise _Ended(Result.NONE, f"{domain!r} is no domain")
            record = self._record(domain)
            result, why = self._evaluate(domain, record)
            if self.address is None and (self.lookups > MOST_LOOKUPS or self.voids > MOST_VOID):
                result, why = Result.PERMERROR, self._too_many()
        except _Ended as ended:
            result, why = ended.result, ended.why
        return Verdict(result, why, record, self.lookups, self.voids)

    def _record(self, domain: str) -> str:
        """Return the domain's one SPF record (RFC 7208 4.5)."""
        answer = self.lookup(domain, "TXT")
        if answer.failed:
            raise _Ended(Result.TEMPERROR, f"{domain}: {answer.failed}")
        found = [one for one in answer.records if re.match(r"v=spf1(?: |$)", one, re.IGNORECASE)]
        if len(found) > 1:
            raise _Ended(Result.PERMERROR, f"{domain} has {len(found)} SPF records, and may have one")
        if not found:
            raise _Ended(Result.NONE, f"{domain} has no SPF record")
        return found[0]

    def _evaluate(self, domain: str, record: str) -> tuple[Result, str]:
        if domain in self.within:
            raise _Ended(Result.PERMERROR, f"{domain} leads back to itself")
        terms, redirect = parsed(record, domain)
        self.within.append(domain)
        for term in terms:
            if self._matches(term, domain):
                self.within.pop()
                return QUALIFIERS[
                    term.qualifier
                ], f"{term.qualifier if term.qualifier != '+' else ''}{term} of {domain}"
        if redirect and not any(term.name == "all" for term in terms):
            self._count()
            target = self._expanded(redirect, domain)
            try:
                return self._evaluate(target, self._record(target))
            except _Ended as ended:
                if ended.result == Result.NONE:  # RFC 7208 6.1
                    raise _Ended(Result.PERMERROR, f"redirect={target}: {ended.why}") from ended
                raise
        self.within.pop()
        return Result.NEUTRAL, f"nothing in the record of {domain} names it"

    def _matches(self, term: Term, domain: str) -> bool:
        match term.name:
            case "all":
                return self.address is not None
            case "ip4" | "ip6":
                bits = term.prefix4 if term.name == "ip4" else term.prefix6
                return self._within(ipaddress.ip_address(term.argument), bits)
        self._count()
        target = self._expanded(term.argument, domain) if term.argument else domain
        match term.name:
            case "include":
                return self._included(target)
            case "a":
                return self._at(target, term)
            case "mx":
                return self._exchanged(target, term)
            case "exists":
                return bool(self._asked(target, "A").records) and self.address is not None
        return self._pointed(target)

    def _included(self, target: str) -> bool:
        try:
            result, _ = self._evaluate(target, self._record(target))
        except _Ended as ended:
            if ended.result == Result.NONE:  # RFC 7208 5.2
                raise _Ended(Result.PERMERROR, f"include:{target}: {ended.why}") from ended
            raise
        return result == Result.PASS and self.address is not None

    def _at(self, name: str, term: Term) -> bool:
        return any(self._within(one, self._prefix(term)) for one in self._addresses(name))

    def _exchanged(self, name: str, term: Term) -> bool:
        exchangers = [record.partition(" ")[2].rstrip(".") for record in self._asked(name, "MX").records]
        if len(exchangers) > MOST_NAMES:
            raise _Ended(Result.PERMERROR, f"mx:{name} has {len(exchangers)} exchangers, and may have {MOST_NAMES}")
        return any(
            self._within(one, self._prefix(term)) for host in exchangers if host for one in self._addresses(host)
        )

    def _pointed(self, name: str) -> bool:
        if self.address is None:
            return False
        for host in self._asked(self.address.reverse_pointer, "PTR").records[:MOST_NAMES]:
            host = host.lower().rstrip(".")
            named = host == name or host.endswith(f".{name}")
            if named and any(self._within(one, one.max_prefixlen) for one in self._addresses(host)):
                return True
        return False

    def _addresses(self, name: str) -> list[Address]:
        kind = "AAAA" if self.address is not None and self.address.version == 6 else "A"
        return [ipaddress.ip_address(record) for record in self._asked(name, kind).records]

    def _asked(self, name: str, kind: str) -> Answer:
        """Ask; a server that fails ends it, and so do too many answers of nothing."""
        answer = self.lookup(name, kind)
        if answer.failed:
            raise _Ended(Result.TEMPERROR, f"{name}: {answer.failed}")
        if answer.void:
            self.voids += 1
            if self.voids > MOST_VOID and self.address is not None:
                raise _Ended(Result.PERMERROR, self._too_many())
        return answer

    def _count(self) -> None:
        self.lookups += 1
        if self.lookups > (PATIENCE if self.address is None else MOST_LOOKUPS):
            raise _Ended(Result.PERMERROR, self._too_many())

    def _too_many(self) -> str:
        if self.lookups > MOST_LOOKUPS:
            return f"{self.lookups} look-ups, and {MOST_LOOKUPS} are allowed"
        return f"{self.voids} look-ups found nothing, and {MOST_VOID} may"

    def _within(self, network: Address, bits: int) -> bool:
        if self.address is None or self.address.version != network.version:
            return False
        shift = network.max_prefixlen - bits
        return int(self.address) >> shift == int(network) >> shift

    def _prefix(self, term: Term) -> int:
        return term.prefix6 if self.address is not None and self.address.version == 6 else term.prefix4

    def _expanded(self, spec: str, domain: str) -> str:
        return expanded(spec, domain=domain, sender=self.sender, helo=self.helo, address=self.address)


# --- the record ------------------------------------------------------------------------------------------------------

_MODIFIER = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*)=(.*)")
_MACRO = re.compile(r"%\{([slodiphcrtvSLODIPHCRTV])(\d*)(r?)([.+,/_=-]*)\}|%%|%_|%-")
_SPEC = re.compile(rf"(?:[!-$&-~]|{_MACRO.pattern})+")


def parsed(record: str, domain: str) -> tuple[tuple[Term, ...], str]:
    """Return the mechanisms of a record, and where it redirects to; an error anywhere in it is permerror."""
    terms: list[Term] = []
    modifiers: dict[str, str] = {}
    for word in record.split(" ")[1:]:
        if not word:
            continue
        modifier = _MODIFIER.fullmatch(word)
        if modifier:
            name = modifier.group(1).lower()
            if name in modifiers and name in ("redirect", "exp"):
                raise _Ended(Result.PERMERROR, f"{domain} says {name}= twice")
            if name in ("redirect", "exp") and not _SPEC.fullmatch(modifier.group(2)):
                raise _Ended(Result.PERMERROR, f"{domain}: {word!r} names no domain")
            modifiers[name] = modifier.group(2)
        else:
            terms.append(_term(word, domain))
    return tuple(terms), modifiers.get("redirect", "")


def _term(word: str, domain: str) -> Term:
    wrong = _Ended(Result.PERMERROR, f"{domain}: {word!r} is no term of SPF")
    match = re.fullmatch(r"([+?~-]?)([A-Za-z][A-Za-z0-9_.-]*)(?::(.*?))?((?:/\d+)?(?://\d+)?)", word)
    if not match:
        raise wrong
    sign, name, argument, slashes = match.group(1) or "+", match.group(2).lower(), match.group(3), match.group(4)
    if name in ("ip4", "ip6"):
        return _network(sign, name, f"{argument or ''}{slashes}", wrong)
    if name not in ("all", "include", "a", "mx", "ptr", "exists") or argument == "":
        raise wrong
    if (name in ("include", "exists") and not argument) or (name == "all" and (argument or slashes)):
        raise wrong
    if slashes and name not in ("a", "mx"):
        argument, slashes = f"{argument or ''}{slashes}", ""
    if argument and not _SPEC.fullmatch(argument):
        raise wrong
    four, _, six = slashes.lstrip("/").partition("//") if not slashes.startswith("//") else ("", "", slashes[2:])
    prefix4, prefix6 = int(four or 32), int(six or 128)
    if prefix4 > 32 or prefix6 > 128:
        raise wrong
    return Term(sign, name, argument or "", prefix4, prefix6)


def _network(sign: str, name: str, written: str, wrong: _Ended) -> Term:
    host, slash, bits = written.partition("/")
    most = 32 if name == "ip4" else 128
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        raise wrong from None
    if found.max_prefixlen != most or (slash and (not bits.isdecimal() or int(bits) > most)):
        raise wrong
    return Term(sign, name, host, int(bits or 32) if name == "ip4" else 32, int(bits or 128) if name == "ip6" else 128)


def expanded(spec: str, *, domain: str, sender: str, helo: str = "", address: Address | None = None) -> str:
    """Return a domain-spec with its macros in place (RFC 7208 7); too long a name loses labels from the left."""
    local, _, origin = sender.rpartition("@")
    values = {
        "s": sender, "l": local or "postmaster", "o": origin, "d": domain, "i": _dotted(address), "p": "unknown",
        "v": "ip6" if address is not None and address.version == 6 else "in-addr", "h": helo or "unknown",
    }  # fmt: skip

    def put(match: re.Match[str]) -> str:
        if match.group(1) is None:
            return {"%%": "%", "%_": " ", "%-": "%20"}[match.group()]
        parts = re.split(f"[{re.escape(match.group(4) or '.')}]", values.get(match.group(1).lower(), ""))
        if match.group(3):
            parts.reverse()
        if match.group(2) and int(match.group(2)):
            parts = parts[-int(match.group(2)) :]
        return ".".join(parts)

    name = _MACRO.sub(put, spec).lower().rstrip(".")
    while len(name) > 253 and "." in name:
        name = name.partition(".")[2]
    return name


def _dotted(address: Address | None) -> str:
    if address is None:
        return "0.0.0.0"  # noqa: S104 - a word in a name, no socket
    return str(address) if address.version == 4 else ".".join(address.exploded.replace(":", ""))


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) > 1 and len(domain) <= 253 and all(0 < len(label) <= 63 for label in labels)
