"""The door that every form of strangers goes through: quiet questions that only programs answer wrongly.

A hidden field that people leave empty; the signed moment at which the form was shown; as many askings a day as a
network may have; and, where the operator wants it, a proof of work (ALTCHA) that a browser makes in about a second,
in our own page, with nothing from elsewhere. The JSON endpoint stands behind the same door.
"""

from __future__ import annotations

import enum
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import altcha
from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from reveille.subscribers import addresses, limits

TOO_FAST = timedelta(seconds=2)  # nobody reads the offer and types an address in less
TOO_OLD = timedelta(days=1)  # who comes back the next day presses once more
# A proof: so many tries, each of so many rounds of PBKDF2: .3 to .9 s in Chromium (docs/decisions.md). How many tries
# it takes is set, so that nobody is unlucky.
COST, FEWEST, MOST = 1_000, 600, 1_000


class Verdict(enum.Enum):
    """What the door says; the value is what a person is told."""

    COME_IN = ""
    PROGRAM = "A program."  # never told: it hears what everybody hears
    UNSIGNED = "This did not come from a form of ours."
    TOO_FAST = gettext_noop("That was quick. Please press once more, so that we know you are a person.")
    TOO_OLD = gettext_noop("This page lay open for more than a day. Please press once more.")
    NO_WORK = gettext_noop(
        "Your browser has to calculate for a moment before we send a mail, and it did not: that keeps robots out. "
        "Please allow JavaScript here and press once more, or write to %(contact)s."
    )
    CROWDED = gettext_noop(
        "Very many sign-ups came from your network today. Please try again tomorrow, or write to %(contact)s."
    )

    @property
    def words(self) -> str:
        """What a person is told."""
        return gettext(self.value) % {"contact": settings.CONTACT_ADDRESS}


@dataclass(frozen=True)
class Shown:
    """What a form carries to be let through the door: the signed moment, and the challenge where there is one."""

    started: str
    challenge: str


def shown() -> Shown:
    """Return what a form that is shown now carries."""
    started = signing.dumps(settings.CLOCK().timestamp(), salt="sign-up")
    return Shown(started, challenge(started) if settings.PROOF_OF_WORK else "")


def challenge(started: str) -> str:
    """Return a puzzle as JSON, good for the one form that was shown at ``started``."""
    made = altcha.create_challenge(
        algorithm="PBKDF2/SHA-256",
        cost=COST,
        counter=FEWEST + secrets.randbelow(MOST - FEWEST),
        data={"started": started},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("key"),
    )
    return json.dumps(made.to_dict(), separators=(",", ":"))


class Door(forms.Form):
    """The fields of the door; ``verdict`` once the form is valid."""

    website = forms.CharField(required=False, max_length=200)
    started = forms.CharField(required=False, max_length=200)
    altcha = forms.CharField(required=False, max_length=4000)

    def verdict(self, request: HttpRequest) -> Verdict:
        """Return whether the form may come in. Asked once: a yes is counted, and a proof is good for one."""
        started, now = self.cleaned_data.get("started", ""), settings.CLOCK()
        at = _signed(started)
        if self.cleaned_data.get("website"):
            return Verdict.PROGRAM
        if at is None:
            return Verdict.UNSIGNED
        if now < at + TOO_FAST:
            return Verdict.TOO_FAST
        if now > at + TOO_OLD:
            return Verdict.TOO_OLD
        if settings.PROOF_OF_WORK:
            proof = _proof(self.cleaned_data.get("altcha", ""), started)
            if not proof or not limits.take(proof, 1, at.date()):
                return Verdict.NO_WORK
        if not limits.take(network(request), settings.SIGNUPS_PER_NETWORK, now.date()):
            return Verdict.CROWDED
        return Verdict.COME_IN


def network(request: HttpRequest) -> str:
    """Return the keyed hash of the network that a request came from."""
    return addresses.network(request.META.get("REMOTE_ADDR", ""))


def _signed(started: str) -> datetime | None:
    """The moment at which a form was shown, or None when it does not hold our signature."""
    try:
        return datetime.fromtimestamp(float(signing.loads(started, salt="sign-up")), UTC)
    except (signing.BadSignature, TypeError, ValueError):
        return None


def _proof(payload: str, started: str) -> str:
    """Return the name of a proof that holds for this form, or nothing."""
    try:
        proof = altcha.Payload.from_base64(payload)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    if (proof.challenge.parameters.data or {}).get("started") != started:
        return ""
    if not altcha.verify_solution(proof, _secret("challenge"), hmac_key_secret=_secret("key")).verified:
        return ""
    return str(proof.challenge.signature)


def _secret(purpose: str) -> str:
    return f"{settings.SECRET_KEY}:proof of work:{purpose}"
