"""The keys that vouch for our letters: in ``$REVEILLE_DATA/dkim/DOMAIN``, made by the first who needs them.

Two keys for each domain that signs, ``SELECTOR.pem`` (RSA-2048, which everybody checks) and ``SELECTOR-ed.pem``
(Ed25519). Their records have to stand in the DNS before letters are signed by them; ``reveille doctor`` says which and
whether they do. A letter is signed for its own From: by the domain of REVEILLE_DKIM_DOMAIN that is the sender's or one
of its organisation, or else by the sender's itself.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from django.conf import settings

from reveille.core import dkim, dmarc
from reveille.core.errors import SettingError

RSA_BITS = 2048  # RFC 8301 3.2; longer ones do not fit a single string of a TXT record


def signed(letter: bytes, sender: str, at: datetime) -> bytes:
    """Return a letter of our own, from ``sender``, with the signatures of its domain."""
    return dkim.signed(letter, signers_of(sender.rpartition("@")[2]), at)


def signers_of(sender: str) -> tuple[dkim.Signer, ...]:
    """Return who signs for letters from the domain ``sender``, one of ours: both its keys; nobody where DKIM is off.

    Raises SettingError.
    """
    if not settings.DKIM:
        return ()
    domain = domain_for(sender)
    first = domain in settings.DKIM_DOMAINS[:1]
    return _signers(Path(settings.DATA) / "dkim", domain, settings.DKIM_SELECTOR, first)


def domain_for(sender: str) -> str:
    """Return the domain that vouches for letters from the domain ``sender``; nothing where DKIM is off."""
    sender = sender.lower()
    return (dmarc.nearest(sender, settings.DKIM_DOMAINS) or sender) if settings.DKIM else ""


def signers(senders: Iterable[str]) -> tuple[dkim.Signer, ...]:
    """Return who signs for letters from any of the domains ``senders``, each once."""
    return tuple(dict.fromkeys(one for sender in senders for one in signers_of(sender)))


@functools.lru_cache(maxsize=256)
def _signers(folder: Path, domain: str, selector: str, first: bool) -> tuple[dkim.Signer, ...]:
    """Return a domain's signers; the ``first`` takes over the keys from when there was one domain, in ``folder``."""
    dkim.check_names(domain, selector)  # they become a path
    (folder / domain).mkdir(parents=True, exist_ok=True, mode=0o700)
    found = []
    for name, kind in ((selector, "rsa"), (f"{selector}-ed", "ed25519")):
        path = folder / domain / f"{name}.pem"
        if first and not path.exists():
            with contextlib.suppress(FileNotFoundError):
                (folder / path.name).rename(path)
        found.append(dkim.Signer(domain, name, _key(path, kind)))
    return tuple(found)


def _key(path: Path, kind: str) -> dkim.PrivateKey:
    """Return the key in ``path``, made if there is none; of two at once, both get the first one's."""
    if not path.exists():
        made: dkim.PrivateKey = (
            rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)
            if kind == "rsa"
            else ed25519.Ed25519PrivateKey.generate()
        )
        draft = path.with_suffix(f".{os.getpid()}.tmp")
        draft.touch(mode=0o600)
        draft.write_bytes(
            made.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise SettingError("REVEILLE_DKIM_SELECTOR", f"{path} holds no private key: {error}") from error
    if not isinstance(key, rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey):
        raise SettingError("REVEILLE_DKIM_SELECTOR", f"{path} is neither RSA nor Ed25519")
    return key


def records(found: Sequence[dkim.Signer]) -> dict[str, str]:
    """Return the TXT records to publish: name to text."""
    return {one.where: one.record() for one in found}


def fingerprint(sender: str) -> str:
    """Return what changes when letters from ``sender`` are signed by other keys or names, or no longer at all."""
    told = (f"{where} {text}\n" for where, text in records(signers_of(sender)).items())
    return hashlib.sha256("".join(told).encode()).hexdigest()
