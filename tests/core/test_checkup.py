"""The doctor's judgement of a sender's DNS: what is wrong is said with the record to type, and silence is not "ok"."""

import ipaddress
from dataclasses import replace
from itertools import permutations

import pytest
from tests.core import letters
from tests.core.zones import FAILS, dns

from reveille.core import checkup, dmarc
from reveille.core.checkup import State

HERE = ipaddress.ip_address("192.0.2.25")
SIX = ipaddress.ip_address("2001:db8::25")
KEYS = {one.where: one.record() for one in letters.signers()}
GOOD = {
    "reveille.example TXT": ["v=spf1 ip4:192.0.2.25 -all"],
    "reveille.example MX": ["10 mx.reveille.example"],
    "mx.reveille.example A": ["192.0.2.9"],
    "_dmarc.reveille.example TXT": ["v=DMARC1; p=none; rua=mailto:dmarc@reveille.example"],
    "25.2.0.192.in-addr.arpa PTR": ["out.reveille.example"],
    "out.reveille.example A": ["192.0.2.25"],
    **{f"{name} TXT": [text] for name, text in KEYS.items()},
}


def zone(**changes):
    return dns(**{**GOOD, **changes})


def spf(addresses=(HERE,), **changes):
    return checkup.spf_line("reveille.example", addresses, "relay.example", zone(**changes))


def dmarc_states(sender="reveille.example", signing="reveille.example", envelope="bounces.reveille.example", **changes):
    lines = checkup.dmarc_lines(sender, signing, envelope, "desk@reveille.example", zone(**changes))
    return {line.id: line for line in lines}


def test_sender_with_everything_in_place_is_well():
    lines = [
        spf(),
        *checkup.dkim_lines(KEYS, zone()),
        *dmarc_states().values(),
        *checkup.ptr_lines([HERE], "out.reveille.example", zone()),
        checkup.ehlo_line("out.reveille.example", HERE, zone(), blocks=True),
        checkup.mx_line("MX sender", "reveille.example", zone()),
    ]

    assert {line.state for line in lines} == {State.OK}
    assert len(lines) == 9


@pytest.mark.parametrize(
    ("record", "state", "said", "todo"),
    [
        ([], State.WRONG, "no SPF record", '"v=spf1 ip4:192.0.2.25 -all"'),
        (["v=spf1 ip4:192.0.2.1 -all"], State.WRONG, "does not pass", '"v=spf1 ip4:192.0.2.25 ip4:192.0.2.1 -all"'),
        (["v=spf1 +all"], State.WRONG, "lets everybody send", "-all"),
        (["v=spf1 all"], State.WRONG, "lets everybody send", "-all"),
        (["v=spf1 -all", "v=spf1 ~all"], State.WRONG, "2 SPF records", "mend it"),
        (["v=spf1 ip4:x -all"], State.WRONG, "no term of SPF", "mend it"),
        (
            ["v=spf1 " + "a:mx.reveille.example " * 11 + "-all"],
            State.WRONG,
            "11 look-ups, and 10 are allowed",
            "mend it",
        ),
        (["v=spf1 a:n1.e a:n2.e a:n3.e -all"], State.WRONG, "3 look-ups found nothing", "mend it"),
        (FAILS, State.UNKNOWN, "the name servers fail", "again"),
    ],
)
def test_spf(record, state, said, todo):
    line = spf(**{"reveille.example TXT": record})

    assert line.state == state
    assert said in line.what
    assert todo in line.todo
    assert line.blocks is (state == State.WRONG)


@pytest.mark.parametrize(
    ("relay", "term"),
    [
        ("relay.example", "a:relay.example"), ("8.8.4.4", "ip4:8.8.4.4"), ("[2001:4860::8]", "ip6:2001:4860::8"),
        ("127.0.0.1", "ip4:YOUR.ADDRESS"), ("localhost", "ip4:YOUR.ADDRESS"), ("", "ip4:YOUR.ADDRESS"),
    ],
)  # fmt: skip
def test_record_to_publish_names_what_the_world_can_see(relay, term):
    assert checkup.wanted_spf((), relay) == f"v=spf1 {term} -all"


@pytest.mark.parametrize("end", ["-all", "~all", "?all", "include:relay.example -all"])
def test_spf_that_does_not_let_everybody_in_is_well(end):
    line = spf(**{
        "reveille.example TXT": [f"v=spf1 ip4:192.0.2.25 {end}"], "relay.example TXT": ["v=spf1 ip4:192.0.2.99 ~all"]
    })  # fmt: skip

    assert line.state == State.OK


def test_spf_is_counted_but_not_called_ok_when_nobody_knows_the_address():
    line = spf(())

    assert line.state == State.UNKNOWN
    assert "0 of 10 look-ups" in line.what
    assert "REVEILLE_SENDING_ADDRESSES" in line.todo


def test_spf_of_every_address_counts():
    assert "2001:db8::25 does not pass" in spf((HERE, SIX)).what
    assert "ip6:2001:db8::25" in spf((HERE, SIX)).todo


@pytest.mark.parametrize(
    ("records", "state", "said"),
    [
        ([], State.WRONG, "does not exist"),
        (["v=DKIM1; k=rsa; p="], State.WRONG, "revoked"),
        (["v=DKIM1; k=rsa; p=AAAA"], State.WRONG, "another key"),
        ([KEYS["day._domainkey.reveille.example"] + "; t=y:s"], State.WRONG, "a test"),
        ([KEYS["day._domainkey.reveille.example"].replace("p=M", "p=M ")], State.OK, "holds our key"),
        (["v=DKIM1; p=AAAA", "v=DKIM1; p=BBBB"], State.WRONG, "2 records"),
        (FAILS, State.UNKNOWN, "fail"),
    ],
)
def test_dkim(records, state, said):
    first, second = checkup.dkim_lines(KEYS, zone(**{"day._domainkey.reveille.example TXT": records}))

    assert (first.id, first.state) == ("DKIM day", state)
    assert said in first.what
    assert state != State.WRONG or 'day._domainkey.reveille.example.  IN  TXT  "v=DKIM1' in first.todo
    assert second.state == State.OK


def test_only_the_key_that_everybody_checks_keeps_letters_back():
    lines = list(checkup.dkim_lines(KEYS, dns()))

    assert [(line.state, line.blocks) for line in lines] == [(State.WRONG, True), (State.WRONG, False)]


def test_long_text_is_typed_in_strings_of_255():
    typed = checkup.record("a.example", "TXT", "x" * 400)

    assert typed == f'a.example.  IN  TXT  "{"x" * 255}" "{"x" * 145}"'


@pytest.mark.parametrize(
    ("record", "state", "said"),
    [
        ([], State.WRONG, "no policy"),
        (["v=DMARC1; rua=mailto:a@b.example"], State.WRONG, "no p="),
        (["v=DMARC1; p=none", "v=DMARC1; p=reject"], State.WRONG, "2 records"),
        (["v=DMARC1; p=reject"], State.WRONG, "nobody hears"),
        (["v=DMARC1;p=quarantine;rua=mailto:a@b.example"], State.OK, "p=quarantine"),
        (FAILS, State.UNKNOWN, "fail"),
    ],
)
def test_dmarc(record, state, said):
    line = dmarc_states(**{"_dmarc.reveille.example TXT": record})["DMARC"]

    assert line.state == state
    assert said in line.what
    assert state == State.OK or line.todo


def test_policy_of_the_organisation_holds_for_what_is_below_it():
    found = dmarc.find(
        "news.reveille.example", zone(**{"_dmarc.reveille.example TXT": ["v=DMARC1; p=none; sp=reject"]})
    )

    assert (found.policy.where, found.policy.asks) == ("reveille.example", "reject")


@pytest.mark.parametrize(
    ("signing", "envelope", "policy", "dkim", "spf_"),
    [
        ("reveille.example", "bounces.reveille.example", "v=DMARC1; p=none", State.OK, State.OK),
        ("example.org", "bounces.reveille.example", "v=DMARC1; p=none", State.WRONG, State.OK),
        ("mail.reveille.example", "relay.example.net", "v=DMARC1; p=none", State.OK, State.WRONG),
        (
            "mail.reveille.example",
            "bounces.reveille.example",
            "v=DMARC1; p=none; adkim=s; aspf=s",
            State.WRONG,
            State.WRONG,
        ),
        ("", "reveille.example", "v=DMARC1; p=none; aspf=s", State.WRONG, State.OK),
    ],
)
def test_what_signs_and_what_spf_checks_agree_with_from(signing, envelope, policy, dkim, spf_):
    told = dmarc_states(signing=signing, envelope=envelope, **{"_dmarc.reveille.example TXT": [policy]})

    assert (told["DMARC by DKIM"].state, told["DMARC by SPF"].state) == (dkim, spf_)


@pytest.mark.parametrize(("signing", "alone"), [("reveille.example", True), ("example.org", False)])
def test_envelope_of_another_domain_is_said_to_leave_dmarc_to_dkim(signing, alone):
    line = dmarc_states(signing=signing, envelope="bounces.ledger.example")["DMARC by SPF"]

    assert ("DMARC passes by DKIM alone" in line.what) is alone
    assert "below reveille.example in REVEILLE_BOUNCE_DOMAIN too" in line.todo


def test_siblings_agree_by_their_organisation():
    told = dmarc_states(sender="news.reveille.example", signing="mail.reveille.example")

    assert told["DMARC by DKIM"].state == told["DMARC by SPF"].state == State.OK


@pytest.mark.parametrize(
    ("changes", "called", "state", "blocks", "said", "todo"),
    [
        ({"25.2.0.192.in-addr.arpa PTR": []}, "", State.WRONG, True, "has no name", "PTR  mail.YOUR.DOMAIN."),
        ({"25.2.0.192.in-addr.arpa PTR": []}, "mx.a.example", State.WRONG, True, "has no name", "PTR  mx.a.example."),
        ({"25.2.0.192.in-addr.arpa PTR": []}, "debian", State.WRONG, True, "has no name", "PTR  mail.YOUR.DOMAIN."),
        ({"out.reveille.example A": ["192.0.2.26"]}, "", State.WRONG, True, "not lead back", "IN  A  192.0.2.25"),
        ({"out.reveille.example A": FAILS}, "", State.UNKNOWN, False, "fail", "again"),
        ({"25.2.0.192.in-addr.arpa PTR": FAILS}, "", State.UNKNOWN, False, "fail", "again"),
        ({}, "mx.reveille.example", State.WRONG, False, "greets as mx.reveille", "greet as out.reveille"),
        ({}, "out.reveille.example", State.OK, False, "192.0.2.25 is out.reveille.example", ""),
        ({"25.2.0.192.in-addr.arpa PTR": ["Out.Reveille.Example"], "Out.Reveille.Example A": ["192.0.2.25"]},
         "out.reveille.example", State.OK, False, "", ""),
    ],
)  # fmt: skip
def test_ptr(changes, called, state, blocks, said, todo):
    (line,) = checkup.ptr_lines([HERE], called, zone(**changes))

    assert (line.state, line.blocks) == (state, blocks)
    assert said in line.what
    assert todo in line.todo


def test_ptr_of_an_unknown_address_cannot_be_told():
    (line,) = checkup.ptr_lines([], "mx.reveille.example", zone())

    assert line.state == State.UNKNOWN


OUT = "out.reveille.example"
BACK = "25.2.0.192.in-addr.arpa PTR"


@pytest.mark.parametrize(
    ("name", "seen", "changes", "state", "said", "todo"),
    [
        (OUT, None, {}, State.OK, "which has an address", ""),
        (OUT, None, {f"{OUT} A": [], f"{OUT} AAAA": ["2001:db8::25"]}, State.OK, "which has an address", ""),
        (OUT, None, {f"{OUT} A": FAILS, f"{OUT} AAAA": ["2001:db8::25"]}, State.OK, "which has an address", ""),
        (OUT, None, {f"{OUT} A": []}, State.WRONG, "has no address", f"{OUT}.  IN  A  YOUR.ADDRESS"),
        (OUT, None, {f"{OUT} A": FAILS}, State.UNKNOWN, "fail", "again"),
        ("127.0.0.1", None, {}, State.WRONG, "no name in the DNS", "ehlo_name"),
        ("::1", None, {}, State.WRONG, "no name in the DNS", "ehlo_name"),
        ("localhost", None, {}, State.WRONG, "no name in the DNS", "ehlo_name"),
        (OUT, HERE, {}, State.OK, "and 192.0.2.25 is out.reveille.example", ""),
        (OUT, HERE, {f"{OUT} A": []}, State.WRONG, "has no address", f"{OUT}.  IN  A  192.0.2.25"),
        (OUT, SIX, {f"{OUT} A": []}, State.WRONG, "has no address", f"{OUT}.  IN  AAAA  2001:db8::25"),
        (OUT, HERE, {f"{OUT} A": FAILS, f"{OUT} AAAA": ["2001:db8::25"]}, State.UNKNOWN, "fail", "again"),
        (OUT, HERE, {BACK: FAILS}, State.UNKNOWN, "fail", "again"),
    ],
)
def test_name_that_we_greet_with_has_an_address(name, seen, changes, state, said, todo):
    line = checkup.ehlo_line(name, seen, zone(**changes), blocks=True)

    assert (line.id, line.state, line.blocks) == ("EHLO", state, state == State.WRONG)
    assert said in line.what
    assert todo in line.todo
    assert not checkup.ehlo_line(name, seen, zone(**changes), blocks=False).blocks


@pytest.mark.parametrize(
    ("changes", "said", "todo"),
    [
        ({f"{OUT} A": ["192.0.2.26"]}, f"hears {OUT}, which is 192.0.2.26", "IN  A  192.0.2.25, or set ehlo_name"),
        ({BACK: ["www.reveille.example"]}, "its PTR it is www.reveille.example", f"arpa.  IN  PTR  {OUT}."),
        ({BACK: []}, "its PTR it is nobody", f"arpa.  IN  PTR  {OUT}."),
    ],
)  # fmt: skip
def test_name_that_is_not_that_of_the_address_we_come_from_is_a_remark(changes, said, todo):
    line = checkup.ehlo_line(OUT, HERE, zone(**changes), blocks=True)

    assert (line.state, line.blocks) == (State.WRONG, False)
    assert said in line.what
    assert todo in line.todo


@pytest.mark.parametrize(
    ("changes", "state", "said"),
    [
        ({"reveille.example MX": []}, State.WRONG, "no MX and no address"),
        ({"reveille.example MX": [], "reveille.example A": ["192.0.2.1"]}, State.OK, "its own address"),
        ({"reveille.example MX": ["0 "]}, State.WRONG, "takes no mail"),
        ({"mx.reveille.example A": []}, State.WRONG, "has no address"),
        ({"reveille.example MX": FAILS}, State.UNKNOWN, "fail"),
    ],
)
def test_mx(changes, state, said):
    line = checkup.mx_line("MX sender", "reveille.example", zone(**changes))

    assert line.state == state
    assert said in line.what


def test_demands_of_the_providers_stand_as_the_lines_say():
    lines = [
        checkup.ok("SPF", ""), checkup.ok("DKIM day", ""), checkup.wrong("DKIM day-ed", "gone", ""),
        checkup.ok("DMARC", ""), checkup.ok("DMARC by DKIM", ""), checkup.wrong("DMARC by SPF", "", "", blocks=False),
        checkup.unknown("PTR", "who knows"), checkup.ok("TLS", ""),
    ]  # fmt: skip
    told = {demand: (state, why) for demand, _, state, why in checkup.demands(lines)}

    assert told["SPF and DKIM"] == (State.WRONG, "DKIM day-ed: gone")
    assert told["DMARC, p=none at least"][0] == State.OK
    assert told["DMARC passes by SPF or DKIM"] == (State.OK, "")
    assert told["an address with a name that leads back"] == (State.UNKNOWN, "PTR: who knows")
    assert told["TLS on the way"][0] == State.OK
    assert told["unsubscribing by one click"][0] == State.UNKNOWN


def test_every_sender_passes_dmarc_by_one_of_its_two():
    def line(by, sender, *, well):
        return replace(checkup.ok(by, "") if well else checkup.wrong(by, "", ""), sender=sender)

    def state(*lines):
        return next(state for demand, _, state, _ in checkup.demands(lines) if demand.startswith("DMARC passes"))

    lines = [
        line("DMARC by DKIM", "a.example", well=True), line("DMARC by DKIM", "b.example", well=False),
        line("DMARC by SPF", "a.example", well=False), line("DMARC by SPF", "b.example", well=True),
    ]  # fmt: skip
    neither = replace(lines[3], state=State.WRONG)
    untold = replace(checkup.unknown("DMARC", "the name servers fail"), sender="c.example")
    for order in permutations(lines):
        assert state(*order) == State.OK
    assert state(*lines[:3], neither) == State.WRONG
    assert state(*lines, untold) == State.UNKNOWN


def test_lines_of_dmarc_say_whose_they_are():
    assert {line.sender for line in checkup.dmarc_lines("a.example", "a.example", "b.example", "", dns())} == {
        "a.example"
    }
