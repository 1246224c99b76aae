"""The cascade of a letter: which elements a selector means, which rules hold when, and who wins."""

import pytest
from lxml import html as markup

from reveille.core.lint import colours, looks, media, reading, sheets

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


@pytest.mark.parametrize(
    ("condition", "day", "night"),
    [
        ("@media (prefers-color-scheme:dark)", False, True),
        ("@media (prefers-color-scheme: light)", True, False),
        ("@media screen", True, True),
        ("@media all and (max-width:600px)", False, False),
        ("@media (max-width:700px)", True, True),
        ("@media (max-device-width:699px)", False, False),
        ("@media (max-device-width:700px)", True, True),
        ("@media (max-width:44em)", True, True),
        ("@media (max-width:43rem)", False, False),
        ("@media (max-width:wide)", False, False),
        ("@media (min-width:700px)", True, True),
        ("@media (min-device-width:701px)", False, False),
        ("@media (min-device-width:700px)", True, True),
        ("@media (min-width:44em)", False, False),
        ("@media (min-width:43rem)", True, True),
        ("@media (min-width:600px) and (prefers-color-scheme:dark)", False, True),
        ("@media (max-width:600px), (prefers-color-scheme:dark)", False, True),
        ("@media print", False, False),
        ("@media only print", False, False),
        ("@media speech", False, False),
        ("@media not screen", False, False),
        ("@media (hover)", False, False),
        ("@media (orientation:portrait)", False, False),
        ("@supports (display:grid)", True, True),
        ("@supports not (display:grid)", False, False),
        ("nested", False, False),
    ],
)
def test_rule_holds_on_a_wide_screen(condition, day, night):
    assert (media.applies([condition], dark=False), media.applies([condition], dark=True)) == (day, night)
    assert not media.applies([condition, "@media print"], dark=True)


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


def test_sheet_tells_what_it_is_made_of():
    made = sheets.parsed(
        "/* a */@import 'x.css';@font-face{font-family:a;src:url(b)}@keyframes c{from{opacity:0}to{opacity:1}}"
        "@media print{p{color:red /* b */}}p{color:red;& b{color:blue}}} x"
    )

    assert [one.name for one in made.at_rules] == ["import", "font-face", "keyframes", "media"]
    assert [[each.name for each in one.declarations] for one in made.at_rules] == [
        [], ["font-family", "src"], ["opacity", "opacity"], [],
    ]  # fmt: skip
    assert [one.media for one in made.rules] == [("@media print",), (), ("nested",)]
    assert (made.comments, made.nested, len(made.errors)) == (2, True, 1)
    assert not sheets.parsed("p{color:red}").nested


@pytest.mark.parametrize("css", ["@media print;", "@keyframes a;", "@media print{color:red}", "@media{", "p{{}", "@"])
def test_sheet_of_odd_things_is_read_all_the_same(css):
    assert [one for one in sheets.parsed(css).rules if one.declarations] == []


def test_look_is_by_day_unless_the_night_is_asked_for():
    root = markup.document_fromstring("<p>Boats</p>")
    told = [sheets.parsed("p{color:red}@media (prefers-color-scheme:dark){p{color:blue}}")]

    by_day_and_night = (looks.Look(told), looks.Look(told, dark=True))
    assert [look.value(root.find(".//p"), "color") for look in by_day_and_night] == ["red", "blue"]


def test_first_compound_of_a_selector_has_no_combinator():
    [rule] = sheets.parsed("p > b{color:red}").rules

    assert [one.combinator for one in rule.selectors[0]] == ["", ">"]


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


WHITE, BLACK = (1.0, 1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("told", "is_"),
    [
        ("#fff", WHITE), ("white", WHITE), ("hsl(0 0% 100%)", WHITE), ("rgb(0 0 0 / 1)", BLACK),
        ("transparent", (0.0, 0.0, 0.0, 0.0)), ("currentcolor", None), ("no colour", None),
        ("color(srgb 2 2 2)", WHITE), ("color(srgb -1 -1 -1)", BLACK), ("rgb(none none none)", BLACK),
    ],
)  # fmt: skip
def test_colour(told, is_):
    assert colours.of(told) == is_


@pytest.mark.parametrize(
    ("one", "other", "contrast"),
    [
        (WHITE, BLACK, 21.0),
        (BLACK, WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        (colours.of("#767676"), WHITE, 4.5423),
        (colours.of("#0a0a0a"), BLACK, 1.0607),
    ],
)
def test_contrast_is_that_of_wcag(one, other, contrast):
    assert colours.contrast(one, other) == pytest.approx(contrast, abs=0.0001)


@pytest.mark.parametrize(
    ("markup_", "ink", "paper"),
    [
        ('<p style="color:#000;background:#fff"><b>x</b></p>', BLACK, WHITE),
        ('<p style="color:#000;background:url(a.png) #fff"><b>x</b></p>', BLACK, WHITE),
        ('<p style="color:#000" bgcolor="#fff"><b>x</b></p>', BLACK, WHITE),
        ('<font color="#000"><b style="color:inherit">x</b></font>', BLACK, None),
        ('<span color="#000"><b>x</b></span>', None, None),
        ('<p style="background:#fff"><b style="background:rgba(0,0,0,.5)">x</b></p>', None, (0.5, 0.5, 0.5, 1.0)),
        ('<b style="background:rgba(0,0,0,.5)">x</b>', None, (0.5, 0.5, 0.5, 1.0)),
        ('<p style="background:#000"><b style="background:rgb(255 255 255/.5)">x</b></p>', None, (0.5, 0.5, 0.5, 1.0)),
        ('<p style="background:#fff"><b style="background-color:#000">x</b></p>', None, BLACK),
        ('<p><b style="background:transparent">x</b></p>', None, None),
        ('<p style="background:#fff"><b style="background:transparent">x</b></p>', None, WHITE),
    ],
)
def test_ink_and_paper(markup_, ink, paper):
    element = markup.document_fromstring(markup_).xpath("//b")[0]
    look = looks.Look([])

    assert colours.ink(look, element) == ink
    assert colours.paper(look, element) == paper
