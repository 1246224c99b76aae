"""The doctor, before real servers and a real zone: by which names the relay knows us, and the world knows it."""

import json

import pytest
from tests.lab.installation import OUTSIDE


def lines(house, **told):
    """Return what the doctor says, by the line's name; the lab's own address is the one that letters leave from."""
    said = house.reveille("doctor", "--json", **{**OUTSIDE, "REVEILLE_SENDING_ADDRESSES": "192.0.2.25", **told})
    return {line["id"]: line for line in json.loads(said.out.partition('\n{"')[0])["lines"]}


def test_name_address_and_ptr_agree(house):
    """S1."""
    line = lines(house)["EHLO"]

    assert line["state"] == "ok"
    assert "reveille.test, which is 192.0.2.25, and 192.0.2.25 is reveille.test" in line["what"]


@pytest.mark.parametrize(
    ("name", "blocks", "said", "todo"),
    [
        ("nowhere.reveille.test", True, "has no address", "nowhere.reveille.test.  IN  A  192.0.2.25"),
        ("www.reveille.test", False, "by its PTR it is reveille.test", "PTR  www.reveille.test."),
        ("ns.reveille.test", False, "which is 127.77.0.53", "ns.reveille.test.  IN  A  192.0.2.25"),
    ],
)
def test_name_that_the_relay_hears_is_looked_up(house, name, blocks, said, todo):
    line = lines(house, REVEILLE_EHLO_NAME=name)["EHLO"]

    assert (line["state"], line["blocks"]) == ("wrong", blocks)
    assert said in line["what"]
    assert todo in line["todo"]


def test_relay_that_greets_by_another_name_than_its_ptr_is_named(house):
    line = lines(house)["PTR"]

    assert (line["state"], line["blocks"]) == ("wrong", False)
    assert "192.0.2.25 is reveille.test, and the server there greets as mx.reveille.test" in line["what"]
