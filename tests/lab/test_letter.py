"""Our letters through the lab, as outside mail: signed, aligned, well judged, and unchanged when they are read."""

import email
import email.policy
import re
from datetime import timedelta

import pytest
from tests.lab import judges, mailboxes
from tests.lab.installation import OUTSIDE
from tests.lab.interloper import Interloper

MOST = 1.5  # of SpamAssassin and of rspamd


def parsed(letter):
    return email.message_from_bytes(letter, policy=email.policy.default)


def body(letter):
    return letter.partition(b"\r\n\r\n")[2]


def assert_well_judged(letter):
    """DKIM passes in three verifiers, SPF and DMARC pass aligned, the filters like it, the line was encrypted."""
    mail = parsed(letter)
    sender = mail["From"].addresses[0].domain
    bounces = mail["Return-Path"].strip("<>").rpartition("@")[2]
    received = " ".join(mail.get_all("Received")[-1].split())
    rspamd_score, rspamd_rules = judges.rspamd(mail)
    assassin_score, assassin_rules = judges.spamassassin(letter)
    print(
        f"\n{mail['Subject']}\n  rspamd {rspamd_score} {rspamd_rules}\n  SpamAssassin {assassin_score} {assassin_rules}"
    )

    assert judges.dkimpy(letter) == [True, True]
    assert judges.results(mail, "opendkim.reveille.test")["dkim"] == ["pass", "pass"]
    told = judges.results(mail, "mx.reveille.test")
    assert (told["dkim"], told["spf"], told["dmarc"]) == (["pass", "pass"], ["pass"], ["pass"])
    assert set(re.findall(r"\bd=([^;\s]+);", str(mail["DKIM-Signature"]))) == {sender}, "strictly aligned"
    assert bounces == sender or bounces.endswith(f".{sender}"), "SPF is aligned too"
    assert {"DKIM_VALID_AU", "SPF_PASS"} <= assassin_rules.keys()
    assert assassin_score <= MOST, assassin_rules
    assert rspamd_score <= MOST, rspamd_rules
    assert "using TLSv1.3" in received
    assert received.startswith("from reveille.test (reveille.test [192.0.2.25])"), "EHLO, PTR and address agree"


@pytest.mark.parametrize("format_", ["html", "text"])
def test_edition_is_signed_aligned_well_judged_and_unchanged(house, format_):
    """B13, H13, H14, S1."""
    (address,) = house.readers("anneli", format=format_)
    (written,) = house.written()
    ledger = house.deliver(**OUTSIDE)
    (letter,) = mailboxes.letters(address)

    assert ledger.rows[address]["state"] == "sent"
    assert parsed(letter)["Message-ID"] == ledger.rows[address]["message_id"]
    assert parsed(letter)["Return-Path"].startswith("<b+")
    assert body(letter) == body(written)
    assert_well_judged(letter)


def test_newsletter_on_an_unrelated_domain_passes_dmarc_by_its_own_signature_alone(house):
    (address,) = house.readers("own-domain")
    said = house.reveille("newsletters", "set", "military", "sender_address=paper@ledger.test", **OUTSIDE)
    assert said.code == 0, said.err
    assert "ledger.test: `reveille doctor` says what to publish" in said.out

    house.deliver(**OUTSIDE)
    (letter,) = mailboxes.letters(address)
    mail = parsed(letter)

    assert mail["From"].addresses[0].domain == "ledger.test"
    assert mail["Return-Path"].endswith("@bounces.reveille.test>")
    assert re.findall(r"\bd=([^;\s]+);", " ".join(mail.get_all("DKIM-Signature"))) == ["ledger.test"] * 2
    assert judges.dkimpy(letter) == [True, True]
    assert judges.results(mail, "opendkim.reveille.test")["dkim"] == ["pass", "pass"]
    told = judges.results(mail, "mx.reveille.test")
    assert (told["dkim"], told["dmarc"]) == (["pass", "pass"], ["pass"])


@pytest.mark.parametrize("chunking", [False, True], ids=["DATA", "BDAT"])
def test_letter_is_the_same_by_either_way(house, chunking):
    """S2, S3, S4: what is offered is used, a letter tells its size, and goes to one."""
    addresses = house.readers("r0", "r1")
    written = {parsed(letter)["To"]: body(letter) for letter in house.written()}
    with Interloper(lambda *_: None, chunking=chunking) as line:
        house.deliver(through=line, REVEILLE_DKIM="yes")
    verbs = [said.split()[0] for said in line.said]

    assert [verbs.count(verb) for verb in ("MAIL", "RCPT", "BDAT", "DATA")] == (
        [2, 2, 4, 0] if chunking else [2, 2, 0, 2]
    )
    assert all(re.search(r" SIZE=\d{4,}$", said) for said in line.said if said.startswith("MAIL"))
    for address in addresses:
        (letter,) = mailboxes.letters(address)
        assert body(letter) == written[address]
        assert judges.dkimpy(letter) == [True, True]


def test_confirmation_and_welcome_are_signed_aligned_and_well_judged(house):
    address = f"new-{house.tag}@example.test"
    house.drive("ask", house.begun.isoformat(), address, **OUTSIDE)
    (confirmation,) = mailboxes.letters(address)
    text = parsed(confirmation).get_body(("plain",)).get_content()
    token = re.search(r"/confirm/([^/\s]+)/", text).group(1)
    house.drive("confirm", (house.begun + timedelta(minutes=1)).isoformat(), token, **OUTSIDE)
    confirmation, welcome = mailboxes.letters(address, 2)

    assert parsed(confirmation)["Auto-Submitted"] == "auto-generated"
    assert_well_judged(confirmation)
    assert_well_judged(welcome)
