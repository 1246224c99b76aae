"""What comes from outside ends its own turn only, and wears nobody else's name."""

from datetime import UTC, datetime, timedelta

import pytest

from reveille.core import text
from reveille.core.errors import Refused
from reveille.newsroom import intake, reading
from reveille.newsroom.models import Article
from reveille.sources import fetch, rounds
from reveille.sources.models import Feed, Outlet

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
WORDS = "".join(f"<p>The minehunters sailed before dawn on day {n}, the navy said in its note.</p>" for n in range(9))
PAGE = f"<html lang='en'><body><article><h1>Navies sail</h1>{WORDS}</article></body></html>".encode()


@pytest.fixture
def outlet():
    return Outlet.objects.create(slug="o", name="O", home="https://o.example/", family="o", hosts=["o.example"])


def article(outlet):
    return Article.objects.create(outlet=outlet, link="https://o.example/1", title="T", found_at=NOW)


@pytest.mark.parametrize(
    ("asked", "waited"),
    [(0, timedelta(minutes=5)), (7200, timedelta(hours=2)), (10**9, timedelta(days=1))],
    ids=["nothing", "two hours", "for ever"],
)
def test_feed_is_left_alone_for_as_long_as_its_server_asks_but_not_for_ever(outlet, asked, waited):
    feed = Feed.objects.create(outlet=outlet, link="https://o.example/feed")
    rounds.note_failure(feed, Refused(feed.link, "HTTP 429", wait=asked), NOW)

    assert feed.next_due == NOW + waited


def test_page_that_leads_to_a_stranger_does_not_become_the_outlets_words(outlet):
    mine = article(outlet)
    answer = fetch.Answer(200, PAGE, "text/html", "https://stranger.example/1")
    read = reading.take(mine, answer, NOW)

    assert read.failure.code == "elsewhere"
    mine.refresh_from_db()
    assert (mine.text, mine.failure) == ("", "elsewhere")


def test_page_on_a_subdomain_of_the_outlet_is_its_own(outlet):
    read = reading.take(article(outlet), fetch.Answer(200, PAGE, "text/html", "https://www.o.example/1"), NOW)

    assert read.failure is None


def test_feed_that_makes_us_stumble_ends_its_own_turn_and_is_noted(outlet, monkeypatch):
    feeds = [Feed.objects.create(outlet=outlet, link=f"https://o.example/{n}.xml") for n in range(2)]
    answer = fetch.Answer(304, b"", "", "https://o.example/")
    monkeypatch.setattr(fetch, "answers", lambda requests, **_: ((request, answer) for request in requests))
    monkeypatch.setattr(intake, "take", lambda feed, outcome, now: 1 / 0 if feed == feeds[0] else intake.Gathered(feed))
    gathered = list(intake.gather(feeds, fetch.Reach(), "x", lambda: NOW))

    assert [bool(one.failure) for one in gathered] == [True, False]
    feeds[0].refresh_from_db()
    assert feeds[0].failure == "server-failed"
    assert feeds[0].next_due > NOW


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("5,000\ttroops crossed\x0bthe river", "5,000 troops crossed the river"),
        ("می\u200cشود", "می\u200cشود"),
        ("nul\x00 and soft\xadhyphen", "nul  and softhyphen"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_words_stay_apart_and_spelt_as_they_were(told, kept):
    assert text.legible(told) == kept
