"""What a style sheet is made of, as it is parsed."""

from __future__ import annotations

import pytest

from reveille.core.lint import sheets


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
