"""Entries out of feeds, of any bytes."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reveille.core import feeds
from reveille.core.errors import FeedEmpty, FeedError, FeedUnreadable

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>The Ledger</title>
<link>https://ledger.example/</link><language>en-gb</language><item><title><![CDATA[Ships <b>sail</b> &amp; return]]></title>
<link>/a?utm_source=rss</link><description>&lt;p&gt;Eleven ships.&lt;/p&gt;&lt;p&gt;One tug.&lt;/p&gt;</description>
<pubDate>Tue, 24 Nov 2026 06:00:00 +0100</pubDate><author>news@ledger.example (Ann Oar)</author></item></channel></rss>"""


def only(data, **told):
    feed = feeds.parse(data if isinstance(data, bytes) else data.encode(), **told)
    assert len(feed.entries) == 1
    return feed.entries[0]


def test_entry_of_rss_is_plain_text_with_a_canonical_link_and_an_instant_in_utc():
    entry = only(RSS, link="https://ledger.example/feed.xml")

    assert entry.link == "https://ledger.example/a"
    assert entry.title == "Ships sail & return"
    assert entry.summary == "Eleven ships. One tug."
    assert entry.author == "Ann Oar"
    assert entry.published == datetime(2026, 11, 24, 5, tzinfo=UTC)


def test_rdf_atom_json_feed_and_news_sitemap_are_read():
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://l.example/"><title>L</title></channel>
      <item rdf:about="https://l.example/a"><title>Ships sail</title><link>https://l.example/a</link>
      <dc:date>2026-11-24T05:00:00Z</dc:date></item></rdf:RDF>"""
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>L</title><entry><title>Ships sail</title>
      <link href="https://l.example/a"/><id>x</id><updated>2026-11-24T05:00:00Z</updated></entry></feed>"""
    jsonfeed = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "L",
            "items": [{"id": "1", "url": "https://l.example/a", "title": "Ships sail", "date_published": "2026-11-24T05:00:00Z"}],
        }
    )
    sitemap = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://l.example/a</loc><news:news>
      <news:publication><news:name>L</news:name><news:language>en</news:language></news:publication>
      <news:publication_date>2026-11-24T05:00:00Z</news:publication_date><news:title>Ships sail</news:title>
      </news:news></url><url><loc>https://l.example/about</loc></url></urlset>"""

    found = [only(text) for text in (rdf, atom, jsonfeed, sitemap)]

    assert {(e.link, e.title, e.published) for e in found} == {
        ("https://l.example/a", "Ships sail", datetime(2026, 11, 24, 5, tzinfo=UTC))
    }


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-15", "utf-16"])
def test_declared_charset_is_believed(charset):
    text = RSS.replace("UTF-8", charset).replace("Ships", "Côtières à Brême")

    assert only(text.encode(charset)).title == "Côtières à Brême sail & return"


def test_utf8_that_says_latin1_is_utf8():
    assert "Brême" in only(RSS.replace("UTF-8", "ISO-8859-1").replace("Ships", "Brême").encode()).title


def test_named_entities_of_html_do_not_break_a_feed():
    assert only(RSS.replace("Eleven", "&eacute;&nbsp;&bogus;")).summary.startswith("é")


def test_permanent_id_serves_where_the_link_is_missing():
    assert only(RSS.replace("<link>/a?utm_source=rss</link>", "<guid>https://ledger.example/g</guid>")).link.endswith("/g")


def test_script_in_a_title_is_gone_and_markup_is_text():
    entry = only(RSS.replace("Ships <b>", "<script>alert(1)</script>Ships <img src=x onerror=alert(1)><b>"))

    assert entry.title == "Ships sail & return"


def test_entity_bomb_is_harmless():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'

    assert len(only(RSS.replace("?><rss", f"?>{bomb}<rss").replace("Eleven", "&b;")).summary) < 100


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(b"", FeedUnreadable, id="nothing"),
        pytest.param(b"<!doctype html><html><body>502 Bad Gateway", FeedUnreadable, id="a web page"),
        pytest.param(b"\x89PNG\r\n\x1a\n" * 50, FeedUnreadable, id="a picture"),
        pytest.param(b"<sitemapindex></sitemapindex>", FeedUnreadable, id="an index of sitemaps"),
        pytest.param(b'<rss version="2.0"><channel><title>L</title></channel></rss>', FeedEmpty, id="nothing in it"),
    ],
)
def test_what_is_no_feed_says_so(data, kind):
    with pytest.raises(kind):
        feeds.parse(data, link="https://l.example/feed")


@given(st.binary(max_size=400) | st.builds(lambda cut, junk: RSS.encode()[:cut] + junk, st.integers(0, 700), st.binary(max_size=40)))
def test_whatever_bytes_come_the_answer_is_a_feed_or_a_feed_error(data):
    try:
        feed = feeds.parse(data)
    except FeedError:
        return

    assert feed.entries
