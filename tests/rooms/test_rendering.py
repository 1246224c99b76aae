"""The mail of an edition: two parts that say the same, safe whatever the outlets wrote."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.rooms import pages

from reveille.core import layout
from reveille.editions import columns, languages, rendering, wording
from reveille.editions.templatetags import paper

MASTHEAD = rendering.Masthead(
    site="https://reveille.example",
    newsletter="Reveille",
    postal_address="Reveille Reading Society, 12 Signal Lane, Exampletown",
    corrections="corrections@reveille.example",
    outlets="outlets@reveille.example",
)
ONE_SILENT = layout.Silence(1, 1, (layout.Silent("A", "", "gone"),))


class Seen(HTMLParser):
    """What a mail program would show: words, links and tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.links, self.tags, self.hidden = [], [], [], 0
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.hidden += tag in ("style", "title")
        if tag == "a":
            self.links.append(dict(attributes).get("href"))

    def handle_endtag(self, tag):
        self.hidden -= tag in ("style", "title")

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def mail(page: layout.Page | None = None, masthead: rendering.Masthead = MASTHEAD) -> rendering.Rendered:
    return rendering.render(page or pages.full(), masthead)


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def shown(html: str) -> str:
    return flat("".join(Seen(html).words))


def test_placeholders_stand_in_both_parts():
    made = mail()

    assert [made.html.count(sign) for sign in rendering.PLACEHOLDERS] == [2, 2, 1]
    assert [made.text.count(sign) for sign in rendering.PLACEHOLDERS] == [2, 2, 1]


def test_secret_links_are_whole_attributes_in_html_and_end_their_line_in_text():
    made = mail()

    assert made.html.count('href="%%LEAVE%%"') == 2
    assert made.html.count('href="%%YOU%%"') == 2
    assert len(re.findall(r"^ *%%(?:LEAVE|YOU)%%$", made.text, re.MULTILINE)) == 4


@pytest.mark.parametrize("sign", rendering.PLACEHOLDERS)
def test_outlet_that_prints_a_placeholder_gets_nobodys_link(sign):
    made = mail(pages.page(pages.item("trick", rank=1, headline=f"Read {sign} now", outlet=sign, url=sign)))

    plain = mail(pages.page(pages.item("trick", rank=1)))
    assert made.html.count(sign) == plain.html.count(sign)
    assert made.text.count(sign) == plain.text.count(sign)
    assert f"Read{sign}now" in shown(made.html)


def test_both_parts_hold_the_same_headlines_sentences_and_names():
    page, made = pages.full(), mail()

    for part in (shown(made.html), flat(made.text).replace("|", "")):
        for item in page.items:
            assert flat(item.headline) in part
            assert flat(item.outlet) in part
            assert all(flat(sentence.text) in part for sentence in item.sentences)
            assert item.quote is None or flat(item.quote.text) in part
        assert flat(wording.counts(page)) in part
        assert flat("Маяк над лиманом (Ukraine, no answer); El Vigía (gone)") in part
        assert flat(MASTHEAD.postal_address) in part


def test_both_parts_hold_the_same_links():
    made = mail()
    links = {link.removeprefix("mailto:") for link in Seen(made.html).links}

    assert {link for link in links if link not in made.text} == set()
    assert set(re.findall(r"https://\S+", made.text)) <= links


def test_whoever_had_it_forwarded_is_led_to_a_letter_of_their_own():
    made = mail()

    assert flat("Forwarded to you?") in shown(made.html)
    assert "Forwarded to you?" in made.text
    assert f"https://reveille.example/subscribe/?newsletter={pages.full().slug}" in Seen(made.html).links


def test_every_link_is_absolute_or_writes_to_us_or_is_personal():
    links = Seen(mail().html).links

    assert all(link.startswith(("https://", "mailto:", "%%")) for link in links)


def test_hostile_headline_is_text():
    hostile = '<script>alert("1")</script><b onclick=x>&amp;'
    made = mail(pages.page(pages.item("x", rank=1, headline=hostile, outlet=hostile, change=hostile)))

    assert not {"script", "b"} & {tag for tag, _ in Seen(made.html).tags}
    assert flat(hostile) in shown(made.html)
    assert flat(hostile) in flat(made.text)


def test_link_that_is_no_web_address_is_no_link():
    made = mail(pages.page(pages.item("x", rank=1, url="javascript:alert(1)")))

    assert "javascript:" not in made.html + made.text


def test_mail_has_nothing_that_mail_programs_drop_or_fear():
    html = mail().html
    tags = Seen(html).tags

    forbidden = {"img", "script", "form", "svg", "iframe", "object", "embed", "link", "input", "video"}
    assert not forbidden & {tag for tag, _ in tags}
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    assert not re.search(r"display:\s*(?:flex|grid)|position:|float:|url\(|@import|data:", html)
    assert all(attributes.get("role") == "presentation" for tag, attributes in tags if tag == "table")


def test_style_is_inline_and_media_queries_stay():
    html = mail().html

    assert html.count("<style>") == 2  # one for Word, one for phones and the night
    assert "prefers-color-scheme" in html
    assert "data-css-inline" not in html
    assert re.search(r'<h3 class="h3 big"[^>]* style="[^"]*font-size: ?25px', html)


def test_preheader_is_the_first_thing_in_the_body():
    page = pages.full()

    words = "".join(Seen(mail(page).html).words)
    assert words.strip().startswith(page.preheader)


def test_twenty_stories_are_under_80_kilobytes_and_can_be_left_before_byte_90000():
    many = [pages.item(f"story-{n}", rank=n + 1 if n < 5 else None) for n in range(20)]
    long = [replace(one, quote=pages.full().top[0].quote, headline=one.headline * 2) for one in many]

    html = mail(pages.page(*long)).html.encode()
    assert len(html) < 80 * 1024
    assert html.index(b"%%LEAVE%%") < 10_000


def test_same_page_gives_the_same_bytes():
    assert mail(pages.full()) == mail(pages.full())


def test_no_line_of_the_text_is_wider_than_72_columns_but_a_link_alone():
    wide = [line for line in mail().text.split("\n") if columns.width(line) > columns.COLUMNS]

    assert [line for line in wide if not line.strip().startswith("https://")] == []


def test_text_has_no_entities_and_no_empty_heaps():
    text = mail(pages.page(pages.item("x", rank=1, headline="Salt & pepper’s <end>"))).text

    assert "Salt & pepper’s <end>" in text
    assert "\n\n\n\n" not in text


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (pages.page(pages.item("one", rank=1)), "1 story · 17 outlets · 9 countries · 5 min"),
        (pages.page(pages.item("one", rank=1)), "Today’s top story"),
        (pages.page(), "Today’s top two"),
        (pages.page(), "All 6 outlets in 4 countries"),
        (pages.page(pages.item("one", outlets=1, also=(), more=0)), "One outlet so far"),
        (pages.page(pages.item("one", outlets=2, countries=1)), "Both outlets"),
        (pages.page(countries=0, outlets=1), "3 stories · 1 outlet · 5 min"),
        (pages.page(), "we asked 81 feeds of 60 outlets. Everybody answered."),
        (pages.page(silence=ONE_SILENT), "1 feed of 1 outlet. One did not"),
        (pages.page(silence=ONE_SILENT), "Its reports may be missing"),
    ],
)  # fmt: skip
def test_counts_are_said_in_the_right_number(page, said):
    made = mail(page)

    assert flat(said) in shown(made.html)
    assert flat(said).lower() in flat(made.text).lower()


def test_what_is_not_there_leaves_no_trace():
    bare = pages.item("bare", kinds=(), sentences=(), quote=None, also=(), more=0, outlets=1, country="")
    made = mail(pages.page(bare, silence=layout.Silence(0, 0, ())))

    for name in ("Today’s top", "Still developing", "Quiet today", "Who did not answer", "Also"):
        assert name not in made.html
        assert name.upper() not in made.text
    assert '<p class="t"' not in made.html


def test_many_silent_outlets_are_named_up_to_twelve_and_then_counted():
    failed = tuple(layout.Silent(f"Outlet {n}", "Peru", "no answer") for n in range(30))

    assert "30 did not answer" in mail(pages.page(silence=layout.Silence(90, 60, failed))).html
    assert "and 18 more" in mail(pages.page(silence=layout.Silence(90, 60, failed))).html


def test_words_in_other_languages_and_scripts_say_so():
    html = mail().html

    headlines = [(a.get("lang"), a.get("dir")) for tag, a in Seen(html).tags if tag == "h3"]
    assert {("ar", "rtl"), ("fr", None), ("ja", None), (None, None)} <= set(headlines)
    assert '<span lang="ar" dir="rtl">صدى الموانئ</span>' in html
    assert '<span lang="und-Cyrl" dir="ltr">Маяк над лиманом</span>' in html


def test_mail_from_this_machine_leads_to_this_machine():
    made = mail(masthead=replace(MASTHEAD, site="http://127.0.0.1:8000/"))

    assert "http://127.0.0.1:8000/reveille/2026-11-24/" in made.text
    assert "8000//" not in made.html


def test_masthead_without_addresses_says_nothing_of_them():
    made = mail(masthead=replace(MASTHEAD, postal_address="", corrections="", outlets=""))

    assert "mailto:" not in made.html
    assert "Sent by" not in made.html


@given(st.text(max_size=120))
@hypothesis_settings(max_examples=30, deadline=None)
def test_whatever_an_outlet_writes_the_parts_stay_whole(words):
    made = mail(pages.page(pages.item("x", rank=1, headline=words, outlet=words, change=words)))

    assert made.html.rstrip().endswith("</html>")
    assert [made.text.count(sign) for sign in rendering.PLACEHOLDERS] == [2, 2, 1]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", made.html + made.text)


def test_wrapping_breaks_between_words_and_cjk_signs_only():
    assert columns.wrap("aa bb cc", limit=5) == "aa bb\ncc"
    assert columns.wrap("a" * 90) == "a" * 90
    assert columns.wrap("造船所修理", limit=4) == "造船\n所修\n理"
    assert columns.wrap("one two", "* ", "  ", limit=6) == "* one\n  two"
    assert columns.wrap("\u00a0a\u3000b c", limit=72) == "\u00a0a\u3000b c"


def test_templates_of_the_site_have_no_inline_style_or_script():
    folder = Path(settings.PACKAGE) / "site" / "templates"
    guilty = [
        f"{path.name}: {found}"
        for path in folder.rglob("*.html")
        for found in re.findall(
            r'\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+="|javascript:', path.read_text("utf-8")
        )
    ]

    assert guilty == []


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", 'Kpt. Ana Sol, <span lang="und-Cyrl" dir="ltr">лікарка</span>'),
        ("ar", '<span dir="ltr">Kpt. Ana Sol, who flew</span>'),
    ],
)
def test_who_said_it_is_read_in_the_outlets_direction(language, shown):
    said = layout.Said("yes", "Kpt. Ana Sol", "who flew" if language == "ar" else "лікарка", "Kurier")

    with languages.speaking(language):
        assert paper.who_said(said) == shown
