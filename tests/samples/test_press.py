import json
import struct
import zlib
from datetime import timedelta

import pytest
from lxml import etree, html

from reveille.sample import checks, pictures, press, syndication


def sound_feeds(stand):
    return [(o, feed) for o in stand.morning.outlets for feed in o.feeds if not feed.fault]


def asked(stand, link, now):
    host, _, path = link.removeprefix("https://").partition("/")
    return press.answer(stand, host, "/" + path, now)


def visible(page):
    """The words of a page's body, scripts left out, white space made one."""
    tree = html.fromstring(page.body, parser=html.HTMLParser(encoding=page.content_type.partition("charset=")[2]))
    etree.strip_elements(tree, "script", with_tail=False)
    return " ".join(tree.find("body").text_content().split())


def plain(text):
    return " ".join(text.split())


def test_every_feed_is_well_formed_and_holds_what_its_outlet_has_out(stand, evening):
    for outlet, feed in sound_feeds(stand):
        printed = asked(stand, feed.link, evening)
        there = stand.on_feed(outlet, feed, evening)

        assert printed.status == 200
        if feed.format == "jsonfeed":
            items = json.loads(printed.body)["items"]
            titles = [item["title"] for item in items]
        else:
            tree = etree.fromstring(printed.body)
            found = tree.xpath("//*[local-name()='item' or local-name()='entry' or local-name()='url']")
            titles = [entry.xpath("string(.//*[local-name()='title'])") for entry in found]
            if feed.format == "atom" and "html" in feed.quirks:
                titles = [html.fromstring(title).text_content() for title in titles]
        assert there
        assert titles == [dated.article.headline for dated in there]


def test_the_most_prominent_of_the_later_day_comes_first(stand, evening):
    outlet = stand.morning.outlet["harbour-ledger"]
    order = [(-d.article.day, d.article.position) for d in stand.out(outlet, evening)]

    assert order == sorted(order)
    assert len(set(order)) > 5


def test_a_feed_grows_with_the_clock_and_never_tells_the_future(stand):
    outlet = stand.morning.outlet["kurier-zatoki"]
    sizes = []
    for hours in (-48, -30, -24, -12, 0):
        now = stand.closing(2) + timedelta(hours=hours)
        sizes.append(asked(stand, outlet.feeds[0].link, now).body.count(b"<item "))

    assert sizes == sorted(sizes)
    assert sizes[0] == 0
    assert sizes[2] == sum(d.article.day == 1 for d in stand.articles if d.outlet == outlet)
    assert sizes[-1] == sum(d.outlet == outlet for d in stand.articles)


def test_no_feed_holds_more_than_thirty_entries(stand, evening):
    outlet = stand.morning.outlet["northline"]
    many = stand.out(outlet, evening) * 6

    written = syndication.write(outlet, outlet.feeds[0], many, evening)

    assert written.count(b"<entry>") == 30


@pytest.mark.parametrize(
    ("outlet", "sign"),
    [
        ("northern-ledger", b"<link>/2026/11/"),
        ("maplestrait-herald", b"?utm_source=rss&amp;utm_medium=feed"),
        ("harbour-ledger", b"<title><![CDATA["),
        ("muscat-lantern", b"\xef\xbb\xbf<?xml"),
        ("ostsee-rundblick", b"&lt;p&gt;"),
        ("mwamba-post", b'<summary type="xhtml"><div'),
        ("namdo-daily", b"<news:publication_date>"),
        ("saaristo", b"content_html"),
    ],
)
def test_feeds_have_the_habits_of_real_ones(stand, evening, outlet, sign):
    printed = asked(stand, stand.morning.outlet[outlet].feeds[0].link, evening)

    assert sign in printed.body


def test_the_second_feed_of_the_home_outlet_has_its_sections_only(stand, evening):
    outlet = stand.morning.outlet["dunmore-courier"]
    news, bases = (stand.on_feed(outlet, feed, evening) for feed in outlet.feeds)

    assert 0 < len(bases) < len(news)
    assert {stand.morning.story[d.article.story].section for d in bases} <= {"people", "forces"}


@pytest.mark.parametrize("layout", checks.LAYOUTS)
def test_a_page_holds_every_word_of_its_article_and_furniture_besides(stand, evening, layout):
    shown = [d for d in stand.articles if d.outlet.layout == layout and not d.shut]
    assert shown

    for dated in shown:
        page = asked(stand, dated.link, evening)
        words = visible(page)

        assert page.status == 200
        assert plain(dated.article.headline) in words
        assert all(plain(paragraph) in words for paragraph in dated.article.printed)
        assert dated.article.byline in words
        assert len(words) > len(dated.article.text) + 300


def test_behind_the_wall_only_two_paragraphs_are_shown(stand, evening):
    shut = [dated for dated in stand.articles if dated.shut]
    assert {d.outlet.slug for d in shut} == {"deuxrades", "maplestrait-herald"}

    for dated in shut:
        page = asked(stand, dated.link, evening)
        words = visible(page)

        assert all(plain(paragraph) in words for paragraph in dated.article.printed[:2])
        assert not any(plain(paragraph) in page.body.decode() for paragraph in dated.article.printed[2:])
        assert linked_data(page)["isAccessibleForFree"] is False


def linked_data(page):
    tree = html.fromstring(page.body)
    return json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))


def test_a_page_with_linked_data_says_who_wrote_it_when(stand, evening):
    dated = stand.by_id["army-meetings-greatbasin-1"]

    data = linked_data(asked(stand, dated.link, evening))

    assert data["@type"] == "OpinionNewsArticle"
    assert data["author"] == [{"@type": "Person", "name": dated.article.byline}]
    assert data["datePublished"] == dated.local.isoformat()


def test_one_french_page_is_written_in_windows_1252_and_says_so(stand, evening):
    written = [d for d in stand.articles if d.article.encoding == "windows-1252"]
    assert len(written) == 1

    page = asked(stand, written[0].link, evening)

    assert page.content_type == "text/html; charset=windows-1252"
    assert b'<meta charset="windows-1252">' in page.body
    assert "l’arsenal".encode("windows-1252") in page.body
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("utf-8")


def test_a_wire_text_opens_with_its_place_and_the_wires_name(stand):
    copies = [d.article for d in stand.articles if d.article.agency and d.article.dateline]

    assert copies
    assert all(f"{a.dateline} (Northline) —" == a.opening.strip() for a in copies)


def test_an_article_that_is_not_out_yet_is_not_there(stand):
    dated = stand.by_id["baltic-mines-kurier-2"]

    assert asked(stand, dated.link, dated.published - timedelta(minutes=1)).status == 404
    assert asked(stand, dated.link, dated.published).status == 200


def test_a_tracked_link_leads_to_the_same_page_and_another_query_does_not(stand, evening):
    dated = next(d for d in stand.articles if "?" in d.link)

    assert asked(stand, dated.link + "&utm_source=rss", evening) == asked(stand, dated.link, evening)
    assert asked(stand, dated.link.partition("?")[0], evening).status == 404


def test_an_unknown_address_is_answered_in_the_outlets_style_and_tongue(stand, evening):
    page = press.answer(stand, "ostsee-rundblick.example", "/nie/gewesen", evening)

    assert page.status == 404
    assert "Seite nicht gefunden" in page.body.decode()
    assert press.answer(stand, "elsewhere.example", "/", evening).status == 421


def test_home_pages_lead_to_the_feeds_and_to_all_that_is_out(stand, evening):
    for outlet in stand.morning.outlets:
        page = asked(stand, outlet.home, evening)
        links = html.fromstring(page.body.decode()).xpath("//h2/a/@href")

        assert links == [dated.path for dated in stand.out(outlet, evening)]
        if outlet.feeds[0].format != "sitemap":
            assert f'href="{outlet.feeds[0].path}"' in page.body.decode()


def test_robots_txt_keeps_one_path_to_itself_at_one_outlet(stand, evening):
    said = {o.slug: asked(stand, o.home + "robots.txt", evening).body.decode() for o in stand.morning.outlets}

    assert [slug for slug, text in said.items() if "Disallow: /private/\n" in text] == ["ziwakuu-mail"]
    assert "Sitemap: https://namdo-daily.example/sitemap-news.xml" in said["namdo-daily"]


def test_the_broken_feed_is_no_feed_and_stops_in_the_middle(stand, evening):
    page = asked(stand, stand.morning.outlet["cape-lantern"].feeds[0].link, evening)

    assert (page.status, page.content_type) == (200, "application/xml")
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(page.body)


def test_the_entity_tag_and_the_date_move_only_with_the_content(stand):
    feed = stand.morning.outlet["northline"].feeds[0]
    first, last = stand.closing(1), stand.closing(2)

    before, again, after = (asked(stand, feed.link, at) for at in (first, first + timedelta(minutes=1), last))

    assert (before.etag, before.modified) == (again.etag, again.modified)
    assert before.etag != after.etag
    assert before.modified < after.modified


def test_every_image_is_a_real_png_of_its_own(stand, evening):
    pictured = [dated for dated in stand.articles if dated.article.image]
    bodies = {asked(stand, dated.picture, evening).body for dated in pictured}

    assert len(bodies) == len(pictured) > 10
    for body in bodies:
        assert body.startswith(b"\x89PNG\r\n\x1a\n")
        kinds, data = chunks(body)
        assert kinds == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
        assert len(zlib.decompress(data[b"IDAT"])) == pictures.HEIGHT * (1 + pictures.WIDTH // 8)


def chunks(body):
    kinds, data, at = [], {}, 8
    while at < len(body):
        (size,) = struct.unpack_from(">I", body, at)
        kind, inside = body[at + 4 : at + 8], body[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", body, at + 8 + size) == (zlib.crc32(kind + inside),)
        kinds.append(kind)
        data[kind] = inside
        at += 12 + size
    return kinds, data
