"""Addresses that know their delivery: ours are known again in any case of letters, nobody else can make one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import headers, verp

SECRET, DOMAIN = b"a secret of this installation", "bounces.reveille.example"
NUMBERS = st.integers(0, 2**63 - 1)


@given(NUMBERS)
def test_sender_leads_back_to_its_delivery(number):
    address = verp.sender(SECRET, DOMAIN, number)

    assert verp.delivery_of(SECRET, address) == number
    assert verp.delivery_of(SECRET, address.upper()) == number
    assert headers.address(address) == address.encode()
    assert len(address.partition("@")[0]) <= 64


@given(NUMBERS)
def test_leave_address_leads_back_to_its_delivery(number):
    assert verp.leaving(SECRET, verp.leave_address(SECRET, DOMAIN, number)) == number


@given(NUMBERS)
def test_message_id_leads_back_to_its_delivery(number):
    message_id = verp.message_id(SECRET, DOMAIN, number)

    assert verp.bearing(SECRET, message_id) == verp.bearing(SECRET, message_id.strip("<>")) == number
    assert message_id == verp.message_id(SECRET, DOMAIN, number)


@given(NUMBERS)
def test_one_kind_cannot_serve_as_the_other(number):
    bounce, leave = verp.sender(SECRET, DOMAIN, number), verp.leave_address(SECRET, DOMAIN, number)
    letter = verp.message_id(SECRET, DOMAIN, number)

    assert verp.delivery_of(SECRET, letter.strip("<>")) is None
    assert verp.delivery_of(SECRET, f"b{letter[2:-1]}") is None
    assert verp.bearing(SECRET, bounce) is None
    assert verp.leaving(SECRET, bounce) is None
    assert verp.delivery_of(SECRET, leave) is None
    assert verp.leaving(SECRET, "u" + bounce[1:]) is None
    assert verp.delivery_of(SECRET, "b" + leave[1:]) is None


@given(NUMBERS)
def test_another_secret_makes_other_addresses(number):
    assert verp.delivery_of(b"another", verp.sender(SECRET, DOMAIN, number)) is None


@given(NUMBERS, st.integers(2, 41), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_one_changed_letter_makes_it_nobodys(number, place, letter):
    address = verp.sender(SECRET, DOMAIN, number)
    changed = address[:place] + letter + address[place + 1 :]

    assert verp.delivery_of(SECRET, changed) == (number if changed == address else None)


@given(st.text())
def test_any_text_is_nobodys(text):
    assert verp.delivery_of(SECRET, text) is None
    assert verp.leaving(SECRET, text) is None


@pytest.mark.parametrize("local", ["b+", "b", "", "b+" + "a" * 39, "b+" + "a" * 41, "b-" + "a" * 40, "b+" + "1" * 40])
def test_what_is_no_token_is_nobodys(local):
    assert verp.delivery_of(SECRET, f"{local}@{DOMAIN}") is None


def test_neighbours_have_nothing_in_common():
    first, second = (verp.sender(SECRET, DOMAIN, number)[2:42] for number in (1, 2))

    assert sum(one == other for one, other in zip(first, second, strict=True)) < 12
