"""What mail programs make of a letter: each feature that HTML can show is seen, and only where it is."""

import json
from datetime import date
from pathlib import Path

import pytest

import reveille
from reveille.core.lint import caniemail, clients, features, support
from reveille.core.lint.features import Use

DATA = json.loads((Path(reveille.__file__).parent / "mailclients" / "caniemail.json").read_text("utf-8"))


def styled(declaration):
    return f'<p style="{declaration}">Boats.</p>'


def sheet(css):
    return f"<style>{css}</style><p>Boats.</p>"


def picture(source):
    return f'<img src="{source}" alt="">'


# One sample for each feature: what somebody would write who uses it.
SAMPLES = {
    **{f"css-{name}": styled(f"{name}:{value}") for name, value in {
        "accent-color": "red", "align-items": "center", "animation": "blink 1s", "aspect-ratio": "1/2",
        "backdrop-filter": "blur(2px)", "background-blend-mode": "multiply", "background-clip": "text",
        "background-color": "red", "background-image": "none", "background-origin": "border-box",
        "background-position": "top", "background-repeat": "no-repeat", "background-size": "cover",
        "background": "red", "border-collapse": "collapse", "border-image": "none", "border-radius": "1px",
        "border-spacing": "0", "border": "1px solid", "box-shadow": "0 0 1px", "box-sizing": "border-box",
        "caption-side": "top", "clear": "both", "clip-path": "circle(1px)", "color-scheme": "light dark",
        "column-count": "2", "cursor": "pointer", "direction": "rtl", "display": "block", "empty-cells": "hide",
        "filter": "none", "flex-direction": "column", "flex-wrap": "wrap", "float": "left", "font-kerning": "auto",
        "font-size-adjust": "0.5", "font-size": "12px", "font-stretch": "condensed", "font-weight": "bold",
        "font": "12px serif", "gap": "1px", "height": "1px", "hyphenate-character": "auto",
        "hyphenate-limit-chars": "auto", "hyphens": "auto", "inline-size": "1px", "inset": "0",
        "justify-content": "center", "letter-spacing": "1px", "line-height": "1", "list-style-image": "none",
        "list-style-position": "inside", "list-style-type": "disc", "list-style": "none", "margin": "0",
        "mask-image": "none", "max-block-size": "1px", "max-height": "1px", "max-inline-size": "1px",
        "max-width": "1px", "min-block-size": "1px", "min-height": "1px", "min-inline-size": "1px",
        "min-width": "1px", "mix-blend-mode": "multiply", "object-fit": "cover", "object-position": "top",
        "opacity": "0.5", "orphans": "2", "outline-offset": "1px", "outline": "none", "overflow-wrap": "anywhere",
        "overflow": "hidden", "padding": "0", "position": "absolute", "resize": "both", "shape-margin": "1px",
        "shape-outside": "none", "tab-size": "2", "table-layout": "fixed", "text-align-last": "left",
        "text-align": "left", "text-decoration-color": "red", "text-decoration-line": "underline",
        "text-decoration-skip-ink": "none", "text-decoration-style": "wavy", "text-decoration-thickness": "1px",
        "text-decoration": "none", "text-emphasis-position": "over", "text-emphasis": "dot", "text-indent": "1px",
        "text-justify": "auto", "text-orientation": "upright", "text-overflow": "ellipsis", "text-shadow": "none",
        "text-transform": "uppercase", "text-underline-offset": "1px", "text-underline-position": "under",
        "text-wrap": "balance", "transform": "none", "transition": "none", "user-select": "none",
        "vertical-align": "top", "visibility": "hidden", "white-space-collapse": "preserve", "white-space": "pre",
        "widows": "2", "width": "1px", "word-break": "keep-all", "word-spacing": "1px", "word-wrap": "break-word",
        "writing-mode": "vertical-rl", "z-index": "1"}.items()},
    "css-block-inline-size": styled("block-size:1px"),
    "css-border-inline-block": styled("border-inline:1px solid"),
    "css-border-inline-block-longhand": styled("border-block-width:1px"),
    "css-border-inline-block-individual": styled("border-inline-start:1px solid"),
    "css-border-radius-logical": styled("border-start-end-radius:1px"),
    "css-column-layout-properties": styled("column-rule:1px solid"),
    "css-grid-template": styled("grid-template-columns:1fr 1fr"),
    "css-left-right-top-bottom": styled("left:0"),
    "css-margin-block-start-end": styled("margin-block-start:0"),
    "css-margin-inline-start-end": styled("margin-inline-end:0"),
    "css-margin-inline-block": styled("margin-inline:auto"),
    "css-padding-block-start-end": styled("padding-block-end:0"),
    "css-padding-inline-start-end": styled("padding-inline-start:0"),
    "css-padding-inline-block": styled("padding-block:0"),
    "css-scroll-snap": styled("scroll-snap-type:x mandatory"),
    "css-display-flex": styled("display : inline-flex"),
    "css-display-grid": styled("DISPLAY:Grid"),
    "css-display-none": styled("display:none!important"),
    "css-important": styled("color:red ! important"),
    "css-inert-attribute": "<p inert>Boats.</p>",
    "css-intrinsic-size": styled("width:max-content"),
    "css-sytem-ui": styled("font-family:system-ui,sans-serif"),
    "css-function-clamp": styled("width:clamp(1px,2px,3px)"),
    "css-function-light-dark": styled("color:light-dark(red,blue)"),
    "css-function-max": styled("width:max(1px,2px)"),
    "css-function-min": styled("width:calc(1px + min(1px,2px))"),
    "css-unit-calc": styled("width:calc(1px + 2px)"),
    "css-unit-initial": styled("color:initial"),
    "css-unit-percent": styled("width:50%"),
    **{f"css-unit-{unit}": styled(f"width:1{unit}") for unit in (
        "ch", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "rem", "vh", "vmax", "vmin", "vw")},
    "css-variables": sheet(":root{--ink:red}p{color:var(--ink)}"),
    "css-modern-color": styled("color:oklch(40% 0.2 20)"),
    "css-rgb": styled("color:rgb(1,2,3)"),
    "css-rgba": styled("color:rgba(1,2,3,.5)"),
    "css-linear-gradient": styled("background:repeating-linear-gradient(red,blue)"),
    "css-radial-gradient": styled("background:radial-gradient(red,blue)"),
    "css-conic-gradient": styled("background:conic-gradient(red,blue)"),
    "css-comments": sheet("/* boats */p{color:red}"),
    "css-nesting": sheet("p{color:red;& b{color:blue}}"),
    "css-at-font-face": sheet("@font-face{font-family:a;src:url(a.woff)}"),
    "css-at-import": sheet("@import 'a.css';"),
    "css-at-keyframes": sheet("@-webkit-keyframes a{from{opacity:0}}"),
    "css-at-media": sheet("@media print{p{color:red}}"),
    "css-at-media-device-pixel-ratio": sheet("@media (-webkit-min-device-pixel-ratio:2){p{color:red}}"),
    "css-at-media-hover": sheet("@media (any-hover:hover){p{color:red}}"),
    "css-at-media-orientation": sheet("@media screen and (orientation : portrait){p{color:red}}"),
    "css-at-media-prefers-color-scheme": sheet("@media (prefers-color-scheme:dark){p{color:red}}"),
    "css-at-media-prefers-reduced-motion": sheet("@media (prefers-reduced-motion){p{color:red}}"),
    "css-at-supports": sheet("@supports (display:grid){p{color:red}}"),
    **{f"css-pseudo-class-{name}": sheet(f"p:{name}{{color:red}}") for name in (
        "active", "checked", "default", "first-child", "first-of-type", "focus-visible", "focus-within", "focus",
        "hover", "last-child", "last-of-type", "link", "only-child", "only-of-type", "target", "visited")},
    **{f"css-pseudo-class-{name}": sheet(f"p:{name}({value}){{color:red}}") for name, value in {
        "has": "b", "lang": "en", "not": ".a", "nth-child": "2n", "nth-last-child": "1", "nth-last-of-type": "1",
        "nth-of-type": "odd"}.items()},
    **{f"css-pseudo-element-{name}": sheet(f"p::{name}{{color:red}}") for name in (
        "after", "before", "first-letter", "first-line", "marker", "placeholder")},
    "css-selector-adjacent-sibling": sheet("p + b{color:red}"),
    "css-selector-attribute": sheet("[lang|=en]{color:red}"),
    "css-selector-chaining": sheet(".a.b{color:red}"),
    "css-selector-child": sheet("p>b{color:red}"),
    "css-selector-class": sheet(".a{color:red}"),
    "css-selector-descendant": sheet("p b{color:red}"),
    "css-selector-general-sibling": sheet("p ~ b{color:red}"),
    "css-selector-grouping": sheet("p,b{color:red}"),
    "css-selector-id": sheet("#a{color:red}"),
    "css-selector-type": sheet("p{color:red}"),
    "css-selector-universal": sheet("*{color:red}"),
    **{f"html-{tag}": f"<{tag}>Boats</{tag}>" for tag in (
        "abbr", "acronym", "address", "audio", "bdi", "blockquote", "code", "del", "dfn", "dialog", "div", "form",
        "marquee", "meter", "object", "p", "picture", "pre", "progress", "rp", "rt", "ruby", "select", "small",
        "span", "strike", "strong", "style", "svg", "table", "textarea", "video")},
    **{f"html-{tag}": f"<p>Boats<{tag}></p>" for tag in ("hr", "img", "wbr")},
    "html-base": '<base href="https://a.example/"><p>Boats.</p>',
    "html-link": '<link rel="stylesheet" href="a.css"><p>Boats.</p>',
    "html-body": "<html><body><p>Boats.</p></body></html>",
    "html-doctype": "<!DOCTYPE html><p>Boats.</p>",
    "html-comments": "<p>Boats.<!-- more --></p>",
    "html-h1-h6": "<h4>Boats</h4>",
    "html-lists": "<ol><li>Boats</li></ol>",
    "html-semantics": "<figure>Boats</figure>",
    "html-image-maps": '<p><map name="a"><area href="#"></map></p>',
    "html-button-reset": '<button type="reset">Boats</button>',
    "html-button-submit": "<button>Boats</button>",
    "html-input-text": "<p><input></p>",
    **{f"html-input-{kind}": f'<p><input type="{kind}"></p>' for kind in (
        "checkbox", "hidden", "radio", "reset", "submit")},
    **{f"html-{name}": f'<p {name}="a">Boats.</p>' for name in (
        "align", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "aria-live", "dir", "hidden",
        "lang", "popover", "role")},
    **{f"html-{name}": f'<table {name}="1"><tr><td>Boats</td></tr></table>' for name in (
        "background", "cellpadding", "cellspacing", "height", "valign", "width")},
    "html-required": "<p><input required></p>",
    "html-target": '<p><a href="https://a.example/" target="_blank">Boats</a></p>',
    "html-loading-attribute": '<p><img loading="lazy"></p>',
    "html-srcset": '<p><img srcset="a.png 2x"></p>',
    "html-anchor-links": '<p><a href="#boats">Boats</a></p>',
    "html-mailto-links": '<p><a href="MAILTO:a@a.example">Boats</a></p>',
    "html-meta-color-scheme": '<meta name="color-scheme" content="light dark"><p>Boats.</p>',
    **{f"image-{kind}": picture(f"https://a.example/b.{kind}?v=1") for kind in (
        "apng", "avif", "bmp", "gif", "hdr", "heif", "ico", "jpg", "mp4", "png", "svg", "tiff", "webp")},
    "image-base64": picture("data:image/png;base64,AAAA"),
}  # fmt: skip


def test_there_is_a_sample_for_every_feature_that_a_letter_can_show():
    assert set(SAMPLES) == set(DATA["features"]) - set(caniemail.CANNOT_BE_SEEN)
    assert (len(DATA["features"]), len(SAMPLES)) == (307, 305)


@pytest.mark.parametrize("slug", SAMPLES)
def test_feature_is_seen(slug):
    assert slug in features.used(SAMPLES[slug])


@pytest.mark.parametrize(
    ("html", "slugs"),
    [
        ("", set()),
        (styled("--ink:red"), {"css-variables"}),
        (styled("/* a */color:red"), {"css-comments"}),
        (styled("color:red"), set()),
        (styled("background:url(a.png)"), {"css-background", "image-png"}),
        (styled("background:url('a.png')"), {"css-background", "image-png"}),
        (styled("background:url('a.png' 2)"), {"css-background", "image-png"}),
        (styled("content:attr('a.png')"), set()),
        (styled("content:system-ui"), set()),
        (styled("font-family:serif"), set()),
        (styled("display:block"), {"css-display"}),
        (styled("-webkit-border-radius:0"), {"css-border-radius"}),
        (styled("color:-webkit-linear-gradient(red,blue)"), {"css-linear-gradient"}),
        (styled("font:12px system-ui"), {"css-font", "css-sytem-ui", "css-unit-px"}),
        (picture("https://[a.png"), {"html-img"}),
        (picture("data:,a"), {"html-img"}),
        (picture("data:image/png,a"), {"html-img", "image-png"}),
        (picture("data:image/png;charset=utf-8,a"), {"html-img", "image-png"}),
        (picture("data:;base64,AAAA"), {"html-img", "image-base64"}),
        (picture("DATA:image/PNG;BASE64,AAAA"), {"html-img", "image-base64", "image-png"}),
        (picture("a.PNG"), {"html-img", "image-png"}),
        ('<img srcset="a.png 1x,  b.webp 2x">', {"html-img", "html-srcset", "image-png", "image-webp"}),
        ('<source src="a.mp4">', {"image-mp4"}),
        ('<image src="a.gif">', {"image-gif"}),
        ('<p><input type="image" src="a.gif"></p>', {"image-gif"}),
        ('<p><input type="RADIO"><input type="date"></p>', {"html-input-radio"}),
        ('<p><button type="menu">Boats</button><i type="submit">b</i></p>', set()),
        (
            '<p><map><area href=" #a"><area href="mailto:a@a.example"></map></p>',
            {"html-image-maps", "html-anchor-links", "html-mailto-links"},
        ),
        ('<p><b href="#a">Boats</b><i href="mailto:a@a.example">b</i></p>', set()),
        ('<meta charset="utf-8"><p name="color-scheme">Boats.</p>', set()),
        ('<meta name="viewport"><p>Boats.</p>', set()),
        ('<meta name="COLOR-SCHEME"><p>Boats.</p>', {"html-meta-color-scheme"}),
        ("<!-- <body> --><p>Boats.</p>", {"html-comments"}),
        ("<!-- a --><!doctype html><p>Boats.</p>", {"html-comments", "html-doctype"}),
        ("<style></style>", {"html-style"}),
        (sheet(".a{color:red}"), {"html-style", "css-selector-class"}),
        (sheet("#a.b{color:red}"), {"html-style", "css-selector-class", "css-selector-id", "css-selector-chaining"}),
        (sheet("p:hover{color:red}"), {"html-style", "css-selector-type", "css-pseudo-class-hover"}),
        (sheet("p:boats{color:red}"), {"html-style", "css-selector-type"}),
        (
            sheet("p::-webkit-input-placeholder{color:red}"),
            {"html-style", "css-selector-type", "css-pseudo-element-placeholder"},
        ),
        (sheet("@container (orientation:portrait){p{color:red}}"), {"html-style", "css-selector-type"}),
        ('<video poster="a.jpg"></video>', {"html-video", "image-jpg"}),
        ('<p background="a.gif">Boats.</p>', {"html-background", "image-gif"}),
        ('<a href="b.png" src="a.png">Boats.</a>', set()),
        (sheet("@layer a;@media (scripting);"), {"css-at-media", "html-style"}),
    ],
)
def test_feature_is_seen_where_it_is_used_and_nowhere_else(html, slugs):
    assert set(features.used(html)) - {"html-p"} == slugs


@pytest.mark.parametrize(
    ("slug", "html", "where"),
    [
        ("css-float", '<p class="lead" style="float:left">Boats.</p>', "<p class=lead style> float"),
        ("css-float", '<p style="float:left">Boats.</p><h2 style="float:left">Cod.</h2>', "<p style> float"),
        ("css-float", sheet("p{float:left}"), "<style> float"),
        ("css-selector-class", sheet(".a{float:left}"), "<style>"),
        ("css-comments", SAMPLES["css-comments"], "<style>"),
        ("css-nesting", SAMPLES["css-nesting"], "<style>"),
        ("html-body", SAMPLES["html-body"], "<body>"),
        ("html-doctype", SAMPLES["html-doctype"], "<!doctype html>"),
        (
            "html-comments",
            "<p>Boats.<!-- who reads this far has read thirty -->",
            "<!-- who reads this far has read t -->",
        ),
    ],
)
def test_use_says_where_it_was_seen_first(slug, html, where):
    assert features.used(html)[slug].where == where


def test_use_that_bears_load_says_where_before_one_that_does_not():
    html = '<table height="3" style="height:3px"><tr><td>Boats</td></tr></table>' + styled("height:3px") * 2

    assert features.used(html)["css-height"] == Use(3, True, "<p style> height")


PLAIN = {"html-p", "css-selector-type", "html-style"}


@pytest.mark.parametrize(
    "html",
    [
        "<p>display:grid and @import and var(--x) and lch() and &lt;table&gt;</p>",
        '<p title="display:flex;position:absolute" data-x="border-radius:1px" class="css-variables">Boats.</p>',
        sheet("p{content:'display:grid; width:1vw; column-count'}"),
        sheet("p{font-family:'system-ui is no name here', \"hsl(1) lab(1)\"}"),
        "<p>Boats.</p><script>x='@media (hover)'</script>",
        sheet("p{-reveille-display:grid;displays:none;color:redmax;min:1}"),
    ],
)
def test_names_in_texts_and_other_words_are_no_use(html):
    assert set(features.used(html)) <= PLAIN


def test_what_stands_in_a_comment_for_one_program_is_not_used_by_all():
    assert set(features.used("<p>Boats.<!--[if mso]><table width=600><![endif]--></p>")) == {"html-p", "html-comments"}


@pytest.mark.parametrize(
    ("slug", "html", "bearing"),
    [
        ("css-float", styled("float:left"), True),
        ("css-float", sheet("p{float:left}"), True),
        ("css-float", sheet("@media (max-width:600px){p{float:left}}"), False),
        ("css-float", sheet("p:hover{float:left}"), False),
        ("css-float", sheet("[data-ogsc] p{float:left}"), False),
        ("css-selector-class", sheet(".a{float:left}"), True),
        ("css-selector-class", sheet(".a{letter-spacing:1px}"), False),
        ("css-border-radius", styled("border-radius:3px"), False),
        ("css-height", styled("height:3px"), True),
        ("css-height", '<table height="3" style="height:3px"><tr><td>Boats</td></tr></table>', False),
        ("css-display-none", styled("display:none"), True),
        ("css-display-none", styled("display:none;max-height:0;overflow:hidden;font-size:1px"), False),
        ("css-max-height", styled("display:none;max-height:0;overflow:hidden"), True),
        ("css-max-height", styled("display:none;mso-hide:all;max-height:0;overflow:hidden"), False),
        ("css-max-height", styled("display:block;max-height:0;overflow:hidden;font-size:1px"), True),
        ("css-max-height", styled("float:none;max-height:0;overflow:hidden;font-size:1px;line-height:0"), True),
        ("css-float", styled("display:none;max-height:0;overflow:hidden;font-size:1px;float:left"), True),
        *(
            ("css-float", sheet(f"p:{one}{{float:left}}"), True)
            for one in ("root", "first-child", "last-child", "not(.a)")
        ),
        ("css-selector-class", sheet("@media print{.a{float:left}}"), False),
        ("css-font-weight", sheet("@font-face{font-family:a;font-weight:bold}"), False),
        ("css-unit-px", styled("width:3px"), True),
        ("css-unit-px", styled("border-radius:3px"), False),
        ("css-at-import", SAMPLES["css-at-import"], True),
        ("css-nesting", SAMPLES["css-nesting"], True),
        ("image-png", SAMPLES["image-png"], True),
        ("html-dir", SAMPLES["html-dir"], True),
        ("html-input-text", SAMPLES["html-input-text"], True),
        ("html-button-reset", SAMPLES["html-button-reset"], True),
        ("html-anchor-links", SAMPLES["html-anchor-links"], True),
        ("html-mailto-links", SAMPLES["html-mailto-links"], True),
        ("html-table", SAMPLES["html-table"], True),
        ("html-role", SAMPLES["html-role"], False),
    ],
)
def test_what_bears_load_is_told_from_what_a_letter_can_lose(slug, html, bearing):
    assert features.used(html)[slug].bearing is bearing


def table(**tested):
    return support.Table(
        date=date(2026, 6, 29),
        names={"big/web": "Big Web", "small/web": "Small Web"},
        features={
            slug: support.Feature(slug, dict(zip(("big/web", "small/web"), answers, strict=True)), {})
            for slug, answers in {key.replace("_", "-"): value for key, value in tested.items()}.items()
        },
        shares={"big/web": 40.0, "small/web": 0.5},
        shares_from="assumed",
    )


FLOAT = {"css-float": Use(3, True, "<p style> float")}
TODAY = date(2026, 11, 24)


def ids(used, known, today=TODAY):
    return [(one.where, str(one.severity)) for one in clients.check(used, known, today)]


def test_what_bears_load_and_is_lost_to_many_is_warned_of():
    assert ids(FLOAT, table(css_float=("no", "yes"))) == [("<p style> float", "warn")]


@pytest.mark.parametrize("answers", [("yes", "no"), ("yes", "not known"), ("partly", "no")])
def test_what_is_lost_to_few_or_in_part_is_not(answers):
    assert ids(FLOAT, table(css_float=answers)) == []


def test_what_nobody_tested_is_never_support():
    known = table(css_float=("not known", "yes"))

    assert ids(FLOAT, known) == [("Big Web", "remark")]
    assert {one.client: one.word for one in clients.verdicts(FLOAT, known)} == {
        "big/web": "not known", "small/web": "whole"}  # fmt: skip


def test_looks_that_are_lost_break_nothing():
    used = {"css-float": Use(1, False, "")}

    first, second = clients.verdicts(used, table(css_float=("no", "partly")))
    assert (first.client, first.word, first.plainer) == ("big/web", "plainer", ("css-float",))
    assert (second.word, second.partly) == ("plainer", ("css-float",))
    assert ids(used, table(css_float=("no", "no"))) == []


def test_old_data_says_so():
    assert ids({}, table(), date(2026, 12, 26)) == []
    assert ids({}, table(), date(2026, 12, 27)) == [("caniemail", "warn")]
