"""What the ledger says of an edition: in all, by provider, and why letters are in doubt or were refused."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count

from reveille.delivery import balance, bounces
from reveille.delivery.models import Delivery, Resend
from reveille.editions.models import Edition

State = Delivery.State
UNHAPPY = (State.IN_DOUBT, State.REFUSED, State.DEFERRED, State.EXPIRED)
PROVIDERS, NAMED = 10, 20  # so many are shown one by one


@dataclass(frozen=True)
class Unhappy:
    """Deliveries that ended in one unhappy state for one reason: how many, and whose they are, the first of them."""

    state: str
    reason: str
    fault: str
    count: int
    addresses: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Ledger:
    """The ledger of one edition."""

    edition: Edition
    balance: balance.Balance
    providers: list[tuple[str, dict[str, int]]]  # the largest first; the rest together as ""
    unhappy: list[Unhappy]
    resends: dict[str, int]
    returned: dict[str, int]  # bounced, complained

    def as_json(self) -> dict[str, Any]:
        """Return the ledger as one JSON object."""
        return {
            "newsletter": self.edition.newsletter.slug,
            "date": self.edition.date.isoformat(),
            **self.balance.counts(),
            "holds": self.balance.holds,
            "complete": self.balance.complete,
            "providers": [{"domain": domain, **counts} for domain, counts in self.providers],
            "unhappy": [vars(one) for one in self.unhappy],
            "resends": self.resends,
            **self.returned,
        }


def of(edition: Edition) -> Ledger:
    """Return what the ledger says of ``edition`` now."""
    return named(counted(edition))


def counted(edition: Edition) -> Ledger:
    """Return what the ledger says of ``edition`` now, but for whose deliveries they are."""
    counts = _by_domain(edition)
    by_state = sum(counts.values(), Counter())
    return Ledger(
        edition,
        balance.held(edition, dict(by_state)),
        _providers(counts),
        _unhappy(edition),
        _resends(edition),
        bounces.counts(edition),
    )


def named(ledger: Ledger) -> Ledger:
    """Return the ledger with the addresses of those whose deliveries ended unhappily."""
    unhappy = [replace(one, addresses=_addresses(ledger.edition, one.state, one.reason)) for one in ledger.unhappy]
    return replace(ledger, unhappy=unhappy)


def _by_domain(edition: Edition) -> dict[str, Counter[str]]:
    """Count the edition's rows by domain and state, each row read once."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    rows = Delivery.objects.filter(edition=edition).order_by().values_list("domain", "state").annotate(n=Count("id"))
    for domain, state, n in rows:
        counts[domain][state] = n
    return counts


def _providers(counts: dict[str, Counter[str]]) -> list[tuple[str, dict[str, int]]]:
    ordered = sorted(counts.items(), key=lambda one: (-one[1].total(), one[0]))
    shown = [(domain, dict(states)) for domain, states in ordered[:PROVIDERS]]
    if rest := sum((states for _, states in ordered[PROVIDERS:]), Counter()):
        shown.append(("", dict(rest)))
    return shown


def _unhappy(edition: Edition) -> list[Unhappy]:
    rows = Delivery.objects.filter(edition=edition, state__in=UNHAPPY)
    groups = rows.order_by().values_list("state", "reason", "fault").annotate(n=Count("id")).order_by("state", "-n")
    return [Unhappy(state, reason, fault, n) for state, reason, fault, n in groups[: NAMED * len(UNHAPPY)]]


def _addresses(edition: Edition, state: str, reason: str) -> list[str]:
    whose = Delivery.objects.filter(edition=edition, state=state, reason=reason, subscription__isnull=False)
    return list(whose.order_by("id").values_list("subscription__subscriber__address", flat=True)[:NAMED])


def _resends(edition: Edition) -> dict[str, int]:
    rows = Resend.objects.filter(delivery__edition=edition).order_by()
    return dict(rows.values_list("why").annotate(Count("id")))
