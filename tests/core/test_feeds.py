import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reveille.core import feeds
from reveille.core.errors import FeedEmpty, FeedUnreadable

AT = "https://news.example/feed"


def rss(items: str, head: str = "", declaration: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    text = f"""{declaration}<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Lamp</title><link>https://news.example/</link>
    <language>en-gb</language>{head}{items}</channel></rss>"""
    return text.encode()


def item(title: str = "A title", link: str = "https://news.example/a", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://news.example/deep/">
<title>La Lampe</title><entry><title type="html">Un &lt;b&gt;titre&lt;/b&gt;
</title><link href="c?utm_source=atom"/><id>urn:1</id>
<published>2026-11-24T05:30:00+01:00</published>
<updated>2026-11-24T06:00:00Z</updated><author><name>Jeanne</name></author>
<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Un <i>mot</i>.</div></summary></entry></feed>"""
RSS1 = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/">
<title>Bay</title><link>https://news.example/</link></channel><item rdf:about="https://news.example/a"><title>One</title>
<link>https://news.example/a</link><description>First.</description><dc:date>2026-11-24T05:30:00Z</dc:date></item>
</rdf:RDF>"""
RSS0 = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Old</title><link>https://news.example/</link>
<description>x</description></channel><item><title>One</title><link>https://news.example/a</link></item></rdf:RDF>"""
RSS091 = b"""<rss version="0.91"><channel><title>Old</title><link>https://news.example/</link>
<item><title>One</title><link>https://news.example/a</link></item></channel></rss>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Coast",
        "language": "en",
        "items": [
            {
                "id": 7,
                "url": "/a",
                "title": "How <input> works",
                "summary": "First.",
                "date_published": "2026-11-24T05:30:00+02:00",
                "authors": [{"name": "Ann"}, {"name": "Bo"}],
                "image": "/i.jpg",
            }
        ],
    }
).encode()
SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/a</loc><news:news>
<news:publication><news:name>Namdo</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-11-24T05:30:00Z</news:publication_date><news:title>One &amp; two</news:title></news:news>
</url></urlset>"""


@pytest.mark.parametrize(
    ("data", "form", "title"),
    [
        (rss(item()), "rss2", "A title"),
        (ATOM, "atom", "Un titre"),
        (RSS1, "rss1", "One"),
        (RSS0, "rss0", "One"),
        (RSS091, "rss0", "One"),
        (JSON, "jsonfeed", "How <input> works"),
        (SITEMAP, "sitemap", "One & two"),
    ],
    ids=["rss 2", "atom", "rss 1", "rss 0.90", "rss 0.91", "json feed", "sitemap"],
)
def test_every_format_is_read_and_named(data, form, title):
    feed = feeds.parse(data, link=AT)

    assert feed.format == form
    assert [entry.title for entry in feed.entries] == [title]


def test_atom_is_read_with_its_base_its_zones_and_its_markup():
    (entry,) = feeds.parse(ATOM, link=AT).entries

    assert entry.link == "https://news.example/deep/c"
    assert entry.published == datetime(2026, 11, 24, 4, 30, tzinfo=UTC)
    assert (entry.author, entry.summary, entry.language) == ("Jeanne", "Un mot.", "fr")


def test_a_json_feed_gives_all_its_fields():
    feed = feeds.parse(JSON, link=AT)

    (entry,) = feed.entries
    assert (entry.link, entry.id, entry.author) == ("https://news.example/a", "7", "Ann, Bo")
    assert entry.image == "https://news.example/i.jpg"
    assert entry.published == datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
    assert (feed.title, feed.language) == ("Coast", "en")


def test_rss_gives_author_image_and_language():
    more = '<dc:creator>Jo</dc:creator><media:thumbnail url="/i.jpg"/>'
    more += "<pubDate>Tue, 24 Nov 2026 05:30:00 EST</pubDate>"

    (entry,) = feeds.parse(rss(item(more=more)), link=AT).entries

    assert (entry.author, entry.image, entry.language) == ("Jo", "https://news.example/i.jpg", "en-GB")
    assert entry.published == datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


TITLES = {
    "tags": ("A &lt;b&gt;bold&lt;/b&gt; word", "A bold word"),
    "decoded once": ("Fish &amp;amp;amp; chips", "Fish &amp; chips"),
    "an ampersand": ("Fish &amp; chips", "Fish & chips"),
    "nothing but a tag": ("&lt;input&gt;", "<input>"),
    "CDATA": ("<![CDATA[Fish & <i>chips</i>]]>", "Fish & chips"),
    "script": ("&lt;script&gt;alert(1)&lt;/script&gt;Calm", "Calm"),
    "a control in a scheme": ('&lt;a href="\x01java\x03script:x"&gt;Calm&lt;/a&gt;', "Calm"),
    "less than": ("5 &lt; 6", "5 < 6"),
    "an HTML entity that XML lacks": ("Caf&eacute;&nbsp;bar", "Café bar"),
    "line breaks": ("One\r\nBcc: two", "One Bcc: two"),
    "a bidi override": ("safe\u202egpj", "safe gpj"),
    "what no reader sees": ("Fl\u00ade\U000e0041\U000e007fet\u200e", "Fleet"),
    "joiners that a script needs": ("\u0645\u06cc\u200c\u0631\u0648\u062f", "\u0645\u06cc\u200c\u0631\u0648\u062f"),
    "decomposed letters": ("Cafe\u0301", "Café"),
}


@pytest.mark.parametrize(("given_title", "expected"), TITLES.values(), ids=TITLES)
def test_a_title_is_plain_text(given_title, expected):
    (entry,) = feeds.parse(rss(item(given_title)), link=AT).entries

    assert entry.title == expected


def test_long_text_is_cut_at_a_word():
    (entry,) = feeds.parse(rss(item("word " * 300, more=f"<description>{'word ' * 900}</description>"))).entries

    assert len(entry.title) <= feeds.TITLE_LENGTH
    assert len(entry.summary) <= feeds.SUMMARY_LENGTH
    assert entry.title.endswith("word…")


def test_paragraphs_do_not_grow_together():
    more = "<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;br&gt;Three.&lt;/p&gt;</description>"

    (entry,) = feeds.parse(rss(item(more=more))).entries

    assert entry.summary == "One. Two. Three."


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("windows-1252", "windows-1252", ""),
        ("windows-1252", "iso-8859-1", ""),
        ("windows-1252", "", "text/xml; charset=windows-1252"),
        ("windows-1252", "utf-8", ""),
        ("utf-8", "utf-16", ""),
        ("utf-16", "utf-16", ""),
        ("utf-8-sig", "iso-8859-1", "text/xml; charset=iso-8859-1"),
        ("koi8-r", "koi8-r", ""),
        ("utf-8", "no-such-charset", ""),
        ("utf-8", "base64", ""),
    ],
)
def test_bytes_are_read_in_the_letters_they_were_written_in(encoding, declared, header):
    words = "Ночь над лиманом" if encoding == "koi8-r" else "L’été à la côte, déjà très près des îles"
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    data = rss(item(words, more=f"<description>{words}. {words}!</description>"), declaration=declaration)

    (entry,) = feeds.parse(data.decode().encode(encoding), content_type=header).entries

    assert entry.title == words


ONLY_CHANGED = {
    "Atom": b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A frigate sails</title>
<link href="https://news.example/1"/><updated>2026-11-24T05:30:00Z</updated></entry></feed>""",
    "Atom by the second parser": b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/">
<entry><title>A frigate sails</title><link href="1"/><updated>2026-11-24T05:30:00Z</updated></entry></feed>""",
    "JSON Feed": b"""{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "A frigate sails",
"url": "https://news.example/1", "date_modified": "2026-11-24T05:30:00Z"}]}""",
}


@pytest.mark.parametrize("data", ONLY_CHANGED.values(), ids=ONLY_CHANGED)
def test_an_entry_that_says_only_when_it_was_changed_is_of_then(data):
    (entry,) = feeds.parse(data, link=AT).entries

    assert entry.published == datetime(2026, 11, 24, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize("stamp", ["yesterday", "12:30", "0000-00-00T00:00:00Z", "31 Feb 2026", "", "Tue, 99 Foo 2026"])
def test_a_date_that_is_none_is_left_out(stamp):
    (entry,) = feeds.parse(rss(item(more=f"<guid>12</guid><pubDate>{stamp}</pubDate>"))).entries

    assert entry.published is None


@pytest.mark.parametrize(("stamp", "year"), [("Mon, 01 Jan 1900 00:00:00 GMT", 1900), ("2999-01-01T00:00:00Z", 2999)])
def test_an_odd_year_is_kept_as_given(stamp, year):
    (entry,) = feeds.parse(rss(item(more=f"<pubDate>{stamp}</pubDate>"))).entries

    assert entry.published is not None
    assert entry.published.year == year


def test_entries_that_lead_nowhere_are_left_out():
    items = item("Bad", "javascript:alert(1)") + item("Inside", "https://a:b@news.example/") + item("Good")

    feed = feeds.parse(rss(items), link=AT)

    assert [entry.title for entry in feed.entries] == ["Good"]


def test_a_link_told_twice_is_one_entry():
    feed = feeds.parse(rss(item("First") + item("Second", "https://news.example/a#comments")), link=AT)

    assert [entry.title for entry in feed.entries] == ["First"]


def test_a_permalink_stands_in_for_a_missing_link():
    feed = feeds.parse(rss("<item><title>A</title><guid>https://news.example/p</guid></item>"), link=AT)

    assert feed.entries[0].link == "https://news.example/p"


def test_relative_links_are_read_from_the_feeds_home():
    feed = feeds.parse(rss(item(link="/a")), link="https://feeds.example/x")

    assert feed.entries[0].link == "https://news.example/a"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"<!doctype html><html><body>No</body></html>",
        b"\x00\x01\x02",
        b"{}",
        b"{",
        b"[1]",
        b"plain words",
    ],
)
def test_bytes_that_are_no_feed_are_named_so(data):
    with pytest.raises(FeedUnreadable):
        feeds.parse(data, link=AT)


def test_a_sitemap_index_says_what_it_is():
    with pytest.raises(FeedUnreadable, match="sitemap index"):
        feeds.parse(b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', link=AT)


@pytest.mark.parametrize(
    "data",
    [
        rss(""),
        b'{"version": "https://jsonfeed.org/version/1", "items": []}',
        rss(item(link="ftp://x.example/")),
    ],
)
def test_a_feed_with_nothing_usable_is_empty(data):
    with pytest.raises(FeedEmpty):
        feeds.parse(data, link=AT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_an_entity_bomb_stays_small(encoding):
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "boom">{levels}]>' + rss(item("&e11;")).decode()[38:]
    began = time.process_time()

    try:
        feed = feeds.parse(bomb.encode(encoding), link=AT)
    except FeedUnreadable:
        feed = None

    assert time.process_time() - began < 5
    assert feed is None or all(len(entry.title) <= feeds.TITLE_LENGTH for entry in feed.entries)


@pytest.mark.parametrize("tangle", ["<a>", "<guid>", "<item><title>a"])
def test_a_tangle_of_tags_as_large_as_a_feed_may_be_takes_no_longer(tangle):
    data = b'<?xml version="1.0"?><rss version="2.0"><channel><title>a</title>' + tangle.encode() * 1_000_000
    began = time.process_time()

    with pytest.raises((FeedUnreadable, FeedEmpty)):
        feeds.parse(data, link=AT)

    assert time.process_time() - began < 10


def test_an_outer_entity_is_never_read():
    data = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + rss(item("a &x; b"))[38:]

    feed = feeds.parse(data, link=AT)

    with open("/etc/hostname") as name:
        assert name.read().strip() not in feed.entries[0].title.split()


def test_bytes_that_look_like_a_path_are_not_opened(tmp_path):
    (tmp_path / "feed.xml").write_bytes(rss(item()))

    with pytest.raises(FeedUnreadable):
        feeds.parse(str(tmp_path / "feed.xml").encode(), link=AT)


def test_the_second_parser_is_asked_where_titles_are_lost():
    feed = feeds.parse(rss(item("Ham & eggs")), link=AT)

    assert feed.entries[0].title == "Ham & eggs"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_whatever_bytes_come_only_feed_errors_are_raised(data):
    try:
        feeds.parse(data, link=AT)
    except (FeedUnreadable, FeedEmpty):
        return


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from([rss(item(more="<pubDate>2026-01-01</pubDate>")), ATOM, RSS1, JSON, SITEMAP]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=8)), max_size=4),
)
def test_a_feed_broken_anywhere_is_read_or_named(data, wounds):
    for where, length, put in wounds:
        at = int(where * len(data))
        data = data[:at] + put + data[at + length :]

    try:
        feed = feeds.parse(data, link=AT)
    except (FeedUnreadable, FeedEmpty):
        return

    assert all(entry.link.startswith("http") for entry in feed.entries)
    assert all(entry.published is None or entry.published.tzinfo is UTC for entry in feed.entries)


@settings(max_examples=40, deadline=None)
@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=9), lambda one: st.lists(one, max_size=3))
)
def test_a_json_feed_of_wrong_types_is_read_or_named(value):
    fields = dict.fromkeys(["id", "url", "title", "summary", "author", "authors", "image", "date_published"], value)
    data = json.dumps({"version": "https://jsonfeed.org/version/1", "title": value, "items": [fields, value]})

    try:
        feeds.parse(data.encode(), link=AT)
    except (FeedUnreadable, FeedEmpty):
        return


def test_categories_are_read_from_every_format():
    rss = b"""<rss version="2.0"><channel><title>A</title><link>https://a.example/</link><item><title>B</title>
    <link>https://a.example/b</link><category>Opinion</category><category>World &amp; sea</category></item>
    </channel></rss>"""
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>a</id><entry><title>B</title><id>b</id>
    <link href="https://a.example/b"/><category term="op" label="Opinion"/></entry></feed>"""
    told = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": [
    {"id": "b", "url": "https://a.example/b", "title": "B", "tags": ["Opinion", 3, null]}]}"""

    read = [feeds.parse(data, link="https://a.example/feed").entries[0].categories for data in (rss, atom, told)]

    assert read == [("Opinion", "World & sea"), ("Opinion",), ("Opinion",)]
