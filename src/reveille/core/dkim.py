"""DKIM: who vouches for a letter (RFC 6376; Ed25519: RFC 8463). Signing, verifying, and the record in the DNS.

Always relaxed/relaxed, with ``t=`` and never ``l=``; From and the other headers that a reader believes are signed
once more than they are there, so that nobody can add a second one.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa

from reveille.core import multibuffer
from reveille.core.errors import MessageError

CRLF = b"\r\n"
PrivateKey = rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
SIGNED = (
    "from", "subject", "reply-to", "list-id", "list-help", "list-archive", "list-owner", "list-unsubscribe-post",
    "feedback-id", "precedence", "auto-submitted", "mime-version", "content-type", "content-transfer-encoding",
    "to", "date", "message-id", "list-unsubscribe",
)  # fmt: skip
"""What is signed where it is there: first what all copies of an edition share, then what is one subscriber's."""
OVERSIGNED = ("from", "to", "subject", "date", "reply-to")
WORTH_IT = 5  # texts to sign together: eight at once take as long as four or five singly

_PKCS1, _SHA256 = padding.PKCS1v15(), hashes.SHA256()
_WSP = re.compile(rb"[ \t]+")
_BEFORE_END = re.compile(rb" (?=\r\n)")
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9])?")


@dataclass(frozen=True)
class Signer:
    """Signs for ``domain`` with the key whose public half stands at ``selector._domainkey.domain``."""

    domain: str
    selector: str
    key: PrivateKey

    def __post_init__(self) -> None:
        check_names(self.domain, self.selector)

    @property
    def together(self) -> int:
        """How many signatures are best made at once."""
        return 1 if self._octet is None else multibuffer.LANES

    def signature(self, data: bytes) -> bytes:
        """Return the signature of the canonical headers."""
        return self._sign(data)

    def signatures(self, texts: Sequence[bytes]) -> list[bytes]:
        """Return the signature of each text: eight at once where that can be done and is less work."""
        if self._octet is None:
            return [self._sign(text) for text in texts]
        made: list[bytes] = []
        for start in range(0, len(texts), multibuffer.LANES):
            some = texts[start : start + multibuffer.LANES]
            made += self._at_once(self._octet, some) if len(some) >= WORTH_IT else map(self._sign, some)
        return made

    def _at_once(self, octet: multibuffer.Octet, texts: Sequence[bytes]) -> Iterable[bytes]:
        try:
            return octet.signatures(texts)
        except ArithmeticError:
            return map(self._sign, texts)

    @functools.cached_property
    def _octet(self) -> multibuffer.Octet | None:
        return multibuffer.octet(self.key) if isinstance(self.key, rsa.RSAPrivateKey) else None

    @functools.cached_property
    def _sign(self) -> Callable[[bytes], bytes]:
        """What the key does; asking an abstract class what kind it is takes longer than all around it."""
        key = self.key
        if isinstance(key, rsa.RSAPrivateKey):
            return lambda data: key.sign(data, _PKCS1, _SHA256)
        return lambda data: key.sign(hashlib.sha256(data).digest())  # RFC 8463 3: of the hash

    @property
    def algorithm(self) -> str:
        """Return what ``a=`` says."""
        return "rsa-sha256" if isinstance(self.key, rsa.RSAPrivateKey) else "ed25519-sha256"

    @property
    def where(self) -> str:
        """Return the name of its record."""
        return f"{self.selector}._domainkey.{self.domain}"

    def record(self) -> str:
        """Return the TXT record that lets others check."""
        public = self.key.public_key()
        if isinstance(public, rsa.RSAPublicKey):
            der = public.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
            return f"v=DKIM1; k=rsa; p={base64.b64encode(der).decode()}"
        raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return f"v=DKIM1; k=ed25519; p={base64.b64encode(raw).decode()}"


def check_names(domain: str, selector: str) -> None:
    """Raise MessageError where a domain or a selector cannot stand in the DNS (nor in a path)."""
    if not _NAME.fullmatch(domain) or not _NAME.fullmatch(selector):
        raise MessageError("DKIM", f"no name in the DNS: {selector!r} or {domain!r}")


@dataclass(frozen=True)
class Heading:
    """The signature's own header up to ``t=``, made once for a signer and a list of headers."""

    signer: Signer
    raw: bytes
    canonical: bytes

    def unsigned(self, headers: bytes, body_hash: bytes, at: int) -> tuple[bytes, bytes]:
        """Return the rest of the header up to ``b=``, and what is to be signed.

        ``headers`` are canonical and in the order of ``h=``.
        """
        end = b" t=%d; bh=%b;" % (at, binascii.b2a_base64(body_hash, newline=False))
        # RFC 6376 3.7: the header itself is signed too, with an empty b= and without its line's end.
        return end, b"%b%b%b b=" % (headers, self.canonical, end)

    def field(self, end: bytes, signature: bytes) -> bytes:
        """Return the header field, with its CRLF."""
        value = binascii.b2a_base64(signature, newline=False)
        lines = [value[start : start + 74] for start in range(0, len(value), 74)]
        return self.raw + end + b"\r\n b=" + b"\r\n ".join(lines) + CRLF


def heading(signer: Signer, names: Sequence[str]) -> Heading:
    """Return the beginning of the signature over the headers ``names``, in the order in which they are hashed."""
    listed = ":".join((*names, *(name for name in OVERSIGNED)))
    lines, line = [], " h="
    for name in listed.split(":"):
        if len(line) + len(name) > 74:
            lines.append(line)
            line = " "
        line += f"{name}:"
    lines.append(line[:-1] + ";")
    said = f"DKIM-Signature: v=1; a={signer.algorithm}; c=relaxed/relaxed; d={signer.domain};\r\n s={signer.selector};"
    raw = "\r\n".join((said, *lines, "")).encode("ascii")
    return Heading(signer, raw, canonical_header(raw))


def signed(letter: bytes, signers: Sequence[Signer], at: datetime) -> bytes:
    """Return a whole letter with a signature of each signer above it."""
    head, body = _parted(letter)
    there = fields(head)
    names = [name for name in SIGNED for found, _ in there if found == name]
    headers = b"".join(canonical_header(raw) + CRLF for name in SIGNED for found, raw in there if found == name)
    body_hash = hashlib.sha256(canonical_body(body)).digest()
    above = []
    for one in signers:
        begun = heading(one, names)
        end, text = begun.unsigned(headers, body_hash, int(at.timestamp()))
        above.append(begun.field(end, one.signature(text)))
    return b"".join(above) + letter


def canonical_header(field: bytes) -> bytes:
    """Return a header field in relaxed form, without its line's end (RFC 6376 3.4.2)."""
    name, _, value = field.partition(b":")
    return name.strip().lower() + b":" + _WSP.sub(b" ", value.replace(CRLF, b"")).strip(b" ")


def canonical_body(body: bytes) -> bytes:
    """Return a body in relaxed form (RFC 6376 3.4.4)."""
    body = canonical_lines(body).rstrip(CRLF)
    return body + CRLF if body else b""


def canonical_lines(lines: bytes) -> bytes:
    """Return lines of a body in relaxed form, but for what is at the body's very end."""
    if b" " not in lines and b"\t" not in lines:
        return lines
    return _BEFORE_END.sub(b"", _WSP.sub(b" ", lines))


def fields(head: bytes) -> list[tuple[str, bytes]]:
    """Return the header fields, each with its lower-case name, folded as they are, without the last line's end."""
    parted = re.split(rb"\r\n(?![ \t])", head.strip(CRLF))
    return [(field.partition(b":")[0].strip().lower().decode("ascii", "replace"), field) for field in parted if field]


# --- verifying -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Verified:
    """What one signature of a letter is worth; ``why`` says what is wrong with it, or nothing."""

    domain: str
    selector: str
    algorithm: str
    headers: tuple[str, ...]
    why: str

    @property
    def passed(self) -> bool:
        """Return whether it holds."""
        return not self.why


def verify(letter: bytes, record_of: Callable[[str], str | None]) -> tuple[Verified, ...]:
    """Return what each signature of ``letter`` is worth; ``record_of`` gives the TXT record of a name, or None."""
    head, body = _parted(letter)
    there = fields(head)
    return tuple(_verified(raw, there, body, record_of) for name, raw in there if name == "dkim-signature")


def _verified(
    raw: bytes, there: Sequence[tuple[str, bytes]], body: bytes, record_of: Callable[[str], str | None]
) -> Verified:
    said = tags(raw.partition(b":")[2].decode("ascii", "replace"))
    names = tuple(name.strip().lower() for name in said.get("h", "").split(":"))
    domain, selector, algorithm = said.get("d", ""), said.get("s", ""), said.get("a", "")

    def answer(why: str) -> Verified:
        return Verified(domain, selector, algorithm, names, why)

    if said.get("v") != "1" or said.get("c", "simple/simple") != "relaxed/relaxed" or "l" in said:
        return answer("not a signature of the kind we make: v=1, relaxed/relaxed, without l=")
    if "from" not in names:
        return answer("it does not cover From")
    expected = base64.b64encode(hashlib.sha256(canonical_body(body)).digest()).decode()
    if _unfolded(said.get("bh", "")) != expected:
        return answer("the body is not the one that was signed")
    record = record_of(f"{selector}._domainkey.{domain}")
    if record is None:
        return answer(f"no record at {selector}._domainkey.{domain}")
    stack: dict[str, list[bytes]] = defaultdict(list)
    for name, field in there:
        stack[name].append(field)
    # RFC 6376 5.4.2: of several with one name, the lowest first; one that is not there counts as empty.
    chosen = (stack[name].pop() for name in names if stack[name])
    headers = b"".join(canonical_header(field) + CRLF for field in chosen)
    unsigned = re.sub(rb"(?<![a-zA-Z])b=[^;]*", b"b=", canonical_header(raw))
    try:
        _check(record, algorithm, headers + unsigned, base64.b64decode(_unfolded(said.get("b", ""))))
    except (InvalidSignature, ValueError, UnsupportedAlgorithm, binascii.Error) as error:
        return answer(str(error) or "the headers are not those that were signed, or the key is another")
    return answer("")


def _check(record: str, algorithm: str, data: bytes, signature: bytes) -> None:
    said = tags(record)
    public = base64.b64decode(_unfolded(said.get("p", "")))
    if not public:
        raise ValueError("the key was revoked")
    if algorithm == "ed25519-sha256":
        ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, hashlib.sha256(data).digest())
        return
    key = serialization.load_der_public_key(public)
    if algorithm != "rsa-sha256" or not isinstance(key, rsa.RSAPublicKey):
        raise ValueError("a= and the key's kind do not go together")
    if key.key_size < 1024:
        raise ValueError("the key is too short")
    key.verify(signature, data, _PKCS1, _SHA256)


def tags(value: str) -> dict[str, str]:
    """Return a list of ``tag=value;`` as a mapping (RFC 6376 3.2)."""
    parts = (part.partition("=") for part in value.split(";"))
    return {name.strip(): content.strip() for name, mark, content in parts if mark}


def _unfolded(value: str) -> str:
    return re.sub(r"\s+", "", value)


def _parted(letter: bytes) -> tuple[bytes, bytes]:
    head, blank, body = letter.partition(b"\r\n\r\n")
    if not blank:
        raise MessageError("letter", "no empty line between its headers and its body")
    return head + CRLF, body
