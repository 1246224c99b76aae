"""H14 and H16: whom bounces and answers reach."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reveille.core.lint import signatures
from reveille.core.lint.findings import REMARK, WARN, Context, Finding
from reveille.core.lint.reading import Letter

NOBODY = re.compile(r"(?:no|do-?not|never)[-_.]?reply", re.IGNORECASE)
_VERP = re.compile(r"[A-Za-z0-9]{1,12}[+=-][A-Za-z0-9._~=-]{16,}")


def check(letter: Letter, context: Context) -> Iterator[Finding]:
    """Yield what keeps bounces or answers from whom they are for."""
    yield from _envelope(letter, context)
    yield from _answerable(letter, context)


def _envelope(letter: Letter, context: Context) -> Iterator[Finding]:
    returned = next((field.value.strip("<> ") for field in letter.trace if field.name == "return-path"), "")
    envelope = context.envelope or returned
    if not envelope or not letter.mailing:
        return
    local, _, domain = envelope.rpartition("@")
    if not signatures.sender_s(domain, letter):
        signed = any(
            signatures.sender_s(said.get("d", ""), letter) for said, _ in signatures.covers(letter)
        )  # if it passes, says H12
        yield Finding(
            "H14", WARN if signed else context.world(), "the envelope", f"{domain} is not of the sender's domain",
            "DMARC passes by DKIM alone" if signed else "neither SPF nor DKIM vouches for From: DMARC fails",
        )  # fmt: skip
    if not _VERP.fullmatch(local):
        severity = REMARK if context.rehearsal else WARN
        yield Finding(
            "H14", severity, "the envelope", "no token of its own: bounces cannot say whose they are", "use VERP"
        )


def _answerable(letter: Letter, context: Context) -> Iterator[Finding]:
    if NOBODY.search(letter.address("from").rpartition("@")[0]):
        yield Finding("H16", WARN, "From", "an address that nobody reads", "write from one that somebody does")
    replies = letter.all("reply-to")
    if not replies:
        return
    address = letter.address("reply-to")
    if not address:
        yield Finding("H16", WARN, "Reply-To", "no single address", "name one that somebody reads")
    elif NOBODY.search(address.rpartition("@")[0]):
        yield Finding("H16", WARN, "Reply-To", "an address that nobody reads", "name one that somebody reads")
    elif "." not in address.rpartition("@")[2] and not context.rehearsal:
        yield Finding("H16", WARN, "Reply-To", "a domain that no mail reaches", "name one that somebody reads")
