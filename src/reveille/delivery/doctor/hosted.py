"""What an installation is asked whose letters leave by a hosted provider: it signs, and it sees to the names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from reveille.core import checkup, lint
from reveille.core.checkup import Line
from reveille.core.lint.findings import Finding
from reveille.core.names import Lookup
from reveille.mail import hooks
from reveille.mail.account import UNTRACKED


@dataclass(frozen=True)
class Hosted:
    """A hosted provider, as a ``Way``."""

    name: str

    def taken(self, now: datetime, lookup: Lookup) -> Iterator[Line]:
        """Say that it takes letters over https, and judge the names of the addresses that we know it sends from."""
        yield checkup.ok("TLS", f"{self.name} takes letters by its API, over https")
        if settings.SENDING_ADDRESSES:
            yield from checkup.ptr_lines(settings.SENDING_ADDRESSES, "", lookup)
        else:
            yield checkup.unknown("PTR", f"{self.name} sends from addresses of its own, and sees to their names")
        yield self._untracked()

    def _untracked(self) -> Line:
        if self.name in UNTRACKED:
            return checkup.ok(
                "tracking", f"{self.name} is told with each letter to put no pixel in and leave links alone"
            )
        whether = f"whether {self.name} puts a pixel in, or turns links over to itself, its account says"
        return checkup.unknown("tracking", whether, "turn the tracking of opens and clicks off there")

    def returns(self) -> Iterator[Line]:
        """Judge whether it tells us what comes back to it."""
        if settings.WEBHOOK:
            yield checkup.ok("MX bounces", f"{settings.WEBHOOK.provider} tells by its webhook what comes back")
            return
        todo = f'set webhook = "{self.name}" and webhook_secret, and have it call /provider/SECRET/ (docs/sending.md)'
        if self.name not in hooks.PROVIDERS:
            todo = f"look at {self.name}'s own list, or use one of: {', '.join(hooks.PROVIDERS)}"
        yield checkup.wrong("MX bounces", "nobody counts what comes back", todo, blocks=False)

    def envelope(self, domain: str, lookup: Lookup) -> Iterator[Line]:
        """Say whose SPF is asked."""
        own = f"{self.name} has an envelope of its own, of which SPF is asked"
        yield checkup.unknown("SPF", own, f"let {self.name} show you the records for a return path below {domain}")

    def vouched(self, domain: str, envelope: str, lookup: Lookup) -> Iterator[Line]:
        """Judge the DMARC record of a sender's domain, and say that the signature is the provider's."""
        told = checkup.dmarc_lines(domain, "", envelope, settings.CONTACT_ADDRESS, lookup)
        yield from (line for line in told if line.id == "DMARC")
        theirs = f"{self.name} signs; whether for {domain} cannot be told from here"
        todo = (
            f"publish what {self.name} shows for {domain}; a first letter to yourself has to say dkim=pass, dmarc=pass"
        )
        yield replace(checkup.unknown("DKIM", theirs, todo), sender=domain)
        yield replace(checkup.unknown("DMARC by DKIM", theirs, todo), sender=domain)

    def one_click(self, which: str, faults: Sequence[Finding]) -> Line:
        """Judge a letter's way out that we have not signed ourselves."""
        if lint.fails(tuple(faults)):
            return checkup.wrong("one click", f"{which}: {faults[0]}", faults[0].todo)
        return checkup.unknown("one click", f"{which} has a way out by one click, which {self.name} has to sign")
