"""Misspelt addresses: one slip from a domain where very many have their mail is asked about, nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import misspelt


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmial.com", "gmail.com"), ("gmai.com", "gmail.com"), ("gmail.co", "gmail.com"), ("gmail.con", "gmail.com"),
        ("gmaill.com", "gmail.com"), ("GMIAL.COM", "gmail.com"), ("hotmial.com", "hotmail.com"),
        ("yaho.com", "yahoo.com"), ("outlok.com", "outlook.com"), ("t-onlin.de", "t-online.de"),
    ],
)  # fmt: skip
def test_one_slip_is_asked_about(typed, meant):
    assert misspelt.meant(f"Alice.B@{typed}") == f"Alice.B@{meant}"


@pytest.mark.parametrize(
    "domain",
    [
        *misspelt.BIG,
        *sorted(misspelt.THEIR_OWN),
        "post.example",
        "gmial.example",
        "gmailgmail.com",
        "amil.gcom",
        "qq.co",
    ],
)
def test_what_somebody_may_well_have_is_not_asked_about(domain):
    assert misspelt.meant(f"alice@{domain}") == ""


@given(st.text(max_size=40))
def test_anything_typed_has_an_answer_that_is_nothing_or_another_address(typed):
    meant = misspelt.meant(typed)

    assert meant == "" or (meant != typed and meant.rpartition("@")[2] in misspelt.BIG)
