"""Paces: what each domain bears, learned in this round or remembered from one before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, fields
from datetime import datetime

from reveille.core import pacing
from reveille.core.pacing import Pace
from reveille.core.replies import Kind
from reveille.delivery.models import DomainPace
from reveille.mail import alarm

FREE = Pace()
_FIELDS = [field.name for field in fields(Pace)]


class Paces:
    """The paces of all domains; ``most`` letters may be on their way at once."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held: dict[str, str] = {}  # domains that were paused in this round, and why
        self.healed: set[str] = set()  # domains that take letters again
        self._of = known()
        self._changed: set[str] = set()
        self._flying: Counter[str] = Counter()

    def open(self, domain: str, now: datetime) -> bool:
        """Tell whether a letter to a domain may begin now."""
        at = self.open_at(domain, now) if domain in self._of else now
        return at is not None and at <= now

    def open_at(self, domain: str, now: datetime) -> datetime | None:
        """Return when the next letter to a domain may begin; None when one on its way must end first."""
        pace = self._of.get(domain, FREE)
        return now if pace is FREE else pacing.open_at(pace, self._flying[domain], now)

    def closed(self, now: datetime) -> set[str]:
        """Return the domains to which no letter may begin now, whatever ends."""
        return {domain for domain, pace in self._of.items() if pace.held_until is not None and pace.held_until > now}

    def begun(self, domain: str, now: datetime) -> None:
        """A letter to a domain begins."""
        self._flying[domain] += 1
        if domain in self._of:
            self._set(domain, pacing.begun(self._of[domain], now))

    def ended(self, domain: str) -> None:
        """It ended, or never began."""
        self._flying[domain] -= 1

    def heard(self, domain: str, kind: Kind, began_at: datetime, now: datetime, why: str) -> None:
        """Learn from an answer."""
        if kind == Kind.TAKEN and domain not in self._of:
            return
        before = self._of.get(domain, FREE)
        after = pacing.heard(before, kind, began_at, now, self.most, why[:300])
        if after is before:
            return
        self._set(domain, after)
        if after.held_until != before.held_until and after.held_until is not None:
            self.held[domain] = why
            self.healed.discard(domain)
        elif before.pause and not after.pause:
            self.held.pop(domain, None)
            self.healed.add(domain)

    def store(self) -> None:
        """Remember what was learned."""
        for domain in sorted(self._changed):
            pace = self._of.get(domain, FREE)
            if pace == FREE:
                DomainPace.objects.filter(domain=domain).delete()
            else:
                DomainPace.objects.update_or_create(domain=domain, defaults=asdict(pace))
        self._changed.clear()

    def tell(self, now: datetime) -> None:
        """Tell the operator which domains are paused, and which are not any more."""
        for domain, why in self.held.items():
            words = f"Its letters wait, and one will ask again later. It said: {why}"
            alarm.tell(f"mail to {domain} is paused", words, now, cause=f"paused {domain}")
        for domain in self.healed:
            alarm.clear(f"paused {domain}", now)

    def _set(self, domain: str, pace: Pace) -> None:
        self._changed.add(domain)
        if pace == FREE:
            self._of.pop(domain, None)
        else:
            self._of[domain] = pace


def lift(domains: Collection[str]) -> None:
    """Let the domains be asked again at once: an operator says that it is mended."""
    DomainPace.objects.filter(domain__in=domains).update(held_until=None)


def known() -> dict[str, Pace]:
    """Return the paces that are stored."""
    rows = DomainPace.objects.values_list("domain", *_FIELDS)
    return {domain: Pace(*values) for domain, *values in rows}


def paused(now: datetime) -> Mapping[str, tuple[datetime, str]]:
    """Return the domains that are paused: until when, and why."""
    return {
        domain: (pace.held_until, pace.why)
        for domain, pace in known().items()
        if pace.held_until is not None and pace.held_until > now
    }
