"""The article out of a page, of any bytes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reveille.core import datelines, pages
from reveille.core.errors import (
    ConsentWall,
    NotFoundPage,
    PageEmpty,
    PageError,
    PageTangled,
    PageUnreadable,
    Paywalled,
)
from reveille.core.pages import announced, beside, bodies, trees

PARAGRAPHS = [
    "KURESSAARE, Estonia (Northline) — Minehunters from eleven countries sailed before dawn on Monday into a strip of "
    "water off the island that no trawler has dared to work for thirty years.",
    "The charts of the fishing crews, drawn by hand, proved better than two of the three sonar surveys, the fleet said.",  # noqa: E501
    "“We count every one of them twice,” said Commander Līga Ozoliņa, who leads the squadron from a converted ferry.",
    "Thirty-one mines had been destroyed by Monday evening, and the work is to go on until the ice comes in January.",
]


def page(paragraphs=PARAGRAPHS, head="", before="", after="", title="Eleven navies hunt mines"):
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"""<!doctype html><html lang="en"><head><title>{title} | The Ledger</title>{head}</head><body>
      <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>{before}
      <main><article><h1>{title}</h1><p class="byline">By Ann Oar</p><figure><img src="/m.jpg" alt="">
      <figcaption>A minehunter leaves Kuressaare. Photo: T. Rebane</figcaption></figure>{body}</article></main>{after}
      <aside><h3>Most read</h3><ul><li><a href="/x">Ten cakes</a></li></ul></aside>
      <footer><p>© The Ledger. All rights reserved.</p></footer></body></html>""".encode()


def extract(data, **told):
    return pages.extract(data, **{"link": "https://ledger.example/world/mines", **told})


def test_text_is_the_articles_own_paragraphs_and_no_furniture():
    article = extract(page(after="<div class='newsletter'><p>Sign up to our newsletter!</p></div>"))

    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.title == "Eleven navies hunt mines"
    assert article.byline == "Ann Oar"
    assert article.caption.startswith("A minehunter leaves")
    assert article.language == "en"


def test_dateline_and_agency_are_named_and_the_body_begins_after_them():
    article = extract(page())

    assert (article.dateline, article.agency) == ("KURESSAARE, Estonia", "Northline")
    assert article.text[article.body_start :].startswith("Minehunters from eleven")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PORT-AVEL, France — Les hélices", ("PORT-AVEL, France", "")),
        ("(Northline) - The ship", ("", "Northline")),
        ("Ships - eleven of them - sailed.", ("", "")),
        ("The navy sailed.", ("", "")),
        ("", ("", "")),
    ],
)
def test_only_a_dateline_is_taken_for_one(text, expected):
    assert datelines.lead_in(text)[:2] == expected


def test_body_begins_after_a_dateline_that_stands_below_a_deck():
    deck = "The daily allowance goes from six euros to eight."
    body = f"{deck}\n\nHELSINKI — Parliament voted on Monday."

    assert body[datelines.first_body(body)[2] :] == "Parliament voted on Monday."


def test_structured_data_tells_headline_author_and_date():
    head = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
      "headline":"Eleven navies hunt mines","author":[{"@type":"Person","name":"Ewa Zaruska"}],
      "datePublished":"2026-11-24T06:00:00+01:00","isAccessibleForFree":"False","image":{"url":"/m.jpg"}}]}</script>"""
    article = extract(page(head=head))

    assert article.byline == "Ewa Zaruska"
    assert article.published == datetime(2026, 11, 24, 5, tzinfo=UTC)
    assert article.paywalled
    assert article.image == "https://ledger.example/m.jpg"


def test_broken_structured_data_is_passed_over():
    assert extract(page(head='<script type="application/ld+json">{"@type": [[[</script>')).byline == "Ann Oar"


def test_commentary_is_known_by_its_kind_or_its_section():
    opinion = '<script type="application/ld+json">{"@type":"OpinionNewsArticle","headline":"x"}</script>'

    assert extract(page(head=opinion)).commentary
    assert extract(page(head='<meta property="article:section" content="Commentary">')).commentary
    assert not extract(page()).commentary


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b"", PageUnreadable, id="nothing"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00", PageUnreadable, id="a picture"),
        pytest.param(page([], title="Page not found"), NotFoundPage, id="not found with status 200"),
        pytest.param(page([], before="<p>Subscribe to read on.</p>"), Paywalled, id="paywall"),
        pytest.param(
            b"<html><title>Before you go on</title><body><h1>Cookies</h1><p>We use cookies. Consent?</p></body></html>",
            ConsentWall,
            id="consent",
        ),
        pytest.param(b"<html><body><script>app()</script></body></html>", PageEmpty, id="script only"),
        pytest.param(page([f"Harbour news {at}: all of it" for at in range(40)]), PageEmpty, id="a menu alone"),
    ],
)
def test_page_without_an_article_says_why(data, kind):
    with pytest.raises(kind):
        extract(data)


@pytest.mark.parametrize(
    "paragraphs",
    [
        [f"Ship {at} sailed home at noon." for at in range(30)],
        ["กองทัพเรือเก็บกู้ทุ่นระเบิดในช่องแคบแล้วเสร็จเมื่อวันจันทร์ตามคำแถลงของโฆษกกองทัพเรือในวันนี้"] * 12,
        ["艦隊が戻った。"] * 40,
    ],
)
def test_short_paragraphs_that_are_sentences_are_an_article(paragraphs):
    assert extract(page(paragraphs)).text


def test_windows_1252_page_is_read_by_its_header():
    data = page([p.replace("charts", "côtières €") for p in PARAGRAPHS]).decode().replace("ī", "i").replace("ņ", "n")
    article = extract(data.encode("windows-1252"), content_type="text/html; charset=windows-1252")

    assert "côtières €" in article.text


@settings(max_examples=40, deadline=None)
@given(
    st.binary(max_size=300)
    | st.builds(lambda cut, junk: page()[:cut] + junk, st.integers(0, 1500), st.binary(max_size=60))
)
def test_whatever_bytes_come_the_answer_is_an_article_or_a_page_error(data):
    try:
        article = extract(data)
    except PageError:
        return

    assert article.text == bodies.paragraphed(article.text)


def test_page_as_long_as_a_shelf_of_books_is_read_as_far_as_an_article_may_go():
    found = extract(page([*PARAGRAPHS, "The ice came. " * 20_000]))

    assert found.text.startswith("KURESSAARE")
    assert len(found.text) <= pages.MOST


def test_page_with_more_elements_than_any_article_needs_is_not_read():
    with pytest.raises(PageTangled):
        extract(page(after="<i></i>" * trees.ELEMENTS))


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("The ship sailed. She was late.", "The ship"),
        ("Ship sails\nBy A. Person\n\nThe ship sailed at noon.\nShe was late.", "The ship"),
        ("Ship sails at last!\n\nKURESSAARE (Northline) — The ship sailed at noon.", "The ship"),
        ("\n\nThe ship sailed at noon.\n", "The ship"),
        ("word " * 200_000, "word"),  # a megabyte in one line is read once
    ],
)
def test_body_of_an_archived_text_begins_after_headline_and_credits(text, begins):
    title = "Ship sails at last!"

    assert text[bodies.start(text, title) :].lstrip().startswith(begins)


def test_feeds_that_a_page_announces_are_found_once_each_and_nothing_else():
    page = b"""<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml">
        <link rel="ALTERNATE home" type="application/atom+xml" href="https://other.example/atom">
        <link rel="alternate" type="application/rss+xml" href="/rss.xml">
        <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
        <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" type="application/rss+xml" href="/x">
        </head><body>A page</body></html>"""

    found = announced.feeds(page, link="https://paper.example/front")

    assert found == ("https://paper.example/rss.xml", "https://other.example/atom")


def test_all_that_a_page_says_is_told_line_by_line_and_what_was_taken_is_marked():
    page = b"""<html><head><title>no</title><style>no</style></head><body><nav><a>Home</a> <a>War &amp; Peace</a></nav>
        <h1>Boats <em>come</em> home</h1><script>no()</script><!-- no -->
        <p>The boats came <b>home</b> at noon, and every one of them<br>was counted twice on the old quay.</p>
        <p>Home</p><footer>All rights\xc2\xa0reserved<template>no</template></footer></body></html>"""
    taken = pages.Article(
        title="Boats come home",
        text="The boats came home at noon, and every one of them was counted twice on the old quay.",
        byline="", dateline="", agency="", published=None, image="", caption="", language="en", words=18,
        paywalled=False, commentary=False, canonical="", body_start=0,
    )  # fmt: skip

    told = [(line.words, line.taken) for line in beside.lines(page, taken=(taken.title, taken.text))]

    assert told == [
        ("Home War & Peace", False),
        ("Boats come home", True),
        ("The boats came home at noon, and every one of them was counted twice on the old quay.", True),
        ("Home", False),
        ("All rights reserved", False),
    ]
    assert not any(line.taken for line in beside.lines(page))


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"<p>{text}</p>".encode()))
@settings(deadline=None)
def test_whatever_a_page_is_its_lines_are_legible_or_it_is_a_page_error(data):
    try:
        told = list(beside.lines(data))
    except (PageTangled, PageUnreadable):
        return
    shown = [line.words.replace("\u200c", "").replace("\u200d", "") for line in told]  # joiners that scripts need stay
    assert all(line.words and line.words == " ".join(line.words.split()) for line in told)
    assert all(words.isprintable() for words in shown)


def test_a_page_as_deep_as_a_well_is_told_or_refused():
    try:
        told = list(beside.lines(b"<html><body>" + b"<div>" * 20_000 + b"at the bottom"))
    except (PageTangled, PageUnreadable):
        return
    assert len(told) <= 1
