import gzip
import threading
import time
from datetime import timedelta

import pytest

from reveille.sample.server import SampleServer

FEED = ("harbour-ledger.example", "/feeds/world.xml")


def test_every_host_answers_over_https_with_a_certificate_that_holds(server, get):
    assert len(server.hosts) == 21
    for host in server.hosts:
        assert get(host, "/").status == 200


def test_a_feed_we_have_already_is_not_sent_again(get):
    first = get(*FEED)

    assert get(*FEED, If_None_Match=first.headers["ETag"]).status == 304
    assert get(*FEED, If_None_Match=f"W/{first.headers['ETag']}").status == 304
    assert get(*FEED, If_Modified_Since=first.headers["Last-Modified"]).status == 304
    assert get(*FEED, If_None_Match='"old"', If_Modified_Since=first.headers["Last-Modified"]).status == 200
    assert get(*FEED, If_None_Match=first.headers["ETag"]).body == b""


def test_when_the_clock_moves_on_there_is_more(get, clock):
    evening = clock.now
    clock.now = evening - timedelta(days=1)
    before = get(*FEED)
    clock.now = evening

    after = get(*FEED, If_None_Match=before.headers["ETag"])

    assert after.status == 200
    assert after.body.count(b"<item>") > before.body.count(b"<item>") > 0


def test_who_takes_gzip_gets_the_same_bytes_smaller(get):
    plain, packed = get(*FEED), get(*FEED, Accept_Encoding="gzip, deflate")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body)


def test_the_gone_feed_is_gone_and_the_strange_host_is_sent_away(get):
    assert get("el-vigia.example", "/rss/portada.xml").status == 410
    assert get("mayak.example", "/", Host="elsewhere.example").status == 421


def test_the_encoded_page_says_its_encoding_in_the_header(get, stand):
    dated = stand.by_id["port-avel-welders-deuxrades-1"]

    page = get(dated.outlet.host, dated.path)

    assert page.headers["Content-Type"] == "text/html; charset=windows-1252"
    assert dated.article.headline in page.body.decode("windows-1252")


@pytest.mark.parametrize("path", ["/..%2f..%2fetc/passwd", "//", "/%00", "/img/..%2foutlets.toml", "/?q=%ff"])
def test_odd_addresses_do_not_upset_it(get, path):
    assert get("harbour-ledger.example", path).status in (200, 404)


def test_the_crawling_feed_never_ends_and_stops_with_the_server(morning, clock, stand, connect):
    threads = threading.active_count()
    with SampleServer(morning, base=stand.base, clock=lambda: clock.now) as running:
        connection = connect(running, "mayak.example")
        connection.request("GET", "/feed.atom")
        first = connection.getresponse().read(1)
        started = time.monotonic()

    stopped = time.monotonic() - started
    connection.close()
    assert first == b"<"
    assert stopped < 3
    assert threading.active_count() == threads


def test_a_port_that_is_taken_is_told_to_who_starts_the_server(server, morning, clock, stand):
    second = SampleServer(morning, base=stand.base, clock=lambda: clock.now, port=server.port)

    with pytest.raises(OSError, match="address already in use"), second:
        pass
