"""The keys that vouch for our letters: in ``$REVEILLE_DATA/dkim``, made by the first who needs them.

Two keys, ``SELECTOR.pem`` (RSA-2048, which everybody checks) and ``SELECTOR-ed.pem`` (Ed25519). Their records have to
stand in the DNS before letters are signed by them; ``reveille doctor`` says which and whether they do.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from django.conf import settings

from reveille.core import dkim
from reveille.core.errors import SettingError

RSA_BITS = 2048  # RFC 8301 3.2; longer ones do not fit a single string of a TXT record


def signers() -> tuple[dkim.Signer, ...]:
    """Return who signs here: nobody where DKIM is off, else both keys of the installation. Raises SettingError."""
    if not settings.DKIM:
        return ()
    return _signers(Path(settings.DATA) / "dkim", settings.DKIM_DOMAIN, settings.DKIM_SELECTOR)


def signed(letter: bytes, sender: str, at: datetime) -> bytes:
    """Return a letter of our own, from ``sender``, with the installation's signatures."""
    return dkim.signed(letter, signers_of(sender.rpartition("@")[2]), at)


def signers_of(domain: str) -> tuple[dkim.Signer, ...]:
    """Return who signs for letters from ``domain``: nobody's signature helps that is not of its organisation."""
    return tuple(one for one in signers() if _aligned(one.domain, domain))


def _aligned(signing: str, sender: str) -> bool:
    """Tell whether one domain is the other or below it, which relaxed alignment takes (RFC 7489 3.1.1)."""
    signing, sender = signing.lower(), sender.lower()
    return signing == sender or sender.endswith(f".{signing}") or signing.endswith(f".{sender}")


@functools.lru_cache(maxsize=8)
def _signers(folder: Path, domain: str, selector: str) -> tuple[dkim.Signer, ...]:
    return (
        dkim.Signer(domain, selector, _key(folder / f"{selector}.pem", "rsa")),
        dkim.Signer(domain, f"{selector}-ed", _key(folder / f"{selector}-ed.pem", "ed25519")),
    )


def _key(path: Path, kind: str) -> dkim.PrivateKey:
    """Return the key in ``path``, made if there is none; of two at once, both get the first one's."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
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
