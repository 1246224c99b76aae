"""H8, H12, H13: the letter's DKIM signatures, what they cover, and whether they pass."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from reveille.core import dkim, dmarc
from reveille.core.lint import reading
from reveille.core.lint.findings import FAIL, REMARK, WARN, Context, Finding
from reveille.core.lint.reading import Letter

SHOULD_COVER = (
    "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "reply-to", "list-id", "list-help",
    "list-archive", "list-owner", "list-unsubscribe", "list-unsubscribe-post", "feedback-id",
)  # fmt: skip


def check(letter: Letter, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with the signatures, by what they say and, where there are records, by whether they pass."""
    if not letter.all("dkim-signature"):
        severity = REMARK if context.rehearsal or not context.signs else FAIL
        yield Finding("H12", severity, "DKIM-Signature", "not signed", "set REVEILLE_DKIM, see docs/sending.md")
        if letter.mailing:
            yield Finding("H8", severity, "List-Unsubscribe", "no signature covers it", "sign the letter")
        return
    yield from _forms(letter)
    if context.record_of is None:
        yield Finding("H12", REMARK, "DKIM-Signature", "not verified: no records at hand", "ask with --dns")
        return
    verified = dkim.verify(letter.raw, context.record_of)
    good = [one for one in verified if one.passed and sender_s(one.domain, letter)]
    for one in verified:
        if not one.passed:
            severity = FAIL if not good else WARN
            travelled = any(field.name == "received" for field in letter.trace)
            yield Finding(
                "H13" if travelled else "H12", severity, f"DKIM-Signature {one.selector}", one.why,
                "see what changed it on the way" if travelled else "publish the key's record: reveille doctor",
            )  # fmt: skip
        elif one.algorithm == "rsa-sha256" and (bits := _bits(context, one)) < 2048:
            yield Finding("H12", FAIL, f"DKIM-Signature {one.selector}", f"a key of {bits} bits", "use 2048 or more")
    if not any(one.algorithm == "rsa-sha256" for one in good):
        yield Finding(
            "H12", FAIL, "DKIM-Signature", "no RSA signature that passes and is of the sender's domain",
            "Ed25519 alone is not known everywhere",
        )  # fmt: skip
    wanted = {name for name in ("list-unsubscribe", "list-unsubscribe-post") if letter.all(name)}
    if letter.mailing and not any(wanted <= set(one.headers) for one in good):
        yield Finding(
            "H8", FAIL, "DKIM-Signature", "no passing signature covers both List-Unsubscribe and its Post",
            "name both in h= (RFC 8058 4)",
        )  # fmt: skip


def sender_s(domain: str, letter: Letter) -> bool:
    """Tell whether a domain is the sender's; a From that cannot be read is H1's to name."""
    return not letter.domain("from") or dmarc.aligned(domain, letter.domain("from"))


def _forms(letter: Letter) -> Iterator[Finding]:
    """What each signature says of itself."""
    for said, names in covers(letter):
        where = f"DKIM-Signature {said.get('s', '')}"
        if not sender_s(said.get("d", ""), letter):
            yield Finding("H12", FAIL, where, f"d={said.get('d', '')} is not the sender's domain", "sign for From's")
        if "l" in said:
            yield Finding("H12", FAIL, where, "l= lets anybody add to the body", "drop l=")
        if "t" not in said:
            yield Finding("H12", FAIL, where, "no t=", "say when it was signed")
        if said.get("c") != "relaxed/relaxed":
            yield Finding("H12", FAIL, where, f"c={said.get('c', 'simple/simple')}", "use relaxed/relaxed")
        if names.count("from") < 2:
            yield Finding("H12", FAIL, where, "a second From could be added", "name From once more in h=")
        bare = [name for name in SHOULD_COVER if letter.all(name) and name not in names]
        if bare:
            yield Finding(
                "H12", FAIL, where, f"it does not cover {', '.join(map(reading.titled, bare))}", "name them in h="
            )


def covers(letter: Letter) -> list[tuple[dict[str, str], list[str]]]:
    """Return each signature's tags, and the names it covers."""
    found = [dkim.tags(field.value) for field in letter.all("dkim-signature")]
    return [(said, [name.strip().lower() for name in said.get("h", "").split(":")]) for said in found]


def _bits(context: Context, one: dkim.Verified) -> int:
    record = (context.record_of(f"{one.selector}._domainkey.{one.domain}") if context.record_of else None) or ""
    try:
        key = serialization.load_der_public_key(base64.b64decode(re.sub(r"\s+", "", dkim.tags(record).get("p", ""))))
    except (ValueError, UnsupportedAlgorithm, binascii.Error):
        return 0
    return key.key_size if isinstance(key, rsa.RSAPublicKey) else 0


def signed_at(letter: Letter) -> datetime | None:
    """Return when the letter was signed, as its signature says."""
    for said, _ in covers(letter):
        if said.get("t", "").isdecimal():
            return datetime.fromtimestamp(min(int(said["t"]), 2**33), UTC)
    return None
