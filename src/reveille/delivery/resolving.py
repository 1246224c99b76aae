"""Ask the DNS, for the doctor and the linter: one question at a time, each with little patience."""

from __future__ import annotations

import functools
from typing import Any

import dns.exception
import dns.resolver
from django.conf import settings

from reveille.core.names import Answer, Lookup

SECONDS, LIFETIME = 3.0, 5.0
SILENCE = "no answer in time"
PATIENCE = 2  # questions in a row without an answer, and nobody is there


@functools.lru_cache(maxsize=1)
def _resolver(servers: tuple[str, ...]) -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver(configure=not servers)
    if servers:
        resolver.nameservers = list(servers)
    resolver.timeout, resolver.lifetime = SECONDS, LIFETIME
    return resolver


def ask(name: str, kind: str) -> Answer:
    """Return what the DNS says; a server that does not answer is "nobody could say"."""
    try:
        found = _resolver(tuple(settings.RESOLVERS)).resolve(name, kind, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return Answer()
    except dns.exception.DNSException as error:
        return Answer(failed=_why(error))
    return Answer(tuple(sorted(_text(record, kind) for record in found)))


def patient() -> Lookup:
    """Return a way to ask that gives up once nobody has answered twice in a row: one dead server, one short wait."""
    silent = 0

    def asked(name: str, kind: str) -> Answer:
        nonlocal silent
        if silent >= PATIENCE:
            return Answer(failed="the name servers do not answer")
        answer = ask(name, kind)
        silent = silent + 1 if answer.failed == SILENCE else 0
        return answer

    return asked


def txt(name: str) -> str | None:
    """Return the first TXT record of a name, or None."""
    return next(iter(ask(name, "TXT").records), None)


def _text(record: Any, kind: str) -> str:
    if kind == "TXT":
        return str(b"".join(record.strings).decode("utf-8", "replace"))
    return str(record).rstrip(".")


def _why(error: dns.exception.DNSException) -> str:
    if isinstance(error, dns.resolver.NoNameservers):
        return "the name servers fail"
    if isinstance(error, dns.resolver.NoResolverConfiguration):
        return "no resolver is set up here"
    if isinstance(error, dns.exception.Timeout):
        return SILENCE
    return str(error).splitlines()[0][:100] if str(error) else type(error).__name__
