"""DMARC: what a domain asks of those who get letters in its name (RFC 7489), found by walking up the tree of names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reveille.core.dkim import tags
from reveille.core.names import Lookup

MOST_STEPS = 8  # of the walk, as in DMARC's second edition, so that no list of public suffixes is needed


@dataclass(frozen=True)
class Policy:
    """The record that holds for a domain: where it stands, what it asks, how strictly names have to agree."""

    where: str  # the domain of the record
    organisation: str  # the highest domain above that has a record, or the one itself
    record: str
    asks: str  # none | quarantine | reject
    strict_dkim: bool
    strict_spf: bool
    reports: str


@dataclass(frozen=True)
class Found:
    """A policy, or why there is none: ``failed`` when the DNS could not say, else ``wrong`` what stands there."""

    policy: Policy | None
    failed: str = ""
    wrong: str = ""


def find(domain: str, lookup: Lookup) -> Found:
    """Return the policy that holds for letters from ``domain``."""
    domain = domain.lower().rstrip(".")
    records: list[tuple[str, str]] = []
    for name in walk(domain):
        answer = lookup(f"_dmarc.{name}", "TXT")
        if answer.failed:
            return Found(None, failed=f"_dmarc.{name}: {answer.failed}")
        here = [one for one in answer.records if one.replace(" ", "").lower().startswith("v=dmarc1")]
        if len(here) > 1:
            return Found(None, wrong=f"_dmarc.{name} has {len(here)} records, and may have one")
        if here:
            records.append((name, here[0]))
    if not records:
        return Found(None)
    where, record = records[0]
    said = {name.lower(): value.lower() for name, value in tags(record).items()}
    asks = said.get("p", "")
    if where != domain:
        asks = said.get("sp", asks)
    if asks not in ("none", "quarantine", "reject"):
        return Found(None, wrong=f"_dmarc.{where} says no p= of none, quarantine or reject")
    policy = Policy(
        where=where,
        organisation=records[-1][0],
        record=record,
        asks=asks,
        strict_dkim=said.get("adkim") == "s",
        strict_spf=said.get("aspf") == "s",
        reports=said.get("rua", ""),
    )
    return Found(policy)


def walk(domain: str) -> list[str]:
    """Return the names to ask for, from the domain itself up to the last but one label."""
    labels = domain.split(".")
    names = [domain]
    labels = labels[-7:] if len(labels) > MOST_STEPS else labels[1:]
    while len(labels) > 1:
        names.append(".".join(labels))
        labels = labels[1:]
    return names[:MOST_STEPS]


def aligned(one: str, other: str) -> bool:
    """Return whether a domain is the other or below it: relaxed alignment, as far as names alone can tell."""
    one, other = one.lower().rstrip("."), other.lower().rstrip(".")
    return bool(one and other) and (one == other or one.endswith(f".{other}") or other.endswith(f".{one}"))


def nearest(sender: str, domains: Iterable[str]) -> str:
    """Return which of ``domains`` vouches best for the sender's: itself, else the longest aligned one; or nothing."""
    fitting = (one for one in domains if aligned(one, sender))
    return max(fitting, key=lambda one: (one == sender, len(one)), default="")


def agree(one: str, sender: str, policy: Policy | None, *, strict: bool) -> bool:
    """Return whether a domain vouches for the sender's: itself when strict, else one of the same organisation."""
    one, sender = one.lower().rstrip("."), sender.lower().rstrip(".")
    if strict or not one:
        return one == sender
    root = policy.organisation if policy else sender
    return one in (sender, root) or sender.endswith(f".{one}") or one.endswith(f".{root}")
