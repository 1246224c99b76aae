"""SPF, by cases of our own for each sentence of RFC 7208 that a record can meet."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.zones import FAILS, dns

from reveille.core import spf
from reveille.core.spf import Result

HERE, ELSEWHERE, SIX = (ipaddress.ip_address(one) for one in ("192.0.2.7", "198.51.100.9", "2001:db8::7"))
MAIL = {
    "a.example A": ["192.0.2.7"],
    "a.example AAAA": ["2001:db8::7"],
    "a.example MX": ["10 mx1.a.example", "20 mx2.a.example"],
    "mx1.a.example A": ["198.51.100.1"],
    "mx2.a.example A": ["198.51.100.9"],
    "mx2.a.example AAAA": ["2001:db8::9"],
    "b.example TXT": ["v=spf1 ip4:192.0.2.7 -all"],
    "soft.example TXT": ["v=spf1 ~all"],
    "broken.example TXT": ["v=spf1 ip4:1.2.3 -all"],
    "down.example TXT": FAILS,
    "two.example TXT": ["v=spf1 -all", "v=spf1 +all"],
    "twice.example A": FAILS,
    "192.0.2.7.x.example A": ["127.0.0.2"],
    "7.2.0.192.y.example A": ["127.0.0.2"],
    "anna.z.example A": ["127.0.0.2"],
    "7.2.0.192.in-addr.arpa PTR": ["host.a.example"],
    "host.a.example A": ["192.0.2.7"],
}


def result(record, address=HERE, sender="anna@a.example", **more):
    records = record if isinstance(record, list) else [record]
    return spf.check(address, sender, dns(**{**MAIL, "a.example TXT": records, **more}), helo="helo.example")


CASES = {
    # which record (4.5)
    "no record": ([], "none"),
    "another record alone": (["google-site-verification=x"], "none"),
    "another beside it": (["x", "v=spf1 +all"], "pass"),
    "two records": (["v=spf1 +all", "v=spf1 -all"], "permerror"),
    "version ten": (["v=spf10 +all"], "none"),
    "capitals": ("V=SPF1 +ALL", "pass"),
    "nothing but the version": ("v=spf1", "neutral"),
    # syntax (4.6.1): an error anywhere in the record
    "unknown mechanism": ("v=spf1 +all ip5:1.2.3.4", "permerror"),
    "unknown modifier": ("v=spf1 x-y=z +all", "pass"),
    "redirect twice": ("v=spf1 redirect=b.example redirect=b.example", "permerror"),
    "all with an argument": ("v=spf1 all:x", "permerror"),
    "include without a domain": ("v=spf1 include +all", "permerror"),
    "empty argument": ("v=spf1 a: +all", "permerror"),
    "prefix too long": ("v=spf1 a/33 -all", "permerror"),
    "half an address": ("v=spf1 ip4:192.0.2 -all", "permerror"),
    "more blanks": ("v=spf1   ip4:192.0.2.7   -all ", "pass"),
    # mechanisms (5)
    "all by default": ("v=spf1 all", "pass"),
    "fail": ("v=spf1 -all", "fail"),
    "softfail": ("v=spf1 ~all", "softfail"),
    "neutral": ("v=spf1 ?all", "neutral"),
    "the first that matches": ("v=spf1 ?ip4:192.0.2.0/24 -all", "neutral"),
    "ip4": ("v=spf1 ip4:192.0.2.7 -all", "pass"),
    "ip4 of another": ("v=spf1 ip4:192.0.2.8 -all", "fail"),
    "network": ("v=spf1 ip4:192.0.2.0/29 -all", "pass"),
    "network beside": ("v=spf1 ip4:192.0.2.8/29 -all", "fail"),
    "every address": ("v=spf1 ip4:0.0.0.0/0 -all", "pass"),
    "ip6 for an ip4": ("v=spf1 ip6:2001:db8::/32 -all", "fail"),
    "a": ("v=spf1 a -all", "pass"),
    "a of another name": ("v=spf1 a:mx1.a.example -all", "fail"),
    "a with a prefix": ("v=spf1 a:mx1.a.example/0 -all", "pass"),
    "a with both prefixes": ("v=spf1 a/32//128 -all", "pass"),
    "a of nothing": ("v=spf1 a:nobody.example -all", "fail"),
    "mx of another": ("v=spf1 mx -all", "fail"),
    "mx": ("v=spf1 mx/8 -all", "fail"),
    "include that passes": ("v=spf1 include:b.example -all", "pass"),
    "include that only softfails": ("v=spf1 include:soft.example -all", "fail"),
    "include of nothing": ("v=spf1 include:nobody.example -all", "permerror"),
    "include of a broken one": ("v=spf1 include:broken.example -all", "permerror"),
    "include of two": ("v=spf1 include:two.example -all", "permerror"),
    "include that is down": ("v=spf1 include:down.example -all", "temperror"),
    "what comes after a match is not asked": ("v=spf1 ip4:192.0.2.7 include:down.example", "pass"),
    "address that is down": ("v=spf1 a:twice.example -all", "temperror"),
    "exists": ("v=spf1 exists:%{i}.x.example -all", "pass"),
    "exists, reversed": ("v=spf1 exists:%{ir}.y.example -all", "pass"),
    "exists, by local part": ("v=spf1 exists:%{l}.z.example -all", "pass"),
    "ptr": ("v=spf1 ptr -all", "pass"),
    "ptr of another": ("v=spf1 ptr:b.example -all", "fail"),
    # redirect (6.1)
    "redirect": ("v=spf1 redirect=b.example", "pass"),
    "redirect after all": ("v=spf1 redirect=b.example -all", "fail"),
    "redirect to nothing": ("v=spf1 redirect=nobody.example", "permerror"),
    "redirect to itself": ("v=spf1 redirect=a.example", "permerror"),
    "include of itself": ("v=spf1 include:a.example -all", "permerror"),
    "exp changes nothing": ("v=spf1 -all exp=why.example", "fail"),
    # limits (4.6.4)
    "ten that ask": ("v=spf1 " + "a:mx1.a.example " * 10 + "-all", "fail"),
    "eleven that ask": ("v=spf1 " + "a:mx1.a.example " * 11 + "-all", "permerror"),
    "two that find nothing": ("v=spf1 a:n1.example a:n2.example -all", "fail"),
    "three that find nothing": ("v=spf1 a:n1.example a:n2.example a:n3.example -all", "permerror"),
}


@pytest.mark.parametrize("name", CASES)
def test_case(name):
    record, wanted = CASES[name]

    assert result(record).result == wanted


def test_mail_exchanger_s_address_passes():
    assert result("v=spf1 mx -all", ELSEWHERE).result == Result.PASS


def test_ip6_is_asked_by_its_own_records():
    assert result("v=spf1 ip6:2001:db8::/64 -all", SIX).result == Result.PASS
    assert result("v=spf1 a -all", SIX).result == Result.PASS
    assert result("v=spf1 ip6:::/0 -all", SIX).result == Result.PASS
    assert result("v=spf1 ip4:0.0.0.0/0 -all", SIX).result == Result.FAIL
    assert result("v=spf1 a//64 mx//120 -all", ipaddress.ip_address("2001:db8::ff")).result == Result.PASS


def test_eleven_exchangers_are_too_many():
    many = {"m.example MX": [f"10 m{n}.example" for n in range(11)]}

    assert result("v=spf1 mx:m.example -all", **many).result == Result.PERMERROR


def test_domain_without_a_dot_is_none():
    assert result("v=spf1 +all", sender="anna@localhost").result == Result.NONE


def test_domain_that_cannot_be_asked_is_a_passing_error():
    assert result("v=spf1 +all", sender="anna@down.example").result == Result.TEMPERROR


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("%{s}", "strong-bad@email.example.com"), ("%{o}", "email.example.com"), ("%{d4}", "email.example.com"),
        ("%{d2}", "example.com"), ("%{dr}", "com.example.email"), ("%{d2r}", "example.email"), ("%{l}", "strong-bad"),
        ("%{l-}", "strong.bad"), ("%{lr-}", "bad.strong"), ("%{l1r-}", "strong"),
        ("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"),
        ("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"), ("%%x%_%-", "%x %20"), ("%{h}", "helo.example"),
    ],
)  # fmt: skip
def test_macros_of_the_rfc_s_own_examples(spec, name):
    # RFC 7208 7.4 gives sender and address; the names are what it says comes out.
    made = spf.expanded(
        spec, domain="email.example.com", sender="strong-bad@email.example.com", helo="helo.example",
        address=ipaddress.ip_address("192.0.2.3"),
    )  # fmt: skip

    assert made == name


def test_ip6_is_dotted_by_its_digits():
    made = spf.expanded(
        "%{ir}.%{v}", domain="a.example", sender="a@a.example", address=ipaddress.ip_address("2001:db8::cb01")
    )

    assert made == "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6"


def test_too_long_a_name_loses_labels_from_the_left():
    made = spf.expanded("%{s}.%{s}.%{s}", domain="a.example", sender=f"{'x' * 60}@{'y' * 60}.example")

    assert len(made) <= 253
    assert made.endswith(".example")


def test_cost_counts_every_term_as_nobody_would_pay_more():
    zone = dns(**{
        **MAIL, "c.example TXT": ["v=spf1 a mx include:d.example ip4:192.0.2.7 redirect=e.example"],
        "c.example A": ["192.0.2.1"], "c.example MX": ["10 mx1.a.example"],
        "d.example TXT": ["v=spf1 exists:%{i}.x.example a:nobody.example +all"], "e.example TXT": ["v=spf1 mx -all"],
        "e.example MX": ["10 mx1.a.example"],
    })  # fmt: skip

    told = spf.cost("c.example", zone)
    assert (told.result, told.lookups, told.voids) == (Result.NEUTRAL, 7, 2)


def test_cost_says_how_many_are_too_many():
    told = spf.cost("c.example", dns(**{**MAIL, "c.example TXT": ["v=spf1 " + "a:mx1.a.example " * 14 + "-all"]}))

    assert (told.result, told.lookups) == (Result.PERMERROR, 14)
    assert told.why == "14 look-ups, and 10 are allowed"


def test_chain_without_an_end_has_one():
    zone = {f"n{n}.example TXT": [f"v=spf1 include:n{n + 1}.example -all"] for n in range(200)}

    assert spf.check(HERE, "a@n0.example", dns(**zone)).result == Result.PERMERROR
    assert spf.cost("n0.example", dns(**zone)).lookups <= spf.PATIENCE + 1


@given(st.text(alphabet="v=spf1 a:/%{}+-~?.mxinclude0123456789dilrexistsp4", max_size=60))
def test_whatever_a_record_says_there_is_a_result(words):
    assert result(f"v=spf1 {words}").result in set(Result)
    assert spf.cost("a.example", dns(**{**MAIL, "a.example TXT": [f"v=spf1 {words}"]})).result in set(Result)
