"""Which declaration wins on an element."""

from __future__ import annotations

import pytest
from lxml import html as markup

from reveille.core.lint import looks, sheets


def shown(css, style="", *, dark=False, name="color"):
    root = markup.document_fromstring(f'<div class="box"><p id="a" class="x" style="{style}">Boats</p></div>')
    return looks.Look([sheets.parsed(css)], dark=dark).value(root.get_element_by_id("a"), name)


@pytest.mark.parametrize(
    ("css", "style", "won"),
    [
        ("p{color:red}p{color:blue}", "", "blue"),
        (".x{color:red}p{color:blue}", "", "red"),
        ("#a{color:red}.x.x.x{color:blue}", "", "red"),
        ("div p{color:red}p{color:blue}", "", "red"),
        ("[class]{color:red}p{color:blue}", "", "red"),
        (":root p{color:red}div p{color:blue}", "", "red"),
        ("*{color:red}", "", "red"),
        ("p{color:red}*{color:blue}", "", "red"),
        ("p{color:red;color:blue}", "", "blue"),
        ("", "color:red;color:blue", "blue"),
        (".x{color:red}[class]{color:blue}", "", "blue"),
        ("[class]{color:red}.x{color:blue}", "", "blue"),
        (":root p{color:red}.box p{color:blue}", "", "blue"),
        ("#a{color:red}", "color:BLUE", "blue"),
        ("p{color:red!important}", "color:blue", "red"),
        ("p{color:red!important}", "color:blue!important", "blue"),
        ("p{color:red!important}#a{color:blue}", "", "red"),
        ("@media (prefers-color-scheme:dark){#a{color:red}}p{color:blue}", "", "blue"),
        ("@media screen{@media (min-width:1px){p{color:red}}}", "", "red"),
        ("@media screen{@media print{p{color:red}}}", "", ""),
        ("@media (MAX-WIDTH:600px){p{color:red}}", "", ""),
        ("@layer x{p{color:red}}", "", "red"),
        ("@unknown x{p{color:red}}", "", ""),
        ("div{& p{color:red}}", "", ""),
        ("p{color:red;&.x{color:blue}}", "", "red"),
        ("p{/* color:blue; */color:red}", "", "red"),
        ("p{colour:red}", "", ""),
    ],
)
def test_declaration_that_wins(css, style, won):
    assert shown(css, style) == won


def test_look_is_by_day_unless_the_night_is_asked_for():
    root = markup.document_fromstring("<p>Boats</p>")
    told = [sheets.parsed("p{color:red}@media (prefers-color-scheme:dark){p{color:blue}}")]

    by_day_and_night = (looks.Look(told), looks.Look(told, dark=True))
    assert [look.value(root.find(".//p"), "color") for look in by_day_and_night] == ["red", "blue"]


def test_what_is_inherited_and_hidden_is_asked_of_those_above():
    root = markup.document_fromstring(
        '<div style="visibility:hidden;color:red">'
        '<p style="color:inherit">a<b style="visibility:visible">b</b></p></div>'
        '<p style="display:none">c<b>d</b></p>'
    )
    look = looks.Look([])
    first, second, third, fourth = root.xpath("//p[1]/../p | //b")[0:4]

    assert (look.inherited(first, "color"), look.inherited(third, "color")) == ("red", "")
    assert [look.hidden(one) for one in (first, second, third, fourth)] == [True, False, True, True]
