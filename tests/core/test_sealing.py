"""A sealed copy is the filled letter with the signatures above it, byte for byte, and others verify it."""

import base64
import re
from dataclasses import replace
from datetime import UTC, datetime

import dkim as dkimpy
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from hypothesis import given, settings
from tests.core.sound import ALICE, HEAD, HTML, TEXT, bodies, clean

from reveille.core import dkim, message, sealing
from reveille.core.errors import MessageError
from reveille.core.sealing import Sealer

NOW = datetime(2026, 11, 25, 6, 30, 7, tzinfo=UTC)
SIGNERS = (
    dkim.Signer("reveille.example", "one", rsa.generate_private_key(public_exponent=65537, key_size=2048)),
    dkim.Signer("reveille.example", "two", ed25519.Ed25519PrivateKey.generate()),
)
RECORDS = {one.where: one.record() for one in SIGNERS}


def both(template, personal, signers=SIGNERS):
    """The copy as it is sealed, and as it is when the whole letter is signed in one piece."""
    return Sealer(template, signers).letter(personal, NOW), dkim.signed(message.fill(template, personal), signers, NOW)


@pytest.mark.parametrize("html", [HTML, ""], ids=["html", "text"])
@pytest.mark.parametrize("by_mail", ["", "mailto:u+abc@bounces.reveille.example"])
def test_sealed_is_signed(html, by_mail):
    sealed, signed = both(message.template(HEAD, TEXT, html), replace(ALICE, leave_by_mail=by_mail))

    assert sealed == signed


@settings(max_examples=60, deadline=None)
@given(bodies, bodies, clean, clean)
def test_sealed_is_signed_whatever_stands_in_the_letter(before, after, why, subject):
    whole = f"{before}\n%%WHY%%\n%%LEAVE%%\n{after}"
    template = message.template(replace(HEAD, subject=subject), whole, f'{before}<a href="%%LEAVE%%">{after}')

    sealed, signed = both(template, replace(ALICE, why=why))

    assert sealed == signed
    assert [one.why for one in dkim.verify(sealed, RECORDS.get)] == ["", ""]


@given(bodies)
def test_a_letter_of_plain_text_may_end_with_anything(after):
    sealed, signed = both(message.template(HEAD, f"%%LEAVE%%\n{after}"), ALICE)

    assert sealed == signed


def test_another_verifier_takes_both_signatures():
    sealed, _ = both(message.template(HEAD, TEXT, HTML), ALICE)

    def record(name, timeout=5):
        return RECORDS[name.decode().rstrip(".")].encode()

    verifier = dkimpy.DKIM(sealed)
    assert [verifier.verify(idx=place, dnsfunc=record) for place in (0, 1)] == [True, True]


def test_one_changed_letter_of_body_or_header_breaks_both():
    sealed, _ = both(message.template(HEAD, TEXT, HTML), ALICE)

    for change in ((b"headline", b"headlinf"), (b"Subject: Eleven", b"Subject: Twelve"), (b"One-Click", b"Two-Click")):
        assert all(not one.passed for one in dkim.verify(sealed.replace(*change), RECORDS.get))


def test_the_links_that_leave_are_covered_by_the_signature():
    sealed, _ = both(message.template(HEAD, TEXT, HTML), ALICE)

    for one in dkim.verify(sealed, RECORDS.get):
        assert {"list-unsubscribe", "list-unsubscribe-post", "from", "to", "subject", "date"} <= set(one.headers)
        assert one.headers.count("from") == 2


def test_without_a_signer_it_is_the_filled_letter():
    template = message.template(HEAD, TEXT, HTML)

    assert Sealer(template, ()).letter(ALICE, NOW) == message.fill(template, ALICE)


def test_a_value_that_cannot_be_is_refused():
    with pytest.raises(MessageError):
        Sealer(message.template(HEAD, TEXT, HTML), SIGNERS).letter(replace(ALICE, to="a@b\nBcc: c@d"), NOW)


def test_one_sealer_makes_many_copies_each_with_its_own_values():
    sealer = Sealer(message.template(HEAD, TEXT, HTML), SIGNERS[:1])

    copies = [sealer.letter(replace(ALICE, to=f"reader{n}@post.example"), NOW) for n in range(5)]

    assert len(set(copies)) == 5
    assert all(one.passed for copy in copies for one in dkim.verify(copy, RECORDS.get))
    bodies = {base64.b64encode(copy.partition(b"\r\n\r\n")[2]) for copy in copies}
    assert len(bodies) == 1
    assert len({re.search(rb"bh=([^;]+)", copy).group(1) for copy in copies}) == 1


def test_letters_signed_together_are_those_signed_one_by_one():
    """Of several sheets, with both keys, with one and with none, in any order."""
    sheets = [
        Sealer(message.template(HEAD, TEXT, HTML), SIGNERS),
        Sealer(message.template(HEAD, TEXT, ""), SIGNERS),
        Sealer(message.template(HEAD, TEXT, HTML), SIGNERS[:1]),
        Sealer(message.template(HEAD, TEXT, HTML), ()),
    ]
    people = [replace(ALICE, to=f"reader{n}@post.example") for n in range(11)]
    drafts = [sheets[n % len(sheets)].unsigned(one, NOW) for n, one in enumerate(people)]

    together = sealing.signed(drafts)

    assert together == [sheets[n % len(sheets)].letter(one, NOW) for n, one in enumerate(people)]
    assert [len(dkim.verify(letter, RECORDS.get)) for letter in together] == [2, 2, 1, 0, 2, 2, 1, 0, 2, 2, 1]


def test_nothing_signed_is_nothing():
    assert sealing.signed([]) == []
