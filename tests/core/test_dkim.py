"""Letters are vouched for: others' verifiers and our own agree that they are, and whatever was changed is found."""

from datetime import UTC, datetime

import dkim as others
import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from reveille.core import dkim, message, sealing
from reveille.core.errors import MessageError
from reveille.core.personal import Personal

AT = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
RSA = dkim.Signer("reveille.example", "press", rsa.generate_private_key(65537, 2048))
ED = dkim.Signer("reveille.example", "press-ed", ed25519.Ed25519PrivateKey.generate())
BOTH = (RSA, ED)
RECORDS = {one.where: one.record() for one in BOTH}
HEAD = message.Head(
    sender_name="Réveille", sender_address="morning@reveille.example", subject="Minen geräumt — “alle”" * 3,
    list_name="Military", list_id="military.reveille.example", help_url="https://reveille.example/how/",
    archive_url="https://reveille.example/military/archive/", owner_address="ed@reveille.example",
    reply_to="ed@reveille.example", feedback=("2026-11-24", "military", "edition", "reveille"),
)  # fmt: skip
TEXT = "REVEILLE\n\n   Mines   cleared \t\n\nWhy:\n  %%WHY%%\n\n  %%YOU%%\n  %%LEAVE%%\n\nThe end.\n"
HTML = '<html><body><p>%%WHY%%</p><a href="%%YOU%%">You</a>   <a href="%%LEAVE%%">Leave</a></body></html>\n\n\n'


def personal(name="alice", **more):
    values = {
        "to": f"{name}@post.example", "leave": f"https://reveille.example/leave/{name * 9}/",
        "you": f"https://reveille.example/you/{name * 9}/", "why": f"You signed up as {name}.",
        "message_id": "<abc@reveille.example>", "date": AT,
    }  # fmt: skip
    return Personal(**{**values, **more})


def theirs(letter, index=0):
    """What dkimpy says of a letter's signature."""
    return others.DKIM(letter).verify(
        idx=index, dnsfunc=lambda name, **_: RECORDS.get(name.decode().rstrip("."), "").encode()
    )


def ours(letter):
    return [one.why for one in dkim.verify(letter, RECORDS.get)]


def sealed(text=TEXT, html=HTML, **more):
    return sealing.Sealer(message.template(HEAD, text, html), BOTH).letter(personal(**more), AT)


@pytest.mark.parametrize(("text", "html"), [(TEXT, HTML), (TEXT, "")], ids=["both parts", "text alone"])
def test_sealed_copy_holds_for_dkimpy_and_for_us(text, html):
    letter = sealed(text, html)

    assert theirs(letter, 0)
    assert theirs(letter, 1)
    assert ours(letter) == ["", ""]


def test_sealed_copy_is_the_filled_template_below_its_signatures():
    letter = sealed()

    assert letter.endswith(b"\r\n" + message.fill(message.template(HEAD, TEXT, HTML), personal()))
    assert letter.count(b"DKIM-Signature:") == 2
    assert max(map(len, letter.split(b"\r\n"))) <= 998


def test_own_letter_is_signed_whole():
    plain = message.plain_letter(
        sender_name="R", sender_address="r@reveille.example", to="a@post.example", subject="One press",
        text="Press.\n\n", message_id="<1@reveille.example>", date=AT,
    )  # fmt: skip
    letter = dkim.signed(plain, BOTH, AT)

    assert theirs(letter, 0)
    assert ours(letter) == ["", ""]
    assert letter.endswith(plain)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(" \t\n"), max_size=200))
def test_any_words_are_signed_as_dkimpy_reads_them(words):
    text = f"{words}\n%%WHY%%\n%%YOU%%\n%%LEAVE%%\n{words}"

    assert theirs(sealed(text, f"<p>{words}</p>{HTML}"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([b" ", b"\t", b"\r\n", b"a", b" \r\n", b"\r\n\r\n"]), max_size=30))
def test_canonical_body_is_dkimpys(parts):
    body = b"".join(parts)

    assert dkim.canonical_body(body) == others.canonicalization.Relaxed.canonicalize_body(body)


def test_change_of_one_letter_in_the_body_is_found():
    assert ours(sealed().replace(b"cleared", b"clearer"))[0].startswith("the body")


@pytest.mark.parametrize("name", [b"Subject", b"From", b"To", b"List-Unsubscribe", b"Date", b"Message-ID"])
def test_change_of_a_header_is_found(name):
    letter = sealed()
    changed = letter.replace(b"\r\n" + name + b": ", b"\r\n" + name + b": x", 1)

    assert changed != letter
    assert all(ours(changed))


def test_second_from_is_found():
    letter = sealed()

    assert all(ours(letter.replace(b"\r\nFrom:", b"\r\nFrom: x@evil.example\r\nFrom:", 1)))


@pytest.mark.parametrize(
    ("record", "why"),
    [(None, "no record"), ("v=DKIM1; p=", "revoked"), (ED.record(), ""), (RSA.record()[:60], ""), ("junk", "")],
)
def test_wrong_record_is_named(record, why):
    (said, _) = dkim.verify(sealed(), lambda name: record if name == RSA.where else RECORDS[name])

    assert said.why
    assert why in said.why or why == ""
    assert not said.passed


@given(st.binary(max_size=300))
def test_letters_of_any_bytes_are_judged_and_not_believed(raw):
    letter = b"From: a@b.example\r\nDKIM-Signature: " + raw + b"\r\n\r\nbody\r\n"

    assert not any(one.passed for one in dkim.verify(letter, RECORDS.get))


def test_letter_without_an_empty_line_is_none():
    with pytest.raises(MessageError):
        dkim.verify(b"From: a", RECORDS.get)


def test_signer_needs_a_name_that_the_dns_can_have():
    with pytest.raises(MessageError):
        dkim.Signer("reveille.example;", "x", ED.key)
