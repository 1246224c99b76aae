"""What the DNS says of a sender, judged: SPF, DKIM, DMARC, EHLO, PTR and MX, each with the record to publish if wrong.

Pure: ``lookup`` answers. What the DNS could not say is "cannot tell", never "ok".
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reveille.core import dkim, dmarc, spf
from reveille.core.names import Lookup
from reveille.core.spf import Address, Result


class State(StrEnum):
    """How one line of the doctor's stands."""

    OK = "ok"
    WRONG = "wrong"
    UNKNOWN = "cannot tell"


@dataclass(frozen=True)
class Line:
    """One thing that was looked at: its name, its state, what is so, what to type; ``blocks`` the first real send.

    ``sender`` is the domain that it says something of, where it is a sender's alone.
    """

    id: str
    state: State
    what: str
    todo: str = ""
    blocks: bool = False
    sender: str = ""

    def __str__(self) -> str:
        return f"{self.id}: {self.what}"


def ok(id_: str, what: str) -> Line:
    """Return a line that is as it should be."""
    return Line(id_, State.OK, what)


def wrong(id_: str, what: str, todo: str, *, blocks: bool = True) -> Line:
    """Return a line that is wrong."""
    return Line(id_, State.WRONG, what, todo, blocks)


def unknown(id_: str, what: str, todo: str = "") -> Line:
    """Return a line that cannot be told from here."""
    return Line(id_, State.UNKNOWN, what, todo)


def record(name: str, kind: str, value: str) -> str:
    """Return a DNS record as a zone file has it; a long text in strings of 255."""
    if kind == "TXT":
        value = " ".join(f'"{value[at : at + 255]}"' for at in range(0, len(value), 255))
    return f"{name}.  IN  {kind}  {value}"


def spf_line(domain: str, addresses: Sequence[Address], relay: str, lookup: Lookup) -> Line:
    """Judge the SPF record of the envelope's domain; ``addresses`` are those that letters leave from, if known."""
    wanted = record(domain, "TXT", wanted_spf(addresses, relay))
    told = spf.cost(domain, lookup)
    counted = f"{told.lookups} of {spf.MOST_LOOKUPS} look-ups, {told.voids} of {spf.MOST_VOID} find nothing"
    if told.result == Result.TEMPERROR:
        return unknown("SPF", told.why, "ask again later")
    if told.result == Result.NONE:
        return wrong("SPF", told.why, wanted)
    if told.result == Result.PERMERROR:
        return wrong("SPF", f"{told.why} ({counted})", f"mend it: {told.record or wanted}")
    if re.search(r"\s\+?all(?!\S)", told.record.lower()):
        return wrong("SPF", f"{domain} lets everybody send: {told.record}", wanted)
    for address in addresses:
        said = spf.check(address, f"postmaster@{domain}", lookup)
        if said.result == Result.TEMPERROR:
            return unknown("SPF", said.why, "ask again later")
        if said.result != Result.PASS:
            named = f"ip{address.version}:{address}"
            return wrong("SPF", f"{address} does not pass for {domain}: {said.why}", _with(told.record, named, domain))
    if not addresses:
        return unknown(
            "SPF", f"{domain} has a record ({counted}); which address letters leave from is not known here",
            "set REVEILLE_SENDING_ADDRESSES to what your relay sends from",
        )  # fmt: skip
    return ok("SPF", f"{', '.join(map(str, addresses))} may send for {domain} ({counted})")


def wanted_spf(addresses: Sequence[Address], relay: str) -> str:
    """Return the record that would do: the addresses, or what the relay's provider tells you to include."""
    named = [f"ip{one.version}:{one}" for one in addresses] or [_relay_s(relay)]
    return " ".join(("v=spf1", *named, "-all"))


def _relay_s(host: str) -> str:
    """The term for a relay by its host; one on this machine says nothing of the address that the world sees."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return f"a:{host}" if "." in host else "ip4:YOUR.ADDRESS"
    return f"ip{address.version}:{address}" if address.is_global else "ip4:YOUR.ADDRESS"


def _with(old: str, mechanism: str, domain: str) -> str:
    head, _, rest = old.partition(" ")
    return record(domain, "TXT", f"{head} {mechanism} {rest}".strip())


def dkim_lines(wanted: Mapping[str, str], lookup: Lookup) -> Iterable[Line]:
    """Judge the records of our keys: name to the text that has to stand there. Only RSA's keeps letters back."""
    for name, text in wanted.items():
        yield _dkim_line(name, text, lookup)


def _dkim_line(name: str, text: str, lookup: Lookup) -> Line:
    id_, answer = f"DKIM {name.partition('.')[0]}", lookup(name, "TXT")
    if answer.failed:
        return unknown(id_, f"{name}: {answer.failed}", "ask again later")
    everybody_checks = dkim.tags(text).get("k") != "ed25519"

    def broken(what: str, *, blocks: bool = everybody_checks) -> Line:
        return wrong(id_, f"{name} {what}", record(name, "TXT", text), blocks=blocks)

    if not answer.records:
        return broken("does not exist")
    if len(answer.records) > 1:
        return broken(f"has {len(answer.records)} records, and may have one")
    said = dkim.tags(answer.records[0])
    if not said.get("p"):
        return broken("was revoked: its key is empty")
    if _key(answer.records[0]) != _key(text):
        return broken("holds another key than ours")
    if "y" in said.get("t", "").split(":"):
        return broken("says t=y, a test: nobody believes it", blocks=False)
    return ok(id_, f"{name} holds our key")


def _key(text: str) -> str:
    return re.sub(r"\s+", "", dkim.tags(text).get("p", ""))


def dmarc_lines(sender: str, signing: str, envelope: str, contact: str, lookup: Lookup) -> Iterable[Line]:
    """Judge the policy of the sender's domain, and whether what signs and what SPF checks are of it."""
    for line in _dmarc_lines(sender, signing, envelope, contact, lookup):
        yield replace(line, sender=sender)


def _dmarc_lines(sender: str, signing: str, envelope: str, contact: str, lookup: Lookup) -> Iterable[Line]:
    found = dmarc.find(sender, lookup)
    wanted = record(f"_dmarc.{sender}", "TXT", f"v=DMARC1; p=none; rua=mailto:{contact}")
    policy = found.policy
    if found.failed:
        yield unknown("DMARC", found.failed, "ask again later")
        return
    if policy is None:
        yield wrong("DMARC", found.wrong or f"{sender} has no policy", wanted)
    else:
        told = f"{policy.where} asks for p={policy.asks}"
        if policy.reports:
            yield ok("DMARC", told)
        else:
            todo = f"add rua=mailto:{contact} to: {policy.record}"
            yield wrong("DMARC", f"{told}, and nobody hears of failures", todo, blocks=False)
    strict_dkim, strict_spf = (policy.strict_dkim, policy.strict_spf) if policy else (False, False)
    if not signing:
        yield wrong(
            "DMARC by DKIM", f"letters from {sender} are not signed", "set REVEILLE_DKIM=yes and publish the keys"
        )
    elif dmarc.agree(signing, sender, policy, strict=strict_dkim):
        yield ok("DMARC by DKIM", f"d={signing} agrees with From {sender}")
    else:
        how = " (adkim=s asks for the same)" if strict_dkim else ""
        todo = f"name {sender} in REVEILLE_DKIM_DOMAIN too, comma between"
        yield wrong("DMARC by DKIM", f"d={signing} is not {sender}{how}", todo)
    if dmarc.agree(envelope, sender, policy, strict=strict_spf):
        yield ok("DMARC by SPF", f"the envelope's {envelope} agrees with From {sender}")
    else:
        how = " (aspf=s asks for the same)" if strict_spf else ""
        alone = ": DMARC passes by DKIM alone" if dmarc.agree(signing, sender, policy, strict=strict_dkim) else ""
        todo = (
            f"drop aspf=s from _dmarc.{sender}"
            if strict_spf
            else f"name a domain below {sender} in REVEILLE_BOUNCE_DOMAIN too, comma between"
        )
        yield wrong("DMARC by SPF", f"the envelope's {envelope} is not {sender}{how}{alone}", todo, blocks=False)


def ehlo_line(name: str, seen: Address | None, lookup: Lookup, *, blocks: bool) -> Line:
    """Judge the name that we greet a relay with (RFC 5321 2.3.5): it has an address.

    Where the relay sees us at a public address, ``seen``, that address should be the name's, and its PTR the name.
    """
    kind = "AAAA" if seen and seen.version == 6 else "A"
    todo = record(name, kind, str(seen or "YOUR.ADDRESS"))
    if not _NAME.fullmatch(name):
        told = 'set ehlo_name = "mail.YOUR.DOMAIN"'
        return wrong("EHLO", f"we greet the relay as {name}, which is no name in the DNS", told, blocks=blocks)
    answers = [lookup(name, "A"), lookup(name, "AAAA")]
    records = [one for answer in answers for one in answer.records]
    failed = next((answer.failed for answer in answers if answer.failed), "")
    if failed and (seen or not records) and str(seen) not in records:
        return unknown("EHLO", f"{name}: {failed}", "ask again later")
    if not records:
        return wrong("EHLO", f"we greet the relay as {name}, which has no address", todo, blocks=blocks)
    if seen is None:
        return ok("EHLO", f"we greet the relay as {name}, which has an address")
    told = f"the relay sees {seen} and hears {name}"
    if str(seen) not in records:
        todo = f'{todo}, or set ehlo_name = "…" to the name of {seen}'
        return wrong("EHLO", f"{told}, which is {records[0]}", todo, blocks=False)
    names = lookup(seen.reverse_pointer, "PTR")
    if names.failed:
        return unknown("EHLO", f"{seen}: {names.failed}", "ask again later")
    if name not in map(str.lower, names.records):
        called = names.records[0] if names.records else "nobody"
        todo = f"ask who gives you {seen} for: {record(seen.reverse_pointer, 'PTR', f'{name}.')}"
        return wrong("EHLO", f"{told}, but by its PTR it is {called}", todo, blocks=False)
    return ok("EHLO", f"we greet the relay as {name}, which is {seen}, and {seen} is {name}")


_NAME = re.compile(r"(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def ptr_lines(addresses: Sequence[Address], called: str, lookup: Lookup) -> Iterable[Line]:
    """Judge whether each address has a name that leads back to it.

    ``called`` is what the server at these addresses calls itself, where it is known: receivers hold that against it.
    """
    if not addresses:
        yield unknown("PTR", "which address letters leave from is not known here", "set REVEILLE_SENDING_ADDRESSES")
    for address in addresses:
        yield _ptr_line(address, called, lookup)


def _ptr_line(address: Address, called: str, lookup: Lookup) -> Line:
    names = lookup(address.reverse_pointer, "PTR")
    kind = "A" if address.version == 4 else "AAAA"
    if names.failed:
        return unknown("PTR", f"{address}: {names.failed}", "ask again later")
    if not names.records:
        name = f"{called if _NAME.fullmatch(called) else 'mail.YOUR.DOMAIN'}."
        todo = f"ask who gives you {address} for: {record(address.reverse_pointer, 'PTR', name)}"
        return wrong("PTR", f"{address} has no name", todo)
    forward = {name: lookup(name, kind) for name in names.records}
    back = [name for name, answer in forward.items() if str(address) in answer.records]
    if not back:
        failed = next((f"{name}: {answer.failed}" for name, answer in forward.items() if answer.failed), "")
        if failed:
            return unknown("PTR", failed, "ask again later")
        name = names.records[0]
        return wrong("PTR", f"{address} is called {name}, which does not lead back", record(name, kind, str(address)))
    if called and called not in map(str.lower, back):
        told = f"{address} is {back[0]}, and the server there greets as {called}"
        return wrong("PTR", told, f"let it greet as {back[0]} (Postfix: smtp_helo_name)", blocks=False)
    return ok("PTR", f"{address} is {back[0]}, and {back[0]} is {address}")


def mx_line(id_: str, domain: str, lookup: Lookup, *, blocks: bool = True) -> Line:
    """Judge whether mail to a domain arrives somewhere: an exchanger with an address (RFC 5321 5.1)."""
    todo = record(domain, "MX", f"10 mail.{domain}.")
    answer = lookup(domain, "MX")
    if answer.failed:
        return unknown(id_, f"{domain}: {answer.failed}", "ask again later")
    hosts = [one.partition(" ")[2].rstrip(".") for one in answer.records]
    if hosts == [""]:
        return wrong(id_, f"{domain} says that it takes no mail (MX 0 .)", todo, blocks=blocks)
    if not hosts:
        if _reached(domain, lookup):
            return ok(id_, f"{domain} has no MX, and takes mail at its own address")
        return wrong(id_, f"{domain} has no MX and no address", todo, blocks=blocks)
    if any(_reached(host, lookup) for host in hosts):
        return ok(id_, f"mail to {domain} goes to {hosts[0]}")
    what = f"{hosts[0]}, where mail to {domain} goes, has no address"
    return wrong(id_, what, record(hosts[0], "A", "192.0.2.1"), blocks=blocks)


def _reached(host: str, lookup: Lookup) -> bool:
    return any(lookup(host, kind).records for kind in ("A", "AAAA"))


# --- what the large mailbox providers ask of bulk senders -------------------------------------------------------------

DEMANDS = (
    # demand, who asks, the lines that show it
    ("SPF and DKIM", "Gmail, Yahoo, Microsoft", ("SPF", "DKIM")),
    ("DMARC, p=none at least", "Gmail, Yahoo, Microsoft", ("DMARC",)),
    ("DMARC passes by SPF or DKIM", "Gmail, Yahoo, Microsoft", ("DMARC by",)),
    ("an address with a name that leads back", "Gmail, Yahoo", ("PTR", "EHLO")),
    ("TLS on the way", "Gmail", ("TLS",)),
    ("unsubscribing by one click", "Gmail, Yahoo", ("one click",)),
    ("From and Reply-To that somebody reads", "Microsoft", ("MX sender", "MX replies")),
    ("a letter by RFC 5322", "Gmail", ("letter",)),
    ("no From of a mailbox provider", "Gmail", ("sender",)),
    ("complaints under 0.3 %, better under 0.1 %", "Gmail, Yahoo", ("complaints",)),
)


def demands(lines: Sequence[Line]) -> tuple[tuple[str, str, State, str], ...]:
    """Return each demand with who asks it, its state, and what is wrong with it, from what the doctor saw."""
    found = []
    for demand, who, names in DEMANDS:
        seen = [line for line in lines if line.id.startswith(names) and not _other(line.id, names)]
        if names == ("DMARC by",):  # each sender by one of its two
            senders = dict.fromkeys(line.sender for line in lines if line.id.startswith("DMARC"))
            state = _worst([_either([line for line in seen if line.sender == one]) for one in senders])
        else:
            state = _all(seen)
        why = "; ".join(str(line) for line in seen if line.state != State.OK) if state != State.OK else ""
        found.append((demand, who, state, why))
    return tuple(found)


def _other(id_: str, names: Sequence[str]) -> bool:
    """Whether a line's name begins with another's: "DMARC by DKIM" is not "DMARC"."""
    return "DMARC" in names and id_ != "DMARC"


def _all(lines: Sequence[Line]) -> State:
    return _worst([State.OK if line.state == State.WRONG and not line.blocks else line.state for line in lines])


def _worst(states: Sequence[State]) -> State:
    """Return the worst; where nothing was looked at, nothing can be told."""
    if State.WRONG in states:
        return State.WRONG
    return State.UNKNOWN if not states or State.UNKNOWN in states else State.OK


def _either(lines: Sequence[Line]) -> State:
    if any(line.state == State.OK for line in lines):
        return State.OK
    return State.WRONG if lines and all(line.state == State.WRONG for line in lines) else State.UNKNOWN
