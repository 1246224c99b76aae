"""Which elements a selector means."""

from __future__ import annotations

import pytest
from lxml import html as markup

from reveille.core.lint import looks, reading, sheets

PAGE = """<html id="html"><body id="body"><!-- no element -->
<div id="box" class="wide story" lang="en-GB" title="Boats came home">
 <h2 id="head">Boats</h2><!-- nor this --><p id="first" class="story">One <b id="bold">bold</b></p>
 <p id="second" hidden>Two</p></div><p id="outside" lang="en">Three</p></body></html>"""


def meant(selector):
    """The elements of the page that a selector means."""
    root = markup.document_fromstring(PAGE)
    look = looks.Look([sheets.parsed(f"{selector} {{ color: red }}")])
    return [one.get("id") for one in reading.elements(root) if look.value(one, "color") == "red"]


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("p", ["first", "second", "outside"]),
        ("P", ["first", "second", "outside"]),
        ("*", ["html", "body", "box", "head", "first", "bold", "second", "outside"]),
        ("#second", ["second"]),
        (".story", ["box", "first"]),
        (".wide.story", ["box"]),
        ("p.story", ["first"]),
        ("h2, #bold", ["head", "bold"]),
        ("h2/* heads */, b", ["head", "bold"]),
        ("h2 /* and */ , b", ["head", "bold"]),
        ("div p", ["first", "second"]),
        ("  div   b ", ["bold"]),
        ("div > b", []),
        ("div>p", ["first", "second"]),
        ("div > p > b", ["bold"]),
        ("body > p b", []),
        ("h2 + p", ["first"]),
        ("p + p", ["second"]),
        ("h2 ~ p", ["first", "second"]),
        ("h2 ~ b", []),
        ("p ~ h2", []),
        ("div ~ p", ["outside"]),
        (":root", ["html"]),
        (":root p", ["first", "second", "outside"]),
        ("p:hover", []),
        ("p::before", []),
        ("p::root", []),
        ("p:nth-child(2)", []),
        ("p:", []),
        ("[hidden]", ["second"]),
        ("[lang=en]", ["outside"]),
        ("[lang='en']", ["outside"]),
        ("[lang|=en]", ["box", "outside"]),
        ("[class~=story]", ["box", "first"]),
        ("[class~=stor]", []),
        ("[title^=Boats]", ["box"]),
        ("[title^='']", []),
        ("[title^=home]", []),
        ("[title$=home]", ["box"]),
        ("[title$='']", []),
        ("[title$=Boats]", []),
        ("[title*=came]", ["box"]),
        ("[title*='']", []),
        ("[title*=went]", []),
        ("[ lang = en ]", ["outside"]),
        ("[LANG=en]", ["outside"]),
        ("[title!=Boats]", []),
        ("[='en']", []),
        ("['hidden']", []),
        ("* > html", []),
        ("* + html", []),
        ("* ~ html", []),
        ("[]", []),
        ("p & b", []),
        (".", []),
        ("", []),
    ],
)
def test_selector_means(selector, ids):
    assert meant(selector) == ids


def test_first_compound_of_a_selector_has_no_combinator():
    [rule] = sheets.parsed("p > b{color:red}").rules

    assert [one.combinator for one in rule.selectors[0]] == ["", ">"]
