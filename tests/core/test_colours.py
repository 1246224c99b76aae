"""Colours as CSS writes them, and how well one is read on another."""

from __future__ import annotations

import pytest
from lxml import html as markup

from reveille.core.lint import colours, looks

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
